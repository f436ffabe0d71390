/// One place where the bytes are not JSON as RFC 8259 defines it.
public struct JSONSyntaxError: Sendable, Hashable {
  /// The error, with the expectation of the reader.
  @nonexhaustive public enum Kind: Sendable, Hashable {
    /// No value at all: the file is empty or contains only whitespace.
    case empty
    /// A UTF-8 byte order mark precedes the text.
    case byteOrderMark
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// The whole file is UTF-16, with or without a byte order mark.
    case utf16
    /// The whole file is UTF-32, with or without a byte order mark.
    case utf32
    /// The file is binary.
    case binary
    /// Something other than a value where one is expected.
    case expectedValue
    /// Something other than a string where a member's name is expected.
    case expectedKey
    /// A member's name without quotes.
    case unquotedKey
    /// No `:` between a member's name and its value.
    case missingColon
    /// No `,` between two members or elements.
    case missingComma
    /// A `,` with nothing after it before the closing bracket.
    case trailingComma
    /// A `,` with nothing before it.
    case extraComma
    /// The innermost bracket that is never closed: `{` or `[`.
    case unclosed(UInt8)
    /// A closing bracket that closes nothing, or the wrong kind.
    case unexpectedCloser(UInt8)
    /// A string between single quotes.
    case singleQuotes
    /// A string between typographic quotes.
    case curlyQuotes
    /// A string without its closing quote.
    case unterminatedString
    /// A raw control character (below U+0020) inside a string.
    case controlCharacter(UInt8)
    /// A backslash before something that is no escape.
    case invalidEscape
    /// `//`, `#` or `/* */`.
    case comment
    /// A number that breaks the grammar.
    case invalidNumber
    /// `NaN`, `Infinity` or `-Infinity`.
    case nonFiniteNumber
    /// A bare word that is not `true`, `false` or `null`.
    case invalidLiteral
    /// Characters outside strings that only look like spaces, or are invisible; those that follow each other are one.
    case strayCharacter
    /// Text after the end of the document.
    case textAfterEnd
    /// More nested brackets than the reader's limit.
    case tooDeep
    /// One more error than the reader's limit; none after it is reported.
    case tooMany
    /// More bytes than the reader's limit, none of which are read.
    case tooLarge
  }

  /// The problem.
  public let kind: Kind
  /// The bytes at fault; empty where something is missing.
  public let range: SourceRange
  /// The start of the cause: the opening bracket or quote, when it is elsewhere.
  public let related: SourceRange?

  init(_ kind: Kind, _ range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }
}
