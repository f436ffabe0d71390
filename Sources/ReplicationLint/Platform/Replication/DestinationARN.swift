import JSONSource

/// The `Bucket` of a destination as the server reads it: split on `:`, five parts compared, the sixth a bucket's name.
struct DestinationARN {
  /// The first error in the form; the name itself has a rule of its own.
  enum Fault {
    case empty, bareName, cutOff
    /// One of the first five parts, by number.
    case part(Int)
    /// The name is at the position of the account, since a colon is missing before it.
    case missingColon(String)
    /// A slash after the bucket.
    case key
    /// Something after a further colon; Backbeat takes the last part for the bucket.
    case furtherParts(last: String)
  }

  let arn: ARN

  init(_ bucket: LocatedString) { arn = ARN(bucket) }

  /// The bucket's name as the server checks it.
  var name: LocatedString? { arn.part(5) }

  /// The bucket that Backbeat writes to (Arsenal lib/models/ObjectMD.ts, `getReplicationTargetBucket`).
  var effectiveBucket: LocatedString? { arn.parts.last }

  var fault: Fault? {
    if arn.text.isEmpty { return .empty }
    if arn.parts.count == 1, BucketName.fault(in: arn.text.text) == nil { return .bareName }
    if arn.parts.count == 5, let name = arn.part(4)?.text, BucketName.fault(in: name) == nil,
      arn.text.text.hasSameBytes(as: "arn:aws:s3::\(name)")
    {
      return .missingColon(name)
    }
    for (number, word) in ["arn", "aws", "s3", "", ""].enumerated() {
      guard let part = arn.part(number), part.text.hasSameBytes(as: word) else { return .part(number) }
    }
    guard let name else { return .cutOff }
    if name.text.utf8.contains(UInt8(ascii: "/")) { return .key }
    if arn.parts.count > 6, BucketName.fault(in: name.text) == nil {
      return .furtherParts(last: arn.parts[arn.parts.count - 1].text)
    }
    return nil
  }

  /// Indicates whether the server takes the bucket.
  var isAccepted: Bool {
    if let name, BucketName.fault(in: name.text) != nil { return false }
    switch fault {
    case nil, .furtherParts: return true
    default: return false
    }
  }
}

extension ReplicationConfiguration {
  /// Two rules whose destinations, each accepted alone, differ, which only a server of version 2 takes; the first such
  /// rule after the first one.
  var differingDestinations: (first: ReplicationRule, other: ReplicationRule)? {
    let rules = readableRules.filter { $0.bucket.value.map { DestinationARN($0).isAccepted } ?? false }
    guard let first = rules.first, let other = rules.first(where: { $0.bucket.value != first.bucket.value }) else {
      return nil
    }
    return (first, other)
  }
}
