/// The answer of an AWS CLI command about replication that was saved in another format than JSON, as `--output` or the
/// profile sets it, or as the server itself sends it.
struct OtherFormat {
  /// The name of the format, to follow "this is".
  let name: Message

  /// Recognizes such an answer by the start of its text; `file` is the name of its file.
  init?(_ start: String, file: String) {
    let lines = start.split(whereSeparator: { $0.isNewline }).prefix(200)
    guard let first = lines.first else { return nil }
    if first.hasPrefix("<") {
      guard Self.isXML(start) else { return nil }
      name = "XML"
    } else if first.hasPrefix("---"), lines.count > 1, lines[1].hasPrefix("|") {
      guard Self.commands.contains(where: { lines[1].hasPart(" \($0) ") }) else { return nil }
      name = "a table"
    } else if Self.isText(lines, file: file) {
      name = "tab-separated text"
    } else if Self.isYAML(lines) {
      name = "YAML"
    } else {
      return nil
    }
  }

  /// The titles of tables, and of what IAM sends.
  private static let commands = [
    "GetBucketReplication", "GetBucketVersioning", "GetBucketPolicy", "GetRole", "GetPolicy", "GetPolicyVersion",
    "GetRolePolicy", "ListAttachedRolePolicies",
  ]

  private static func isXML(_ start: String) -> Bool {
    start.hasPart("<ReplicationConfiguration") && start.hasPart("<Destination")
      || start.hasPart("<VersioningConfiguration")
      || commands.contains { start.hasPart("<\($0)Response") }
  }

  /// The beginnings of what `--output text` prints.
  private static let tags = [
    "REPLICATIONCONFIGURATION\t", "POLICYVERSION\t", "ASSUMEROLEPOLICYDOCUMENT\t", "ROLE\tarn:aws:iam:",
    "POLICY\tarn:aws:iam:", "ATTACHEDPOLICIES\tarn:aws:iam:",
  ]

  /// Returns whether the first line has the tag of an answer, or is the state of versioning, where the file's name shows
  /// what that word is about.
  private static func isText(_ lines: ArraySlice<Substring>, file: String) -> Bool {
    guard let first = lines.first else { return false }
    if tags.contains(where: { first.hasPrefix($0) }) { return true }
    return lines.count == 1 && states.contains(String(first)) && file.lowercased().hasPart("version")
  }

  /// The states of versioning.
  private static let states = ["Enabled", "Suspended"]

  /// Returns whether the keys of several lines are those of an answer or of a document in it.
  private static func isYAML(_ lines: ArraySlice<Substring>) -> Bool {
    let keys = Set(lines.compactMap(key))
    func has(_ names: String...) -> Bool { names.allSatisfy(keys.contains) }
    if has("Resources") || has("AWSTemplateFormatVersion") { return false }
    if has("ReplicationConfiguration") || has("Rules") { return has("Destination") }
    return has("AssumeRolePolicyDocument") || has("Statement", "Effect") || has("AttachedPolicies", "PolicyArn")
      || has("Policy", "PolicyName", "DefaultVersionId") || lines.contains(where: isWhole)
      || has("Status") && keys.isSubset(of: ["Status", "MFADelete"]) && lines.contains(where: isState)
  }

  /// Returns whether a line is an answer by itself: an empty list of policies, or a policy as a string.
  private static func isWhole(_ line: Substring) -> Bool {
    line == "AttachedPolicies: []"
      || ["'", "\""].contains { line.hasPrefix("Policy: \($0){") } && line.hasPart("Statement")
  }

  private static func isState(_ line: Substring) -> Bool { states.contains { line == "Status: \($0)" } }

  /// The key at the start of a line, after the spaces and the hyphen of an item of a list.
  private static func key(_ line: Substring) -> String? {
    let rest = line.drop { $0 == " " || $0 == "-" }
    let word = rest.prefix { $0.isASCII && $0.isLetter }
    let end = rest.dropFirst(word.count)
    return !word.isEmpty && (end == ":" || end.hasPrefix(": ")) ? String(word) : nil
  }
}
