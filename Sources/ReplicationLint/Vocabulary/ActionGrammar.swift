/// The form of an action that the server accepts: `service:Action`, or `*` alone.
///
/// Source: Arsenal `lib/policy/userPolicySchema.json`, `actionItem`: `^[^*:]+:([^:])+|^\*{1}$`. The pattern has no end
/// in its first half, so whatever follows the first character after the colon passes: `s3:Get:Object`, `s3:X `.
package enum ActionGrammar {
  /// Returns whether the server accepts `action`, in O(length).
  package static func accepts(_ action: String) -> Bool {
    let bytes = Array(action.utf8)
    if bytes == [UInt8(ascii: "*")] { return true }
    guard let colon = bytes.firstIndex(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: ":") }) else {
      return false
    }
    return colon > 0 && bytes[colon] == UInt8(ascii: ":") && colon + 1 < bytes.count
      && bytes[colon + 1] != UInt8(ascii: ":")
  }
}
