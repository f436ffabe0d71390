import JSONSource

/// The buckets and objects of S3 that a resource of a policy can match.
package enum ResourceReach: Sendable, Hashable {
  /// The reason why the server refuses a resource.
  package enum Refusal: Sendable, Hashable {
    /// It would be an ARN with another partition.
    case partition
    /// It would be an ARN without `${}`.
    case emptyVariable
    /// It is not an ARN.
    case form
  }

  /// The reason why no bucket and no object matches a resource that the server accepts.
  package enum Dead: Sendable, Hashable {
    /// Something precedes `arn`, or only looks like an ARN.
    case noARN
    /// The partition is not that of buckets.
    case partition
    /// The service is not S3.
    case service
    /// A region or an account is given, and ARNs of buckets have none.
    case regionOrAccount
    /// A further colon follows in the name of the bucket, which has none.
    case colon
    /// A variable stays in the text, with its colon or in the name of the bucket.
    case variable
    /// No bucket can have the name.
    case bucketName
  }

  /// The server refuses the policy.
  case refused(Refusal)
  /// Nothing ever matches.
  case dead(Dead)
  /// Some bucket, some object, or both can match; where a colon follows in the key, on some releases of the server.
  case alive(buckets: Bool, objects: Bool)

  /// Judges `text` as the server's grammar and evaluator do, in O(length).
  ///
  /// Source: Arsenal `lib/policy/userPolicySchema.json` (`resourceItem`), `lib/policyEvaluator/utils/checkArnMatch.ts`.
  package init(_ text: String) {
    guard ResourceGrammar.accepts(text) else {
      self = .refused(Self.refusal(text))
      return
    }
    let variables = ResourceVariable.all(in: text)
    if variables.contains(where: { $0.leavesColon }) {
      self = .dead(.variable)
      return
    }
    // A value of the request may hold anything.
    if variables.contains(where: { $0.meaning == .value }) {
      self = .alive(buckets: true, objects: true)
      return
    }
    let parts = text.parts(separatedBy: ":")
    func part(_ number: Int, matches literal: String) -> Bool {
      guard number < parts.count else { return true }
      let isPlain = !parts[number].utf8.contains { "*?$".utf8.contains($0) }
      return isPlain ? parts[number].hasSameBytes(as: literal) : Glob(parts[number]).matches(literal.utf16)
    }
    if !part(0, matches: "arn") {
      self = .dead(.noARN)
    } else if parts.count > 6, !parts[5].utf8.contains(where: { "/*?".utf8.contains($0) }) {
      self = .dead(.colon)
    } else if !part(1, matches: "aws") {
      self = .dead(parts.count > 5 ? .partition : .noARN)
    } else if !part(2, matches: "s3") {
      self = .dead(parts.count > 5 ? .service : .noARN)
    } else if !part(3, matches: "") || !part(4, matches: "") {
      self = .dead(parts.count > 5 ? .regionOrAccount : .noARN)
    } else {
      self =
        parts.count < 6
        ? .alive(buckets: true, objects: true) : Self.reach(ofResource: Array(parts[5...]).joinedText(":"))
    }
  }

  private static func reach(ofResource resource: String) -> ResourceReach {
    let bytes = Array(resource.utf8)
    let hasVariables = resource.hasPart("${")
    if hasVariables {
      // What is never replaced stays in the name of the bucket, unless a wildcard before it may reach into the key.
      let nameEnd = bytes.firstIndex { "/*?".utf8.contains($0) } ?? bytes.count
      let variables = ResourceVariable.all(in: resource)
      if variables.contains(where: { $0.stays && $0.range.lowerBound < nameEnd }) { return .dead(.variable) }
    }
    let bucketEnd = bytes.firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
    let bucket = String(decoding: bytes[..<bucketEnd], as: UTF8.self)
    let isBucketLiteral = !bucket.utf8.contains { "*?".utf8.contains($0) }
    if !hasVariables, isBucketLiteral ? BucketName.fault(in: bucket) != nil : !canBeBucket(bucket) {
      return .dead(.bucketName)
    }
    let hasSlash = bucketEnd < bytes.count
    // A wildcard may stand for the slash too, with a bucket before it, of three characters at least, and a key after it.
    let wildcardSlash = bytes.contains(UInt8(ascii: "*")) || bytes.dropFirst(3).dropLast().contains(UInt8(ascii: "?"))
    // A wildcard in the bucket's name may reach into the key, and the slash is the key's last character then.
    let hasKey = hasSlash && (bucketEnd + 1 < bytes.count || wildcardSlash)
    // A bucket has no colon in its name.
    return .alive(buckets: !hasSlash && !bytes.contains(UInt8(ascii: ":")), objects: hasSlash ? hasKey : wildcardSlash)
  }

  /// Returns whether a pattern with wildcards can match the name of a bucket, or one with what follows it.
  private static func canBeBucket(_ pattern: String) -> Bool {
    // Everything after a wildcard may belong to the key.
    pattern.utf8.prefix { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") }.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
  }

  private static func refusal(_ text: String) -> Refusal {
    let parts = text.parts(separatedBy: ":")
    if parts.count > 5, parts[0] == "arn", !ResourceGrammar.partitions.contains(parts[1]) {
      let other = (["arn", "aws"] + parts[2...]).joined(separator: ":")
      if ResourceGrammar.accepts(other) { return .partition }
    }
    if text.hasPart("${}"), ResourceGrammar.accepts(text.parts(between: "${}").joined(separator: "x")) {
      return .emptyVariable
    }
    return .form
  }
}
