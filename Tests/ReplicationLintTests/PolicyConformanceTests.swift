import Foundation
import JSONSource
import ReplicationLint
import Testing

@Suite struct PolicyConformanceTests {
  static let files: [(String, DocumentKind)] = [
    ("permission", .permissionPolicy), ("trust", .trustPolicy), ("bucket-policy", .bucketPolicy),
  ]

  /// The records of each file with what is found in them; each is checked once for all tests.
  private static let checked = Result {
    try files.map { name, kind in
      let records = try RecordedPolicy.read(Recordings.file(name), as: kind)
      return (name: name, records: records.map { (record: $0, diagnostics: $0.check()) })
    }
  }

  @Test func verdictsAreThoseOfTheServer() throws {
    var summary: [String] = []
    for (name, records) in try Self.checked.get() {
      var agreed = 0
      for (record, diagnostics) in records {
        let agrees = record.agrees(with: diagnostics)
        if agrees { agreed += 1 }
        #expect(agrees, "\(name), \(record.description): \(diagnostics.map { "\($0.rule): \($0.message)" })")
      }
      #expect(!records.isEmpty)
      summary.append("\(name) \(agreed)/\(records.count)")
    }
    print("\(summary.joined(separator: ", ")) \(Recordings.origin)")
  }

  @Test func oneCauseIsOneError() throws {
    var documents = 0
    var errors = 0
    for (name, records) in try Self.checked.get() {
      for (record, diagnostics) in records where record.group == "invalid" && record.isJSON {
        let found = diagnostics.filter { $0.severity == .error }
        documents += 1
        errors += found.count
        #expect(found.count == 1, "\(name), \(record.description): \(found.map { "\($0.rule): \($0.message)" })")
      }
    }
    #expect(documents > 0)
    print("\(errors) errors in \(documents) invalid policies \(Recordings.origin)")
  }

  @Test func theServersTextIsNamed() throws {
    for (name, records) in try Self.checked.get() {
      for (record, diagnostics) in records where !record.isAccepted {
        let said = diagnostics.compactMap(\.platform?.message)
        let expected = record.message.map { $0.replacing("\n", with: " ") } ?? ""
        #expect(said.contains { $0 == expected }, "\(name), \(record.description): \(said) instead of \(expected)")
      }
    }
  }

  @Test func aTrustPolicyFailsWhereBackbeatIsNotLetIn() throws {
    // What the recorded requests look like.
    let request = RequestFacts(sourceIP: "10.0.0.5", secureTransport: false, userAgent: "aws-sdk-nodejs/2.1005.0")
    let file = Recordings.file("trust")
    for record in try RecordedPolicy.read(file, as: .trustPolicy) where record.isAccepted {
      let found = record.check(server: ServerProfile(request: request))
      let fails = found.contains { $0.consequence == .fails }
      #expect(fails == (record.backbeat != "Allow"), "\(record.description): \(found.map(\.message))")
    }
  }

  @Test func whatWorksHasNoErrors() throws {
    for (name, records) in try Self.checked.get() {
      for (record, diagnostics) in records where record.group == "valid" {
        let errors = diagnostics.filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(name), \(record.description): \(errors.map(\.message))")
      }
    }
  }

  @Test(arguments: [
    ("S3-role-permissions-policy.json", DocumentKind.permissionPolicy),
    ("backbeat-role-trust-policy.json", .trustPolicy),
  ])
  func theGuidesPoliciesAreClean(_ name: String, _ kind: DocumentKind) throws {
    let samples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "samples/guide")
    let bytes = Array(try Data(contentsOf: samples.appending(path: name)))
    let report = Linter().check([Input(SourceFile(name: name, bytes: bytes))])
    #expect(report.files.map(\.kind) == [kind])
    #expect(report.diagnostics.isEmpty)
  }
}
