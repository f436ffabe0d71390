import ReplicationLint
import Testing

/// A glob covers another only where the exact search over all strings agrees.
@Suite struct GlobCoverageTests {
  @Test(arguments: [
    ("*", "a?b*"), ("a*", "a*b"), ("?*", "*?"), ("*a*", "a"), ("??", "😀"), ("b-b/?", "b-b/é"), ("a${*}", "a${*}"),
    ("*", ""), ("a?c", "abc"), ("a*?", "a?*"), ("", ""),
  ])
  func widerGlobCovers(_ broad: String, _ narrow: String) {
    #expect(Glob(broad).covers(Glob(narrow)))
  }

  @Test(arguments: [
    ("b-b/??", "b-b/é"), ("?", "😀"), ("?", "*"), ("a*", "*"), ("a", "A"), ("*", "\n"), ("a?", "a"), ("?*", "*"),
    ("a${*}", "ab"), ("e\u{301}", "é"),
  ])
  func otherGlobDoesNotCover(_ broad: String, _ narrow: String) {
    #expect(!Glob(broad).covers(Glob(narrow)))
  }

  @Test func caseIsFoldedForASCIILettersOnly() {
    #expect(Glob("S3:GET*").covers(Glob("s3:getObject?"), ignoringASCIICase: true))
    #expect(!Glob("S3:GET*").covers(Glob("s3:getObject?")))
    #expect(!Glob("É*").covers(Glob("éa"), ignoringASCIICase: true))
  }

  @Test func coverageIsNeverClaimedWithoutProof() {
    var random = SplitMix64(seed: 7)
    let alphabet = ["a", "b", "?", "*", "é", "😀", "${?}", "/"]
    func pattern() -> String {
      (0..<Int.random(in: 0...5, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
    }
    var covered = 0
    for _ in 0..<4000 {
      let (broad, narrow) = (pattern(), pattern())
      guard Glob(broad).covers(Glob(narrow)) else { continue }
      covered += 1
      #expect(GlobAutomaton.isSubset(Glob(narrow), of: [Glob(broad)]) == true, "\(broad) \(narrow)")
    }
    #expect(covered > 100)
  }

  @Test func simpleCoverageIsFound() {
    // One wildcard in either pattern: the quick answer is the exact one.
    let texts = ["", "a", "ab", "b", "aab"]
    let patterns = texts.flatMap { left in ["*", "?"].flatMap { wild in texts.map { left + wild + $0 } } }
    for broad in patterns {
      for narrow in texts + patterns where Glob(broad).covers(Glob(narrow)) == false {
        #expect(GlobAutomaton.isSubset(Glob(narrow), of: [Glob(broad)]) == false, "\(broad) \(narrow)")
      }
    }
  }
}
