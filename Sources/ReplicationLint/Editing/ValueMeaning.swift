package import JSONSource

/// The meaning of a value of a document to Backbeat, for people.
package struct ValueMeaning: Sendable, Hashable {
  /// The bytes of the value.
  package let range: SourceRange
  /// Markdown: one sentence, then a list of what it is needed for.
  package let markdown: String

  init(_ value: DocumentValue, in document: Document, _ setups: [Setup]) {
    range = value.text.range
    markdown =
      switch value {
      case .action(let item): Self.action(item, document)
      case .resource(let item): Self.resource(item, setups)
      case .service(let name): Self.service(name)
      case .role(let role, let side): Self.role(role, side)
      case .destination(let bucket, let rule): Self.destination(bucket, rule)
      }
  }

  // MARK: Actions

  private static func action(_ item: ActionItem, _ document: Document) -> String {
    let name = quoted(item.text.text)
    if document.policy?.purpose == .trust {
      return item.action.matches(S3Action.assumeRole)
        ? "\(name): Backbeat assumes the role with `\(S3Action.assumeRole)`." : "\(name): Backbeat does not use it."
    }
    let calls = neededCalls.filter { item.action.matches($0.action) }
    let listed = ReplicationActions.all.filter { action in
      item.action.matches(action) && !calls.contains { $0.action == action }
    }
    if calls.isEmpty && listed.isEmpty {
      return item.matched.isEmpty
        ? "\(name): not an S3 action that the server checks."
        : "\(name): no call of Backbeat needs it."
    }
    let lines =
      calls.map { call in
        let recent = call.isRecent ? ", from 9.5.2 on" : ""
        return "- `\(call.action)`: the \(call.side.rawValue) role needs it on \(call.target.words) to \(call.step)"
          + "\(recent). Where it is refused, \(call.failure.words)."
      }
      + listed.map { "- `\($0)`: Scality's guide lists it; no call of Backbeat requires it." }
    return "\(name): what replication needs of it.\n\n" + lines.joined(separator: "\n")
  }

  /// The calls that put, change and delete objects, each once.
  private static let neededCalls: [BackbeatCall] = {
    var calls: [BackbeatCall] = []
    for call in BackbeatCall.calls(isExternal: false) + BackbeatCall.calls(isExternal: true)
    where !calls.contains(call) { calls.append(call) }
    return calls
  }()

  // MARK: Resources

  private static func resource(_ item: ResourceItem, _ setups: [Setup]) -> String {
    let name = quoted(item.text.text)
    let arn = item.arn
    let bucket = item.bucket.map { quoted($0.text) } ?? "every bucket"
    let keys = arn.key.map { $0.text == "*" ? "" : " whose keys match \(quoted($0.text))" } ?? ""
    let first =
      switch item.reach {
      case .refused: "\(name): the server refuses it."
      case .dead: "\(name): no bucket and no object matches it."
      case .alive(buckets: true, objects: false): "\(name): the bucket \(bucket) itself, not its objects."
      case .alive(buckets: false, _): "\(name): objects of \(bucket)\(keys), not the bucket itself."
      case .alive: "\(name): buckets and their objects."
      }
    guard let text = arn.bucket?.text else { return first }
    let glob = Glob(text)
    var uses: [String] = []
    for setup in setups {
      if let source = setup.source.bucket, glob.matches(source.utf16) {
        uses.append("- \(quoted(source)) is the source bucket of the setup \(quoted(setup.name)).")
      }
      let targets = ReplicationPlan(setup).map { plan in plan.enabledRules.compactMap(plan.targetBucket) } ?? []
      for target in Set(targets).sorted() where glob.matches(target.utf16) {
        uses.append("- \(quoted(target)) is a destination of the setup \(quoted(setup.name)).")
      }
    }
    return uses.isEmpty ? first : "\(first)\n\n" + uses.joined(separator: "\n")
  }

  // MARK: Roles and destinations

  private static func service(_ name: LocatedString) -> String {
    name.text == "backbeat"
      ? "`backbeat`: the service that replicates objects; it assumes the role."
      : "\(quoted(name.text)): not Backbeat, which is called `backbeat`."
  }

  private static func role(_ role: LocatedString, _ side: Side) -> String {
    let work =
      side == .source
      ? "Backbeat assumes it to read the configuration and the objects at the source, and to write their status back"
      : "Backbeat assumes it to write the replicas at the target"
    let arn = RoleARN(role)
    guard arn.fault == nil, let name = arn.name, let account = arn.arn.account?.text else {
      return "\(quoted(role.text)): the \(side.rawValue) role. \(work)."
    }
    return "The \(side.rawValue) role \(quoted(name)) of the account \(quoted(account)). \(work)."
  }

  private static func destination(_ bucket: LocatedString, _ rule: ReplicationRule) -> String {
    let name = DestinationARN(bucket).effectiveBucket.map { quoted($0.text) } ?? quoted(bucket.text)
    return "The bucket \(name), to which the objects of \(rule.name) are replicated. The target role needs"
      + " `\(BackbeatCall.writeReplica.action)` on its objects."
  }
}

extension BackbeatCall.Target {
  fileprivate var words: String {
    switch self {
    case .sourceBucket: "the source bucket"
    case .sourceObject: "the objects of the source bucket"
    case .targetObject: "the objects of the destination"
    }
  }
}

extension CallFailure {
  fileprivate var words: String {
    switch self {
    case .pending: "the object stays `PENDING`"
    case .failed: "the object becomes `FAILED`"
    case .replicaButPending: "the replica arrives, and the object stays `PENDING`"
    }
  }
}
