import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

@Suite struct KeyProofTests {
  private func prove(_ statements: String..., prefix: String = "", facts: RequestFacts? = nil) -> String {
    let policies = statements.map { Policies.permission($0) }
    let query = AccessQuery(policies: policies, action: "s3:GetObjectVersion", facts: facts)
    return query.prove(bucket: "bkt", prefix: Array(prefix.utf16)).summary
  }

  private func allow(_ resource: String..., and rest: String = "") -> String {
    Policies.statement("Allow", "Resource", resource) + rest
  }

  private func deny(_ resource: String..., and rest: String = "") -> String {
    Policies.statement("Deny", "Resource", resource) + rest
  }

  @Test func aPatternForTheWholeBucketIsProved() {
    #expect(prove(allow("arn:aws:s3:::bkt/*")) == "proved")
    #expect(prove(allow("*")) == "proved")
    #expect(prove(allow("arn:aws:s3:::b*")) == "proved")
    #expect(prove(allow("arn:aws:s3:*:*:b?t/*"), prefix: "logs/") == "proved")
    #expect(prove(allow("arn:aws:s3:::bkt/logs/*"), prefix: "logs/") == "proved")
  }

  @Test func theShortestKeyThatIsRefusedIsNamed() {
    #expect(prove(allow("arn:aws:s3:::bkt")) == "refused a: ImplicitDeny")
    #expect(prove(allow("arn:aws:s3:::bkt/logs/?*"), prefix: "logs/") == "refused logs/: ImplicitDeny")
    #expect(prove(allow("arn:aws:s3:::bkt/*"), deny("arn:aws:s3:::bkt/*.tmp")) == "refused .tmp: ExplicitDeny")
    #expect(prove(allow("arn:aws:s3:::other/*")) == "refused a: ImplicitDeny")
    #expect(prove(allow("arn:aws:iam:::bkt/*")) == "refused a: ImplicitDeny")
  }

  @Test func patternsProveTogetherWhatNoneProvesAlone() {
    let one = allow("arn:aws:s3:::bkt/?", "arn:aws:s3:::bkt/??*")
    #expect(prove(one) == "proved")
    #expect(prove(allow("arn:aws:s3:::bkt/?"), allow("arn:aws:s3:::bkt/??*")) == "proved")
    #expect(prove(allow("arn:aws:s3:::bkt/?"), allow("arn:aws:s3:::bkt/???*")) == "refused aa: ImplicitDeny")
  }

