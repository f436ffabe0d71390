import JSONSource

extension Diagnostic {
  /// The one order in which diagnostics are shown: file, place, the worse first, then rule and text.
  public static func isOrderedBefore(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
    if !a.path.hasSameBytes(as: b.path) { return a.path.utf8.lexicographicallyPrecedes(b.path.utf8) }
    if a.range.start != b.range.start { return a.range.start < b.range.start }
    if a.severity != b.severity { return a.severity > b.severity }
    if a.range.end != b.range.end { return a.range.end < b.range.end }
    if a.rule != b.rule { return a.rule < b.rule }
    if !a.message.hasSameBytes(as: b.message) {
      return a.message.utf8.lexicographicallyPrecedes(b.message.utf8)
    }
    return a.fingerprint < b.fingerprint
  }
}
