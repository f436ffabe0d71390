import Foundation
import Testing

/// `--fix` and `--diff` on real files.
struct FixTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func fixRepairsTheFileAndReportsWhatIsLeft() throws {
    try bench.write(Sample.fixable, to: "a.json")
    try bench.write(Sample.bad, to: "b.json")
    let run = try bench.run("--fix", "a.json", "b.json")
    #expect(run.status == 1)
    #expect(run.error == "repllint: fixed a.json: write `Enabled`\nrepllint: fixed 1 problem in 1 file\n")
    #expect(!run.output.contains("status-invalid"))
    #expect(run.output.contains("role-arn-malformed"))
    #expect(try bench.read("a.json") == Sample.good)
    #expect(try bench.read("b.json") == Sample.bad)
    #expect(try bench.names() == ["a.json", "b.json"])
    let again = try bench.run("--fix", "a.json")
    #expect(again.status == 0)
    #expect(again.error == "")
    #expect(try bench.read("a.json") == Sample.good)
  }

  @Test func unsafeFixesNeedToBeAskedFor() throws {
    try bench.write(Sample.quoted, to: "a.json")
    #expect(try bench.run("--fix", "a.json").status == 1)
    #expect(try bench.read("a.json") == Sample.quoted)
    #expect(try bench.run("--fix", "--unsafe-fixes", "a.json").status == 0)
    #expect(try bench.read("a.json") == Sample.good)
  }

  @Test func modeAndLinkStay() throws {
    try bench.write(Sample.fixable, to: "real/a.json")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: bench.url("real/a.json").path)
    try FileManager.default.createSymbolicLink(
      atPath: bench.url("link.json").path, withDestinationPath: "real/a.json")
    #expect(try bench.run("--fix", "link.json").status == 0)
    #expect(try bench.read("real/a.json") == Sample.good)
    #expect(try bench.mode("real/a.json") == 0o600)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: bench.url("link.json").path) == "real/a.json")
    #expect(try bench.names("real") == ["a.json"])
  }

  @Test func twoNamesOfOneFileAreFixedTogether() throws {
    try bench.write(Sample.fixable, to: "a.json")
    try FileManager.default.createSymbolicLink(atPath: bench.url("b.json").path, withDestinationPath: "a.json")
    let run = try bench.run("--fix", ".")
    #expect(run.status == 0)
    #expect(try bench.read("a.json") == Sample.good)
  }

  #if os(Linux)
    @Test func filesWhoseNamesDifferOnlyInNormalFormAreAllFixed() throws {
      for name in ["\u{E9}.json", "e\u{301}.json"] {
        #expect(try bench.shell("cat > '\(name)' <<'END'\n\(Sample.fixable)END").status == 0)
      }
      let run = try bench.run("--fix", ".")
      #expect(run.status == 0)
      #expect(run.error.contains("fixed 2 problems in 2 files\n"))
      #expect(try bench.shell("grep -l enabled *.json").output == "")
      #expect(try bench.run(".").output.hasSuffix("0 errors, 0 warnings, 0 notes in 2 files\n"))
    }

    @Test func fixesOfFilesWhoseNamesDifferOnlyInNormalFormAreReportedForEach() throws {
      for name in ["\u{E9}.json", "e\u{301}.json"] {
        #expect(try bench.shell("cat > '\(name)' <<'END'\n\(Sample.bad)END").status == 0)
      }
      let run = try bench.run("--format", "concise", ".")
      #expect(run.output.split(separator: "\n").count { $0.contains("error[role-arn-malformed]") } == 2)
    }
  #endif

  @Test(.enabled(if: getuid() != 0, "a privileged user may write everything"))
  func aProtectedFileIsLeftAlone() throws {
    try bench.write(Sample.fixable, to: "a.json")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: bench.url("a.json").path)
    let run = try bench.run("--fix", "a.json")
    #expect(run.status == 2)
    #expect(run.error == "repllint: a.json: Permission denied\n")
    #expect(run.output.contains("status-invalid"))
    #expect(try bench.read("a.json") == Sample.fixable)
  }

  @Test func diffShowsAndChangesNothing() throws {
    try bench.write(Sample.fixable, to: "a.json")
    let run = try bench.run("--diff", "a.json")
    #expect(run.status == 1)
    #expect(
      run.output == """
        --- a.json
        +++ a.json
        @@ -1,6 +1,6 @@
         {
           "Role": "arn:aws:iam::668546647514:role/source,arn:aws:iam::779657758625:role/target",
           "Rules": [
        -    { "Prefix": "", "Status": "enabled", "Destination": { "Bucket": "arn:aws:s3:::target-bucket" } }
        +    { "Prefix": "", "Status": "Enabled", "Destination": { "Bucket": "arn:aws:s3:::target-bucket" } }
           ]
         }

        """)
    #expect(run.error == "repllint: would fix 1 problem in 1 file\n")
    #expect(try bench.read("a.json") == Sample.fixable)
    #expect(try bench.run("--diff", "--fix", "a.json").output == run.output)
    #expect(try bench.read("a.json") == Sample.fixable)
  }

  @Test func diffEndsWithZeroWhereNothingWouldChange() throws {
    try bench.write(Sample.bad, to: "a.json")
    let run = try bench.run("--diff", "a.json")
    #expect(run.status == 0)
    #expect(run.output == "")
  }

  @Test func patchAppliesTheDiff() throws {
    try bench.write(String(Sample.fixable.dropLast()), to: "a.json")
    try bench.write(Sample.fixable.replacing("\n", with: "\r\n"), to: "b.json")
    let run = try bench.shell(
      #""$TOOL" --diff . > d; command -v patch > /dev/null || exit 77; patch -s -p0 --binary < d"#)
    if run.status == 77 { return }
    #expect(run.status == 0)
    #expect(try bench.read("a.json") == String(Sample.good.dropLast()))
    #expect(try bench.read("b.json") == Sample.good.replacing("\n", with: "\r\n"))
  }

  @Test func patchAppliesADiffOfNamesThatNeedQuotes() throws {
    guard try bench.shell("command -v patch").status == 0 else { return }
    let names = ["a b.json", "q\"x.json", #"back\slash.json"#, "tab\tx.json", "\u{E9} \u{1B}[2J.json", "-p9.json"]
    for name in names { try bench.write(Sample.fixable, to: name) }
    let run = try bench.shell(#""$TOOL" --diff . > d; patch -s -p0 --binary < d"#)
    #expect(run.status == 0, "\(run.output)\(run.error)")
    for name in names { #expect(try bench.read(name) == Sample.good) }
  }

  @Test func nameWithALineBreakForgesNoHunk() throws {
    guard try bench.shell("command -v patch").status == 0 else { return }
    try bench.write("safe\n", to: "victim")
    try bench.write(Sample.fixable, to: "x\n--- victim\n+++ victim\n@@ -1 +1 @@\n-safe\n+forged\n.json")
    _ = try bench.shell(#""$TOOL" --diff . > d; patch -f -s -p0 --binary < d"#)
    #expect(try bench.read("victim") == "safe\n")
    #expect(try bench.read("d").split(separator: "\n").count { $0.hasPrefix("--- ") } == 1)
  }

  @Test func diffToATerminalMovesNoCursor() throws {
    guard try bench.shell("command -v script").status == 0 else { return }
    try bench.write(Sample.fixable.replacing("role/source", with: "role/\u{202E}source"), to: "a\u{1B}[2J.json")
    let run = try bench.shell(#"script -qec '"$TOOL" --diff .' /dev/null < /dev/null"#)
    #expect(run.output.contains("<U+202E>source"))
    #expect(!run.output.contains("\u{1B}") && !run.output.contains("\u{202E}"))
  }

  @Test func standardInputComesBackFixed() throws {
    let run = try bench.run("--fix", "-", input: Sample.fixable)
    #expect(run.status == 0)
    #expect(run.output == Sample.good)
    #expect(run.error.contains("0 errors"))
    let same = try bench.run("--fix", "--quiet", "-", input: Sample.bad)
    #expect(same.status == 1)
    #expect(same.output == Sample.bad)
    #expect(same.error.contains("role-arn-malformed"))
  }
}
