import RepllintTestSupport
import Testing

/// `repllint check --suggest-repair` as a process.
struct SuggestRepairTests {
  private let bench: Workbench
  private static let files = ["backbeat-role-trust-policy", "S3-role-permissions-policy", "replication-configuration"]

  init() throws {
    bench = try Workbench()
    for name in Self.files {
      try bench.write(
        String(decoding: try Fixtures.bytes("samples/guide/\(name).json"), as: UTF8.self), to: "\(name).json")
    }
  }

  @Test func setupThatReplicatesNeedsNone() throws {
    let run = try bench.run("check", "--suggest-repair", ".")
    #expect(run.status == 0)
    #expect(run.output == "no setup that is known not to replicate\n")
  }

  @Test func nothingIsWritten() throws {
    let before = try Self.files.map { try bench.read("\($0).json") }
    let run = try bench.run("check", "--suggest-repair", "--server-version", "9.5.2", ".")
    #expect(run.status == 1)
    #expect(run.output.contains("replication is proved after 1 edit\n"))
    #expect(try Self.files.map { try bench.read("\($0).json") } == before)
  }

  @Test func denialIsNeverRemoved() throws {
    let policy = try bench.read("S3-role-permissions-policy.json")
    let denial = #"{"Effect": "Deny", "Action": "s3:GetObjectVersion", "Resource": "arn:aws:s3:::source-bucket/*"},"#
    try bench.write(
      policy.replacing(#""Statement": ["#, with: #""Statement": [\#(denial)"#), to: "S3-role-permissions-policy.json")
    let run = try bench.run("check", "--suggest-repair", ".")
    #expect(run.status == 1)
    #expect(run.output.contains("no edits found after which replication is proved"))
    #expect(run.output.contains("in the way: "))
    #expect(run.output.contains("alternative, if the Deny is not meant: replication is proved after 1 edit"))
  }

  @Test(arguments: ["typo", "denied"]) func repairsAreReportedAsRecorded(name: String) throws {
    for file in ["trust", "source-policy", "target-policy", "replication"] {
      try bench.write(
        String(decoding: try Fixtures.bytes("Tests/Fixtures/repair/\(name)/\(file).json"), as: UTF8.self),
        to: "\(name)/\(file).json")
    }
    for (format, end) in [("text", "txt"), ("json", "json")] {
      let run = try bench.run("check", "--suggest-repair", "--format", format, name)
      #expect(run.status == 1)
      expectGolden(run.output, at: "Tests/Fixtures/repair/\(name)/expected.\(end)")
    }
  }

  @Test(arguments: ["--fix", "--diff", "--stream", "--print-config", "--format=sarif"])
  func whatDoesNotGoTogetherIsRefused(option: String) throws {
    #expect(try bench.run("check", "--suggest-repair", option, ".").status == 2)
  }

  @Test func programsGetEditsAndChanges() throws {
    let run = try bench.run("check", "--suggest-repair", "--server-version", "9.5.2", "--format", "json", ".")
    #expect(run.status == 1)
    #expect(run.output.contains(#""proved": true"#))
    #expect(run.output.contains(#""kind": "access-gained""#))
    #expect(run.output.contains(#""obstacles": []"#))
  }
}
