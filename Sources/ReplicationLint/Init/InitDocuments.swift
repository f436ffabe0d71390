import JSONSource

/// Writes the documents of a new setup.
struct InitDocuments {
  private let request: InitRequest

  init(_ request: InitRequest) { self.request = request }

  /// The names of the files.
  enum Name {
    static let replication = "replication.json"
    static let manifest = ConfigurationFile.fileName
    static func trust(_ side: Side) -> String { "\(side.rawValue)-trust.json" }
    static func policy(_ side: Side) -> String { "\(side.rawValue)-policy.json" }
  }

  /// The files in the order in which the guide makes them, and the manifest.
  var files: [SourceFile] {
    request.sides.map { file(Name.trust($0), Self.trust) } + request.sides.map { file(Name.policy($0), policy($0)) }
      + [file(Name.replication, replication), file(Name.manifest, manifest)]
  }

  private func file(_ name: String, _ content: JSONTree) -> SourceFile { SourceFile(name: name, text: content.file) }

  // MARK: Policies

  /// Lets only Backbeat assume a role.
  private static let trust = policy([
    .object([
      ("Effect", .string("Allow")), ("Principal", .object([("Service", .string(PrincipalGrammar.service))])),
      ("Action", .string(S3Action.assumeRole)),
    ])
  ])

  private static func policy(_ statements: [JSONTree]) -> JSONTree {
    .object([("Version", .string("2012-10-17")), ("Statement", .list(statements))])
  }

  /// Exactly the permissions that the role of a side needs.
  ///
  /// Servers before 9.5.2 never ask for what only later ones need; there it does no harm.
  private func policy(_ side: Side) -> JSONTree {
    let calls = BackbeatCall.calls(isExternal: request.isExternal).filter { $0.side == side }
    let targets: [BackbeatCall.Target] = [.sourceBucket, .sourceObject, .targetObject]
    return Self.policy(
      targets.compactMap { target in
        var actions: [String] = []
        for call in calls where call.target == target && !actions.contains(call.action) { actions.append(call.action) }
        return actions.isEmpty ? nil : statement(actions.sorted(), resources(target))
      })
  }

  private func statement(_ actions: [String], _ resources: [String]) -> JSONTree {
    .object([
      ("Effect", .string("Allow")), ("Action", .strings(actions)), ("Resource", .strings(resources)),
    ])
  }

  private func resources(_ target: BackbeatCall.Target) -> [String] {
    switch target {
    case .sourceBucket: [Self.arn(request.sourceBucket)]
    case .sourceObject: objects(request.sourceBucket)
    case .targetObject: objects(request.targetBucket)
    }
  }

  private func objects(_ bucket: String) -> [String] {
    let patterns = KeyPattern.beginning(withOneOf: request.prefixes)
    return patterns.map { "\(Self.arn(bucket))/\($0)" }
  }

  private static func arn(_ bucket: String) -> String { "arn:aws:s3:::\(bucket)" }

  // MARK: Configuration

  private var replication: JSONTree {
    let roles = request.sides.compactMap(request.roleARN).joined(separator: ",")
    var destination: [(String, JSONTree)] = [("Bucket", .string(Self.arn(request.targetBucket)))]
    if let site = request.site { destination.append(("StorageClass", .string(site))) }
    let rules = request.prefixes.map { prefix in
      JSONTree.object([
        ("Prefix", .string(prefix)), ("Destination", .object(destination)), ("Status", .string("Enabled")),
      ])
    }
    return .object([("Role", .string(roles)), ("Rules", .list(rules))])
  }

  // MARK: Manifest

  private var manifest: JSONTree {
    var members: [(String, JSONTree)] = []
    if let server { members.append(("server", server)) }
    var setup: [(String, JSONTree)] = [
      ("name", .string(request.sourceBucket)), ("replication", .string(Name.replication)),
    ]
    for side in request.sides { setup.append((side.rawValue, site(side))) }
    members.append(("setups", .list([.object(setup)])))
    if !request.isExternal, request.sourceBucket.hasSameBytes(as: request.targetBucket) {
      members.append(("ignore", .list([sameName])))
    }
    return .object(members)
  }

  private func site(_ side: Side) -> JSONTree {
    let bucket = side == .source ? request.sourceBucket : request.targetBucket
    return .object([
      ("bucket", .string(bucket)), ("role", .string(request.roleARN(side) ?? "")), ("trust", .string(Name.trust(side))),
      ("permissions", .strings([Name.policy(side)])),
    ])
  }

  /// The facts in the request about the server; nil when there are none.
  private var server: JSONTree? {
    var members: [(String, JSONTree)] = []
    if let version = request.serverVersion { members.append(("version", .string(version.description))) }
    if let site = request.site {
      let type: [(String, JSONTree)] = request.isExternal ? [("type", .string(request.externalType))] : []
      members.append(("endpoints", .list([.object([("site", .string(site))] + type)])))
    }
    return members.isEmpty ? nil : .object(members)
  }

  /// Two accounts may each have a bucket of one name, and here they do on purpose.
  private var sameName: JSONTree {
    .object([
      ("rule", .string(Rule.sourceIsDestination.slug)), ("path", .string(Name.replication)),
      ("reason", .string("each account has a bucket of this name")),
    ])
  }
}
