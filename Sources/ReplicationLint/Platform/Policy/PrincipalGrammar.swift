import JSONSource

/// The forms of principals that the server accepts.
///
/// Source: Arsenal `lib/policy/userPolicySchema.json`, definitions `principal...`. The classes are kept as they are,
/// errors included: the one for users contains the range from space to `/`.
package enum PrincipalGrammar {
  /// The one service that the server knows.
  package static let service = "backbeat"

  /// The members that a principal may have, one at a time.
  package static let kinds = ["Service", "AWS", "Federated"]

  /// The kind of principal that a string under `AWS` names. A list contains one kind only.
  package enum AWSForm: Sendable, Hashable {
    /// Twelve digits.
    case account
    /// `arn:aws:iam::ACCOUNT:root`
    case root
    /// `arn:aws:iam::ACCOUNT:user/NAME`, a path allowed.
    case user
    /// `arn:aws:iam::ACCOUNT:role/NAME`, no path allowed.
    case role
    /// `*`, which is not accepted in a list.
    case everyone
  }

  /// Returns whether the server accepts `principal`.
  package static func accepts(_ principal: Principal) -> Bool {
    if principal.isEveryone { return true }
    guard let entry = principal.soleEntry, let list = entry.values, list.brokenItems.isEmpty else { return false }
    switch entry.name.text {
    case "Service": return !list.isList && list.items.allSatisfy { $0.text.hasSameBytes(as: service) }
    case "Federated": return !list.isList && list.items.allSatisfy { acceptsFederated($0.text) }
    case "AWS":
      let forms = list.items.map { awsForm($0.text) }
      guard let first = forms.first, let first else { return false }
      return forms.allSatisfy { $0 == first } && !(list.isList && first == .everyone)
    default: return false
    }
  }

  /// The kind of principal that `text` names under `AWS`; nil when the server refuses it. O(length).
  package static func awsForm(_ text: String) -> AWSForm? {
    let bytes = Array(text.utf8)
    if bytes.elementsEqual("*".utf8) { return .everyone }
    if isAccount(bytes[...]) { return .account }
    guard let resource = iamResource(bytes) else { return nil }
    if resource.elementsEqual("root".utf8) { return .root }
    if let name = rest(of: resource, after: "user/") {
      let isFine = (1...2017).contains(name.count) && name.first != UInt8(ascii: "*") && name.allSatisfy(isUserByte)
      return isFine ? .user : nil
    }
    if let name = rest(of: resource, after: "role/") {
      return (1...64).contains(name.count) && name.allSatisfy(isRoleByte) ? .role : nil
    }
    return nil
  }

  /// Returns whether the server accepts `text` under `Federated`: the ARN of a SAML provider, or the address of an
  /// OpenID Connect provider. O(length).
  package static func acceptsFederated(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if let resource = iamResource(bytes), let name = rest(of: resource, after: "saml-provider/"),
      (1...128).contains(name.count), name.allSatisfy({ isWord($0) || $0 == UInt8(ascii: ".") || $0 == dash })
    {
      return true
    }
    let address = rest(of: bytes[...], after: "http://") ?? rest(of: bytes[...], after: "https://") ?? bytes[...]
    return isProviderAddress(Array(address))
  }

  /// `[\w.-]+(?:\.[\w.-]+)+` and then at least one character of an address: a dot after the first character, a name
  /// character after it, and something more.
  private static func isProviderAddress(_ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy(isAddressByte) else { return false }
    let name = bytes.prefix { isWord($0) || $0 == UInt8(ascii: ".") || $0 == dash }
    guard let dot = name.dropFirst().firstIndex(of: UInt8(ascii: ".")) else { return false }
    return dot + 1 < name.count && dot + 3 <= bytes.count
  }

  /// The part after `arn:aws:iam::ACCOUNT:`.
  private static func iamResource(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard let rest = rest(of: bytes[...], after: "arn:aws:iam::"), isAccount(rest.prefix(12)) else { return nil }
    let tail = rest.dropFirst(12)
    return tail.first == UInt8(ascii: ":") ? tail.dropFirst() : nil
  }

  private static func rest(of bytes: ArraySlice<UInt8>, after prefix: String) -> ArraySlice<UInt8>? {
    bytes.starts(with: prefix.utf8) ? bytes.dropFirst(prefix.utf8.count) : nil
  }

  /// Returns whether `text` is twelve digits.
  package static func isAccount(_ text: String) -> Bool { isAccount(Array(text.utf8)[...]) }

  private static func isAccount(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 12 && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static let dash = UInt8(ascii: "-")

  /// `\w` of JavaScript.
  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// `[\w+=,.@ -/]`
  private static func isUserByte(_ byte: UInt8) -> Bool {
    isWord(byte) || "=@".utf8.contains(byte) || (UInt8(ascii: " ")...UInt8(ascii: "/")).contains(byte)
  }

  /// `[\w+=,.@ -]`
  private static func isRoleByte(_ byte: UInt8) -> Bool { isWord(byte) || "+=,.@ -".utf8.contains(byte) }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    isWord(byte) || "-._~:/?#[]@!$&'()*+,;=".utf8.contains(byte)
  }
}
