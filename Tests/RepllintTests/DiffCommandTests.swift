import RepllintTestSupport
import Testing

/// `repllint diff` as a process.
struct DiffCommandTests {
  private let bench: Workbench
  private static let files = ["backbeat-role-trust-policy", "S3-role-permissions-policy", "replication-configuration"]

  init() throws { bench = try Workbench() }

  private func writeGuide(to folder: String, replacing text: String = "", with other: String = "") throws {
    for name in Self.files {
      var content = String(decoding: try Fixtures.bytes("samples/guide/\(name).json"), as: UTF8.self)
      if !text.isEmpty { content = content.replacing(text, with: other) }
      try bench.write(content, to: "\(folder)/\(name).json")
    }
  }

  /// Writes the guide's documents, whose policy allows one more action on everything.
  private func writeGuide(to folder: String, allowing action: String) throws {
    let last = #""arn:aws:s3:::target-bucket/*""# + "\n    }"
    let statement = #", {"Effect": "Allow", "Action": "\#(action)", "Resource": "*"}"#
    try writeGuide(to: folder, replacing: last, with: last + statement)
  }

  @Test func equalFoldersHaveNoChangeAndStatusZero() throws {
    try writeGuide(to: "old")
    try writeGuide(to: "new")
    let run = try bench.run("diff", "old", "new")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("1 setup compared: 0 lost, 0 gained, 0 changes of access\n"))
    #expect(try bench.run("diff", "old", "new", "--fail-on", "any").status == 0)
  }

  /// Whatever the server makes of equal documents, nothing changes.
  @Test func equalFoldersWithARefusedDocumentHaveNoChange() throws {
    try writeGuide(to: "old", replacing: #""Effect": "Allow""#, with: #""Effect": "allow""#)
    try writeGuide(to: "new", replacing: #""Effect": "Allow""#, with: #""Effect": "allow""#)
    let run = try bench.run("diff", "old", "new", "--fail-on", "any")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("no change"))
  }

  @Test func missingRightOnNewerServerIsLost() throws {
    try writeGuide(to: "guide")
    let run = try bench.run("diff", "guide", "guide/", "--server-version", "9.5.1..9.5.2")
    #expect(run.status == 1)
    #expect(run.output.contains("stops reporting COMPLETED and is REPLICA_BUT_PENDING"))
    #expect(try bench.run("diff", "guide", "guide", "--server-version", "9.5.2").status == 0)
  }

  /// Losses, gains, access and what depends on a condition in one comparison, and a setup that is only in one version.
  @Test func differenceIsRecordedAsJSON() throws {
    try writeGuide(to: "old/a")
    try writeGuide(to: "old/b")
    try writeGuide(to: "new/a", replacing: "s3:ReplicateDelete", with: "s3:PutObject")
    let policy = try bench.read("new/a/S3-role-permissions-policy.json")
    let condition = #""Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, "#
    try bench.write(
      policy.replacing(#""Action": "#, with: condition + #""Action": "#), to: "new/a/S3-role-permissions-policy.json")
    let configuration = try bench.read("new/a/replication-configuration.json")
    try bench.write(
      configuration.replacing(#""Prefix": """#, with: #""Prefix": "logs/""#), to: "new/a/replication-configuration.json"
    )
    let run = try bench.run("diff", "old", "new", "--format", "json")
    #expect(run.status == 1)
    expectGolden(run.output, at: "Tests/Fixtures/diff/expected.json")
  }

  @Test(arguments: [
    ("iam:*", "`iam:*`"), ("iam:CreateUser", "`iam:CreateUser`"), ("*", "`*`"), ("sts:AssumeRole", "`sts:AssumeRole`"),
    ("vaultadmin:CreateAccount", "`vaultadmin:CreateAccount`"),
  ])
  func accessOutsideS3IsCompared(_ action: String, _ shown: String) throws {
    try writeGuide(to: "old")
    try writeGuide(to: "new", allowing: action)
    let gained = try bench.run("diff", "old", "new")
    #expect(gained.status == 1)
    #expect(gained.output.contains("the target role can now do \(shown) on `*`"), "\(gained.output)")
    let lost = try bench.run("diff", "new", "old")
    #expect(lost.status == 0)
    #expect(lost.output.contains("the source role can no longer do \(shown) on `*`"), "\(lost.output)")
    #expect(try bench.run("diff", "new", "new", "--fail-on", "any").status == 0)
  }

  @Test func actionsOfServicesThatTheServerLacksAreNoAccess() throws {
    try writeGuide(to: "old")
    try writeGuide(to: "new", allowing: "kms:Decrypt")
    #expect(try bench.run("diff", "old", "new", "--fail-on", "any").status == 0)
  }

  @Test func failOnDecidesTheStatus() throws {
    try writeGuide(to: "old")
    try writeGuide(to: "new", replacing: "s3:ReplicateDelete", with: "s3:PutObject")
    func status(_ failOn: String) throws -> Int32 { try bench.run("diff", "old", "new", "--fail-on", failOn).status }
    #expect(try status("lost") == 1)
    #expect(try status("access") == 1)
    #expect(try status("any") == 1)
    #expect(try status("never") == 0)
    // The other way a right is lost that replication does not need.
    try writeGuide(to: "less", replacing: #""s3:ReplicateObject","#, with: #""s3:ReplicateObject""#)
    try writeGuide(to: "less", replacing: #"s3:ReplicateDelete"#, with: "s3:ReplicateObject")
    #expect(try bench.run("diff", "old", "less").status == 0)
    #expect(try bench.run("diff", "old", "less", "--fail-on", "any").status == 1)
  }

  @Test func revisionIsReadThroughGit() throws {
    try writeGuide(to: "re po/dir")
    try bench.write(
      #"{"setups": [{"name": "orders", "replication": "dir/replication-configuration.json", "#
        + #""source": {"permissions": ["elsewhere/p.json"]}}]}"#, to: "re po/.repllint.json")
    let policy = String(decoding: try Fixtures.bytes("samples/guide/S3-role-permissions-policy.json"), as: UTF8.self)
    try bench.write(policy, to: "re po/elsewhere/p.json")
    let git = "git -c user.email=a@example.com -c user.name=a"
    let made = try bench.shell("cd 're po' && git init -q . && git add -A && \(git) commit -qm one")
    try #require(made.status == 0, "\(made.error)")
    let same = try bench.shell("cd 're po' && \"$TOOL\" diff HEAD:dir dir")
    #expect(same.status == 0, "\(same.output)\(same.error)")
    #expect(same.output.contains("setup `orders`"))
    try bench.write(policy.replacing("s3:GetObjectVersion\"", with: "s3:GetObjectAcl\""), to: "re po/elsewhere/p.json")
    let changed = try bench.shell("cd 're po' && \"$TOOL\" diff HEAD:dir dir")
    #expect(changed.status == 1)
    #expect(changed.output.contains("HEAD:elsewhere/p.json"))
    #expect(changed.output.contains("stops-replicating"))
  }

  @Test func linksOfARevisionAreFollowedWithinIt() throws {
    try writeGuide(to: "shared")
    let made = try bench.shell(
      """
      mkdir one && cd one
      ln -s ../shared/replication-configuration.json replication.json
      ln -s ../shared/backbeat-role-trust-policy.json trust.json
      ln -s ../other/link.json policy.json && ln -s ../../outside.json outside.json
      mkdir ../other && ln -s ../shared/S3-role-permissions-policy.json ../other/link.json
      cd .. && git init -q . && git add -A && git -c user.email=a@example.com -c user.name=a commit -qm one
      rm one/outside.json
      """)
    try #require(made.status == 0, "\(made.error)")
    let same = try bench.shell("\"$TOOL\" diff HEAD:one one")
    #expect(same.status == 0, "\(same.output)\(same.error)")
    #expect(same.output.hasSuffix("1 setup compared: 0 lost, 0 gained, 0 changes of access\n"))
    try writeGuide(to: "shared", replacing: "s3:ReplicateDelete", with: "s3:PutObject")
    #expect(try bench.shell("\"$TOOL\" diff HEAD:one one").status == 1)
  }

  @Test func versionThatDoesNotExistIsOneLine() throws {
    try writeGuide(to: "dir")
    _ = try bench.shell("git init -q .")
    for (argument, reason) in [
      ("nosuch:dir", "no revision `nosuch` in the repository of this folder"),
      ("--x:dir", ""), ("-x:dir", ""), ("nosuch", "No such file or directory"),
    ] {
      let run = try bench.run("diff", argument, "dir")
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      if !reason.isEmpty { #expect(run.error == "repllint: \(argument): \(reason)\n") }
    }
  }

  @Test func documentsOfOneVersionThatAreRefusedAreNamed() throws {
    try writeGuide(to: "old")
    try writeGuide(to: "new", replacing: #""Enabled""#, with: #""enabled""#)
    let run = try bench.run("diff", "old", "new")
    #expect(run.status == 1)
    #expect(run.output.contains("new: `new/replication-configuration.json` is refused; see repllint check"))
    #expect(run.output.contains("is NOT_CONFIGURED"))
  }
}
