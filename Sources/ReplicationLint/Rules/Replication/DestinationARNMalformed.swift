import JSONSource

extension Rule {
  /// The destination's bucket is not written as an ARN that the server accepts.
  static let destinationARNMalformed = Rule(
    "destination-arn-malformed", .replication, .refused, platform: .invalidArgument("Invalid bucket ARN"),
    otherAnswers: [
      .invalidArgument("The specified bucket is not valid"),
      .invalidArgument("Destination bucket cannot be null or empty"), .thrown,
    ],
    title: "the destination is not the ARN of a bucket",
    rationale: """
      The destination is written `arn:aws:s3:::BUCKET`: three colons after `s3`, no region, no account, no key. The \
      bare name is refused. Text after a further colon is accepted, and then Backbeat replicates to the bucket named \
      last, or to none when nothing follows the colon. For an external location it does not read the bucket at all.
      """,
    references: [
      .file(.replicationConfiguration, "_parseBucket"), .file(.objectMetadata, "getReplicationTargetBucket"),
      .file(.multipleBackendTask),
    ],
    fix: .sometimes,
    check: .replication { configuration, context in
      let roles = configuration.role.value?.split(",").count ?? 0
      for rule in configuration.readableRules {
        guard let bucket = rule.bucket.value, let fault = DestinationARN(bucket).fault else { continue }
        let arn = ARN(bucket)
        switch fault {
        case .furtherParts where rule.isExternal(context.server, roles: roles):
          context.report(
            .notRead, at: arn.resource?.contentRange ?? bucket.range, consequence: .style,
            help: "end the ARN after the bucket's name",
            fix: arn.part(5).map {
              .safe("write `arn:aws:s3:::\($0.text)`", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\($0.text)"))
            })
        case .furtherParts(let last) where arn.part(5).map { $0.text.hasSameBytes(as: last) } == true:
          context.report(
            .repeated(last), at: arn.resource?.contentRange ?? bucket.range, consequence: .risk,
            help: "end the ARN after the bucket's name",
            fix: .safe("write `arn:aws:s3:::\(last)`", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(last)")))
        case .furtherParts(let last):
          // A server of version 2 may know the site as an external one.
          let isOpen =
            context.server.replicationV2 && !rule.destinations(context.server).contains { $0.isScality == true }
          context.report(
            .furtherParts(last, isSiteOpen: isOpen), at: arn.resource?.contentRange ?? bucket.range,
            consequence: isOpen ? .risk : .fails, whenProved: last.isEmpty ? nil : .risk,
            help: "end the ARN after the bucket's name",
            fix: last.isEmpty
              ? arn.part(5).map { .safe("remove the colon", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\($0.text)")) }
              : nil)
        case .key:
          let name = arn.bucket?.text ?? ""
          let isWhole = arn.key?.text == "*" || arn.key?.text == ""
          context.report(
            "the destination has a key after the bucket, \(quoted: bucket.text)",
            at: arn.resource?.contentRange ?? bucket.range,
            platform: .invalidArgument("The specified bucket is not valid"),
            help: "name the bucket only; `Prefix` selects the keys, and they keep their names",
            fix: BucketName.fault(in: name) == nil
              ? Fix(
                "write `arn:aws:s3:::\(name)`", isSafe: isWhole, [Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(name)")]
              ) : nil)
        case .empty:
          context.report(
            "the destination bucket is empty", at: bucket.range,
            platform: .invalidArgument("Destination bucket cannot be null or empty"),
            help: "write the bucket as `arn:aws:s3:::BUCKET`")
        case .cutOff:
          context.report(
            "the destination \(quoted: bucket.text) ends before the bucket, and the server throws an exception",
            at: bucket.range,
            platform: .thrown,
            help: "write the bucket as `arn:aws:s3:::BUCKET`")
        case .bareName:
          context.report(
            "the destination is the bare name \(quoted: bucket.text), not an ARN", at: bucket.range,
            help: "write `arn:aws:s3:::\(visible(bucket.text))`",
            fix: .safe("write it as an ARN", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(bucket.text)")))
        case .part(let number):
          let part = arn.part(number)
          context.report(
            .part(number, arn),
            at: part.flatMap { $0.isEmpty || arn.parts.count < 5 ? nil : $0.contentRange } ?? bucket.range,
            help: .help(bucket.text), fix: withoutOwner(arn))
        case .missingColon(let name):
          context.report(
            "the destination \(quoted: bucket.text) has two colons after `s3`, not three", at: bucket.range,
            help: "write `arn:aws:s3:::\(name)`",
            fix: .safe("insert the missing colon", Fix.Edit(bucket.contentRange, "arn:aws:s3:::\(name)")))
        }
      }
    })

  /// Takes region and account out of an ARN that is right otherwise: the name of a bucket identifies it.
  private static func withoutOwner(_ arn: ARN) -> Fix? {
    let head = ["arn", "aws", "s3"]
    guard arn.parts.count == 6, let bucket = arn.resource?.text, BucketName.fault(in: bucket) == nil,
      zip(arn.parts, head).allSatisfy({ $0.text.hasSameBytes(as: $1) })
    else { return nil }
    let shown = "arn:aws:s3:::\(bucket)"
    return .safe("write `\(shown)`", Fix.Edit(arn.text.contentRange, shown))
  }
}

extension Message {
  fileprivate static let notRead: Message =
    "the destination continues after the bucket, which Backbeat does not read for an external location"

  fileprivate static func furtherParts(_ last: String, isSiteOpen: Bool) -> Message {
    let exception: Message = isSiteOpen ? ", unless the site is an external location" : ""
    return last.isEmpty
      ? "the destination ends with a colon, so Backbeat replicates to a bucket without a name\(exception)"
      : "the destination continues after the bucket, and Backbeat replicates to \(quoted: last)\(exception)"
  }

  fileprivate static func repeated(_ last: String) -> Message {
    "the destination continues after the bucket and ends with its name again, so Backbeat replicates to \(quoted: last)"
  }

  fileprivate static func part(_ number: Int, _ arn: ARN) -> Message {
    let expected = ["`arn`", "`aws`", "`s3`", "the region", "the account"][number]
    guard let part = arn.part(number), arn.parts.count >= 5 else {
      return "the destination \(quoted: arn.text.text) is not the ARN of a bucket"
    }
    if number > 2 { return "the destination has \(expected) \(quoted: part.text), and buckets have none" }
    return "expected \(expected) in the destination's ARN, found \(quoted: part.text)"
  }

  fileprivate static func help(_ bucket: String) -> Message {
    if bucket.hasPrefix("s3://") { return "an address of the form `s3://` is not an ARN; write `arn:aws:s3:::BUCKET`" }
    if bucket.first?.isWhitespace == true { return "remove the whitespace before the ARN" }
    return "write the bucket as `arn:aws:s3:::BUCKET`, with three colons after `s3`"
  }
}
