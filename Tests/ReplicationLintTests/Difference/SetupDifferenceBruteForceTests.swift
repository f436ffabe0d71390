import Foundation
import JSONSource
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Differences of random setups, compared with deciding every short key and resource by the evaluator.
///
/// 1,000 pairs in a release build, fewer in a debug build; `REPLLINT_PAIRS=20000` in the environment for more. A thorough
/// run tries longer keys.
@Suite struct SetupDifferenceBruteForceTests {
  /// The number of pairs, where it is given.
  private static let pairs = ProcessInfo.processInfo.environment["REPLLINT_PAIRS"].flatMap { Int($0) }
  private static let perSeed = pairs.map { $0 / 8 } ?? Effort.count(quick: 1, usual: 125)
  private static let keys = GlobReference.strings(over: "ab/".units, upTo: Effort.isThorough ? 4 : 3).filter {
    !$0.isEmpty
  }
  private static let objects = GlobReference.strings(over: "ab".units, upTo: Effort.isThorough ? 4 : 2).filter {
    !$0.isEmpty
  }
  /// Every combination of what the conditions of random setups ask, tags aside.
  private static let facts = ["10.1.2.3", "192.0.2.1"].flatMap { address in
    [true, false].map { RequestFacts(sourceIP: address, secureTransport: $0) }
  }
  private static let actions = [
    "s3:GetObjectVersion", "s3:ReplicateObject", "s3:GetReplicationConfiguration", "s3:PutObject", "s3:ListBucket",
    "s3:ListAllMyBuckets",
  ].compactMap(S3Action.named)

