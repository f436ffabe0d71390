import JSONSource
import ReplicationLint
import Testing

@Suite struct TrustEvaluationTests {
  private func answer(_ statement: String, facts: RequestFacts? = nil) -> String {
    let answer = evaluateTrust(Policies.document(statement, .trust), facts: facts)
    return answer.recordedName + (answer.decider.map { " by \($0.index)" } ?? "")
  }

  private func statement(_ effect: String, _ principal: String) -> String {
    #"{"Effect": "\#(effect)", \#(principal), "Action": "sts:AssumeRole"}"#
  }

  @Test func onlyTheServiceAndEveryoneAllowBackbeat() {
    for (principal, expected) in [
      (#""Principal": {"Service": "backbeat"}"#, "Allow by 0"), (#""Principal": "*""#, "Allow by 0"),
      (#""Principal": {"Service": ["x", "backbeat"]}"#, "Allow by 0"),
      (#""Principal": {"Service": "s3.amazonaws.com"}"#, "Deny"), (#""Principal": {"AWS": "*"}"#, "Deny"),
      (#""Principal": {"AWS": "410293857164"}"#, "Deny"), (#""Principal": "backbeat""#, "Deny by 0"),
    ] {
      #expect(answer(statement("Allow", principal)) == expected, "\(principal)")
    }
  }

  @Test func notPrincipalLetsInWhomItDoesNotName() {
    for (principal, expected) in [
      (#"{"AWS": "*"}"#, "Allow by 0"), (#"{"Service": "backbeat"}"#, "Deny"), (#"{"Service": ["backbeat"]}"#, "Deny"),
      (#""*""#, "Deny"), (#""x""#, "Deny by 0"), ("5", "Allow by 0"), ("[]", "Allow by 0"),
      (#"{"x": 1}"#, "Allow by 0"),
      ("0", "Deny"), ("false", "Deny"), (#""""#, "Deny by 0"), ("null", "Error by 0"),
    ] {
      #expect(answer(statement("Allow", #""NotPrincipal": \#(principal)"#)) == expected, "\(principal)")
    }
    #expect(answer(statement("Deny", #""NotPrincipal": {"AWS": "*"}"#)) == "Deny by 0")
  }

  @Test func conditionsOfNotPrincipalAreNeverRead() {
    let condition = #", "Condition": {"Bool": {"aws:SecureTransport": true}}"#
    #expect(answer(statement("Allow", #""NotPrincipal": {"AWS": "*"}"# + condition)) == "Allow by 0")
    #expect(answer(statement("Allow", #""Principal": "*""# + condition)) == "Error by 0")
  }

  @Test func theFirstDenyEndsItAndErrorsDoToo() {
    let allow = statement("Allow", #""Principal": "*""#)
    let deny = statement("Deny", #""Principal": "*""#)
    let noPrincipal = #"{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}"#
    #expect(answer("[\(allow), \(deny), \(noPrincipal)]") == "Deny by 1")
    #expect(answer("[\(allow), \(noPrincipal), \(deny)]") == "Error by 1")
    #expect(answer("[\(noPrincipal)]") == "Error by 0")
    #expect(answer("[\(allow), \(allow)]") == "Allow by 1")
  }

  @Test func refusalOrErrorIsRefusedWhicheverItIs() {
    let backbeat = #""Principal": {"Service": "backbeat"}"#
    let range = #""IpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#
    let throwing = statement(
      "Allow", #"\#(backbeat), "Condition": {\#(range), "Bool": {"aws:SecureTransport": true}}"#)
    let denying = statement("Deny", #"\#(backbeat), "Condition": {\#(range)}"#)
    let comparing = statement("Deny", #"\#(backbeat), "Condition": {"ArnLike": {"aws:principaltype": "*"}}"#)
    let open = statement("Allow", #"\#(backbeat), "Condition": {\#(range)}"#)
    #expect(answer(throwing) == "Deny")
    #expect(answer(comparing).hasPrefix("depends") == false)
    #expect(answer("[\(throwing), \(denying)]") == "Deny")
    #expect(answer("[\(throwing), \(statement("Deny", backbeat))]") == "Deny by 1")
    #expect(answer("[\(denying), \(statement("Allow", #""NotPrincipal": null"#))]") == "Error by 1")
    #expect(answer("[\(open), \(throwing)]").hasPrefix("depends"))
  }

  @Test func openConditionsLeaveTheAnswerOpen() {
    let tls = #""Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}"#
    #expect(answer(statement("Allow", tls)) == #"depends on ["aws:SecureTransport"] by 0"#)
    #expect(answer(statement("Allow", tls), facts: RequestFacts(secureTransport: true)) == "Allow by 0")
    #expect(answer(statement("Allow", tls), facts: RequestFacts(secureTransport: false)) == "Deny")
    #expect(answer(statement("Deny", tls)) == "Deny by 0")
    let both = "[\(statement("Allow", #""Principal": "*""#)), \(statement("Allow", tls))]"
    #expect(answer(both) == "Allow by 1")
    #expect(
      answer(statement("Allow", #""Principal": "*", "Condition": {"Null": {"s3:ExistingObjectTag/k": "true"}}"#))
        == "Deny")
  }

  /// The statements that allow principals which no statement names.
  private func grants(_ statements: String...) -> [Int] {
    let policy = Policies.document("[\(statements.joined(separator: ", "))]", .trust)
    return Set(TrustCaller.strangers.flatMap { TrustReading(policy, .unknownAssumption, $0).grants.map(\.index) })
      .sorted()
  }

  @Test func denyOfEveryPrincipalButBackbeatKeepsStrangersOut() {
    let everyone = statement("Allow", #""Principal": "*""#)
    let users = statement("Allow", #""Principal": {"AWS": "*"}"#)
    #expect(grants(everyone) == [0])
    #expect(grants(users, everyone) == [0, 1])
    for (principal, expected) in [
      (#""NotPrincipal": {"Service": "backbeat"}"#, []), (#""Principal": {"AWS": "*"}"#, []),
      (#""Principal": "*""#, []), (#""Principal": {"Service": "backbeat"}"#, [0]), (#""NotPrincipal": "*""#, [0]),
      (#""Principal": {"AWS": "410293857164"}"#, [0]), (#""Principal": {"Federated": "a.example.org"}"#, [0]),
      (#""NotPrincipal": {"AWS": "*"}"#, [0]), (#""NotPrincipal": {"AWS": "410293857164"}"#, []),
    ] {
      #expect(grants(everyone, statement("Deny", principal)) == expected, "\(principal)")
      #expect(grants(statement("Deny", principal), everyone) == expected.map { $0 + 1 }, "\(principal)")
    }
  }

  @Test func notPrincipalLetsInStrangersUnlessItNamesEveryUser() {
    #expect(grants(statement("Allow", #""NotPrincipal": {"AWS": "410293857164"}"#)) == [0])
    #expect(grants(statement("Allow", #""NotPrincipal": {"Service": "backbeat"}"#)) == [0])
    #expect(grants(statement("Allow", #""NotPrincipal": {"Federated": "a.example.org"}"#)) == [0])
    #expect(grants(statement("Allow", #""NotPrincipal": {"AWS": "*"}"#)) == [])
    #expect(grants(statement("Allow", #""NotPrincipal": "*""#)) == [])
  }

  @Test func conditionsKeepStrangersOutOnlyWhereNoCallerCanMeetThem() {
    for (condition, isOpen) in [
      (#"{"StringEquals": {"aws:SourceArn": "x"}}"#, false), (#"{"StringNotEquals": {"aws:SourceArn": "x"}}"#, true),
      (#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#, false),
      (#"{"StringEquals": {"aws:username": "x"}}"#, true),
      (#"{"StringEquals": {"sts:ExternalId": "x"}}"#, true), (#"{"Bool": {"aws:SecureTransport": "true"}}"#, true),
      (#"{"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}"#, false),
      (#"{"Bool": {"aws:SecureTransport": true}}"#, false), (#"{"StringEquals": {"aws:Unknown": "x"}}"#, false),
      (#"{"StringLike": {"aws:referer": "*"}}"#, true),
    ] {
      let found = grants(statement("Allow", #""Principal": {"AWS": "*"}, "Condition": \#(condition)"#))
      #expect(found == (isOpen ? [0] : []), "\(condition)")
    }
  }
}
