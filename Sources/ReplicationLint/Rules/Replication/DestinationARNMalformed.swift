import JSONSource

extension Rule {
  /// The destination's bucket is not written as an ARN that the server takes.
  static let destinationARNMalformed = Rule(
    "destination-arn-malformed", .replication, .refused, platform: .invalidArgument("Invalid bucket ARN"),
    title: "the destination is not the ARN of a bucket",
    rationale: """
      The destination is written `arn:aws:s3:::BUCKET`: three colons after `s3`, no region, no account, no key. The \
      bare name is refused. Text after a further colon is accepted, and then Backbeat replicates to the bucket named \
      last, or to none when nothing follows the colon.
      """,
    references: [
      "Arsenal lib/models/ReplicationConfiguration.ts, _parseBucket",
      "Arsenal lib/models/ObjectMD.ts, getReplicationTargetBucket",
    ],
    fix: .sometimes,
    check: .replication { configuration, findings in
      for rule in configuration.readableRules {
        guard let bucket = rule.bucket.value, let fault = DestinationARN(bucket).fault else { continue }
        let arn = ARN(bucket)
        switch fault {
        case .furtherParts(let last):
          findings.report(
            .furtherParts(last), at: arn.resource?.contentRange ?? bucket.range,
            consequence: last.isEmpty ? .fails : findings.deadGrant,
            help: "end the ARN after the bucket's name",
            fix: last.isEmpty
              ? arn.part(5).map { .safe("remove the colon", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\($0.text)")) }
              : nil)
        case .key:
          let name = arn.bucket?.text ?? ""
          let isWhole = arn.key?.text == "*" || arn.key?.text == ""
          findings.report(
            "the destination has a key after the bucket, \(quoted: bucket.text)",
            at: arn.resource?.contentRange ?? bucket.range,
            platform: .invalidArgument("The specified bucket is not valid"),
            help: "name the bucket only; which keys replicate is said by `Prefix`, and they keep their names",
            fix: BucketName.fault(in: name) == nil
              ? Fix(
                "write `arn:aws:s3:::\(name)`", isSafe: isWhole, [Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(name)")]
              ) : nil)
        case .empty:
          findings.report(
            "the destination bucket is empty", at: bucket.range,
            platform: .invalidArgument("Destination bucket cannot be null or empty"),
            help: "write the bucket as `arn:aws:s3:::BUCKET`")
        case .cutOff:
          findings.report(
            "the destination \(quoted: bucket.text) ends before the bucket, and the server throws on it",
            at: bucket.range,
            platform: PlatformAnswer(by: .server, "TypeError", "the server throws and answers nothing"),
            help: "write the bucket as `arn:aws:s3:::BUCKET`")
        case .bareName:
          findings.report(
            "the destination is the bare name \(quoted: bucket.text), not an ARN", at: bucket.range,
            help: "write `arn:aws:s3:::\(visible(bucket.text))`",
            fix: .safe("write it as an ARN", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(bucket.text)")))
        case .part(let number):
          let part = arn.part(number)
          findings.report(
            .part(number, arn),
            at: part.flatMap { $0.isEmpty || arn.parts.count < 5 ? nil : $0.contentRange } ?? bucket.range,
            help: .help(bucket.text))
        case .missingColon(let name):
          findings.report(
            "the destination \(quoted: bucket.text) has two colons after `s3`, not three", at: bucket.range,
            help: "write `arn:aws:s3:::\(name)`",
            fix: .safe("insert the missing colon", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(name)")))
        }
      }
    })
}

/// The `Bucket` of a destination as the server reads it: split on `:`, five parts compared, the sixth a bucket's name.
struct DestinationARN {
  /// The first thing wrong with the form; the name itself has a rule of its own.
  enum Fault {
    case empty, bareName, cutOff
    /// One of the first five parts, by number.
    case part(Int)
    /// The name stands where the account would, since a colon is missing before it.
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
      arn.text.text.utf8.elementsEqual("arn:aws:s3::\(name)".utf8)
    {
      return .missingColon(name)
    }
    for (number, word) in ["arn", "aws", "s3", "", ""].enumerated() {
      guard let part = arn.part(number), part.text.utf8.elementsEqual(word.utf8) else { return .part(number) }
    }
    guard let name else { return .cutOff }
    if name.text.utf8.contains(UInt8(ascii: "/")) { return .key }
    if arn.parts.count > 6, BucketName.fault(in: name.text) == nil {
      return .furtherParts(last: arn.parts[arn.parts.count - 1].text)
    }
    return nil
  }
}

extension Message {
  fileprivate static func furtherParts(_ last: String) -> Message {
    last.isEmpty
      ? "the destination ends with a colon, so Backbeat replicates to a bucket without a name"
      : "the destination goes on after the bucket, and Backbeat replicates to \(quoted: last)"
  }

  fileprivate static func part(_ number: Int, _ arn: ARN) -> Message {
    let expected = ["`arn`", "`aws`", "`s3`", "the region", "the account"][number]
    guard let part = arn.part(number), arn.parts.count >= 5 else {
      return "the destination \(quoted: arn.text.text) is not the ARN of a bucket"
    }
    if number > 2 { return "the destination has \(expected) \(quoted: part.text), and buckets have none" }
    return "the destination has \(quoted: part.text) where \(expected) must stand"
  }

  fileprivate static func help(_ bucket: String) -> Message {
    if bucket.hasPrefix("s3://") { return "an address of the form `s3://` is not an ARN; write `arn:aws:s3:::BUCKET`" }
    if bucket.first?.isWhitespace == true { return "remove the white space before the ARN" }
    return "write the bucket as `arn:aws:s3:::BUCKET`, with three colons after `s3`"
  }
}
