import JSONSource
import Jansson

/// What the reader and libjansson make of the same bytes.
enum JanssonComparison {
  /// The difference between the readers on `bytes`; nil when there is none.
  static func difference(_ bytes: [UInt8], _ document: JSONDocument) -> String? {
    let theirs = JanssonValue.Content(decoding: bytes)
    let ours = document.isValid ? content(document.root) : nil
    if ours == theirs { return nil }
    if ours != nil, theirs == nil, isBeyondJansson(document.root) { return nil }
    // jansson passes over a NUL byte after a number or a word.
    if ours == nil, theirs != nil, bytes.contains(0) { return nil }
    return "ours \(ours.map { "\($0)" } ?? "refused"), jansson \(theirs.map { "\($0)" } ?? "refused")"
      + ": \(String(decoding: bytes, as: UTF8.self).debugDescription)"
  }

  /// Returns whether a value is JSON that jansson is known to refuse: an integer beyond 64 bits, a number beyond a
  /// double, a surrogate without its partner, U+0000 in a name.
  static func isBeyondJansson(_ node: JSONNode) -> Bool {
    if node.kind == .number {
      return node.isInteger ? Int64(node.sourceText) == nil : Double(node.sourceText)?.isFinite != true
    }
    if let string = node.string, !string.text.utf16.elementsEqual(string.utf16) { return true }
    return node.elements.contains(where: isBeyondJansson)
      || node.members.contains {
        isBeyondJansson($0.name) || isBeyondJansson($0.value) || $0.name.string?.text.utf8.contains(0) == true
      }
  }

  private static func content(_ node: JSONNode) -> JanssonValue.Content {
    switch node.kind {
    case .object:
      // A repeated name keeps its first place and its last value.
      var members: [JanssonValue.Content.Member] = []
      for member in node.members {
        let name = Array((member.name.string?.text ?? "").utf8)
        let new = JanssonValue.Content.Member(name: name, value: content(member.value))
        if let index = members.firstIndex(where: { $0.name == name }) {
          members[index] = new
        } else {
          members.append(new)
        }
      }
      return .object(members)
    case .array: return .array(node.elements.map { content($0) })
    case .string: return .string(Array((node.string?.text ?? "").utf8))
    case .number:
      if node.isInteger, let value = Int64(node.sourceText) { return .integer(value) }
      return .real(Double(node.sourceText) ?? .nan)
    case .boolean: return .boolean(node.boolean ?? false)
    case .null, .invalid: return .null
    }
  }
}
