#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Terminal {
  /// The columns of `descriptor`: those that the environment variable `COLUMNS` gives, else those of the terminal; nil for
  /// a file and where nothing is known.
  static func columns(of descriptor: SystemCalls.Descriptor?) -> Int? {
    guard let descriptor else { return nil }
    if let columns = SystemCalls.environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    guard descriptor.isTerminal else { return nil }
    var size = winsize()
    guard unsafe ioctl(descriptor.number, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
