/// The addresses that put-bucket-policy takes under `aws:SourceIp`.
///
/// Source: cloudserver `lib/api/apiUtils/authorization/permissionChecks.js`, `checkIp`, and `constants.js`.
package enum BucketPolicyAddress {
  /// Returns whether the server takes `text`: IPv4 with an optional mask of 0 to 32, or IPv6 of eight groups without
  /// mask.
  package static func accepts(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    let isMask = parts.count == 1 || mask(Array(parts[1]))
    return (isMask && isIPv4(Array(parts[0]))) || isIPv6(Array(text.utf8))
  }

  private static func number(_ digits: [UInt8]) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }

  /// `3[0-2]|[12]?\d`
  private static func mask(_ bytes: [UInt8]) -> Bool {
    guard (1...2).contains(bytes.count), bytes.allSatisfy(isASCIIDigit) else { return false }
    return bytes.count == 1 || (bytes[0] != UInt8(ascii: "0") && number(bytes) <= 32)
  }

  private static func isIPv4(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isASCIIDigit) && number(Array($0)) <= 255 }
  }

  private static func isIPv6(_ bytes: [UInt8]) -> Bool {
    let groups = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return groups.count == 8 && groups.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(isHexadecimal) }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isASCIIDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
