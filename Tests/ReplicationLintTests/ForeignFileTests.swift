import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Files that hold none of the documents: those of other tools, answers without a document, other configurations.
@Suite struct ForeignFileTests {
  /// One file of each family, made for this test.
  static let files = Fixtures.files(in: Fixtures.url("Tests/Fixtures/foreign")) { $0 != "expected.txt" }
    .map(\.lastPathComponent)

  private static func input(_ name: String, isFound: Bool) throws -> Input {
    Input(try Fixtures.source("Tests/Fixtures/foreign/\(name)", name: name), isFound: isFound)
  }

  @Test func thereAreFiles() { #expect(Self.files.count > 60) }

  @Test(arguments: files) func foundFileIsPassedOver(_ name: String) throws {
    let report = Linter().check([try Self.input(name, isFound: true)])
    #expect(report.diagnostics.isEmpty, "\(described(report.diagnostics))")
    #expect(report.files.isEmpty)
    #expect(report.skipped == [name])
  }

  @Test(arguments: files) func namedFileGetsOneFinding(_ name: String) throws {
    let report = Linter().check([try Self.input(name, isFound: false)])
    #expect(report.diagnostics.allSatisfy { ["unknown-kind", "json-syntax"].contains($0.rule) })
    #expect(report.diagnostics.count == 1)
    #expect(report.diagnostics.allSatisfy { $0.fix == nil })
    #expect(report.files.map(\.kind) == [.unknown])
  }

  @Test func findingsInNamedFilesAreAsRecorded() throws {
    let lines = try Self.files.map { name in
      let found = Linter().check([try Self.input(name, isFound: false)]).diagnostics
      return found.map { "\(name): \($0.severity.rawValue) \($0.message); \(String($0.help ?? ""))\n" }.joined()
    }
    expectGolden(lines.joined(), at: "Tests/Fixtures/foreign/expected.txt")
  }

  @Test func skippingPassesOverNamedFilesToo() throws {
    let inputs = try Self.files.map { try Self.input($0, isFound: false) }
    let report = Linter(configuration: Configuration(foreign: .skip)).check(inputs)
    #expect(report.diagnostics.isEmpty)
    #expect(report.skipped.count == inputs.count)
  }

  @Test func notingIsForFoundFilesToo() throws {
    let report = Linter(configuration: Configuration(foreign: .note)).check([
      try Self.input("lifecycle.json", isFound: true)
    ])
    #expect(report.diagnostics.map(\.message) == ["this is a lifecycle configuration, which is not checked"])
  }

  @Test(arguments: [true, false]) func foreignFileIsNeverFixed(_ isFound: Bool) throws {
    let inputs = try Self.files.map { try Self.input($0, isFound: isFound) }
    #expect(FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: true).isEmpty)
  }

  @Test func foreignFilesChangeNothingAboutASetup() throws {
    let names = ["trust-policy.json", "permission-policy.json", "replication-configuration.json"]
    let guide = try names.map {
      Input(try Fixtures.source("Tests/Fixtures/answers/guide/\($0)", name: $0))
    }
    let foreign = try Self.files.map { try Self.input($0, isFound: true) }
    let (alone, together) = (Linter().check(guide), Linter().check(guide + foreign))
    #expect(alone.setups.map(\.replicates) == [true])
    #expect(together.setups == alone.setups)
    #expect(together.diagnostics == alone.diagnostics)
  }

  /// JSON files of programs on this machine, none of which is about replication.
  private static let installed: [String] = {
    var paths: [String] = []
    for root in ["/usr/lib", "/usr/share", "/usr/local/lib", "/root/.pyenv/versions", "/opt"] {
      guard let found = FileManager.default.enumerator(atPath: root) else { continue }
      for case let path as String in found
      where path.hasSuffix(".json") && paths.count < Effort.count(quick: 60, usual: 600) {
        paths.append("\(root)/\(path)")
      }
    }
    return paths
  }()

  @Test(.enabled(if: installed.count > 20, "this machine has few JSON files"))
  func filesOfInstalledProgramsAreForeign() throws {
    let inputs = Self.installed.compactMap { path -> Input? in
      guard let bytes = try? Fixtures.bytes(path), bytes.count < 100_000 else { return nil }
      return Input(SourceFile(name: path, bytes: bytes), isFound: true)
    }
    let report = Linter().check(inputs)
    #expect(report.files.map(\.path) == [])
    #expect(report.diagnostics.isEmpty)
    #expect(FixApplier(linter: Linter()).apply(to: inputs, includeUnsafe: true).isEmpty)
    print("\(report.skipped.count) files of installed programs skipped")
  }
}
