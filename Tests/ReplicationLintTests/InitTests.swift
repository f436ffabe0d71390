import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// A request, with the name that a test run shows.
struct RequestCase: CustomTestStringConvertible {
  let request: InitRequest
  var testDescription: String {
    let version = request.serverVersion.map { "version \($0)" } ?? "no version"
    return "\(request.prefixes) to \(request.site ?? "the default site"), \(version)"
  }
}

/// New setups: what is written, what the commands are, and what is refused.
@Suite struct InitTests {
  /// The request of the guide, with other accounts.
  private static func request(_ change: (inout InitRequest) -> Void = { _ in }) -> InitRequest {
    var request = InitRequest(
      sourceBucket: "source-bucket", targetBucket: "target-bucket", sourceAccount: "668546647514",
      targetAccount: "779657758625")
    change(&request)
    return request
  }

  static let requests: [RequestCase] = {
    let prefixes: [[String]] = [
      ["logs/"], ["a", "b/c/", "login"], ["é/", "e\u{301}/", "日本/😀"], [#"quo"te\back\"#, "it's $HOME `x`;"],
      ["10:30/", "a:b:"], [":", "a:"], ["::", "é"], ["what?not/", "${aws:username}/", "$x{", "${$", "}"],
      ["-dash", "~tilde", "#", "&<>"],
    ]
    let sites: [(inout InitRequest) -> Void] = [
      { _ in }, { $0.site = "zenko" },
      {
        ($0.site, $0.isExternal, $0.targetAccount) = ("us-east-2", true, nil)
        $0.targetBucket = $0.sourceBucket
      },
      { $0.targetBucket = $0.sourceBucket },
      { ($0.targetAccount, $0.sourceRole, $0.targetRole) = ($0.sourceAccount, "target=1", "source+@.-_2") },
    ]
    let plain = prefixes.map { prefixes in request { $0.prefixes = prefixes } } + sites.map { request($0) }
    let versions = [ServerVersion(9, 5, 1), ServerVersion(9, 5, 2)].map { version in
      request { ($0.serverVersion, $0.prefixes, $0.site) = (version, ["a/", "b/"], "zenko") }
    }
    return (plain + versions).map { RequestCase(request: $0) }
  }()

  private func linter(_ plan: InitPlan) throws -> Linter {
    let manifest = ConfigurationFile(try #require(plan.files.first { $0.name == ".repllint.json" }))
    #expect(manifest.problems.isEmpty, "\(manifest.problems.map(\.message))")
    let names = plan.files.map(\.name)
    #expect(manifest.paths.allSatisfy { names.contains($0.path) })
    return Linter(configuration: manifest.configuration)
  }

  private func inputs(_ plan: InitPlan) -> [Input] {
    plan.files.filter { $0.name != ".repllint.json" }.map { Input($0) }
  }

  // MARK: The documents

  @Test(arguments: requests)
  func newSetupHasNoFindingsAndReplicates(_ new: RequestCase) throws {
    let request = new.request
    let plan = try InitPlan(request)
    var configuration = try linter(plan).configuration
    for version in Set([request.serverVersion, nil, ServerVersion(9, 5, 2)]) {
      configuration.server.version = version
      let linter = Linter(configuration: configuration)
      let report = linter.check(inputs(plan))
      #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.message))")
      #expect(report.setups.map(\.replicates) == [true])
      let analyses = linter.analyse(inputs(plan))
      func outcomes(_ key: String) -> [ReplicationTrace.Outcome] {
        analyses.map { ReplicationTrace($0, key: key).outcome }
      }
      for prefix in request.prefixes { #expect(outcomes(prefix + "a:b/日本?*") == [.completed]) }
      #expect(outcomes("Another key") == [request.prefixes == [""] ? .completed : .notSelected])
    }
  }

  @Test func withoutTheManifestTheFilesBelongTogetherByTheirNames() throws {
    let report = Linter().check(inputs(try InitPlan(Self.request())))
    #expect(report.diagnostics.isEmpty, "\(report.diagnostics.map(\.message))")
    #expect(report.setups.map(\.replicates) == [true])
  }

  @Test func documentsAreLaidOutAsTheGuidesAre() throws {
    let plan = try InitPlan(Self.request { $0.prefixes = [""] })
    let guide = try Fixtures.bytes("samples/guide/backbeat-role-trust-policy.json")
    let files = Dictionary(plan.files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(files["source-trust.json"]?.bytes == guide)
    #expect(files["target-trust.json"]?.bytes == guide)
    let replication = try Fixtures.bytes("samples/guide/replication-configuration.json")
    #expect(files["replication.json"]?.bytes == replication)
    let style = Linter(configuration: Configuration(select: ["layout", "order", "canonical-case"]))
    #expect(style.check(inputs(plan)).diagnostics.map(\.message) == [])
  }

  @Test func policiesGrantWhatBackbeatNeedsAndNothingElse() throws {
    let plan = try InitPlan(Self.request { $0.prefixes = ["logs/", "a?b"] })
    let expected = """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Action": [
              "s3:GetReplicationConfiguration"
            ],
            "Resource": [
              "arn:aws:s3:::source-bucket"
            ]
          },
          {
            "Effect": "Allow",
            "Action": [
              "s3:GetObjectVersion",
              "s3:ReplicateObject"
            ],
            "Resource": [
              "arn:aws:s3:::source-bucket/logs/*",
              "arn:aws:s3:::source-bucket/a${?}b*"
            ]
          }
        ]
      }

      """
    let source = plan.files.first { $0.name == "source-policy.json" }
    #expect(source?.bytes == Array(expected.utf8))
    let target = plan.files.first { $0.name == "target-policy.json" }.map { JSONDocument($0).root }
    let statements = PolicyDocument(try #require(target), purpose: .permission).readableStatements
    #expect(statements.map { $0.action.value?.items.map(\.text) } == [["s3:ReplicateObject"]])
    #expect(
      statements.map { $0.resource.value?.items.map(\.text) } == [
        ["arn:aws:s3:::target-bucket/logs/*", "arn:aws:s3:::target-bucket/a${?}b*"]
      ])
  }

  @Test func anExternalLocationHasOneRoleAndNoTarget() throws {
    let plan = try InitPlan(
      Self.request { ($0.site, $0.isExternal, $0.targetAccount, $0.externalType) = ("cloud", true, nil, "azure") })
    #expect(
      plan.files.map(\.name) == ["source-trust.json", "source-policy.json", "replication.json", ".repllint.json"])
    let configuration = try linter(plan).configuration
    #expect(configuration.server.endpoints == [ServerProfile.Endpoint(site: "cloud", type: "azure")])
    #expect(!plan.script().contains("node6"))
  }

  // MARK: The commands

  @Test func commandsAreThoseOfTheGuide() throws {
    expectGolden(try InitPlan(Self.request()).script(), at: "Tests/Fixtures/init/guide.txt")
  }

  @Test(arguments: [
    ("http://node1", "http://node1:8600"), ("https://s3.example.org:8443/x", "https://s3.example.org:8600"),
    ("http://[::1]:8000", "http://[::1]:8600"), ("http://10.0.0.1/", "http://10.0.0.1:8600"),
  ])
  func iamListensOnTheGuidesPort(_ endpoint: String, _ iam: String) {
    #expect(InitRequest.Connection(endpoint: endpoint, profile: "p").resolvedIAMEndpoint == iam)
    #expect(
      InitRequest.Connection(endpoint: endpoint, iamEndpoint: "http://iam", profile: "p").resolvedIAMEndpoint
        == "http://iam")
  }

  /// Runs the script with a stand-in for `aws` that prints each argument in brackets.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/sh"), "no shell"), arguments: requests)
  func aShellReadsEveryArgumentAsItIsMeant(_ new: RequestCase) throws {
    var request = new.request
    (request.source.profile, request.sourceRole) = ("it's; $(echo) \"x\" \\", "-role")
    let plan = try InitPlan(request)
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let stub = """
      exec 3>&1 >/dev/null
      aws() {
        printf '[%s]' "$@" >&3
        echo >&3
        case $2 in get-bucket-policy) echo "(NoSuchBucketPolicy)" >&2; return 254 ;; esac
        echo COMPLETED
      }

      """
    // What is awaited is read from standard output.
    shell.arguments = ["-c", stub + plan.script()]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    let expected = plan.commands.map { command in
      let options = command.options.flatMap { option in
        option.value.hasPrefix("-") ? ["\(option.name)=\(option.value)"] : [option.name, option.value]
      }
      return (command.words.dropFirst() + options).map { "[\($0)]" }.joined() + "\n"
    }
    #expect(text.utf8.elementsEqual(expected.joined().utf8), "\(LineDiff(expected: expected.joined(), actual: text))")
    #expect(shell.terminationStatus == 0)
  }

  /// A bucket policy, and an error other than that there is none, end the script.
  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/sh"), "no shell"),
    arguments: [
      ("echo '{}'", "the source bucket has a policy"), ("echo 'AccessDenied' >&2; return 254", "AccessDenied"),
    ])
  func scriptStopsWhereABucketMayHaveAPolicy(_ answer: String, _ message: String) throws {
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let stub = "aws() { case $2 in get-bucket-policy) \(answer) ;; put-bucket-replication) echo reached ;; esac; }\n"
    shell.arguments = ["-c", stub + (try InitPlan(Self.request()).script())]
    let (output, errors) = (Pipe(), Pipe())
    (shell.standardOutput, shell.standardError) = (output, errors)
    try shell.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 1)
    #expect(!text.contains("reached"))
    #expect(told.contains(message), "\(told)")
  }

