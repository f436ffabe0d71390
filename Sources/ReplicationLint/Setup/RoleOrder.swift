import JSONSource

/// What the folders of the two sites show about the order of the roles in `Role`.
///
/// What a command answered about a role lies with the policies of its site. Where a role is shown beside the policy of
/// the other one, `Role` or a policy is in the wrong place: it is `Role` where each role is, and the configuration lies with
/// the policy of the source.
enum RoleOrder {
  /// Nothing contradicts `Role`.
  case asNamed
  /// `Role` names the target role first.
  case reversed
  /// It is not known, for a reason that is a part of a sentence.
  case open(Message)

  init(_ facts: ConfigurationFacts, _ documents: some Collection<Document>) {
    self = .asNamed
    guard facts.roles.count == 2, !facts.roles[0].hasSameBytes(as: facts.roles[1]) else { return }
    let roles = Self.byFolder(documents) { Self.side(ofRole: $0, facts) }
    if roles.isEmpty { return }
    let policies = Self.byFolder(documents) { Self.side(ofPolicy: $0, facts) }
    var contradictions: [(folder: Folder, role: (side: Side, document: Document), policy: Document)] = []
    for (folder, shown) in roles {
      guard let policy = policies[folder]?.first else { continue }
      let isOne = shown.allSatisfy { $0.side == shown[0].side }
      guard isOne, policies[folder]?.allSatisfy({ $0.side != shown[0].side }) == true else { return }
      contradictions.append((folder, shown[0], policy.document))
    }
    // The order of a dictionary differs from run to run.
    contradictions.sort { a, b in
      if a.role.side != b.role.side { return a.role.side == .source }
      return a.role.document.path.utf8.lexicographicallyPrecedes(b.role.document.path.utf8)
    }
    guard let first = contradictions.first else { return }
    if contradictions.contains(where: { $0.role.side != first.role.side }) {
      let isAtSource = contradictions.contains {
        $0.role.side == .target && facts.folder.depth(below: $0.folder) != nil
      }
      self =
        isAtSource
        ? .reversed : .open("\(quoted: first.role.document.path) shows the source role beside a policy for the target")
      return
    }
    // A file that is named for its side shows nothing about its folder.
    let isUnnamed = SideName.side(ofFile: first.policy) == nil
    let hasOther = policies.contains { folder, list in
      folder != first.folder && list.contains { $0.side == first.role.side }
    }
    if isUnnamed, hasOther, !roles.values.joined().contains(where: { $0.side != first.role.side }) {
      self = .open(
        "\(quoted: first.role.document.path) shows the \(first.role.side.rawValue) role beside a policy for the other role"
      )
    }
  }

  /// Indicates whether `Role` names the target role first.
  var isReversed: Bool {
    if case .reversed = self { return true }
    return false
  }

  private static func byFolder(
    _ documents: some Collection<Document>, _ side: (Document) -> Side?
  ) -> [Folder: [(side: Side, document: Document)]] {
    Dictionary(grouping: documents.compactMap { document in side(document).map { (side: $0, document: document) } }) {
      Folder(of: $0.document)
    }
  }

  /// The side of a role that a command answered. A file that is named for the side of its role may lie anywhere.
  private static func side(ofRole document: Document, _ facts: ConfigurationFacts) -> Side? {
    guard document.kind == .role, let side = facts.side(ofRole: document.roleARN?.text) else { return nil }
    return SideName.side(ofFile: document) == side ? nil : side
  }

  /// The side of a policy that names the bucket of one side only.
  private static func side(ofPolicy document: Document, _ facts: ConfigurationFacts) -> Side? {
    guard let policy = document.policy, policy.purpose == .permission, !document.isEmbeddedPart, !document.isOldVersion,
      !policy.isDenyOnly
    else { return nil }
    let isOfTarget = facts.isNamed(in: policy)
    if isOfTarget { return facts.side(ofBuckets: document) == .target ? .target : nil }
    return SourceBucket.named(in: [document]) == nil ? nil : .source
  }
}
