import Foundation
import Testing

@testable import repllint

/// The server of the Model Context Protocol, message by message. `Tests/Agents/run` tries it with the client of the
/// Python SDK.
@Suite struct ContextServerTests {
  private static let stateless: [String: any Sendable] = [
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": [String: String](),
  ]

  /// The result of a request, or its error.
  private func ask(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    let message: [String: Any] = ["jsonrpc": "2.0", "id": 7, "method": method, "params": parameters]
    let bytes = try #require(ContextServer().answer([UInt8](try JSONSerialization.data(withJSONObject: message))))
    #expect(!bytes.contains(0x0A), "a message is one line")
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(answer["id"] as? Int == 7)
    return try #require(answer["result"] as? [String: Any] ?? answer["error"] as? [String: Any])
  }

  /// The text that a tool answers.
  private func call(_ tool: String, _ arguments: [String: Any]) throws -> (text: String, isError: Bool) {
    let result = try ask("tools/call", ["name": tool, "arguments": arguments])
    let content = try #require(result["content"] as? [[String: Any]])
    return (content.first?["text"] as? String ?? "", try #require(result["isError"] as? Bool))
  }

  @Test(arguments: [
    ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
    ("2025-11-25", "2025-11-25"), ("1999-01-01", "2025-11-25"), (nil, "2025-11-25"),
  ])
  func initializeAnswersTheRequestedVersionWhereSupported(_ requested: String?, _ answered: String) throws {
    let result = try ask("initialize", requested.map { ["protocolVersion": $0] } ?? [:])
    #expect(result["protocolVersion"] as? String == answered)
    #expect((result["serverInfo"] as? [String: String])?["name"] == "repllint")
  }

  @Test func statelessRequestsGetWhatTheirRevisionWants() throws {
    let discovered = try ask("server/discover", ["_meta": Self.stateless])
    #expect((discovered["supportedVersions"] as? [String])?.first == "2026-07-28")
    let list = try ask("tools/list", ["_meta": Self.stateless])
    #expect(list["resultType"] as? String == "complete")
    #expect(list["ttlMs"] as? Int != nil && list["cacheScope"] as? String == "public")
    #expect(try ask("tools/list")["resultType"] == nil)
  }

  @Test func unsupportedVersionIsRefusedWithTheSupportedOnes() throws {
    let error = try ask("tools/list", ["_meta": ["io.modelcontextprotocol/protocolVersion": "2031-01-01"]])
    #expect(error["code"] as? Int == -32022)
    let data = try #require(error["data"] as? [String: Any])
    #expect(data["requested"] as? String == "2031-01-01")
    #expect((data["supported"] as? [String])?.contains("2026-07-28") == true)
  }

  @Test(arguments: [
    ("", -32700), ("[1", -32700), ("nothing", -32700), ("{\"id\": 1", -32700), ("[]", -32600), ("1", -32600),
    ("{}", -32600), (#"{"method": 1}"#, -32600), (#"{"id": null, "method": "ping"}"#, -32600),
    (#"{"id": 1.5, "method": "ping"}"#, -32600), (#"{"id": [1], "method": "ping"}"#, -32600),
  ])
  func textThatIsNoMessageIsAnErrorWithoutID(_ text: String, _ code: Int) throws {
    let bytes = try #require(ContextServer().answer(Array(text.utf8)))
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect((answer["error"] as? [String: Any])?["code"] as? Int == code)
    #expect(answer["id"] is NSNull)
  }

  @Test(arguments: [#"{"id": 7, "method": null}"#, #"{"id": 7}"#])
  func requestWithoutMethodIsAnErrorWithItsID(_ text: String) throws {
    let bytes = try #require(ContextServer().answer(Array(text.utf8)))
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect((answer["error"] as? [String: Any])?["code"] as? Int == -32600)
    #expect(answer["id"] as? Int == 7)
  }

  @Test func notificationsAndAnswersGetNoAnswer() {
    #expect(ContextServer().answer(Array(#"{"method": "notifications/initialized"}"#.utf8)) == nil)
    #expect(ContextServer().answer(Array(#"{"id": 3, "result": {}}"#.utf8)) == nil)
    // What a client answers to a message that it could not read.
    #expect(ContextServer().answer(Array(#"{"id": null, "error": {"code": -32700}}"#.utf8)) == nil)
  }

  @Test func unknownMethodsAndToolsAreErrorsOfTheProtocol() throws {
    #expect(try ask("resources/list")["code"] as? Int == -32601)
    #expect(try ask("tools/call", ["name": "fix"])["code"] as? Int == -32602)
    #expect(try ask("ping").isEmpty)
  }

  @Test(arguments: [
    ("check", #"{}"#, "either `paths` or `documents` are needed"),
    ("check", #"{"paths": []}"#, "`paths` is not a list of strings"),
    ("check", #"{"paths": ["a", 1]}"#, "`paths` is not a list of strings"),
    ("check", #"{"paths": ["-"]}"#, "`-`: standard input is in use"),
    (
      "check", #"{"paths": ["a"], "documents": [{"name": "a", "text": ""}]}"#,
      "either `paths` or `documents` are needed"
    ),
    (
      "check", #"{"documents": [{"name": "a"}]}"#,
      "`documents` is not a list of objects, each with a unique name and its text"
    ),
    (
      "check", #"{"documents": [{"name": "a", "text": ""}, {"name": "a", "text": ""}]}"#,
      "`documents` is not a list of objects, each with a unique name and its text"
    ),
    ("check", #"{"paths": ["a"], "strict": "yes"}"#, "`strict` is neither true nor false"),
    ("check", #"{"paths": ["a"], "serverVersion": "new"}"#, "`serverVersion` is not a version such as 9.5.2"),
    ("explain", #"{}"#, "explain needs the argument `words`"),
    ("explain", #"[]"#, "the arguments are not an object"),
    ("trace", #"{"paths": ["a"], "key": ""}"#, "`key` is empty"),
    ("trace", #"{"paths": ["a"], "key": 1}"#, "`key` is not a string"),
    ("trace", #"{"paths": ["a"], "key": "a\u0000"}"#, "`key` contains a null character"),
    ("trace", #"{"paths": ["a"], "key": "k", "size": -1}"#, "`size` is not a non-negative integer"),
    (
      "diff", #"{"old": "a", "new": "b", "serverVersion": "9.5.1..9.5.2..9.5.3"}"#,
      "`serverVersion` is not MAJOR.MINOR or MAJOR.MINOR.PATCH, or two of them as 9.5.1..9.5.2"
    ),
    ("diff", #"{"old": "nowhere-at-all", "new": "b"}"#, "nowhere-at-all: No such file or directory"),
  ])
  func impossibleCallsReportTheReason(_ tool: String, _ arguments: String, _ reason: String) throws {
    let message = #"{"id": 7, "method": "tools/call", "params": {"name": "\#(tool)", "arguments": \#(arguments)}}"#
    let bytes = try #require(ContextServer().answer(Array(message.utf8)))
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let result = try #require(answer["result"] as? [String: Any])
    #expect(result["isError"] as? Bool == true)
    #expect((result["content"] as? [[String: Any]])?.first?["text"] as? String == reason + "\n")
  }

  @Test func operationsThatDoNotExistAreNamedWithThoseThatDo() throws {
    let result = try call("trace", ["paths": ["a"], "key": "k", "operation": "copy"])
    #expect(result.isError && result.text.hasPrefix("`operation` is none of `put`, "))
  }

  @Test func documentsAsTextAreCheckedWithoutAFile() throws {
    let result = try call("check", ["documents": [["name": "r.json", "text": Sample.fixable]]])
    #expect(!result.isError && result.text.contains("error[status-invalid]") && result.text.contains("r.json:4:"))
  }

  @Test func aBaselineOfTheConfigurationCountsAsItDoesForCheck() throws {
    let bench = try Workbench()
    try bench.write(Sample.bad, to: "replication.json")
    try bench.write(#"{"baseline": "accepted.json"}"#, to: ".repllint.json")
    _ = try bench.run("check", "--write-baseline", "accepted.json")
    #expect(try bench.run("check").status == 0)
    #expect(try call("check", ["paths": [bench.folder.path]]).text.contains("accepted"))
  }
}
