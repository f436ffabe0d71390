import RepllintTestSupport

/// A configuration as AWS CLI passes it on, in parts that a test can vary.
struct DraftConfiguration: CustomStringConvertible {
  struct Rule {
    var id: String?
    var status = "Enabled"
    var prefix: String?
    /// The JSON of `Filter`, and the prefix in it.
    var filter: (json: String, prefix: String?)?
    /// The JSON of `Priority`.
    var priority: String?
    var bucket = "arn:aws:s3:::copy-one"
    var storageClass: String?
    var account: String?
  }

  var role: String
  var rules: [Rule]

  /// The text of the file.
  var description: String {
    let rules = rules.map { rule in
      var members = ["\"Status\": \"\(rule.status)\""]
      if let id = rule.id { members.append("\"ID\": \"\(id)\"") }
      if let prefix = rule.prefix { members.append("\"Prefix\": \"\(prefix)\"") }
      if let filter = rule.filter { members.append("\"Filter\": \(filter.json)") }
      if let priority = rule.priority { members.append("\"Priority\": \(priority)") }
      var destination = ["\"Bucket\": \"\(rule.bucket)\""]
      if let storageClass = rule.storageClass { destination.append("\"StorageClass\": \"\(storageClass)\"") }
      if let account = rule.account { destination.append("\"Account\": \"\(account)\"") }
      members.append("\"Destination\": {\(destination.joined(separator: ", "))}")
      return "{\(members.joined(separator: ", "))}"
    }
    return "{\"Role\": \"\(role)\", \"Rules\": [\(rules.joined(separator: ", "))]}"
  }

  /// A configuration with values near every border of what version 2 takes.
  init(_ generator: inout SeededGenerator) {
    func pick<Value>(_ values: [Value], _ generator: inout SeededGenerator) -> Value {
      values[Int.random(in: 0..<values.count, using: &generator)]
    }
    let source = "arn:aws:iam::410293857164:role/src"
    let target = "arn:aws:iam::930417265580:role/dst"
    role = pick(
      [
        source, "\(source),\(target)", "\(source),\(target)", "\(source),\(target)", "\(source),\(target),\(target)",
        "\(source),", "\(source),arn:aws:iam::9:role/x", "\(source),\(target),", "arn:aws:sts::930417265580:role/x",
      ], &generator)
    let isFilter = Bool.random(using: &generator)
    rules = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      var rule = Rule()
      rule.id = pick([nil, nil, "", "one", "two", String(repeating: "i", count: 256)], &generator)
      if Int.random(in: 0..<3, using: &generator) > 0, rule.id?.count == 256 { rule.id = nil }
      rule.status = pick(["Enabled", "Enabled", "Enabled", "Disabled", "Disabled", "enabled"], &generator)
      if rule.status == "enabled", Bool.random(using: &generator) { rule.status = "Enabled" }
      let prefix = pick(["", "a/", "a/b/", "b/", "c", "cd"], &generator)
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: break
      case 1: rule.filter = ("{}", nil)
      case 2: rule.filter = ("{\"Tag\": {\"Key\": \"k\", \"Value\": \"v\"}}", nil)
      case 3: rule.filter = ("{\"And\": {\"Prefix\": \"\(prefix)\", \"Tags\": []}}", nil)
      case 4 where Bool.random(using: &generator):
        rule.prefix = prefix
        rule.filter = ("{\"Prefix\": \"\(prefix)\"}", prefix)
      case 5: rule.prefix = prefix
      default:
        if isFilter { rule.filter = ("{\"Prefix\": \"\(prefix)\"}", prefix) } else { rule.prefix = prefix }
      }
      rule.priority = pick(
        [nil, nil, "0", "1", "2", "3", "1", "2", "-1", "true", "9007199254740993", "9007199254740992", "-0"], &generator
      )
      rule.bucket = pick(["arn:aws:s3:::copy-one", "arn:aws:s3:::copy-one", "arn:aws:s3:::copy-two"], &generator)
      if Int.random(in: 0..<20, using: &generator) == 0 {
        rule.bucket = pick(["", "copy-one", "arn:aws:s3:::A"], &generator)
      }
      rule.storageClass = pick(
        [
          nil, nil, "zenko", "zenko", "paris", "zenko,paris", "cloud", "cloud", "STANDARD", "zenko:preferred_read",
          "zenko,zenko:preferred_read", "zenko,zenko", "nowhere",
        ], &generator)
      rule.account = pick([nil, nil, nil, "333333333333", "930417265580", "", "33333333333", "x"], &generator)
      return rule
    }
  }
}

