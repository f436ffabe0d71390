import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Proofs compared with asking about every short key.
@Suite struct KeyProofSoundnessTests {
  private static let perSeed = Effort.count(quick: 40, usual: 10_000)
  private static let keys = GlobReference.strings(over: "ab/:c".units, upTo: 4)

  @Test(arguments: Effort.sample(Array(1...UInt64(12)), oneOf: 4))
  func proofsAgreeWithAskingAboutEveryKey(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var tally: [String: Int] = [:]
    for _ in 0..<Self.perSeed {
      let policies = RandomPolicies(&random)
      let prefix = random.units(over: "ab/".units, length: 0...2)
      let proof = AccessQuery(policies: policies.documents, action: "s3:GetObjectVersion", facts: nil)
        .prove(bucket: "bkt", prefix: prefix)
      tally[String(proof.summary.prefix { $0 != " " }), default: 0] += 1
      let failing = Self.keys.first { !(prefix + $0).isEmpty && !policies.allow(prefix + $0) }
      switch proof {
      case .proved: #expect(failing == nil, "\(policies)")
      case .refused(let key, let answer):
        let suffix = Array(Array(key.utf16).dropFirst(prefix.count))
        #expect(answer.isRefused && !policies.allow(Array(key.utf16)), "\(policies) \(key)")
        #expect(key.utf16.starts(with: prefix) && failing.map { $0.count == suffix.count } ?? (suffix.count > 4))
      case .depends, .unknown: Issue.record("\(policies)")
      }
    }
    print("proofs \(Self.perSeed): \(tally.sorted { $0.key < $1.key })")
  }

  /// The same with conditions, tags and errors, and with the evaluator itself as the judge.
  @Test(arguments: 21...UInt64(24)) func proofsUnderConditionsAgreeWithTheEvaluator(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var tally: [String: Int] = [:]
    let count = Effort.count(quick: 10, usual: 1_000)
    for _ in 0..<count {
      let policies = RandomPolicies(&random, withConditions: true)
      let prefix = random.units(over: "ab/".units, length: 0...2)
      let proof = AccessQuery(policies: policies.documents, action: "s3:GetObjectVersion", facts: nil)
        .prove(bucket: "bkt", prefix: prefix)
      tally[String(proof.summary.prefix { $0 != " " }), default: 0] += 1
      let answers = Self.keys.filter { $0.count < 4 && !(prefix + $0).isEmpty }.map {
        let resource = Array("arn:aws:s3:::bkt/".utf16) + prefix + $0
        return evaluate(
          policies.documents, RequestContext(action: "s3:GetObjectVersion", resource: resource, facts: nil))
      }
      let areAllAllowed = answers.allSatisfy { $0.isAllowed }
      let isSomeRefused = answers.contains { $0.isRefused }
      switch proof {
      case .proved: #expect(areAllAllowed, "\(policies)")
      case .refused(_, let answer): #expect(!answer.isAllowed, "\(policies)")
      case .depends(_, let answer):
        #expect(!answer.isAllowed && !answer.isRefused && !isSomeRefused, "\(policies)")
      case .unknown: Issue.record("\(policies)")
      }
      if isSomeRefused { #expect(proof.summary.hasPrefix("refused"), "\(policies)") }
    }
    print("proofs under conditions \(count): \(tally.sorted { $0.key < $1.key })")
  }
}

/// One or two small policies and, as far as they have no conditions, what they allow by definition.
private struct RandomPolicies: CustomStringConvertible {
  private struct Entry {
    let isAllow: Bool
    let isComplement: Bool
    let patterns: [String]
  }

  private var statements: [Entry] = []
  private var globs: [[Glob]] = []
  private(set) var description = ""
  private(set) var documents: [PolicyDocument] = []

  private static let conditions = [
    #", "Condition": {"StringEquals": {"aws:UserAgent": "x"}}"#, #", "Condition": {"Bool": {"aws:SourceIp": "x"}}"#,
    #", "Condition": {"StringEquals": {"s3:ExistingObjectTag/k": "v"}}"#, #", "Condition": {}"#,
    #", "Condition": {"DateLessThan": {"aws:CurrentTime": [1]}}"#,
    #", "Condition": {"StringNotEquals": {"aws:userid": "x"}, "Bool": {"s3:VersionId": 1}}"#,
  ]

  init(_ random: inout SplitMix64, withConditions: Bool = false) {
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      var texts: [String] = []
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let entry = Entry(
          isAllow: Int.random(in: 0..<3, using: &random) > 0, isComplement: Int.random(in: 0..<4, using: &random) == 0,
          patterns: (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.pattern(&random) })
        statements.append(entry)
        globs.append(entry.patterns.map { Glob($0) })
        let name = entry.isComplement ? "NotResource" : "Resource"
        let patterns = entry.patterns.map { "arn:aws:s3:::" + $0 }
        let condition =
          withConditions && Bool.random(using: &random) ? Self.conditions.randomElement(using: &random) : nil
        texts.append(
          "{" + Policies.statement(entry.isAllow ? "Allow" : "Deny", name, patterns) + (condition ?? "") + "}")
      }
      description += "[" + texts.joined(separator: ", ") + "]"
      documents.append(Policies.document("[" + texts.joined(separator: ", ") + "]", .permission))
    }
  }

  private static func pattern(_ random: inout SplitMix64) -> String {
    if Int.random(in: 0..<4, using: &random) == 0 {
      return ["*", "bkt/*", "b*", "bkt/?*"].randomElement(using: &random) ?? ""
    }
    let units = random.units(over: "ab/*?*?".units, length: 0...4)
    return "bkt/" + String(decoding: units, as: UTF16.self)
  }

  /// The definition: some Allow applies, and no Deny.
  func allow(_ key: [UInt16]) -> Bool {
    let resource = "bkt/".units + key
    var isAllowed = false
    for (statement, globs) in zip(statements, globs) {
      guard globs.contains(where: { $0.matches(resource) }) != statement.isComplement else { continue }
      if !statement.isAllow { return false }
      isAllowed = true
    }
    return isAllowed
  }
}
