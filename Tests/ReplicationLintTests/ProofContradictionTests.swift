import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Proofs over all keys compared with dry runs of single keys, over recorded setups, small changes of them, and bucket
/// policies of others and of our own.
@Suite struct ProofContradictionTests {
  private static let cases = Effort.count(quick: 16, usual: 480, thorough: 100_000)
  private static let parts = 8

  @Test(arguments: 0..<parts)
  func dryRunsNeverContradictAProof(part: Int) throws {
    let setups = try RecordedSetup.all() + RecordedSetup.withBucketPolicies()
    var generator = SeededGenerator(seed: 2026 + part)
    var tally: [Bool?: Int] = [:]
    for number in 0..<Self.cases / Self.parts {
      let setup = SetupVariant(of: setups[(number * Self.parts + part) % setups.count], among: setups, &generator)
      let reading =
        [ServerReading.documented, .enforced2025, .checked2024].randomElement(using: &generator) ?? .documented
      let isInternal = Int.random(in: 0..<10, using: &generator) == 0
      // Without facts about requests, conditions on them stay open.
      let knowsRequests = Int.random(in: 0..<4, using: &generator) > 0
      let linter = setup.setup.linter(reading, internalPort: isInternal, knowsRequests: knowsRequests)
      guard let analysis = linter.analyse(setup.setup.inputs).first else { continue }
      tally[analysis.replicates, default: 0] += 1
      switch analysis.replicates {
      case true?:
        for key in setup.keys(analysis, &generator) {
          let outcome = ReplicationTrace(analysis, key: key).outcome
          #expect(
            outcome == .completed || outcome == .notSelected,
            "\(setup), \(reading), internal \(isInternal): proved, and \(key) ends \(outcome)")
        }
      case false?:
        let traces = setup.keys(analysis, &generator).map { ReplicationTrace(analysis, key: $0) }
        // How it ends can be open where it is certain that it does not end well.
        let fails = traces.contains { $0.steps.contains { $0.passes == false && $0.failure != .notSelected } }
        #expect(
          fails, "\(setup), \(reading), internal \(isInternal): refuted, and no key fails: \(traces.map(\.outcome))")
      case nil: break
      }
      for verdict in analysis.operationsApartFromPut {
        guard let replicates = verdict.replicates else { continue }
        let keys = setup.keys(analysis, &generator).filter { analysis.plan?.rule(for: $0)?.index == verdict.rule }
        let traces = keys.map {
          ReplicationTrace(analysis, key: $0, operation: verdict.operation, size: verdict.size)
        }
        if replicates {
          #expect(
            traces.allSatisfy { $0.outcome == .completed },
            "\(setup), \(reading): \(verdict.operation) is proved; \(keys) end \(traces.map(\.outcome))")
        } else if !keys.isEmpty {
          // Keys are at the borders of the patterns, so one of them is refused wherever any is.
          let fails = traces.contains { $0.steps.contains { $0.passes == false && $0.failure != .notSelected } }
          #expect(
            fails, "\(setup), \(reading): \(verdict.operation) is refuted; \(keys) end \(traces.map(\.outcome))")
        }
      }
    }
    let least = Effort.count(quick: 0, usual: 6)
    #expect(tally[true, default: 0] >= least && tally[false, default: 0] >= least)
    print("proofs against dry runs, part \(part): \(tally) \(Recordings.origin)")
  }
}

/// A recorded setup with a few small changes.
private struct SetupVariant: CustomStringConvertible {
  let setup: RecordedSetup
  private let texts: [String: String]

  var description: String {
    setup.description + texts.sorted { $0.key < $1.key }.map { "\n\($0.key): \($0.value)" }.joined()
  }

