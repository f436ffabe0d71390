import JSONSource
import ReplicationLint
import Testing

/// Reading `.repllint.json`.
struct ConfigurationFileTests {
  private static func read(_ text: String) -> ConfigurationFile {
    ConfigurationFile(SourceFile(name: ".repllint.json", text: text))
  }

  @Test(arguments: ["arn:aws:s3:::orders-copy", "arn:aws:s3:::orders-copy/*", "s3://orders-copy/"])
  func bucketIsAName(_ bucket: String) {
    let file = Self.read(#"{"setups": [{"target": {"bucket": "\#(bucket)"}}]}"#)
    #expect(file.problems.map(\.message) == ["`bucket` is a name, not `\(bucket)`"])
    #expect(file.problems.map(\.help) == ["write `orders-copy`"])
    #expect(file.configuration.setups.map(\.target.bucket) == ["orders-copy"])
  }

  @Test func helpForFileThatIsNotJSONIsAboutConfigurations() {
    #expect(Self.read("").problems.map(\.help) == ["write `{}`, or delete the file"])
    #expect(Self.read("\u{FEFF}{}").problems.map(\.help) == ["save the file as UTF-8 without a byte order mark"])
    #expect(Self.read("{\"a\": \u{201C}x\u{201D}}").problems.count == 1)
  }

  @Test func everyKeyIsRead() {
    let file = Self.read(
      """
      {
        "$schema": "x.json",
        "server": {
          "version": "9.5.2",
          "endpoints": [ { "site": "zenko", "default": true }, { "site": "us-east-2", "type": "aws_s3" } ],
          "coldLocations": [ "tape" ],
          "replicationV2": true,
          "internalPort": true,
          "roleAuthentication": true,
          "request": { "sourceIp": "10.0.0.5", "secureTransport": false, "userAgent": "node",
                       "time": "2030-01-01T00:00:00Z" }
        },
        "setups": [ {
          "name": "orders",
          "replication": "r.json",
          "source": { "bucket": "s", "role": "arn:aws:iam::1:role/x", "trust": "t.json", "permissions": [ "p.json" ],
                      "versioning": "v.json", "bucketPolicy": "b.json", "owner": "410293857164" },
          "target": { "role": "role.json", "bucketPolicy": false }
        }, {} ],
        "rules": { "role-count": "warning", "json-syntax": "off" },
        "ignore": [ { "rule": "role-count", "path": "a/*.json", "pointer": "/Rules/0", "reason": "known" } ],
        "failOn": "note"
      }
      """)
    #expect(file.problems.isEmpty)
    let configuration = file.configuration
    var server = ServerProfile(
      version: ServerVersion(9, 5, 2),
      endpoints: [.init(site: "zenko", isDefault: true), .init(site: "us-east-2", type: "aws_s3")],
      coldLocations: ["tape"], replicationV2: true,
      request: RequestFacts(
        sourceIP: "10.0.0.5", secureTransport: false, userAgent: "node", time: 1_893_456_000_000),
      internalPort: true)
    server.roleAuthentication = true
    #expect(configuration.server == server)
    #expect(
      configuration.setups == [
        .init(
          name: "orders", replication: "r.json",
          source: .init(
            bucket: "s", roleARN: "arn:aws:iam::1:role/x", trust: "t.json", permissions: ["p.json"],
            versioning: "v.json", bucketPolicy: "b.json", owner: "410293857164"),
          target: .init(role: "role.json", hasNoBucketPolicy: true)),
        .init(name: "setup 2", replication: nil, source: .init(), target: .init()),
      ])
    #expect(configuration.levels == ["role-count": .warning, "json-syntax": .off])
    #expect(configuration.suppressions.map(\.rule) == ["role-count"])
    #expect(configuration.suppressions.first?.path == "a/*.json")
    #expect(configuration.suppressions.first?.pointer == JSONPointer(["Rules", "0"]))
    #expect(configuration.suppressions.first?.reason == "known")
    #expect(configuration.suppressionFile?.name == ".repllint.json")
    #expect(file.failOn == .note)
    #expect(file.paths.map(\.path).sorted() == ["b.json", "p.json", "r.json", "role.json", "t.json", "v.json"])
  }

  @Test func emptyObjectSetsNothing() {
    let file = Self.read("{}")
    #expect(file.problems.isEmpty)
    #expect(file.failOn == nil)
    #expect(file.configuration.server == ServerProfile())
  }

