import JSONSource
import RepllintTestSupport
import Testing

@Suite struct JSONPointerTests {
  @Test(
    arguments: [
      ("", []), ("/", [""]), ("/a/0", ["a", "0"]), ("/a~1b/m~0n", ["a/b", "m~n"]), ("/~01", ["~1"]), ("//", ["", ""]),
      ("/é/日", ["é", "日"]), ("/ /\"", [" ", "\""]),
    ] as [(String, [String])])
  func textAndTokensRoundTrip(_ text: String, _ tokens: [String]) {
    #expect(JSONPointer(text)?.tokens == tokens)
    #expect(JSONPointer(tokens).description == text)
  }

  @Test func aPointerBeginsWithASlash() { #expect(JSONPointer("a/b") == nil) }

  @Test(arguments: [
    ("‹{\"a\": 1}›", ""), ("{‹\"a\"›: 1}", "/a"), ("{\"a\": ‹1›}", "/a"), ("{\"a\"‹:› 1}", "/a"),
    ("{\"a\": [1, ‹2›]}", "/a/1"), ("{\"a\": [{}, {\"b\": \"x‹y›z\"}]}", "/a/1/b"), ("{\"a\": 1‹›, \"b\": 2}", "/a"),
    ("{\"a/b\": ‹1›}", "/a~1b"), ("{\"a\\/b\": ‹1›}", "/a~1b"), ("{ ‹,›\"a\": 1}", ""), ("{‹\"a\": 1›}", "/a"),
    ("{\"a\": ‹1›, \"a\": 2}", "/a"), ("[[[‹[]›]]]", "/0/0/0"), ("‹›", ""),
  ])
  func aRangeIsInTheSmallestValueThatHoldsIt(_ source: String, _ pointer: String) {
    let marked = MarkedText(source)
    #expect(JSONPointer(to: marked.ranges[0], in: marked.document).description == pointer)
  }
}
