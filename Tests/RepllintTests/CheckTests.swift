import Foundation
import ReplicationLint
import RepllintTestSupport
import Testing

/// `repllint check` as a process: its input, its output and its exit status.
struct CheckTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  // MARK: Exit status

  @Test func aCleanFileEndsWithZero() throws {
    try bench.write(Sample.good, to: "a.json")
    let run = try bench.run("a.json")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("0 errors, 0 warnings, 0 notes in 1 file\n"))
    #expect(run.error == "")
  }

  @Test func anErrorEndsWithOneAndIsOnStandardOutput() throws {
    try bench.write(Sample.bad, to: "a.json")
    let run = try bench.run("check", "a.json")
    #expect(run.status == 1)
    #expect(run.output.contains("error[role-arn-malformed]"))
    #expect(run.output.contains("--> a.json:2:"))
    #expect(run.error == "")
  }

  @Test(arguments: [
    (Sample.unknown, "warning", 0), (Sample.unknown, "note", 1), (Sample.risky, "error", 0),
    (Sample.risky, "warning", 1),
    (Sample.unknown, "never", 0), (Sample.bad, "never", 0), (Sample.bad, "error", 1), (Sample.good, "note", 0),
  ])
  func failOnDecidesTheStatus(text: String, failOn: String, status: Int32) throws {
    try bench.write(text, to: "a.json")
    #expect(try bench.run("a.json", "--fail-on", failOn).status == status)
  }

  @Test func unreadableFileIsReportedAndTheRestIsChecked() throws {
    try bench.write(Sample.bad, to: "b.json")
    let run = try bench.run("a.json", "b.json", "no/c.json")
    #expect(run.status == 2)
    #expect(run.output.contains("error[role-arn-malformed]"))
    #expect(
      run.error == """
        repllint: a.json: No such file or directory
        repllint: no/c.json: No such file or directory

        """)
  }

  @Test(.enabled(if: getuid() != 0, "a privileged user may read everything"))
  func protectedFileOrFolderIsReported() throws {
    try bench.write(Sample.good, to: "a.json")
    try bench.write(Sample.good, to: "sub/b.json")
    for path in ["a.json", "sub"] {
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: bench.url(path).path)
    }
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: bench.url("sub").path) }
    let run = try bench.run(".")
    #expect(run.status == 2)
    #expect(run.error == "repllint: a.json: Permission denied\nrepllint: sub: Permission denied\n")
  }

  @Test(arguments: [("chek", "check"), ("Trace", "trace"), ("exlpain", "explain"), ("shema", "schema")])
  func misspelledCommandIsAUsageError(word: String, command: String) throws {
    try bench.write(Sample.bad, to: "w/a.json")
    let run = try bench.run(word, "w")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error == "repllint: `\(word)` is neither a command nor a file; did you mean `\(command)`?\n")
  }

  @Test(arguments: [
    ["--color", "never", "setups", "w"], ["--quiet", "check", "w"], ["--no-config", "trace", "w", "--key", "a"],
    ["--server-version", "9.5.2", "prove", "w"],
  ])
  func commandAfterItsOptionsIsAUsageError(arguments: [String]) throws {
    try bench.write(Sample.bad, to: "w/a.json")
    let word = try #require(arguments.first { ["setups", "check", "trace", "prove"].contains($0) })
    let run = try bench.launch(arguments)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(
      run.error
        == "repllint: `\(word)` is a command, and there is no such file; write the command before its options\n")
    try bench.write(Sample.bad, to: "\(word)/a.json")
    if word == "check" { #expect(try bench.launch(arguments).status == 1) }
    #expect(
      try bench.run("--quiet", "chek", "w").error
        == "repllint: `chek` is neither a command nor a file; did you mean `check`?\n")
  }

  /// A word after an option that has a value is that value.
  @Test(arguments: [["--ignore", "rules", "good"], ["--exclude", "audit", "--nosuch", "good"]])
  func valueOfAnOptionIsNoCommand(arguments: [String]) throws {
    let run = try bench.launch(arguments)
    #expect(run.status == 2)
    #expect(run.error.contains("`rules`") || run.error.contains("--nosuch"), "\(run.error)")
    #expect(!run.error.contains("is a command"))
  }

  @Test func folderWithANameLikeACommandIsChecked() throws {
    try bench.write(Sample.bad, to: "chek/a.json")
    #expect(try bench.run("chek", "--format", "concise").output.contains("chek/a.json:2:"))
    #expect(try bench.run("nothing-like-it").error == "repllint: nothing-like-it: No such file or directory\n")
  }

  @Test func versionWithoutPatchIsThatOfPatchZero() throws {
    let documents = Fixtures.url("samples/captures").path
    func report(_ version: String) throws -> String {
      try bench.run("--no-config", "--server-version", version, "--format", "json", documents).output
    }
    #expect(try report("9.5") == report("9.5.0"))
    #expect(try report("9.6") == report("9.6.0"))
  }

  @Test func manyPathsAreReadInTheirOrder() throws {
    try bench.write(Sample.bad, to: "a.json")
    let paths = (0..<20_000).map { "./\($0 % 10).json" }
    for index in 0..<10 { try bench.write(Sample.bad, to: "\(index).json") }
    let start = ContinuousClock.now
    let run = try bench.launch(["--format", "concise"] + paths[..<9000] + ["--quiet", "a.json"] + paths[9000...])
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(run.status == 1)
    #expect(run.output.split(separator: "\n").count { $0.contains("error[role-arn-malformed]") } == 11)
    #expect(try bench.launch(["trace", "--key", "k", "--"] + paths[..<100]).error.contains("no setup found"))
    #expect(try bench.launch(["rules"] + paths[..<100]).error.contains("./0.json"))
    #expect(try bench.launch(paths[..<100] + ["--formta", "json"]).error.contains("--formta"))
    #expect(
      try bench.launch(paths[..<100] + ["--", "--format"]).error == "repllint: --format: No such file or directory\n")
  }

  @Test(arguments: [
    ["--format", "x\u{1B}[2J\r\u{202E}\nError: forged", "a.json"], ["--non\u{9B}sense\n"],
    ["rules", "\u{1B}]0;x\u{7}"],
    ["--config", "\u{1B}[2J\n", "a.json"], ["--severity", "a\u{202E}b=off", "a.json"], ["explain", "a\u{1B}\nb"],
    ["trace", "a.json", "--key", "k", "--setup", "x\u{1B}\n", "--form\u{1B}at"], ["\u{1B}[2J.json"],
  ])
  func usageErrorsMoveNoCursor(_ arguments: [String]) throws {
    let run = try bench.launch(arguments)
    #expect(run.status == 2)
    #expect(!run.error.isEmpty)
    let moving = run.error.unicodeScalars.filter { !isVisible($0) && $0 != "\n" }
    #expect(moving.isEmpty, "\(run.error.debugDescription)")
    #expect(!run.error.contains("\nError: forged"))
  }

  @Test func fileBeyondTheLimitIsReported() throws {
    try bench.write("", to: "a.json")
    let file = try FileHandle(forWritingTo: bench.url("a.json"))
    try file.truncate(atOffset: 5 << 30)
    try file.close()
    let run = try bench.run("a.json")
    #expect(run.status == 2)
    #expect(run.error == "repllint: a.json: larger than 268435456 bytes\n")
  }

  @Test(arguments: [
    ["--format", "xml", "a.json"], ["--nonsense"], ["--fail-on", "x"], ["--kind", "unknown", "a.json"],
    ["--unsafe-fixes", "a.json"], ["--select", "no-such-rule", "a.json"], ["--ignore", "nothing", "a.json"],
    ["--severity", "role-count", "a.json"], ["--severity", "role-count=loud", "a.json"],
    ["--severity", "replication=error", "a.json"], ["--server-version", "9", "a.json"],
    ["--config", "c", "--no-config", "a.json"], ["--stdin-filename", "x.json", "a.json"], [""], ["rules", "x"],
    ["explain"], ["schema", "x"], ["--config", "missing.json", "a.json"],
  ])
  func aUsageErrorEndsWithTwo(arguments: [String]) throws {
    try bench.write(Sample.good, to: "a.json")
    let run = try bench.launch(arguments)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error != "")
  }

  @Test func aMisspeltRuleIsCorrected() throws {
    let run = try bench.run("--select", "trust,role-cuont", "a.json")
    #expect(run.error.contains("--select: no rule or group is called `role-cuont`; did you mean `role-count`?"))
  }

  @Test(arguments: ["--help", "--version"]) func helpAndVersionEndWithZero(flag: String) throws {
    for command in [[flag], ["check", flag]] {
      let run = try bench.launch(command)
      #expect(run.status == 0)
      #expect(run.output != "")
      #expect(run.error == "")
    }
  }

  @Test func theParserAndTheShortWayAgree() throws {
    try bench.write(Sample.bad, to: "d/a.json")
    try bench.write(Sample.bad, to: "rules/b.json")
    for paths in [["./d", "x.json"], ["check", "d"], ["check"], [], ["./rules"], ["check", "rules", "d/a.json"]] {
      let short = try bench.launch(paths)
      let parsed = try bench.launch(paths + ["--color", "auto"])
      #expect(short.output == parsed.output)
      #expect(short.error == parsed.error)
      #expect(short.status == parsed.status)
      #expect(short.output.contains("role-arn-malformed"))
    }
  }

  // MARK: Folders

  @Test func aFolderIsSearchedInOrder() throws {
    for path in ["d/b.json", "d/a/z.json", "d/a.json", "d/.hidden/h.json", "d/.h.json", "d/c.txt"] {
      try bench.write(Sample.bad, to: path)
    }
    let run = try bench.run("--format", "concise", "d")
    let paths = run.output.split(separator: "\n").filter { $0.contains("[role-arn-malformed]") }.map {
      $0.prefix { $0 != ":" }
    }
    #expect(paths == ["d/a.json", "d/a/z.json", "d/b.json"])
    #expect(run.status == 1)
  }

  @Test func withoutAPathTheCurrentFolderIsChecked() throws {
    try bench.write(Sample.bad, to: "sub/a.json")
    for run in [try bench.run(), try bench.run(".")] {
      #expect(run.output.contains("--> sub/a.json:2:"))
      #expect(run.status == 1)
    }
  }

  @Test(.timeLimit(.minutes(15))) func linksNeverLeadInCircles() throws {
    try bench.write(Sample.bad, to: "d/a.json")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: bench.url("d/loop").path, withDestinationPath: ".")
    try files.createSymbolicLink(atPath: bench.url("d/up").path, withDestinationPath: "..")
    try files.createSymbolicLink(atPath: bench.url("d/b.json").path, withDestinationPath: "a.json")
    try files.createSymbolicLink(atPath: bench.url("d/self.json").path, withDestinationPath: "self.json")
    let run = try bench.run("--format", "concise", "d")
    #expect(run.output.split(separator: "\n").count { $0.contains("[role-arn-malformed]") } == 2)
    #expect(run.error == "repllint: d/self.json: Too many levels of symbolic links\n")
    #expect(run.status == 2)
  }

  @Test func aFileThatIsNamedTwiceIsCheckedOnce() throws {
    try bench.write(Sample.bad, to: "d/a.json")
    let run = try bench.run("--format", "concise", "d/a.json", "./d/a.json", "d", "d/../d")
    #expect(run.output.split(separator: "\n").count { $0.contains("[role-arn-malformed]") } == 1)
    #expect(run.output.hasPrefix("d/a.json:"))
  }

  @Test func aPipeIsReadWhenItIsNamed() throws {
    try bench.write(Sample.bad, to: "a.txt")
    let run = try bench.shell("mkfifo p; cat a.txt > p & \"$TOOL\" ./p")
    #expect(run.status == 1)
    #expect(run.output.contains("--> ./p:2:"))
  }

  // MARK: Standard input

  @Test func standardInputIsCheckedUnderItsName() throws {
    let run = try bench.run("-", input: Sample.bad)
    #expect(run.status == 1)
    #expect(run.output.contains("--> <stdin>:2:"))
    let named = try bench.run("--stdin-filename", "d/x.json", "-", input: Sample.bad)
    #expect(named.output.contains("--> d/x.json:2:"))
  }

  @Test func standardInputStandsForTheFileOfItsName() throws {
    try bench.write(Sample.bad, to: "a.json")
    let run = try bench.run("--stdin-filename", "a.json", "-", "./a.json", input: Sample.good)
    #expect(run.status == 0)
    #expect(run.output.contains("in 1 file\n"))
  }

  @Test func filesBesideStandardInputAreNotReported() throws {
    try bench.write(Sample.bad, to: "b.json")
    let run = try bench.run("--stdin-filename", "a.json", "-", input: Sample.good)
    #expect(run.status == 0)
    #expect(run.output.contains("in 1 file\n"))
  }

  // MARK: Output

  @Test(arguments: [
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown",
    "html",
  ])
  func everyFormatNamesTheRule(format: String) throws {
    try bench.write(Sample.bad, to: "a.json")
    let run = try bench.run("--format", format, "a.json")
    #expect(run.status == 1)
    #expect(run.output.contains("role-arn-malformed"))
    let toFile = try bench.run("--format", format, "--output", "out/../report", "a.json")
    #expect(toFile.status == 2)
    try bench.write("", to: "out/x")
    let written = try bench.run("--format", format, "--output", "out/../report", "a.json")
    #expect(written.status == 1)
    #expect(written.output == "")
    #expect(try bench.read("report") == run.output)
  }

  @Test func outputReplacesAFileInOneStepAndKeepsItsModeAndLinks() throws {
    try bench.write(Sample.good, to: "a.json")
    try bench.write("old", to: "real/report")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: bench.url("real/report").path)
    try FileManager.default.createSymbolicLink(
      atPath: bench.url("link").path, withDestinationPath: "real/report")
    #expect(try bench.run("--output", "link", "a.json").status == 0)
    #expect(try bench.read("real/report").contains("0 errors"))
    #expect(try bench.mode("real/report") == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: bench.url("link").path) == "real/report")
    #expect(try bench.names("real") == ["report"])
  }

  @Test func outputToADeviceLeavesTheDevice() throws {
    try bench.write(Sample.good, to: "a.json")
    #expect(try bench.run("--output", "/dev/null", "a.json").status == 0)
    #expect(try bench.shell("test -c /dev/null").status == 0)
    let run = try bench.run("--output", "missing/report", "a.json")
    #expect(run.status == 2)
    #expect(run.error == "repllint: missing/report: No such file or directory\n")
  }

  @Test func aReaderThatGoesAwayIsNoFailureAndAClosedStreamIs() throws {
    try bench.write(Sample.bad, to: "a.json")
    // The report is longer than a pipe holds, so that writing meets the closed end.
    let rules = Array(repeating: #"{ "Prefix": "", "Status": "x", "Destination": { "Bucket": "y" } }"#, count: 900)
    try bench.write(#"{ "Role": "r", "Rules": [ \#(rules.joined(separator: ",\n")) ] }"#, to: "b.json")
    let gone = try bench.shell(#"{ "$TOOL" ./b.json; echo $? > status; } | head -c 1 > first"#)
    #expect(gone.error == "")
    #expect(try bench.read("status") == "1\n")
    #expect(try bench.read("first").count == 1)
    let closed = try bench.shell(#""$TOOL" ./a.json >&-"#)
    #expect(closed.status == 2)
    #expect(closed.error == "repllint: standard output: Bad file descriptor\n")
  }

  @Test func theOrderOfArgumentsDoesNotMatter() throws {
    for path in ["a.json", "b.json", "c.json"] { try bench.write(Sample.bad, to: path) }
    let one = try bench.run("a.json", "b.json", "c.json").output
    #expect(try bench.run("c.json", "a.json", "b.json").output == one)
  }

  @Test func quietReportsErrorsOnlyAndStatisticsCount() throws {
    try bench.write(Sample.unknown, to: "a.json")
    #expect(try bench.run("--quiet", "a.json").output == "")
    #expect(try bench.run("--statistics", "a.json").output.contains("1  unknown-kind"))
  }

  // MARK: Rules

  @Test func selectIgnoreAndSeverityChooseRules() throws {
    try bench.write(Sample.bad, to: "a.json")
    #expect(try bench.run("--select", "trust", "a.json").status == 0)
    #expect(try bench.run("--select", "trust,role-arn-malformed", "a.json").status == 1)
    #expect(try bench.run("--ignore", "role-arn-malformed", "a.json").status == 0)
    #expect(try bench.run("--severity", "role-arn-malformed=note", "a.json").status == 0)
    #expect(try bench.run("--severity", "role-arn-malformed=off", "a.json").status == 0)
    try bench.write(Sample.unknown, to: "b.json")
    #expect(try bench.run("--severity", "unknown-kind=error", "b.json").status == 1)
  }

  @Test func kindOptionSetsTheKindOfAFile() throws {
    try bench.write("{}", to: "a.json")
    #expect(try bench.run("a.json").output.contains("unknown-kind"))
    #expect(try bench.run("--kind", "replication-configuration", "a.json").output.contains("required-member-missing"))
  }
}
