import JSONSource

/// The findings of several rules about one string.
extension [Diagnostic] {
  /// One finding for each string with a suspicious character: where another rule reports the string, its finding names
  /// the character too, and repairs it when it has no repair of its own.
  func mergingSuspiciousCharacters() -> [Diagnostic] {
    let slug = Rule.suspiciousCharacter.slug
    guard contains(where: { $0.rule == slug }) else { return self }
    var merged = self
    var absorbed: Set<Diagnostic> = []
    var others: [JSONPointer: [Int]] = [:]
    for (index, other) in enumerated() where other.rule != slug && other.severity >= .warning {
      if other.rule != Rule.duplicateKey.slug { others[other.pointer, default: []].append(index) }
    }
    for odd in self where odd.rule == slug {
      let index = others[odd.pointer]?.first { self[$0].range.contains(odd.range) }
      guard let index else { continue }
      absorbed.insert(odd)
      merged[index].help =
        merged[index].help.map { "\($0)\($0.hasSuffix("?") ? "" : ";") \(odd.message)" } ?? odd.message
      if merged[index].fix == nil { merged[index].fix = odd.fix }
    }
    return merged.filter { !absorbed.contains($0) }
  }
}

extension [Diagnostic] {
  /// One finding for each string of a document that is not filled in, or that has a suspicious character.
  func mergingFindingsOfOneText(in document: Document) -> [Diagnostic] {
    mergingPlaceholders(in: document).mergingSuspiciousCharacters()
  }
}
