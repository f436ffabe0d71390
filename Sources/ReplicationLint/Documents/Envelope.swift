package import JSONSource

/// The wrapper of the document in a file: nothing, the output of an AWS CLI command, or some other wrapper.
package struct Envelope: Sendable {
  /// The document itself.
  package let body: JSONNode
  /// The names on the way to it, such as `Role` and `AssumeRolePolicyDocument`; empty when there is no wrapper.
  package let path: [String]
  /// The value that holds it: the file's, or that of one entry where a command printed several.
  package let root: JSONNode
  /// Indicates whether other members beside the document show that a command printed it.
  package let isCommandOutput: Bool

  /// The names under which AWS CLI and people wrap a document.
  private static let wrappers = [
    "ReplicationConfiguration", "Role", "AssumeRolePolicyDocument", "PolicyVersion", "PolicyDocument", "Document",
    "Policy",
  ]

  /// Looks for the document inside `root`.
  init(_ root: JSONNode) {
    self.root = root
    var node = root
    var path: [String] = []
    var isCommandOutput = false
    while path.count < 3, let (name, member, count) = Self.innerDocument(in: node) {
      path.append(name)
      if count > 1 { isCommandOutput = true }
      node = member
    }
    let isDocument = !path.isEmpty && FileEvidence(document: node) != nil
    body = isDocument ? node : root
    self.path = isDocument ? path : []
    self.isCommandOutput = isDocument && isCommandOutput
  }

  private static func innerDocument(in node: JSONNode) -> (name: String, value: JSONNode, count: Int)? {
    guard node.kind == .object else { return nil }
    let members = node.members
    for member in members.reversed() where member.value.kind == .object {
      guard let name = member.name.string?.text, wrappers.contains(name) else { continue }
      return (name, member.value, members.count)
    }
    return nil
  }
}
