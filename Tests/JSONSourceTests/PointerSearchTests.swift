import JSONSource
import RepllintTestSupport
import Testing

/// Values found by binary search, held against a walk over all siblings.
@Suite struct PointerSearchTests {
  private static let broken = [
    "[[][]]", "{\"a\":1\"b\":2}", "{\"a\"1}", "{\"a\" : , \"b\": }", "[1,,2]", "{,\"a\":[{}", "[{\"a\": [1 2]} {} ]",
    "{\"a\":{\"b\":[]}\"c\":[[1]]", "  [ 1 ]  ", "{a:'x',b:[‘y’]}", "", "x",
  ]

  @Test(arguments: broken)
  func pointerInBrokenTextIsThatOfFullWalk(_ text: String) { compare(Array(text.utf8), everyRange: true) }

  @Test(arguments: Fixtures.sampledDocuments)
  func pointerInFixtureIsThatOfFullWalk(_ path: String) throws {
    let bytes = try Fixtures.bytes(path)
    compare(bytes, everyRange: false)
    for (number, variant) in Mutations.flips(bytes).enumerated() where number % Effort.count(quick: 41, usual: 97) == 0
    {
      compare(variant, everyRange: false)
    }
  }

  @Test func pointerInsideStringIsThatOfFullWalk() throws {
    let text = #"{"Policy": "{\"Statement\": [{\"Sid\": \"a\\u0062\"}, {\"Effect\": \"Allow\"}]}"}"#
    let outer = JSONDocument(SourceFile(name: "a.json", text: text))
    let policy = try #require(outer.root.member("Policy"))
    let inner = try #require(JSONDocument(inside: policy))
    compare(inner, Array(text.utf8), everyRange: true)
    #expect(inner.root.member("Statement")?.elements.first?.member("Sid")?.isText("ab") == true)
    check(inner.root)
  }

  private func compare(_ bytes: [UInt8], everyRange: Bool) {
    compare(JSONDocument(SourceFile(name: "variant", bytes: bytes)), bytes, everyRange: everyRange)
  }

  private func compare(_ document: JSONDocument, _ bytes: [UInt8], everyRange: Bool) {
    let lengths = everyRange ? Array(0...bytes.count) : [0, 1, 7]
    for start in stride(
      from: 0, through: bytes.count, by: everyRange ? 1 : max(1, bytes.count / Effort.count(quick: 20, usual: 150)))
    {
      for length in lengths where start + length <= bytes.count {
        let range = SourceRange(start, start + length)
        let (found, expected) = (JSONPointer(to: range, in: document).tokens, walk(to: range, from: document.root))
        if found != expected {
          Issue.record("\(range): \(found), not \(expected) in \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
  }

  private func walk(to range: SourceRange, from root: JSONNode) -> [String] {
    var tokens: [String] = []
    var node = root
    descend: while true {
      for (index, element) in node.elements.enumerated() where element.range.contains(range) {
        tokens.append(String(index))
        node = element
        continue descend
      }
      for member in node.members where member.range.contains(range) {
        tokens.append(member.name.string?.text ?? "")
        if member.name.range.contains(range) { break descend }
        node = member.value
        continue descend
      }
      return tokens
    }
    return tokens
  }

  @Test(arguments: Fixtures.sampledDocuments)
  func siblingsAndChildrenAreThoseOfTheContainer(_ path: String) throws {
    check(JSONDocument(try Fixtures.source(path)).root)
  }

  private func check(_ node: JSONNode) {
    let children = node.elements + node.members.flatMap { [$0.name, $0.value] }
    for (index, child) in children.enumerated() {
      #expect(child.siblings.previous == (index > 0 ? children[index - 1] : nil))
      #expect(child.siblings.next == (index + 1 < children.count ? children[index + 1] : nil))
      // Where a value is missing, several children may be empty at one offset.
      if !child.range.isEmpty { #expect(node.child(at: child.range) == child) }
      check(child)
    }
    #expect(node.child(at: SourceRange(node.range.start, node.range.start)) == nil)
  }

  @Test func topHasNoSiblings() {
    let root = JSONDocument(SourceFile(name: "a.json", text: "[1]")).root
    #expect(root.siblings.previous == nil)
    #expect(root.siblings.next == nil)
  }

  @Test(arguments: [
    (#"{"a": 1}"#, true), (#"{"\u0061": 1}"#, true), ("{a: 1}", true), ("{'a': 1}", true), (#"{"A": 1}"#, false),
    (#"{"ab": 1}"#, false), (#"{"": 1}"#, false), ("{1: 1}", false),
  ])
  func memberIsFoundByItsTextHoweverItIsWritten(_ text: String, _ isFound: Bool) {
    let root = JSONDocument(SourceFile(name: "a.json", text: text)).root
    #expect((root.member("a") != nil) == isFound)
  }

  @Test func spellingsThatSwiftTakesForEqualAreDifferentNames() {
    let root = JSONDocument(SourceFile(name: "a.json", text: "{\"e\u{301}\": 1}")).root
    #expect(root.member("\u{E9}") == nil)
    #expect(root.member("e\u{301}") != nil)
  }
}
