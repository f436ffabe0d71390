import ReplicationLint
import RepllintTestSupport
import Testing

@Suite struct GlobTests {
  private func matches(_ pattern: String, _ text: String) -> Bool {
    Glob(pattern).matches(text.utf16)
  }

  @Test func aPatternWithoutWildcardsMatchesOnlyItself() {
    #expect(Glob("a/b").isLiteral)
    #expect(matches("a/b", "a/b"))
    #expect(!matches("a/b", "a/bc"))
    #expect(!matches("a/b", "a/"))
    #expect(matches("", ""))
    #expect(!matches("", "a"))
  }

  @Test func aStarTakesAnyRunAcrossDelimiters() {
    #expect(!Glob("*").isLiteral)
    #expect(matches("*", ""))
    #expect(matches("a*z", "az"))
    #expect(matches("a*z", "a/b:c/z"))
    #expect(!matches("a*z", "a/b"))
    #expect(matches("*ab*ab", "abab"))
    #expect(!matches("*ab*ab", "ab"))
  }

  @Test func aQuestionMarkTakesExactlyOneUnit() {
    #expect(!Glob("?").isLiteral)
    #expect(matches("a?", "ab"))
    #expect(!matches("a?", "a"))
    #expect(!matches("a?", "abc"))
    #expect(!matches("?", "😀"))
    #expect(matches("??", "😀"))
  }

  @Test func noWildcardTakesALineTerminator() {
    for terminator in ["\n", "\r", "\u{2028}", "\u{2029}"] {
      #expect(!matches("*", terminator))
      #expect(!matches("a?", "a" + terminator))
      #expect(!matches("a*", "ab" + terminator))
      #expect(matches("*" + terminator + "*", "a" + terminator + "b"))
      #expect(matches(terminator, terminator))
    }
    #expect(matches("*", "\u{0B}\u{0C}\u{85}"))
  }

  @Test func escapesStandForPlainCharacters() {
    #expect(Glob("${*}${?}${$}").isLiteral)
    #expect(matches("${*}${?}${$}", "*?$"))
    #expect(!matches("${*}", "a"))
    #expect(matches("${$}{*}", "${ab}"))
    #expect(matches("$${*}", "$*"))
    #expect(matches("${a}", "${a}"))
    #expect(matches("${*", "${ab"))
    #expect(matches("${**}", "${a}"))
    #expect(matches("$", "$"))
  }

  @Test func caseIsIgnoredForASCIILettersOnly() {
    let action = Glob("s3:Get*Tag?ing")
    #expect(!action.matches("S3:GETObjectTAGGING".utf16))
    #expect(action.matchesIgnoringASCIICase("S3:GETObjectTAGGING".utf16))
    #expect(Glob("s3:GetObject").matchesIgnoringASCIICase("S3:gETobject".utf16))
    #expect(!Glob("@[`{").matchesIgnoringASCIICase("`{@[".utf16))
    #expect(!Glob("@[*").matchesIgnoringASCIICase("`{x".utf16))
    #expect(!Glob("\u{C9}").matchesIgnoringASCIICase("\u{E9}".utf16))
    let long = String(repeating: "Ab?", count: 60) + "*"
    #expect(Glob(long).matchesIgnoringASCIICase(String(repeating: "aBc", count: 70).utf16))
    #expect(!Glob(long).matchesIgnoringASCIICase(String(repeating: "aBc", count: 59).utf16))
  }

  @Test func spellingsOfTheSameSequenceOfWildcardsAreEqual() {
    #expect(Glob("a*?**b") == Glob("a?*b"))
    #expect(Set([Glob("*?"), Glob("?*"), Glob("**?")]).count == 1)
    #expect(Glob("a*") != Glob("a?"))
    #expect(Glob("${*}") != Glob("*"))
  }

  @Test func matchingAgreesWithTheDefinitionOnAllShortStrings() {
    let emoji = "😀".units
    let texts = GlobReference.strings(over: [0x61, 0x2A, 0x0A] + emoji, upTo: Effort.count(quick: 4, usual: 5))
    var patterns = GlobReference.strings(over: [0x61, 0x2A, 0x3F, 0x0A, emoji[0], emoji[1]], upTo: 3)
    var random = SplitMix64(seed: 1)
    for _ in 0..<150 {
      patterns.append(random.units(over: "a*?".units + emoji, length: 4...8))
      patterns.append(random.units(over: "a*?${}\n".units, length: 4...10))
    }
    for pattern in patterns {
      let glob = Glob(pattern)
      for text in texts where glob.matches(text) != GlobReference.matches(pattern, text) {
        Issue.record("\(pattern) and \(text)")
      }
    }
  }

  @Test func matchingAgreesWithTheDefinitionAcrossWordBoundaries() {
    var random = SplitMix64(seed: 2)
    var matched = 0
    let count = Effort.count(quick: 20, usual: 200)
    for length in [62, 63, 64, 65, 127, 128, 129, 200] {
      for _ in 0..<count {
        var pattern = random.units(over: "ab?".units, length: length...length)
        let text = pattern.map { $0 == 0x3F ? 0x63 : $0 }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
          pattern.insert(0x2A, at: Int.random(in: 0...pattern.count, using: &random))
        }
        var changed = text
        changed[Int.random(in: 0..<length, using: &random)] = 0x61
        for text in [text, changed, text + [0x61], Array(text.dropLast()), text + text] {
          let expected = GlobReference.matches(pattern, text)
          if expected { matched += 1 }
          if Glob(pattern).matches(text) != expected { Issue.record("\(pattern) and \(text)") }
        }
      }
    }
    #expect(matched > 8 * count)
  }

  @Test func manyStarsDoNotMultiplyTheWork() {
    let glob = Glob(String(repeating: "a*", count: 2_000) + "b")
    let text = [UInt16](repeating: 0x61, count: 5_000)
    #expect(!glob.matches(text))
    #expect(glob.matches(text + [0x62]))
  }
}
