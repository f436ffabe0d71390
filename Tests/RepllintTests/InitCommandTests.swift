import Foundation
import RepllintTestSupport
import Testing

/// `repllint init` as a process: what it prints is run by a shell, with a stand-in for AWS CLI.
struct InitCommandTests {
  private let bench: Workbench
  /// A name that runs commands wherever quoting fails; each quote is followed by a combining mark.
  private static let hostile = "p'\u{301};touch pwned;:'\u{301} $(touch pwned) \"`touch pwned`\" \\"

  init() throws {
    bench = try Workbench()
    // Writes each argument and each file that one names into `log`, and the status that is asked for.
    try bench.write(
      """
      #!/bin/sh
      printf 'aws' >>"$LOG"
      for argument; do
        printf ' [%s]' "$argument" >>"$LOG"
        case "$argument" in file://*) cat "${argument#file://}" >>"$LOG.files" || exit 9 ;; esac
      done
      echo >>"$LOG"
      case "$2" in "$FAILING") exit 3 ;; esac
      case "$2" in get-bucket-policy) echo "An error occurred (NoSuchBucketPolicy)" >&2; exit 254 ;; esac
      case "$*" in *'--query ReplicationStatus'*) echo "$STATUS" ;; esac
      """, to: "bin/aws")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bench.url("bin/aws").path)
  }

  private func make(_ folder: String, _ more: [String] = []) throws -> RunResult {
    try bench.launch(
      [
        "init", "--source-bucket", "orders", "--target-bucket", "orders-copy", "--source-account", "410293857164",
        "--target-account", "930417265580", "--output-folder", folder,
      ] + more)
  }

  /// Runs the script from another folder.
  private func runScript(_ script: String, status: String = "COMPLETED", failing: String = "-") throws -> RunResult {
    try bench.write(script, to: "set-up.sh")
    try FileManager.default.createDirectory(at: bench.url("elsewhere"), withIntermediateDirectories: true)
    let root = "'\(bench.folder.path)'"
    return try bench.shell(
      "cd elsewhere && PATH=\(root)/bin:$PATH LOG=\(root)/log STATUS=\(status) FAILING=\(failing) sh ../set-up.sh")
  }

  @Test(arguments: ["a\rb", "\u{1B}[2J", "x\u{202E}", "a\nb", "\u{2028}"])
  func folderWhoseNameATerminalObeysIsRefused(_ name: String) throws {
    let made = try make(name)
    #expect(made.status == 2)
    #expect(made.output.isEmpty && made.error.contains("--output-folder: the name contains a character"))
    #expect(made.error.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(try bench.names() == ["bin"])
  }

  @Test func scriptRunsFromAnyFolderAndHandsOverEveryDocument() throws {
    let made = try make("replication")
    #expect(made.status == 0)
    #expect(made.output.hasPrefix("#!/bin/sh\n"))
    let run = try runScript(made.output)
    #expect(run.status == 0, "\(run.error)")
    let log = try bench.read("log").split(separator: "\n")
    #expect(log.count == 16)
    #expect(log.first?.hasPrefix("aws [iam] [create-role] [--role-name] [SourceRoleForS3Replication]") == true)
    let documents = ["source-trust", "target-trust", "source-policy", "target-policy", "replication"]
    let files = try documents.map { try bench.read("replication/\($0).json") }.joined()
    #expect(try bench.read("log.files") == files)
  }

  @Test func hostileNamesReachProgramsAsTheyAreAndRunNothing() throws {
    let folder = "out \(Self.hostile.replacing("/", with: ""))"
    let made = try make(
      folder,
      [
        "--source-profile", Self.hostile, "--target-profile=-\(Self.hostile)", "--prefix", "a'\u{301};touch pwned;'",
        "--source-endpoint", "http://node1/'\u{301};touch${IFS}pwned;'", "--source-iam-endpoint", "https://iam1:1",
        "--target-iam-endpoint", "https://iam6:2",
      ])
    #expect(made.status == 0, "\(made.error)")
    let run = try runScript(made.output)
    #expect(run.status == 0, "\(run.error)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: bench.folder.path)
    #expect(!names.contains { $0.hasSuffix("pwned") })
    let log = try bench.read("log")
    #expect(log.contains("[--profile] [\(Self.hostile)]"))
    #expect(log.contains("[--profile=-\(Self.hostile)]"))
    #expect(log.contains("[--endpoint] [https://iam1:1]") && log.contains("[--endpoint] [https://iam6:2]"))
    #expect(!log.contains(":8600"))
  }

  @Test func scriptEndsAtTheFirstFailure() throws {
    let run = try runScript(try make("replication").output, failing: "create-bucket")
    #expect(run.status == 3)
    let log = try bench.read("log")
    #expect(log.contains("[attach-role-policy]") && !log.contains("[put-bucket-replication]"))
  }

  @Test func scriptReportsReplicationThatFailed() throws {
    let run = try runScript(try make("replication").output, status: "FAILED")
    #expect(run.status == 1)
    #expect(run.error == "the object's ReplicationStatus is 'FAILED'\n")
  }

  @Test func filesAreOneProvedSetupEvenWithoutTheirManifest() throws {
    #expect(try make("replication").status == 0)
    for arguments in [["replication"], ["--no-config", "replication"]] {
      let run = try bench.launch(["--format", "json"] + arguments)
      #expect(run.status == 0)
      let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      let setups = try #require(report["setups"] as? [[String: Any]])
      #expect(setups.map { $0["replicates"] as? Bool } == [true])
      #expect((report["diagnostics"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func invalidIAMEndpointIsRefusedByTheNameOfItsOption() throws {
    let run = try make("replication", ["--target-iam-endpoint", "node6"])
    #expect(run.status == 2)
    #expect(run.error.hasPrefix("repllint: --target-iam-endpoint: "))
  }
}
