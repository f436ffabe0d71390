import JSONSource

extension Rule {
  /// A resource that is not an ARN, or one that matches nothing.
  static let arnMalformed = Rule(
    "arn-malformed", .permission, .refused, platform: .resourceIsNoARN,
    title: "a resource is not an ARN that can match",
    rationale: """
      A resource is `*`, `arn:aws:s3:::bucket` or `arn:aws:s3:::bucket/key`, where the key may contain `*` and `?`. \
      The server refuses a bare bucket name, a missing colon and uppercase letters before the bucket. It accepts by \
      accident a string that merely contains an ARN or begins with `*`, and a further colon before the bucket; such a \
      resource matches nothing, and Backbeat is denied. Whether a resource with a colon in the key matches depends on \
      the release of the server, so that nothing is proved of it: Arsenal up to 8.1.139 compared the parts one by one \
      and matched nothing, and matches such keys since pull request 2638.
      """,
    references: [.file(.policySchema, "resourceItem"), .file(.arnMatch), .pulls(.arsenal, 2638)],
    fix: .sometimes,
    check: .policy { policy, context in
      for entry in policy.resources {
        switch entry.reach {
        case .refused(.form):
          context.report(
            .refused(entry.text.text), at: entry.text.range, help: .form(entry.text.text),
            fix: repair(entry.text, isRefused: true))
        case .dead(.noARN) where policy.purpose == .permission:
          context.report(
            .never(entry.text.text), at: entry.text.range, consequence: entry.deadness, whenProved: .risk,
            help: .form(entry.text.text), fix: repair(entry.text, isRefused: false))
        case .dead(.service) where policy.purpose == .permission:
          context.report(
            .otherService(entry.text.text), at: entry.text.range, consequence: entry.deadness, whenProved: .risk,
            help: "name a bucket: `arn:aws:s3:::BUCKET`")
        case .dead(.colon) where policy.purpose == .permission:
          context.report(
            .colon(entry.text.text), at: entry.text.range, consequence: entry.deadness, whenProved: .risk,
            help: colonHelp(entry.text), fix: repair(entry.text, isRefused: false))
        case .alive where entry.hasColonInKey && policy.purpose != .trust:
          context.report(
            .colonInKey(entry.text.text), at: entry.text.range, consequence: .risk,
            help: "write `?` in place of the colon, which every release matches with it")
        case .alive(buckets: false, objects: false) where policy.purpose == .permission:
          context.report(
            .slash(entry.text.text), at: entry.text.range, consequence: entry.deadness, whenProved: .risk,
            help: "write `/*`",
            fix: .unsafe("write `/*`", Fix.Edit(entry.text.range, jsonString("\(entry.text.text)*"))))
        case .alive where policy.purpose == .permission:
          guard let tight = entry.text.text.withoutBlanksAtEnd else { continue }
          context.report(
            .blankAtEnd(entry.text.text), at: entry.text.range, consequence: .risk, help: "write \(quoted: tight)",
            fix: .unsafe("remove the space", Fix.Edit(entry.text.range, jsonString(tight))))
        default: break
        }
      }
    })

  private static func colonHelp(_ text: LocatedString) -> Message {
    text.text.withThreeColons.map { "write \(quoted: $0)" } ?? "write `arn:aws:s3:::BUCKET` or `arn:aws:s3:::BUCKET/*`"
  }

  /// A fix is safe only for a resource that is refused: one that is accepted grants nothing as it is.
  private static func repair(_ text: LocatedString, isRefused: Bool) -> Fix? {
    func write(_ arn: String, isSafe: Bool) -> Fix? {
      guard case .alive = ResourceReach(arn) else { return nil }
      let isSafe = isSafe && isRefused && !namesEverything(arn)
      return Fix("write \(quoted: arn)", isSafe: isSafe, [Fix.Edit(text.range, jsonString(arn))])
    }
    let tight = text.text.trimmingBlanks
    if !tight.hasSameBytes(as: text.text), let fix = write(tight, isSafe: true) { return fix }
    let parts = text.text.parts(separatedBy: ":")
    if parts.count == 5, parts[0] == "arn", parts[3].isEmpty {
      return write((parts[..<4] + [""] + parts[4...]).joined(separator: ":"), isSafe: true)
    }
    if let arn = text.text.withThreeColons { return write(arn, isSafe: false) }
    if parts.count >= 6 {
      if suggestion(for: parts[0], among: ["arn"]) != nil,
        let fix = write((["arn"] + parts[1...]).joined(separator: ":"), isSafe: true)
      {
        return fix
      }
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
  /// The string without trailing ASCII spaces and tabs; nil when there are none.
  fileprivate var withoutBlanksAtEnd: String? {
    var scalars = unicodeScalars[...]
    while let last = scalars.last, last.value <= 0x20 { scalars.removeLast() }
    return scalars.count == unicodeScalars.count ? nil : String(scalars)
  }

  /// The ARN with three colons after `s3`; nil when it has not more of them.
  fileprivate var withThreeColons: String? {
    guard colonsAfterS3 > 3, hasPrefix("arn:aws:s3:") else { return nil }
    return "arn:aws:s3:::" + String(unicodeScalars.dropFirst(10).drop { $0 == ":" })
  }

  /// The number of colons that follow `arn:aws:s3` at once.
  fileprivate var colonsAfterS3: Int {
    hasPrefix("arn:aws:s3:") ? unicodeScalars.dropFirst(10).prefix { $0 == ":" }.count : 0
  }

  /// The string without leading and trailing whitespace and control characters.
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
    "the server refuses the resource \(quoted: text), which is not an ARN"
  }
  fileprivate static func never(_ text: String) -> Message {
    "the resource \(quoted: text) is accepted but never matches"
  }
  fileprivate static func otherService(_ text: String) -> Message {
    "the resource \(quoted: text) is neither a bucket nor an object and matches no S3 resource"
  }
  fileprivate static func colon(_ text: String) -> Message {
    if text.colonsAfterS3 > 3 {
      let count = text.colonsAfterS3 == 4 ? "four" : "\(text.colonsAfterS3)"
      return "the resource \(quoted: text) has \(count) colons after `s3`, not three, and never matches"
    }
    return "the resource \(quoted: text) has a colon in the name of the bucket and never matches"
  }
  fileprivate static func colonInKey(_ text: String) -> Message {
    "the resource \(quoted: text) has a colon in the key, which only some releases of the server match"
  }
  fileprivate static func slash(_ text: String) -> Message {
    "the resource \(quoted: text) ends after `/` and matches no key"
  }
  fileprivate static func blankAtEnd(_ text: String) -> Message {
    "the resource \(quoted: text) ends with a space and matches only keys that end with one"
  }
  fileprivate static func form(_ text: String) -> Message {
    let breaks: [Unicode.Scalar] = ["\n", "\r", "\u{2028}", "\u{2029}"]
    if text.unicodeScalars.contains(where: { breaks.contains($0) }) { return "remove the line break" }
    return "write `arn:aws:s3:::BUCKET` or `arn:aws:s3:::BUCKET/*`"
  }
}
