import ReplicationLint
import Testing

/// Each case was put before the server's own schema.
@Suite struct PolicyGrammarTests {
  @Test(arguments: [
    ("*", true), ("s3:GetObject", true), ("s3:*", true), ("s3:Get:Object", true), ("s3:a:", true), (" s3:x", true),
    ("?3:x", true), ("s3:${*}", true), ("", false), ("**", false), ("*\n", false), ("s3*", false), ("s*:x", false),
    ("s3:", false), ("s3::x", false), (":x", false), ("GetObject", false),
  ])
  func actions(_ action: String, _ isAccepted: Bool) {
    #expect(ActionGrammar.accepts(action) == isAccepted)
  }

  @Test(arguments: [
    ("*", true), ("**", true), ("*foo", true), ("*\n", true), ("*${}", true), ("arn:aws:s3:::b", true),
    ("arn:aws:s3:::b/*", true), ("arn:scality:s3:::b", true), ("arn:aws:s3:*:*:b", true), ("arn:aws:*:::b", true),
    ("arn:aws::::b", true), ("arn:aws:s3:::", true), ("xarn:aws:s3:::b", true), ("\narn:aws:s3:::b", true),
    ("arn:aws:s3:::b/${", true), ("arn:aws:s3:::b/${}arn:aws:s3:::b", true), ("", false), ("b/*", false),
    ("arn:aws:s3::b", false), ("arn:aws-cn:s3:::b", false), ("arn:*:s3:::b", false), ("arn:aws:S3:::b", false),
    ("arn:aws:s:::b", false), ("arn:aws:s3:x::b", false), ("arn:aws:s3:::b\n", false),
    ("arn:aws:s3:::b\u{2028}", false),
    ("arn:aws:s3:::b/${}", false), ("ARN:aws:s3:::b", false),
  ])
  func resources(_ resource: String, _ isAccepted: Bool) {
    #expect(ResourceGrammar.accepts(resource) == isAccepted)
  }

  @Test func aResourceIsReadInOnePass() {
    // A backtracking engine needs years for this.
    let letters = String(repeating: "a", count: 200_000)
    #expect(!ResourceGrammar.accepts("arn:aws:\(letters)"))
    #expect(!ResourceGrammar.accepts(String(repeating: "arn:aws:A", count: 50_000)))
  }

  @Test(arguments: [
    ("226819404513", PrincipalGrammar.AWSForm.account), ("*", .everyone), ("arn:aws:iam::226819404513:root", .root),
    ("arn:aws:iam::226819404513:user/ops/ann", .user), ("arn:aws:iam::226819404513:user/a!#$%&", .user),
    ("arn:aws:iam::226819404513:role/crr", .role), ("22681940451", nil), ("226819404513\n", nil), ("", nil),
    ("arn:aws:iam::226819404513:user/*", nil), ("arn:aws:iam::226819404513:user/a:b", nil),
    ("arn:aws:iam::226819404513:role/a/b", nil), ("arn:aws:iam::226819404513:group/g", nil),
    ("arn:aws-cn:iam::226819404513:root", nil), ("arn:aws:iam::*:root", nil),
  ])
  func accountsUsersAndRoles(_ text: String, _ form: PrincipalGrammar.AWSForm?) {
    #expect(PrincipalGrammar.awsForm(text) == form)
  }

  @Test func namesHaveLimits() {
    let arn = "arn:aws:iam::226819404513:"
    func name(_ count: Int) -> String { String(repeating: "n", count: count) }
    #expect(PrincipalGrammar.awsForm("\(arn)role/\(name(64))") == .role)
    #expect(PrincipalGrammar.awsForm("\(arn)role/\(name(65))") == nil)
    #expect(PrincipalGrammar.awsForm("\(arn)user/\(name(2017))") == .user)
    #expect(PrincipalGrammar.awsForm("\(arn)user/\(name(2018))") == nil)
    #expect(PrincipalGrammar.acceptsFederated("\(arn)saml-provider/\(name(128))"))
    #expect(!PrincipalGrammar.acceptsFederated("\(arn)saml-provider/\(name(129))"))
  }

  @Test(arguments: [
    ("accounts.google.com", true), ("https://idp.example.com/realm", true), ("a.bc", true), ("1.2.3", true),
    ("a..b", true), ("-.-.", true), ("x.y/z", true), ("a.b", false), ("localhost", false), ("ftp://a.bc", false),
    ("https://localhost:8080/x", false), ("https://idp.example.com/é", false), ("", false),
  ])
  func identityProviders(_ text: String, _ isAccepted: Bool) {
    #expect(PrincipalGrammar.acceptsFederated(text) == isAccepted)
  }

  @Test func operatorsEndInIfExistsButForNull() {
    #expect(ConditionOperatorGrammar.all.count == 55)
    #expect(ConditionOperatorGrammar.accepts("ArnLikeIfExists"))
    #expect(!ConditionOperatorGrammar.accepts("NullIfExists"))
    #expect(!ConditionOperatorGrammar.accepts("toString"))
  }
}
