import JSONSource
import Testing

@testable import ReplicationLint

/// Lines of a stream as requests.
@Suite struct StreamRequestTests {
  private func reason(_ line: String) -> String? {
    guard case .error(let reason) = StreamRequest(Array(line.utf8)).content else { return nil }
    return reason
  }

  private func documents(_ line: String) -> [Input]? {
    guard case .documents(let inputs, _) = StreamRequest(Array(line.utf8)).content else { return nil }
    return inputs
  }

  @Test func documentAloneIsTheLine() {
    let line = #"{"Version": "2012-10-17", "Statement": []}"#
    let inputs = documents(line)
    #expect(inputs?.map(\.source.name) == ["document.json"])
    #expect(inputs?.first?.source.bytes == Array(line.utf8))
    #expect(StreamRequest(Array(line.utf8)).id == Array("null".utf8))
  }

  @Test func documentsComeAsTextOrAsJSON() {
    let inputs = documents(#"{"id":[1],"documents":[{"name":"a","text":"{\"b\":1}"},{"name":"c","json":{"d":2}}]}"#)
    #expect(inputs?.map(\.source.name) == ["a", "c"])
    #expect(inputs?.map { String(decoding: $0.source.bytes, as: UTF8.self) } == [#"{"b":1}"#, #"{"d":2}"#])
    #expect(documents(#"{"document":"{}"}"#)?.first?.source.bytes == Array("{}".utf8))
    #expect(documents(#"{"document":{"e":3}}"#)?.first?.source.bytes == Array(#"{"e":3}"#.utf8))
  }

  @Test func factsOfALineAreRead() {
    let line = #"""
      {"documents":[{"name":"r","json":{}}],"server":{"version":"9.5.2"},"setup":{"replication":"r"}}
      """#
    guard case .documents(_, let facts) = StreamRequest(Array(line.utf8)).content else {
      Issue.record("\(reason(line) ?? "")")
      return
    }
    #expect(facts.server?.version == ServerVersion(9, 5, 2))
    #expect(facts.setup?.replication == "r")
  }

  @Test(arguments: [
    ("", "the line is empty"), ("\t \r", "the line is empty"), ("[]", "the line is not a JSON object"),
    (#"{"documents":1}"#, "`documents` is not a list"), (#"{"documents":[]}"#, "`documents` is empty"),
    (#"{"documents":[1]}"#, "an entry of `documents` is not an object"),
    (#"{"documents":[{"text":""}]}"#, "an entry of `documents` has no `name`"),
    (#"{"documents":[{"name":"","text":""}]}"#, "an entry of `documents` has no `name`"),
    (#"{"documents":[{"name":"\u0000","text":""}]}"#, "an entry of `documents` has no `name`"),
    (#"{"documents":[{"name":"a"}]}"#, "`a` needs either `text` or `json`"),
    (#"{"documents":[{"name":"a","text":"","json":1}]}"#, "`a` needs either `text` or `json`"),
    (#"{"documents":[{"name":"a","text":1}]}"#, "the `text` of `a` is not a string"),
    (#"{"documents":[{"name":"a","json":1},{"name":"a","json":1}]}"#, "two documents have the name `a`"),
    (#"{"id":1}"#, "the line has neither `documents` nor a `document`"),
    (#"{"documents":[{"name":"a","json":1}],"document":{}}"#, "the line has both `documents` and a `document`"),
    (#"{"document":{},"document":{}}"#, "`document` appears twice in the line"),
    (#"{"document":{},"sever":{}}"#, "`sever` is not a key of the line; did you mean `server`?"),
    (#"{"document":{},"setup":{"replication":"b"}}"#, "`setup` names `b`, which is none of the documents"),
  ])
  func lineThatCannotBeCheckedHasAReason(_ line: String, _ expected: String) { #expect(reason(line) == expected) }

  @Test func syntaxErrorHasItsPositionAndTheIDIsUnknown() {
    let line = #"{"id":1,"document":{]}"#
    #expect(reason(line)?.hasPrefix("invalid JSON: ") == true)
    #expect(reason(line)?.hasSuffix(" at byte 21") == true, "\(reason(line) ?? "")")
    #expect(StreamRequest(Array(line.utf8)).id == Array("null".utf8))
  }
}
