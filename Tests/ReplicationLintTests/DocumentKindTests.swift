import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@Suite struct DocumentKindTests {
  private static let trust =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backbeat"},"Action":"sts:AssumeRole"}]}"#
  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ReplicateObject","Resource":"arn:aws:s3:::b/*"}]}"#
  private static let rule = #"{"Prefix":"","Status":"Enabled","Destination":{"Bucket":"arn:aws:s3:::b"}}"#
  private static let roleARN = "arn:aws:iam::410293857164:role/crr-source"
  private static let role =
    #"{"Path":"/","RoleName":"crr-source","RoleId":"R","Arn":"\#(roleARN)","AssumeRolePolicyDocument":\#(trust)}"#

  private func kind(_ text: String, name: String = "a.json") -> DocumentKind {
    DocumentKind.detect(JSONDocument(SourceFile(name: name, text: text)))
  }

  @Test(arguments: [
    (trust, DocumentKind.trustPolicy), (policy, .permissionPolicy),
    // A role that may assume another one.
    (#"{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}"#, .permissionPolicy),
    (#"{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}"#, .trustPolicy),
    (#"{"Statement":{"Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}"#, .trustPolicy),
    (#"{"Statement":[{"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"}]}"#, .bucketPolicy),
    (
      #"{"Statement":[{"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"},{"Principal":"*"}]}"#,
      .bucketPolicy
    ),
    (
      #"{"Statement":[{"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/*"},{"Resource":"arn:aws:s3:::c"}]}"#,
      .permissionPolicy
    ),
    // A misspelt principal counts where no other statement lacks one.
    (
      #"{"Statement":[{"Principle":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"},{"Resource":"arn:aws:s3:::b/*"}]}"#,
      .permissionPolicy
    ),
    (
      #"{"Statement":[{"principal":"*","Resource":"arn:aws:s3:::b"},{"Principal":"*","Resource":"arn:aws:s3:::b/*"}]}"#,
      .bucketPolicy
    ),
    // Most statements have no principal.
    (
      #"{"Statement":[{"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"},{"Resource":"arn:aws:s3:::b/*"}]}"#,
      .permissionPolicy
    ),
    (#"{"Version":"2012-10-17"}"#, .permissionPolicy), (#"{"Statement":[]}"#, .permissionPolicy),
    (#"{"Version":"2012-10-17","Statement":null}"#, .permissionPolicy),
    (#"{"Version":"1.0","Statement":[{"Text":"paid"}]}"#, .unknown), (#"{"version":"2.0.1"}"#, .unknown),
    (#"{"Version":"2012-10-17","Title":"minutes"}"#, .unknown),
  ])
  func policyIsDetectedByItsStatements(_ text: String, _ expected: DocumentKind) {
    #expect(kind(text) == expected, "\(text)")
  }

  @Test func nameOfFileDecidesWhereHalfOfTheStatementsHavePrincipals() {
    let half =
      #"{"Statement":[{"Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"},{"Resource":"arn:aws:s3:::b/*"}]}"#
    #expect(kind(half, name: "source-policy.json") == .permissionPolicy)
    #expect(kind(half, name: "source-bucket-policy.json") == .bucketPolicy)
  }

  /// The server looks at the first key of an operator alone, and throws on any that it reads from the caller.
  @Test(arguments: ["sts:ExternalId", "keycloak:groups", "keycloak:roles", "aws:userid"])
  func laterKeyOfTheCallerThrows(_ key: String) {
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"410293857164"},"Action":"s3:*","#
      + #""Resource":"arn:aws:s3:::orders/*","Condition":{"StringEqualsIfExists":{"aws:PrincipalArn":"x","\#(key)":"y"}}}]}"#
    let found = Linter().check([Input(name: "bucket-policy.json", text: text)]).diagnostics
    #expect(found.map(\.rule).filter { $0 == "bucket-policy-throws" }.count == 1)
  }

  /// In a policy of a role the server ignores the member; as `Principal` it would let in everyone.
  @Test(arguments: ["principal", "Principle"])
  func misspeltPrincipalThatAloneShowsABucketPolicyIsNotFixed(_ name: String) {
    let text =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","#
      + #""Resource":"arn:aws:s3:::b/*","\#(name)":"*"}]}"#
    let found = Linter().check([Input(name: "policy.json", text: text)]).diagnostics
    #expect(found.contains { $0.rule == "missing-element" })
    #expect(found.allSatisfy { $0.fix == nil })
  }

  @Test(arguments: [
    (#"{"Statment":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#, DocumentKind.permissionPolicy),
    (#"{"statement":[{"effect":"Allow","action":"s3:*","resource":"*"}]}"#, .permissionPolicy),
    (#"{"statement":[{"text":"paid"}]}"#, .unknown), (#"{"Statments":"monthly"}"#, .unknown),
    (#"{"Role":"\#(roleARN)","Rule":[\#(rule)]}"#, .replicationConfiguration),
    (#"{"rules":[{"destination":{"bucket":"b"},"status":"Enabled"}]}"#, .replicationConfiguration),
    (#"{"rules":{"eqeqeq":"error"}}"#, .unknown), (#"{"rule":"first come"}"#, .unknown),
    (#"{"Role":"\#(roleARN)","rule":\#(rule)}"#, .replicationConfiguration),
    (#"{"Rule":[\#(rule)]}"#, .replicationConfiguration),
    // One line of what `mc replicate ls --json` prints.
    (#"{"op":"list","status":"success","url":"x","rule":\#(rule)}"#, .unknown),
  ])
  func misspeltNameCountsOnlyBesideOtherEvidence(_ text: String, _ expected: DocumentKind) {
    #expect(kind(text) == expected, "\(text)")
  }

  @Test(arguments: [
    (#"{"Rules":[\#(rule)]}"#, DocumentKind.replicationConfiguration),
    (#"{"Role":"\#(roleARN)","Rules":[]}"#, .replicationConfiguration),
    (#"{"Role":"\#(roleARN)"}"#, .replicationConfiguration),
    (#"{"Rules":[{"Status":"Enabled","Filter":{"Prefix":"a"}}]}"#, .replicationConfiguration),
    (#"{"Rules":[{"Status":"Enabled","Prefix":"","Expiration":{"Days":1}}]}"#, .unknown),
    (#"{"Role":"\#(roleARN)","FunctionName":"resize"}"#, .unknown),
    (#"{"Role":"editor","Rules":["write"],"Members":[]}"#, .unknown),
    (#"{"kind":"Role","rules":[{"verbs":["get"]}]}"#, .unknown),
  ])
  func configurationIsDetectedByItsRules(_ text: String, _ expected: DocumentKind) {
    #expect(kind(text) == expected, "\(text)")
  }

  @Test(arguments: [
    (#"{"Role":\#(role)}"#, DocumentKind.role), (role, .role), (#"{"Roles":[\#(role)]}"#, .roles),
    ("[\(role)]", .roles),
    (#"{"PolicyVersion":{"Document":\#(policy),"VersionId":"v1"}}"#, .policyVersion),
    (#"{"Document":\#(policy),"VersionId":"v1","IsDefaultVersion":true}"#, .policyVersion),
    (#"{"Policy":{"PolicyName":"p","Arn":"arn:aws:iam::410293857164:policy/p"}}"#, .policy),
    (#"{"PolicyName":"p","PolicyId":"P","Arn":"arn:aws:iam::410293857164:policy/p"}"#, .policy),
    (#"{"RoleName":"r","PolicyName":"p","PolicyDocument":\#(policy)}"#, .rolePolicy),
    (#"{"ReplicationConfiguration":{"Rules":[\#(rule)]}}"#, .bucketReplication),
    (#"{"registryId":"1","replicationConfiguration":{"rules":[]}}"#, .unknown),
    (#"{"AttachedPolicies":[]}"#, .attachedPolicies), (#"[{"PolicyName":"p","PolicyArn":"a"}]"#, .attachedPolicies),
    (#"{"Status":"Enabled"}"#, .bucketVersioning), (#"{"Status":"Enabled","Name":"job"}"#, .unknown),
    (#"{"ETag":"1","LastModified":"2026"}"#, .objectHead), (#"{"ReplicationStatus":"FAILED"}"#, .objectHead),
    (#"{"ETag":"1","VersionId":"2"}"#, .unknown), (#"{"PolicyDocument":\#(policy)}"#, .permissionPolicy),
    (#"{"RoleDetailList":[],"Policies":[],"IsTruncated":false}"#, .accountDetails),
    (#"{"Policy":"{\"Statement\":[{\"Principal\":\"*\"}]}"}"#, .bucketPolicyOutput),
    (#"{"Policy":"{\"Statement\":[{\"Principal\":\"*\"}]}","RevisionId":"1"}"#, .unknown),
  ])
  func answerIsDetectedByItsShape(_ text: String, _ expected: DocumentKind) {
    #expect(kind(text) == expected, "\(text)")
  }

  @Test(arguments: [
    (#"{"Role":"\#(roleARN)" "Rules":[\#(rule)]}"#, DocumentKind.replicationConfiguration),
    (#"{'Rules':[{'Status':'Enabled','Prefix':'','Destination':{'Bucket':'b'}}],}"#, .replicationConfiguration),
    (#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*""#, .permissionPolicy),
    ("\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\"}]", .permissionPolicy),
    ("%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%7D%5D%7D", .trustPolicy),
    ("{\n// strict\n\"compilerOptions\": {\"strict\": true,},\n}", .unknown),
    ("{ \"listen\": {{ port }} }", .unknown), ("Statement and Effect\n", .unknown),
  ])
  func brokenFileIsDetectedByWhatCouldBeRead(_ text: String, _ expected: DocumentKind) {
    #expect(kind(text) == expected, "\(text)")
  }

  @Test func emptyFileIsTheAnswerOfGetBucketVersioningWhereItsNameShowsIt() {
    #expect(kind("", name: "source/get-bucket-versioning.json") == .bucketVersioning)
    #expect(kind("\n", name: "source-versioning.json") == .bucketVersioning)
    #expect(kind("", name: "source-put-bucket-versioning.json") == .unknown)
    #expect(kind("", name: "versioning/a.json") == .unknown)
  }

  @Test func documentsOfThePackageAreDetected() throws {
    let foreign = try Fixtures.documents.filter { path in
      let isMeantForRules = path.hasPrefix("Tests/Fixtures/rules/") && !path.contains("/unknown-kind/")
      guard isMeantForRules || path.hasPrefix("samples/"), !path.hasSuffix(".repllint.json") else { return false }
      return DocumentKind.detect(JSONDocument(try Fixtures.source(path))) == .unknown
    }
    #expect(foreign.filter { !$0.contains("every-form") } == [])
  }
}

/// Files whose kind is stated on the command line.
@Suite struct StatedKindTests {
  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":"s3:ReplicateObject","Resource":"arn:aws:s3:::copies/*"}]}"#
  private static let answers: [DocumentKind] = [
    .policyVersion, .role, .rolePolicy, .bucketVersioning, .objectHead, .attachedPolicies, .roles, .accountDetails,
    .bucketPolicyOutput, .terraformPlan,
  ]

  private func report(_ text: String, _ kind: DocumentKind) -> Report {
    Linter().check([Input(name: "a.json", text: text, kind: kind)])
  }

  @Test(arguments: answers, [policy, #"{"a":1}"#, #"{"Version":"2012-10-17"}"#])
  func fileThatIsNotStatedAnswerIsAnError(_ kind: DocumentKind, _ text: String) {
    let found = report(text, kind).diagnostics
    #expect(found.map(\.rule) == ["wrong-type"])
    #expect(found.map(\.severity) == [.error])
  }

  @Test func policyStatedAsPolicyIsCheckedAsWhatItIs() {
    let report = report(Self.policy, .policy)
    #expect(report.files.map(\.kind) == [.permissionPolicy])
    #expect(report.diagnostics.map(\.rule) == ["effect-invalid"])
    #expect(self.report(#"{"a":1}"#, .policy).diagnostics.map(\.rule) == ["wrong-type"])
    let answer = #"{"Policy":{"PolicyName":"p","Arn":"arn:aws:iam::410293857164:policy/p","DefaultVersionId":"v1"}}"#
    #expect(self.report(answer, .policy).diagnostics.isEmpty)
  }

  @Test(arguments: [
    (DocumentKind.policyVersion, #"{"PolicyVersion":{"CreateDate":"2026-01-01"}}"#),
    (.role, #"{"Role":{"RoleName":"crr-source","Arn":"arn:aws:iam::410293857164:role/crr-source"}}"#),
    (.objectHead, #"{"ETag":"x","ContentLength":3}"#), (.objectHead, #"{"ReplicationStatus":"COMPLETED"}"#),
    (.attachedPolicies, "[]"), (.attachedPolicies, #"{"AttachedPolicies":[]}"#), (.roles, #"{"Roles":[]}"#),
    (.accountDetails, #"{"RoleDetailList":[],"IsTruncated":true}"#), (.bucketVersioning, "{}"),
    (.bucketVersioning, ""),
  ])
  func answerWithLittleInItIsAccepted(_ kind: DocumentKind, _ text: String) {
    #expect(report(text, kind).diagnostics.filter { $0.rule == "wrong-type" }.isEmpty, "\(text)")
  }

  @Test func fileThatIsNoAnswerHasNoPartInSetup() {
    let files = [
      Input(name: "replication.json", text: SetupLayoutTests.replication()),
      Input(name: "source-policy.json", text: SetupLayoutTests.source()),
      Input(name: "target-policy.json", text: SetupLayoutTests.target()),
      Input(name: "trust.json", text: SetupLayoutTests.trust),
    ]
    for kind in [DocumentKind.bucketVersioning, .attachedPolicies, .role] {
      let report = Linter().check(files + [Input(name: "source-answer.json", text: Self.policy, kind: kind)])
      #expect(report.setups.map(\.replicates) == [true])
      #expect(report.setups.allSatisfy { !$0.files.contains("source-answer.json") })
      #expect(report.diagnostics.map(\.rule) == ["wrong-type"])
    }
  }
}
