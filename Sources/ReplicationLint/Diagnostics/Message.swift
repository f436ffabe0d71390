/// One sentence for people: lower-case start, no full stop, user text in backticks, on one line.
///
/// Whatever goes in, no control character, line break or invisible character comes out: they are written as `U+0000`.
public struct Message: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
  /// The printable text.
  public let text: String

  /// Makes a message from a fixed sentence.
  public init(stringLiteral value: String) { text = visible(value) }

  public init(stringInterpolation: StringInterpolation) { text = visible(stringInterpolation.text) }

  public var description: String { text }

  /// Collects the parts of a message.
  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    public mutating func appendLiteral(_ literal: String) { text += literal }

    /// Adds a literal of repllint as it is.
    public mutating func appendInterpolation(_ value: String) { text += value }

    /// Adds a number.
    public mutating func appendInterpolation(_ value: Int) { text += String(value) }

    /// Adds a message.
    public mutating func appendInterpolation(_ value: Message) { text += value.text }

    /// Adds text of the user's in backticks, shortened in the middle beyond 120 characters.
    public mutating func appendInterpolation(quoted value: String) { text += quoted(value) }
  }
}

/// Text of the user's in backticks, made visible, and shortened in the middle beyond 120 characters.
public func quoted(_ value: String) -> String {
  let shown = visible(value)
  // By scalars: a single character can hold any number of combining marks.
  let scalars = shown.unicodeScalars
  if scalars.count <= 120 { return "`\(shown)`" }
  return "`\(String(scalars.prefix(70)))...\(String(scalars.suffix(40)))`"
}

/// `text` with every character that cannot be seen, or could move the cursor, written as its code point.
///
/// So is a `#` after another one: CI servers read `##[...]` and `##vso[...]` as commands wherever a line holds them
/// (GitHub's runner src/Runner.Common/ActionCommand.cs, Azure's agent src/Agent.Sdk/CommandStringConvertor.cs).
public func visible(_ text: String) -> String {
  var last: UInt8 = 0
  let isPlain = text.hasOnly { byte in
    defer { last = byte }
    return byte >= 0x20 && byte < 0x7F && (byte != UInt8(ascii: "#") || last != byte)
  }
  if isPlain { return text }
  var result = ""
  var previous: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    defer { previous = scalar }
    if isVisible(scalar), scalar != "#" || previous != scalar {
      result.unicodeScalars.append(scalar)
    } else {
      result += "<\(codePoint(scalar))>"
    }
  }
  return result
}

/// The notation of a code point: `U+00A0`.
public func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// Returns whether a scalar can be printed as it is: no control, format, separator or unassigned character.
public func isVisible(_ scalar: Unicode.Scalar) -> Bool {
  // Most text is plain, and the tables of Unicode take their time.
  if scalar.value < 0x7F { return scalar.value >= 0x20 }
  return switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  case .spaceSeparator: scalar == " "
  default: true
  }
}
