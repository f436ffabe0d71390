import JSONSource
import ReplicationLint
import Testing

/// Setups in which one fact keeps objects from replicating, or leaves it open.
@Suite struct UnprovedSetupTests {
  @Test(arguments: [false, true])
  func setupWithEveryFactStatedIsProved(isVersionTwo: Bool) throws {
    let setup = SetupCase(replicationV2: isVersionTwo)
    #expect(try setup.verdict() == true)
    #expect(try setup.outcome(of: "a") == .completed)
    #expect(setup.errors() == [])
  }

  @Test func oneRoleLeavesScalitySitePending() throws {
    var setup = SetupCase()
    setup.server.endpoints = [.init(site: "cloud", type: "aws_s3", isDefault: true), .init(site: "ring")]
    setup.role = SetupCase.sourceRole
    setup.rules = """
      {"Prefix": "a/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy", "StorageClass": "ring"}},
      {"Prefix": "b/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}}
      """
    #expect(try setup.verdict() == false)
    #expect(try setup.outcome(of: "a/1") == .pending)
    #expect(try setup.outcome(of: "b/1") == .completed)
    #expect(setup.errors() == ["role-count"])
  }

  @Test func sourceBucketOfOneAccountIsNoDestination() throws {
    for isVersionTwo in [false, true] {
      var setup = SetupCase(replicationV2: isVersionTwo)
      setup.role = isVersionTwo ? SetupCase.sourceRole : "\(SetupCase.sourceRole),arn:aws:iam::410293857164:role/dst"
      setup.rules = #"{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders"}}"#
      setup.targetPolicy = setup.targetPolicy.replacing(":copy", with: ":orders")
      (setup.target.bucket, setup.target.roleARN, setup.target.owner) = (nil, nil, "410293857164")
      #expect(setup.errors() == ["source-is-destination"])
      #expect(try setup.verdict() == nil)
      #expect(try setup.outcome(of: "a") == .unknown)
    }
  }

