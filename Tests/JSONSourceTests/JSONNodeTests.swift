import JSONSource
import RepllintTestSupport
import Testing

@Suite struct JSONNodeTests {
  private func root(_ text: String) -> JSONNode { JSONDocument(SourceFile(name: "test.json", text: text)).root }

  @Test(
    arguments: [
      ("{}", .object), ("[]", .array), ("\"\"", .string), ("-1.5e3", .number), ("true", .boolean), ("false", .boolean),
      ("null", .null), ("nul", .invalid), ("", .invalid),
    ] as [(String, JSONNode.Kind)])
  func everyValueHasItsKind(_ text: String, _ kind: JSONNode.Kind) { #expect(root(text).kind == kind) }

  @Test func valueRangeCoversItsBytes() {
    let marked = MarkedText("  ‹{‹\"a\"›: ‹[‹1›, ‹{}›]›, ‹\"b\"›: ‹\"x\"›}›  ")
    var ranges: [SourceRange] = []
    func visit(_ node: JSONNode) {
      ranges.append(node.range)
      for element in node.elements { visit(element) }
      for member in node.members {
        ranges.append(member.name.range)
        visit(member.value)
      }
    }
    visit(marked.document.root)
    #expect(ranges == marked.ranges)
  }

  @Test func aMemberReachesFromItsNameToTheEndOfItsValue() {
    let marked = MarkedText("{‹\"a\" : [1]› , ‹\"b\":2›}")
    #expect(marked.document.root.members.map(\.range) == marked.ranges)
  }

  @Test func theLastOfRepeatedMembersCounts() {
    let object = root("{\"a\": 1, \"b\": 2, \"a\": 3}")
    #expect(object.members.count == 3)
    #expect(object.member("a")?.sourceText == "3")
    #expect(object.member("c") == nil)
  }

  @Test func repeatedNamesAreFoundInEveryObject() {
    let marked = MarkedText(#"{"a": {‹"x"›: 1, "y": 2, ‹"\u0078"›: 3, ‹"x"›: 4}, "b": [{‹""›: 1, ‹""›: 2}]}"#)
    let found = marked.document.duplicateNames.map { [$0.first.name.range, $0.repeated.name.range] }
    let ranges = marked.ranges
    #expect(found == [[ranges[0], ranges[1]], [ranges[0], ranges[2]], [ranges[3], ranges[4]]])
  }

  @Test func namesThatOnlyLookAlikeAreNotRepeated() {
    #expect(root("{\"é\": 1, \"e\u{301}\": 2}").document.duplicateNames.isEmpty)
  }

  @Test(arguments: [("1", true), ("-0", true), ("1.0", false), ("1e2", false), ("1E2", false), ("\"1\"", false)])
  func integersAreNumbersWithoutFractionAndExponent(_ text: String, _ isInteger: Bool) {
    #expect(root(text).isInteger == isInteger)
  }

  @Test func onlyContainersHaveChildren() {
    #expect(root("{\"a\": 1}").elements.isEmpty)
    #expect(root("[1]").members.isEmpty)
    #expect(root("\"[1]\"").elements.isEmpty)
  }

  @Test func whatCouldNotBeReadIsInvalidAndTheRestIsThere() {
    let object = root("{\"a\": tru, \"b\": [1, ?, 3], c: 4}")
    #expect(object.member("a")?.kind == .invalid)
    #expect(object.member("b")?.elements.map(\.kind) == [.number, .invalid, .number])
    #expect(object.member("c")?.sourceText == "4")
  }

  @Test func repairedValueIsMarked() {
    #expect(root("{\"a\": 1").isRepaired)
    #expect(root("{\"a\": 'x'}").member("a")?.isRepaired == true)
    #expect(!root("{\"a\": 1}").isRepaired)
  }

  @Test func nestingUpToTheLimitIsRead() {
    let limit = JSONDocument.depthLimit
    let text = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(root(text).document.isValid)
    #expect(!root("[\(text)]").document.isValid)
  }
}
