import ReplicationLint
import Testing

/// The number of rules of a replication configuration at the server's limit, asked of the rule.
@Suite struct RuleLimitTests {
  private func findings(ruleCount: Int) -> [String] {
    let rules = (0..<ruleCount).map {
      #"{"Prefix": "\#(1_000_000 + $0)/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}"#
    }
    let text = """
      {"Role": "arn:aws:iam::410293857164:role/crr,arn:aws:iam::930417265580:role/crr", \
      "Rules": [\(rules.joined(separator: ", "))]}
      """
    return Linter().check([Input(name: "replication.json", text: text)]).diagnostics
      .filter { $0.consequence == .refused }.map { "\($0.rule): \($0.message)" }
  }

  @Test func exactlyTheLimitIsAccepted() { #expect(findings(ruleCount: 1_000).isEmpty) }

  @Test func oneMoreThanTheLimitIsRefused() {
    #expect(findings(ruleCount: 1_001) == ["limit-exceeded: there are 1001 rules, more than 1000"])
  }
}
