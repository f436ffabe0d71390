import Foundation
import Testing

/// Inputs that could not be checked appear in every machine format, not on standard error alone.
struct FailureReportTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(Sample.good, to: "r.json")
    try bench.write(#"{"serverr": {}}"#, to: "broken/.repllint.json")
    try bench.write(Sample.good, to: "broken/b.json")
    try FileManager.default.createDirectory(at: bench.url("empty"), withIntermediateDirectories: true)
  }

  private func run(_ format: String, _ paths: String...) throws -> RunResult {
    let run = try bench.launch(["--format", format] + paths)
    #expect(run.status == 2)
    #expect(!run.error.isEmpty)
    return run
  }

  private func json(_ text: some StringProtocol) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  @Test func jsonListsFailures() throws {
    let run = try run("json", "gone.json", "r.json", "broken", "empty")
    let report = try #require(try json(run.output) as? [String: Any])
    let failures = try #require(report["failures"] as? [[String: Any]])
    #expect(failures.map { $0["path"] as? String } == ["gone.json", "broken/.repllint.json"])
    #expect(failures.first?["reason"] as? String == "No such file or directory")
    #expect(failures.last?["range"] != nil)
    #expect((report["files"] as? [Any])?.count == 2)
  }

  @Test func jsonLinesEndWithFailures() throws {
    let run = try run("jsonl", "gone.json", "broken")
    let paths = try run.output.split(separator: "\n").map { line in
      ((try json(line) as? [String: Any])?["failure"] as? [String: Any])?["path"] as? String
    }
    #expect(paths == ["gone.json", "broken/.repllint.json"])
  }

  @Test func sarifInvocationIsNotSuccessful() throws {
    let run = try run("sarif", "gone.json", "broken")
    let log = try #require(try json(run.output) as? [String: Any])
    let sarif = try #require((log["runs"] as? [[String: Any]])?.first)
    let invocation = try #require((sarif["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
    #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 2)
  }

  @Test func sarifInvocationOfCompleteRunIsSuccessful() throws {
    let run = try bench.run("--format", "sarif", "r.json")
    let log = try #require(try json(run.output) as? [String: Any])
    let sarif = try #require((log["runs"] as? [[String: Any]])?.first)
    let invocation = try #require((sarif["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == true)
    #expect(invocation["toolExecutionNotifications"] == nil)
  }

  @Test func gitLabShowsMajorIssues() throws {
    let run = try run("gitlab", "gone.json", "broken")
    let issues = try #require(try json(run.output) as? [[String: Any]])
    #expect(issues.map { $0["severity"] as? String } == ["major", "major"])
    #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == 2)
  }

  @Test func gitHubAnnotatesFiles() throws {
    let run = try run("github", "gone.json", "broken")
    let lines = run.output.split(separator: "\n")
    #expect(
      lines.first == "::error title=repllint%3A not-checked,file=gone.json::No such file or directory")
    #expect(lines.last?.contains("file=broken/.repllint.json,line=1,endLine=1,col=2") == true)
  }

  @Test func junitCountsErrors() throws {
    let run = try run("junit", "gone.json", "r.json")
    #expect(run.output.contains(#"tests="2" failures="0" errors="1""#))
    #expect(run.output.contains(#"<error type="not-checked" message="No such file or directory">gone.json: "#))
  }

  @Test(arguments: ["json", "jsonl", "sarif", "gitlab", "github", "junit", "checkstyle", "rdjson", "markdown", "html"])
  func unreadableChosenConfigurationIsReported(format: String) throws {
    let run = try bench.run("--config", "gone.json", "--format", format, "--output", "report", "r.json")
    #expect(run.status == 2)
    #expect(try bench.read("report").contains("No such file or directory"))
  }

  @Test(arguments: ["text", "concise"]) func reportsForPeopleKeepToStandardError(format: String) throws {
    let run = try run(format, "gone.json", "r.json")
    #expect(run.error == "repllint: gone.json: No such file or directory\n")
    #expect(!run.output.contains("gone.json"))
  }
}
