import JSONSource
import Testing

@testable import ReplicationLint

/// Probable causes of a status, from documents and lines of Backbeat's log.
@Suite struct DiagnosisTests {
  private var guide: GuideDocuments

  init() throws { guide = try GuideDocuments() }

  private static let configuration = Configuration(sourceBucket: "source-bucket")

  private func diagnosis(
    _ status: ObservedStatus, key: String = "a", log: String = "", _ configuration: Configuration = Self.configuration
  ) throws -> Diagnosis {
    var newer = configuration
    newer.server.version = ServerVersion(9, 5, 2)
    let trace = try #require(Linter(configuration: configuration).trace(guide.inputs, key: key).first)
    return Diagnosis(
      trace, status: status, newer: Linter(configuration: newer).trace(guide.inputs, key: key).first,
      evidence: log.isEmpty ? nil : LogEvidence(Array(log.utf8), key: key))
  }

  private func line(_ members: String, key: String = "a") -> String {
    #"{"level":"error","entry":{"objectKey":"\#(key)"},\#(members)}"# + "\n"
  }

  @Test(arguments: [ObservedStatus.completed, .replica]) func objectThatReplicatedHasNoCauses(_ status: ObservedStatus)
    throws
  {
    #expect(try diagnosis(status, log: line(#""error":"x""#)).causes.isEmpty)
  }

  @Test func newerServerExplainsPending() throws {
    let causes = try diagnosis(.pending).causes
    #expect(
      try #require(causes.first).message.hasPrefix("the server is 9.5.2 or later, where the source role may not do"))
    #expect(causes.contains { $0.message.hasPrefix("the object is still waiting") })
  }

  @Test(arguments: [
    ("s3:GetReplicationConfiguration", ObservedStatus.pending, "error getting replication configuration from S3"),
    ("s3:GetObjectVersion\"", .pending, "an error occurred on getObject from S3"),
    ("s3:ReplicateObject", .failed, "an error occurred on putData to S3"),
  ])
  func refusedActionIsTheFirstCause(_ action: String, _ status: ObservedStatus, _ log: String) throws {
    var changed = self
    let other = action.hasSuffix("\"") ? "s3:GetObjectAcl\"" : "s3:GetObjectAcl"
    changed.guide[GuideDocuments.policy] = guide[GuideDocuments.policy].replacing(action, with: other)
    let first = try #require(try changed.diagnosis(status).causes.first)
    #expect(first.message.contains("may not do `\(action.filter { $0 != "\"" })`"), "\(first.message)")
    #expect(first.confirmation == "the log of Backbeat's queue processor has `\(log)` for the key")
  }

  @Test func trustWithoutBackbeatIsTheFirstCause() throws {
    var changed = self
    changed.guide[GuideDocuments.trust] = guide[GuideDocuments.trust]
      .replacing("\"Service\": \"backbeat\"", with: "\"AWS\": \"arn:aws:iam::668546647514:root\"")
    #expect(try changed.diagnosis(.pending).causes.first?.message.hasPrefix("Backbeat may not assume") == true)
  }

  @Test func keyThatNoRuleCoversExplainsAMissingStatus() throws {
    var changed = self
    changed.guide[GuideDocuments.replication] = guide[GuideDocuments.replication]
      .replacing("\"Prefix\": \"\"", with: "\"Prefix\": \"b\"")
    let causes = try changed.diagnosis(.absent).causes
    #expect(causes.first?.message == "no enabled rule covers the key")
    #expect(causes.contains { $0.message.contains("replication is not retroactive") })
  }

  @Test func otherDocumentsThanTheseExplainAnotherStatus() throws {
    let causes = try diagnosis(.failed).causes.map(\.message)
    #expect(causes.contains("the server has other documents than these, which lead to `COMPLETED`"))
    #expect(causes.contains("the target bucket does not exist"))
  }

  @Test func refusalThatLeadsToAnotherStatusIsNoCause() throws {
    var changed = self
    changed.guide[GuideDocuments.policy] = guide[GuideDocuments.policy].replacing(
      "s3:ReplicateObject", with: "s3:PutAcl")
    #expect(try changed.diagnosis(.failed).causes.contains { $0.message.contains("may not do `s3:ReplicateObject`") })
    #expect(try !changed.diagnosis(.pending).causes.contains { $0.message.contains("may not do `s3:ReplicateObject`") })
  }

  @Test func eachFailureInTheLogIsACauseOnce() throws {
    let log =
      line(#""method":"ReplicateObject._setTargetAccountMdOnce","origin":"target","error":"connect ECONNREFUSED""#)
      + line(#""method":"ReplicateObject._putMetadataOnce","origin":"target","error":"another""#, key: "b")
      + line(#""method":"ReplicateObject._putMetadataOnce","origin":"target","error":"Access Denied""#)
      + line(#""method":"ReplicateObject._putMetadataOnce","origin":"target","error":"Access Denied""#)
      + line(#""method":"ReplicateObject._setupRolesOnce","origin":"source","error":"Access Denied""#)
      + line(#""message":"role in replication entry for source does not match""#)
      + line(#""error":"something of another kind""#)
      + #"{"level":"info","entry":{"objectKey":"a"},"message":"replication status published"}"#
      + "\n\n  \nplain words\n"
    let evidence = LogEvidence(Array(log.utf8), key: "a")
    #expect(evidence.entries.count == 6 && evidence.otherLines == 1 && !evidence.isEmpty)
    let causes = try diagnosis(.failed, log: log).causes.map(\.message)
    #expect(
      causes[0] == "Backbeat could not look up the account of the target role at the target: `connect ECONNREFUSED`")
    #expect(causes[1].hasSuffix("`Access Denied`; the documents allow it"))
    #expect(causes[2].contains("such an error leaves `PENDING`, so the line may be of another attempt"))
    #expect(causes[3].hasPrefix("`Role` was changed while the object was queued"))
    #expect(causes[4] == "Backbeat met an error: `something of another kind`")
    #expect(!causes.contains { $0.hasPrefix("the target bucket does not exist") })
  }

  @Test func linesWithoutFailuresAreNoEvidence() {
    let log = "\n\r\n \n" + #"{"level":"info","message":"started"}"# + "\nnothing of a known kind\n"
    #expect(LogEvidence(Array(log.utf8), key: "a").entries.allSatisfy { $0.failure == nil })
    #expect(LogEvidence([], key: "a").isEmpty)
  }

  @Test(
    arguments: [
      (nil, .absent), ("PENDING", .pending), ("PROCESSING", .processing), ("FAILED", .failed),
      ("COMPLETED", .completed), ("REPLICA", .replica), ("NONE", nil), ("pending", nil),
    ] as [(String?, ObservedStatus?)])
  func statusIsReadFromHeadObject(_ status: String?, _ expected: ObservedStatus?) {
    let member = status.map { #", "ReplicationStatus": "\#($0)""# } ?? ""
    let text = #"""
      {"AcceptRanges": "bytes", "LastModified": "2026-11-01T10:00:00+00:00", "ContentLength": 0, "ETag": "\"d\"",
       "VersionId": "3938", "ContentType": "binary/octet-stream", "Metadata": {}\#(member)}
      """#
    #expect(ObservedStatus(SourceFile(name: "head.json", text: text)) == expected)
    #expect(ObservedStatus(SourceFile(name: "head.json", text: "{}")) == nil)
  }
}
