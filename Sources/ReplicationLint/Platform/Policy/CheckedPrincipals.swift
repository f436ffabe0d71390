import JSONSource

extension Statement {
  /// The principals whose form the server checks; it does not look at `NotPrincipal` when `Statement` is one object
  /// (Arsenal `lib/policy/userPolicySchema.json` has no such property there).
  package var checkedPrincipals: [Principal] {
    let notPrincipal = isAlone ? nil : notPrincipal.value
    return [principal.value, notPrincipal].compactMap { $0 }
  }
}

extension Principal {
  /// The one member of the object form; nil when there are more or none, which is another matter.
  package var soleEntry: Entry? { entries.count == 1 ? entries.first : nil }

  /// The one member, when it is called `name`.
  package func soleEntry(_ name: String) -> Entry? {
    soleEntry.flatMap { $0.name.text.hasSameBytes(as: name) ? $0 : nil }
  }

  /// Indicates whether the value names everyone: `*`, or `{"AWS": "*"}`.
  package var includesEveryone: Bool {
    isEveryone || entries.contains { $0.values?.items.contains { $0.text == "*" } == true }
  }
}
