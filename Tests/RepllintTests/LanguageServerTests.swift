import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@testable import repllint

/// The language server, message by message.
@Suite struct LanguageServerTests {
  /// A client of a server in this process.
  private final class Client {
    private var server: LanguageServer
    private(set) var messages: [[String: Any]] = []
    private var count = 0
    let bench: Workbench

    init(_ bench: Workbench, encodings: [String] = [], settings: RunSettings = RunSettings()) {
      self.bench = bench
      server = LanguageServer(settings)
      _ = request("initialize", ["capabilities": ["general": ["positionEncodings": encodings]]])
      note("initialized", [:])
    }

    func send(_ text: String) {
      server.receive(Array(text.utf8))
      take()
    }

    private func send(_ message: [String: Any]) {
      let data = (try? JSONSerialization.data(withJSONObject: message)) ?? Data()
      server.receive([UInt8](data))
      take()
    }

    func settle() {
      server.settle()
      take()
    }

    private func take() {
      for content in server.takeOutgoing() {
        messages.append((try? JSONSerialization.jsonObject(with: Data(content)) as? [String: Any]) ?? [:])
      }
    }

    func note(_ method: String, _ parameters: [String: Any]) { send(["method": method, "params": parameters]) }

    func request(_ method: String, _ parameters: [String: Any]) -> Any? {
      count += 1
      send(["id": count, "method": method, "params": parameters])
      let answer = messages.last { $0["id"] as? Int == count }
      return answer?["result"] ?? answer?["error"]
    }

    func uri(_ path: String) -> String { bench.url(path).absoluteString }

    func open(_ path: String, _ text: String, version: Int = 1) {
      let document: [String: Any] = ["uri": uri(path), "languageId": "json", "version": version, "text": text]
      note("textDocument/didOpen", ["textDocument": document])
      settle()
    }

    func change(_ path: String, version: Int, _ changes: [[String: Any]]) {
      note(
        "textDocument/didChange",
        ["textDocument": ["uri": uri(path), "version": version], "contentChanges": changes])
    }

    /// The rules that were last published for a file; nil where nothing was.
    func rules(_ path: String) -> [String]? {
      let all = messages.filter { $0["method"] as? String == "textDocument/publishDiagnostics" }
        .compactMap { $0["params"] as? [String: Any] }
      let last = all.last { $0["uri"] as? String == uri(path) }
      return (last?["diagnostics"] as? [[String: Any]])?.compactMap { $0["code"] as? String }
    }

    func diagnostics(_ path: String) -> [[String: Any]] {
      let all = messages.compactMap { $0["params"] as? [String: Any] }
      return all.last { $0["uri"] as? String == uri(path) }?["diagnostics"] as? [[String: Any]] ?? []
    }

    func place(_ path: String, _ line: Int, _ character: Int) -> [String: Any] {
      ["textDocument": ["uri": uri(path)], "position": ["line": line, "character": character]]
    }
  }

  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private static func range(_ a: (Int, Int), _ b: (Int, Int)) -> [String: Any] {
    ["start": ["line": a.0, "character": a.1], "end": ["line": b.0, "character": b.1]]
  }

  /// The guide's documents on the disk.
  private func guide() throws -> Client {
    try FileManager.default.copyItem(at: Fixtures.url("samples/guide"), to: bench.url("guide"))
    return Client(bench)
  }

  // MARK: Diagnostics

  @Test func findingsArePublishedAsOneTypes() throws {
    let client = Client(bench)
    client.open("r.json", Sample.fixable)
    #expect(client.rules("r.json") == ["status-invalid"])
    client.change("r.json", version: 2, [["range": Self.range((3, 31), (3, 32)), "text": "E"]])
    #expect(client.rules("r.json") == ["status-invalid"])
    client.settle()
    #expect(client.rules("r.json") == [])
    client.change("r.json", version: 3, [["text": Sample.bad]])
    client.settle()
    #expect(client.rules("r.json") == ["role-arn-malformed"])
    client.note("textDocument/didClose", ["textDocument": ["uri": client.uri("r.json")]])
    client.settle()
    #expect(client.rules("r.json") == [])
  }

