import Foundation
import RepllintTestSupport
import Testing

/// `repllint audit --run` as a process, with a stand-in for AWS CLI.
struct AuditRunTests {
  private let bench: Workbench
  private let aws: FakeAWS

  init() throws {
    bench = try Workbench()
    aws = try FakeAWS(bench)
  }

  /// What the folder holds, by name.
  private func contents(_ folder: String) throws -> [String: String] {
    Dictionary(uniqueKeysWithValues: try bench.names(folder).map { ($0, try bench.read("\(folder)/\($0)")) })
  }

  /// The names in the folder of the workbench that a run left there.
  private func remains() throws -> [String] {
    try bench.names().filter { !["answers", "bin", "log"].contains($0) }
  }

  @Test func completeSetupIsProvedAndTraced() throws {
    let run = try aws.audit("--key", "invoices/1.pdf", "--source-profile", "p")
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error == "repllint: saved the answers in `audit`\n")
    #expect(run.output.contains("every object selected by its rules replicates (proved"))
    #expect(run.output.hasSuffix("COMPLETED: the object replicates\n"), "\(run.output)")
    #expect(try bench.read("audit/audit.txt").isEmpty)
    #expect(try bench.read("audit/.repllint.json").contains("\"bucketPolicy\": false"))
    #expect(try remains() == ["audit"])
    let calls = try aws.calls()
    #expect(calls.count == 19 && Set(calls).count == 19)
    #expect(calls.allSatisfy { $0.contains("[get-") || $0.contains("[list-") || $0.contains("[head-") })
    #expect(
      calls.first
        == "[s3api][get-bucket-replication][--bucket=orders][--output][json][--endpoint-url=http://node1][--profile=p]")
  }

  /// Answers that an audit has to live with; what the script makes of them is what a run makes of them.
  private static let answers: [[String: String]] = [
    [:],
    ["get-bucket-versioning": "exit 0"],
    ["get-bucket-policy": "printf '\\nAn error occurred (AccessDenied) when\\ncalling: é\\n\\n' >&2; exit 254"],
    ["get-bucket-policy": "echo '{\"Policy\": \"{}\"}'; exit"],
    ["head-object": "printf '\\nAn error occurred (404) when calling HeadObject: Not Found\\n' >&2; exit 254"],
    ["get-role": "printf '\\nAn error occurred (403) when calling GetRole: Forbidden\\n' >&2; exit 254"],
    ["list-attached-role-policies": "echo no >&2; exit 255"],
    ["list-role-policies": "echo no >&2; exit 255"],
    ["get-policy-version": "case $* in *policy/p*) echo no >&2; exit 255 ;; esac"],
    [
      "list-role-policies":
        "case $* in *--query*) printf 'one\\ttwo\\n' ;; *) echo '{\"PolicyNames\": [\"one\", \"two\"]}' ;; esac; exit",
      "get-role-policy": "case $* in *=one*) echo '{\"PolicyDocument\": {}}'; exit ;; *) echo no >&2; exit 1 ;; esac",
    ],
    [
      "get-bucket-replication":
        "printf '\\nAn error occurred (ReplicationConfigurationNotFoundError) when calling\\n' >&2; exit 254"
    ],
    [
      "get-bucket-replication": """
      role=arn:aws:iam::410293857164:role/path/src
      case $* in *--query*) echo $role ;;
        *) echo '{"ReplicationConfiguration": {"Role": "'$role'", "Rules": []}}' ;; esac
      exit
      """
    ],
  ]

  @Test(arguments: answers)
  func folderIsThatOfTheScript(answers: [String: String]) throws {
    for (operation, commands) in answers { try aws.answer(operation, commands) }
    let names = ["--source-bucket", "orders", "--target-bucket", "orders-copy", "--key", "a", "--output", "script"]
    let script = try aws.run(script: bench.launch(["audit"] + names).output)
    let run = try aws.audit("--key", "a", "--output", "run")
    #expect(try contents("run") == contents("script"))
    // A run checks too, which a script leaves to its user.
    let hasGaps = try !bench.read("run/audit.txt").isEmpty
    #expect(hasGaps == (script.status == 1) && (!hasGaps || run.status == 1), "\(run.error)")
    #expect(run.status < 2, "\(run.error)")
    for gap in try bench.read("run/audit.txt").split(separator: "\n") { #expect(run.error.contains(gap)) }
  }

  @Test func laterCheckNamesWhatTheAuditCouldNotRead() throws {
    try aws.answer("list-role-policies", "echo AccessDenied >&2; exit 254")
    let run = try aws.audit()
    let gap = "not read: the inline policies of the source role: AccessDenied"
    #expect(run.error.split(separator: "\n").filter { $0.hasSuffix(gap) }.count == 1, "\(run.error)")
    let check = try bench.run("check", "audit")
    #expect(check.output.contains("no permission policy of the source role is given"))
    #expect(check.error.hasPrefix("repllint: audit/audit.txt: \(gap)\n"), "\(check.error)")
    #expect(try bench.run("check", "--quiet", "audit").error.isEmpty)
  }

  @Test func bucketWithoutReplicationIsAGap() throws {
    try aws.answer("get-bucket-replication", "echo '(ReplicationConfigurationNotFoundError)' >&2; exit 254")
    let run = try aws.audit()
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(
      run.error == """
        repllint: not read: the replication configuration: (ReplicationConfigurationNotFoundError)
        repllint: saved the answers in `audit`

        """)
    #expect(try bench.names("audit") == ["audit.txt"])
  }

  @Test func missingProgramIsOneLine() throws {
    let run = try aws.audit(environment: ["PATH": bench.url("answers").path])
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.error == "repllint: aws: not found on PATH; --run needs AWS CLI\n")
    #expect(try remains() == [])
  }

  @Test(arguments: ["", "trap '' TERM;"])
  func commandThatHangsIsStoppedWithItsChildren(trap: String) throws {
    try aws.answer(
      "get-bucket-location",
      "\(trap) sleep 300 & echo $! >>\"$folder/children\"; echo $$ >>\"$folder/children\"; wait; sleep 300")
    let start = Date()
    let run = try aws.audit("--timeout", "3")
    #expect(Date().timeIntervalSince(start) < 60)
    #expect(run.status == 1)
    #expect(
      try bench.read("audit/audit.txt") == """
        not read: the location of the source bucket: no answer within 3 seconds
        not read: the location of the target bucket: no answer within 3 seconds

        """)
    try expectChildrenAreGone(4)
    try FileManager.default.removeItem(at: bench.url("children"))
    #expect(try remains() == ["audit"])
  }

  /// Waits until processes that were killed are gone; who waits for them is the system.
  private func expectChildrenAreGone(_ count: Int) throws {
    let children = try bench.read("children").split(separator: "\n").compactMap { Int32($0) }
    #expect(children.count == count)
    for _ in 0..<100 {
      let isAny = children.contains { child in
        let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
        return kill(child, 0) == 0 && state?.contains(") Z") != true
      }
      if !isAny { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    Issue.record("a process is left of \(children)")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func signalStopsEverythingAndLeavesNothing(signal: Int32) throws {
    try bench.write("earlier", to: "audit/audit.txt")
    try aws.answer("get-role", "sleep 300 & echo $! >>\"$folder/children\"; echo $$ >>\"$folder/children\"; wait")
    let process = Process()
    process.executableURL = Workbench.program
    process.arguments = ["audit", "--run", "--source-bucket", "orders", "--target-bucket", "orders-copy"]
    process.currentDirectoryURL = bench.folder
    process.environment = aws.environment
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 where (try? bench.read("children").split(separator: "\n").count) != 4 {
      Thread.sleep(forTimeInterval: 0.05)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal)
    try expectChildrenAreGone(4)
    try FileManager.default.removeItem(at: bench.url("children"))
    #expect(try remains() == ["audit"])
    #expect(try bench.names("audit") == ["audit.txt"])
  }

  @Test(arguments: [
    ("yes", "larger than 16777216 bytes"), ("echo '{'", "not a JSON object"), ("echo '[1]'", "not a JSON object"),
    ("exit 0", "not a JSON object"), ("kill -9 $$", "ended by signal 9"), ("exit 7", "ended with status 7"),
    ("yes no | head -c 5000000 >&2; exit 1", "no no no"),
    ("printf '\\033[31m\\r' >&2; exit 1", "<U+001B>[31m<U+000D>"),
  ])
  func answerThatIsNoneIsAGap(commands: String, reason: String) throws {
    try aws.answer("get-bucket-location", "\(commands); exit")
    let run = try aws.audit()
    #expect(run.status == 1)
    let gaps = try bench.read("audit/audit.txt")
    #expect(gaps.split(separator: "\n").count == 2 && gaps.contains(reason), "\(gaps.prefix(500))")
    #expect(gaps.utf8.count < 200_000)
    #expect(!run.error.contains("\u{1B}"))
    #expect(try !bench.names("audit").contains("source-bucket-location.json"))
  }

  @Test func secondAuditShowsTheDrift() throws {
    #expect(try aws.audit().status == 0)
    let same = try aws.audit("--output", "audit/")
    #expect(same.status == 0)
    #expect(same.error.contains("repllint: the earlier audit is `audit.1`"))
    #expect(same.output.contains("no change\n"))
    try aws.answer(
      "get-policy-version",
      "case $* in *policy/q*) echo '{\"PolicyVersion\": {\"Document\": {\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:ReplicateObject\", \"Resource\": \"arn:aws:s3:::orders-copy/a/*\"}]}}}'; exit ;; esac"
    )
    let other = try aws.audit()
    #expect(other.status == 1)
    #expect(other.error.contains("repllint: the earlier audit is `audit.2`"))
    #expect(other.output.contains("[stops-replicating]"), "\(other.output)")
    let comparison = try bench.run("diff", "audit.2", "audit")
    #expect(comparison.status == 1 && other.output.hasPrefix(comparison.output))
    #expect(try bench.names("audit") == bench.names("audit.1"))
    #expect(try remains() == ["audit", "audit.1", "audit.2"])
  }

  @Test func earlierAuditWithoutSetupIsNotCompared() throws {
    try aws.answer("get-bucket-replication", "exit 1")
    #expect(try aws.audit().status == 1)
    let again = try aws.audit()
    #expect(again.status == 1 && again.output.isEmpty && again.error.hasSuffix("the earlier audit is `audit.1`\n"))
    try FileManager.default.removeItem(at: bench.url("answers"))
    let run = try aws.audit()
    #expect(run.status == 0 && run.output.hasPrefix("setup "))
    #expect(
      run.error == """
        repllint: saved the answers in `audit`
        repllint: the earlier audit is `audit.2`

        """)
  }

  @Test func folderThatCannotBeFilledIsNotLeft() throws {
    try bench.write("earlier", to: "audit/audit.txt")
    try aws.answer("get-role", "printf '{\"x\": \"%5000s\"}\\n' x; exit")
    let run = try bench.shell(
      """
      PATH='\(bench.folder.path)'/bin:$PATH
      (ulimit -f 2; "$TOOL" audit --run --source-bucket a --target-bucket b 2>error >output)
      """)
    #expect(run.status == 2)
    #expect(try bench.read("error") == "repllint: audit: File too large\n" && bench.read("output").isEmpty)
    #expect(try remains() == ["audit", "error", "output"])
    #expect(try bench.read("audit/audit.txt") == "earlier")
  }

  @Test func folderOfOtherFilesIsLeftAloneAndNothingIsAsked() throws {
    try bench.write("mine", to: "audit/file.txt")
    for folder in ["audit", "audit/", ".", "audit/..", "audit/file.txt", "nosuch/audit", "audit/file.txt/x"] {
      let run = try aws.audit("--output", folder)
      #expect(run.status == 2 && run.output.isEmpty && run.error.split(separator: "\n").count == 1, "\(run.error)")
    }
    #expect(try aws.calls() == [])
    #expect(try bench.names("audit") == ["file.txt"] && remains() == ["audit"])
  }

  @Test func folderThatAppearsMeanwhileIsLeftAlone() throws {
    try aws.answer("get-bucket-location", "mkdir -p \"$folder/audit\"; echo mine >\"$folder/audit/file.txt\"")
    let run = try aws.audit()
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(try bench.names("audit") == ["file.txt"] && remains() == ["audit"])
  }

  @Test func hostileNamesReachAWSAsTheyAreAndRunNothing() throws {
    let hostile = "-p'\u{301};touch pwned;:'\u{301} $(touch pwned) \"`touch pwned`\" \\"
    try aws.answer(
      "get-bucket-replication",
      #"echo '{"ReplicationConfiguration": {"Role": "role/-a; touch pwned \u0000,role/*", "Rules": []}}'; exit"#
    )
    let folder = "-out \(hostile.replacing("/", with: ""))"
    let run = try aws.audit(
      "--source-profile=\(hostile)", "--target-endpoint=\(hostile)", "--key=\(hostile)", "--output=\(folder)")
    #expect(run.status == 1, "\(run.error)")
    #expect(run.error.contains("not read: the source role -a; touch pwned <U+0000>: aws: Invalid argument"))
    let names = try FileManager.default.subpathsOfDirectory(atPath: bench.folder.path)
    #expect(!names.contains { $0.hasSuffix("pwned") })
    let calls = try aws.calls()
    #expect(calls.contains { $0.contains("[--key=\(hostile)]") && $0.contains("[--profile=\(hostile)]") })
    #expect(calls.contains { $0.contains("[--role-name=*]") && $0.contains("[--endpoint-url=\(hostile)") })
    #expect(try bench.names(folder).contains(".repllint.json"))
  }

  @Test func environmentIsInheritedAndLeavesNoTrace() throws {
    try aws.answer("get-role", "env >\"$folder/environment-$4-$$\"")
    let run = try aws.audit(environment: [
      "AWS_SECRET_ACCESS_KEY": "s3cr3t", "AWS_SESSION_TOKEN": "t0k3n", "AWS_PAGER": "less", "AWS_PAGERS": "kept",
    ])
    #expect(run.status == 0, "\(run.error)")
    let seen = try bench.names().filter { $0.hasPrefix("environment") }
    #expect(seen.count == 2)
    for name in seen {
      let lines = try bench.read(name).split(separator: "\n")
      for line in [
        "AWS_SECRET_ACCESS_KEY=s3cr3t", "AWS_SESSION_TOKEN=t0k3n", "AWS_PAGER=", "AWS_PAGERS=kept",
        "AWS_DEFAULT_OUTPUT=json",
      ] { #expect(lines.filter { $0 == line }.count == 1, "\(line)") }
      #expect(!lines.contains("AWS_PAGER=less"))
    }
    let left = try contents("audit").values.joined() + run.output + run.error
    #expect(!left.contains("s3cr3t") && !left.contains("t0k3n"))
  }

  @Test func severalCommandsRunAtATimeButNotAll() throws {
    for operation in ["get-role", "list-role-policies", "get-bucket-versioning", "get-bucket-location"] {
      try aws.answer(operation, "echo begin >>\"$folder/times\"; sleep 0.3; echo end >>\"$folder/times\"")
    }
    #expect(try aws.audit().status == 0)
    var (now, most) = (0, 0)
    for line in try bench.read("times").split(separator: "\n") {
      now += line == "begin" ? 1 : -1
      most = max(most, now)
    }
    #expect(now == 0 && (2...4).contains(most), "\(most)")
  }

  @Test(arguments: [
    ["--timeout", "5"], ["--run", "--timeout", "0"], ["--run", "--timeout", "3601"], ["--run", "--key="],
  ])
  func senselessOptionsAreRefused(options: [String]) throws {
    let run = try bench.launch(
      ["audit", "--source-bucket", "a", "--target-bucket", "b"] + options, environment: aws.environment)
    #expect(run.status == 2 && run.output.isEmpty && !run.error.isEmpty)
    #expect(try aws.calls() == [])
  }

  @Test func pageShowsWhatARunPrints() throws {
    let path = "Documentation/Audit.md"
    let page = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
    let remade = try PageExamples.remade(page) { mark, _ in
      let words = mark.value.split(separator: " ").map(String.init)
      try #require(mark.kind == "run" && words.first == "repllint")
      let run = try bench.launch(Array(words.dropFirst()), environment: aws.environment)
      #expect(run.status == 0, "\(run.error)")
      return run.output
    }
    expectGolden(remade, at: path)
  }
}
