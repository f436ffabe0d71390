import JSONSource

/// The names that CloudServer takes for a bucket (Arsenal lib/s3routes/routesUtils.ts, `isValidBucketName`).
package enum BucketName {
  /// The reason why a name cannot be that of a bucket.
  package enum Fault: Sendable, Hashable {
    /// Fewer than 3 or more than 63 characters.
    case length(Int)
    /// The first character that is neither a lowercase letter, a digit, a dot nor a hyphen, by its UTF-8 offset.
    case character(Unicode.Scalar, offset: Int)
    /// A dot or hyphen at an end, two dots together, or a dot beside a hyphen.
    case separators
    /// Four numbers with dots between them.
    case address
  }

  /// The reason why the server refuses `name` for a bucket; nil where it accepts it.
  package static func fault(in name: String) -> Fault? {
    if passesByAccident(name) { return nil }
    let count = name.utf16.count
    if !(3...63).contains(count) { return .length(count) }
    var offset = 0
    for scalar in name.unicodeScalars {
      if !isLetterOrDigit(scalar), scalar != ".", scalar != "-" { return .character(scalar, offset: offset) }
      offset += String(scalar).utf8.count
    }
    if isAddress(name) { return .address }
    return hasSeparatorsRight(name) ? nil : .separators
  }

  /// Returns whether the server takes `name` although it breaks the rules: a name it keeps for itself, and the names
  /// that every JavaScript object inherits, since the server looks names up in a plain object.
  package static func passesByAccident(_ name: String) -> Bool {
    accidents.contains { $0.hasSameBytes(as: name) }
  }

  private static let accidents = [
    "METADATA", "constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
    "toLocaleString", "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
  ]

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
  }

  private static func isAddress(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// Runs of letters and digits, between them one dot or some hyphens.
  private static func hasSeparatorsRight(_ name: String) -> Bool {
    var last: UInt8 = UInt8(ascii: ".")
    for byte in name.utf8 {
      let isSeparator = byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      let wasDot = last == UInt8(ascii: ".")
      let wasHyphen = last == UInt8(ascii: "-")
      if isSeparator, wasDot || (wasHyphen && byte == UInt8(ascii: ".")) { return false }
      last = byte
    }
    return last != UInt8(ascii: ".") && last != UInt8(ascii: "-") && name.utf8.first != UInt8(ascii: "-")
  }
}