  @Test func findingHasAllMembers() throws {
    let client = Client(bench)
    client.open("r.json", Sample.fixable, version: 7)
    let finding = try #require(client.diagnostics("r.json").first)
    #expect(finding["source"] as? String == "repllint")
    #expect(finding["severity"] as? Int == 1)
    let page = (finding["codeDescription"] as? [String: Any])?["href"] as? String
    #expect(page?.hasSuffix("Documentation/Rules/status-invalid.md") == true)
    #expect((finding["message"] as? String)?.contains("\nhelp: write `Enabled`") == true)
    let place = try #require(finding["range"] as? NSDictionary)
    #expect(place == Self.range((3, 30), (3, 39)) as NSDictionary, "\(place)")
    #expect(client.messages.last?["params"].flatMap { ($0 as? [String: Any])?["version"] as? Int } == 7)
  }

  @Test func textInTheEditorTakesPrecedenceOverTheFiles() throws {
    let client = try guide()
    let path = "guide/replication-configuration.json"
    let policy = "guide/S3-role-permissions-policy.json"
    client.open(path, try bench.read(path))
    let before = try #require(client.rules(path))
    let text = try bench.read(policy)
    client.open(policy, text.replacing("s3:GetObjectVersion\"", with: "s3:GetObject\""))
    let changed = try #require(client.rules(policy))
    #expect(changed.contains("source-read-missing"), "\(changed)")
    client.change(policy, version: 2, [["text": text]])
    client.settle()
    #expect(client.rules(path) == before)
    #expect(client.rules(policy)?.contains("source-read-missing") == false)
  }

  @Test func otherFilesOfTheSetupAreReportedAndTakenBack() throws {
    let client = try guide()
    let path = "guide/replication-configuration.json"
    let policy = "guide/S3-role-permissions-policy.json"
    try bench.write(bench.read(policy).replacing("s3:ReplicateObject\"", with: "s3:ReplicateObjects\""), to: policy)
    client.open(path, try bench.read(path))
    let rules = try #require(client.rules(policy))
    #expect(!rules.isEmpty)
    let related = client.diagnostics(policy).contains { $0["relatedInformation"] != nil }
    #expect(related)
    try bench.write(bench.read(policy).replacing("s3:ReplicateObjects\"", with: "s3:ReplicateObject\""), to: policy)
    client.note("workspace/didChangeWatchedFiles", ["changes": []])
    client.settle()
    #expect(client.rules(policy) != rules)
    client.note("textDocument/didClose", ["textDocument": ["uri": client.uri(path)]])
    client.settle()
    #expect(client.rules(policy) ?? [] == [])
  }

