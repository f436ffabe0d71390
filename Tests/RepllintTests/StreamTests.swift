import Foundation
import RepllintTestSupport
import Testing

/// `check --stream`: a line of documents in, a line with their verdict out.
@Suite struct StreamTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private static let trust =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backbeat"},"Action":"sts:AssumeRole"}]}"#
  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObjectVersion","s3:GetObjectVersionAcl"],"Resource":["arn:aws:s3:::orders/*"]},{"Effect":"Allow","Action":["s3:ListBucket","s3:GetReplicationConfiguration"],"Resource":["arn:aws:s3:::orders"]},{"Effect":"Allow","Action":["s3:ReplicateObject","s3:ReplicateDelete"],"Resource":"arn:aws:s3:::orders-copy/*"}]}"#
  private static let configuration =
    #"{"Role":"arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target","Rules":[{"Prefix":"","Status":"Enabled","Destination":{"Bucket":"arn:aws:s3:::orders-copy"}}]}"#

  private static func line(_ id: String, _ documents: [(String, String)], more: String = "") -> String {
    let documents = documents.map { #"{"name":"\#($0)","json":\#($1)}"# }.joined(separator: ",")
    return #"{"id":\#(id),"documents":[\#(documents)]\#(more)}"#
  }

  private static func setup(
    _ id: String, trust: String = trust, policy: String = policy, configuration: String = configuration,
    more: String = ""
  ) -> String {
    line(
      id, [("trust.json", trust), ("policy.json", policy), ("replication.json", configuration)],
      more:
        #","setup":{"replication":"replication.json","source":{"bucket":"orders","trust":"trust.json","permissions":["policy.json"]},"target":{"trust":"trust.json","permissions":["policy.json"]}}\#(more)"#
    )
  }

  /// The answers to `lines`, one a line.
  private func answers(_ lines: [String], _ options: String...) throws -> (lines: [Substring], status: Int32) {
    try bench.write(lines.joined(separator: "\n"), to: "in.jsonl")
    let run = try bench.launch(["check", "--stream"] + options + ["in.jsonl"])
    #expect(run.error.isEmpty, "\(run.error)")
    return (run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast(), run.status)
  }

  private func brief(_ line: String) throws -> Substring { try answers([line], "--brief").lines[0] }

  @Test func eachLineGetsAVerdict() throws {
    let denied = Self.policy.replacing("s3:GetObjectVersion\"", with: "s3:GetObject\"")
    let fancy = Self.policy.replacing(
      #""Effect":"Allow","Action":["s3:Rep"#,
      with: #""Condition":{"StringEquals":{"aws:userid":"x"}},"Effect":"Allow","Action":["s3:Rep"#)
    let lines = [
      Self.setup("1"), Self.setup("2", policy: denied), Self.setup("3", policy: fancy),
      Self.setup("4", configuration: Self.configuration.replacing("Enabled", with: "enabled")),
      #"{"id":5,"document":\#(Self.trust)}"#, #"{"id":6,"document":{"Rules":1}}"#, Self.configuration, "{",
    ]
    let (answers, status) = try answers(lines, "--brief")
    let verdicts = answers.map { line in line.split(separator: "\"").drop { $0 != "verdict" }.dropFirst(2).first ?? "" }
    #expect(
      verdicts == ["replicates", "fails", "unknown", "refused", "clean", "findings", "clean", "invalid"], "\(answers)")
    #expect(status == 2)
  }

  @Test func setupOfALineDecidesWhichRoleHasWhichPolicy() throws {
    func policy(_ statements: String) -> String { #"{"Version":"2012-10-17","Statement":[\#(statements)]}"# }
    let source = policy(
      #"{"Effect":"Allow","Action":["s3:GetObjectVersion","s3:GetReplicationConfiguration"],"Resource":"arn:aws:s3:::orders*"}"#
    )
    let target = policy(
      #"{"Effect":"Allow","Action":"s3:ReplicateObject","Resource":"arn:aws:s3:::orders*"}"#)
    let both = policy(
      #"{"Effect":"Allow","Action":["s3:Get*","s3:ReplicateObject"],"Resource":"arn:aws:s3:::orders*"}"#)
    let documents = [("trust.json", Self.trust), ("replication.json", Self.configuration)]
    func verdict(_ first: String, _ second: String) throws -> Substring {
      let site = #""trust":"trust.json","permissions""#
      return try brief(
        Self.line(
          "1", documents + [("a.json", first), ("b.json", second)],
          more:
            #","setup":{"replication":"replication.json","source":{"bucket":"orders",\#(site):["a.json"]},"target":{\#(site):["b.json"]}}"#
        ))
    }
    #expect(try verdict(both, target).contains(#""verdict":"replicates""#))
    #expect(try verdict(target, both).contains(#""verdict":"fails""#))
    #expect(try verdict(both, source).contains(#""verdict":"fails""#))
  }

  @Test func statusIsThatOfTheWorstLine() throws {
    let wrong = Self.configuration.replacing("Enabled", with: "enabled")
    #expect(try answers([Self.setup("1")]).status == 0)
    #expect(try answers([Self.setup("1"), wrong, Self.setup("2")]).status == 1)
    #expect(try answers([wrong, "no", Self.setup("2")]).status == 2)
    #expect(try answers([wrong], "--fail-on", "never").status == 0)
    #expect(try answers([]).status == 0)
  }

  @Test(arguments: [
    "12345678901234567890123", "1e999", "-0", "\"a\\u0000\\ud800\"", "[1, {\"a\": null}]", "{\"a\\u0000\":[]}", "true",
    "\"\\\"é\"",
  ])
  func idsComeBackAsTheyWereSent(id: String) throws {
    let answer = try brief(#"{"id":\#(id),"document":\#(Self.trust)}"#)
    #expect(answer == #"{"id":\#(id),"verdict":"clean","errors":0,"warnings":0,"notes":0}"#)
  }

  @Test func idsPrintNothingThatATerminalObeys() throws {
    let answer = try brief("{\"id\":\"a\u{202E}\u{9B}\",\"document\":\(Self.trust)}")
    #expect(answer.hasPrefix(#"{"id":"a\u202E\u009B","#), "\(answer)")
    let spaced = try brief("{\"id\":[1,\r\t2],\"document\":\(Self.trust)}")
    #expect(spaced.hasPrefix(#"{"id":[1,  2],"#), "\(spaced)")
  }

  @Test(arguments: [
    ("", "the line is empty"), (" \t\r", "the line is empty"),
    ("x", "invalid JSON: `x` is not a value of JSON at byte 1"),
    ("[]", "the line is not a JSON object"),
    (#"{"id":3}"#, "the line has neither `documents` nor a `document`"),
    (#"{"document":{},"documents":[]}"#, "the line has both `documents` and a `document`"),
    (#"{"documents":[]}"#, "`documents` is empty"),
    (#"{"documents":{}}"#, "`documents` is not a list"),
    (#"{"documents":[1]}"#, "an entry of `documents` is not an object"),
    (#"{"documents":[{"json":{}}]}"#, "an entry of `documents` has no `name`"),
    (#"{"documents":[{"name":"a"}]}"#, "`a` needs either `text` or `json`"),
    (#"{"documents":[{"name":"a","text":"","json":1}]}"#, "`a` needs either `text` or `json`"),
    (#"{"documents":[{"name":"a","text":{}}]}"#, "the `text` of `a` is not a string"),
    (#"{"documents":[{"name":"a","json":1},{"name":"a","json":1}]}"#, "two documents have the name `a`"),
    (#"{"documents":[{"name":"a","jso":1}]}"#, "`jso` is not a key of an entry of `documents`; did you mean `json`?"),
    (#"{"dokument":{},"id":1,"id":2}"#, "`dokument` is not a key of the line; did you mean `document`?"),
    (#"{"document":{},"id":1,"id":2}"#, "`id` appears twice in the line"),
    (
      #"{"document":{},"server":{"version":"9.5.x"}}"#,
      "invalid version `9.5.x`; write MAJOR.MINOR or MAJOR.MINOR.PATCH, such as `9.5.2` (/server/version)"
    ),
    (
      #"{"document":{},"setup":{"replication":"b.json"}}"#,
      "`setup` names `b.json`, which is none of the documents"
    ),
  ])
  func whatCannotBeCheckedIsInvalid(line: String, reason: String) throws {
    let (answers, status) = try answers([line, Self.setup("1")], "--brief")
    let answer = try object(answers[0])
    #expect(answer["verdict"] as? String == "invalid")
    #expect(answer["error"] as? String == reason)
    #expect(answers.count == 2 && answers[1].contains(#""id":1,"verdict":"replicates""#))
    #expect(status == 2)
  }

  @Test func invalidLinesKeepTheirId() throws {
    #expect(
      try brief(#"{"id":"a","documents":[]}"#) == #"{"id":"a","verdict":"invalid","error":"`documents` is empty"}"#)
  }

  @Test func textAndValueAreTheSameDocument() throws {
    let text = Self.configuration.replacing("\"", with: "\\\"").replacing("Enabled", with: "enabled")
    let lines = [
      #"{"document":"\#(text)"}"#, #"{"documents":[{"name":"document.json","text":"\#(text)"}]}"#,
      Self.configuration.replacing("Enabled", with: "enabled"),
    ]
    let answers = try answers(lines).lines
    #expect(answers[0].contains("status-invalid"))
    #expect(answers.count == 3 && Set(answers).count == 1)
  }

  @Test func answersHoldTheReportOfCheck() throws {
    try bench.write(Self.configuration.replacing("Enabled", with: "enabled"), to: "r.json")
    let report = try bench.run("--format", "json", "r.json").output
    var wanted = try object(Substring(report))
    wanted["tool"] = nil
    let line = Self.line("1", [("r.json", Self.configuration.replacing("Enabled", with: "enabled"))])
    let given = try #require(try object(try answers([line]).lines[0])["report"] as? [String: Any])
    #expect(given as NSDictionary == wanted as NSDictionary)
  }

  private func object(_ text: Substring) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }

  @Test func serverOfALineGoesBehindTheCommandLineAndBeforeTheConfiguration() throws {
    try bench.write(#"{"server":{"version":"9.5.1"}}"#, to: "c.json")
    let lines = [Self.setup("1"), Self.setup("2", more: #","server":{"version":"9.5.2"}"#)]
    func isAssumed(_ options: String...) throws -> [Bool] {
      try bench.write(lines.joined(separator: "\n"), to: "in.jsonl")
      return try bench.launch(["check", "--stream"] + options + ["in.jsonl"]).output
        .split(separator: "\n").map { $0.contains(#""id":"server-version""#) }
    }
    let assumed = try isAssumed()
    #expect(assumed == [true, false] || assumed == [false, false])
    #expect(try isAssumed("--config", "c.json") == [false, false])
  }

  @Test func orderIsKeptForEveryNumberOfThreads() throws {
    let count = Effort.count(quick: 100, usual: 400)
    let lines = (0..<count).map { number in
      switch number % 4 {
      case 0: Self.setup("\(number)")
      case 1: #"{"id":\#(number),"document":\#(Self.trust)}"#
      case 2: #"{"id":\#(number),"documents":[]}"#
      default: Self.setup("\(number)", configuration: Self.configuration.replacing("\"\",", with: "\"a/*\","))
      }
    }
    let one = try answers(lines, "--jobs", "1").lines
    for (number, line) in one.enumerated() { #expect(line.hasPrefix(#"{"id":\#(number),"#)) }
    #expect(one.count == count)
    #expect(try answers(lines, "--jobs", "5").lines == one)
  }

  @Test func standardInputIsReadWithoutAFileOrWithADash() throws {
    for more in ["", " -"] {
      let run = try bench.shell("echo '{\"id\":1,\"documents\":[]}' | \"$TOOL\" check --stream\(more)")
      #expect(run.output.hasPrefix(#"{"id":1,"verdict":"invalid""#))
    }
  }

  @Test func lineIsAnsweredBeforeTheNextIsSent() throws {
    let script = """
      mkfifo in out; "$TOOL" check --stream --brief < in > out & exec 3> in 4< out
      for id in 1 2 3; do echo "{\\"id\\":$id,\\"documents\\":[]}" >&3; read -r line <&4; echo "$line"; done
      exec 3>&-; wait
      """
    let run = try bench.shell("timeout 60 sh -c '\(script.replacing("'", with: "'\\''"))'")
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.split(separator: "\n").count == 3)
  }

  @Test func readerThatGoesAwayEndsTheStream() throws {
    let line = Self.setup("1")
    try bench.write(line + "\n", to: "line")
    let run = try bench.shell(
      "timeout 60 sh -c 'yes \"$(cat line)\" | \"$TOOL\" check --stream --jobs 1 | head -n 2 | wc -l'")
    #expect(run.output.trimmingCharacters(in: .whitespaces) == "2\n")
    #expect(run.error.isEmpty, "\(run.error)")
  }

  @Test func lineBeyondTheLimitIsInvalidAndTheNextIsRead() throws {
    let run = try bench.shell(
      #"(printf '{"id":1,"x":"'; head -c 67108864 /dev/zero | tr '\0' a; printf '"}\n{"documents":[]}\n') | "$TOOL" check --stream"#
    )
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first == #"{"id":null,"verdict":"invalid","error":"the line is longer than 67108864 bytes"}"#)
    #expect(lines.last?.contains("is empty") == true)
    #expect(run.status == 2)
  }

  @Test(arguments: [
    ["--brief"], ["--stream", "--fix"], ["--stream", "--format", "json"], ["--stream", "a", "b"],
    ["--stream", "--output", "x"], ["--stream", "--baseline", "x"], ["--stream", "--kind", "role"],
  ])
  func optionsThatMeanNothingHereAreRefused(options: [String]) throws {
    let run = try bench.launch(["check"] + options)
    #expect(run.status == 2)
    #expect(run.error.contains("--stream"))
  }

  @Test func whatCannotBeReadIsTrouble() throws {
    for (path, reason) in [("none", "No such file"), (".", "Is a directory")] {
      let run = try bench.run("check", "--stream", path)
      #expect(run.status == 2)
      #expect(run.error.contains(reason), "\(run.error)")
    }
    try bench.write(#"{"server":{"version":"x"}}"#, to: "c.json")
    let run = try bench.run("check", "--stream", "--config", "c.json")
    #expect(run.status == 2)
    #expect(run.error.hasPrefix("repllint: c.json:1: invalid version"), "\(run.error)")
  }
}
