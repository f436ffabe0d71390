/// The supported revisions of the Model Context Protocol.
enum ProtocolVersion {
  /// Those that begin with `initialize`, the newest first.
  static let withHandshake = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
  /// Those in which each request names its version.
  static let stateless = ["2026-07-28"]
  /// All of them, the newest first.
  static let all = stateless + withHandshake

  /// The version in the answer to `initialize`: the one that the client requests where it is supported, else the
  /// newest.
  static func negotiated(_ requested: String?) -> String {
    withHandshake.first { $0 == requested } ?? withHandshake[0]
  }
}
