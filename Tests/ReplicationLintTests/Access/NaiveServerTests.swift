import Foundation
import JSONSource
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Decisions compared with a second, deliberately plain implementation of the same facts.
@Suite struct NaiveServerTests {
  private static let count = Effort.count(quick: 100, usual: 400, thorough: 20_000)

  @Test(arguments: [ServerReading.checked2024, .enforced2025]) func decisionsAreThoseOfThePlainServer(
    _ reading: ServerReading
  ) {
    var generator = SeededGenerator(seed: 5911)
    var tally: [NaiveServer.Answer: Int] = [:]
    for _ in 0..<Self.count {
      let iam = DraftPolicy(forBucket: false, &generator)
      let bucketPolicy = Int.random(in: 0..<5, using: &generator) == 0 ? nil : DraftPolicy(forBucket: true, &generator)
      let ownsBucket = Int.random(in: 0..<4, using: &generator) > 0
      let naive = NaiveServer(
        is2024: reading == .checked2024, iam: iam, bucketPolicy: bucketPolicy, ownsBucket: ownsBucket)
      var server = ServerProfile()
      server.statedReading = reading
      let access = CallAccess(
        policies: [Self.document(iam, .permission)], bucketPolicy: bucketPolicy.map { Self.document($0, .bucket) },
        caller: BucketCaller(account: DraftPolicy.own), ownsBucket: ownsBucket, server: server)
      for (call, request) in zip(NaiveServer.Call.allCases, BackbeatRequest.allCases) {
        for key in ["a", "b", "ab", "a/b"] {
          let resource = call == .getBucketReplication ? "arn:aws:s3:::bkt" : "arn:aws:s3:::bkt/\(key)"
          let expected = naive.decide(call, key: key)
          let found = access.decide(request, resource: Array(resource.utf16)).answer
          let name =
            switch found {
            case .allow: "allow"
            case .implicitDeny: "implicitDeny"
            case .explicitDeny: "explicitDeny"
            default: "other"
            }
          // A Deny and a missing right both refuse; which one is named is up to the order of questions.
          let isSame = (name == "allow") == (expected == .allow) && name != "other"
          #expect(isSame, "\(call) \(key): \(expected), not \(name)\n\(iam)\n\(bucketPolicy?.description ?? "none")")
          tally[expected, default: 0] += 1
        }
      }
    }
    #expect(tally.values.allSatisfy { $0 > Self.count } && tally.count == 3, "\(tally)")
  }

  private static func document(_ draft: DraftPolicy, _ purpose: PolicyDocument.Purpose) -> PolicyDocument {
    PolicyDocument(
      JSONDocument(SourceFile(name: "policy.json", text: draft.description)).root, purpose: purpose)
  }
}
