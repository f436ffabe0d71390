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
}
