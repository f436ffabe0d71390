/// The answer of an AWS CLI command about replication that was saved in another format than JSON, as `--output` or the
/// profile sets it, or as the server itself sends it.
struct OtherFormat {
  /// The name of the format, to follow "this is".
  let name: Message

  /// Recognizes such an answer by the start of its text.
  init?(_ start: String) {
    let lines = start.split(whereSeparator: { $0.isNewline }).prefix(200)
    guard let first = lines.first else { return nil }
    if first.hasPrefix("<") {
      guard start.hasPart("<ReplicationConfiguration"), start.hasPart("<Destination") else { return nil }
      name = "XML"
    } else if first.hasPrefix("---"), lines.count > 1, lines[1].hasPrefix("|") {
      guard Self.commands.contains(where: { lines[1].hasPart(" \($0) ") }) else { return nil }
      name = "a table"
    } else if Self.tags.contains(where: { first.hasPrefix($0) }) {
      name = "tab-separated text"
    } else if Self.isYAML(lines) {
      name = "YAML"
    } else {
      return nil
    }
  }

  /// The titles of tables.
  private static let commands = [
    "GetBucketReplication", "GetRole", "GetPolicyVersion", "GetRolePolicy", "ListAttachedRolePolicies",
  ]

  /// The beginnings of what `--output text` prints.
  private static let tags = [
    "REPLICATIONCONFIGURATION\t", "POLICYVERSION\t", "ASSUMEROLEPOLICYDOCUMENT\t", "ROLE\tarn:aws:iam:",
  ]

  /// Returns whether the keys of several lines are those of an answer or of a document in it.
  private static func isYAML(_ lines: ArraySlice<Substring>) -> Bool {
    let keys = Set(lines.compactMap(key))
    if keys.contains("Resources") || keys.contains("AWSTemplateFormatVersion") { return false }
    if keys.contains("ReplicationConfiguration") || keys.contains("Rules") { return keys.contains("Destination") }
    return keys.contains("AssumeRolePolicyDocument") || keys.contains("Statement") && keys.contains("Effect")
  }

  /// The key at the start of a line, after the spaces and the hyphen of an item of a list.
  private static func key(_ line: Substring) -> String? {
    let rest = line.drop { $0 == " " || $0 == "-" }
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    let end = rest.dropFirst(word.count)
    return !word.isEmpty && (end == ":" || end.hasPrefix(": ")) ? String(word) : nil
  }
}
