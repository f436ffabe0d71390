public import JSONSource

extension ResourcePattern {
  /// Reads an entry for calls like `request`. O(length).
  public init(_ text: LocatedString, _ request: RequestContext) {
    let substituted = SubstitutedText(text.utf16, request)
    self.init(
      text, units: substituted.units, unknown: substituted.unknown, firstUnknown: substituted.firstUnknown)
  }
}

extension ResourceItem {
  /// What the entry matches among the resources of calls like `request`.
  func pattern(_ request: RequestContext) -> ResourcePattern { pattern ?? ResourcePattern(text, request) }
}
