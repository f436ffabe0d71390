import ReplicationLint
import RepllintTestSupport
import Testing

@Suite struct GlobAutomatonTests {
  private let questions = Effort.count(quick: 100, usual: 10_000)

  private func find(
    _ allowed: [String], _ denied: [String] = [], start: String = "", minimumLength: Int = 0, stateLimit: Int = 20_000
  ) -> GlobAutomaton.Answer {
    GlobAutomaton(allowed: allowed.map { Glob($0) }, denied: denied.map { Glob($0) })
      .findUncovered(start: start.units, minimumLength: minimumLength, stateLimit: stateLimit)
  }

  private func uncovered(_ suffix: String, deniedBy: Int? = nil) -> GlobAutomaton.Answer {
    .uncovered(suffix: suffix.units, deniedBy: deniedBy)
  }

  private func isSubset(_ glob: String, of others: [String]) -> Bool? {
    GlobAutomaton.isSubset(Glob(glob), of: others.map { Glob($0) })
  }

  @Test func aTrailingStarCoversEveryKey() {
    #expect(find(["*"]) == .covered)
    #expect(find(["arn:aws:s3:::b/*"], start: "arn:aws:s3:::b/") == .covered)
    #expect(find(["arn:*:s3:::?/*"], start: "arn:aws:s3:::b/") == .covered)
    #expect(find(["arn:aws:s3:::b*"], ["arn:aws:s3:::c/*"], start: "arn:aws:s3:::b/") == .covered)
  }

  @Test func theMinimumLengthLeavesOutShorterKeys() {
    #expect(find(["b/?*"], start: "b/") == uncovered(""))
    #expect(find(["b/?*"], start: "b/", minimumLength: 1) == .covered)
    #expect(find(["b/*"], ["b/"], start: "b/") == uncovered("", deniedBy: 0))
    #expect(find(["b/*"], ["b/"], start: "b/", minimumLength: 1) == .covered)
    #expect(find(["??*"], minimumLength: 1) == uncovered("a"))
    #expect(find(["???*"], minimumLength: 3) == .covered)
    #expect(find(["???*"], minimumLength: 2) == uncovered("aa"))
  }

  @Test func aStateMetBeforeTheMinimumLengthCountsAgainAfterIt() {
    #expect(find([], minimumLength: 1) == uncovered("a"))
    #expect(find([], minimumLength: 5) == uncovered("aaaaa"))
    #expect(find(["*"], ["*"], start: "x", minimumLength: 1) == uncovered("a", deniedBy: 0))
    #expect(find(["", "?"], minimumLength: 4) == uncovered("aaaa"))
  }

  @Test func globsThatCoverOnlyTogetherAreProved() {
    #expect(find(["", "?", "??*"]) == .covered)
    #expect(find(["", "?", "???*"]) == uncovered("aa"))
    #expect(find(["", "a*", "?", "??*"]) == .covered)
    #expect(find(["*a*", "", "?", "??", "???*"]) == .covered)
    #expect(isSubset("a*", of: ["a", "a?", "a??*"]) == true)
    #expect(isSubset("?*", of: ["?", "a*", "??*b", "??*"]) == true)
  }

  @Test func theCounterexampleIsShortestAndReadable() {
    #expect(find(["b/logs/*"], start: "b/") == uncovered(""))
    #expect(find(["b/logs/*"], start: "b/", minimumLength: 1) == uncovered("a"))
    #expect(find(["a*", "b*", "c*", ""]) == uncovered("d"))
    #expect(find(["*"], ["*/*"]) == uncovered("/", deniedBy: 0))
    #expect(find(["*"], ["*.tmp"]) == uncovered(".tmp", deniedBy: 0))
    #expect(find(["*"], ["x?z", "*y*"], minimumLength: 2) == uncovered("ay", deniedBy: 1))
    let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { String(UnicodeScalar($0)) + "*" }
    #expect(find(letters + [""]) == uncovered("0"))
    let digits = (0...9).map { "\($0)*" }
    #expect(find(letters + digits + [""]) == uncovered("/"))
    #expect(find(letters + digits + ["", "/*"]) == uncovered("!"))
  }

