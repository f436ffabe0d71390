import Foundation
import JSONSource
import Jansson
import RepllintTestSupport
import Testing

/// jansson reads the same bytes: both readers must agree on what is JSON, and on what it says.
@Suite struct JanssonAgreementTests {
  @Test(
    .enabled(if: JSONTestSuite.isThere, "the conformance files are not beside the package"),
    arguments: JSONTestSuite.files("y_") + JSONTestSuite.files("n_"))
  func bothAgreeOnTheConformanceFiles(_ file: URL) throws {
    #expect(difference(Array(try Data(contentsOf: file))) == nil)
  }

  @Test(arguments: Fixtures.documents)
  func bothAgreeOnTheDocuments(_ path: String) throws {
    #expect(difference(try Fixtures.bytes(path)) == nil)
  }

  @Test(arguments: Fixtures.documents)
  func bothAgreeOnBrokenDocuments(_ path: String) throws {
    let bytes = try Fixtures.bytes(path)
    // A quarter is enough: documents are many, and alike.
    let variants = Array(Mutations.truncations(bytes)) + Array(Mutations.flips(bytes))
    for (index, variant) in variants.enumerated() where index % 4 == bytes.count % 4 {
      #expect(difference(variant) == nil)
    }
  }

  /// How the readers differ on `bytes`; nil when they do not.
  private func difference(_ bytes: [UInt8]) -> String? {
    let document = JSONDocument(SourceFile(name: "test", bytes: bytes))
    let theirs = JanssonValue.Content(decoding: bytes)
    let ours = document.isValid ? content(document.root) : nil
    if ours == theirs { return nil }
    if ours != nil, theirs == nil, isBeyondJansson(document.root) { return nil }
    // jansson passes over a NUL byte after a number or a word.
    if ours == nil, theirs != nil, bytes.contains(0) { return nil }
    return "ours \(ours.map { "\($0)" } ?? "refused"), jansson \(theirs.map { "\($0)" } ?? "refused")"
      + ": \(String(decoding: bytes, as: UTF8.self).debugDescription)"
  }

  /// Whether a value is JSON that jansson is known to refuse: an integer beyond 64 bits, a number beyond a double, a
  /// surrogate without its partner, U+0000 in a name.
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

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "1e999", #"["\uD800"]"#, #"{"\uDC00": 1}"#, #"{"a\u0000": 1}"#,
  ])
  func whatJanssonIsKnownToRefuseIsJSON(_ text: String) {
    let bytes = Array(text.utf8)
    let document = JSONDocument(SourceFile(name: "test", bytes: bytes))
    #expect(document.isValid && isBeyondJansson(document.root))
    #expect(JanssonValue.Content(decoding: bytes) == nil)
  }

  @Test(arguments: ["123\0", "[null\0]"])
  func whatJanssonIsKnownToTakeIsNotJSON(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(!JSONDocument(SourceFile(name: "test", bytes: bytes)).isValid)
    #expect(JanssonValue.Content(decoding: bytes) != nil)
  }

  private func content(_ node: JSONNode) -> JanssonValue.Content {
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
