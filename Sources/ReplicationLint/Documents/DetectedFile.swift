import JSONSource

/// A file read as JSON, and what it is found to be. Nothing in it is decoded.
struct DetectedFile {
  /// The file read as JSON.
  let json: JSONDocument
  /// The wrapper of the document.
  let envelope: Envelope
  /// The kind of the file.
  let kind: DocumentKind
  /// Indicates whether the user stated the kind, as against its being detected.
  let isKindStated: Bool
  /// Indicates whether a manifest states the kind, as against the command line.
  let isKindDeclared: Bool
  /// Indicates whether nothing but misspelt names show the kind.
  let restsOnMisspelling: Bool
  /// The kind that the content shows, where that contradicts the stated kind.
  let actualKind: DocumentKind?

  /// Reads `source` as `stated`, or as what the evidence in it shows. O(bytes).
  init(_ source: SourceFile, kind stated: DocumentKind? = nil) {
    let json = JSONDocument(source)
    let envelope = Envelope(json.root)
    let evidence = stated == nil || stated == .policy ? FileEvidence(json, envelope) : nil
    // The natural name of a policy is that of an answer about one, which holds no document.
    let stated = stated == .policy && evidence?.kind.isPolicy == true ? nil : stated
    self.init(
      json, envelope, stated ?? evidence?.kind ?? .unknown, isKindStated: stated != nil,
      restsOnMisspelling: evidence?.restsOnMisspelling ?? false)
  }

  private init(
    _ json: JSONDocument, _ envelope: Envelope, _ kind: DocumentKind, isKindStated: Bool, isKindDeclared: Bool = false,
    restsOnMisspelling: Bool
  ) {
    self.json = json
    self.envelope = envelope
    self.kind = kind
    self.isKindStated = isKindStated
    self.isKindDeclared = isKindDeclared
    self.restsOnMisspelling = restsOnMisspelling
    actualKind =
      isKindStated
      ? DocumentKind.contradiction(kind, envelope.body) ?? CaptureEvidence.contradiction(kind, json, envelope) : nil
  }

  /// The same file, where a manifest states what it is.
  func stated(_ kind: DocumentKind) -> DetectedFile {
    DetectedFile(json, envelope, kind, isKindStated: true, isKindDeclared: true, restsOnMisspelling: false)
  }

  /// The same file as one that shows no document.
  var asForeign: DetectedFile { DetectedFile(json, envelope, .unknown, isKindStated: false, restsOnMisspelling: false) }

  /// Indicates whether nothing in the file shows a document that repllint knows.
  var isForeign: Bool { kind == .unknown && !isKindStated }

  /// Indicates whether the document in the file is a replication configuration.
  var holdsConfiguration: Bool {
    actualKind == nil && (kind == .replicationConfiguration || kind == .bucketReplication)
  }
}
