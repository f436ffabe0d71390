import JSONSource

/// A bucket policy and the bucket that it is for.
package struct BucketPolicyDocument: Sendable {
  /// The policy.
  package let policy: PolicyDocument
  /// The bucket that the user names; nil when the resources alone determine it.
  package let statedBucket: String?
  /// The bucket that most resources name; nil when none names a bucket.
  package let namedBucket: String?

  /// Reads the names of buckets in the resources, in O(size of the policy).
  package init(_ policy: PolicyDocument, statedBucket: String? = nil) {
    self.policy = policy
    self.statedBucket = statedBucket
    var counts: [String: Int] = [:]
    var order: [String] = []
    for item in policy.readableStatements.flatMap({ $0.resource.value?.items ?? [] }) {
      guard let name = Self.bucket(of: item.text), BucketName.fault(in: name) == nil else { continue }
      if counts.updateValue((counts[name] ?? 0) + 1, forKey: name) == nil { order.append(name) }
    }
    let most = counts.values.max()
    namedBucket = order.first { counts[$0] == most }
  }

  /// The bucket that the policy is for.
  package var bucket: String? { statedBucket ?? namedBucket }

  /// The start of every resource that put-bucket-policy takes.
  static let resourceStart = "arn:aws:s3:::"

  /// The text between `arn:aws:s3:::` and the first `/` or the end; nil for anything else.
  static func bucket(of resource: String) -> String? {
    guard resource.utf8.starts(with: resourceStart.utf8) else { return nil }
    let rest = resource.utf8.dropFirst(resourceStart.utf8.count).prefix { $0 != UInt8(ascii: "/") }
    return String(decoding: rest, as: UTF8.self)
  }

  /// Returns whether put-bucket-policy takes `resource` for the bucket: its ARN, or that ARN with `/` and anything
  /// behind it (Arsenal `lib/models/BucketPolicy.ts`, `_validateBucketResource`).
  package func accepts(_ resource: String) -> Bool {
    guard let bucket, let named = Self.bucket(of: resource) else { return false }
    return named.hasSameBytes(as: bucket)
  }
}

extension Document {
  /// The bucket policy in the file.
  package var bucketPolicy: BucketPolicyDocument? {
    guard let policy, policy.purpose == .bucket else { return nil }
    return BucketPolicyDocument(policy, statedBucket: statedBucket ?? inputBucket?.text)
  }
}

extension Statement {
  /// Indicates whether the actions and the resources of a statement of a bucket policy do not fit each other. Plain,
  /// case-sensitive string tests (Arsenal `lib/models/BucketPolicy.ts`, `_validateActionResource`).
  var isMisfit: Bool {
    let actions = (action.value?.items ?? []).map { $0.text }
    let hasObjectAction = actions.contains { action in
      action.hasPart("Object") || Self.objectActions.contains { $0.hasSameBytes(as: action) }
    }
    let hasWildAction = actions.contains { $0.hasPart("*") && !$0.hasPart("Bucket") }
    let hasObjects = (resource.value?.items ?? []).contains { $0.text.utf8.contains(UInt8(ascii: "/")) }
    return hasObjectAction ? !hasObjects : hasObjects && !hasWildAction
  }

  /// The actions on objects without `Object` in their names.
  private static let objectActions = ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
}
