import ReplicationLint
import Testing

/// Documents that serve more than one role, setup or call: what is found in them is decided with all of these in view.
struct SharedDocumentTests {
  private static let account = "410293857164"

  private static func replication(_ accounts: [String] = [account, "930417265580"], prefix: String = "") -> String {
    """
    {"Role": "arn:aws:iam::\(accounts[0]):role/crr-source,arn:aws:iam::\(accounts[1]):role/crr-target", "Rules": [\
    {"Prefix": "\(prefix)", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}
    """
  }

  private static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, \
    "Action": "sts:AssumeRole"}]}
    """

  private static func statement(_ action: String, _ resource: String) -> String {
    #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "arn:aws:s3:::\#(resource)"}"#
  }

  private static func policy(_ statements: [String]) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
  }

  /// A policy that lets objects below `folder` of `bucket` replicate.
  private static func policy(bucket: String = "orders", folder: String = "", further: [String] = []) -> String {
    policy(
      [
        statement("s3:GetReplicationConfiguration", bucket),
        statement("s3:GetObjectVersion", "\(bucket)/\(folder)*"), statement("s3:ReplicateObject", "orders-copy/*"),
      ] + further)
  }

  private func inputs(_ files: [String: String]) -> [Input] { files.map { Input(name: $0.key, text: $0.value) } }

  @Test func createdPoliciesAreAssignedByNameWhereBothRolesAreInOneAccount() {
    func created(_ name: String) -> String {
      #"{"Policy": {"PolicyName": "\#(name)", "Arn": "arn:aws:iam::\#(Self.account):policy/\#(name)"}}"#
    }
    func attached(_ name: String) -> String {
      #"""
      {"AttachedPolicies": [{"PolicyName": "\#(name)", "PolicyArn": "arn:aws:iam::\#(Self.account):policy/\#(name)"}]}
      """#
    }
    let files = [
      "r.json": Self.replication([Self.account, Self.account]), "t.json": Self.trust, "p.json": Self.policy(),
      "source-created.json": created("read"), "target-created.json": created("write"),
      "source-attached.json": attached("read"), "target-attached.json": attached("write"),
    ]
    let report = Linter().check(inputs(files))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(!report.diagnostics.contains { $0.rule == "policy-not-attached" })
  }

  @Test(arguments: [("", Severity.warning), ("a/", .error)])
  func ineffectiveGrantIsErrorUnlessEverySetupOfThePolicyReplicates(_ folder: String, _ severity: Severity) {
    // The second setup selects keys that the policy does not cover where `folder` is not empty.
    let files = [
      "one.json": Self.replication(prefix: "a/"), "two.json": Self.replication(prefix: folder.isEmpty ? "a/" : "b/"),
      "t.json": Self.trust,
      "p.json": Self.policy(folder: "a/", further: [Self.statement("s3:GetObjectVersion", "or_ders/*")]),
    ]
    let setups = ["one", "two"].map { name in
      let site = SetupDeclaration.SiteDeclaration(trust: "t.json", permissions: ["p.json"])
      return SetupDeclaration(name: name, replication: "\(name).json", source: site, target: site)
    }
    let report = Linter(configuration: Configuration(setups: setups)).check(inputs(files))
    #expect(report.setups.map(\.replicates) == [true, folder.isEmpty])
    #expect(report.diagnostics.filter { $0.rule == "bucket-name-invalid" }.map(\.severity) == [severity])
  }

  @Test func wrongBucketInPolicyIsReportedForFirstCallOnly() {
    let files = ["r.json": Self.replication(), "t.json": Self.trust, "p.json": Self.policy(bucket: "invoices")]
    let configuration = Configuration(sourceBucket: "orders")
    let report = Linter(configuration: configuration).check(inputs(files))
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["source-config-read-missing"])
  }
}
