public import JSONSource

/// What stands around the document in a file: nothing, the output of an AWS CLI command, or some other wrapper.
public struct Envelope: Sendable {
  /// The document itself.
  public let body: JSONNode
  /// The names on the way to it, such as `Role` and `AssumeRolePolicyDocument`; empty when there is no wrapper.
  public let path: [String]
  /// The object at the top.
  public let root: JSONNode
  /// Whether other members beside the document show that a command printed it.
  public let isCommandOutput: Bool

  /// The names under which AWS CLI and people wrap a document.
  private static let wrappers = [
    "ReplicationConfiguration", "Role", "AssumeRolePolicyDocument", "PolicyVersion", "PolicyDocument", "Document",
    "Policy",
  ]

  /// Looks for the document inside `json`.
  public init(_ json: JSONDocument) {
    root = json.root
    var node = json.root
    var path: [String] = []
    var isCommandOutput = false
    while path.count < 3, let member = Self.innerDocument(in: node) {
      path.append(member.name.string?.text ?? "")
      if node.members.count > 1 { isCommandOutput = true }
      node = member.value
    }
    let isDocument = DocumentKind.detectDocument(node) != .unknown
    body = isDocument ? node : json.root
    self.path = isDocument ? path : []
    self.isCommandOutput = isDocument && isCommandOutput
  }

  private static func innerDocument(in node: JSONNode) -> JSONNode.Member? {
    node.members.last { member in
      guard member.value.kind == .object, let name = member.name.string?.text else { return false }
      return wrappers.contains(name)
    }
  }
}
