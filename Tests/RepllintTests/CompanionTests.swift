import Testing

/// Files that are named singly, as pre-commit names the files of a commit, are checked with the documents around them.
struct CompanionTests {
  private static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, \
    "Action": "sts:AssumeRole"}]}
    """
  private static let policy = """
    {"Version": "2012-10-17", "Statement": [\
    {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::orders"}, \
    {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"], \
    "Resource": ["arn:aws:s3:::orders/*", "arn:aws:s3:::orders-copy/*"]}]}
    """

  private static func replication(to bucket: String) -> String {
    Sample.good.replacing("target-bucket", with: bucket)
  }

  /// A project with a configuration whose destination the policy does not allow.
  private func project(_ folders: (replication: String, policies: String)) throws -> Workbench {
    let bench = try Workbench()
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    try bench.write(Self.replication(to: "orders-cpoy"), to: folders.replication + "replication.json")
    try bench.write(Self.policy, to: folders.policies + "policy.json")
    try bench.write(Self.trust, to: folders.policies + "trust.json")
    return bench
  }

  private func lines(_ result: RunResult, about path: String) -> [Substring] {
    result.output.split(separator: "\n").filter { $0.hasPrefix(path + ":") }
  }

  @Test(arguments: [("", ""), ("replication/", "policies/"), ("", "iam/"), ("crr/orders/", "crr/")])
  func aFileThatIsNamedSinglyHasTheFindingsOfTheWholeFolder(_ replication: String, _ policies: String) throws {
    let bench = try project((replication, policies))
    let all = try bench.run("--format", "concise", ".")
    #expect(all.status == 1)
    var count = 0
    for path in [replication + "replication.json", policies + "policy.json", policies + "trust.json"] {
      let one = try bench.run("--format", "concise", path)
      #expect(lines(one, about: path) == lines(all, about: path))
      count += lines(one, about: path).count
    }
    #expect(count > 0)
  }

  @Test func fileInTheFolderOfOneSiteIsCheckedWithTheOtherSite() throws {
    let bench = try Workbench()
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    let statements = Self.policy.replacing(#", "arn:aws:s3:::orders-copy/*""#, with: "")
    try bench.write(Self.replication(to: "orders-copy"), to: "paris/replication.json")
    try bench.write(statements, to: "paris/policy.json")
    try bench.write(
      statements.replacing("arn:aws:s3:::orders", with: "arn:aws:s3:::orders-copy")
        .replacing("s3:GetReplicationConfiguration", with: "s3:ReplicateObject"), to: "lyon/policy.json")
    for folder in ["paris", "lyon"] { try bench.write(Self.trust, to: "\(folder)/trust.json") }
    for path in [".", "paris/replication.json", "paris/policy.json"] {
      let run = try bench.run("--format", "concise", path)
      #expect(run.status == 0, "\(path): \(run.output)")
    }
  }

  @Test(arguments: ["paris/replication.json", "paris/policy.json", "lyon/policy.json"])
  func misspeltBucketIsFoundFromEachFile(_ path: String) throws {
    let bench = try Workbench()
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    let source = Self.policy.replacing(#", "arn:aws:s3:::orders-copy/*""#, with: "")
    try bench.write(Self.replication(to: "orders-copy"), to: "paris/replication.json")
    try bench.write(source, to: "paris/policy.json")
    try bench.write(
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ReplicateObject", "#
        + #""Resource": "arn:aws:s3:::orders-cpoy/*"}]}"#, to: "lyon/policy.json")
    for folder in ["paris", "lyon"] { try bench.write(Self.trust, to: "\(folder)/trust.json") }
    let run = try bench.run(path)
    #expect(run.status == 1)
    #expect(run.output.contains("`orders-cpoy`"))
  }

  @Test(arguments: [
    ["s3/orders/replication.json", "iam/role/policy.json", "iam/role/trust.json"],
    ["replication.json", "a/b/c/policy.json", "a/b/c/trust.json"],
  ])
  func searchForNeighboursGoesAsFarAsSetupsDo(_ paths: [String]) throws {
    let bench = try Workbench()
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    for (path, text) in zip(paths, [Self.replication(to: "orders-cpoy"), Self.policy, Self.trust]) {
      try bench.write(text, to: path)
    }
    for path in paths { #expect(try bench.run(path).output.contains("some objects that its rules select do not")) }
    for path in paths.dropLast() { #expect(try bench.run(path).status == 1) }
  }

  @Test func theSameHoldsInsideTheFolder() throws {
    let bench = try project(("replication/", "policies/"))
    let result = try bench.shell("cd policies && \"$TOOL\" --format concise policy.json")
    #expect(result.status == 1)
    #expect(result.output.contains("destination-not-in-policy"))
  }

  @Test func aSearchForNeighboursStaysInTheProject() throws {
    let bench = try project(("replication/", "policies/"))
    try bench.write("ref: refs/heads/main\n", to: "replication/.git/HEAD")
    let result = try bench.run("replication/replication.json")
    #expect(result.status == 0)
    #expect(result.output.contains("1 document checked alone: no policies of its roles are known"))
  }

  @Test func nothingThatTheUserDidNotNameIsFixedOrListed() throws {
    let bench = try project(("replication/", "policies/"))
    try bench.write(Self.policy.replacing("Allow", with: "allow"), to: "policies/policy.json")
    let before = try bench.read("policies/policy.json")
    let result = try bench.run("--fix", "--format", "json", "replication/replication.json")
    #expect(!result.output.contains("\"path\": \"policies/policy.json\",\n      \"kind\""))
    #expect(try bench.read("policies/policy.json") == before)
  }

  @Test(arguments: [("error", Int32(0)), ("unknown", 1)])
  func onlyAGateThatAsksForProofRefusesWhatIsNotKnown(_ failOn: String, _ status: Int32) throws {
    let bench = try Workbench()
    try bench.write(Self.replication(to: "orders-copy"), to: "replication.json")
    try bench.write(Self.policy, to: "policy.json")
    let result = try bench.run("--fail-on", failOn, ".")
    #expect(result.status == status)
    #expect(result.output.contains("is not known: no trust policy of the source role is given"))
    let alone = try bench.run("--fail-on", failOn, "--no-config", "policy.json")
    #expect(alone.status == status)
    // A format of findings alone would fail without a reason.
    let concise = try bench.run("--fail-on", failOn, "--format", "concise", ".")
    #expect(concise.status == status)
    #expect(concise.error == (status == 0 ? "" : "repllint: threshold `unknown`: not proved to replicate: `.`\n"))
  }

  @Test func aProvedSetupPassesTheGateThatAsksForProof() throws {
    let bench = try project(("replication/", "policies/"))
    try bench.write(Self.replication(to: "orders-copy"), to: "replication/replication.json")
    #expect(try bench.run("--fail-on", "unknown", ".").status == 0)
  }

  @Test func setupsShowsPartsReasonsAndWhatIsMissing() throws {
    let bench = try project(("replication/", "policies/"))
    let text = try bench.run("setups", ".")
    #expect(text.status == 0)
    #expect(text.output.contains("setup `replication`: does not replicate\n"))
    #expect(
      text.output.contains(
        "  policies/policy.json: permission policy of the source and target roles, because it is the only one\n"))
    let json = try bench.run("setups", "--format", "json", "policies/trust.json")
    #expect(json.output.contains("\"because\": \"it is the only one\""))
  }
}

/// `--print-config`.
struct PrintedConfigurationTests {
  @Test func everySettingNamesItsOrigin() throws {
    let bench = try Workbench()
    try bench.write(Sample.good, to: "r.json")
    try bench.write(#"{"server": {"version": "9.5.2"}, "rules": {"resource-star": "off"}}"#, to: ".repllint.json")
    let run = try bench.run("--print-config", "--fail-on", "warning", ".")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(".repllint.json, 1 file\n"))
    #expect(run.output.contains("  failOn: warning (command line)\n"))
    #expect(run.output.contains("  server.version: 9.5.2 (.repllint.json)\n"))
    #expect(run.output.contains("  rules.resource-star: off (.repllint.json)\n"))
    #expect(run.output.contains("  server.endpoints: not known (default)\n"))
    let json = try bench.run("--print-config", "--format", "json", "--server-version", "9.4.0", "r.json")
    #expect(json.output.contains("\"name\": \"server.version\",\n          \"value\": \"9.4.0\",\n"))
    #expect(json.output.contains("\"from\": \"command line\""))
  }
}

/// `trace` of a file that is named singly.
struct TraceCompanionTests {
  @Test func traceShowsNoSetupOfNeighbours() throws {
    let bench = try Workbench()
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    for folder in ["a", "b"] {
      try bench.write(Sample.good, to: "\(folder)/replication.json")
      try bench.write(
        #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, "#
          + #""Action": "sts:AssumeRole"}]}"#, to: "\(folder)/trust.json")
    }
    let result = try bench.run("trace", "--key", "k", "--format", "json", "a/replication.json")
    #expect(result.output.contains("\"setup\": \"a\""))
    #expect(!result.output.contains("\"setup\": \"b\""))
  }
}
