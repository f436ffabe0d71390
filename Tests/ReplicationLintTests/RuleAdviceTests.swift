import ReplicationLint
import Testing

/// What rules advise is true of the documents that they are about.
@Suite struct RuleAdviceTests {
  private static let trust = Input(
    name: "trust.json",
    text: """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}]}
      """)

  private static func replication(_ prefix: String, to bucket: String) -> Input {
    Input(
      name: "replication.json",
      text: """
        {"Role": "arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target", "Rules": [
          {"Prefix": "\(prefix)", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::\(bucket)"}}]}
        """)
  }

  private static func policy(_ name: String, _ statements: String...) -> Input {
    Input(name: name, text: #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#)
  }

  private static func allow(_ actions: String, _ resource: String, _ condition: String = "") -> String {
    let condition = condition.isEmpty ? "" : #", "Condition": \#(condition)"#
    return #"{"Effect": "Allow", "Action": \#(actions), "Resource": "arn:aws:s3:::\#(resource)"\#(condition)}"#
  }

  private static func check(_ inputs: [Input], version: ServerVersion? = nil) -> Report {
    Linter(configuration: Configuration(server: ServerProfile(version: version))).check(inputs)
  }

  @Test(arguments: [
    (#"{"StringEquals": {"s3:VersionId": "x"}}"#, "allow the action in a statement without this condition"),
    (#"{"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}"#, "set what Backbeat's requests look like"),
  ])
  func helpForConditionNamesRequestOnlyWhereItCanBeStated(_ condition: String, _ help: String) throws {
    let report = Self.check([
      Self.trust, Self.replication("", to: "orders-copy"),
      Self.policy(
        "policy.json", Self.allow(#""s3:GetReplicationConfiguration""#, "orders"),
        Self.allow(#""s3:GetObjectVersion""#, "orders/*", condition),
        Self.allow(#""s3:ReplicateObject""#, "orders-copy/*")),
    ])
    let found = try #require(report.diagnostics.first { $0.rule == "condition-on-needed-permission" })
    #expect(found.help?.hasPrefix(help) == true, "\(found.help ?? "")")
  }

  /// One policy for both roles that names the two buckets the wrong way round; the configuration is right.
  @Test func policyThatExchangesTheBucketsIsPointedAt() throws {
    let report = Self.check([
      Self.trust, Self.replication("", to: "orders-copy"),
      Self.policy(
        "policy.json", Self.allow(#""s3:GetReplicationConfiguration""#, "orders-copy"),
        Self.allow(#"["s3:GetObjectVersion", "s3:ReplicateObject"]"#, "orders-copy/*"),
        Self.allow(#""s3:ReplicateObject""#, "orders/*")),
    ])
    // Here the role may write to both buckets, so that another site may have one of this name.
    #expect(report.diagnostics.contains { $0.rule == "source-is-destination" && $0.consequence == .risk })
    let exchanged = Self.check([
      Self.trust, Self.replication("", to: "orders-copy"),
      Self.policy(
        "policy.json", Self.allow(#""s3:GetReplicationConfiguration""#, "orders-copy"),
        Self.allow(#""s3:GetObjectVersion""#, "orders-copy/*"), Self.allow(#""s3:ReplicateObject""#, "orders/*")),
    ])
    let found = try #require(exchanged.diagnostics.first { $0.rule == "source-is-destination" })
    #expect(found.consequence == .fails)
    #expect(found.help?.contains("exchange the two buckets in the policies") == true, "\(found.help ?? "")")
    #expect(found.labels.map { $0.path } == ["policy.json"])
  }

  @Test func policyWithPrincipalsIsNamedWhereThatOfTheRoleIsMissing() throws {
    let reads = [
      Self.allow(#""s3:GetReplicationConfiguration""#, "orders"), Self.allow(#""s3:GetObjectVersion""#, "orders/*"),
    ].map { $0.replacing(#""Effect""#, with: #""Principal": "*", "Effect""#) }
    let report = Self.check([
      Self.trust, Self.replication("", to: "orders-copy"), Self.policy("source-policy.json", reads[0], reads[1]),
      Self.policy("target-policy.json", Self.allow(#""s3:ReplicateObject""#, "orders-copy/*")),
    ])
    let found = try #require(report.diagnostics.first { $0.rule == "document-set-incomplete" })
    #expect(found.help?.contains("remove `Principal` from `source-policy.json`") == true, "\(found.help ?? "")")
  }

  @Test(arguments: ["logs/*", "a:b/", "${x}/", "what?"])
  func advisedResourceSettlesMissingRightForAnyPrefix(_ prefix: String) throws {
    func inputs(_ statements: [String]) -> [Input] {
      [
        Self.trust, Self.replication(prefix, to: "orders-copy"),
        Input(
          name: "policy.json",
          text: #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#),
      ]
    }
    let statements = [
      Self.allow(#""s3:GetReplicationConfiguration""#, "orders"), Self.allow(#""s3:GetObjectVersion""#, "orders/*"),
      Self.allow(#""s3:ReplicateObject""#, "orders-copy/*"),
    ]
    let report = Self.check(inputs(statements), version: ServerVersion(9, 5, 2))
    let found = try #require(
      report.diagnostics.first { $0.rule == "source-replicate-object" }, "\(described(report.diagnostics))")
    let fix = try #require(found.fix)
    let added = try #require(fix.edits.first?.text).drop { $0 != "{" }
    let repaired = Self.check(inputs(statements + [String(added)]), version: ServerVersion(9, 5, 2))
    #expect(!repaired.diagnostics.contains { $0.rule == found.rule || $0.severity == .error }, "\(added)")
    // A prefix with a wildcard is likely a mistake, so that nothing is called proved about it.
    let isDoubtful = prefix.utf8.contains(UInt8(ascii: "*")) || prefix.utf8.contains(UInt8(ascii: "?"))
    #expect(
      repaired.setups.map(\.replicates) == [isDoubtful ? nil : true], "\(added): \(described(repaired.diagnostics))")
  }

  @Test func destinationThatIsTheSourceIsNotToBeWrittenTo() {
    let inputs = [
      Self.trust, Self.replication("", to: "orders"),
      Self.policy(
        "policy.json", Self.allow(#""s3:GetReplicationConfiguration""#, "orders"),
        Self.allow(#""s3:GetObjectVersion""#, "orders/*"), Self.allow(#""s3:ReplicateObject""#, "orders-copy/*")),
    ]
    let errors = Self.check(inputs).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule) == ["source-is-destination"], "\(described(errors))")
  }

  @Test(
    arguments: [
      (#"{"DateGreaterThan": {"aws:CurrentTime": "2024-01-01T00:00:00Z"}}"#, true),
      (#"{"NumericGreaterThan": {"aws:EpochTime": "1700000000"}}"#, true),
      (#"{"DateLessThan": {"aws:CurrentTime": "2024-01-01T00:00:00Z"}}"#, false),
      (#"{"DateLessThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}"#, nil),
    ] as [(String, Bool?)])
  func timeBeforeEveryUseIsDecided(_ condition: String, _ replicates: Bool?) {
    let inputs = [
      Self.trust, Self.replication("", to: "orders-copy"),
      Self.policy(
        "policy.json", Self.allow(#""s3:GetReplicationConfiguration""#, "orders", condition),
        Self.allow(#"["s3:GetObjectVersion", "s3:ReplicateObject"]"#, "orders*")),
    ]
    let report = Self.check(inputs)
    #expect(report.setups.map(\.replicates) == [replicates], "\(described(report.diagnostics))")
  }

  @Test func policyOfThousandsOfForeignActionsHasOneFinding() {
    let actions = (1...4000).map { #""ec2:DescribeThing\#($0)""# }.joined(separator: ", ")
    let report = Self.check([Self.policy("policy.json", Self.allow("[\(actions)]", "orders/*"))])
    #expect(report.diagnostics.map(\.rule) == ["not-a-replication-policy"], "\(report.diagnostics.count)")
  }

  @Test func findingsOfAStatementWithThousandsOfActionsAreBounded() {
    let actions =
      ["s3:GetObjectVersion"] + (1...2000).map { "ec2:DescribeThing\($0)" } + (1...2000).map { "iam:Do\($0)" }
    let list = actions.map { #""\#($0)""# }.joined(separator: ", ")
    let report = Self.check([Self.policy("policy.json", Self.allow("[\(list)]", "orders/*"))])
    #expect(report.diagnostics.count <= 10, "\(report.diagnostics.count)")
    #expect(report.diagnostics.contains { $0.message.contains("2000 actions") })
  }

  @Test(arguments: ["${bucket}", "{{ bucket }}", "<bucket>", "%%BUCKET%%", "YOUR_BUCKET"])
  func valueThatIsNotFilledInHasOneFinding(_ value: String) {
    let inputs = [
      Input(
        name: "replication.json",
        text: """
          {"Role": "\(value)", "Rules": [
            {"Prefix": "\(value)", "Status": "\(value)", "Destination": {"Bucket": "\(value)", "StorageClass": "\(value)"}}]}
          """),
      Self.policy("policy.json", #"{"Effect": "\#(value)", "Action": "\#(value)", "Resource": "\#(value)"}"#),
    ]
    for (input, count) in zip(inputs, [5, 3]) {
      let found = Self.check([input]).diagnostics
      #expect(found.map(\.rule) == Array(repeating: "placeholder-value", count: count), "\(described(found))")
      #expect(found.contains { $0.consequence == .refused })
    }
  }
}
