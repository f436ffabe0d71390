/// The form of a resource that the server accepts: something that begins with `*`, or holds an ARN.
///
/// Source: Arsenal `lib/policy/userPolicySchema.json`, `resourceItem`:
/// `^\*|arn:(aws|scality)(:(\*{1}|[a-z0-9\*\-]{2,})*?){3}:((?!\$\{\}).)*?$`. Its second half may begin anywhere in the
/// text, and a backtracking engine needs exponential time for it; the language is simple enough to be read by hand.
package enum ResourceGrammar {
  /// Returns whether the server accepts `resource`, in O(length).
  package static func accepts(_ resource: String) -> Bool {
    let bytes = Array(resource.utf8)
    if bytes.first == UInt8(ascii: "*") { return true }
    let firstGoodRest = (lastBreaker(bytes) ?? -1) + 1
    var start = 0
    while let found = index(of: arn, in: bytes, from: start) {
      if let rest = restOfARN(bytes, from: found), rest >= firstGoodRest { return true }
      start = found + 1
    }
    return false
  }

  /// Returns whether `segment` is accepted as service, region or account of an ARN: empty, stars, or at least two of
  /// `a-z`, `0-9`, `*` and `-`.
  package static func acceptsSegment(_ segment: String) -> Bool {
    let bytes = Array(segment.utf8)
    return bytes.allSatisfy(isSegmentByte) && (bytes.count != 1 || bytes[0] == UInt8(ascii: "*"))
  }

  /// The partitions that the server accepts.
  package static let partitions = ["aws", "scality"]

  private static let arn = Array("arn:".utf8)

  /// The start of the resource part of the ARN at `start`; nil when there is none.
  private static func restOfARN(_ bytes: [UInt8], from start: Int) -> Int? {
    let afterScheme = start + arn.count
    guard
      let partition = partitions.first(where: { bytes[afterScheme...].starts(with: $0.utf8) })
    else { return nil }
    var at = afterScheme + partition.utf8.count
    for _ in 0..<3 {
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
      at += 1
      let segment = at
      while at < bytes.count, isSegmentByte(bytes[at]) { at += 1 }
      if at - segment == 1, bytes[segment] != UInt8(ascii: "*") { return nil }
    }
    guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
    return at + 1
  }

  private static func isSegmentByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The start of the last sequence that the resource part may not contain: a line break of JavaScript, or `${}`.
  private static func lastBreaker(_ bytes: [UInt8]) -> Int? {
    bytes.indices.last { index in
      switch bytes[index] {
      case 0x0A, 0x0D: true
      // U+2028 and U+2029
      case 0xE2: bytes[index...].starts(with: [0xE2, 0x80, 0xA8]) || bytes[index...].starts(with: [0xE2, 0x80, 0xA9])
      case UInt8(ascii: "$"): bytes[index...].starts(with: Array("${}".utf8))
      default: false
      }
    }
  }

  private static func index(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    while at + needle.count <= bytes.count {
      if bytes[at...].starts(with: needle) { return at }
      at += 1
    }
    return nil
  }
}
