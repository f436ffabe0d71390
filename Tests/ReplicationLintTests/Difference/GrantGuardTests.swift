import Foundation
import JSONSource
import Testing

@testable import ReplicationLint

/// Fixes that are called safe and change what an accepted policy grants are left out.
@Suite struct GrantGuardTests {
  private static let policy = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:getobject"],
      "Resource": ["arn:aws:s3:::b-b/??", "arn:aws:s3:::b-b/é", "arn:aws:s3:::b-b/xy"]}]}
    """

  /// Returns whether a fix that replaces `old` is accepted.
  private func accepts(_ old: String, _ new: String, in text: String, keepsGrants: Bool = true) throws -> Bool {
    let place = try #require(text.range(of: old))
    let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    let fix = Fix.safe("change", Fix.Edit(SourceRange(start, start + old.utf8.count), new))
    let file = FixableFile(Input(name: "policy.json", text: text, kind: .permissionPolicy), canChange: true)
    var trial = FixBisection(LintedFiles([file], judge: Linter()), judge: Linter(), keepsGrants: keepsGrants)
    trial.accept([FixCandidate(path: ExactString("policy.json"), fix: fix)])
    return !trial.accepted.isEmpty
  }

  @Test func fixThatKeepsEveryGrantIsAccepted() throws {
    #expect(try accepts(#", "s3:getobject""#, "", in: Self.policy))
    #expect(try accepts(#", "arn:aws:s3:::b-b/xy""#, "", in: Self.policy))
  }

  @Test func fixThatRemovesLiveGrantIsLeftOut() throws {
    #expect(try !accepts(#", "arn:aws:s3:::b-b/é""#, "", in: Self.policy))
    #expect(try accepts(#", "arn:aws:s3:::b-b/é""#, "", in: Self.policy, keepsGrants: false))
  }

  @Test func fixThatAddsGrantIsLeftOut() throws {
    #expect(try !accepts("b-b/xy", "b-b/*", in: Self.policy))
    #expect(try !accepts("s3:getobject", "s3:PutObject", in: Self.policy))
  }

  @Test func refusedPolicyMayBeRepaired() throws {
    let refused = Self.policy.replacing("\"Allow\"", with: "\"allow\"")
    #expect(try accepts("\"allow\"", "\"Allow\"", in: refused))
  }
}