  @Test func sourceBucketBesideDeclaredTargetIsNoDestination() throws {
    var setup = SetupCase(replicationV2: true)
    setup.role = SetupCase.sourceRole
    setup.rules = """
      {"Prefix": "p/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}},
      {"Prefix": "q/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders"}}
      """
    setup.targetPolicy += "," + setup.targetPolicy.replacing(":copy", with: ":orders")
    (setup.target.roleARN, setup.target.owner) = (SetupCase.sourceRole, "410293857164")
    setup.isStrict = false
    #expect(setup.errors() == ["source-is-destination"])
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "p/1") == .completed)
    #expect(try setup.outcome(of: "q/1") == .unknown)
    // The target site has a bucket of this name.
    setup.rules = #"{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders"}}"#
    setup.target.bucket = "orders"
    #expect(setup.errors() == [])
    #expect(try setup.verdict() == true)
  }

  @Test func roleThatIsMissingSettlesOneRoleNamedTwice() throws {
    var setup = SetupCase()
    setup.role = "\(SetupCase.sourceRole),\(SetupCase.sourceRole)"
    #expect(try setup.verdict() == false)
    #expect(try setup.outcome(of: "a") == .failed)
    (setup.target.roleARN, setup.target.owner) = (SetupCase.sourceRole, "410293857164")
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .unknown)
  }

  @Test func trustThatIsRefusedOrThrowsIsNeverMet() throws {
    var setup = SetupCase()
    setup.server.request = nil
    setup.trust = """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
        "Action": "sts:AssumeRole",
        "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "Bool": {"aws:SecureTransport": true}}}]}
      """
    #expect(setup.errors() == ["condition-blocks-backbeat", "condition-blocks-backbeat"])
    #expect(try setup.verdict() == false)
    #expect(try setup.outcome(of: "a") == .pending)
  }

  @Test(arguments: [false, true])
  func externalLocationReadsNoBucket(isVersionTwo: Bool) throws {
    var setup = SetupCase(replicationV2: isVersionTwo)
    setup.role = SetupCase.sourceRole
    setup.rules = """
      {"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy:", "StorageClass": "cloud"}}
      """
    #expect(setup.errors() == [])
    #expect(try setup.verdict() == true)
    #expect(try setup.outcome(of: "a") == .completed)
    setup.rules = setup.rules.replacing("cloud", with: "zenko")
    setup.role = "\(SetupCase.sourceRole),\(SetupCase.targetRole)"
    #expect(setup.errors() == ["destination-arn-malformed"])
    #expect(try setup.verdict() == false)
    #expect(try setup.outcome(of: "a") == .failed)
  }

  @Test(arguments: ["copy:", "other"])
  func siteThatMayBeExternalLeavesMissingBucketOpen(_ bucket: String) throws {
    var setup = SetupCase(replicationV2: true)
    setup.server.endpoints = nil
    setup.rules = """
      {"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::\(bucket)", "StorageClass": "ring"}}
      """
    #expect(setup.errors() == [])
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .unknown)
  }

  @Test func refusalByVersionOneRestsOnTheVersion() throws {
    let destination = #""Destination": {"Bucket": "arn:aws:s3:::copy"}"#
    let rule = #"{"Prefix": "", "Status": "Enabled", \#(destination)}"#
    let cases: [(role: String, rules: String, isLifted: Bool)] = [
      ("\(SetupCase.sourceRole),\(SetupCase.targetRole)", #"{"Status": "Enabled", \#(destination)}"#, true),
      (SetupCase.sourceRole, rule, true),
      ("\(SetupCase.sourceRole),\(SetupCase.targetRole)", rule + "," + rule, false),
      (SetupCase.sourceRole, rule.replacing("Enabled", with: "enabled"), false),
    ]
    for (role, rules, isLifted) in cases {
      for isStated in [false, true] {
        var setup = SetupCase()
        if !isStated {
          setup.server = ServerProfile(version: ServerVersion(9, 5, 2), endpoints: setup.server.endpoints)
          setup.server.roleAuthentication = true
        }
        (setup.role, setup.rules, setup.isStrict) = (role, rules, false)
        let isOpen = isLifted && !isStated
        #expect(try setup.verdict() == false, "\(rules)")
        #expect(try setup.analysis().assumptions.map(\.id) == (isOpen ? [.replicationV2] : []), "\(rules)")
        #expect(try setup.outcome(of: "a") == .notConfigured)
        setup.isStrict = true
        #expect(try setup.verdict() == (isOpen ? nil : false), "\(rules)")
        #expect(
          try setup.analysis().openQuestions
            == (isOpen ? ["it is not shown that the server reads replication rules in their first form"] : []))
        #expect(try setup.outcome(of: "a") == (isOpen ? .unknown : .notConfigured))
      }
    }
  }

  @Test func cloudTargetHasNoTargetRole() throws {
    var setup = SetupCase(replicationV2: true)
    setup.role = SetupCase.sourceRole
    setup.rules = """
      {"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy", "StorageClass": "cloud"}}
      """
    #expect(setup.errors() == [])
    #expect(try setup.verdict() == true)
  }

  @Test func siteThatIsNotKnownLeavesEveryKeyOpen() throws {
    for status in ["Enabled", "Disabled"] {
      var setup = SetupCase()
      setup.server.endpoints = nil
      setup.rules = """
        {"Prefix": "a/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::copy"}},
        {"Prefix": "b/", "Status": "\(status)", "Destination": {"Bucket": "arn:aws:s3:::copy", "StorageClass": "ring"}}
        """
      #expect(try setup.verdict() == nil)
      #expect(try setup.outcome(of: "a/1") == .unknown)
      #expect(try setup.analysis().openQuestions.count == 1)
    }
  }

  @Test func rolesThatSeemSwappedLeaveEveryKeyOpen() throws {
    var setup = SetupCase()
    setup.role = "arn:aws:iam::410293857164:role/crr-target,arn:aws:iam::930417265580:role/crr-source"
    (setup.source.roleARN, setup.target.roleARN) = (nil, nil)
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .unknown)
  }

  @Test func policiesDecideNothingWhereBackbeatUsesNoRoles() throws {
    var setup = SetupCase()
    setup.server.roleAuthentication = false
    setup.trust = setup.trust.replacing(#""Service": "backbeat""#, with: #""AWS": "410293857164""#)
    setup.targetPolicy = setup.targetPolicy.replacing("Allow", with: "Deny")
    setup.source.roleARN = "arn:aws:iam::410293857164:role/other"
    for isStrict in [false, true] {
      setup.isStrict = isStrict
      #expect(try setup.verdict() == nil)
      #expect(try setup.outcome(of: "a") == .unknown)
      #expect(setup.errors() == [])
    }
    let questions = try setup.analysis().openQuestions
    #expect(questions.map(\.text) == ["Backbeat does not authenticate with the roles of the configuration"])
  }

  @Test func suspendedTargetIsOpenWhereBackbeatMayAskForVersions() throws {
    for (version, expected) in [(ServerVersion(8, 8, 35), true), (ServerVersion(9, 4, 4), nil)] as [(_, Bool?)] {
      var setup = SetupCase(version: version)
      setup.targetVersioning = "Suspended"
      #expect(try setup.verdict() == expected)
      #expect(try setup.outcome(of: "a") == (expected == true ? .completed : .unknown))
      #expect(try setup.analysis().openQuestions.count == (expected == true ? 0 : 1))
    }
  }

  @Test(arguments: [Side.source, .target])
  func noBucketPolicyHelpsForeignRoleIn2024(_ side: Side) throws {
    for (version, expected) in [(ServerVersion(8, 8, 35), false), (ServerVersion(9, 5, 2), true)] {
      var setup = SetupCase(version: version)
      let statement = #"{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": ["#
      if side == .source {
        setup.source.owner = "555555555555"
        setup.sourceBucketPolicy = statement + #""arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]}"#
      } else {
        setup.target.owner = "555555555555"
        setup.targetBucketPolicy = statement + #""arn:aws:s3:::copy", "arn:aws:s3:::copy/*"]}"#
      }
      #expect(try setup.verdict() == expected)
      let refused: ReplicationTrace.Outcome = side == .source ? .replicaButPending : .failed
      #expect(try setup.outcome(of: "a") == (expected ? .completed : refused))
      #expect(setup.errors() == (expected ? [] : ["bucket-owner-differs"]))
    }
  }

  @Test func strictVerdictIsOpenWhereAnUnknownBucketPolicyMayGrantAForeignRole() throws {
    for (side, version, expected) in [
      (Side.target, ServerVersion(9, 5, 2), nil), (.source, ServerVersion(9, 5, 2), nil),
      // No bucket policy of 2024 is read on the routes that write at the target.
      (.target, ServerVersion(8, 8, 35), false), (.target, ServerVersion(9, 0, 0), nil),
    ] as [(Side, ServerVersion, Bool?)] {
      var setup = SetupCase(version: version)
      setup.isBucketPolicyStated = false
      if side == .source { setup.source.owner = "555555555555" } else { setup.target.owner = "555555555555" }
      #expect(try setup.verdict() == expected, "\(side) \(version)")
      #expect(try (setup.outcome(of: "a") == .unknown) == (expected == nil), "\(side) \(version)")
      setup.isStrict = false
      #expect(try setup.verdict() == false)
    }
  }

  @Test func strictVerdictIsFalseWhereNoBucketPolicyGrantsAForeignRole() throws {
    // The release that wants the right of the role too lies between 8.8.35 and 9.4.4.
    for (side, version, expected) in [
      (Side.target, ServerVersion(9, 5, 2), false), (.target, ServerVersion(9, 0, 0), false),
      (.source, ServerVersion(9, 5, 2), false), (.source, ServerVersion(9, 0, 0), nil),
    ] as [(Side, ServerVersion, Bool?)] {
      var setup = SetupCase(version: version)
      setup.isBucketPolicyStated = false
      if side == .source {
        setup.source.owner = "555555555555"
        setup.sourcePolicy = setup.sourcePolicy.replacing("s3:GetObjectVersion", with: "s3:GetObject")
      } else {
        setup.target.owner = "555555555555"
        setup.targetPolicy = setup.targetPolicy.replacing("s3:ReplicateObject", with: "s3:ReplicateTags")
      }
      #expect(try setup.verdict() == expected, "\(side) \(version)")
    }
  }

  /// Two destinations of one rule each, of which the manifest describes `copy`.
  private func severalDestinations() -> SetupCase {
    var setup = SetupCase(replicationV2: true)
    setup.rules = ["copy", "copy2"].enumerated().map { number, bucket in
      """
      {"Filter": {"Prefix": ""}, "Priority": \(number), "Status": "Enabled",
       "Destination": {"Bucket": "arn:aws:s3:::\(bucket)"}}
      """
    }.joined(separator: ",")
    return setup
  }

  @Test func factsAboutOneDestinationHoldForNoOther() throws {
    var setup = severalDestinations()
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .unknown)
    setup.isStrict = false
    #expect(try setup.verdict() == true)
    #expect(
      try setup.analysis().assumptions.map(\.message) == [
        "the target bucket `copy2` has no policy",
        "the account of the target role owns the bucket `copy2` and its objects",
        "versioning is enabled on the target bucket `copy2`",
      ])
    // An Allow of one bucket's policy is none of the other's.
    setup.targetPolicy = #"{"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::copy/*"}"#
    setup.targetBucketPolicy = """
      {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::copy/*"}
      """
    #expect(try setup.verdict() == false)
    setup.isStrict = true
    #expect(try setup.verdict() == nil)
  }

  @Test func suspendedDestinationIsNoOther() throws {
    var setup = severalDestinations()
    setup.targetVersioning = "Suspended"
    #expect(try setup.verdict() == false)
    setup.rules = setup.rules.replacing(#"copy"}"#, with: #"copy3"}"#)
    (setup.target.bucket, setup.isStrict) = ("copy2", false)
    #expect(try setup.analysis().assumptions.count == 3)
  }

  @Test func policyOfSecondDestinationBesideSetupLeavesItOpen() throws {
    let texts = [
      "replication.json": """
      {"Role": "\(SetupCase.sourceRole),\(SetupCase.targetRole)", "Rules": [\(severalDestinations().rules)]}
      """,
      "source-trust.json": SetupCase.trust, "target-trust.json": SetupCase.trust,
      "source-policy.json": #"{"Version": "2012-10-17", "Statement": [\#(SetupCase.sourceStatements)]}"#,
      "target-policy.json": """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": ["arn:aws:s3:::copy/*", "arn:aws:s3:::copy2/*"]}]}
      """,
      "copy2-bucket-policy.json": """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::copy2/*"}]}
      """,
    ]
    let server = ServerProfile(version: ServerVersion(9, 5, 2), replicationV2: true)
    let inputs = texts.sorted { $0.key < $1.key }.map { Input(name: $0.key, text: $0.value) }
    let linter = Linter(configuration: Configuration(server: server))
    #expect(linter.check(inputs).setups.map(\.replicates) == [nil])
    #expect(linter.trace(inputs, key: "a").map(\.outcome) == [.unknown])
    let others = inputs.filter { $0.source.name != "copy2-bucket-policy.json" }
    #expect(linter.check(others).setups.map(\.replicates) == [true])
  }

  @Test func policiesOfOneRoleCountForBothSides() throws {
    var setup = SetupCase(replicationV2: true)
    (setup.role, setup.target.roleARN) = (SetupCase.sourceRole, SetupCase.sourceRole)
    setup.target.owner = "410293857164"
    #expect(try setup.verdict() == true)
    let own = setup.targetPolicy
    setup.targetPolicy +=
      #", {"Effect": "Deny", "Action": "s3:GetObjectVersion", "Resource": "arn:aws:s3:::orders/b*"}"#
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .completed)
    #expect(try setup.outcome(of: "b") == .unknown)
    #expect(setup.errors() == [])
    // A right that only the other side's policy grants is not missing for certain.
    setup.targetPolicy = own + ", " + setup.sourcePolicy
    setup.sourcePolicy = #"{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::orders"}"#
    #expect(try setup.verdict() == nil)
    #expect(setup.errors() == [])
  }

  @Test func denyByTagDependsOnObject() throws {
    var setup = SetupCase()
    func statement(_ effect: String, _ test: String, _ action: String = "s3:GetObjectVersion") -> String {
      """
      , {"Effect": "\(effect)", "Action": "\(action)", "Resource": "arn:aws:s3:::orders/*",
        "Condition": {"\(test)": {"s3:ExistingObjectTag/confidential": "yes"}}}
      """
    }
    setup.sourcePolicy += statement("Deny", "StringEquals")
    setup.isStrict = false
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .unknown)
    #expect(setup.errors() == [])
    // Backbeat's own routes are not asked again with the tags.
    setup.sourcePolicy = SetupCase.sourceStatements + statement("Deny", "StringEquals", "s3:ReplicateObject")
    #expect(try setup.verdict() == false)
    // Without the tag there is no Allow.
    let others = SetupCase.sourceStatements.replacing(#""s3:GetObjectVersion", "#, with: "")
    setup.sourcePolicy = others + statement("Allow", "StringEquals")
    #expect(try setup.verdict() == false)
    #expect(try setup.outcome(of: "a") == .pending)
    setup.sourcePolicy = others + statement("Allow", "StringNotEquals")
    #expect(try setup.verdict() == nil)
    #expect(try setup.outcome(of: "a") == .unknown)
  }
}
