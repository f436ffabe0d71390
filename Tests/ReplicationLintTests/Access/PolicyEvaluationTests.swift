import JSONSource
import ReplicationLint
import Testing

@Suite struct PolicyEvaluationTests {
  /// The answer for reading `bkt/key`, with the policy and statement that decide, both counted from 0.
  private func answer(_ statements: String..., facts: RequestFacts? = nil, key: String = "key") -> String {
    let policies = statements.map { Policies.permission($0) }
    let answer = evaluate(
      policies: policies, action: "s3:GetObjectVersion", resource: "arn:aws:s3:::bkt/\(key)", facts: facts)
    let by = answer.decider.map { " by \($0.document).\($0.statement.index)" } ?? ""
    return answer.recordedName + by
  }

  private let allow = Policies.statement("Allow", "Resource", ["*"])
  private let deny = Policies.statement("Deny", "Resource", ["*"])
  private let next = "}, {"

  private func condition(_ test: String) -> String { #", "Condition": {\#(test)}"# }

  @Test func theFirstStatementThatAppliesIsNamed() {
    #expect(answer(allow) == "Allow by 0.0")
    #expect(
      answer(Policies.statement("Allow", "Resource", ["arn:aws:s3:::x"]) + next + allow + next + allow)
        == "Allow by 0.1")
    #expect(answer(allow + next + deny + next + deny) == "ExplicitDeny by 0.1")
    #expect(answer(allow, deny) == "ExplicitDeny by 1.0")
    #expect(answer(Policies.statement("Allow", "Resource", ["arn:aws:s3:::x"])) == "ImplicitDeny")
  }

