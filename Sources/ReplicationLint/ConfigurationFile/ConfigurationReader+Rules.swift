import JSONSource

/// The parts `rules` and `ignore`: how findings are treated.
extension ConfigurationReader {
  /// The levels of single rules, by slug.
  mutating func readLevels(_ node: JSONNode) -> [String: Configuration.Level] {
    guard node.kind == .object else {
      _ = object(node, known: [], "`rules`")
      return [:]
    }
    var levels: [String: Configuration.Level] = [:]
    for member in node.members {
      guard let name = member.name.string?.text else { continue }
      let slug = rule(name, at: member.name.range)
      let level = word(member.value, "the level of a rule", Configuration.Level.self)
      if let slug, let level { levels[slug] = level }
    }
    return levels
  }

  /// The findings that are accepted.
  mutating func readSuppressions(_ node: JSONNode) -> [Configuration.Suppression] {
    (array(node, "`ignore`") ?? []).compactMap { readSuppression($0) }
  }

  /// One entry. Where a part of it is wrong it accepts nothing: without that part it would accept more than was meant.
  private mutating func readSuppression(_ node: JSONNode) -> Configuration.Suppression? {
    let before = problems.count
    let known = ["rule", "path", "pointer", "reason"]
    guard let members = object(node, known: known, "an `ignore` entry") else { return nil }
    let reason = members["reason"].flatMap { string($0, "`reason`") }
    let path = members["path"].flatMap { name($0, "`path`") }
    let pointer = members["pointer"].flatMap { readPointer($0) }
    guard let ruleNode = members["rule"] else {
      report("this `ignore` entry names no `rule`", at: node.range, help: "add the rule whose findings are accepted")
      return nil
    }
    guard let name = string(ruleNode, "`rule`"), let slug = rule(name, at: ruleNode.range), problems.count == before
    else { return nil }
    return Configuration.Suppression(rule: slug, path: path, pointer: pointer, reason: reason, range: node.range)
  }

  /// One place that objects may be replicated to. An entry that is wrong in part allows nothing.
  mutating func readDestination(_ node: JSONNode) -> AllowedDestination? {
    let before = problems.count
    guard let members = object(node, known: ["account", "bucket", "site"], "an `allowedDestinations` entry") else {
      return nil
    }
    let account = members["account"].flatMap { name($0, "`account`") }
    if let account, let place = members["account"], !PrincipalGrammar.isAccount(account) {
      report("`account` is \(quoted: account), not twelve digits", at: place.range)
    }
    let bucket = members["bucket"].flatMap { name($0, "`bucket`") }
    let site = members["site"].flatMap { name($0, "`site`") }
    if members.isEmpty {
      report("this entry allows every destination", at: node.range, help: "name an `account`, a `bucket` or a `site`")
    }
    return problems.count == before ? AllowedDestination(account: account, bucket: bucket, site: site) : nil
  }

  private mutating func readPointer(_ node: JSONNode) -> JSONPointer? {
    guard let text = string(node, "`pointer`") else { return nil }
    if let pointer = JSONPointer(text), Self.escapesAreWhole(text) { return pointer }
    report(
      "\(quoted: text) is not a JSON Pointer", at: node.range,
      help: "write the path from the top, such as `/Statement/0`; `~` is written `~0` and `/` in a name `~1`")
    return nil
  }

  /// Returns whether every `~` begins `~0` or `~1` (RFC 6901, section 3).
  private static func escapesAreWhole(_ text: String) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false).dropFirst().allSatisfy {
      $0.first == UInt8(ascii: "0") || $0.first == UInt8(ascii: "1")
    }
  }
}
