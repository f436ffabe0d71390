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
}
