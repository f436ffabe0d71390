/// The manifest that an audit leaves beside the answers.
enum AuditManifest {
  /// The file that keeps the replication configuration.
  static let configuration = "get-bucket-replication.json"

  /// The file that lists what could not be read, one line each. A folder that has it was made by an audit.
  static let gaps = "audit.txt"

  /// The text of the manifest; `source` and `target` are the members of both sites.
  static func text(source: String, target: String) -> String {
    """
    {
      "setups": [
        {
          "replication": "\(configuration)",
          "source": {
          \(source)
          },
          "target": {
          \(target)
          }
        }
      ]
    }

    """
  }

  /// The members of a site, each with its value in JSON, as the script adds them one by one.
  static func members(_ members: [(name: String, value: String)]) -> String {
    members.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ",\n      ")
  }
}
