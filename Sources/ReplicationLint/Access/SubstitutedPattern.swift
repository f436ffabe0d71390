package import JSONSource

extension ResourcePattern {
  /// Reads an entry for calls like `request`. O(length).
  package init(_ text: LocatedString, _ request: RequestContext) {
    let substituted = SubstitutedText(text.utf16, request)
    self.init(
      text, units: substituted.units, unknown: substituted.unknown, firstUnknown: substituted.firstUnknown)
  }
}

extension ResourceItem {
  /// The resources of calls like `request` that the entry matches.
  func pattern(_ request: RequestContext) -> ResourcePattern { pattern ?? ResourcePattern(text, request) }

  /// Returns whether the entry matches the resource of a call; nil, with what decides, where that is not known.
  ///
  /// A pattern without variables is compared where it is: most are, and a copy costs more than the comparison.
  func matches(_ request: RequestContext, _ unknown: inout [String]) -> Bool? {
    if let answer = pattern?.matches(request.resource) { return answer }
    let pattern = pattern(request)
    let answer = pattern.matches(request.resource)
    if answer == nil { unknown.append(contentsOf: pattern.unknowns) }
    return answer
  }
}
