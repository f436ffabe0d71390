import JSONSource
import Jansson

/// The reader beside libjansson: the same texts are JSON, with the same values; ranges nest, and pointers find what they
/// were made for.
///
/// The known differences: libjansson refuses integers beyond 64 bits, numbers beyond a double, surrogates without a
/// partner, U+0000 in names and nesting beyond 2048; it passes over a NUL after a number or a word. This reader stops at
/// a nesting of `JSONDocument.depthLimit`.
func checkReading(_ bytes: [UInt8]) {
  let document = JSONDocument(SourceFile(name: "input.json", bytes: bytes))
  checkTree(document.root, in: SourceRange(0, bytes.count))
  for error in document.syntaxErrors {
    expect(error.range.start <= error.range.end && error.range.end <= bytes.count, "an error outside the file")
  }
  for node in document.root.elements { _ = JSONDocument(inside: node).map { checkTree($0.root, in: node.range) } }
  let theirs = JanssonValue.Content(decoding: bytes)
  if !document.isValid {
    let isKnown = bytes.contains(0) || document.syntaxErrors.contains { $0.kind == .tooDeep }
    expect(theirs == nil || isKnown, "libjansson reads what this reader refuses")
    return
  }
  guard let theirs else {
    expect(isBeyondJansson(document.root), "libjansson refuses what this reader reads")
    return
  }
  expect(content(document.root) == theirs, "libjansson reads another value")
}

private func checkTree(_ node: JSONNode, in range: SourceRange) {
  expect(range.start <= node.range.start && node.range.end <= range.end, "a value leaves the one that holds it")
  if let string = node.string {
    let count = string.text.utf8.count
    for inner in [string.contentRange, string.range(of: 0..<count), string.range(of: count / 2..<count)] {
      expect(node.range.start <= inner.start && inner.end <= node.range.end, "a part leaves its string")
    }
  }
  for element in node.elements { checkTree(element, in: node.range) }
  for member in node.members {
    checkTree(member.name, in: node.range)
    checkTree(member.value, in: node.range)
  }
}

private func isBeyondJansson(_ node: JSONNode) -> Bool {
  if node.kind == .number {
    return node.isInteger ? Int64(node.sourceText) == nil : Double(node.sourceText)?.isFinite != true
  }
  if let string = node.string, !string.text.utf16.elementsEqual(string.utf16) { return true }
  return node.elements.contains(where: isBeyondJansson)
    || node.members.contains {
      isBeyondJansson($0.name) || isBeyondJansson($0.value) || $0.name.string?.text.utf8.contains(0) == true
    }
}

/// The value as libjansson holds it: a repeated name keeps its first position and its last value.
private func content(_ node: JSONNode) -> JanssonValue.Content {
  switch node.kind {
  case .object:
    var members: [JanssonValue.Content.Member] = []
    var indexes: [[UInt8]: Int] = [:]
    for member in node.members {
      let new = JanssonValue.Content.Member(
        name: Array((member.name.string?.text ?? "").utf8), value: content(member.value))
      if let index = indexes[new.name] {
        members[index] = new
      } else {
        indexes[new.name] = members.count
        members.append(new)
      }
    }
    return .object(members)
  case .array: return .array(node.elements.map(content))
  case .string: return .string(Array((node.string?.text ?? "").utf8))
  case .number:
    if node.isInteger, let value = Int64(node.sourceText) { return .integer(value) }
    return .real(Double(node.sourceText) ?? .nan)
  case .boolean: return .boolean(node.boolean ?? false)
  case .null, .invalid: return .null
  }
}
