import JSONSource
import Testing

@testable import ReplicationLint

/// The picture of a setup: its places, rules, and the answers to Backbeat's requests.
@Suite struct SetupPictureTests {
  private func picture(_ change: (inout GuideDocuments) -> Void = { _ in }) throws -> SetupPicture {
    var guide = try GuideDocuments()
    change(&guide)
    let linter = Linter(configuration: Configuration(sourceBucket: "source-bucket"))
    let analysis = try #require(linter.analyse(guide.inputs).first)
    return try #require(SetupPicture(analysis))
  }

  @Test func provedSetupHasAllowedCallsOnly() throws {
    let picture = try picture()
    #expect(picture.source.bucket == "source-bucket" && picture.target.bucket == "target-bucket")
    #expect(picture.source.role?.hasSuffix("role/SourceRoleForS3Replication") == true)
    #expect(picture.target.files.contains(GuideDocuments.trust))
    #expect(picture.rules.map(\.isEnabled) == [true] && picture.rules.map(\.bucket) == ["target-bucket"])
    #expect(picture.calls.count >= 5)
    for call in picture.calls { #expect(call.answer == .allowed && call.ruleCount == 0, "\(call)") }
  }

  @Test func refusedCallShowsAKey() throws {
    let picture = try picture {
      $0[GuideDocuments.policy] = $0[GuideDocuments.policy].replacing("s3:ReplicateObject", with: "s3:GetObjectAcl")
    }
    let refused = picture.calls.filter { if case .refused = $0.answer { true } else { false } }
    #expect(refused.contains { $0.action == "s3:ReplicateObject" && $0.side == .target && $0.ruleCount == 1 })
    #expect(refused.allSatisfy { $0.resource?.hasPrefix("arn:aws:s3:::") == true }, "\(refused)")
  }

  @Test func trustWithoutBackbeatRefusesBothRoles() throws {
    let picture = try picture {
      $0[GuideDocuments.trust] = $0[GuideDocuments.trust].replacing("\"backbeat\"", with: "\"ec2\"")
    }
    let assumed = picture.calls.filter { $0.step == "assume the role" }
    #expect(assumed.map(\.side) == [.source, .target])
    #expect(assumed.allSatisfy { $0.answer == .refused(key: "") })
  }

  @Test func missingPoliciesAreUnknown() throws {
    let guide = try GuideDocuments()
    let inputs = guide.inputs.filter { $0.source.name != GuideDocuments.policy }
    let analysis = try #require(Linter().analyse(inputs).first)
    let picture = try #require(SetupPicture(analysis))
    #expect(picture.calls.contains { $0.answer == .unknown && $0.step != "assume the role" })
  }
}