  @Test func foreignAndExcludedFilesAreLeftAlone() throws {
    let client = Client(bench)
    client.open("package.json", #"{"name": "x", "version": "1"}"#)
    #expect(client.rules("package.json") == [])
    try bench.write(#"{"exclude": ["legacy/"]}"#, to: ".repllint.json")
    try bench.write(Sample.fixable, to: "legacy/deep/r.json")
    client.open("legacy/deep/r.json", Sample.fixable)
    #expect(client.rules("legacy/deep/r.json") == [])
  }

  @Test func configurationIsCheckedAndApplied() throws {
    let client = Client(bench)
    client.open(".repllint.json", #"{"rules": {"status-invalid": "off"}, "failsOn": "error"}"#)
    #expect(client.diagnostics(".repllint.json").count == 1)
    client.open("r.json", Sample.fixable)
    #expect(client.rules("r.json") == [])
    try bench.write("{}", to: ".repllint.json")
    client.note("textDocument/didClose", ["textDocument": ["uri": client.uri(".repllint.json")]])
    client.settle()
    #expect(client.rules("r.json") == ["status-invalid"])
  }

  @Test func missingFileOfAManifestIsShownOnce() throws {
    try bench.write(#"{"setups": [{"replication": "r.json", "source": {"trust": "gone.json"}}]}"#, to: ".repllint.json")
    let client = Client(bench)
    client.open("r.json", Sample.good)
    client.change("r.json", version: 2, [["text": Sample.good + " "]])
    client.settle()
    let shown = client.messages.filter { $0["method"] as? String == "window/showMessage" }
    #expect(shown.count == 1, "\(shown)")
    let text = (shown.first?["params"] as? [String: Any])?["message"] as? String
    #expect(text?.contains("gone.json") == true)
  }

  @Test func textThatIsNoFileIsCheckedAlone() throws {
    let client = Client(bench)
    let document: [String: Any] = ["uri": "untitled:Untitled-1", "version": 1, "text": Sample.fixable]
    client.note("textDocument/didOpen", ["textDocument": document])
    client.settle()
    let last = client.messages.last?["params"] as? [String: Any]
    #expect(last?["uri"] as? String == "untitled:Untitled-1")
    #expect((last?["diagnostics"] as? [Any])?.count == 1)
  }

  @Test func namesOfFilesMayHoldAnything() throws {
    let client = Client(bench)
    let name = "ä #%25?\u{1F600}.json"
    client.open(name, Sample.fixable)
    #expect(client.rules(name) == ["status-invalid"])
    #expect(FileURI.path("file:///a%20b/%C3%A4.json") == "/a b/ä.json")
    #expect(FileURI.path("FILE://localhost/a") == "/a")
    for uri in [
      "file:///a%00", "file:///a%", "file:///a%zz", "file://host/a", "http:///a", "file:///a#b", "file:///%ff",
    ] {
      #expect(FileURI.path(uri) == nil, "\(uri)")
    }
  }

  // MARK: Actions, hover, definition

  @Test func quickFixesAndAllSafeFixesAreOffered() throws {
    let client = Client(bench)
    client.open("r.json", Sample.fixable)
    func actions(_ range: [String: Any], only: [String]?) -> [[String: Any]] {
      var context: [String: Any] = ["diagnostics": []]
      if let only { context["only"] = only }
      let parameters: [String: Any] = [
        "textDocument": ["uri": client.uri("r.json")], "range": range, "context": context,
      ]
      return client.request("textDocument/codeAction", parameters) as? [[String: Any]] ?? []
    }
    let all = actions(Self.range((3, 32), (3, 32)), only: nil)
    #expect(all.map { $0["kind"] as? String } == ["quickfix", "source.fixAll"])
    for action in all {
      let edits = (action["edit"] as? [String: Any])?["changes"] as? [String: [[String: Any]]]
      let edit = try #require(edits?[client.uri("r.json")]?.first)
      #expect((edit["newText"] as? String)?.contains("E") == true)
    }
    #expect(actions(Self.range((0, 0), (0, 0)), only: nil).map { $0["kind"] as? String } == ["source.fixAll"])
    #expect(actions(Self.range((0, 0), (9, 0)), only: ["source"]).map { $0["kind"] as? String } == ["source.fixAll"])
    #expect(actions(Self.range((0, 0), (9, 0)), only: ["quickfix"]).map { $0["kind"] as? String } == ["quickfix"])
    #expect(actions(Self.range((0, 0), (9, 0)), only: ["refactor"]).isEmpty)
    client.change("r.json", version: 2, [["text": Sample.quoted]])
    let unsafe = actions(Self.range((0, 0), (9, 0)), only: nil)
    #expect(unsafe.first?["isPreferred"] as? Bool == false)
    #expect((unsafe.first?["title"] as? String)?.hasSuffix("(review)") == true)
  }

  @Test func allSafeFixesAreThoseOfCheck() throws {
    var count = 0
    for rule in RuleFixture.all where rule.has(.fixed) {
      guard let input = try rule.read(.bad).inputs.first else { continue }
      let name = "\(rule.slug)/\(input.source.name)"
      let text = String(decoding: input.source.bytes, as: UTF8.self)
      let client = Client(bench)
      client.open(name, text)
      let parameters: [String: Any] = [
        "textDocument": ["uri": client.uri(name)], "range": Self.range((0, 0), (0, 0)),
        "context": ["diagnostics": [], "only": ["source.fixAll"]],
      ]
      let actions = client.request("textDocument/codeAction", parameters) as? [[String: Any]] ?? []
      let changes = (actions.first?["edit"] as? [String: Any])?["changes"] as? [String: [[String: Any]]]
      let fixed = FixApplier(linter: Linter()).apply(to: [Input(name: "x.json", text: text)], includeUnsafe: false)
      guard let edit = changes?.values.first?.first else {
        #expect(fixed.isEmpty, "\(rule.slug)")
        continue
      }
      count += 1
      let places = TextPositions(Array(text.utf8), .utf16)
      func offset(_ end: String) throws -> Int {
        let place = try #require((edit["range"] as? [String: [String: Int]])?[end])
        return places.offset(of: .init(line: place["line"] ?? 0, character: place["character"] ?? 0))
      }
      var bytes = places.bytes
      let new = try #require(edit["newText"] as? String)
      bytes.replaceSubrange(try offset("start")..<offset("end"), with: new.utf8)
      #expect(bytes == fixed.first?.fixed, "\(rule.slug)")
    }
    #expect(count > 10)
  }

  @Test func hoverShowsTheMeaningOfAValueAndThePageOfARule() throws {
    let client = try guide()
    let path = "guide/replication-configuration.json"
    let policy = "guide/S3-role-permissions-policy.json"
    client.open(path, try bench.read(path))
    client.open(policy, try bench.read(policy))
    func hover(_ path: String, at words: String) throws -> String {
      let (line, character) = try place(of: words, in: bench.read(path))
      let answer = client.request("textDocument/hover", client.place(path, line, character)) as? [String: Any]
      return (answer?["contents"] as? [String: Any])?["value"] as? String ?? ""
    }
    #expect(try hover(path, at: "arn:aws:iam::668546647514").hasPrefix("The source role"))
    #expect(try hover(path, at: "arn:aws:iam::779657758625").hasPrefix("The target role"))
    #expect(try hover(path, at: "arn:aws:s3:::target-bucket").hasPrefix("The bucket `target-bucket`"))
    #expect(try hover(policy, at: "s3:GetObjectVersion\"").contains("read the object"))
    #expect(try hover(policy, at: "arn:aws:s3:::source-bucket/*").contains("source bucket of the setup"))
    #expect(try hover(path, at: "Rules").isEmpty)
    client.open(path, try bench.read(path).replacing("Enabled", with: "enabled"), version: 2)
    let (line, character) = try place(of: "Enabled", in: bench.read(path))
    let answer = client.request("textDocument/hover", client.place(path, line, character)) as? [String: Any]
    let page = (answer?["contents"] as? [String: Any])?["value"] as? String
    #expect(page?.hasPrefix("# status-invalid") == true)
  }

  @Test func definitionsLeadToStatementsAndTrustPolicies() throws {
    let client = try guide()
    let path = "guide/replication-configuration.json"
    client.open(path, try bench.read(path))
    func definitions(at words: String) throws -> [[String: Any]] {
      let (line, character) = try place(of: words, in: bench.read(path))
      return client.request("textDocument/definition", client.place(path, line, character)) as? [[String: Any]] ?? []
    }
    let roles = try definitions(at: "arn:aws:iam::668546647514")
    #expect(roles.compactMap { $0["uri"] as? String } == [client.uri("guide/backbeat-role-trust-policy.json")])
    let grants = try definitions(at: "arn:aws:s3:::target-bucket")
    #expect(grants.compactMap { $0["uri"] as? String } == [client.uri("guide/S3-role-permissions-policy.json")])
    #expect(try definitions(at: "Rules").isEmpty)
  }

  private func place(of words: String, in text: String) throws -> (line: Int, character: Int) {
    let range = try #require(text.range(of: words))
    let before = text[..<range.lowerBound]
    let line = before.split(separator: "\n", omittingEmptySubsequences: false)
    return (line.count - 1, (line.last?.utf16.count ?? 0) + 1)
  }

  // MARK: Life and trouble

  @Test func lifeOfAServer() {
    var server = LanguageServer(RunSettings())
    func send(_ text: String) -> String {
      server.receive(Array(text.utf8))
      return server.takeOutgoing().map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }
    #expect(send(#"{"id":"a","method":"shutdown"}"#).contains("-32002"))
    #expect(send(#"{"method":"textDocument/didOpen"}"#).isEmpty)
    #expect(send("[").contains(#"{"id":null,"jsonrpc":"2.0","error":{"code":-32700"#))
    #expect(send(#"{"id":1,"method":"initialize"}"#).contains(#""positionEncoding":"utf-16""#))
    #expect(send(#"{"id":1,"method":"initialize"}"#).contains("-32600"))
    #expect(send(#"{"id":2,"method":"textDocument/rename"}"#).contains("-32601"))
    #expect(send(#"{"id":3,"method":"textDocument/hover","params":{}}"#).contains("-32602"))
    #expect(send(#"{"method":"$/cancelRequest","params":{"id":1}}"#).isEmpty)
    #expect(send(#"{"id":"watch","result":null}"#).isEmpty)
    #expect(
      send(#"{"id":9007199254740993,"method":"shutdown"}"#) == #"{"id":9007199254740993,"jsonrpc":"2.0","result":null}"#
    )
    #expect(send(#"{"id":5,"method":"textDocument/hover"}"#).contains("-32600"))
    #expect(server.exitStatus == nil)
    #expect(send(#"{"method":"exit"}"#).isEmpty)
    #expect(server.exitStatus == .clean)
  }

  @Test func hostileMessagesChangeNothing() throws {
    let client = Client(bench)
    client.open("r.json", Sample.fixable)
    let uri = client.uri("r.json")
    for text in [
      "", "null", "1", #"{"method":1}"#, #"{"method":"textDocument/didOpen","params":[]}"#,
      #"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a\u0000","text":""}}}"#,
      #"{"method":"textDocument/didChange","params":{"textDocument":{"uri":"x:"},"contentChanges":[{}]}}"#,
      #"{"method":"textDocument/didChange"}"#, #"{"method":"textDocument/didClose"}"#,
      #"{"id":70,"method":"textDocument/hover","params":{"textDocument":{"uri":"\#(uri)"},"position":{"line":-1,"character":0}}}"#,
      #"{"id":71,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"\#(uri)"},"range":{"start":{"line":99999999999999999999,"character":0}}}}"#,
    ] {
      client.send(text)
      client.settle()
    }
    #expect(client.rules("r.json") == ["status-invalid"])
    let far = ["line": Int.max, "character": Int.max]
    let hover = client.request("textDocument/hover", ["textDocument": ["uri": uri], "position": far])
    #expect(hover is NSNull)
    client.change("r.json", version: 2, [["range": ["start": far, "end": ["line": 0, "character": 0]], "text": " "]])
    client.settle()
    #expect(client.rules("r.json") == ["status-invalid"])
  }

  @Test func programImplementsTheProtocol() throws {
    func frame(_ text: String) -> String { "Content-Length: \(text.utf8.count)\r\n\r\n\(text)" }
    let uri = bench.url("r.json").absoluteString
    let text = Sample.fixable.replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    let input = [
      #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#,
      #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"\#(uri)","text":"\#(text)"}}}"#,
      #"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#, #"{"jsonrpc":"2.0","method":"exit"}"#,
    ].map { frame($0) }.joined()
    let run = try bench.run("lsp", "--stdio", input: input)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.contains("status-invalid"))
    #expect(run.output.hasSuffix(frame(#"{"id":2,"jsonrpc":"2.0","result":null}"#)))
    #expect(try bench.run("lsp", input: frame(#"{"method":"exit"}"#)).status == 1)
    #expect(try bench.run("lsp", input: "").status == 1)
    let broken = try bench.run("lsp", input: "Content-Length: x\r\n\r\n")
    #expect(broken.status == 2)
    #expect(broken.error.hasPrefix("repllint: standard input: a Content-Length that is not a number"))
  }
}