  // MARK: What is refused

  static let refused: [(String, InitRequest.Parameter?, @Sendable (inout InitRequest) -> Void)] = [
    ("no bucket can be called `ab`: a name has 3 to 63 characters, not 2", .sourceBucket, { $0.sourceBucket = "ab" }),
    (
      "no bucket can be called `My_bucket`: `M` is neither a lowercase letter, a digit, a dot nor a hyphen",
      .targetBucket, { $0.targetBucket = "My_bucket" }
    ),
    (
      "no bucket can be called `10.0.0.1`: it looks like an IP address", .targetBucket, { $0.targetBucket = "10.0.0.1" }
    ),
    (
      "no bucket can be called `a-.b`: dots and hyphens have a letter or digit on both sides, and no dot is beside another",
      .targetBucket, { $0.targetBucket = "a-.b" }
    ),
    (
      "no bucket can be called `constructor`: the server reserves this name", .sourceBucket,
      { $0.sourceBucket = "constructor" }
    ),
    (
      "source and target are the bucket `source-bucket` of one account; name another target", .targetBucket,
      { ($0.targetBucket, $0.targetAccount) = ($0.sourceBucket, $0.sourceAccount) }
    ),
    ("an account has twelve digits, unlike `1234`", .sourceAccount, { $0.sourceAccount = "1234" }),
    ("an account has twelve digits, unlike `٦٦٨٥٤٦٦٤٧٥١٤`", .targetAccount, { $0.targetAccount = "٦٦٨٥٤٦٦٤٧٥١٤" }),
    (
      "`123456789012` is an example account of the AWS documentation, not yours", .targetAccount,
      { $0.targetAccount = "123456789012" }
    ),
    ("the target's account is missing", .targetAccount, { $0.targetAccount = nil }),
    (
      "no role can be called `a,b` here: a comma separates the two roles in a replication configuration", .sourceRole,
      { $0.sourceRole = "a,b" }
    ),
    ("no role can be called `crr/a` here: roles with a path are not made", .targetRole, { $0.targetRole = "crr/a" }),
    ("no role can be called `` here: it is empty", .targetRole, { $0.targetRole = "" }),
    (
      "no policy can be called `a b` here: ` ` is neither a letter, a digit nor one of `_+=.@-`", .targetPolicy,
      { $0.targetPolicy = "a b" }
    ),
    (
      "both roles of one account have the name `crr`", .targetRole,
      { ($0.targetAccount, $0.sourceRole, $0.targetRole) = ($0.sourceAccount, "crr", "crr") }
    ),
    ("no prefix is given; the empty one stands for all keys", .prefix, { $0.prefixes = [] }),
    ("there are 1001 prefixes, more than 1000", .prefix, { $0.prefixes = (1...1001).map { "\($0)/" } }),
    (
      "the prefixes `log` and `login/` overlap; the server accepts none that begins another", .prefix,
      { $0.prefixes = ["a", "log", "login/"] }
    ),
    (
      "the prefixes `` and `a` overlap; the server accepts none that begins another", .prefix,
      { $0.prefixes = ["", "a"] }
    ),
    ("the prefix `a<U+0000>` contains a control character", .prefix, { $0.prefixes = ["a\u{0}"] }),
    (
      "the prefix `logs/*` of rule 1 contains a wildcard, which matches only itself", .prefix,
      { $0.prefixes = ["logs/*"] }
    ),
    (
      "the prefix `/logs` of rule 1 selects only keys that begin with exactly `/logs`", .prefix,
      { $0.prefixes = ["/logs"] }
    ),
    (
      "`<day>` in the prefix of rule 1 looks like a placeholder", .prefix, { $0.prefixes = ["logs/<day>/"] }
    ),
    ("an external location is named by its site, which is missing", .site, { $0.isExternal = true }),
    ("no site can be called `a,b`", .site, { $0.site = "a,b" }),
    (
      "`STANDARD` is a storage class and no site; leave it out for the default site", .site,
      { $0.site = "STANDARD" }
    ),
    ("`node1` is not an address such as `http://node1`", .sourceEndpoint, { $0.source.endpoint = "node1" }),
    ("`http://` is not an address such as `http://node1`", .targetIAMEndpoint, { $0.target.iamEndpoint = "http://" }),
    ("no profile can be called ``", .targetProfile, { $0.target.profile = "" }),
  ]

  @Test(arguments: refused.indices)
  func whatCannotBeIsRefusedInWords(_ index: Int) {
    let (message, parameter, change) = Self.refused[index]
    let error = #expect(throws: InvalidInitRequest.self) { try InitPlan(Self.request(change)) }
    #expect(error?.problems.contains(InitProblem(parameter, "\(message)")) == true, "\(String(describing: error))")
  }

  @Test func allProblemsAreReportedAtOnce() {
    let request = Self.request { ($0.sourceBucket, $0.targetRole, $0.prefixes) = ("A", "x y", ["a", "ab"]) }
    #expect(request.problems.map(\.parameter) == [.sourceBucket, .targetRole, .prefix])
  }

  @Test func aLongPrefixIsMeasuredAsTheServerDoes() throws {
    let fits = String(repeating: "😀", count: 512)
    #expect(throws: Never.self) { try InitPlan(Self.request { $0.prefixes = [fits] }) }
    #expect(Self.request { $0.prefixes = [fits + "x"] }.problems.map(\.parameter) == [.prefix])
  }
}
