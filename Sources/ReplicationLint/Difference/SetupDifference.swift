import JSONSource

/// All changes between two versions of one setup, over all keys and all resources.
public struct SetupDifference: Sendable {
  /// The name of the setup.
  public let name: String
  /// The old version; nil where the setup is new.
  public let before: SetupAnalysis?
  /// The new version; nil where the setup is gone.
  public let after: SetupAnalysis?
  /// The changes.
  public let changes: [Change]

  /// Compares two versions of a setup; nil where there is none. The work is bounded by `stateLimit`.
  package init(
    _ before: SetupAnalysis?, _ after: SetupAnalysis?, name: String? = nil, stateLimit: Int = KeySearch.stateLimit
  ) {
    self.name = name ?? (after ?? before)?.setup.name ?? ""
    self.before = before
    self.after = after
    if let before, let after, before.setup.hasSameContent(as: after.setup) {
      changes = []
      return
    }
    var languages = PolicyLanguages()
    var changes = KeyDifference(before, after, &languages, stateLimit: stateLimit).changes
    for side in Side.allCases {
      if let refused = Self.refused(side, [before, after]) {
        changes.append(refused)
        continue
      }
      let old = before.flatMap { SideAccess($0, side) }
      let new = after.flatMap { SideAccess($0, side) }
      var pairs = [(old, new)]
      if let oldRole = old?.role, let newRole = new?.role, !oldRole.hasSameBytes(as: newRole) {
        pairs = [(old, nil), (nil, new)]
      }
      for (old, new) in pairs {
        changes += AccessDifference(old, new, &languages, stateLimit: stateLimit).changes
      }
    }
    self.changes = changes
  }

  /// The change that explains why the access of a side is not compared: one of its policies is refused.
  private static func refused(_ side: Side, _ versions: [SetupAnalysis?]) -> Change? {
    for (index, version) in versions.enumerated() {
      guard let analysis = version else { continue }
      let site = side == .source ? analysis.setup.source : analysis.setup.target
      let documents = site.permissions + [site.bucketPolicy].compactMap { $0 }
      for document in documents {
        let refusal = analysis.refusals.first { $0.path.hasSameBytes(as: document.path) }
        guard let refusal else { continue }
        var change = Change(
          .unknown, "no comparison of what the \(side.rawValue) role can do: \(quoted: document.path) is refused")
        change.side = side
        change.place = Change.SourceLocation(document, refusal.range, isNew: index == 1, "is refused")
        return change
      }
    }
    return nil
  }
}

/// The changes between two versions of all setups.
public struct Difference: Sendable {
  /// The setups that are in one of the versions, in the order of the new one, then those that are gone.
  public let setups: [SetupDifference]

  /// Compares the setups of two versions.
  ///
  /// - Parameters:
  ///   - old: the setups of the old version.
  ///   - new: the setups of the new version.
  ///   - oldRoot: the folder that names and paths of the old version start with.
  ///   - newRoot: the same of the new version.
  public init(_ old: [SetupAnalysis], _ new: [SetupAnalysis], oldRoot: String = "", newRoot: String = "") {
    self.init(old, new, oldRoot: oldRoot, newRoot: newRoot, stateLimit: KeySearch.stateLimit)
  }

  /// The same; after `stateLimit` states of an automaton the answer is that nothing is known.
  package init(
    _ old: [SetupAnalysis], _ new: [SetupAnalysis], oldRoot: String = "", newRoot: String = "", stateLimit: Int
  ) {
    let pairs = SetupMatching(old, new, oldRoot: oldRoot, newRoot: newRoot).pairs
    setups = pairs.map { SetupDifference($0.old, $0.new, name: $0.name, stateLimit: stateLimit) }
  }

  /// All changes.
  public var changes: [Change] { setups.flatMap { $0.changes } }
}
