import JSONSource

/// A string of a policy with its variables, `${aws:SourceIp}` and the like, replaced.
struct SubstitutedText: Sendable {
  /// The text in UTF-16 units; a variable with an unknown value is replaced with `*`.
  var units: [UInt16] = []
  /// The names of the variables whose values are not known.
  var unknown: [String] = []
  /// The index in `units` of the first of them.
  var firstUnknown: Int?

  /// Returns whether a string contains a variable, `${` up to the next `}`, of whatever name. O(length).
  static func hasVariable(_ text: [UInt16]) -> Bool {
    guard let start = text.indices.first(where: { text[$0...].starts(with: [0x24, 0x7B]) }) else { return false }
    return text[start...].contains(0x7D)
  }

  /// Replaces variables as Arsenal `utils/variables.ts` does: each `${` up to the next `}`; names that stand for
  /// nothing stay as they are, and so does everything behind a `${` that is not closed. O(length).
  init(_ text: [UInt16], _ request: RequestContext) {
    var index = 0
    while index < text.count {
      guard text[index] == 0x24, index + 1 < text.count, text[index + 1] == 0x7B else {
        units.append(text[index])
        index += 1
        continue
      }
      guard let end = text[index...].firstIndex(of: 0x7D) else {
        units.append(contentsOf: text[index...])
        return
      }
      let name = Array(text[(index + 2)..<end])
      switch request.value(ofVariable: name) {
      case .undefined: units.append(contentsOf: text[index...end])
      case .text(let value): units.append(contentsOf: value)
      case .unknown:
        firstUnknown = firstUnknown ?? units.count
        unknown.append(String(utf16: name))
        units.append(0x2A)
      }
      index = end + 1
    }
  }
}
