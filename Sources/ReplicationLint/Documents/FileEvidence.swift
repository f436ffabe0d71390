import JSONSource

/// Evidence that a file is one of the kinds that repllint knows, and where the document is in it.
///
/// A file without evidence is foreign. A misspelt name is evidence only beside something that is spelt right.
struct FileEvidence {
  /// The kind of the file.
  let kind: DocumentKind
  /// Indicates whether nothing but misspelt names show it.
  let restsOnMisspelling: Bool

  /// Looks for evidence in what could be read of a file.
  init?(_ json: JSONDocument) { self.init(json, Envelope(json.root)) }

  /// The same, where what is around the document is known.
  init?(_ json: JSONDocument, _ envelope: Envelope) {
    let root = json.root
    if let kind = CaptureEvidence.kind(of: root, fileName: json.source.name) {
      self.init(kind, restsOnMisspelling: false)
    } else if let found = FileEvidence(document: Self.innermost(root, envelope), fileName: json.source.name) {
      self = found
    } else if !json.isValid, let kind = TextEvidence.kind(of: json.source.bytes) {
      self.init(kind, restsOnMisspelling: false)
    } else {
      return nil
    }
  }

  /// Looks for evidence that `node` is a document given to a command.
  ///
  /// - Parameter fileName: the name of its file, which decides where the content leaves the kind open.
  init?(document node: JSONNode, fileName: String = "") {
    guard node.kind == .object else { return nil }
    let table = MemberTable(node)
    let policy = PolicyEvidence(table, fileName: fileName)
    let replication = ReplicationEvidence(table)
    if let policy, !policy.restsOnMisspelling || replication?.restsOnMisspelling != false {
      self.init(policy.kind, restsOnMisspelling: policy.restsOnMisspelling)
    } else if let replication {
      self.init(.replicationConfiguration, restsOnMisspelling: replication.restsOnMisspelling)
    } else {
      return nil
    }
  }

  private init(_ kind: DocumentKind, restsOnMisspelling: Bool) {
    self.kind = kind
    self.restsOnMisspelling = restsOnMisspelling
  }

  /// The one value in a list of one, or in wrappers that have nothing beside it.
  private static func innermost(_ root: JSONNode, _ envelope: Envelope) -> JSONNode {
    if root.kind == .array, root.elements.count == 1 { return root.elements[0] }
    return envelope.isCommandOutput ? root : envelope.body
  }
}
