public import JSONSource

/// One file understood: its kind, and the documents in it.
public struct Document: Sendable {
  /// The file read as JSON.
  public let json: JSONDocument
  /// What the file is.
  public let kind: DocumentKind
  /// Whether the user said the kind, as against its being told by content.
  public let isKindStated: Bool
  /// What the content shows the file to be, where that cannot be the stated kind; there is then no document in it.
  public let actualKind: DocumentKind?
  /// What stands around the document.
  public let envelope: Envelope
  /// The trust or permission policy in it.
  public let policy: PolicyDocument?
  /// The replication configuration in it.
  public let replication: ReplicationConfiguration?
  /// Whether other documents of a setup stand beside it, so that a command's output is read as such.
  public internal(set) var isPartOfSetup = false
  /// The path from the root; nil where only the name is known.
  public internal(set) var location: String?

  /// Reads `source` as `kind`, or as what its content tells.
  public init(_ source: SourceFile, kind stated: DocumentKind? = nil) {
    json = JSONDocument(source)
    isKindStated = stated != nil
    let envelope = Envelope(json)
    self.envelope = envelope
    let detected = stated ?? DocumentKind.detect(json)
    // A wrapper that no command prints still shows what is inside.
    kind = detected == .unknown && !envelope.path.isEmpty ? DocumentKind.detectDocument(envelope.body) : detected
    actualKind = stated.flatMap { DocumentKind.contradiction($0, envelope.body) }
    if actualKind != nil {
      policy = nil
      replication = nil
      return
    }
    switch kind {
    case .trustPolicy, .role:
      policy = kind == .role && envelope.path.isEmpty ? nil : PolicyDocument(envelope.body, purpose: .trust)
      replication = nil
    case .permissionPolicy, .policyVersion:
      policy =
        kind == .policyVersion && envelope.path.isEmpty ? nil : PolicyDocument(envelope.body, purpose: .permission)
      replication = nil
    case .replicationConfiguration, .bucketReplication:
      policy = nil
      replication = ReplicationConfiguration(envelope.body)
    default:
      policy = nil
      replication = nil
    }
  }

  /// The file's name as the user gave it.
  public var path: String { json.source.name }
  /// Whether the file can be checked further: it is JSON, or what the client of this kind of document takes for it.
  ///
  /// Python, in which AWS CLI is written, reads `NaN` and `Infinity` as numbers.
  public var isReadable: Bool {
    json.isValid || (replication != nil && json.syntaxErrors.allSatisfy { $0.kind == .nonFiniteNumber })
  }

  /// The role's ARN, as create-role or get-role answered it.
  public var roleARN: LocatedString? {
    kind == .role ? json.root.member("Role")?.member("Arn")?.string : nil
  }

  /// The policy's ARN, as create-policy answered it.
  public var policyARN: LocatedString? {
    kind == .policy ? json.root.member("Policy")?.member("Arn")?.string : nil
  }

  /// The ARNs of the policies attached to a role, as list-attached-role-policies answered them.
  public var attachedPolicyARNs: [LocatedString] {
    guard kind == .attachedPolicies else { return [] }
    return json.root.member("AttachedPolicies")?.elements.compactMap { $0.member("PolicyArn")?.string } ?? []
  }

  /// The versioning of a bucket, as get-bucket-versioning answered it.
  public var versioning: VersioningState? {
    kind == .bucketVersioning ? VersioningState(json) : nil
  }

  /// The status of an object, as head-object answered it.
  public var replicationStatus: LocatedString? {
    kind == .objectHead ? json.root.member("ReplicationStatus")?.string : nil
  }
}
