import ArgumentParser
import ReplicationLint

/// The use of colours.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Returns whether to use colours on `descriptor`; nil is a file.
  ///
  /// The flag decides, then `NO_COLOR` (no-color.org), then `CLICOLOR_FORCE` and `FORCE_COLOR`, then whether a person
  /// looks at a terminal that can.
  func isColored(on descriptor: SystemCalls.Descriptor?) -> Bool {
    func isSet(_ name: String) -> Bool { SystemCalls.environment(name).map { !$0.isEmpty } ?? false }
    func isForced(_ name: String) -> Bool { isSet(name) && SystemCalls.environment(name) != "0" }
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if isSet("NO_COLOR") { return false }
      if isForced("CLICOLOR_FORCE") || isForced("FORCE_COLOR") { return true }
      guard let descriptor, descriptor.isTerminal else { return false }
      return SystemCalls.environment("TERM").map { !$0.isEmpty && $0 != "dumb" } ?? false
    }
  }
}

/// Writes to the streams of the program.
enum Terminal {
  /// One line for people, beside the report. Whatever it quotes, nothing in it moves the cursor.
  static func note(_ line: String) { error("repllint: \(visible(line))\n") }

  /// Text for people, beside the report. A failure cannot be reported anywhere.
  static func error(_ text: String) { error(Array(text.utf8)) }

  /// The same for bytes.
  static func error(_ bytes: [UInt8]) { try? SystemCalls.write(bytes, to: .standardError) }

  /// The body of the program; returns whether it succeeded.
  ///
  /// A reader that goes away has seen enough; every other failure is reported.
  static func output(_ bytes: [UInt8]) -> Bool {
    if bytes.isEmpty { return true }
    do {
      try SystemCalls.write(bytes, to: .standardOutput)
    } catch  where error.isBrokenPipe {
      return true
    } catch {
      note("standard output: \(error.reason)")
      return false
    }
    return true
  }

  /// The same for text.
  static func output(_ text: String) -> Bool { output(Array(text.utf8)) }
}
