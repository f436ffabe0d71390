import JSONSource

/// Tells which documents of a folder belong to the source and which to the target.
///
/// One policy serves both sites, as in the guide. Several are told apart by the role's ARN, then by file name, then
/// by the buckets that they name; what nothing tells is left over, never guessed.
struct SiteAssignment {
  private(set) var source = Site()
  private(set) var target = Site()
  private(set) var leftOver: [Setup.LeftOver] = []
  private let roles: [String]
  private let destination: String?

  init(replication: Document) {
    let configuration = replication.replication
    roles = configuration?.role.value?.split(",").map(\.text) ?? []
    destination = configuration?.readableRules.compactMap(\.bucket.value).first
      .flatMap { DestinationARN($0).effectiveBucket?.text }
  }

  mutating func assign(_ documents: [Document]) {
    let captures = documents.filter { $0.kind == .role }
    for capture in captures {
      place(capture, side(ofName: capture) ?? side(ofRole: capture), "its role is neither of the two in `Role`") {
        $0.role = $1
        $0.roleARN = $1.roleARN?.text
        if $1.policy != nil { $0.trust = $1 }
      }
    }
    assignTrust(documents.filter { $0.policy?.purpose == .trust && $0.kind != .role })
    assignPermissions(documents.filter { $0.policy?.purpose == .permission })
    for document in documents where document.kind == .policy {
      place(
        document, side(ofPolicy: document.policyARN) ?? side(ofName: document), "its account is that of neither role"
      ) {
        $0.createdPolicies.append($1)
      }
    }
    for document in documents where document.kind == .attachedPolicies {
      place(
        document, side(ofPolicy: document.attachedPolicyARNs.first) ?? side(ofName: document),
        "its account is that of neither role"
      ) { $0.attachedPolicies = $1 }
    }
    for document in documents where document.kind == .bucketVersioning {
      place(document, side(ofName: document), "its name says neither source nor target") { $0.versioning = $1 }
    }
  }

  private mutating func assignTrust(_ documents: [Document]) {
    // Two captures show the document already; the file that it was made from says the same.
    if documents.count == 1, source.trust != nil, target.trust != nil { return }
    if documents.count == 1 {
      if source.trust == nil { source.trust = documents[0] }
      if target.trust == nil { target.trust = documents[0] }
      return
    }
    for document in documents {
      place(document, side(ofName: document), "its name says neither source nor target") { site, document in
        if site.trust == nil { site.trust = document }
      }
    }
  }

  private mutating func assignPermissions(_ documents: [Document]) {
    if documents.count == 1 {
      source.permissions = documents
      target.permissions = documents
      return
    }
    for document in documents {
      place(
        document, side(ofName: document) ?? side(ofBuckets: document),
        "neither its name nor the buckets it names say source or target"
      ) { $0.permissions.append($1) }
    }
  }

  private mutating func place(
    _ document: Document, _ side: Side?, _ reason: Message, _ put: (inout Site, Document) -> Void
  ) {
    switch side {
    case .source: put(&source, document)
    case .target: put(&target, document)
    case nil: leftOver.append(Setup.LeftOver(document: document, reason: reason))
    }
  }

  // MARK: What tells the side

  private func side(ofRole document: Document) -> Side? {
    guard let arn = document.roleARN?.text, roles.count == 2, roles[0] != roles[1] else { return nil }
    if arn.utf8.elementsEqual(roles[0].utf8) { return .source }
    return arn.utf8.elementsEqual(roles[1].utf8) ? .target : nil
  }

  /// A policy belongs to the account of its role, where the two roles have different ones.
  private func side(ofPolicy arn: LocatedString?) -> Side? {
    guard let account = arn.flatMap({ ARN($0).account?.text }), roles.count == 2 else { return nil }
    let accounts = roles.map { RoleARN(LocatedString($0)).arn.account?.text }
    if accounts[0] == accounts[1] { return nil }
    return account == accounts[0] ? .source : account == accounts[1] ? .target : nil
  }

  private func side(ofName document: Document) -> Side? {
    let start = document.path.lastIndex(of: "/").map { document.path.index(after: $0) } ?? document.path.startIndex
    let words = document.path[start...].lowercased().split { !$0.isLetter }
    let isSource = words.contains { $0 == "src" || $0.hasPrefix("source") }
    let isTarget = words.contains { $0 == "dst" || $0.hasPrefix("target") || $0.hasPrefix("dest") }
    return isSource == isTarget ? nil : isSource ? .source : .target
  }

  /// A policy that reads the replication configuration is the source's; one that names only the destination the target's.
  private func side(ofBuckets document: Document) -> Side? {
    if let bucket = SourceBucket.named(in: [document]), bucket != destination { return .source }
    let resources = document.policy?.readableStatements.flatMap { $0.resource.value?.items ?? [] } ?? []
    let buckets = Set(resources.compactMap { ARN($0).bucket?.text })
    guard let destination, !buckets.isEmpty else { return nil }
    return buckets == [destination] ? .target : buckets.contains(destination) ? nil : .source
  }
}
