import Foundation
import Testing

/// `repllint audit` as a process: what it prints is run by a shell, with a stand-in for AWS CLI.
struct AuditCommandTests {
  private let bench: Workbench
  private let aws: FakeAWS
  /// A name that runs commands wherever quoting fails; each quote is followed by a combining mark.
  private static let hostile = "p'\u{301};touch pwned;:'\u{301} $(touch pwned) \"`touch pwned`\" \\"

  init() throws {
    bench = try Workbench()
    aws = try FakeAWS(bench)
  }

  private func make(_ more: String...) throws -> String {
    let made = try bench.launch(["audit", "--source-bucket", "orders", "--target-bucket", "orders-copy"] + more)
    #expect(made.status == 0, "\(made.error)")
    return made.output
  }

  private func runScript(_ script: String) throws -> RunResult { try aws.run(script: script) }

  @Test func answersAreAProvedSetup() throws {
    let run = try runScript(make())
    #expect(run.status == 0, "\(run.error)")
    let check = try bench.run("check", "audit", "--format", "json")
    #expect(check.status == 0, "\(check.output)")
    #expect(check.output.contains(#""replicates": true"#))
    #expect(!check.output.contains("no-bucket-policy") && !check.output.contains("attached-policies-complete"))
    let log = try bench.read("log").split(separator: "\n")
    #expect(log.allSatisfy { $0.contains("[get-") || $0.contains("[list-") || $0.contains("[head-") })
  }

  @Test func whatCannotBeReadIsAGap() throws {
    try aws.answer("get-bucket-policy", "echo AccessDenied >&2; exit 254")
    let run = try runScript(make())
    #expect(run.status == 1)
    #expect(try bench.read("audit/audit.txt").contains("not read: the policy of the source bucket: AccessDenied"))
    #expect(try bench.run("check", "audit", "--format", "json").output.contains("no-bucket-policy"))
  }

  @Test func earlierAuditStaysBesideTheNewOne() throws {
    _ = try runScript(make())
    let run = try runScript(make())
    #expect(run.status == 0 && run.error.contains("audit.1"), "\(run.error)")
    #expect(try bench.names("audit") == bench.names("audit.1"))
  }

  @Test func folderOfOtherFilesIsLeftAlone() throws {
    try bench.write("mine", to: "audit/file.txt")
    #expect(try runScript(make()).status == 2)
    #expect(try bench.names("audit") == ["file.txt"])
  }

  @Test func hostileNamesReachAWSAsTheyAreAndRunNothing() throws {
    let script = try make(
      "--source-profile", Self.hostile, "--target-profile=-\(Self.hostile)", "--key", Self.hostile,
      "--source-endpoint", "http://node1/'\u{301};touch${IFS}pwned;'", "--output",
      "out \(Self.hostile.replacing("/", with: ""))")
    let run = try runScript(script)
    #expect(run.status == 0, "\(run.error)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: bench.folder.path)
    #expect(!names.contains { $0.hasSuffix("pwned") })
    let log = try bench.read("log")
    #expect(log.contains("[--profile=\(Self.hostile)]") && log.contains("[--profile=-\(Self.hostile)]"))
    #expect(log.contains("[--key=\(Self.hostile)]"))
  }
}
