import RepllintTestSupport

@testable import ReplicationLint

/// The documents of Scality's guide, with changes.
struct GuideDocuments {
  static let replication = "replication-configuration.json"
  static let trust = "backbeat-role-trust-policy.json"
  static let policy = "S3-role-permissions-policy.json"
  private var texts: [String: String] = [:]

  init() throws {
    for name in [Self.replication, Self.trust, Self.policy] {
      texts[name] = String(decoding: try Fixtures.bytes("samples/guide/\(name)"), as: UTF8.self)
    }
  }

  /// The text of a document; what is replaced is there.
  subscript(_ name: String) -> String {
    get { texts[name] ?? "" }
    set { texts[name] = newValue }
  }

  /// The documents by name, in order.
  var inputs: [Input] { texts.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) } }
}
