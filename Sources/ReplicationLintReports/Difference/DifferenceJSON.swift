import JSONSource
package import Jansson
package import ReplicationLint

/// The difference for programs, version 1.
package struct DifferenceJSON {
  private let files: ComparedFiles

  init(_ files: ComparedFiles) { self.files = files }

  /// Writes differences between two versions.
  package init(_ old: ComparedVersion, _ new: ComparedVersion) { self.init(ComparedFiles(old, new)) }

  func render(_ difference: Difference) -> [UInt8] { value(difference).encoded(.indented) + [UInt8(ascii: "\n")] }

  /// The difference, as a part of another value.
  package func value(_ difference: Difference) -> JanssonValue {
    var root = JanssonValue.object()
    root.set("version", to: 1)
    root.set("setups", to: .array(difference.setups, setup))
    var summary = JanssonValue.object()
    summary.set("lost", to: difference.count { $0.isLost })
    summary.set("gained", to: difference.count { $0.isGained })
    summary.set("access", to: difference.count { $0.isAccess })
    summary.set("undecided", to: difference.count { $0.isOpen })
    root.set("summary", to: summary)
    return root
  }

  private func setup(_ setup: SetupDifference) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("name", to: setup.name)
    value.set("before", to: version(setup.before, isNew: false))
    value.set("after", to: version(setup.after, isNew: true))
    value.set("changes", to: changes(setup))
    return value
  }

  /// The changes of one setup.
  func changes(_ setup: SetupDifference) -> JanssonValue { .array(setup.changes, change) }

  /// The verdict on one version; null where the setup is not there.
  private func version(_ analysis: SetupAnalysis?, isNew: Bool) -> JanssonValue {
    guard let analysis else { return .null() }
    var value = JanssonValue.object()
    value.set("replicates", to: analysis.replicates.map { .boolean($0) } ?? .null())
    let refused = SetupDifference.refused(analysis)
    if !refused.isEmpty { value.set("refused", to: .array(refused) { .string(files.path($0, isNew: isNew)) }) }
    return value
  }

  private func change(_ change: Change) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("kind", to: change.kind.rawValue)
    if let key = change.key { value.set("key", to: key) }
    if let prefix = change.prefix { value.set("prefix", to: prefix) }
    if let rule = change.rule { value.set("rule", to: rule) }
    value.set("message", to: change.message.text)
    if let side = change.side { value.set("side", to: side.rawValue) }
    if let role = change.role { value.set("role", to: role) }
    if let action = change.actions.first { value.set("action", to: action) }
    if change.actions.count > 1 { value.set("actions", to: .array(change.actions) { .string($0) }) }
    if let resource = change.resource { value.set("resource", to: resource) }
    if !change.facts.isEmpty { value.set("facts", to: .array(change.facts) { .string($0) }) }
    if let place = change.place { add(place, to: &value) }
    if let other = change.otherPlace {
      var place = JanssonValue.object()
      add(other, to: &place)
      value.set("other", to: place)
    }
    return value
  }

  private func add(_ place: Change.SourceLocation, to value: inout JanssonValue) {
    value.set("path", to: files.path(place))
    value.set("pointer", to: place.pointer.description)
    value.set("version", to: place.isNew ? "new" : "old")
  }
}