  @Test func aDenyThatWaitsForTagsHidesTheAllowsOfItsOwnPolicy() {
    let tagged = deny + condition(#""StringEquals": {"s3:ExistingObjectTag/k": "v"}"#)
    #expect(answer(allow + next + tagged) == "ImplicitDeny by 0.1")
    #expect(answer(allow, tagged) == "NeedTagConditionEval by 1.0")
    #expect(answer(allow + next + tagged, allow) == "NeedTagConditionEval by 0.1")
    #expect(answer(allow + condition(#""Null": {"s3:RequestObjectTagKeys": "true"}"#)) == "NeedTagConditionEval by 0.0")
  }

  @Test func unknownFactsAreReported() {
    let agent = condition(#""StringLike": {"aws:UserAgent": "aws-*"}"#)
    #expect(answer(allow + agent) == #"depends on ["aws:UserAgent"] by 0.0"#)
    #expect(answer(allow + agent, facts: RequestFacts(userAgent: "aws-sdk")) == "Allow by 0.0")
    #expect(answer(allow + agent, facts: RequestFacts(userAgent: "x")) == "ImplicitDeny")
    #expect(answer(allow + agent, allow) == "Allow by 0.0")
    #expect(answer(allow + agent, deny) == "ExplicitDeny by 1.0")
    // Whatever the answer is, the second test fails.
    let both = condition(#""StringLike": {"aws:UserAgent": "aws-*", "aws:referer": "*"}"#)
    #expect(answer(allow + both) == "ImplicitDeny")
  }

  @Test func bothWaysOfTransportAreTried() {
    #expect(answer(allow + condition(#""Bool": {"aws:SecureTransport": ["true", "false"]}"#)) == "Allow by 0.0")
    #expect(answer(allow + condition(#""Null": {"aws:SecureTransport": "false"}"#)) == "Allow by 0.0")
    #expect(answer(allow + condition(#""Bool": {"aws:SecureTransport": "True"}"#)) == "ImplicitDeny")
    #expect(
      answer(allow + condition(#""Bool": {"aws:SecureTransport": ["true", false]}"#))
        == #"depends on ["aws:SecureTransport"] by 0.0"#)
  }

  @Test func readsGiveAVersionAndCallsOnBucketsDoNot() {
    let version = condition(#""Null": {"s3:VersionId": "false"}"#)
    #expect(answer(allow + version) == "Allow by 0.0")
    let onBucket = evaluate(
      policies: [Policies.permission(allow + version)], action: "s3:GetReplicationConfiguration",
      resource: "arn:aws:s3:::bkt", facts: nil)
    #expect(onBucket.recordedName == "ImplicitDeny")
  }

  @Test func addressIsNotAString() {
    let facts = RequestFacts(sourceIP: "10.0.0.5")
    #expect(answer(allow + condition(#""StringEquals": {"aws:SourceIp": "10.0.0.5"}"#)) == "ImplicitDeny")
    #expect(answer(allow + condition(#""StringLike": {"aws:SourceIp": "10.0.0.5"}"#), facts: facts) == "Allow by 0.0")
    #expect(answer(allow + condition(#""ArnLike": {"aws:SourceIp": "*"}"#)) == "Error by 0.0")
    for range in ["10.0.0.5", "10.0.0.0/8", "0xa.0.0.5/32", "10.0.0.0/08", "0.0.0.0/0"] {
      #expect(answer(allow + condition(#""IpAddress": {"aws:SourceIp": "\#(range)"}"#), facts: facts) == "Allow by 0.0")
    }
    for range in ["10.0.0.6/31", "10/8", "10.0.0.0/33", "::/0", "::ffff:10.0.0.5/128", " 10.0.0.0/8", "010.0.0.5/32"] {
      #expect(answer(allow + condition(#""IpAddress": {"aws:SourceIp": "\#(range)"}"#), facts: facts) == "ImplicitDeny")
    }
    let six = RequestFacts(sourceIP: "2001:db8::a")
    #expect(answer(allow + condition(#""IpAddress": {"aws:SourceIp": "2001:DB8::/32"}"#), facts: six) == "Allow by 0.0")
  }

  @Test func theTimeOfUseIsAtOrAfterTheEarliest() {
    func test(_ comparison: String, _ key: String, _ time: String) -> String {
      String(answer(allow + condition(#""\#(comparison)": {"aws:\#(key)": "\#(time)"}"#)).prefix { $0 != " " })
    }
    #expect(test("DateGreaterThan", "CurrentTime", "2026-11-21T23:59:59Z") == "Allow")
    #expect(test("DateGreaterThanEquals", "CurrentTime", "2026-11-22T00:00:00Z") == "Allow")
    #expect(test("DateGreaterThan", "CurrentTime", "2026-11-22T00:00:00Z") == "depends")
    #expect(test("DateLessThan", "CurrentTime", "2026-11-22T00:00:00Z") == "ImplicitDeny")
    #expect(test("DateLessThan", "CurrentTime", "2030-01-01T00:00:00Z") == "depends")
    #expect(test("DateEquals", "CurrentTime", "2026-11-21T00:00:00Z") == "ImplicitDeny")
    #expect(test("DateNotEquals", "CurrentTime", "2026-11-21T00:00:00Z") == "Allow")
    // A time without offset is in the server's own zone.
    #expect(test("DateGreaterThan", "CurrentTime", "2026-11-21T12:00:00") == "depends")
    // Without a colon it is a number: the year, in milliseconds.
    #expect(test("DateGreaterThan", "CurrentTime", "2099-01-01") == "Allow")
    #expect(test("DateLessThan", "CurrentTime", "2099-01-01") == "ImplicitDeny")
    #expect(test("NumericGreaterThan", "EpochTime", "1795305599999") == "Allow")
    #expect(test("NumericGreaterThan", "EpochTime", "1795305600") == "Allow")
    #expect(test("NumericLessThan", "CurrentTime", "2026") == "ImplicitDeny")
  }

  @Test func absentKeysHoldForNegationsAndIfExists() {
    for (test, expected) in [
      (#""StringEquals": {"aws:PrincipalOrgID": "o"}"#, "ImplicitDeny"),
      (#""StringEqualsIfExists": {"aws:PrincipalOrgID": "o"}"#, "Allow by 0.0"),
      (#""StringNotEquals": {"aws:PrincipalOrgID": "o"}"#, "Allow by 0.0"),
      (#""DateNotEquals": {"aws:TokenIssueTime": "x"}"#, "ImplicitDeny"),
      (#""NotIpAddress": {"aws:sourceip": "x"}"#, "ImplicitDeny"),
      (#""Null": {"aws:MultiFactorAuthPresent": "true"}"#, "Allow by 0.0"),
      (#""Null": {"aws:MultiFactorAuthPresent": true}"#, "ImplicitDeny"),
      (#""Bool": {"aws:MultiFactorAuthPresent": false}"#, "ImplicitDeny"),
      (#""StringLike": {"aws:username": true}"#, "Error by 0.0"),
    ] {
      #expect(answer(allow + condition(test)) == expected, "\(test)")
    }
  }

  @Test func lettersCountInResourcesAndNotInActions() {
    let small = #""Effect": "Allow", "Action": "S3:getOBJECTversion", "Resource": "arn:aws:s3:::bkt/*""#
    #expect(answer(small) == "Allow by 0.0")
    #expect(answer(Policies.statement("Allow", "Resource", ["arn:aws:s3:::BKT/*"])) == "ImplicitDeny")
    #expect(answer(#""Effect": "Allow", "NotAction": [], "Resource": "*""#) == "Allow by 0.0")
    #expect(answer(#""Effect": "Allow", "Action": [], "Resource": "*""#) == "ImplicitDeny")
    #expect(answer(#""Effect": "Allow", "Action": "s3:*", "Principal": "*""#) == "Allow by 0.0")
  }

  @Test func partsOfTheWrongTypeAreLeftOpen() {
    #expect(answer(#""Effect": "Allow", "Action": 5, "Resource": "*""#) == #"depends on ["Action"] by 0.0"#)
    #expect(answer(#""Effect": "Allow", "Action": "*", "Resource": [5]"#) == #"depends on ["Resource"] by 0.0"#)
    #expect(answer(allow + #", "Condition": 5"#) == #"depends on ["Condition"] by 0.0"#)
  }

  @Test func theLastOfSeveralMembersCountsInThePlaceOfTheFirst() {
    // The error of the first test comes before the second can fail.
    let error = #""Bool": {"aws:SecureTransport": "x", "aws:referer": "x", "aws:SecureTransport": true}"#
    #expect(answer(allow + condition(error)) == "Error by 0.0")
    #expect(answer(allow + condition(#""Bool": {"aws:referer": "x", "aws:SecureTransport": true}"#)) == "ImplicitDeny")
  }
}
