import ReplicationLint
import Testing

/// Inputs of `--cli-input-json`, which name the bucket that the document in them is put on.
struct CommandInputTests {
  private typealias Layout = SetupLayoutTests

  private static let policies = [
    "source-policy.json": Layout.source(), "target-policy.json": Layout.target(), "trust.json": Layout.trust,
  ]

  private func check(_ files: [String: String], _ configuration: Configuration = Configuration()) -> Report {
    Linter(configuration: configuration).check(
      files.merging(Self.policies) { a, _ in a }.map { Input(name: $0.key, text: $0.value) })
  }

  private static func replication(on bucket: String) -> String {
    #"{"Bucket": "\#(bucket)", "ReplicationConfiguration": \#(Layout.replication())}"#
  }

  @Test func bucketOfPutBucketReplicationIsTheSource() {
    let right = check(["replication.json": Self.replication(on: "orders")])
    #expect(right.setups.map(\.replicates) == [true])
    #expect(right.diagnostics.isEmpty)
    let other = check(["replication.json": Self.replication(on: "invoices")])
    #expect(other.setups.map(\.replicates) == [false])
    #expect(other.diagnostics.map(\.rule).contains("source-config-read-missing"))
    let destination = check(["replication.json": Self.replication(on: "orders-copy")])
    #expect(destination.setups.map(\.replicates) == [false])
    #expect(destination.diagnostics.map(\.rule).contains("source-is-destination"))
  }

  @Test func emptyBucketOfSkeletonNamesNone() {
    #expect(check(["replication.json": Self.replication(on: "")]).setups.map(\.replicates) == [true])
  }

  @Test func statedSourceBucketBesideAnotherInTheInputProvesNothing() {
    let report = check(["replication.json": Self.replication(on: "invoices")], Configuration(sourceBucket: "orders"))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(report.setups[0].openQuestions == ["the configuration is put on `invoices`, not on `orders`"])
  }

  @Test func bucketOfTheInputIsKnownWithoutPolicies() {
    let files = ["replication.json": Self.replication(on: "orders"), "trust.json": Layout.trust]
    let report = Linter().check(files.map { Input(name: $0.key, text: $0.value) })
    #expect(!report.diagnostics.contains { $0.message.contains("source bucket's name") })
  }

  private static func policy(on bucket: String, resource: String) -> String {
    let policy =
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "930417265580"}, "#
      + #""Action": "s3:GetObject", "Resource": "arn:aws:s3:::\#(resource)/*"}]}"#
    return #"{"Bucket": "\#(bucket)", "Policy": "\#(policy.replacing("\"", with: "\\\""))"}"#
  }

  @Test(arguments: ["orders", "orders-copy"]) func policyOfAnotherBucketThanThatOfTheInputIsRefused(_ bucket: String) {
    let replication = ["replication.json": Layout.replication()]
    let other = bucket == "orders" ? "orders-copy" : "orders"
    let files = replication.merging(["put-bucket-policy.json": Self.policy(on: bucket, resource: other)]) { $1 }
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["bucket-policy-resource-invalid"])
    let right = replication.merging(["put-bucket-policy.json": Self.policy(on: bucket, resource: bucket)]) { $1 }
    #expect(check(right).setups.map(\.replicates) == [true])
  }
}
