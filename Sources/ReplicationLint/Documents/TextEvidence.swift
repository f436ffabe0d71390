/// Evidence in the text of a file of which the reader could make no object: quoted names that belong together.
enum TextEvidence {
  /// The intended content of the string. URL-encoded policies, as IAM itself answers them, are policies too. The text
  /// may be in UTF-16, which is ASCII with zeros in between.
  static func kind(of bytes: [UInt8]) -> DocumentKind? {
    let names = quotedNames(in: bytes.prefix(1 << 16).filter { $0 != 0 })
    if names.contains("Statement"), names.contains("Effect") || names.contains("Action") {
      return names.contains("Principal") && !names.contains("Resource") ? .trustPolicy : .permissionPolicy
    }
    if names.contains("Rules") || names.contains("ReplicationConfiguration"), names.contains("Destination") {
      return .replicationConfiguration
    }
    return nil
  }

  private static let known: Set<String> = [
    "Statement", "Effect", "Action", "Principal", "Resource", "Rules", "Destination", "ReplicationConfiguration",
  ]

  /// The known names that are in quotes of any form, `%22` included.
  private static func quotedNames(in bytes: [UInt8]) -> Set<String> {
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
    var names: Set<String> = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      guard isLetter(bytes[at]) else {
        at += 1
        continue
      }
      var end = at
      while end < bytes.endIndex, isLetter(bytes[end]) { end += 1 }
      if isQuote(bytes[..<at]), end - at < 32 {
        let name = String(decoding: bytes[at..<end], as: UTF8.self)
        if known.contains(name) { names.insert(name) }
      }
      at = end
    }
    return names
  }

  /// Returns whether the text ends with a quote: straight, curly, single, escaped or URL-encoded.
  private static func isQuote(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return false }
    if last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") { return true }
    let end = text.suffix(3)
    return end.elementsEqual("%22".utf8) || end.elementsEqual("\u{201C}".utf8) || end.elementsEqual("\u{201D}".utf8)
      || end.elementsEqual("\u{2018}".utf8) || end.elementsEqual("\u{2019}".utf8)
  }
}
