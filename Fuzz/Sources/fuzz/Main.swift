/// The fuzzer's own driver, which calls back with the bytes that it makes.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry point: the package manager gives `main` of an executable target this name. The first argument is the name
/// of a target, the others are those of libFuzzer; without any, the names are printed.
@_cdecl("fuzz_main")
public func run(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  guard count > 1, let name = arguments[1] else {
    for target in FuzzTarget.allCases { print(target.rawValue) }
    return 0
  }
  switch FuzzTarget(rawValue: String(cString: name)) {
  case .reading: return drive(count, arguments) { fuzz(.reading, $0, $1) }
  case .document: return drive(count, arguments) { fuzz(.document, $0, $1) }
  case .setup: return drive(count, arguments) { fuzz(.setup, $0, $1) }
  case .fixing: return drive(count, arguments) { fuzz(.fixing, $0, $1) }
  case .configuration: return drive(count, arguments) { fuzz(.configuration, $0, $1) }
  case .reports: return drive(count, arguments) { fuzz(.reports, $0, $1) }
  case .difference: return drive(count, arguments) { fuzz(.difference, $0, $1) }
  case .stream: return drive(count, arguments) { fuzz(.stream, $0, $1) }
  case .languageServer: return drive(count, arguments) { fuzz(.languageServer, $0, $1) }
  case .contextServer: return drive(count, arguments) { fuzz(.contextServer, $0, $1) }
  case .certificate: return drive(count, arguments) { fuzz(.certificate, $0, $1) }
  case nil:
    print("fuzz: there is no target of that name")
    return 2
  }
}

/// Runs the driver with all arguments but the name of the target.
private func drive(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt {
  arguments[1] = arguments[0]
  var (count, rest) = (count - 1, arguments + 1)
  return withUnsafeMutablePointer(to: &rest) { pointer in
    pointer.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.self, capacity: 1) {
      runDriver(&count, $0, callback)
    }
  }
}

private func fuzz(_ target: FuzzTarget, _ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
