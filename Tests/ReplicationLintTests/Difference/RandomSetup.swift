import JSONSource
import RepllintTestSupport

@testable import ReplicationLint

/// A setup made by chance, small enough that every short key can be tried.
struct RandomSetup {
  /// One statement of a policy.
  struct Entry {
    var effect: String
    var actions: [String]
    var resources: [String]
    var isExcluding = false
    var condition: String?
    var principal: String?

    func text(sid: Int) -> String {
      func list(_ items: [String]) -> String { "[" + items.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
      var members = [#""Sid": "S\#(sid)""#, #""Effect": "\#(effect)""#]
      if let principal { members.append(#""Principal": \#(principal)"#) }
      members.append(#""Action": \#(list(actions))"#)
      members.append("\"\(isExcluding ? "NotResource" : "Resource")\": \(list(resources))")
      if let condition { members.append(#""Condition": \#(condition)"#) }
      return "{\(members.joined(separator: ", "))}"
    }
  }

  /// One rule of the configuration.
  struct Rule {
    var prefix: String
    var isEnabled: Bool
    var bucket: String
  }

  var policies: [Side: [[Entry]]] = [:]
  var bucketPolicy: [Entry]?
  var rules: [Rule] = []
  var isTrusted: [Side: Bool] = [.source: true, .target: true]
  var version: ServerVersion?

  static let actions = [
    "s3:GetObjectVersion", "s3:ReplicateObject", "s3:GetReplicationConfiguration", "s3:*", "s3:Get*", "s3:PutObject",
    "s3:ListBucket",
  ]
  static let objects = ["*", "a*", "a", "?b", "*b", "b/*", "ab*", "??", "a?", "*a*b"]
  static let conditions = [
    #"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#, #"{"Bool": {"aws:SecureTransport": "true"}}"#,
    #"{"StringEquals": {"s3:ExistingObjectTag/k": "v"}}"#,
  ]

  init(_ generator: inout SeededGenerator) {
    for side in Side.allCases {
      policies[side] = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
        (0..<Int.random(in: 1...2, using: &generator)).map { _ in Self.entry(side, &generator) }
      }
      // Most pairs shall have something that replicates, so that it can be lost.
      let bucket = side == .source ? "src" : "dst"
      policies[side]?[0].append(
        Entry(
          effect: "Allow", actions: ["s3:*"],
          resources: ["arn:aws:s3:::\(bucket)", "arn:aws:s3:::\(bucket)/\(Self.objects.prefix(3).pick(&generator))"]))
    }
    if Bool.random(using: &generator) {
      bucketPolicy = (0..<Int.random(in: 1...2, using: &generator)).map { _ in Self.bucketEntry(&generator) }
    }
    rules =
      Bool.random(using: &generator)
      ? [Rule(prefix: ["", "a", "b"].pick(&generator), isEnabled: true, bucket: "dst")]
      : ["a", "b"].map { Rule(prefix: $0, isEnabled: Int.random(in: 0..<4, using: &generator) > 0, bucket: "dst") }
    version = [nil, ServerVersion("9.5.2"), ServerVersion("8.8.35")].pick(&generator)
  }

  static func entry(_ side: Side, _ generator: inout SeededGenerator) -> Entry {
    let bucket = Int.random(in: 0..<5, using: &generator) == 0 ? "o" : side == .source ? "src" : "dst"
    return Entry(
      effect: Int.random(in: 0..<3, using: &generator) == 0 ? "Deny" : "Allow",
      actions: (0..<Int.random(in: 1...2, using: &generator)).map { _ in actions.pick(&generator) },
      resources: (0..<Int.random(in: 1...2, using: &generator)).map { _ in resource(bucket, &generator) },
      isExcluding: Int.random(in: 0..<8, using: &generator) == 0,
      condition: Int.random(in: 0..<3, using: &generator) == 0 ? conditions.pick(&generator) : nil)
  }

  private static func bucketEntry(_ generator: inout SeededGenerator) -> Entry {
    var entry = entry(.source, &generator)
    entry.isExcluding = false
    entry.principal = [#""*""#, #"{"AWS": "410293857164"}"#, #"{"AWS": "999999999999"}"#].pick(&generator)
    entry.resources = (0..<Int.random(in: 1...2, using: &generator)).map { _ in resource("src", &generator) }
    return entry
  }

  private static func resource(_ bucket: String, _ generator: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: "arn:aws:s3:::\(bucket)"
    case 1: "*"
    case 2: "arn:aws:s3:::*/\(objects.pick(&generator))"
    default: "arn:aws:s3:::\(bucket)/\(objects.pick(&generator))"
    }
  }

  /// The setup with one or two small changes.
  func mutant(_ generator: inout SeededGenerator) -> RandomSetup {
    var copy = self
    for _ in 0..<Int.random(in: 1...2, using: &generator) { copy.mutate(&generator) }
    return copy
  }

  private mutating func mutate(_ generator: inout SeededGenerator) {
    let side: Side = Bool.random(using: &generator) ? .source : .target
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: rules[0].isEnabled.toggle()
    case 1: rules[0].prefix = rules.count == 1 ? ["", "a", "ab", "b"].pick(&generator) : "a"
    case 2: rules[0].bucket = rules[0].bucket == "dst" ? "o" : "dst"
    case 3: isTrusted[side]?.toggle()
    case 4:
      bucketPolicy =
        bucketPolicy == nil || Bool.random(using: &generator)
        ? [Self.bucketEntry(&generator)] : bucketPolicy.map { $0 + [$0[0]] }
    case 5: bucketPolicy = nil
    default:
      guard var list = policies[side], let policy = list.indices.randomElement(using: &generator) else { return }
      change(&list[policy], side, &generator)
      policies[side] = list
    }
  }

  private func change(_ entries: inout [Entry], _ side: Side, _ generator: inout SeededGenerator) {
    let index = Int.random(in: 0..<entries.count, using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0 where entries.count > 1: entries.remove(at: index)
    case 1: entries.append(Self.entry(side, &generator))
    case 2: entries[index].effect = entries[index].effect == "Allow" ? "Deny" : "Allow"
    case 3: entries[index].condition = entries[index].condition == nil ? Self.conditions.pick(&generator) : nil
    case 4: entries[index].actions = [Self.actions.pick(&generator)]
    default: entries[index].resources[0] = Self.resource(side == .source ? "src" : "dst", &generator)
    }
  }

  /// The same setup written differently: statements in another order, split, with other Sids, repeated entries.
  func rewritten(_ generator: inout SeededGenerator) -> RandomSetup {
    var copy = self
    for side in Side.allCases {
      copy.policies[side] = policies[side]?.map { policy in
        policy.flatMap { entry -> [Entry] in
          var entry = entry
          entry.resources.shuffle(using: &generator)
          entry.actions.append(entry.actions[0])
          if entry.isExcluding { return [entry] }
          entry.resources += entry.resources.filter { $0.hasSuffix("*") }.map { $0 + "*" }
          guard Bool.random(using: &generator) else { return [entry] }
          return entry.resources.map { resource in
            var part = entry
            part.resources = [resource]
            return part
          }
        }.shuffled(using: &generator)
      }
    }
    copy.bucketPolicy = bucketPolicy?.shuffled(using: &generator)
    copy.rules.reverse()
    return copy
  }

  /// The same setup for objects with the tag that conditions ask for, or without it. No bucket policy is read with tags.
  func decidingTags(_ hasTag: Bool) -> RandomSetup {
    func decided(_ entries: [Entry], _ isMet: Bool) -> [Entry] {
      entries.compactMap { entry in
        guard entry.condition == Self.conditions[2] else { return entry }
        var entry = entry
        entry.condition = nil
        return isMet ? entry : nil
      }
    }
    var copy = self
    for side in Side.allCases { copy.policies[side] = policies[side]?.map { decided($0, hasTag) } }
    copy.bucketPolicy = bucketPolicy.map { decided($0, false) }
    return copy
  }

  // MARK: Documents

  /// The analysis under some facts about Backbeat's requests.
  func analysis(_ facts: RequestFacts? = nil) -> SetupAnalysis {
    func document(_ name: String, _ text: String, _ kind: DocumentKind) -> Document {
      Document(SourceFile(name: name, text: text), kind: kind)
    }
    func policy(_ name: String, _ entries: [Entry], _ kind: DocumentKind) -> Document {
      let statements = entries.enumerated().map { $1.text(sid: $0) }.joined(separator: ", ")
      return document(name, #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#, kind)
    }
    func site(_ side: Side, bucket: String?) -> Site {
      let effect = isTrusted[side] == true ? "Allow" : "Deny"
      let trust =
        #"{"Version": "2012-10-17", "Statement": {"Effect": "\#(effect)", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}}"#
      return Site(
        bucket: bucket, trust: document("\(side)-trust.json", trust, .trustPolicy),
        permissions: (policies[side] ?? []).enumerated().map { policy("\(side)-\($0).json", $1, .permissionPolicy) },
        bucketPolicy: side == .source ? bucketPolicy.map { policy("bucket.json", $0, .bucketPolicy) } : nil,
        hasNoBucketPolicy: side == .target || bucketPolicy == nil)
    }
    let rules = rules.map { rule in
      #"{"Prefix": "\#(rule.prefix)", "Status": "\#(rule.isEnabled ? "Enabled" : "Disabled")", "#
        + #""Destination": {"Bucket": "arn:aws:s3:::\#(rule.bucket)"}}"#
    }
    let role = "arn:aws:iam::410293857164:role/source,arn:aws:iam::930417265580:role/target"
    let configuration = #"{"Role": "\#(role)", "Rules": [\#(rules.joined(separator: ", "))]}"#
    let setup = Setup(
      name: "random", replication: document("replication.json", configuration, .replicationConfiguration),
      source: site(.source, bucket: "src"), target: site(.target, bucket: nil),
      server: ServerProfile(version: version, request: facts))
    return SetupAnalysis(setup, findings: [])
  }
}

extension RandomAccessCollection {
  /// One element.
  func pick(_ generator: inout SeededGenerator) -> Element { self[randomIndex(&generator)] }

  private func randomIndex(_ generator: inout SeededGenerator) -> Index {
    index(startIndex, offsetBy: Int.random(in: 0..<count, using: &generator))
  }
}
