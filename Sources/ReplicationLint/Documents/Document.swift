package import JSONSource

/// One document understood: its kind, and what is in it. Most files hold one; see `documents(in:kind:)`.
package struct Document: Sendable {
  /// The file read as JSON.
  package let json: JSONDocument
  /// The kind of the document.
  package let kind: DocumentKind
  /// Indicates whether the user stated the kind, as against its being detected.
  package let isKindStated: Bool
  /// Indicates whether a manifest states the kind, as against the command line.
  let isKindDeclared: Bool
  /// Indicates whether nothing but misspelt names show the kind, so that no fix is offered.
  package let restsOnMisspelling: Bool
  /// Indicates whether it is of something else, unless it is a mistake.
  let isForeignByItself: Bool
  /// The kind that the content shows, where that contradicts the stated kind; there is then no document in it.
  package let actualKind: DocumentKind?
  /// The wrapper of the document.
  package let envelope: Envelope
  /// The entry of a file with several documents that the document was read from; nil for a file's own document.
  package let part: JSONNode?
  /// The role or policy whose details hold `part`.
  let owner: JSONNode?
  /// The policy in it.
  package let policy: PolicyDocument?
  /// The document that the file holds as a string, as get-bucket-policy prints it.
  package let embedded: JSONDocument?
  /// The string that holds `embedded`.
  let embeddedText: JSONNode?
  /// The name of the bucket that a bucket policy is for, where the user gives it.
  package internal(set) var statedBucket: String?
  /// The replication configuration in it.
  package let replication: ReplicationConfiguration?
  /// Indicates whether other documents of a setup are beside it, so that a command's output is read as such.
  package internal(set) var isPartOfSetup = false
  /// The path from the root; nil where only the name is known.
  package internal(set) var location: String?

  /// Reads `source` as `kind`, or as what the evidence in it shows.
  package init(_ source: SourceFile, kind stated: DocumentKind? = nil) { self.init(DetectedFile(source, kind: stated)) }

  /// Reads what is in a file.
  init(_ file: DetectedFile) {
    self.init(
      file.json, envelope: file.envelope, kind: file.kind, isKindStated: file.isKindStated,
      isKindDeclared: file.isKindDeclared, restsOnMisspelling: file.restsOnMisspelling,
      isForeignByItself: file.isForeignByItself,
      actualKind: file.actualKind)
  }

  /// Reads one entry of a file that holds several documents.
  init(part: JSONNode, owner: JSONNode? = nil, kind: DocumentKind) {
    self.init(part.document, envelope: Envelope(part), kind: kind, part: part, owner: owner)
  }

  /// Reads the document in a string of a file; nil where `text` is not a string.
  init?(text: JSONNode, owner: JSONNode, kind: DocumentKind) {
    guard let embedded = JSONDocument(inside: text) else { return nil }
    self.init(
      text.document, envelope: Envelope(embedded.root), kind: kind, part: text, owner: owner, embedded: (text, embedded)
    )
  }

  private init(
    _ json: JSONDocument, envelope: Envelope, kind: DocumentKind, isKindStated: Bool = false,
    isKindDeclared: Bool = false, restsOnMisspelling: Bool = false, isForeignByItself: Bool = false,
    actualKind: DocumentKind? = nil, part: JSONNode? = nil, owner: JSONNode? = nil,
    embedded: (text: JSONNode, JSONDocument)? = nil
  ) {
    self.json = json
    self.envelope = envelope
    self.kind = kind
    self.isKindStated = isKindStated
    self.isKindDeclared = isKindDeclared
    self.restsOnMisspelling = restsOnMisspelling
    self.isForeignByItself = isForeignByItself
    self.part = part
    self.owner = owner
    self.actualKind = actualKind
    let embedded =
      embedded
      ?? Self.text(in: part ?? json.root, kind).flatMap { text in
        JSONDocument(inside: text).map { (text, $0) }
      }
    let inner = embedded?.1.root
    (self.embedded, embeddedText) = (embedded?.1, embedded?.text)
    // What a command answered about a role or a policy need not hold its document.
    let answered = embedded.map { $0.1.isValid ? inner : nil } ?? (envelope.path.isEmpty ? nil : envelope.body)
    switch actualKind == nil ? kind : .unknown {
    case .bucketPolicy: policy = PolicyDocument(inner ?? json.root, purpose: .bucket)
    case .bucketPolicyOutput: policy = inner.map { PolicyDocument($0, purpose: .bucket) }
    case .trustPolicy: policy = PolicyDocument(envelope.body, purpose: .trust)
    case .role: policy = answered.map { PolicyDocument($0, purpose: .trust) }
    case .permissionPolicy: policy = PolicyDocument(envelope.body, purpose: .permission)
    case .policyVersion, .rolePolicy: policy = answered.map { PolicyDocument($0, purpose: .permission) }
    default: policy = nil
    }
    switch actualKind == nil ? kind : .unknown {
    case .replicationConfiguration, .bucketReplication: replication = ReplicationConfiguration(envelope.body)
    default: replication = nil
    }
  }

  /// The file's name as the user gave it.
  package var path: String { json.source.name }

  /// Indicates whether the file is stated to be the answer of a command, and is not.
  package var isNoAnswer: Bool { actualKind != nil && kind.isCLIOutput }

  /// Indicates whether nothing in the file shows a document that repllint knows.
  package var isForeign: Bool { kind == .unknown && !isKindStated }

  /// Indicates whether nothing is in the file, and its name shows that it is meant to be a replication configuration.
  var isMissingConfiguration: Bool { isForeign && json.isMissingConfigurationByName }

  /// The string in which a command answered a document: that of get-bucket-policy, and that of IAM where the client
  /// does not decode it, as AWS CLI does.
  private static func text(in answer: JSONNode, _ kind: DocumentKind) -> JSONNode? {
    let text: JSONNode? =
      switch kind {
      case .bucketPolicyOutput: answer.member("Policy")
      case .role: (answer.member("Role") ?? answer).member("AssumeRolePolicyDocument")
      case .policyVersion: (answer.member("PolicyVersion") ?? answer).member("Document")
      case .rolePolicy: answer.member("PolicyDocument")
      default: nil
      }
    return text?.kind == .string ? text : nil
  }

  /// The document itself, without what wraps it.
  var content: JSONNode { embedded?.root ?? envelope.body }

  /// Indicates whether the document is a string in a file that holds others too.
  var isEmbeddedPart: Bool { part?.kind == .string }

  /// The syntax errors of the file, and of a document inside a string in it.
  package var syntaxErrors: [JSONSyntaxError] { json.syntaxErrors + (embedded?.syntaxErrors ?? []) }
  /// Indicates whether the file can be checked further: it is JSON, or what the client of this kind of document takes
  /// for it.
  ///
  /// Python, in which AWS CLI is written, reads `NaN` and `Infinity` as numbers.
  package var isReadable: Bool {
    (json.isValid && embedded?.isValid != false)
      || (replication != nil && json.syntaxErrors.allSatisfy { $0.kind == .nonFiniteNumber })
  }

  /// Indicates whether only the beginning is read, as brackets are nested deeper than this program reads.
  ///
  /// The server's parser has no such limit, so it may accept a policy that is cut off here. AWS CLI refuses every
  /// configuration that is: none of its members is deep.
  var isCutOff: Bool { kind != .replicationConfiguration && syntaxErrors.contains { $0.kind == .tooDeep } }

  /// The versioning of a bucket, as get-bucket-versioning answered it.
  package var versioning: VersioningState? {
    kind == .bucketVersioning && actualKind == nil ? VersioningState(json) : nil
  }

  /// The status of an object, as head-object answered it.
  package var replicationStatus: LocatedString? {
    kind == .objectHead ? json.root.member("ReplicationStatus")?.string : nil
  }

  /// `fix` where the kind of the document allows one: a command's output is evidence and never rewritten, and a file
  /// that is foreign, or whose kind rests on misspelt names alone, may be something else.
  func allowed(_ fix: Fix?) -> Fix? {
    kind.isCLIOutput || isForeign || restsOnMisspelling || embedded != nil ? nil : fix
  }
}
