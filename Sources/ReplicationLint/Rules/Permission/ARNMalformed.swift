import JSONSource

extension Rule {
  /// A resource that is no ARN, or one that nothing matches.
  static let arnMalformed = Rule(
    "arn-malformed", .permission, .refused, platform: .resourceIsNoARN,
    title: "a resource is not an ARN that can match",
    rationale: """
      A resource is `*`, `arn:aws:s3:::bucket` or `arn:aws:s3:::bucket/key`, where the key may hold `*` and `?`. The \
      server refuses a bare bucket name, a missing colon and capitals before the bucket. It accepts by accident what \
      only holds an ARN somewhere or begins with `*`, and a further colon after the bucket; such a resource matches \
      nothing, and Backbeat is denied.
      """,
    references: ["\(PolicySource.schema), resourceItem", PolicySource.arnMatch],
    fix: .sometimes,
    check: .policy { policy, findings in
      for entry in policy.resources {
        switch entry.reach {
        case .refused(.form):
          findings.report(
            .refused(entry.text.text), at: entry.text.range, help: .form(entry.text.text), fix: repair(entry.text))
        case .dead(.noARN) where policy.purpose == .permission:
          findings.report(
            .never(entry.text.text), at: entry.text.range, consequence: entry.deadness(findings),
            help: .form(entry.text.text), fix: repair(entry.text))
        case .dead(.service) where policy.purpose == .permission:
          findings.report(
            .otherService(entry.text.text), at: entry.text.range, consequence: entry.deadness(findings),
            help: "name a bucket: `arn:aws:s3:::BUCKET`")
        case .dead(.colon) where policy.purpose == .permission:
          findings.report(
            .colon(entry.text.text), at: entry.text.range, consequence: entry.deadness(findings),
            help: "use `?` for a colon in the key")
        default: break
        }
      }
    })

  private static func repair(_ text: LocatedString) -> Fix? {
    func write(_ arn: String, isSafe: Bool) -> Fix? {
      guard case .alive = ResourceReach(arn) else { return nil }
      return Fix("write \(quoted: arn)", isSafe: isSafe, [Fix.Edit(text.range, jsonString(arn))])
    }
    let tight = text.text.trimmingBlanks
    if tight != text.text, let fix = write(tight, isSafe: true) { return fix }
    let parts = text.text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 5, parts[0] == "arn", parts[3].isEmpty {
      return write((parts[..<4] + [""] + parts[4...]).joined(separator: ":"), isSafe: true)
    }
    if parts.count >= 6 {
      let head = parts[..<5].map { $0.lowercased() }
      if let fix = write((head + parts[5...]).joined(separator: ":"), isSafe: true) { return fix }
    }
    if parts.count == 2, parts[0].lowercased() == "s3", parts[1].hasPrefix("//") {
      return write("arn:aws:s3:::\(parts[1].dropFirst(2))", isSafe: false)
    }
    if parts.count == 1, let bucket = text.text.split(separator: "/").first, BucketName.fault(in: String(bucket)) == nil
    {
      return write("arn:aws:s3:::\(text.text)", isSafe: false)
    }
    return nil
  }
}

extension String {
  /// The text without white space and control characters at both ends.
  fileprivate var trimmingBlanks: String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar.value <= 0x20 || scalar.properties.isWhitespace }
    var scalars = unicodeScalars[...]
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(scalars)
  }
}

extension Message {
  fileprivate static func refused(_ text: String) -> Message {
    "the server refuses the resource \(quoted: text), which is no ARN"
  }
  fileprivate static func never(_ text: String) -> Message {
    "the resource \(quoted: text) passes the server's check, and nothing ever matches it"
  }
  fileprivate static func otherService(_ text: String) -> Message {
    "the resource \(quoted: text) is no bucket and no object, and nothing of S3 matches it"
  }
  fileprivate static func colon(_ text: String) -> Message {
    "the resource \(quoted: text) has a colon after the bucket, and nothing ever matches it"
  }
  fileprivate static func form(_ text: String) -> Message {
    let breaks: [Unicode.Scalar] = ["\n", "\r", "\u{2028}", "\u{2029}"]
    if text.unicodeScalars.contains(where: { breaks.contains($0) }) { return "take the line break out" }
    return "write `arn:aws:s3:::BUCKET` or `arn:aws:s3:::BUCKET/*`"
  }
}
