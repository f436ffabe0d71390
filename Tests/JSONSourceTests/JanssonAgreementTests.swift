import Foundation
import JSONSource
import Jansson
import RepllintTestSupport
import Testing

/// jansson reads the same bytes: both readers must agree on what is JSON, and on its value.
@Suite struct JanssonAgreementTests {
  @Test(
    .enabled(if: JSONTestSuite.isPresent, "the conformance files are not beside the package"),
    arguments: JSONTestSuite.files("y_") + JSONTestSuite.files("n_"))
  func bothAgreeOnTheConformanceFiles(_ file: URL) throws {
    #expect(difference(Array(try Data(contentsOf: file))) == nil)
  }

  @Test(arguments: Fixtures.sampledDocuments)
  func bothAgreeOnTheDocuments(_ path: String) throws {
    #expect(difference(try Fixtures.bytes(path)) == nil)
  }

  @Test(arguments: Fixtures.sampledDocuments)
  func bothAgreeOnBrokenDocuments(_ path: String) throws {
    let bytes = try Fixtures.bytes(path)
    // A quarter is enough: documents are many, and alike.
    let variants = Array(Mutations.truncations(bytes)) + Array(Mutations.flips(bytes))
    for (index, variant) in variants.enumerated() where index % 4 == bytes.count % 4 {
      #expect(difference(variant) == nil)
    }
  }

  private func difference(_ bytes: [UInt8]) -> String? {
    JanssonComparison.difference(bytes, JSONDocument(SourceFile(name: "test", bytes: bytes)))
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "1e999", #"["\uD800"]"#, #"{"\uDC00": 1}"#, #"{"a\u0000": 1}"#,
  ])
  func whatJanssonIsKnownToRefuseIsJSON(_ text: String) {
    let bytes = Array(text.utf8)
    let document = JSONDocument(SourceFile(name: "test", bytes: bytes))
    #expect(document.isValid && JanssonComparison.isBeyondJansson(document.root))
    #expect(JanssonValue.Content(decoding: bytes) == nil)
  }

  @Test(arguments: ["123\0", "[null\0]"])
  func whatJanssonIsKnownToTakeIsNotJSON(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(!JSONDocument(SourceFile(name: "test", bytes: bytes)).isValid)
    #expect(JanssonValue.Content(decoding: bytes) != nil)
  }
}
