import Foundation
import Testing

@testable import repllint

/// Writing of fixes and reports: no edit of others is lost, no input is replaced by a report.
struct ReplacementTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  private func replace(_ old: String, _ new: String, willReplace: () -> Void = {}) throws {
    try SystemCalls.replace(
      bench.url("a.json").path, ifStill: Array(old.utf8), with: Array(new.utf8), willReplace: willReplace)
  }

  @Test func editBeforeTheFileIsReplacedIsKept() throws {
    try bench.write("old", to: "a.json")
    let edits: [(String, () throws -> Void)] = [
      ("mine", { try Data("mine".utf8).write(to: bench.url("a.json"), options: .atomic) }),
      (
        "OLD",
        {
          let file = try FileHandle(forWritingTo: bench.url("a.json"))
          try file.write(contentsOf: Data("OLD".utf8))
          try file.close()
        }
      ),
    ]
    for (text, edit) in edits {
      try bench.write("old", to: "a.json")
      #expect(throws: SystemError.self) { try replace("old", "new") { try? edit() } }
      #expect(try bench.read("a.json") == text)
    }
    try bench.write("old", to: "a.json")
    #expect(throws: SystemError.self) {
      try replace("old", "new") { try? FileManager.default.removeItem(at: bench.url("a.json")) }
    }
    #expect(try bench.names() == [])
  }

  @Test func fileThatIsNoLongerTheOneReadIsKept() throws {
    try bench.write("other", to: "a.json")
    #expect(throws: SystemError.self) { try replace("old", "new") }
    #expect(try bench.read("a.json") == "other")
    try bench.write("new", to: "a.json")
    try replace("old", "new")
    #expect(try bench.names() == ["a.json"])
  }

  @Test func runsAtTheSameTimeNeverMix() throws {
    try bench.write(Sample.fixable.replacing("\"Prefix\": \"\"", with: "\"Prefix\": ''"), to: "a.json")
    let run = try bench.shell(
      """
      seq 12 | xargs -P 12 -I {} sh -c '[ $(({} % 2)) = 0 ] && u=--unsafe-fixes; "$TOOL" --fix $u a.json' > /dev/null 2>&1
      "$TOOL" --fix --unsafe-fixes a.json
      """)
    #expect(run.status == 0)
    #expect(try bench.read("a.json") == Sample.good)
    #expect(try bench.names() == ["a.json"])
  }

  @Test func lockOfAnotherRunIsWaitedFor() throws {
    guard try bench.shell("command -v flock").status == 0 else { return }
    try bench.write(Sample.fixable, to: "a.json")
    let run = try bench.shell(#"flock a.json sleep 1 & sleep 0.2; "$TOOL" --fix a.json"#)
    #expect(run.status == 0)
    #expect(try bench.read("a.json") == Sample.good)
  }

  #if os(Linux)
    @Test func extendedAttributesAreKept() throws {
      try bench.write(Sample.fixable, to: "a.json")
      let set = #"python3 -c "import os; os.setxattr('a.json', 'user.owner', b'ops')""#
      // A file system without extended attributes has none to keep.
      guard try bench.shell(set).status == 0 else { return }
      #expect(try bench.run("--fix", "a.json").status == 0)
      let get = #"python3 -c "import os; print(os.getxattr('a.json', 'user.owner').decode())""#
      #expect(try bench.shell(get).output == "ops\n")
    }
  #endif

  @Test func fixesAreListedFileByFile() throws {
    try bench.write(Sample.fixable, to: "a.json")
    try bench.write(
      Sample.fixable.replacing("\"Prefix\": \"\"", with: "\"Prefix\": \"a/\"").replacing(
        "target-bucket\" } }",
        with: "target-bucket\" } },\n{ \"Prefix\": \"b/\", \"Status\": \"enabled\", \"Destination\": "
          + "{ \"Bucket\": \"arn:aws:s3:::target-bucket\" } }"),
      to: "b.json")
    let run = try bench.run("--fix", "a.json", "b.json")
    #expect(
      run.error == """
        repllint: fixed a.json: write `Enabled`
        repllint: fixed b.json: write `Enabled` (2 times)
        repllint: fixed 3 problems in 2 files

        """)
    try bench.write(Sample.fixable, to: "a.json")
    #expect(try bench.run("--fix", "--quiet", "a.json").error == "")
  }

  // MARK: --output

  @Test(arguments: ["b.json", "./b.json", "link.json", "hard.json"])
  func reportNeverReplacesAnInput(_ output: String) throws {
    try bench.write(Sample.bad, to: "a.json")
    try bench.write(Sample.good, to: "b.json")
    #expect(try bench.shell("ln -s b.json link.json; ln b.json hard.json").status == 0)
    for arguments in [
      ["a.json", "b.json"], ["."], ["*.json"], ["--config", "b.json", "a.json"], ["--diff", "b.json"],
    ] {
      let run = try bench.launch(["--format", "json", "--output", output] + arguments)
      #expect(run.status == 2)
      #expect(run.error.contains("repllint: --output `\(output)` is also an input"))
      #expect(try bench.read("b.json") == Sample.good)
    }
  }

  @Test func reportNeverReplacesTheManifestOrAFileThatItNames() throws {
    try bench.write(Sample.good, to: "d/r.json")
    try bench.write("{\"Version\": \"2012-10-17\", \"Statement\": []}", to: "p.json")
    let manifest = #"{"setups": [{"replication": "r.json", "source": {"permissions": ["../p.json"]}}]}"#
    try bench.write(manifest, to: "d/.repllint.json")
    #expect(try bench.run("--output", "d/.repllint.json", "d").status == 2)
    #expect(try bench.run("--output", "p.json", "d").status == 2)
    #expect(try bench.read("d/.repllint.json") == manifest)
    #expect(try bench.read("p.json") == "{\"Version\": \"2012-10-17\", \"Statement\": []}")
  }

  @Test(arguments: ["json", "sarif", "gitlab"])
  func reportOfAnEarlierRunInTheFolderIsReplaced(_ format: String) throws {
    try bench.write(Sample.bad, to: "a.json")
    for _ in 0..<2 {
      let run = try bench.run("--format", format, "--output", "report.json", ".")
      #expect(run.status == 1)
      #expect(run.error == "")
    }
    #expect(try !bench.read("report.json").contains("\"report.json\""))
    try bench.write(#"{"name": "package"}"#, to: "report.json")
    #expect(try bench.run("--output", "report.json", ".").status == 2)
  }

  @Test func linkToAFileThatDoesNotExistYetStays() throws {
    try bench.write(Sample.good, to: "a.json")
    #expect(try bench.shell("mkdir d; ln -s d/report.txt r; ln -s r link").status == 0)
    #expect(try bench.run("--output", "link", "a.json").status == 0)
    #expect(try bench.read("d/report.txt").hasSuffix("in 1 file\n"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: bench.url("link").path) == "r")
    #expect(try bench.shell("ln -s loop loop").status == 0)
    #expect(try bench.run("--output", "loop", "a.json").status == 2)
  }
}
