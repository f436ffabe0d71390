/// A character that people take for an ASCII one.
struct LookAlike {
  /// The character.
  let scalar: Unicode.Scalar
  /// The ASCII character it looks like.
  let ascii: Unicode.Scalar

  /// The character's name and code point: `CYRILLIC SMALL LETTER A (U+0430)`.
  var description: String { LookAlike.describe(scalar) }

  /// Reads a scalar; nil when it looks like nothing in ASCII.
  init?(_ scalar: Unicode.Scalar) {
    guard !scalar.isASCII, let ascii = Self.asciiTwin(scalar) else { return nil }
    self.scalar = scalar
    self.ascii = ascii
  }

  /// The name and code point of any character.
  static func describe(_ scalar: Unicode.Scalar) -> String {
    let name = scalar.properties.name ?? scalar.properties.nameAlias
    return name.map { "\($0) (\(codePoint(scalar)))" } ?? codePoint(scalar)
  }

  /// The first look-alike in `text`.
  static func first(in text: String) -> LookAlike? {
    text.unicodeScalars.lazy.compactMap { LookAlike($0) }.first
  }

  /// `text` with look-alikes written in ASCII, and characters without width left out.
  static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.properties.generalCategory != .format {
      result.append(LookAlike(scalar)?.ascii ?? scalar)
    }
    return String(result)
  }

  private static func asciiTwin(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
    return twins[scalar]
  }

  /// Letters of Cyrillic, Greek and others, and punctuation, with the ASCII character they look like.
  private static let twins: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(String, String)] = [
      ("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝӏ", "ABESIJKMHOPCTYXaesijopcyxhdqwl"),
      ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικρυχ", "ABEZHIKMNOPTYXovikpux"),
      ("ſıɡ\u{212A}", "sigK"),
      ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}", "-------"),
      ("\u{2018}\u{2019}\u{201C}\u{201D}", "''\"\""),
      ("\u{2236}\u{A789}\u{02D0}\u{0589}", "::::"),
      ("\u{2044}\u{2215}\u{2217}\u{204E}\u{2024}\u{201A}\u{3001}", "//**.,,"),
    ]
    var twins: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (odd, plain) in pairs {
      for (scalar, ascii) in zip(odd.unicodeScalars, plain.unicodeScalars) { twins[scalar] = ascii }
    }
    return twins
  }()
}
