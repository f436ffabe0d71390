import JSONSource

/// A policy that shows by its principals or resources that it is of something else than a replicated bucket or a role of
/// Backbeat: the trust policy of a role for other services, or the policy of an access point or an endpoint.
///
/// It may be a mistake in a document of a setup, so that it is foreign only where no setup is near.
struct UnrelatedPolicy {
  /// The description of the file, to follow "this is".
  let description: Message

  /// Recognizes such a policy by its statements; `kind` is what it is found to be.
  init?(_ statements: [MemberTable], _ kind: DocumentKind) {
    if statements.isEmpty { return nil }
    switch kind {
    case .trustPolicy:
      guard let name = Self.trusted(statements) else { return nil }
      description = "a trust policy for \(quoted: name)"
    case .bucketPolicy:
      if statements.allSatisfy({ Self.hasOnlyResources($0, Self.isOfAccessPoint) }) {
        description = "a policy of an access point"
      } else if statements.allSatisfy({ Self.hasOnlyResources($0) { $0 == "*" } }) {
        description = "a policy of an endpoint"
      } else {
        return nil
      }
    default: return nil
    }
  }

  /// The first service or provider, where the statements trust nothing but services of AWS and identity providers.
  ///
  /// The service of S3 is the one that replication of AWS needs, so that it is likely meant for Backbeat.
  private static func trusted(_ statements: [MemberTable]) -> String? {
    var first: String?
    for statement in statements {
      guard let principal = statement["Principal"], principal.kind == .object else { return nil }
      let table = MemberTable(principal)
      if table.names.isEmpty || !table.holdsOnly(["Service", "Federated"]) { return nil }
      for name in table.names {
        let values = table[name]?.strings.map { $0.text } ?? []
        if values.isEmpty { return nil }
        for value in values {
          if name == "Service", !isOtherService(value) { return nil }
          first = first ?? value
        }
      }
    }
    return first
  }

  private static func isOtherService(_ name: String) -> Bool {
    (name.hasSuffix(".amazonaws.com") || name.hasSuffix(".amazonaws.com.cn"))
      && !["s3.", "replication.", "backbeat", "batchoperations.s3."].contains { name.lowercased().hasPrefix($0) }
  }

  private static func hasOnlyResources(_ statement: MemberTable, _ isRight: (String) -> Bool) -> Bool {
    let resources = statement["Resource"]?.strings ?? []
    return !resources.isEmpty && resources.allSatisfy { isRight($0.text) }
  }

  private static func isOfAccessPoint(_ resource: String) -> Bool {
    resource.hasPrefix("arn:aws:s3:") && resource.hasPart(":accesspoint/")
  }
}

extension DetectedFile {
  /// Indicates whether the file is foreign unless it is a mistake in a document of a setup near it.
  var isForeignByItself: Bool {
    unrelatedPolicy != nil || !isKindStated && json.isEmptyPolicyByName
      || isForeign && (json.isMissingConfigurationByName || json.isListOfInlinePolicies)
  }

  /// The other use that the policy in the file shows, where nothing states what the file is.
  var unrelatedPolicy: UnrelatedPolicy? {
    guard !isKindStated, json.isValid, kind == .trustPolicy || kind == .bucketPolicy, envelope.path.isEmpty,
      !UnrelatedPolicy.isNamedForReplication(json.fileName)
    else { return nil }
    return UnrelatedPolicy(MemberTable(json.root)["Statement"]?.objects ?? [], kind)
  }
}

extension UnrelatedPolicy {
  /// Returns whether the name of a file shows that its document is meant for replication.
  fileprivate static func isNamedForReplication(_ name: Substring) -> Bool {
    let file = name.lowercased()
    return ["source", "src", "target", "tgt", "dest", "dst", "repl", "backbeat", "crr"].contains { file.hasPart($0) }
  }
}
