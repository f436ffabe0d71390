import JSONSource
import Testing

/// Dictionaries of pairs in which keys repeat.
@Suite struct KeepingFirstTests {
  @Test func firstPairWithKeyIsKept() {
    #expect(Dictionary(keepingFirst: [("a", 1), ("b", 2), ("a", 3)]) == ["a": 1, "b": 2])
    #expect(Dictionary(keepingFirst: [(String, Int)]()).isEmpty)
  }

  @Test func firstOfEqualKeysIsKept() {
    // The two spellings of the letter are equal strings of different bytes.
    let found = Dictionary(keepingFirst: [("\u{E9}", 1), ("e\u{301}", 2)])
    #expect(found.map { Array($0.key.utf8) } == [[0xC3, 0xA9]])
    #expect(found.values.map { $0 } == [1])
  }

  @Test func absentValueOfFirstPairIsKept() {
    let pairs: [(String, Int?)] = [("a", nil), ("a", 1)]
    #expect(Dictionary(keepingFirst: pairs) == ["a": nil])
  }
}
