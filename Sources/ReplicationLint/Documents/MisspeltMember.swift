import JSONSource

/// Members whose name is not known and that most likely stand for a member that is missing.
extension ObjectReader {
  /// The unknown member that was most likely meant as `name`, among the names in `known`; nil when `name` is there.
  package func misspelt(_ name: String, known: [String]) -> UnknownMember? {
    if member(name) != nil { return nil }
    return unknownMembers(known: known).first { $0.suggestion(among: known)?.hasSameBytes(as: name) == true }
  }
}

extension UnknownMember {
  /// Returns whether the name differs from `known` in nothing but upper and lower case.
  package func differsInCaseOnly(from known: String) -> Bool {
    name.text.lowercased().hasSameBytes(as: known.lowercased())
  }

  /// Writes `known` in place of the name; safe where nothing else can have been meant.
  ///
  /// - Parameters:
  ///   - known: the name to write.
  ///   - isSafe: false where the document is accepted as it is and would grant something else.
  package func renaming(to known: String, isSafe: Bool = true) -> Fix {
    let distance = editDistance(
      Array(name.text.lowercased().unicodeScalars), Array(known.lowercased().unicodeScalars), 1)
    // A condition that was never applied changes what is allowed once it is.
    let isSafe = isSafe && distance != nil && known != "Condition"
    return Fix("write `\(known)`", isSafe: isSafe, [Fix.Edit(name.contentRange, known)])
  }
}

extension Statement {
  /// The unknown member that was most likely meant as the missing element `name`.
  package func misspelt(_ name: String) -> UnknownMember? {
    if unknownMembers.isEmpty || object.member(name) != nil { return nil }
    return unknownMembers.first { $0.suggestion(among: Statement.members)?.hasSameBytes(as: name) == true }
  }
}
