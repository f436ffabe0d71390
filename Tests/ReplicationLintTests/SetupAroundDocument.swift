import JSONSource

@testable import ReplicationLint

/// A setup that replicates, with one document of another's: it shows what a change of that document does to a setup.
struct SetupAroundDocument {
  private let server: ServerProfile

  init(_ server: ServerProfile) { self.server = server }

  /// The changes that putting `new` in the place of `old` makes; the kind is that of both.
  func changes(from old: SourceFile, to new: SourceFile, _ kind: DocumentKind) -> [Change] {
    SetupDifference(analysis(old, kind), analysis(new, kind)).changes
  }

  private func analysis(_ file: SourceFile, _ kind: DocumentKind) -> SetupAnalysis {
    func document(_ name: String, _ text: String, _ other: DocumentKind) -> Document {
      Document(kind == other ? file : SourceFile(name: name, text: text), kind: other)
    }
    func site(bucket: String?) -> Site {
      let hasPolicy = kind == .bucketPolicy && bucket != nil
      return Site(
        bucket: bucket, trust: document("trust.json", Self.trust, .trustPolicy),
        permissions: [document("permission.json", Self.permission, .permissionPolicy)],
        bucketPolicy: hasPolicy ? Document(file, kind: .bucketPolicy) : nil, hasNoBucketPolicy: !hasPolicy)
    }
    let setup = Setup(
      name: "around", replication: document("replication.json", Self.configuration, .replicationConfiguration),
      source: site(bucket: "vault-src"), target: site(bucket: nil), server: server)
    return SetupAnalysis(setup, findings: [])
  }

  private static let trust =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}}"#
  private static let permission =
    #"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#
  private static let configuration =
    #"{"Role": "arn:aws:iam::410293857164:role/source,arn:aws:iam::930417265580:role/target", "Rules": [{"Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::vault-dst"}}]}"#
}
