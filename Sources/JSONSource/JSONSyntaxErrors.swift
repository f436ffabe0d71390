/// The syntax errors of one file, kept to one for each cause.
struct JSONSyntaxErrors: Sendable {
  private(set) var all: [JSONSyntaxError] = []
  /// Up to here further errors are taken as echoes of an error after which the reader only guesses.
  private var echoesEnd = 0
  /// A file of noise needs no thousand errors; the one after these is that there are more.
  static let limit = 100

  var isEmpty: Bool { all.isEmpty }

  /// Adds an error, unless it is located at the last one or is likely a consequence of it.
  mutating func report(
    _ kind: JSONSyntaxError.Kind, _ range: SourceRange, related: SourceRange? = nil, in bytes: [UInt8]
  ) {
    if all.count > Self.limit { return }
    if case .unclosed = kind {
      if all.last.map({ mayLoseBracket($0.kind) }) == true { return }
    } else if range.start < echoesEnd {
      return
    }
    if let last = all.last, last.range.start == range.start { return }
    if all.count == Self.limit { return all.append(JSONSyntaxError(.tooMany, range)) }
    all.append(JSONSyntaxError(kind, range, related: related))
    if isGuess(after: kind) { echoesEnd = endOfLine(from: range.end, in: bytes) }
  }

  /// Returns whether the reader only guesses how to go on after such an error, so that the rest of the line is
  /// unreliable.
  private func isGuess(after kind: JSONSyntaxError.Kind) -> Bool {
    switch kind {
    case .expectedValue, .expectedKey, .unquotedKey, .missingColon, .missingComma, .unexpectedCloser,
      .unterminatedString, .invalidLiteral, .invalidUTF8, .tooDeep, .textAfterEnd, .invalidNumber:
      true
    case .empty, .byteOrderMark, .utf16, .utf32, .binary, .trailingComma, .extraComma, .unclosed, .singleQuotes,
      .curlyQuotes, .controlCharacter, .invalidEscape, .comment, .nonFiniteNumber, .strayCharacter, .tooMany,
      .tooLarge:
      false
    }
  }

  /// Returns whether such an error alone can make a bracket seem to be missing.
  private func mayLoseBracket(_ kind: JSONSyntaxError.Kind) -> Bool {
    switch kind {
    case .unterminatedString, .unexpectedCloser, .expectedKey, .expectedValue, .tooDeep: true
    default: false
    }
  }

  private func endOfLine(from offset: Int, in bytes: [UInt8]) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }
}
