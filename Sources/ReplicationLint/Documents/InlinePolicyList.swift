import JSONSource

extension JSONDocument {
  /// Indicates whether the file is an answer of list-role-policies. list-user-policies and list-group-policies answer in
  /// the same form.
  var isListOfInlinePolicies: Bool {
    guard isValid, root.kind == .object else { return false }
    let answer = MemberTable(root)
    return answer.has("PolicyNames", .array)
      && answer.holdsOnly(["PolicyNames", "IsTruncated", "Marker", "NextToken", "ResponseMetadata"])
      && !fileWords.contains { ["group", "groups", "user", "users"].contains($0) }
  }

  /// The names in such an answer.
  var inlinePolicyNames: [String] { root.member("PolicyNames")?.elements.compactMap { $0.string?.text } ?? [] }
}
