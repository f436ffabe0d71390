import Foundation
import RepllintTestSupport
import Testing

/// What the command does with files that hold no document.
@Suite struct ForeignCommandTests {
  private let bench: Workbench
  private let lifecycle = #"{"Rules": [{"Status": "Enabled", "Prefix": "", "Expiration": {"Days": 1}}]}"#

  init() throws {
    bench = try Workbench()
    try bench.write(Sample.good, to: "w/replication.json")
    try bench.write(lifecycle, to: "w/lifecycle.json")
    try bench.write("{ // strict\n \"version\": \"1.0.0\", }", to: "w/package.json")
    try bench.write("", to: "w/put-bucket-replication.json")
  }

  @Test func searchPassesOverForeignFilesAndCountsThem() throws {
    let run = try bench.run("w")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("0 errors, 0 warnings, 0 notes in 1 file\n"))
    #expect(!run.output.contains("lifecycle"))
    #expect(try bench.run("--statistics", "w").output.contains("3 files skipped"))
  }

  @Test func namedForeignFileGetsOneNoteAndExitsWithZero() throws {
    let run = try bench.run("w/lifecycle.json", "w/put-bucket-replication.json", "--format", "concise")
    #expect(run.status == 0)
    #expect(run.output.contains("note[unknown-kind] this is a lifecycle configuration, which is not checked"))
    #expect(run.output.contains("this is the empty answer of put-bucket-replication"))
  }

  @Test func namedFileThatIsNotJSONIsAnError() throws {
    let run = try bench.run("w/package.json")
    #expect(run.status == 1)
    #expect(run.output.contains("error[json-syntax]"))
  }

  @Test func foreignDecidesForNamedAndFoundFiles() throws {
    #expect(try bench.run("--foreign", "note", "w").output.contains("note[unknown-kind]"))
    let run = try bench.run("--foreign", "skip", "w/lifecycle.json", "w/package.json")
    #expect(run.status == 0)
    #expect(run.output == "0 errors, 0 warnings, 0 notes in 0 files\n")
  }

  @Test func fileThatIsBothFoundAndNamedIsNamed() throws {
    for paths in [["w", "w/lifecycle.json"], ["w/lifecycle.json", "w"]] {
      let run = try bench.run(paths[0], paths[1])
      #expect(run.output.contains("note[unknown-kind]"), "\(paths)")
    }
  }

  @Test(arguments: [["w"], ["w/lifecycle.json", "w/package.json", "w/put-bucket-replication.json"]])
  func fixLeavesForeignFilesAsTheyAre(_ paths: [String]) throws {
    _ = try bench.launch(["--fix", "--unsafe-fixes"] + paths)
    #expect(try bench.read("w/lifecycle.json") == lifecycle)
    #expect(try bench.read("w/package.json").contains("// strict"))
    #expect(try bench.read("w/put-bucket-replication.json") == "")
  }

  @Test func hooksSkipForeignFiles() throws {
    let hooks = String(decoding: try Fixtures.bytes(".pre-commit-hooks.yaml"), as: UTF8.self)
    let entries = hooks.split(separator: "\n").filter { $0.contains("entry:") }
    #expect(entries.count == 3)
    #expect(entries.allSatisfy { $0.contains("--foreign skip") })
  }
}
