import Foundation
import Testing

@testable import repllint

/// Files that change or fail while they are read and written: nothing hangs, nothing is lost, and each is reported.
struct HostileFileTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// A document with a safe fix, longer than a block of a disk.
  private static let long = Sample.fixable + String(repeating: " ", count: 20_000) + "\n"

  // MARK: Reading

  @Test func fileThatVanishesIsReportedAndTheRestIsChecked() throws {
    for name in ["a.json", "b.json", "c.json"] { try bench.write(Sample.bad, to: name) }
    let run = try bench.shell(
      """
      mkfifo p
      { exec 3> p; rm b.json; echo '{}' >&3; } &
      timeout 20 "$TOOL" --format concise ./a.json ./p ./b.json ./c.json
      """)
    #expect(run.status == 2)
    #expect(run.error == "repllint: ./b.json: No such file or directory\n")
    #expect(run.output.contains("./a.json:2:") && run.output.contains("./c.json:2:"))
  }

  @Test func fileThatGrowsWhileItIsReadIsNotJudged() throws {
    try bench.write(Sample.good, to: "a.json")
    let descriptor = try SystemCalls.openForReading(bench.url("a.json").path, .regularFiles)
    defer { SystemCalls.close(descriptor) }
    #expect(throws: SystemError.self) {
      try SystemCalls.read(descriptor, limit: .max) {
        guard let file = try? FileHandle(forWritingTo: bench.url("a.json")) else { return }
        _ = try? file.seekToEnd()
        try? file.write(contentsOf: Data("x".utf8))
      }
    }
  }

  @Test func fileOfTheSystemWithoutASizeIsRead() throws {
    guard FileManager.default.fileExists(atPath: "/proc/self/status") else { return }
    #expect(try bench.run("/proc/self/status").error == "")
  }

  @Test func linksInACircleAreReportedOrPassedOver() throws {
    try bench.write(Sample.bad, to: "a.json")
    #expect(
      try bench.shell("ln -s b.json c.json; ln -s c.json b.json; mkdir d; ln -s .. d/up; ln -s . d/here").status == 0)
    let search = try bench.run("--format", "concise", ".")
    #expect(search.output.split(separator: "\n").count { $0.hasPrefix("a.json:") } == 1)
    #expect(!search.output.contains("up/"))
    let named = try bench.run("./b.json")
    #expect(named.status == 2)
    #expect(named.error.contains("./b.json: Too many levels of symbolic links"), "\(named.error)")
  }

  // MARK: Writing

  @Test(arguments: [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
  func reportToAClosedDescriptorNeverEntersAFile(_ closed: String) throws {
    for name in ["a.json", "b.json"] { try bench.write(Sample.fixable, to: name) }
    _ = try bench.shell(#""$TOOL" --format json --output report a.json b.json \#(closed)"#)
    #expect(try JSONSerialization.jsonObject(with: Data(bench.read("report").utf8)) is [String: Any])
    _ = try bench.shell(#""$TOOL" --fix a.json b.json \#(closed)"#)
    for name in ["a.json", "b.json"] { #expect([Sample.fixable, Sample.good].contains(try bench.read(name))) }
    #expect(try bench.names() == ["a.json", "b.json", "report"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDeviceIsReported() throws {
    try bench.write(Sample.bad, to: "a.json")
    for line in [#""$TOOL" a.json > /dev/full"#, #""$TOOL" --output /dev/full a.json"#] {
      let run = try bench.shell(line)
      #expect(run.status == 2)
      #expect(run.error.hasSuffix(": No space left on device\n"))
    }
  }

  @Test func fixThatIsLongerThanAFileMayBeKeepsTheOldFile() throws {
    try bench.write(Self.long, to: "a.json")
    try bench.write("old", to: "report")
    let run = try bench.shell(#"ulimit -f 1; exec 2> /dev/null; "$TOOL" --fix a.json > /dev/null"#)
    #expect(run.status == 2)
    #expect(try bench.read("a.json") == Self.long)
    let bad = Array(repeating: "a.json", count: 1) + ["--format", "sarif", "--output", "report"]
    let report = try bench.shell(#"ulimit -f 1; "$TOOL" \#(bad.joined(separator: " ")) 2> /dev/null"#)
    #expect(report.status == 2)
    #expect(try bench.read("report") == "old")
    #expect(try bench.names() == ["a.json", "report"])
  }

  @Test func fullDiskKeepsTheOldFile() throws {
    let mount = "mkdir d && mount -t tmpfs -o size=64k none d"
    guard try bench.shell("unshare -m sh -c '\(mount)'").status == 0 else { return }
    try FileManager.default.removeItem(at: bench.url("d"))
    try bench.write(Self.long, to: "a.json")
    let run = try bench.shell(
      """
      unshare -m sh -c '
        \(mount); cp a.json d; cat /dev/zero > d/filler 2> /dev/null
        "$TOOL" --fix d/a.json > /dev/null; echo $?; cmp a.json d/a.json; ls -A d'
      """)
    #expect(run.output == "2\na.json\nfiller\n")
    #expect(run.error.contains("d/a.json: No space left on device"))
  }

  @Test func fileWithSeveralHardLinksIsNotFixed() throws {
    try bench.write(Sample.fixable, to: "a.json")
    #expect(try bench.shell("ln a.json b").status == 0)
    let run = try bench.run("--fix", "a.json")
    #expect(run.status == 2)
    #expect(
      run.error.contains(
        "repllint: a.json: has other hard links, which would keep the old content, so it is not fixed\n"))
    #expect(try bench.read("a.json") == Sample.fixable)
  }

  // MARK: Killed runs

  @Test(arguments: ["a.json", String(repeating: "a", count: 250) + ".json"])
  func remainsOfAKilledRunAreRemoved(_ name: String) throws {
    try bench.write(Sample.fixable, to: name)
    try bench.write("half of", to: FileDraft.name(for: name))
    #expect(try bench.run("--fix", name).status == 0)
    #expect(try bench.read(name) == Sample.good)
    #expect(try bench.names() == [name])
  }

  @Test func draftOfARunAtWorkIsWaitedFor() throws {
    guard try bench.shell("command -v flock").status == 0 else { return }
    try bench.write(Sample.fixable, to: "a.json")
    let draft = FileDraft.name(for: "a.json")
    try bench.write("half of", to: draft)
    let run = try bench.shell(
      #"flock \#(draft) sh -c 'sleep 1; cat \#(draft) > seen' & sleep 0.3; "$TOOL" --fix a.json; wait"#)
    #expect(run.status == 0)
    #expect(try bench.read("seen") == "half of")
    #expect(try bench.read("a.json") == Sample.good)
    #expect(try bench.names() == ["a.json", "seen"])
  }

  #if DEBUG
    @Test(arguments: FaultPoint.allCases, [SIGKILL, SIGTERM, SIGINT])
    func runThatIsKilledLeavesTheOldOrTheNewFile(_ point: FaultPoint, _ signal: Int32) throws {
      try bench.write(Sample.fixable, to: "a.json")
      // Runs of tests in the background ignore or block signals, which programs inherit.
      let run = try bench.shell(
        """
        export REPLLINT_FAULT=\(point.rawValue)=\(signal)
        exec python3 -c '
        import os, signal, sys
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.execv(sys.argv[1], sys.argv[1:])' "$TOOL" --fix a.json
        """)
      #expect(run.status == -1)
      let isReplaced = [FaultPoint.renamed, .finished].contains(point) || (point == .named && signal != SIGKILL)
      #expect(try bench.read("a.json") == (isReplaced ? Sample.good : Sample.fixable))
      // A run that is killed between two calls leaves the name of its draft, which the next run removes.
      let remains = try bench.names().filter { $0 != "a.json" }
      #expect(remains == (point == .named && signal == SIGKILL ? [FileDraft.name(for: "a.json")] : []))
      #expect(try bench.run("--fix", "a.json").status == 0)
      #expect(try bench.read("a.json") == Sample.good)
      #expect(try bench.names() == ["a.json"])
    }
  #endif
}
