import Foundation
import JSONSource
import RepllintTestSupport
import Testing

/// The public JSON conformance files: `y_` must be accepted, `n_` refused, `i_` may be either.
enum JSONTestSuite {
  static let folder = Fixtures.shared.appending(path: "conformance/JSONTestSuite/test_parsing")
  static let isPresent = Fixtures.exists(folder)

  static func files(_ prefix: String) -> [URL] {
    Fixtures.files(in: folder) { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
  }

  static func document(_ file: URL) throws -> JSONDocument {
    JSONDocument(SourceFile(name: file.lastPathComponent, bytes: Array(try Data(contentsOf: file))))
  }
}

@Suite(.enabled(if: JSONTestSuite.isPresent, "the conformance files are not beside the package"))
struct ConformanceTests {
  @Test func theSuiteIsWhole() {
    #expect(JSONTestSuite.files("y_").count == 95)
    #expect(JSONTestSuite.files("n_").count == 188)
    #expect(JSONTestSuite.files("i_").count == 35)
  }

  @Test(arguments: JSONTestSuite.files("y_"))
  func whatMustBeAcceptedIs(_ file: URL) throws {
    #expect(try JSONTestSuite.document(file).syntaxErrors == [])
  }

  @Test(arguments: JSONTestSuite.files("n_"))
  func whatMustBeRefusedIs(_ file: URL) throws {
    #expect(try !JSONTestSuite.document(file).isValid)
  }

  @Test(arguments: JSONTestSuite.files("i_"))
  func whatMayBeEitherIsReadWithoutHarm(_ file: URL) throws {
    try expectWellFormed(JSONTestSuite.document(file))
  }
}