  @Test func theLowestDeniedGlobThatMatchesIsNamed() {
    #expect(find(["*"], ["b", "a*", "a"], minimumLength: 1) == uncovered("a", deniedBy: 1))
    #expect(find([], ["a"], minimumLength: 1) == uncovered("a", deniedBy: 0))
    #expect(find([], ["b"], minimumLength: 1) == uncovered("a"))
  }

  @Test func lineTerminatorsCountInTheStartOnly() {
    #expect(find(["a\n*"], start: "a\n") == .covered)
    #expect(find(["a*"], start: "a\n") == uncovered(""))
    #expect(find(["*"], ["*\n*", "\u{2028}"]) == .covered)
    #expect(find(["a\n*"], ["a\nb"], start: "a\n") == uncovered("b", deniedBy: 0))
    #expect(find(["*\n*"]) == uncovered(""))
    #expect(isSubset("a\n", of: []) == true)
    #expect(isSubset("a\n*", of: ["b"]) == true)
  }

  @Test func counterexamplesAreWellFormed() {
    #expect(find(["*"], ["*😀*"]) == uncovered("😀", deniedBy: 0))
    // A lone surrogate is not a string, although the pattern names it.
    #expect(find(["*"], []) == .covered)
    let high = Glob([0xD83D])
    let low = Glob([0x2A, 0xDE00])
    #expect(
      GlobAutomaton(allowed: [Glob("*")], denied: [high]).findUncovered(start: [], minimumLength: 0) == .covered)
    #expect(
      GlobAutomaton(allowed: [Glob("*")], denied: [high, low]).findUncovered(start: [], minimumLength: 0)
        == uncovered("😀", deniedBy: 1))
    // The start is taken as it is, also when it ends within a pair.
    #expect(
      GlobAutomaton(allowed: [low], denied: []).findUncovered(start: [0xD83D, 0xDE00], minimumLength: 0)
        == uncovered("a"))
    #expect(isSubset("??", of: ["?a", "?b", "?c"]) == false)
  }

  @Test func theBoundEndsTheSearch() {
    let blowUp = "*a" + String(repeating: "?", count: 40) + "b*"
    #expect(find(["*"], [blowUp], stateLimit: 1_000) == .unknown)
    #expect(find(["", "?"], stateLimit: 1) == .unknown)
    #expect(find(["", "?"], stateLimit: 2) == uncovered("aa"))
    #expect(GlobAutomaton.isSubset(Glob(blowUp), of: [Glob("*b" + blowUp), Glob("b*")], stateLimit: 10) == nil)
  }

  @Test func theBoundCountsDistinctStatesAndTheirSize() {
    let everything = [Glob("*")]
    func isCovered(_ denied: [UInt16], stateLimit: Int) -> Bool {
      let automaton = GlobAutomaton(allowed: everything, denied: [Glob(denied)])
      return automaton.findUncovered(start: [], minimumLength: 0, stateLimit: stateLimit) == .covered
    }
    // An unpaired surrogate at the end: no text matches, but every state has to be visited to know it.
    let one = "*".units + [UInt16](repeating: 0x7A, count: 100) + [0xD800]
    #expect(isCovered(one, stateLimit: 102))
    #expect(!isCovered(one, stateLimit: 101))
    // What is left of a `*` that is reached does not add states.
    let two = "*".units + [UInt16](repeating: 0x7A, count: 70) + "*".units + [UInt16](repeating: 0x79, count: 70)
    #expect(isCovered(two + [0xD800], stateLimit: 142))
    #expect(!isCovered(two + [0xD800], stateLimit: 141))
    // As few states as in the first case, but large ones.
    #expect(isCovered("*z".units + [0xD800] + [UInt16](repeating: 0x61, count: 1_000), stateLimit: 3))
    #expect(!isCovered("*z".units + [0xD800] + [UInt16](repeating: 0x61, count: 100_000), stateLimit: 3))
  }

  @Test func globsThatDoNotMatterAnyMoreDoNotAddStates() {
    let blowUp = "*a" + String(repeating: "?", count: 40) + "b"
    let deep = String(repeating: "z", count: 12)
    #expect(find(["*", blowUp], ["*" + deep], stateLimit: 100) == uncovered(deep, deniedBy: 0))
    #expect(find(["x" + blowUp, "y*"], ["x" + blowUp], start: "y", stateLimit: 1) == .covered)
  }

  /// In release builds 100,000 questions, in ten parts so that they can run in parallel; in debug builds 1,000.
  @Test(arguments: 100..<UInt64(110)) func answersAgreeWithBruteForce(seed: UInt64) {
    let suffixes = GlobReference.strings(over: "abc/:".units, upTo: 4)
    var random = SplitMix64(seed: seed)
    var tally: [String: Int] = [:]
    for _ in 0..<questions {
      let minimumLength = Int.random(in: 0...1, using: &random)
      let start = random.units(over: "ab/:".units, length: 0...2)
      let allowed = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        // Half of the patterns match the start, so that not all questions are over at once.
        (Bool.random(using: &random) ? start : []) + random.units(over: "ab/:*?**?*".units, length: 0...4)
      }
      let denied = (0..<max(0, Int.random(in: -2...2, using: &random))).map { _ in
        (Bool.random(using: &random) ? start : []) + random.units(over: "ab/:*?".units, length: 0...5)
      }
      let answer = GlobAutomaton(allowed: allowed.map { Glob($0) }, denied: denied.map { Glob($0) })
        .findUncovered(start: start, minimumLength: minimumLength)
      tally[check(answer, allowed, denied, start, minimumLength, suffixes), default: 0] += 1
    }
    #expect(tally["covered", default: 0] > questions / 10)
    #expect(tally["4", default: 0] > questions / 200 || questions < 1_000)
  }

  @Test func answersAgreeWithBruteForceForSurrogates() {
    let units: [UInt16] = [0x61, 0x62, 0xD83D, 0xD800, 0xDE00, 0xDC00]
    let suffixes = GlobReference.strings(over: units, upTo: 4).filter(GlobReference.isWellFormed)
    var random = SplitMix64(seed: 4)
    var tally: [String: Int] = [:]
    for _ in 0..<(2 * questions) {
      let symbols: [UInt16] = [0x61, 0x2A, 0x2A, 0x3F, 0x3F, 0xD83D, 0xDE00]
      let allowed = (0..<Int.random(in: 1...4, using: &random)).map { _ in random.units(over: symbols, length: 0...4) }
      let denied = (0..<Int.random(in: 0...2, using: &random)).map { _ in random.units(over: symbols, length: 1...4) }
      let answer = GlobAutomaton(allowed: allowed.map { Glob($0) }, denied: denied.map { Glob($0) })
        .findUncovered(start: [], minimumLength: 0)
      tally[check(answer, allowed, denied, [], 0, suffixes), default: 0] += 1
    }
    #expect(tally["covered", default: 0] > questions / 34)
    #expect(tally["2", default: 0] > questions / 34)
  }

  /// Compares an answer with the first suffix that is really not allowed; returns the kind of answer.
  private func check(
    _ answer: GlobAutomaton.Answer, _ allowed: [[UInt16]], _ denied: [[UInt16]], _ start: [UInt16],
    _ minimumLength: Int, _ suffixes: [[UInt16]]
  ) -> String {
    func deniedBy(_ text: [UInt16]) -> Int? { denied.firstIndex { GlobReference.matches($0, text) } }
    func isAllowed(_ text: [UInt16]) -> Bool {
      allowed.contains { GlobReference.matches($0, text) } && deniedBy(text) == nil
    }
    let first = suffixes.first { $0.count >= minimumLength && !isAllowed(start + $0) }
    let question = "\(start) \(minimumLength) \(allowed) \(denied)"
    switch answer {
    case .covered:
      if let first { Issue.record("covered, but \(first): \(question)") }
      return "covered"
    case .uncovered(let suffix, let index):
      // The suffixes are in the order of preference, so that short answers must be the very same.
      if first != nil || suffix.count <= 4, first != suffix {
        Issue.record("\(suffix), not \(first ?? []): \(question)")
      }
      if isAllowed(start + suffix) || !GlobReference.isWellFormed(suffix) || suffix.count < minimumLength {
        Issue.record("\(suffix) is no counterexample: \(question)")
      }
      if index != deniedBy(start + suffix) { Issue.record("denied by \(index ?? -1): \(question)") }
      return suffix.count > 4 ? "longer" : "\(suffix.count)"
    case .unknown:
      Issue.record("unknown: \(question)")
      return "unknown"
    }
  }

  @Test func subsetsAgreeWithBruteForce() {
    let texts = GlobReference.strings(over: "abc".units, upTo: Effort.count(quick: 6, usual: 7))
    let count = Effort.count(quick: 300, usual: 3_000)
    var random = SplitMix64(seed: 5)
    var tally: [Bool: Int] = [:]
    for _ in 0..<count {
      let glob = random.units(over: "ab*?".units, length: 0...4)
      let others = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        random.units(over: "ab**??".units, length: 0...4)
      }
      let expected = !texts.contains { text in
        GlobReference.matches(glob, text) && !others.contains { GlobReference.matches($0, text) }
      }
      tally[expected, default: 0] += 1
      if GlobAutomaton.isSubset(Glob(glob), of: others.map { Glob($0) }) != expected {
        Issue.record("\(glob) of \(others): not \(expected)")
      }
    }
    #expect(tally[true, default: 0] > count / 10)
    #expect(tally[false, default: 0] > count / 10)
  }

  @Test func adversarialPatternsEndWithinTheBound() {
    let stars = String(repeating: "a*", count: 100)
    #expect(
      find(["*"], [stars + "b"], minimumLength: 1) == uncovered(String(repeating: "a", count: 100) + "b", deniedBy: 0))
    #expect(find([stars + "b"], start: String(repeating: "a", count: 100)) == uncovered(""))
    #expect(find((0..<50).map { String(repeating: "a*", count: $0 + 1) + "b" }) == uncovered(""))
    #expect(find([String(repeating: "?", count: 200) + "*"], minimumLength: 200) == .covered)
    #expect(
      find((0..<200).map { String(repeating: "?", count: $0) } + [String(repeating: "?", count: 200) + "*"]) == .covered
    )
    // Small for the sake of debug builds; in release the default bound ends each of these in 0.3 s.
    let limit = Effort.count(quick: 500, usual: 2_000)
    // Independent progress in every glob: 4^40 product states.
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-_.!")
    let independent = letters.map { "*\($0)*\($0)*\($0)*\($0)" }
    #expect(find(["*"], [independent.map { _ in "*a*a" }.joined()]) != .unknown)
    #expect(find(["", "?*"] + independent, independent.map { $0 + "/" + $0 + "*" }, stateLimit: limit) == .unknown)
    // One glob whose deterministic automaton has 2^150 states, and many such.
    let window = (0..<40).map { "*a" + String(repeating: "?", count: 150 + $0) + "b" }
    #expect(find(["*"], [window[0] + "*"], stateLimit: limit) == .unknown)
    #expect(find(["*a*"] + window, window) == uncovered(""))
    #expect(find(["*"], window, stateLimit: limit) == .unknown)
    // Many long patterns of many different characters, all alive at once.
    let wide = (0..<Effort.count(quick: 60, usual: 300)).map { row in
      let first: UInt16 = 0x4E00 + UInt16(row) * 50
      return [0x2A] + Array(first..<first + 200)
    }
    let automaton = GlobAutomaton(allowed: [Glob("*")], denied: wide.map { Glob($0) })
    #expect(automaton.findUncovered(start: [], minimumLength: 0, stateLimit: limit) == .unknown)
  }
}