  @Test(arguments: Effort.sample(Array(1...8), oneOf: 4))
  func differencesAgreeWithDecidingEveryKeyAndResource(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var tally: [String: Int] = [:]
    for number in 0..<Self.perSeed {
      let old = RandomSetup(&generator)
      let new = old.mutant(&generator)
      let pair = Pair(old, new, Self.facts)
      let difference = SetupDifference(old.analysis(), new.analysis())
      for kind in difference.changes.map(\.kind) { tally[kind.rawValue, default: 0] += 1 }
      tally[difference.changes.isEmpty ? "same" : "different", default: 0] += 1
      let name = "seed \(seed), pair \(number)"
      checkKeys(pair, difference, name)
      for side in Side.allCases {
        for action in Self.actions { checkAccess(pair, difference, side, action, name) }
      }
    }
    print("differences \(Self.perSeed): \(tally.sorted { $0.key < $1.key })")
    #expect(tally["unknown"] == nil)
    guard Self.perSeed > 100 else { return }
    #expect(tally["different"] != nil)
    for kind in Change.Kind.allCases where kind != .unknown { #expect(tally[kind.rawValue] != nil, "\(kind)") }
  }

  @Test(arguments: 1...4) func equivalentRewritesAreNoChange(_ seed: Int) {
    var generator = SeededGenerator(seed: 100 + seed)
    for number in 0..<Self.perSeed * 2 {
      let old = RandomSetup(&generator)
      let changes = SetupDifference(old.analysis(), old.rewritten(&generator).analysis()).changes
      #expect(changes.isEmpty, "seed \(seed), pair \(number): \(changes.map(\.message))")
    }
  }

  /// Two setups under every combination of facts.
  private struct Pair {
    let old: [SetupAnalysis]
    let new: [SetupAnalysis]
    /// The same for objects with and without the tag that conditions ask for. A server looks at them where the policies
    /// without tags leave a call open, as it does in the one call of Backbeat that reads the object.
    let tagged: [(old: [SetupAnalysis], new: [SetupAnalysis])]

    init(_ old: RandomSetup, _ new: RandomSetup, _ facts: [RequestFacts]) {
      self.old = facts.map { old.analysis($0) }
      self.new = facts.map { new.analysis($0) }
      tagged = [true, false].map { hasTag in
        (facts.map { old.decidingTags(hasTag).analysis($0) }, facts.map { new.decidingTags(hasTag).analysis($0) })
      }
    }
  }

  // MARK: Keys

  private func checkKeys(_ pair: Pair, _ difference: SetupDifference, _ name: String) {
    func replicates(_ key: String, _ old: [SetupAnalysis], _ new: [SetupAnalysis]) -> [(Bool, Bool)] {
      zip(old, new).map {
        (ReplicationTrace($0, key: key).outcome == .completed, ReplicationTrace($1, key: key).outcome == .completed)
      }
    }
    func replicates(_ key: String) -> [(Bool, Bool)] { replicates(key, pair.old, pair.new) }
    let changes = difference.changes.filter { $0.key != nil }
    for change in changes {
      let answers = replicates(change.key ?? "")
      switch change.kind {
      case .stopsReplicating: #expect(answers.allSatisfy { $0 && !$1 }, "\(name): \(change.message)")
      case .startsReplicating: #expect(answers.allSatisfy { !$0 && $1 }, "\(name): \(change.message)")
      case .depends:
        let tagged = pair.tagged.flatMap { replicates(change.key ?? "", $0.old, $0.new) }
        #expect((answers + tagged).contains { $0 != $1 }, "\(name): \(change.message)")
      default: break
      }
    }
    for key in Self.keys.map({ String(decoding: $0, as: UTF16.self) }) {
      let answers = replicates(key)
      func isFound(_ kinds: [Change.Kind]) -> Bool {
        changes.contains { kinds.contains($0.kind) && ($0.key ?? "").utf16.count <= key.utf16.count }
      }
      if answers.contains(where: { $0 && !$1 }) {
        #expect(isFound([.stopsReplicating, .deselected, .depends]), "\(name): \(key) stops")
      }
      if answers.contains(where: { !$0 && $1 }) {
        #expect(isFound([.startsReplicating, .selected, .depends]), "\(name): \(key) starts")
      }
      let (old, new) = (destination(pair.old[0], key), destination(pair.new[0], key))
      if old != new {
        #expect(old == nil || isFound([.deselected]), "\(name): \(key) is deselected")
        #expect(new == nil || isFound([.selected]), "\(name): \(key) is selected")
      }
    }
  }

  private func destination(_ analysis: SetupAnalysis, _ key: String) -> String? {
    analysis.plan?.rule(for: key).flatMap { analysis.plan?.targetBucket($0) }
  }

  // MARK: Access

  private func checkAccess(
    _ pair: Pair, _ difference: SetupDifference, _ side: Side, _ action: S3Action, _ name: String
  ) {
    let name = "\(name), \(side) \(action.name)"
    let old = pair.old.compactMap { SideAccess($0, side) }
    let new = pair.new.compactMap { SideAccess($0, side) }
    let tagged = pair.tagged.map { analyses in
      (old: analyses.old.compactMap { SideAccess($0, side) }, new: analyses.new.compactMap { SideAccess($0, side) })
    }
    func isAllowed(_ access: SideAccess, _ tagged: SideAccess, _ text: [UInt16]) -> Bool {
      let decision = access.decide(action, text).decision
      if case .needsTags = decision.answer { return tagged.decide(action, text).decision.isAllowed }
      return decision.isAllowed
    }
    func statuses(_ text: [UInt16]) -> [(Bool, Bool)] {
      tagged.flatMap { tagged in
        old.indices.map { (isAllowed(old[$0], tagged.old[$0], text), isAllowed(new[$0], tagged.new[$0], text)) }
      }
    }
    let changes = difference.changes.filter {
      $0.key == nil && $0.side == side && $0.actions.contains(action.name)
    }
    for change in changes where change.resource != nil {
      let text = Array((change.resource ?? "").utf16.dropFirst("arn:aws:s3:::".utf16.count))
      let answers = statuses(text)
      switch change.kind {
      case .accessLost: #expect(answers.allSatisfy { $0 && !$1 }, "\(name): \(change.message)")
      case .accessGained: #expect(answers.allSatisfy { !$0 && $1 }, "\(name): \(change.message)")
      default: #expect(answers.contains { $0 != $1 }, "\(name): \(change.message)")
      }
    }
    for text in resources(action.scope) {
      let answers = statuses(text)
      func isFound(_ kinds: [Change.Kind]) -> Bool {
        changes.contains { change in
          kinds.contains(change.kind)
            && (change.resource ?? "").utf16.count <= text.count + "arn:aws:s3:::".utf16.count
        }
      }
      if answers.contains(where: { $0 && !$1 }) {
        #expect(isFound([.accessLost, .depends]), "\(name): \(String(decoding: text, as: UTF16.self)) is lost")
      }
      if answers.contains(where: { !$0 && $1 }) {
        #expect(isFound([.accessGained, .depends]), "\(name): \(String(decoding: text, as: UTF16.self)) is gained")
      }
    }
  }

  private func resources(_ scope: S3Action.Scope) -> [[UInt16]] {
    let buckets = ["src", "dst", "o"].map { Array($0.utf16) }
    switch scope {
    case .bucket: return buckets
    case .service: return [[]]
    case .object: return buckets.flatMap { bucket in Self.objects.map { bucket + [0x2F] + $0 } }
    }
  }
}
