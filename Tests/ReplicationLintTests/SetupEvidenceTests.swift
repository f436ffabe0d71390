import JSONSource
import ReplicationLint
import Testing

/// Evidence that decides which document is whose, where names and folders alone would mislead.
struct SetupEvidenceTests {
  private static let (source, target) = (
    "arn:aws:iam::410293857164:role/crr-source", "arn:aws:iam::930417265580:role/crr-target"
  )

  /// A setup that is proved to replicate, in one folder.
  private static let files = [
    "replication.json": SetupLayoutTests.replication(), "source-policy.json": SetupLayoutTests.source(),
    "target-policy.json": SetupLayoutTests.target(), "trust.json": SetupLayoutTests.trust,
  ]

  private func check(_ files: [String: String]) -> Report {
    Linter().check(files.map { Input(name: $0.key, text: $0.value) })
  }

  private func with(_ more: [String: String]) -> [String: String] { Self.files.merging(more) { $1 } }

  // MARK: Roles

  @Test(arguments: ["a.json", "z.json"])
  func captureOfTheNamedRoleGoesBeforeAnotherRoleOfItsAccount(_ name: String) {
    let report = check(
      with([
        name: SetupLayoutTests.role(Self.source, trust: SetupLayoutTests.trust),
        "m.json": SetupLayoutTests.role(
          "arn:aws:iam::410293857164:role/backup-job", trust: SetupLayoutTests.trust),
      ]))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.map(\.rule) == ["document-set-incomplete"])
    #expect(report.diagnostics.map(\.path) == ["m.json"])
    #expect(report.diagnostics.first?.message.contains("`\(name)` shows the source role") == true)
  }

  /// Which role is meant shows in the name of the file, or of the role.
  @Test(arguments: [("target-role.json", "arn:aws:iam::930417265580:role/writer"), ("z.json", "\(target)x")])
  func mistypedRoleGoesBeforeAnotherRoleOfItsAccount(_ name: String, _ created: String) {
    let trust = SetupLayoutTests.trust
    let report = check(
      with([
        "a.json": SetupLayoutTests.role("arn:aws:iam::930417265580:role/monitor", trust: trust),
        "b.json": SetupLayoutTests.role("arn:aws:iam::930417265580:role/backup", trust: trust),
        name: SetupLayoutTests.role(created, trust: trust).replacing(
          #""RoleName": "x""#, with: #""RoleName": "\#(created.split(separator: "/").last ?? "")""#),
      ]))
    #expect(report.setups.map(\.replicates) == [false])
    let error = report.diagnostics.first { $0.severity == .error }
    #expect(error?.rule == "role-arn-disagrees")
    #expect(error?.message.contains("create-role returned `\(created)`") == true)
  }

  @Test func ofSeveralRolesOfOneAccountNoneIsAdvised() {
    let report = check(
      with([
        "a.json": SetupLayoutTests.role("arn:aws:iam::930417265580:role/monitor", trust: SetupLayoutTests.trust),
        "b.json": SetupLayoutTests.role("arn:aws:iam::930417265580:role/backup", trust: SetupLayoutTests.trust),
      ]))
    #expect(report.setups.map(\.replicates) == [nil])
    #expect(!report.diagnostics.contains { $0.severity == .error })
  }

  /// The documents of two sites, each in a folder.
  private static func sites(_ more: [String: String]) -> [String: String] {
    [
      "par/replication.json": SetupLayoutTests.replication(), "par/policy.json": SetupLayoutTests.source(),
      "par/trust.json": SetupLayoutTests.trust, "lyo/policy.json": SetupLayoutTests.target(),
      "lyo/trust.json": SetupLayoutTests.trust,
    ].merging(more) { $1 }
  }

  @Test(arguments: [
    "arn:aws:iam::930417265580:role/crr-tagret", "arn:aws:iam::930417265580:role/writer",
    "arn:aws:iam::930417265508:role/crr-target",
  ])
  func roleBesideThePolicyOfTheTargetIsTheOneThatExists(_ created: String) {
    let role = SetupLayoutTests.role(created).replacing(
      #""RoleName": "x""#, with: #""RoleName": "\#(created.split(separator: "/").last ?? "")""#)
    let report = check(Self.sites(["lyo/get-role.json": role]))
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["role-arn-disagrees"])
  }

  // MARK: Answers of the wrong site

  /// A policy that was made, or attached, with the access keys of the source.
  @Test(arguments: ["target-", "lyo/"], ["410293857164", "930417265580"])
  func answerNamedForTheTargetIsOfTheTarget(_ place: String, _ account: String) {
    let arn = "arn:aws:iam::\(account):policy/p"
    let files = place.hasSuffix("/") ? Self.sites([:]) : Self.files
    let created = #"{"Policy": {"PolicyName": "p", "Arn": "\#(arn)"}}"#
    let attached = #"{"AttachedPolicies": [{"PolicyName": "p", "PolicyArn": "\#(arn)"}]}"#
    for (name, answer) in [("create-policy.json", created), ("attached.json", attached)] {
      let report = check(files.merging([place + name: answer]) { $1 })
      #expect(report.setups.map(\.replicates) == [account == "930417265580" ? true : nil], "\(name)")
    }
  }

  // MARK: The policy of the other site

  @Test(arguments: ["", "stage/"]) func policyOfTheOtherSiteMayNameAWrongBucket(_ folder: String) {
    var files = Self.sites(["lyo/policy.json": SetupLayoutTests.target("backups")])
    if !folder.isEmpty {
      let stage = files.map { ("stage/" + $0.key, $0.value) }
      files = Dictionary(uniqueKeysWithValues: stage + Self.sites([:]).map { ("prod/" + $0.key, $0.value) })
    }
    let report = check(files)
    #expect(report.setups.last?.replicates == false)
    #expect(report.setups.dropLast().allSatisfy { $0.replicates == true })
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["destination-not-in-policy"])
    // Which of two is that of the target is not known, nor is it the one of the source.
    files = Self.sites([
      "lyo/policy.json": SetupLayoutTests.target("backups"), "rom/policy.json": SetupLayoutTests.target("archive"),
      "rom/trust.json": SetupLayoutTests.trust,
    ])
    #expect(check(files).setups.map(\.replicates) == [nil])
    #expect(!check(files).diagnostics.contains { $0.severity == .error })
  }

  @Test func policyOfTheSourceIsNotThatOfAnotherSite() {
    var files = Self.sites([:])
    files["lyo/policy.json"] = nil
    #expect(check(files).setups.map(\.replicates) == [nil])
    #expect(!check(files).diagnostics.contains { $0.severity == .error })
    // Without a sign of another role it is that of both.
    files["lyo/trust.json"] = nil
    #expect(check(files).setups.map(\.replicates) == [false])
  }

  // MARK: The source bucket

  /// Resources of objects allow nothing of the call that shows which bucket is replicated.
  @Test(arguments: [
    (#"["arn:aws:s3:::ord*s", "arn:aws:s3:::orders-copy/*"]"#, Bool?.none), (#"["arn:aws:s3:::orders-copy/*"]"#, nil),
    (#"["arn:aws:s3:::orders", "arn:aws:s3:::orders/*", "arn:aws:s3:::orders-copy"]"#, true),
  ])
  func destinationIsNotTakenForTheSourceBucket(_ resources: String, _ replicates: Bool?) {
    let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":\#(resources)}]}"#
    #expect(check(with(["source-policy.json": policy])).setups.map(\.replicates) == [replicates])
  }

  // MARK: Policies on everything

  /// A policy on `*` beside a trust policy in Backbeat is that of the other role, wherever the configuration lies.
  @Test(arguments: ["", "paris/"], ["*", "arn:aws:s3:::orders-*/*"])
  func policyOnAPatternBesideATrustPolicyIsOfTheTarget(_ home: String, _ resource: String) {
    let policy =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"\#(resource)"}]}"#
    var files = [
      "\(home)replication.json": SetupLayoutTests.replication(), "paris/policy.json": SetupLayoutTests.source(),
      "paris/trust.json": SetupLayoutTests.trust, "lyon/policy.json": policy, "lyon/trust.json": SetupLayoutTests.trust,
    ]
    #expect(check(files).setups.map(\.replicates) == [true])
    // Which of two such policies is the role's is not known, and the source's is not that of the target for sure.
    files["lyon/other.json"] = policy.replacing("s3:*", with: "s3:Re*")
    #expect(check(files).setups.map(\.replicates) == [nil])
  }

  @Test func policyOnEverythingBesideThatOfTheSourceMayBeOfTheTarget() {
    let star = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
    var files = Self.setupsByKind(["policy/live-lyon.json": star])
    files["policy/live-paris.json"] = files.removeValue(forKey: "policy/live-source.json")
    files["policy/live-target.json"] = nil
    #expect(check(files).setups.map(\.replicates) == [true, nil])
    #expect(!check(files).diagnostics.contains { $0.severity == .error })
    files["policy/live-lyon.json"] = nil
    #expect(check(files).setups.map(\.replicates) == [true, false])
  }

  // MARK: Several setups

  /// Two setups whose documents lie in folders of kinds, distinguished by the words of their names.
  private static func setupsByKind(_ more: [String: String] = [:]) -> [String: String] {
    var files = more
    for name in ["dev", "live"] {
      files["replication/\(name).json"] = SetupLayoutTests.replication(to: "\(name)-copy", name: name)
      files["policy/\(name)-source.json"] = SetupLayoutTests.source("\(name)-orders")
      files["policy/\(name)-target.json"] = SetupLayoutTests.target("\(name)-copy")
      for side in ["source", "target"] { files["trust/\(name)-\(side).json"] = SetupLayoutTests.trust }
    }
    return files
  }

  /// A configuration that was copied from that of another environment names the bucket of that one.
  @Test(arguments: ["", "replication/"]) func copiedConfigurationDoesNotBorrowThePolicyOfAnother(_ folder: String) {
    var files = Self.setupsByKind()
    files["replication/dev.json"] = SetupLayoutTests.replication(to: "live-copy", name: "dev")
    if folder.isEmpty {
      files = files.reduce(into: [:]) { $0[$1.key.split(separator: "/").joined(separator: "-")] = $1.value }
    }
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [false, true])
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["destination-not-in-policy"])
  }

  /// A role has its policies, whatever these are called.
  @Test func policyNamedForOneConfigurationIsOfItsRoleInAllOthers() {
    var files = Self.setupsByKind()
    files["replication/dev.json"] = SetupLayoutTests.replication(to: "live-copy", name: "dev")
      .replacing("role/dev-target", with: "role/live-target")
    files["policy/dev-target.json"] = nil
    #expect(check(files).setups.map(\.replicates) == [true, true])
  }

  @Test func documentNamedForOneOfSeveralSetupsCountsWhereverItIs() {
    let deny =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject*","Resource":"arn:aws:s3:::live-orders/*"}]}"#
    #expect(check(Self.setupsByKind()).setups.map(\.replicates) == [true, true])
    #expect(
      check(Self.setupsByKind(["guardrail/live-source.json": deny])).setups.map(\.replicates) == [true, false])
    let versioning = check(Self.setupsByKind(["versioning/live-source.json": #"{"Status":"Suspended"}"#]))
    #expect(versioning.diagnostics.contains { $0.rule == "versioning-not-enabled" })
  }

  @Test func onePolicyNamedForOneOfSeveralSetupsIsNoneOfTheOthers() {
    let deny =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject*","Resource":"*"}]}"#
    #expect(
      check(Self.setupsByKind(["replication/live-source-deny.json": deny])).setups.map(\.replicates) == [true, false])
    for missing in ["policy/live-target.json", "policy/live-source.json"] {
      var files = Self.setupsByKind()
      files[missing] = nil
      #expect(check(files).setups.map(\.replicates) == [true, nil])
    }
  }

  @Test func targetPolicyOfOneEnvironmentIsNoneOfAnother() {
    var files: [String: String] = [:]
    for name in ["dev", "live"] {
      files["source/\(name)/replication.json"] = SetupLayoutTests.replication(to: "\(name)-copy", name: name)
      files["source/\(name)/policy.json"] = SetupLayoutTests.source("\(name)-orders")
      files["target/\(name)/policy.json"] = SetupLayoutTests.target("\(name)-copy")
      for side in ["source", "target"] { files["\(side)/\(name)/trust.json"] = SetupLayoutTests.trust }
    }
    #expect(check(files).setups.map(\.replicates) == [true, true])
    files["target/live/policy.json"] = nil
    #expect(check(files).setups.map(\.replicates) == [true, nil])
  }

  /// Where no policy of the source role names its bucket, the bucket policy that is named for the source does.
  @Test(arguments: ["buckets/source-bucket-policy.json", "policies/source-bucket.json", "source-policy.json"])
  func bucketPolicyNamedForTheSourceShowsItsBucket(_ path: String) {
    func report(_ effect: String) -> Report {
      check([
        "replication/r.json": SetupLayoutTests.replication(), "trust.json": SetupLayoutTests.trust,
        "replication/source-policy.json":
          #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
        "replication/target-policy.json": SetupLayoutTests.target(),
        path: #"{"Version":"2012-10-17","Statement":[{"Effect":"\#(effect)","Principal":"*","Action":"s3:*","#
          + #""Resource":["arn:aws:s3:::orders","arn:aws:s3:::orders/*"]}]}"#,
      ])
    }
    #expect(report("Deny").setups.map(\.replicates) == [false])
    #expect(report("Allow").setups.map(\.replicates) == [true])
  }

  /// The policy of the guide serves both roles; that of the target is named by a folder beside the source's.
  @Test func policyOfTheOtherSiteIsKnownByAFolderAboveItsOwn() {
    let both = SetupLayoutTests.source().replacing("orders/*\"", with: "orders/*\"}, \(Self.write)")
    let files = [
      "source/live/replication.json": SetupLayoutTests.replication(), "source/live/policy.json": both,
      "target/live/policy.json": SetupLayoutTests.target(), "source/live/trust.json": SetupLayoutTests.trust,
      "target/live/trust.json": SetupLayoutTests.trust,
    ]
    #expect(check(files).setups.map(\.replicates) == [true])
  }

  @Test(arguments: [("source/live", "target/live"), ("src/app", "dst/app"), ("live/source", "live/target")])
  func foldersAboveNameBothSites(_ source: String, _ target: String) {
    let (trust, copy) = (SetupLayoutTests.trust, SetupLayoutTests.target())
    let both = SetupLayoutTests.source().replacing("orders/*\"", with: "orders/*\"}, \(Self.write)")
    func verdict(_ changes: [String: String?]) -> [Bool?] {
      var files: [String: String] = [
        "\(source)/replication.json": SetupLayoutTests.replication(), "\(source)/policy.json": both,
        "\(source)/trust.json": trust, "\(target)/policy.json": copy, "\(target)/trust.json": trust,
      ]
      for (path, text) in changes { files[path] = text }
      return check(files).setups.map(\.replicates)
    }
    #expect(verdict([:]) == [true])
    for policy in [SetupLayoutTests.source(), copy.replacing("Replicate", with: "Put")] {
      #expect(verdict(["\(target)/policy.json": policy]) == [false])
    }
    for trust in [nil, copy, "{}"] { #expect(verdict(["\(target)/trust.json": trust]) == [nil]) }
    #expect(
      verdict(["\(source)/policy.json": copy, "\(target)/policy.json": SetupLayoutTests.source()]) != [true])
  }

  private static let write =
    #"{"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::orders-copy/*""#

  // MARK: Inline policies

  private static let deny = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
    """

  private static func inline(_ policy: String, of role: String) -> String {
    #"{"RoleName": "\#(role)", "PolicyName": "p", "PolicyDocument": \#(policy)}"#
  }

  @Test(arguments: [Side.source, .target]) func roleNameOfAnInlinePolicyDecidesItsSide(_ side: Side) {
    let report = check(with(["inline.json": Self.inline(Self.deny, of: "crr-\(side.rawValue)")]))
    #expect(report.setups.map(\.replicates) == [false])
    let errors = report.diagnostics.filter { $0.severity == .error }
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.rule == "deny-blocks-replication" && $0.path == "inline.json" })
  }

  @Test func inlinePolicyOfAnotherRoleIsLeftOver() {
    let denied = check(with(["source-inline.json": Self.inline(Self.deny, of: "someone-else")]))
    #expect(denied.setups.map(\.replicates) == [true])
    #expect(denied.diagnostics.map(\.rule) == ["document-set-incomplete"])
    let granted = check(with(["source-policy.json": Self.inline(SetupLayoutTests.source(), of: "someone-else")]))
    #expect(granted.setups.map(\.replicates) == [nil])
    #expect(granted.setups[0].openQuestions == ["no permission policy of the source role is given"])
  }

  @Test func inlinePoliciesOfTheOtherRolesAreNotTakenByTheNamesOfTheirFiles() {
    let report = check(
      with([
        "source-policy.json": Self.inline(SetupLayoutTests.source(), of: "crr-target"),
        "target-policy.json": Self.inline(SetupLayoutTests.target(), of: "crr-source"),
      ]))
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.map(\.rule) == ["policies-swapped"])
  }

  @Test func roleNameThatBothRolesHaveLeavesTheSideToOtherEvidence() {
    let report = check(
      with([
        "replication.json": SetupLayoutTests.replication().replacing("crr-source", with: "crr")
          .replacing("crr-target", with: "crr"),
        "source-policy.json": Self.inline(SetupLayoutTests.source(), of: "crr"),
        "target-policy.json": Self.inline(SetupLayoutTests.target(), of: "crr"),
      ]))
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.isEmpty)
  }

  @Test func inlinePolicyJoinsTheOnePolicyOfBothRoles() {
    let both = SetupLayoutTests.source().replacing(
      #""arn:aws:s3:::orders/*""#, with: #"["arn:aws:s3:::orders/*", "arn:aws:s3:::orders-copy/*"]"#)
    let files = [
      "replication.json": SetupLayoutTests.replication(), "trust.json": SetupLayoutTests.trust, "policy.json": both,
    ]
    #expect(check(files).setups.map(\.replicates) == [true])
    let denied = check(files.merging(["inline.json": Self.inline(Self.deny, of: "crr-source")]) { $1 })
    #expect(denied.setups.map(\.replicates) == [false])
    #expect(denied.diagnostics.filter { $0.severity == .error }.allSatisfy { $0.path == "inline.json" })
  }

  // MARK: Account details

  private static func account(trust: String = SetupLayoutTests.trust, inline: String? = nil) -> String {
    let policies = inline.map { #"{"PolicyName": "x", "PolicyDocument": \#($0)}"# } ?? ""
    return """
      {"RoleDetailList": [{"RoleName": "crr-source", "RoleId": "A", "Arn": "\(source)", \
      "AssumeRolePolicyDocument": \(trust), "RolePolicyList": [\(policies)], "AttachedManagedPolicies": []}], \
      "UserDetailList": [], "GroupDetailList": [], "Policies": []}
      """
  }

  @Test(arguments: ["", "account/"]) func inlinePolicyOfTheAccountCountsBesideFiles(_ folder: String) {
    #expect(check(with(["\(folder)account.json": Self.account()])).setups.map(\.replicates) == [true])
    let denied = check(with(["\(folder)account.json": Self.account(inline: Self.deny)]))
    #expect(denied.setups.map(\.replicates) == [false])
    let errors = denied.diagnostics.filter { $0.severity == .error }
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.rule == "deny-blocks-replication" && $0.path == "\(folder)account.json" })
  }

  @Test(arguments: ["", "account/"], ["trust.json", "source-trust.json"])
  func trustPolicyOfTheAccountDecides(_ folder: String, _ name: String) {
    let refusing = SetupLayoutTests.trust.replacing(#""Service": "backbeat""#, with: #""AWS": "410293857164""#)
    var files = with(["\(folder)account.json": Self.account(trust: refusing), name: SetupLayoutTests.trust])
    if name != "trust.json" {
      files["trust.json"] = nil
      files["target-trust.json"] = SetupLayoutTests.trust
    }
    let report = check(files)
    #expect(report.setups.map(\.replicates) == [false])
    #expect(report.diagnostics.filter { $0.severity == .error }.map(\.rule) == ["backbeat-not-trusted"])
  }
}