  init(of base: RecordedSetup, among others: [RecordedSetup], _ generator: inout SeededGenerator) {
    var texts: [String: String] = [:]
    for input in base.inputs { texts[input.source.name] = String(decoding: input.source.bytes, as: UTF8.self) }
    var changed: [String: String] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      guard let name = texts.keys.sorted().randomElement(using: &generator), let text = texts[name] else { continue }
      let variant = Self.varied(text, &generator)
      texts[name] = variant
      changed[name] = variant
    }
    if Int.random(in: 0..<3, using: &generator) > 0 {
      let side = Bool.random(using: &generator) ? "source" : "target"
      let bucket = Self.bucket(side, texts)
      let name = "\(side)-bucket-policy.json"
      let borrowed = others.randomElement(using: &generator)?.inputs.first { $0.source.name == name }
      changed[name] =
        borrowed.map { String(decoding: $0.source.bytes, as: UTF8.self) } ?? Self.bucketPolicy(bucket, &generator)
    }
    self.texts = changed
    setup = changed.isEmpty ? base : base.changed(changed)
  }

  private static func bucket(_ side: String, _ texts: [String: String]) -> String {
    let pattern = #/arn:aws:s3:::([a-z0-9.-]+)/#
    let text = side == "target" ? texts["replication.json"] : texts["source-policy.json"]
    return text?.firstMatch(of: pattern).map { String($0.1) } ?? "orders"
  }

  private static let actions = [
    "s3:*", "*", "s3:GetObject*", "s3:GetObjectVersion", "s3:GetObjectVersionTagging", "s3:ReplicateObject",
    "s3:Replicate*", "s3:GetReplicationConfiguration", "s3:ListBucket", "s3:List*", "s3:getobjectversio?",
    "s3:PutObject",
  ]
  private static let tails = [
    "", "/*", "/a*", "/docs/*", "/logs/??", "/?", "/*/b", "/p:q/*", "/${aws:principaltype}/*",
  ]
  private static let principals = [
    #""*""#, #"{"AWS": "*"}"#, #"{"AWS": "410293857164"}"#, #"{"AWS": "arn:aws:iam::930417265580:root"}"#,
    #"{"AWS": "arn:aws:iam::410293857164:role/crr-source"}"#, #"{"AWS": "arn:aws:iam::410293857164:user/netroot"}"#,
  ]
  private static let conditions = [
    "", "", "", #", "Condition": {"Bool": {"aws:SecureTransport": "false"}}"#,
    #", "Condition": {"StringNotEquals": {"aws:PrincipalArn": "x"}}"#,
    #", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#,
    #", "Condition": {"StringEquals": {"aws:principaltype": "AssumedRole"}}"#,
    #", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}"#,
  ]

  private static func bucketPolicy(_ bucket: String, _ generator: inout SeededGenerator) -> String {
    let statements = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      let effect = Bool.random(using: &generator) ? "Allow" : "Deny"
      let action = actions.randomElement(using: &generator) ?? "s3:*"
      let tail = tails.randomElement(using: &generator) ?? ""
      let principal = principals.randomElement(using: &generator) ?? #""*""#
      let condition = conditions.randomElement(using: &generator) ?? ""
      return """
        {"Effect": "\(effect)", "Principal": \(principal), "Action": "\(action)", \
        "Resource": "arn:aws:s3:::\(bucket)\(tail)"\(condition)}
        """
    }
    return #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
  }

  /// The text with one of its strings replaced by another of its kind.
  private static func varied(_ text: String, _ generator: inout SeededGenerator) -> String {
    let strings = text.matches(of: #/"([^"\\]*)"(?!\s*:)/#)
    guard let match = strings.randomElement(using: &generator) else { return text }
    let old = String(match.1)
    let new: String
    if old.hasPrefix("arn:aws:s3:::") {
      let bucket = old.dropFirst(13).prefix { $0 != "/" }
      new = "arn:aws:s3:::\(bucket)" + (tails.randomElement(using: &generator) ?? "")
    } else if old.hasPrefix("s3:") {
      new = actions.randomElement(using: &generator) ?? old
    } else {
      switch old {
      case "Allow": new = "Deny"
      case "Deny": new = "Allow"
      case "Enabled": new = "Disabled"
      case "Disabled": new = "Enabled"
      case "": new = "docs/"
      case "backbeat": new = "lifecycle"
      default: new = old.hasSuffix("/") ? ["", "docs/", "a", "logs/"].randomElement(using: &generator) ?? "" : old
      }
    }
    return text.replacingCharacters(in: match.1.startIndex..<match.1.endIndex, with: new)
  }

  /// Keys of every rule near the borders of the patterns, the shortest refused ones among them.
  func keys(_ analysis: SetupAnalysis, _ generator: inout SeededGenerator) -> [String] {
    var keys = ["a", "docs/a"]
    for call in analysis.calls {
      switch call.answer {
      case .refused(let key, _): keys.append(key)
      default: break
      }
    }
    let prefixes = analysis.plan?.enabledRules.map { $0.prefix.value?.text ?? "" } ?? []
    var tails: [String] = []
    for input in setup.inputs {
      let text = String(decoding: input.source.bytes, as: UTF8.self)
      for match in text.matches(of: #/arn:aws:s3:::[^"\/]*\/([^"]*)"/#) {
        let pattern = String(match.1)
        tails.append(pattern.replacing("*", with: "").replacing("?", with: "b"))
        tails.append(pattern.replacing("*", with: "a/b").replacing("?", with: "é"))
      }
    }
    for prefix in prefixes {
      keys += [prefix, prefix + "a", prefix + "/"]
      for tail in tails.shuffled(using: &generator).prefix(4) {
        keys.append(tail.hasPrefix(prefix) ? tail : prefix + tail)
      }
    }
    var seen: Set<String> = []
    return keys.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
