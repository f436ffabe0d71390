import JSONSource

/// A `${...}` in a resource.
package struct ResourceVariable: Sendable, Hashable {
  /// The server's verdict on it.
  package enum Meaning: Sendable, Hashable {
    /// `${*}`, `${?}` or `${$}`: the plain character.
    case character
    /// A value of the request takes its place.
    case value
    /// A value that requests of a role session do not have: it stays as it is.
    case absentInSessions
    /// Nothing known: it stays as it is.
    case unknown
    /// There is no closing brace: it stays as it is.
    case unclosed
  }

  /// The text between the braces, or to the end where there is no closing one.
  package let name: String
  /// The UTF-8 offsets of the whole variable in the text, half-open.
  package let range: Range<Int>
  /// The server's verdict on it.
  package let meaning: Meaning

  /// The variables that the server replaces.
  ///
  /// Source: Arsenal `lib/policyEvaluator/utils/variables.ts`, `findVariable`.
  package static let known = [
    "aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime", "aws:principaltype", "aws:SecureTransport",
    "aws:SourceIp", "aws:UserAgent", "aws:userid", "aws:username", "s3:prefix", "s3:max-keys", "s3:x-amz-acl",
  ]

  /// The variables of `text` in order, in O(length).
  package static func all(in text: String) -> [ResourceVariable] {
    let bytes = Array(text.utf8)
    var found: [ResourceVariable] = []
    var at = 0
    while at + 1 < bytes.count {
      guard bytes[at] == UInt8(ascii: "$"), bytes[at + 1] == UInt8(ascii: "{") else {
        at += 1
        continue
      }
      guard let end = bytes[(at + 2)...].firstIndex(of: UInt8(ascii: "}")) else {
        let name = String(decoding: bytes[(at + 2)...], as: UTF8.self)
        found.append(ResourceVariable(name: name, range: at..<bytes.count, meaning: .unclosed))
        break
      }
      let name = String(decoding: bytes[(at + 2)..<end], as: UTF8.self)
      found.append(ResourceVariable(name: name, range: at..<end + 1, meaning: meaning(of: name)))
      at = end + 1
    }
    return found
  }

  private static func meaning(of name: String) -> Meaning {
    switch name {
    case "*", "?", "$": .character
    case "aws:username": .absentInSessions
    default: known.contains { $0.hasSameBytes(as: name) } ? .value : .unknown
    }
  }

  /// Indicates whether the variable stays in the text as it is.
  package var stays: Bool { meaning != .value && meaning != .character }

  /// Indicates whether the variable stays in the text and takes its colon along, which no ARN of a bucket matches.
  package var leavesColon: Bool { stays && name.utf8.contains(UInt8(ascii: ":")) }
}