  /// What is wrong, the text it is at, and the help.
  @Test(
    arguments: [
      (#"{"serer": {}}"#, "`serer` is not a key of the configuration", #""serer""#, "did you mean `server`?"),
      (
        #"{"server": {"version": "9"}}"#, "invalid version `9`", #""9""#,
        "write MAJOR.MINOR or MAJOR.MINOR.PATCH, such as `9.5.2`"
      ),
      (#"{"server": {"version": 9}}"#, "`version` must be a string, not a number", "9", nil),
      (
        #"{"setups": [{"name": "a", "replication": "r.json", "source": {"bucketPolicy": true}}]}"#,
        "`bucketPolicy` must be a path or `false`, not `true`", "true", nil
      ),
      (#"{"server": []}"#, "`server` must be an object, not a list", "[]", nil),
      (#"[]"#, "the configuration must be an object, not a list", "[]", nil),
      (
        #"{"server": {"request": {"sourceIP": "x"}}}"#, "`sourceIP` is not a key of `request`", #""sourceIP""#,
        "did you mean `sourceIp`?"
      ),
      (
        #"{"server": {"endpoints": [{"type": "x"}]}}"#, "the endpoint has no `site`", #"{"type": "x"}"#,
        "add the name that `StorageClass` uses"
      ),
      (
        #"{"rules": {"role-cuont": "off"}}"#, "no rule is named `role-cuont`", #""role-cuont""#,
        "did you mean `role-count`?"
      ),
      (
        #"{"rules": {"role-count": "offf"}}"#, "the level of a rule cannot be `offf`", #""offf""#, "did you mean `off`?"
      ),
      (#"{"ignore": [{"rule": "zzz"}]}"#, "no rule is named `zzz`", #""zzz""#, "`repllint rules` lists them"),
      (#"{"ignore": [{}]}"#, "this `ignore` entry names no `rule`", "{}", "add the rule whose findings are accepted"),
      (
        #"{"ignore": [{"rule": "role-count", "pointer": "Rules"}]}"#, "`Rules` is not a JSON Pointer", #""Rules""#,
        "write the path from the top, such as `/Statement/0`; `~` is written `~0` and `/` in a name `~1`"
      ),
      (#"{"failOn": "errors"}"#, "`failOn` cannot be `errors`", #""errors""#, "did you mean `error`?"),
      (
        #"{"failOn": "x"}"#, "`failOn` cannot be `x`", #""x""#,
        "use one of `error`, `warning`, `note`, `never`, `unknown`"
      ),
      (#"{"setups": [{"replication": ""}]}"#, "`replication` is empty", #""""#, nil),
      (#"{"setups": [{"replication": "a\u0000b"}]}"#, "`replication` is not a path", #""a\u0000b""#, nil),
      (
        #"{"setups": [{"name": "a"}, {"name": "a"}]}"#, "two setups have the name `a`", #""a""#,
        "give each its own `name`"
      ),
      (#"{"rules": {}, "rules": {}}"#, "`rules` appears twice in this object", #""rules""#, "keep one of them"),
      (#"{"rules": {},}"#, "nothing follows this comma", ",", nil),
    ] as [(String, String, String, String?)])
  func mistakeIsReportedAtItsLocation(text: String, message: String, place: String, help: String?) throws {
    let file = Self.read(text)
    let problem = try #require(file.problems.first)
    #expect(file.problems.count == 1)
    #expect(problem.message == message)
    #expect(file.source.text(in: problem.range) == place)
    #expect(problem.help == help)
    #expect(problem.severity == .error)
    #expect(problem.path == ".repllint.json")
  }

  @Test func whatIsWrongCountsNothingAndTheRestDoes() {
    let file = Self.read(
      #"{"server": {"version": "x", "endpoints": [{"site": "a"}, {}]}, "rules": {"role-count": "off", "x": "off"}}"#)
    #expect(file.problems.count == 3)
    #expect(file.configuration.server == ServerProfile())
    #expect(file.configuration.levels == ["role-count": .off])
  }

  @Test func anIgnoreEntryWithAMistakeAcceptsNothing() {
    let file = Self.read(#"{"ignore": [{"rule": "role-count", "pointer": 5}, {"rule": "role-count", "paht": "x"}]}"#)
    #expect(file.problems.count == 2)
    #expect(file.configuration.suppressions.isEmpty)
  }

  @Test(arguments: FailOn.allCases) func failOnComparesSeverities(failOn: FailOn) {
    let reached = Severity.allCases.filter { failOn.isReached(by: $0) }
    let expected: [FailOn: [Severity]] = [
      .error: [.error], .warning: [.warning, .error], .note: [.note, .warning, .error], .never: [],
      .unknown: [.error],
    ]
    #expect(reached == expected[failOn])
  }

  @Test func noBytesCrashTheReader() {
    let text = Array(
      #"{"server": {"endpoints": [{"site": "a"}]}, "ignore": [{"rule": "role-count"}], "failOn": "note"}"#.utf8)
    for index in text.indices {
      for byte in [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "5"), 0xFF, 0x00] {
        var changed = text
        changed[index] = byte
        let file = ConfigurationFile(SourceFile(name: "c", bytes: changed))
        #expect(file.problems.allSatisfy { $0.range.end <= changed.count })
      }
      #expect(!ConfigurationFile(SourceFile(name: "c", bytes: Array(text[..<index]))).problems.isEmpty)
    }
  }
}