/// What a server of version 2 answers to a configuration: the checks of Arsenal `ReplicationConfiguration.ts` after pull
/// request 2627 one after the other, written down from the shared sheet of facts without a look at the rules.
enum VersionTwoServer {
  typealias Answer = (code: String, message: String?)

  static func answer(_ draft: DraftConfiguration) -> Answer? {
    let sites = ["zenko", "paris", "cloud"]
    var form: String?
    var ids: Set<String> = []
    var isScality = false
    for rule in draft.rules {
      if rule.status != "Enabled", rule.status != "Disabled" { return ("MalformedXML", nil) }
      if let priority = rule.priority, priority == "true" || priority == "-1" {
        return ("InvalidArgument", "Priority must be a non-negative integer")
      }
      if rule.filter != nil, rule.prefix != nil { return ("MalformedXML", nil) }
      if rule.filter != nil || rule.prefix != nil {
        let own = rule.filter == nil ? "v1" : "v2"
        if let form, form != own { return ("MalformedXML", nil) }
        form = own
      }
      if let id = rule.id, id.utf16.count > 255 {
        return ("InvalidArgument", "Rule ID length cannot be greater than 255")
      }
      if let id = rule.id, !id.isEmpty, !ids.insert(id).inserted { return ("InvalidRequest", "Duplicate Rule ID") }
      if let list = rule.storageClass {
        var hasPreferred = false
        for item in list.split(separator: ",", omittingEmptySubsequences: false) {
          var name = String(item)
          if !hasPreferred, name.hasSuffix(":preferred_read") {
            hasPreferred = true
            name = String(name.split(separator: ":")[0])
          }
          if name == "STANDARD" {
            isScality = true
          } else if sites.contains(name) {
            if name != "cloud" { isScality = true }
          } else {
            return ("MalformedXML", nil)
          }
        }
      } else {
        isScality = true
      }
      if rule.bucket.isEmpty { return ("InvalidArgument", "Destination bucket cannot be null or empty") }
      if !rule.bucket.hasPrefix("arn:aws:s3:::") { return ("InvalidArgument", "Invalid bucket ARN") }
      if rule.bucket.hasSuffix(":A") { return ("InvalidArgument", "The specified bucket is not valid") }
      if let account = rule.account, account.count != 12 {
        return ("InvalidArgument", "Account must be a 12-digit numeric account ID")
      }
    }
    if let pair = overlap(draft.rules) {
      return ("InvalidRequest", "Found overlapping prefixes '\(pair.0)' and '\(pair.1)'")
    }
    return role(draft.role, isScality)
  }

  private static func role(_ role: String, _ isScality: Bool) -> Answer? {
    let start = "Invalid Role specified in replication configuration: "
    let entries = role.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if entries.count > 2 { return ("InvalidArgument", start + "Role must be a single ARN or a comma-separated pair") }
    if !isScality, entries.count != 1 { return ("InvalidArgument", start + "Role may not contain a comma separator") }
    for entry in entries {
      let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
      if parts.count < 6 || parts[2] != "iam" || parts[4].count < 2 { return ("InvalidArgument", start + "'\(entry)'") }
    }
    return nil
  }

  private static func overlap(_ rules: [DraftConfiguration.Rule]) -> (String, String)? {
    var places: [String] = []
    var groups: [String: [DraftConfiguration.Rule]] = [:]
    for rule in rules {
      let sites = rule.storageClass.map { $0.split(separator: ",").map { String($0.split(separator: ":")[0]) } } ?? [""]
      for site in sites {
        let place = "\(site) \(rule.bucket)"
        if groups[place] == nil { places.append(place) }
        groups[place, default: []].append(rule)
      }
    }
    for place in places {
      let group = groups[place] ?? []
      for (number, first) in group.enumerated() {
        for second in group[(number + 1)...] {
          let (a, b) = (first.filter?.prefix ?? first.prefix ?? "", second.filter?.prefix ?? second.prefix ?? "")
          guard a.hasPrefix(b) || b.hasPrefix(a) else { continue }
          if let one = first.priority.flatMap(Double.init), let two = second.priority.flatMap(Double.init), one != two {
            continue
          }
          return (a, b)
        }
      }
    }
    return nil
  }
}
