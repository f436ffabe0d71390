/// The form of a statement's Sid: one or more of `a-z`, `A-Z` and `0-9`.
///
/// Source: Arsenal `lib/policy/userPolicySchema.json`, `Sid`.
package enum SidGrammar {
  /// Returns whether the server accepts `sid`.
  package static func accepts(_ sid: String) -> Bool { !sid.isEmpty && sid.utf8.allSatisfy(isSidByte) }

  /// The letters and digits of `sid`: the nearest form that the server accepts, or nothing.
  package static func stripped(_ sid: String) -> String {
    String(decoding: sid.utf8.filter(isSidByte), as: UTF8.self)
  }

  private static func isSidByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
