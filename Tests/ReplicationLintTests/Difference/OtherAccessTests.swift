import ReplicationLint
import Testing

/// Changes of what roles may do outside S3.
@Suite struct OtherAccessTests {
  private static func changes(_ old: String, _ new: String) throws -> [String] {
    func analysis(_ statements: String) throws -> SetupAnalysis {
      var setup = SetupCase()
      if !statements.isEmpty { setup.targetPolicy += ", " + statements }
      return try setup.analysis()
    }
    let changes = SetupDifference(try analysis(old), try analysis(new)).changes
    return changes.map { "\($0.kind.rawValue) \($0.actions.joined(separator: ",")) \($0.resource ?? "")" }
  }

  private static func statement(_ effect: String, _ members: String) -> String {
    #"{"Effect": "\#(effect)", \#(members)}"#
  }

  private static func allow(_ action: String, _ resource: String = "*", _ more: String = "") -> String {
    statement("Allow", #""Action": "\#(action)", "Resource": "\#(resource)"\#(more)"#)
  }

  @Test func allowIsGainedAndLost() throws {
    #expect(try Self.changes("", Self.allow("iam:*")) == ["access-gained iam:* *"])
    #expect(try Self.changes(Self.allow("iam:*"), "") == ["access-lost iam:* *"])
    #expect(try Self.changes(Self.allow("iam:Create*"), Self.allow("iam:*")) == ["access-gained iam:* *"])
    #expect(try Self.changes(Self.allow("s3:*"), Self.allow("*")) == ["access-gained * *"])
  }

  @Test func notActionGrantsWhatIsKnown() throws {
    let rest = Self.statement("Allow", #""NotAction": "s3:*", "Resource": "*""#)
    let gained = try Self.changes("", rest)
    #expect(gained.count == 1)
    #expect(gained.first?.contains("iam:CreateUser") == true)
  }

  @Test func denyTakesAwayAPart() throws {
    let all = Self.allow("iam:*")
    let deny = Self.statement("Deny", #""Action": "iam:CreateUser", "Resource": "*""#)
    #expect(try Self.changes(all, "\(all), \(deny)") == ["access-lost iam:CreateUser *"])
    #expect(try Self.changes("\(all), \(deny)", all) == ["access-gained iam:CreateUser *"])
    let overlap = Self.statement("Deny", #""Action": "iam:*User", "Resource": "*""#)
    let created = try Self.changes(Self.allow("iam:Create*"), "\(Self.allow("iam:Create*")), \(overlap)")
    #expect(created == ["access-lost iam:CreateUser *"])
  }

  @Test func resourcesAreComparedAsWritten() throws {
    let user = "arn:aws:iam::410293857164:user/a"
    #expect(try Self.changes("", Self.allow("iam:GetUser", user)) == ["access-gained iam:GetUser \(user)"])
    #expect(
      try Self.changes(Self.allow("iam:GetUser", user), Self.allow("iam:GetUser")) == ["access-gained iam:GetUser *"])
    // Nothing of another service is in a bucket.
    #expect(try Self.changes("", Self.allow("iam:GetUser", "arn:aws:s3:::copy/*")).isEmpty)
  }

  @Test func rewriteIsNoChange() throws {
    let one = Self.statement("Allow", #""Action": ["iam:GetUser", "iam:ListUsers"], "Resource": "*""#)
    #expect(try Self.changes("\(Self.allow("iam:GetUser")), \(Self.allow("iam:ListUsers"))", one).isEmpty)
    #expect(try Self.changes(Self.allow("iam:*"), "\(Self.allow("IAM:*")), \(Self.allow("iam:GetUser"))").isEmpty)
  }

  @Test func openConditionDepends() throws {
    let condition = #", "Condition": {"StringEquals": {"aws:userid": "x"}}"#
    let conditional = Self.allow("iam:GetUser", "*", condition)
    #expect(try Self.changes("", conditional) == ["depends iam:GetUser *"])
    #expect(try Self.changes(conditional, conditional + ", " + Self.allow("iam:getuser", "*", condition)).isEmpty)
    #expect(
      try Self.changes(conditional, Self.allow("iam:GetUser", "*", condition.replacing("\"x\"", with: "\"y\"")))
        == ["depends iam:GetUser *"])
  }
}