  @Test func whatIsExceptedIsFollowed() {
    let notTmp = Policies.statement("Allow", "NotResource", ["arn:aws:s3:::bkt/*.tmp"])
    #expect(prove(notTmp) == "refused .tmp: ImplicitDeny")
    #expect(prove(notTmp, allow("arn:aws:s3:::bkt/*.tmp")) == "proved")
    #expect(prove(notTmp, prefix: "x") == "refused x.tmp: ImplicitDeny")
    let denyOthers = Policies.statement("Deny", "NotResource", ["arn:aws:s3:::bkt/logs/*"])
    #expect(prove(allow("*"), denyOthers) == "refused a: ExplicitDeny")
    #expect(prove(allow("*"), denyOthers, prefix: "logs/") == "proved")
    #expect(prove(Policies.statement("Allow", "NotResource", ["*"])) == "refused a: ImplicitDeny")
    #expect(
      prove(Policies.statement("Allow", "NotResource", ["arn:aws:s3:::bkt/a:b"]))
        == "depends a:b: arn:aws:s3:::bkt/a:b")
  }

  @Test func colonInKeyPatternLeavesItsKeysOpen() {
    #expect(prove(allow("arn:aws:s3:::bkt/a:*"), prefix: "a:") == "depends a:: arn:aws:s3:::bkt/a:*")
    #expect(prove(allow("arn:aws:s3:::bkt*a:*"), prefix: "a:") == "depends a:: arn:aws:s3:::bkt*a:*")
    #expect(prove(allow("arn:aws:*:::bkt/a:*"), prefix: "a:") == "depends a:: arn:aws:*:::bkt/a:*")
    #expect(prove(allow("arn:aws:s3:::bkt/*"), deny("arn:aws:s3:::bkt/a:b")) == "depends a:b: arn:aws:s3:::bkt/a:b")
    #expect(prove(allow("arn:aws:s3:::bkt/a:*", "arn:aws:s3:::bkt/a?*"), prefix: "a:") == "proved")
  }

  @Test func colonInKeyPatternDecidesNothingAboutOtherKeys() {
    #expect(prove(allow("arn:aws:s3:::bkt/a:*")) == "refused a: ImplicitDeny")
    #expect(prove(allow("arn:aws:s3:::bkt/*"), deny("arn:aws:s3:::bkt/a:b"), prefix: "b") == "proved")
    #expect(prove(allow("arn:aws:s3:::bkt/*"), deny("arn:aws:s3:::other/a:b")) == "proved")
  }

  @Test func colonInBucketNameMatchesNothing() {
    #expect(prove(allow("arn:aws:s3::::bkt/*")) == "refused a: ImplicitDeny")
    #expect(prove(allow("arn:aws:s3:::bkt/*"), deny("arn:aws:s3:::bkt:a/*", "arn:aws:s3::::bkt/*")) == "proved")
  }

  @Test func noWildcardCrossesALineTerminatorInThePrefix() {
    #expect(prove(allow("arn:aws:s3:::bkt/*"), prefix: "a\\nb") == "proved")
    #expect(prove(allow("arn:aws:s3:::bkt/*"), prefix: "a\nb") == "refused a\nb: ImplicitDeny")
    #expect(prove(allow("arn:aws:s3:::bkt/a\\n*"), prefix: "a\nb") == "proved")
    #expect(prove(allow("*"), prefix: "a\nb") == "proved")
    #expect(prove(allow("arn:aws:s3:::*"), prefix: "a\nb") == "refused a\nb: ImplicitDeny")
  }

  @Test func conditionsThatAreKnownDecide() {
    let plain = RequestFacts(sourceIP: "10.0.0.5", secureTransport: false, userAgent: "x")
    let tls = #", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#
    #expect(prove(allow("*", and: tls), facts: plain) == "refused a: ImplicitDeny")
    #expect(prove(allow("*"), deny("*", and: tls), facts: plain) == "proved")
    #expect(prove(allow("*", and: tls)) == "depends a: aws:SecureTransport")
    #expect(prove(allow("*"), deny("*", and: tls)) == "depends a: aws:SecureTransport")
    #expect(prove(allow("*"), allow("*", and: tls)) == "proved")
    #expect(prove(allow("arn:aws:s3:::bkt/a*", and: tls)) == "refused b: ImplicitDeny")
  }

  @Test func pastTimesAreKnownAndLaterOnesAreNot() {
    func after(_ time: String, _ comparison: String = "DateGreaterThan") -> String {
      #", "Condition": {"\#(comparison)": {"aws:CurrentTime": "\#(time)"}}"#
    }
    #expect(prove(allow("*", and: after("2026-11-21T00:00:00Z"))) == "proved")
    #expect(prove(allow("*", and: after("2027-01-01T00:00:00Z"))) == "depends a: aws:CurrentTime")
    #expect(prove(allow("*", and: after("2020-01-01T00:00:00Z", "DateLessThan"))) == "refused a: ImplicitDeny")
    #expect(prove(allow("*", and: after("2030-01-01T00:00:00Z", "DateLessThan"))) == "depends a: aws:CurrentTime")
  }

  @Test func tagsDecideLater() {
    let tag = #", "Condition": {"StringEquals": {"s3:ExistingObjectTag/k": "v"}}"#
    #expect(prove(allow("*", and: tag)) == "depends a: tags")
    #expect(prove(allow("*"), deny("arn:aws:s3:::bkt/a*", and: tag)) == "depends a: tags")
    // Within one policy such a Deny hides the Allow, and nothing is left.
    #expect(prove(allow("*") + "}, {" + deny("arn:aws:s3:::bkt/a*", and: tag)) == "refused a: ImplicitDeny")
    #expect(
      prove(allow("*") + "}, {" + deny("arn:aws:s3:::bkt/a*", and: tag), allow("arn:aws:s3:::bkt/b*"), prefix: "b")
        == "proved")
  }

  @Test func anErrorOfTheEvaluatorRefuses() {
    let broken = #", "Condition": {"Bool": {"aws:SecureTransport": true}}"#
    #expect(prove(allow("*"), allow("arn:aws:s3:::bkt/x*", and: broken)) == "refused x: Error")
    #expect(prove(allow("*"), allow("arn:aws:s3:::bkt/x*", and: broken), prefix: "y") == "proved")
  }

  @Test func unknownVariablesAreFollowedBothWays() {
    let own = "arn:aws:s3:::bkt/${aws:userid}"
    #expect(prove(allow("arn:aws:s3:::bkt/*"), deny(own)) == "depends a: aws:userid")
    #expect(prove(allow(own)) == "depends a: aws:userid")
    #expect(prove(allow(own), prefix: "x:") == "depends x:: aws:userid")
    #expect(prove(allow("arn:aws:s3:::other/${aws:userid}")) == "refused a: ImplicitDeny")
    #expect(prove(allow("arn:aws:s3:::bkt/${aws:username}*")) == "refused a: ImplicitDeny")
    let facts = RequestFacts(sourceIP: "10.0.0.5")
    #expect(prove(allow("arn:aws:s3:::bkt/${aws:SourceIp}*"), prefix: "10.0.0.5", facts: facts) == "proved")
  }

  @Test func involvedPatternsEndInBoundedTime() {
    let clock = ContinuousClock()
    func timed(_ name: String, _ expected: String, _ statements: String..., prefix: String = "", limit: Int = 500) {
      let policies = statements.map { Policies.permission($0) }
      let time = clock.measure {
        let proof = AccessQuery(policies: policies, action: "s3:GetObjectVersion", facts: nil)
          .prove(bucket: "bkt", prefix: Array(prefix.utf16), stateLimit: limit)
        #expect(proof.summary == expected)
      }
      print("\(name): \(time)")
      #expect(time < .seconds(60))
    }
    let all = allow("arn:aws:s3:::bkt/*")
    let stars = "arn:aws:s3:::bkt/" + String(repeating: "*a?b", count: 300) + "*"
    let key = String(repeating: "aab", count: 300)
    timed("stars", "refused \(key): ExplicitDeny", all, deny(stars), prefix: key)
    timed("stars from the start", "refused \(key): ExplicitDeny", all, deny(stars), limit: 2_000)
    let tails = (1...60).map { "arn:aws:s3:::bkt/*a" + String(repeating: "?", count: $0) }
    timed("tails", "refused aa: ImplicitDeny", Policies.statement("Allow", "NotResource", tails))
    timed("window", "unknown", all, deny("arn:aws:s3:::bkt/*a" + String(repeating: "?", count: 60) + "b*"))
    let many = (0..<Effort.count(quick: 300, usual: 2_000)).map { "arn:aws:s3:::bkt/*\($0 % 7)*x\($0)?????*" }
    timed("many patterns", "unknown", Policies.statement("Deny", "Resource", many) + "}, {" + all)
    timed("many statements", "unknown", many.map { deny($0) }.joined(separator: "}, {") + "}, {" + all)
  }
}
