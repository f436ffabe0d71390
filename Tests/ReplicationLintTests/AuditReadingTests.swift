import JSONSource
import Testing

@testable import ReplicationLint

/// The reading of a setup in use: which questions follow from answers, and what is kept of them.
@Suite struct AuditReadingTests {
  private let guide: GuideDocuments

  init() throws { guide = try GuideDocuments() }

  /// Reads from servers that answer the guide, with changes by the command and what it names.
  private func read(_ other: @escaping (AuditQuestion) -> AuditAnswer? = { _ in nil }) -> AuditReading {
    var request = AuditRequest(sourceBucket: "source-bucket", targetBucket: "target-bucket")
    request.key = "k"
    return AuditReading(request) { $0.map { other($0) ?? answer($0) } }
  }

  private func answer(_ question: AuditQuestion) -> AuditAnswer {
    let trust = guide[GuideDocuments.trust]
    let policy = guide[GuideDocuments.policy]
    let text =
      switch question.step {
      case .configuration: #"{"ReplicationConfiguration": \#(guide[GuideDocuments.replication])}"#
      case .role: #"{"Role": {"RoleName": "\#(question.names.role)", "AssumeRolePolicyDocument": \#(trust)}}"#
      case .attachedPolicies: #"{"AttachedPolicies": [{"PolicyName": "p", "PolicyArn": "arn:aws:iam::1:policy/p"}]}"#
      case .policy: #"{"Policy": {"DefaultVersionId": "v2"}}"#
      case .policyVersion: #"{"PolicyVersion": {"VersionId": "v2", "Document": \#(policy)}}"#
      case .inlinePolicies: #"{"PolicyNames": []}"#
      case .inlinePolicy: #"{"PolicyName": "i", "PolicyDocument": \#(policy)}"#
      case .versioning: #"{"Status": "Enabled"}"#
      case .bucketPolicy: ""
      case .location: #"{"LocationConstraint": "us-east-1"}"#
      case .object: #"{"ReplicationStatus": "COMPLETED"}"#
      }
    if question.step == .bucketPolicy { return .refused("An error occurred (NoSuchBucketPolicy)") }
    return .printed(Array(text.utf8))
  }

  private func manifest(_ reading: AuditReading) throws -> ConfigurationFile {
    ConfigurationFile(try #require(reading.files.first { $0.name == ConfigurationFile.fileName }))
  }

  @Test func completeReadingIsASetupWithoutGaps() throws {
    let reading = read()
    #expect(reading.gaps.isEmpty && reading.hasSetup)
    #expect(reading.files.first { $0.name == AuditReading.mark }?.bytes == [])
    let manifest = try manifest(reading)
    #expect(manifest.problems.isEmpty)
    let setup = try #require(manifest.configuration.setups.first)
    #expect(setup.source.bucket == "source-bucket" && setup.target.bucket == "target-bucket")
    #expect(setup.source.permissions == ["source-policy-1.json"] && setup.source.hasNoBucketPolicy)
    let inputs = reading.files.map { Input($0) }
    #expect(Linter(configuration: manifest.configuration).analyse(inputs).first?.replicates == true)
  }

  @Test func refusedAnswersAreGapsWithTheirReasons() throws {
    let reading = read { question in
      switch question.step {
      case .role: question.side == .source ? .refused("An error\noccurred\n") : nil
      case .policyVersion: question.side == .target ? .printed(Array("[]".utf8)) : nil
      case .bucketPolicy: .refused("AccessDenied\u{1B}")
      default: nil
      }
    }
    #expect(
      reading.gaps == [
        "not read: the source role SourceRoleForS3Replication: An error occurred",
        "not read: the policy of the source bucket: AccessDenied<U+001B>",
        "not read: a policy of the target role: the answer is not a JSON object",
        "not read: the policy of the target bucket: AccessDenied<U+001B>",
      ])
    let setup = try #require(try manifest(reading).configuration.setups.first)
    #expect(setup.source.role == nil && setup.target.role != nil)
    #expect(setup.target.permissions.isEmpty && !setup.source.hasNoBucketPolicy)
  }

  @Test func unreadableConfigurationEndsTheReading() {
    let reading = read { $0.step == .configuration ? .refused("NoSuchBucket") : nil }
    #expect(!reading.hasSetup && reading.files.map(\.name) == [AuditReading.mark])
    #expect(reading.gaps == ["not read: the replication configuration: NoSuchBucket"])
  }

  @Test func oneRoleIsReadAtBothSites() throws {
    let reading = read { question in
      question.step == .configuration
        ? .printed(Array(#"{"ReplicationConfiguration": {"Role": "arn:aws:iam::1:role/r", "Rules": []}}"#.utf8)) : nil
    }
    #expect(reading.gaps.isEmpty)
    let target = try manifest(reading).configuration.setups.first?.target
    #expect(target?.bucket == "target-bucket" && target?.role == "target-role.json")
    #expect(target?.permissions == ["target-policy-1.json"])
    let role = try #require(reading.files.first { $0.name == "target-role.json" })
    #expect(String(decoding: role.bytes, as: UTF8.self).contains(#""RoleName": "r""#))
  }

  @Test func policiesAreAskedByTheirNames() throws {
    var asked: [String] = []
    let reading = read { question in
      asked.append(question.arguments.joined(separator: " "))
      switch question.step {
      case .attachedPolicies: return .printed(Array(#"{"AttachedPolicies": [{}, {"PolicyArn": "arn:p"}]}"#.utf8))
      case .policy: return .printed(Array(#"{"Policy": {}}"#.utf8))
      case .inlinePolicies: return .printed(Array(#"{"PolicyNames": ["i"]}"#.utf8))
      case .versioning: return .printed(Array(" \n".utf8))
      default: return nil
      }
    }
    #expect(asked.contains { $0.hasPrefix("iam get-policy --policy-arn=arn:p --output json --endpoint-url=") })
    #expect(asked.contains { $0.contains("get-role-policy --role-name=SourceRoleForS3Replication --policy-name=i") })
    #expect(asked.allSatisfy { $0.contains(" --profile=") })
    #expect(reading.gaps.contains("not read: a policy of the source role: the list has no name for it"))
    #expect(reading.gaps.contains("not read: a policy of the source role: get-policy answered no DefaultVersionId"))
    #expect(try manifest(reading).configuration.setups.first?.source.permissions == [])
  }

  @Test func scriptAsksTheSameCommandsWithQuotedNames() {
    var request = AuditRequest(sourceBucket: "s'b", targetBucket: "t")
    request.key = "$(k)"
    let script = AuditScript(request).text(folder: "out put")
    #expect(script.hasPrefix("#!/bin/sh\n"))
    #expect(script.contains("folder='out put'\nsource_bucket='s'\\''b'\n") && script.contains("key='$(k)'\n"))
    for step in AuditStep.allCases { #expect(script.contains(step.rawValue), "\(step)") }
  }
}
