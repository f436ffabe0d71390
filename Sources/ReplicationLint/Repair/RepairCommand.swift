import JSONSource

/// A command of AWS CLI that a repair needs and no edit of a document can replace.
public struct RepairCommand: Sendable, Hashable {
  /// The capture whose answer the command changes.
  public let path: String
  /// The side that it is run on.
  public let side: Side
  /// The command.
  public let text: String
  /// The change that the command makes in the documents.
  let effect: Effect

  /// The effect of a command on what the servers answer.
  enum Effect: Sendable {
    /// Versioning is enabled.
    case versioning
    /// The bucket has no policy any more.
    case noBucketPolicy
  }

  /// The commands that enable versioning on buckets which a get-bucket-versioning answer shows without it.
  ///
  /// Both buckets need it: CloudServer refuses the configuration otherwise (lib/api/bucketPutReplication.js), and the
  /// guide asks for it on the target.
  static func versioning(_ analysis: SetupAnalysis) -> [RepairCommand] {
    Side.allCases.compactMap { side in
      let site = side == .source ? analysis.setup.source : analysis.setup.target
      guard let document = site.versioning, document.versioning?.isEnabled == false else { return nil }
      let bucket =
        site.bucket
        ?? analysis.plan.flatMap { plan in
          side == .target ? plan.enabledRules.lazy.compactMap(plan.targetBucket).first : nil
        }
      let word = bucket.flatMap { BucketName.fault(in: $0) == nil ? $0 : nil } ?? "BUCKET"
      return RepairCommand(
        path: document.path, side: side,
        text: "aws s3api put-bucket-versioning --bucket \(word) --versioning-configuration Status=Enabled",
        effect: .versioning)
    }
  }

  /// The answer of get-bucket-versioning after the command.
  static let versioningAnswer = Array("{\"Status\": \"Enabled\"}\n".utf8)
}
