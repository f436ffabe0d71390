import JSONSource
import ReplicationLint

/// Documents and options in the fuzzer's bytes: one byte of options, then parts that a byte 0xFF separates, each a name,
/// a line end and content.
struct FuzzCase {
  let inputs: [Input]
  let configuration: Configuration
  /// Indicates whether to apply unsafe fixes.
  let includeUnsafe: Bool
  /// The key of a dry run.
  let key: String

  init(_ bytes: [UInt8]) {
    let options = bytes.first ?? 0
    includeUnsafe = options & 1 != 0
    inputs = bytes.dropFirst().split(separator: 0xFF, maxSplits: 8).map { part in
      let pieces = part.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(decoding: pieces[0], as: UTF8.self)
      return Input(SourceFile(name: name, bytes: pieces.count > 1 ? Array(pieces[1]) : []))
    }
    key = inputs.first?.source.name ?? ""
    configuration = Self.configuration(options)
  }

  private static func configuration(_ options: UInt8) -> Configuration {
    var server = ServerProfile(
      version: options & 2 != 0 ? ServerVersion(9, 5, 2) : nil, replicationV2: options & 4 != 0 ? true : nil)
    if options & 8 != 0 {
      server.endpoints = [.init(site: "zenko", isDefault: true), .init(site: "us-east-2", type: "aws_s3")]
    }
    if options & 16 != 0 { server.request = RequestFacts(sourceIP: "10.0.0.5", secureTransport: false) }
    var configuration = Configuration(server: server, sourceBucket: options & 32 != 0 ? "orders" : nil)
    configuration.isStrict = options & 64 != 0
    if options & 128 != 0 { configuration.select = RuleGroup.allCases.map(\.rawValue) }
    return configuration
  }

  /// The documents of the guide, of a setup that works.
  static let guide = [
    Input(
      name: "trust.json",
      text: """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, \
        "Action": "sts:AssumeRole"}]}
        """),
    Input(
      name: "replication.json",
      text: """
        {"Role": "arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target", \
        "Rules": [{"Prefix": "a/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}
        """),
    Input(
      name: "policy.json",
      text: """
        {"Version": "2012-10-17", "Statement": [
          {"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*", \
        "arn:aws:s3:::orders-copy/*"]}]}
        """),
  ]
}
