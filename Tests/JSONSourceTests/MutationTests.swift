import JSONSource
import RepllintTestSupport
import Testing

@Suite struct MutationTests {
  @Test func thereAreDocumentsToBreak() { #expect(Fixtures.documents.count >= 8) }

  @Test(arguments: Fixtures.sampledDocuments)
  func aFileCutAnywhereIsReadToItsEnd(_ path: String) throws {
    for variant in Mutations.truncations(try Fixtures.bytes(path)) { check(variant) }
  }

  @Test(arguments: Fixtures.sampledDocuments)
  func aFileWithAnyByteChangedIsReadToItsEnd(_ path: String) throws {
    for variant in Mutations.flips(try Fixtures.bytes(path)) { check(variant) }
  }

  @Test(arguments: Fixtures.sampledDocuments)
  func aFileWithoutAnyOneMemberIsReadToItsEnd(_ path: String) throws {
    let document = JSONDocument(try Fixtures.source(path))
    for variant in Mutations.deletions(document.source.bytes, memberRanges(document.root)) { check(variant) }
  }

  private func check(_ bytes: [UInt8]) {
    let document = JSONDocument(SourceFile(name: "variant", bytes: bytes))
    if let problem = firstProblem(document) {
      Issue.record("\(problem): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
    // Text and places inside strings are worked out when asked for: ask for all.
    visit(document.root) { node in
      guard let string = node.string else { return }
      let count = string.text.utf8.count
      for range in [string.contentRange, string.range(of: count / 2..<count)] where !node.range.contains(range) {
        Issue.record("\(range) leaves the string at \(node.range)")
      }
    }
  }

  private func visit(_ node: JSONNode, _ body: (JSONNode) -> Void) {
    body(node)
    for element in node.elements { visit(element, body) }
    for member in node.members {
      visit(member.name, body)
      visit(member.value, body)
    }
  }

  private func memberRanges(_ node: JSONNode) -> [Range<Int>] {
    node.elements.flatMap { [$0.range.start..<$0.range.end] + memberRanges($0) }
      + node.members.flatMap { [$0.range.start..<$0.range.end] + memberRanges($0.value) }
  }
}
