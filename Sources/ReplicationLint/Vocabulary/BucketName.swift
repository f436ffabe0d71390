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
    if let offset = name.utf8.enumerated().first(where: { !isTaken($0.element) })?.offset {
      let at = name.utf8.index(name.startIndex, offsetBy: offset)
      return .character(name.unicodeScalars[at], offset: offset)
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

  private static func isTaken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isAddress(_ name: String) -> Bool {
    var dots = 0
    var last = UInt8(ascii: ".")
    for byte in name.utf8 {
      if byte == UInt8(ascii: ".") {
        if last == byte { return false }
        dots += 1
      } else if !(0x30...0x39).contains(byte) {
        return false
      }
      last = byte
    }
    return dots == 3 && last != UInt8(ascii: ".")
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
