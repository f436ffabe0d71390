import Foundation
import Testing

/// Pipes, devices, links and files of others: what is read, and that nothing waits indefinitely.
struct SpecialFileTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  /// Runs a line of shell that is ended after 20 seconds, with the status 124.
  private func shell(_ line: String) throws -> RunResult {
    try bench.shell("timeout 20 sh -c '\(line.replacing("'", with: "'\\''"))'")
  }

  @Test(arguments: ["fifo", "/dev/zero", ".", "link"])
  func manifestThatNamesNoRegularFileIsAFailure(_ path: String) throws {
    try bench.write(Sample.good, to: "r.json")
    #expect(try bench.shell("mkfifo fifo; ln -s fifo link").status == 0)
    try bench.write(
      #"{"setups": [{"replication": "r.json", "source": {"trust": "\#(path)"}}]}"#, to: ".repllint.json")
    let run = try shell("\"$TOOL\" r.json")
    #expect(run.status == 2)
    let reason = path == "." ? "Is a directory" : "not a regular file"
    #expect(run.error == "repllint: \(path): \(reason) (named in .repllint.json:1)\n")
  }

  @Test func pipeInPlaceOfTheConfigurationIsAFailure() throws {
    try bench.write(Sample.good, to: "d/r.json")
    #expect(try bench.shell("mkfifo .repllint.json").status == 0)
    for path in [".", "d/r.json", ".repllint.json"] {
      let run = try shell("\"$TOOL\" \(path)")
      #expect(run.status == 2)
      #expect(run.error == "repllint: .repllint.json: not a regular file\n")
    }
  }

  @Test func pipesAndDevicesInAFolderArePassedOver() throws {
    try bench.write(Sample.good, to: "r.json")
    #expect(try bench.shell("mkfifo a.json .gitignore .git; ln -s /dev/zero z.json").status == 0)
    let run = try shell("\"$TOOL\" .")
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.hasSuffix("in 1 file\n"))
  }

  @Test func endlessDeviceOnTheCommandLineEnds() throws {
    let run = try shell("\"$TOOL\" /dev/zero; \"$TOOL\" - < /dev/zero")
    #expect(run.status == 2)
    #expect(
      run.error == """
        repllint: /dev/zero: larger than 67108864 bytes
        repllint: -: larger than 67108864 bytes

        """)
  }

  @Test func namedPipeIsRead() throws {
    try bench.write(Sample.bad, to: "r.json")
    let run = try shell("mkfifo p; cat r.json > p & \"$TOOL\" --format concise p")
    #expect(run.status == 1)
    #expect(run.output.contains("p:2:"))
  }

  // MARK: Links and fixes

  @Test func linkThatLeadsOutOfTheSearchedFolderIsNotFixed() throws {
    try bench.write(Sample.fixable, to: "other/a.json")
    try bench.write(Sample.fixable, to: "in/b.json")
    #expect(try bench.shell("ln -s ../other/a.json in/a.json; ln -s b.json in/c.json").status == 0)
    let run = try bench.run("--fix", "in")
    #expect(run.status == 2)
    #expect(run.error.contains("repllint: in/a.json: a link that leads out of what was named, so it is not fixed\n"))
    #expect(try bench.read("other/a.json") == Sample.fixable)
    #expect(try bench.read("in/b.json") == Sample.good)
    #expect(try bench.run("--fix", "in", "other").status == 0)
    #expect(try bench.read("other/a.json") == Sample.good)
  }

  @Test func namedLinkIsFixedInsideTheCurrentFolderOnly() throws {
    try bench.write(Sample.fixable, to: "outside/a.json")
    try bench.write(Sample.fixable, to: "here/sub/b.json")
    #expect(try bench.shell("ln -s ../outside/a.json here/a.json; ln -s sub/b.json here/b.json").status == 0)
    let run = try bench.shell("cd here && \"$TOOL\" --fix a.json b.json")
    #expect(run.status == 2)
    #expect(run.error.contains("repllint: a.json: a link that leads out of what was named, so it is not fixed\n"))
    #expect(try bench.read("outside/a.json") == Sample.fixable)
    #expect(try bench.read("here/sub/b.json") == Sample.good)
  }

  @Test func filesThatOnlyAManifestNamesAreNeverFixed() throws {
    try bench.write(Sample.good, to: "d/r.json")
    try bench.write(#"{"Version":"2012-10-17","Statement":[{"effect":"Allow"}]}"#, to: "outside.json")
    try bench.write(
      #"{"setups": [{"replication": "r.json", "source": {"permissions": ["../outside.json"]}}]}"#,
      to: "d/.repllint.json")
    _ = try bench.run("--fix", "--unsafe-fixes", "d")
    #expect(try bench.read("outside.json") == #"{"Version":"2012-10-17","Statement":[{"effect":"Allow"}]}"#)
  }
}
