import Foundation
import JSONSource
import ReplicationLint
import Testing

@Suite struct PolicyConformanceTests {
  static let files: [(String, DocumentKind)] = [("permission", .permissionPolicy), ("trust", .trustPolicy)]

  @Test(.enabled(if: RecordedPolicy.isThere, "../shared/conformance is not there"))
  func verdictsAreThoseOfTheServer() throws {
    var summary: [String] = []
    for (name, kind) in Self.files {
      let records = try RecordedPolicy.read(RecordedPolicy.folder.appending(path: "\(name).jsonl"), as: kind)
      var agreed = 0
      for record in records {
        let diagnostics = record.check()
        let agrees = record.agrees(with: diagnostics)
        if agrees { agreed += 1 }
        #expect(agrees, "\(name), \(record.description): \(diagnostics.map { "\($0.rule): \($0.message)" })")
      }
      #expect(!records.isEmpty)
      summary.append("\(name) \(agreed)/\(records.count)")
    }
    print(summary.joined(separator: ", "))
  }

  @Test(.enabled(if: RecordedPolicy.isThere, "../shared/conformance is not there"))
  func oneCauseIsOneError() throws {
    var documents = 0
    var errors = 0
    for (name, kind) in Self.files {
      for record in try RecordedPolicy.read(RecordedPolicy.folder.appending(path: "\(name).jsonl"), as: kind)
      where record.group == "invalid" && record.isJSON {
        let found = record.check().filter { $0.severity == .error }
        documents += 1
        errors += found.count
        #expect(found.count == 1, "\(name), \(record.description): \(found.map { "\($0.rule): \($0.message)" })")
      }
    }
    #expect(documents > 0)
    print("\(errors) errors in \(documents) invalid policies")
  }

  @Test(.enabled(if: RecordedPolicy.isThere, "../shared/conformance is not there"))
  func theServersTextIsNamed() throws {
    for (name, kind) in Self.files {
      for record in try RecordedPolicy.read(RecordedPolicy.folder.appending(path: "\(name).jsonl"), as: kind)
      where !record.isAccepted {
        let said = record.check().compactMap(\.platform?.message)
        let expected = record.message.map { $0.replacing("\n", with: " ") } ?? ""
        #expect(said.contains { $0 == expected }, "\(name), \(record.description): \(said) instead of \(expected)")
      }
    }
  }
}
