import Foundation
import RepllintTestSupport
import Testing

/// `repllint diagnose` as a process.
struct DiagnoseCommandTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try FileManager.default.copyItem(at: Fixtures.url("samples/guide"), to: bench.url("guide"))
  }

  /// The first cause, without its number.
  private func firstCause(_ run: RunResult) -> String {
    run.output.split(separator: "\n").first { $0.hasPrefix("1. ") }.map { String($0.dropFirst(3)) } ?? ""
  }

  private func line(_ members: String, key: String = "a") -> String {
    #"{"level":"error","entry":{"objectKey":"\#(key)"},\#(members)}"# + "\n"
  }

  @Test(arguments: ["COMPLETED", "REPLICA"]) func objectThatReplicatedHasNoCauses(status: String) throws {
    let run = try bench.run("diagnose", "a", "guide", "--status", status)
    #expect(run.status == 0 && run.error.isEmpty && run.output.contains("there is nothing to explain"))
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test func newerServerExplainsPending() throws {
    let run = try bench.run("diagnose", "a", "guide", "--status", "PENDING")
    #expect(run.status == 1)
    #expect(
      firstCause(run).hasPrefix("the server is 9.5.2 or later, where the source role may not do `s3:ReplicateObject`"))
    let known = try bench.run("diagnose", "a", "guide", "--status", "PENDING", "--server-version", "9.5.1")
    #expect(!known.output.contains("9.5.2"))
    let enforced = try bench.run("diagnose", "a", "guide", "--status", "PENDING", "--server-version", "9.5.2")
    #expect(firstCause(enforced).hasPrefix("the source role may not do `s3:ReplicateObject`"))
    #expect(enforced.output.contains("confirm: the log of Backbeat's status processor"))
  }

  @Test(arguments: [
    (
      "s3:ReplicateObject", "FAILED", "the target role may not do `s3:ReplicateObject` on",
      "an error occurred on putData to S3"
    ),
    (
      "s3:GetObjectVersion\"", "PENDING", "the source role may not do `s3:GetObjectVersion` on",
      "an error occurred on getObject from S3"
    ),
    (
      "s3:GetReplicationConfiguration", "PENDING", "the source role may not do `s3:GetReplicationConfiguration` on",
      "error getting replication configuration from S3"
    ),
  ])
  func refusalInTheDocumentsIsFirst(action: String, status: String, cause: String, log: String) throws {
    let path = "guide/S3-role-permissions-policy.json"
    let policy = try bench.read(path)
    #expect(policy.contains(action))
    let other = action.hasSuffix("\"") ? "s3:GetObjectAcl\"" : "s3:GetObjectAcl"
    try bench.write(policy.replacing(action, with: other), to: path)
    let run = try bench.run("diagnose", "a", "guide", "--status", status, "--source-bucket", "source-bucket")
    #expect(run.status == 1 && firstCause(run).hasPrefix(cause), "\(run.output)")
    #expect(run.output.contains("\n   = confirm: the log of Backbeat's queue processor has `\(log)` for the key\n"))
  }

  @Test func trustThatExcludesBackbeatIsFirst() throws {
    let path = "guide/backbeat-role-trust-policy.json"
    try bench.write(
      try bench.read(path).replacing("\"Service\": \"backbeat\"", with: "\"AWS\": \"arn:aws:iam::668546647514:root\""),
      to: path)
    let run = try bench.run("diagnose", "a", "guide", "--status", "PENDING")
    #expect(firstCause(run).hasPrefix("Backbeat may not assume the source role"), "\(run.output)")
    #expect(run.output.contains("--> guide/backbeat-role-trust-policy.json:"))
  }

  @Test func keyThatNoRuleCoversIsFirst() throws {
    let path = "guide/replication-configuration.json"
    try bench.write(try bench.read(path).replacing("\"Prefix\": \"\"", with: "\"Prefix\": \"b\""), to: path)
    let run = try bench.run("diagnose", "a", "guide", "--status", "NONE")
    #expect(firstCause(run) == "no enabled rule covers the key", "\(run.output)")
    #expect(run.output.contains("replication is not retroactive"))
  }

  @Test func statusIsReadFromTheAnswersOfHeadObject() throws {
    func head(_ status: String?, _ name: String) throws {
      let member = status.map { ", \"ReplicationStatus\": \"\($0)\"" } ?? ""
      try bench.write(
        """
        {"AcceptRanges": "bytes", "LastModified": "2026-11-01T10:00:00+00:00", "ContentLength": 0, \
        "ETag": "\\"d4\\"", "VersionId": "3938", "ContentType": "binary/octet-stream", "Metadata": {}\(member)}
        """, to: "guide/\(name)")
    }
    let none = try bench.run("diagnose", "a", "guide")
    #expect(none.status == 2 && none.output.isEmpty)
    #expect(none.error == "repllint: no answer of head-object found; set --status to its answer\n")
    try head("FAILED", "source-head-object.json")
    try head("REPLICA", "copy.json")
    #expect(try bench.run("diagnose", "a", "guide").output.contains("why the object is `FAILED`"))
    try head(nil, "target-head-object.json")
    #expect(try bench.run("diagnose", "a", "guide").output.contains("why the object is `FAILED`"))
    try head("PENDING", "another.json")
    let several = try bench.run("diagnose", "a", "guide")
    #expect(several.status == 2 && several.error.contains("set --status to one of them"))
    #expect(try bench.run("diagnose", "a", "guide", "--status", "NONE").status == 1)
  }

  @Test func linesOfTheLogAreFirst() throws {
    let log =
      line(#""method":"ReplicateObject._setTargetAccountMdOnce","origin":"target","error":"connect ECONNREFUSED""#)
      + line(#""method":"ReplicateObject._putMetadataOnce","origin":"target","error":"other object""#, key: "b")
      + line(#""method":"ReplicateObject._putMetadataOnce","origin":"target","error":"Access Denied""#)
      + line(#""method":"ReplicateObject._putMetadataOnce","origin":"target","error":"Access Denied""#)
      + line(#""method":"ReplicateObject._setupRolesOnce","origin":"source","error":"Access Denied""#)
      + line(
        #""message":"role in replication entry for source does not match role in bucket replication configuration ""#)
      + #"{"level":"info","entry":{"objectKey":"a"},"message":"replication status published"}"# + "\n\nsomething else\n"
    let run = try bench.run("diagnose", "a", "guide", "--status", "FAILED", "--log", "-", input: log)
    #expect(run.status == 1 && run.error.isEmpty, "\(run.error)")
    let causes = run.output.split(separator: "\n").filter { $0.first?.isNumber == true }.map(String.init)
    #expect(
      causes[0] == "1. Backbeat could not look up the account of the target role at the target: `connect ECONNREFUSED`")
    #expect(
      causes[1]
        == "2. Backbeat could not write the object's metadata at the target: `Access Denied`; the documents allow it")
    #expect(
      causes[2].hasPrefix(
        "3. Backbeat could not read the bucket's replication configuration at the source: `Access Denied`; such an error leaves `PENDING`"
      ))
    #expect(causes[3].hasPrefix("4. `Role` was changed while the object was queued"))
    #expect(causes[4] == "5. Backbeat met an error: `something else`")
    #expect(!run.output.contains("other object"))
  }

  @Test func formatsHaveTheSameCauses() throws {
    let arguments = ["diagnose", "a", "guide", "--status", "FAILED"]
    let text = try bench.launch(arguments)
    let json = try bench.launch(arguments + ["--format", "json"])
    #expect(text.status == 1 && json.status == 1)
    let value = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let setups = try #require(value?["setups"] as? [[String: Any]])
    #expect(value?["version"] as? Int == 1 && setups.count == 1)
    #expect(setups[0]["status"] as? String == "FAILED" && setups[0]["outcome"] as? String == "COMPLETED")
    let causes = try #require(setups[0]["causes"] as? [[String: Any]])
    #expect(causes.count > 5)
    for (index, cause) in causes.enumerated() {
      let message = try #require(cause["message"] as? String)
      let confirmation = try #require(cause["confirmation"] as? String)
      #expect(text.output.contains("\(index + 1). \(message)\n   = confirm: \(confirmation)\n"))
    }
  }

  @Test func logWithoutTheObjectIsReported() throws {
    try bench.write(line(#""error":"x""#, key: "b"), to: "log")
    let run = try bench.run("diagnose", "a", "guide", "--status", "FAILED", "--log", "log")
    #expect(run.status == 1)
    #expect(run.error == "repllint: no line of `log` shows a failure of the object; 1 are about other objects\n")
    let missing = try bench.run("diagnose", "a", "guide", "--status", "FAILED", "--log", "nosuch")
    #expect(missing.status == 2 && missing.output.isEmpty && missing.error.hasPrefix("repllint: nosuch: "))
  }

  @Test func hostileTextReachesNoTerminal() throws {
    let log = "\u{1B}[2J\u{7}error\u{202E}\n" + line(#""error":"\u001b]0;x""#, key: "\\u001b")
    let run = try bench.run("diagnose", "\u{1B}", "guide", "--status", "FAILED", "--log", "-", input: log)
    #expect(run.status == 1)
    #expect(!run.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    #expect(run.output.contains("<U+001B>]0;x") && run.output.contains("<U+001B>[2J<U+0007>error<U+202E>"))
  }

  @Test(arguments: [
    ["", "guide"], ["a", "guide", "--log="], ["a", "-", "--log", "-"], ["a", "guide", "--status", "DONE"], [],
  ])
  func senselessOptionsAreRefused(options: [String]) throws {
    let run = try bench.launch(["diagnose"] + options)
    #expect(run.status == 2 && run.output.isEmpty && !run.error.isEmpty)
  }

  @Test func folderWithoutSetupIsTrouble() throws {
    try bench.write(Sample.unknown, to: "empty/a.json")
    let run = try bench.run("diagnose", "a", "empty", "--status", "FAILED")
    #expect(run.status == 2 && run.output.isEmpty && run.error.contains("no setup found"))
  }
}
