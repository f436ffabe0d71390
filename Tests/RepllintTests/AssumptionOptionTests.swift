import Foundation
import RepllintTestSupport
import Testing

/// `--strict`, `--at` and `--bucket`, and bucket policies in folders, through the command.
struct AssumptionOptionTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    let trust = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
        "Action": "sts:AssumeRole"}]}
      """
    try bench.write(trust, to: "setup/source-trust.json")
    try bench.write(trust, to: "setup/target-trust.json")
    try write(condition: "")
    try bench.write(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::copy/*"}]}
      """, to: "setup/target-policy.json")
    try bench.write(
      """
      {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst",
       "Rules": [{"ID": "all", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}]}
      """, to: "setup/replication.json")
  }

  private func write(condition: String) throws {
    try bench.write(
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::orders"},
        {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"],
         "Resource": "arn:aws:s3:::orders/*"\(condition)}]}
      """, to: "setup/source-policy.json")
  }

  private func write(bucketPolicyOf bucket: String, to path: String, action: String = "s3:*") throws {
    try bench.write(
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "\(action)",
        "Resource": "arn:aws:s3:::\(bucket)/*"}]}
      """, to: path)
  }

  /// `replicates` of the only setup in the JSON report.
  private func verdict(_ arguments: String...) throws -> Bool? {
    let run = try bench.launch(["--format", "json", "--server-version", "9.5.2"] + arguments + ["setup"])
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let setups = try #require(report?["setups"] as? [[String: Any]], "\(run.error)")
    #expect(setups.count == 1)
    return setups.first?["replicates"] as? Bool
  }

  private func outcome(_ arguments: String...) throws -> String? {
    let run = try bench.launch(
      ["trace", "--key", "a", "--format", "json", "--server-version", "9.5.2"] + arguments + ["setup"])
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return report?["outcome"] as? String
  }

  @Test func strictTakesNothingForProvedThatRestsOnAnAssumption() throws {
    #expect(try verdict() == true)
    #expect(try verdict("--strict") == nil)
    #expect(try outcome() == "COMPLETED")
    #expect(try outcome("--strict") == "UNKNOWN")
  }

  @Test func strictKeepsWhatABucketPolicyDenies() throws {
    try write(bucketPolicyOf: "copy", to: "setup/target-bucket-policy.json")
    #expect(try verdict("--strict") == false)
    #expect(try outcome("--strict") == "FAILED")
  }

  @Test func timeOfRequestsDecidesConditionsOnDates() throws {
    try write(condition: #", "Condition": {"DateLessThan": {"aws:CurrentTime": "2031-01-01T00:00:00Z"}}"#)
    #expect(try verdict() == nil)
    #expect(try verdict("--at", "2030-06-01T00:00:00Z") == true)
    #expect(try verdict("--at", "2032-06-01T00:00:00Z") == false)
    #expect(try outcome("--at", "2032-06-01T00:00:00Z") == "PENDING")
  }

  @Test func invalidTimeIsOneLine() throws {
    let run = try bench.run("--at", "tomorrow", "setup")
    #expect(run.status == 2)
    #expect(run.error.contains("invalid time `tomorrow` for --at; write a time such as 2030-01-01T00:00:00Z."))
  }

  @Test func bucketPolicyInTheFolderIsAssignedByTheBucketThatItNames() throws {
    try write(bucketPolicyOf: "orders", to: "setup/policy-a.json", action: "s3:GetObjectVersion")
    #expect(try outcome() == "PENDING")
    try write(bucketPolicyOf: "copy", to: "setup/policy-a.json")
    #expect(try outcome() == "FAILED")
  }

  @Test func bucketOfAPolicyDecidesWhetherItsResourcesAreValid() throws {
    // That of a bucket of the setup would be checked with the setup.
    try write(bucketPolicyOf: "elsewhere", to: "policy.json")
    #expect(try bench.run("--bucket", "elsewhere", "policy.json").status == 0)
    let other = try bench.run("--bucket", "orders", "policy.json")
    #expect(other.status == 1)
    #expect(other.output.contains("MalformedPolicy: Policy has invalid resource"))
    let empty = try bench.run("--bucket", "", "policy.json")
    #expect(empty.status == 2)
    #expect(empty.error.contains("--bucket is empty."))
  }

  @Test func versionIsAnAssumptionWhereItDecidesWhoIsOfAnotherAccount() throws {
    // Before CLDSRV-674 an Allow for another account needs no IAM Allow, and an ARN ending in `root` is its account's.
    let cases: [(owner: String, principal: String, isAssumed: Bool)] = [
      ("930417265580", "930417265580", false),
      ("930417265580", "arn:aws:iam::930417265580:role/copier", false),
      ("930417265580", "arn:aws:iam::930417265580:role/chroot", true),
      ("410293857164", "930417265580", true),
    ]
    for (owner, principal, isAssumed) in cases {
      try bench.write(
        """
        {"setups": [{"name": "orders", "replication": "replication.json",
          "source": {"bucket": "orders", "trust": "source-trust.json", "permissions": ["source-policy.json"]},
          "target": {"owner": "\(owner)", "trust": "target-trust.json",
                     "permissions": ["target-policy.json"], "bucketPolicy": "target-bucket-policy.json"}}]}
        """, to: "setup/.repllint.json")
      try bench.write(
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "\(principal)"},
          "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::copy/*"}]}
        """, to: "setup/target-bucket-policy.json")
      for (version, isOpen) in [("8.8.35", false), ("9.2.0", true), ("9.4.4", false)] {
        #expect(
          try isVersionAssumed(version) == (isOpen && isAssumed), "owner \(owner), \(principal), version \(version)")
      }
    }
  }

  private func isVersionAssumed(_ version: String) throws -> Bool {
    let run = try bench.launch(["--format", "json", "--server-version", version, "setup"])
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let setups = try #require(report?["setups"] as? [[String: Any]], "\(run.error)")
    let assumptions = try #require(setups.first?["assumptions"] as? [[String: Any]])
    return assumptions.contains { $0["id"] as? String == "server-version" }
  }

  @Test func commandThatSettlesRequestsFitsTheConditions() throws {
    let cases = [
      (#""Bool": {"aws:SecureTransport": "false"}"#, ".source.transport"),
      (#""IpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#, "grep clientIP"),
      (#""DateLessThan": {"aws:CurrentTime": "2031-01-01T00:00:00Z"}"#, "date -u"),
    ]
    for (condition, command) in cases {
      try write(condition: #", "Condition": {\#(condition)}"#)
      let run = try bench.run("--format", "json", "setup")
      let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let assumptions = (report?["setups"] as? [[String: Any]])?.first?["assumptions"] as? [[String: Any]]
      let settling = assumptions?.first { $0["id"] as? String == "request-context" }?["settledBy"] as? String
      #expect(settling?.contains(command) == true, "\(condition): \(settling ?? "nothing")")
    }
  }
}
