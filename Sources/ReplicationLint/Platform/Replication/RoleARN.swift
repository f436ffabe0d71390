package import JSONSource

/// One entry of a configuration's `Role`, as CloudServer reads it (Arsenal lib/models/ReplicationConfiguration.ts,
/// `_isValidRoleARN`): split on `:`, then looked at part by part, with much let through.
package struct RoleARN: Sendable {
  /// The server's answer.
  package enum Verdict: Sendable, Hashable {
    /// The entry passes.
    case accepted
    /// `InvalidArgument`.
    case refused
    /// The server throws while it reads the entry, and the worker stops.
    case crash
  }

  /// The first part that is wrong.
  package enum Fault: Sendable, Hashable {
    /// Part 0 is not `arn`, part 1 not `aws`, part 2 not `iam`; by number.
    case part(Int)
    /// A region where none is accepted.
    case region
    /// The account is missing or one character long.
    case accountMissing
    /// The ARN ends after the account, or before it.
    case cutOff
    /// The ARN does not name a role.
    case notRole
    /// The account is not twelve digits, so no such role can exist.
    case account
    /// No `/` and name after `role`, or a further `:`.
    case name
    /// A character that no name or path of a role can have, so no such role can exist: its bytes in the resource.
    case character(Range<Int>)
  }

  /// The entry split on `:`.
  package let arn: ARN

  /// Reads an entry.
  package init(_ text: LocatedString) { arn = ARN(text) }

  private func has(_ number: Int, _ text: String) -> Bool {
    arn.part(number)?.text.hasSameBytes(as: text) ?? false
  }

  /// The server's answer to this entry.
  package var verdict: Verdict {
    guard has(0, "arn"), has(1, "aws"), has(2, "iam"), has(3, "") else { return .refused }
    guard let account = arn.account else { return .crash }
    guard account.text == "*" || account.utf16.count > 1 else { return .refused }
    guard let resource = arn.part(5) else { return .crash }
    return resource.text.utf8.starts(with: "role".utf8) ? .accepted : .refused
  }

  /// The first error: what the server refuses comes before what it accepts and Vault cannot find.
  package var fault: Fault? {
    for (number, word) in ["arn", "aws", "iam"].enumerated() where !has(number, word) { return .part(number) }
    if let region = arn.region, !region.isEmpty { return .region }
    switch verdict {
    case .crash: return .cutOff
    case .refused:
      guard let account = arn.account else { return .cutOff }
      return account.utf16.count > 1 || account.text == "*" ? .notRole : .accountMissing
    case .accepted: return faultOfAccepted
    }
  }

  private var faultOfAccepted: Fault? {
    guard let account = arn.account?.text, account.utf8.count == 12,
      account.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return .account }
    guard let resource = arn.resource?.text, resource.utf8.starts(with: "role/".utf8),
      resource.utf8.last != UInt8(ascii: "/"),
      !resource.utf8.contains(UInt8(ascii: ":"))
    else { return .name }
    return Self.oddCharacter(in: resource).map { .character($0) }
  }

  /// The first character that IAM takes neither in a path nor in a name (botocore data/iam/2010-05-08/service-2.json,
  /// `pathType` and `roleNameType`). Bucket policies of Arsenal take a space in a name too. O(length).
  private static func oddCharacter(in resource: String) -> Range<Int>? {
    let name = resource.utf8.lastIndex(of: UInt8(ascii: "/")).map(resource.utf8.index(after:)) ?? resource.startIndex
    var index = resource.startIndex
    while index < resource.endIndex {
      let scalar = resource.unicodeScalars[index]
      let next = resource.unicodeScalars.index(after: index)
      let isTaken = index < name ? ("!"..."~").contains(scalar) : scalar.isOfIAMName || scalar == " "
      if !isTaken {
        let start = resource.utf8.distance(from: resource.startIndex, to: index)
        return start..<start + UTF8.width(scalar)
      }
      index = next
    }
    return nil
  }

  /// Indicates whether a second ARN begins inside the entry: `ARN;ARN`, or two ARNs with nothing between them.
  package var beginsAnotherARN: Bool {
    let head = Array("arn:aws:iam:".utf8)
    let bytes = Array(arn.text.text.utf8)
    return bytes.indices.count { bytes[$0...].starts(with: head) } > 1
  }

  /// The name after the last `/`.
  package var name: String? {
    guard let resource = arn.resource?.text else { return nil }
    // Slashes at the end name nothing.
    guard let last = resource.utf8.lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return nil }
    let slash = resource.utf8[..<last].lastIndex(of: UInt8(ascii: "/"))
    return String(resource[(slash.map(resource.utf8.index(after:)) ?? resource.startIndex)...last])
  }
}
