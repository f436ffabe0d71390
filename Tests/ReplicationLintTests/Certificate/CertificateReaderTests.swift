import JSONSource
import ReplicationLintReports
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Certificates as files.
@Suite struct CertificateReaderTests {
  private static let fixture = "Tests/Fixtures/certificate/expected.json"

  private func read(_ text: String) -> Certificate? { Certificate(SourceFile(name: "proof.json", text: text)) }

  @Test func certificateIsReadAsItIsWritten() throws {
    let bytes = try Fixtures.bytes(Self.fixture)
    let certificate = try #require(Certificate(SourceFile(name: "proof.json", bytes: bytes)))
    #expect(CertificateJSON.render(certificate) == bytes)
    let sources = try GuideDocuments().inputs.map(\.source)
    #expect(throws: Never.self) { try CertificateCheck(certificate, sources).run() }
  }

  @Test func everyMemberIsNeededInItsType() throws {
    let text = String(decoding: try Fixtures.bytes(Self.fixture), as: UTF8.self)
    let document = JSONDocument(SourceFile(name: "proof.json", text: text))
    var names: Set<String> = []
    func visit(_ node: JSONNode) {
      for member in node.members {
        names.insert(member.name.string?.text ?? "")
        visit(member.value)
      }
      for element in node.elements { visit(element) }
    }
    visit(document.root)
    #expect(names.count > 30)
    let optional: Set<String> = [
      "bucket", "trust", "trustStatement", "trustAssumed", "bucketPolicy", "prefix", "side", "assumed",
    ]
    for name in names.subtracting(optional) where !["effect", "isDeny"].contains(name) {
      #expect(read(text.replacing("\"\(name)\":", with: "\"\(name)x\":")) == nil, "without \(name)")
    }
  }

  @Test(arguments: [
    ("\"invariant\"", "\"induction\""), ("\"covering\"", "\"cover\""), ("\"version\": 1", "\"version\": 2"),
  ])
  func unknownKindsAreNoCertificate(_ old: String, _ new: String) throws {
    let text = String(decoding: try Fixtures.bytes(Self.fixture), as: UTF8.self)
    guard text.contains(old) else { return }
    #expect(read(text.replacing(old, with: new)) == nil)
  }

  @Test func assumedAnswersAndInvariantsAreRead() throws {
    let text = String(decoding: try Fixtures.bytes(Self.fixture), as: UTF8.self)
    let start = try #require(text.firstRange(of: "\"evidence\": {"))
    let end = try #require(text[start.upperBound...].firstIndex(of: "}"))
    for (evidence, expected) in [
      (#""kind": "assumed", "reason": "r""#, CertifiedCall.Evidence.assumed("r")),
      (#""kind": "invariant", "states": [[[0, 1], []]]"#, .invariant([[[0, 1], []]])), (#""kind": "text""#, .text),
    ] {
      let changed = text.replacingCharacters(start.upperBound..<end, with: evidence)
      #expect(read(changed)?.setups.first?.calls.first?.evidence == expected)
    }
    #expect(
      read(text.replacingCharacters(start.upperBound..<end, with: #""kind": "invariant", "states": [[1]]"#)) == nil)
    #expect(read(text.replacingCharacters(start.upperBound..<end, with: #""kind": "assumed""#)) == nil)
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
