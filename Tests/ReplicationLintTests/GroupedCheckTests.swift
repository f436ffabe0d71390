import Foundation
import JSONSource
import ReplicationLintReports
import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// Many files are checked in groups, and that shows in no report.
@Suite struct GroupedCheckTests {
  /// The whole content of a report, failing as a whole where anything differs.
  private func text(_ report: Report) -> String {
    let setups = report.setups.map { "\($0)" } + report.skipped
    return String(decoding: ReportFormat.json.render(report, RenderOptions()), as: UTF8.self)
      + setups.joined(separator: "\n")
  }

  private func expectSame(_ inputs: [Input], _ configuration: Configuration = Configuration()) {
    let linter = Linter(configuration: configuration)
    let whole = text(linter.report(linter.judge(inputs)))
    let grouped = text(linter.check(inputs))
    #expect(whole == grouped, "\(inputs.map(\.source.name))")
  }

  /// The documents of the guide, those of a setup in the other direction, and others.
  private static func contents() throws -> [(name: String, text: String)] {
    let guide = Fixtures.files(in: Fixtures.url("samples/guide")) { $0.hasSuffix(".json") }
    let own = try guide.map {
      (name: $0.lastPathComponent, text: String(decoding: try Data(contentsOf: $0), as: UTF8.self))
    }
    let back = own.map { document in
      let text = document.text.replacingOccurrences(of: "source-bucket", with: "other")
        .replacingOccurrences(of: "target-bucket", with: "source-bucket").replacingOccurrences(
          of: "other", with: "target-bucket")
      return (name: "back-" + document.name, text: text)
    }
    let others = [
      (name: "source-trust.json", text: own.first { $0.name.contains("trust") }?.text ?? ""),
      (name: "package.json", text: #"{"name": "x", "version": "1"}"#),
      (name: "broken.json", text: #"{"Version": "2012"#),
      (name: "bucket-replication.json", text: #"{"ReplicationConfiguration": {"Role": "a,b", "Rules": []}}"#),
      (name: "role.json", text: #"{"Role": {"RoleName": "r", "Arn": "arn:aws:iam::410293857164:role/crr-source"}}"#),
    ]
    return own + back + others
  }

  @Test func randomLayoutsAreReportedAsInOneGroup() throws {
    var generator = SeededGenerator(seed: 48)
    let contents = try Self.contents()
    let folders = ["", "a/", "a/b/", "a/b/c/", "a/b/c/d/", "e/", "e/f/", "e/g/", "./h/", "h//i/", "j/k/"]
    for _ in 0..<Effort.count(quick: 2, usual: 40) {
      var inputs: [Input] = []
      for number in 0..<Int.random(in: 50..<70, using: &generator) {
        let content = contents.randomElement(using: &generator) ?? contents[0]
        let top = Int.random(in: 0..<5, using: &generator)
        let folder = (top < 4 ? "t\(top)/" : "") + (folders.randomElement(using: &generator) ?? "")
        inputs.append(
          Input(name: "\(folder)\(number % 3 == 0 ? "x-" : "")\(content.name)", text: content.text, isFound: true))
      }
      expectSame(inputs)
    }
  }

  @Test func setupsInFoldersOfTheirOwnAreReportedAsInOneGroup() throws {
    let contents = try Self.contents()
    for count in Effort.sample([20, 40], oneOf: 2) {
      let inputs = (0..<count).flatMap { number in
        contents.prefix(6).filter { $0.name.hasPrefix("back-") == (number % 2 == 0) }.map {
          Input(name: "s\(number)/\($0.name)", text: $0.text, isFound: true)
        }
      }
      expectSame(inputs)
      let links = Linter().analyse(inputs).compactMap { SetupLink($0) }
      #expect(Set(links.map(\.from)).count == 2)
    }
  }

  @Test func declaredSetupsAcrossFoldersAreReportedAsInOneGroup() throws {
    let contents = try Self.contents()
    var inputs: [Input] = []
    var configuration = Configuration()
    for number in 0..<20 {
      for (index, content) in contents.prefix(3).enumerated() {
        inputs.append(Input(name: "f\(index)/n\(number)/\(content.name)", text: content.text))
      }
      func path(_ word: String) -> String? {
        contents.prefix(3).enumerated().first { $1.name.contains(word) }.map { "f\($0)/n\(number)/\($1.name)" }
      }
      let site = SetupDeclaration.SiteDeclaration(
        trust: path("trust"), permissions: [path("permission")].compactMap { $0 })
      let setup = SetupDeclaration(
        name: "setup \(number)", replication: path("replication"), source: site, target: site)
      configuration.setups.append(setup)
    }
    for number in 0..<3 {
      inputs.append(Input(name: "f0/n\(number)/role.json", text: contents.last?.text ?? ""))
    }
    expectSame(inputs, configuration)
  }

  @Test func everyFixtureIsReportedAsInOneGroup() throws {
    expectSame(try Effort.sample(Fixtures.documents, oneOf: 9).map { Input(try Fixtures.source($0), isFound: true) })
  }

  @Test func foldersAreComparedByTheirNames() {
    #expect(Folder(of: "./a//b/c.json") == Folder(of: "a/b/d.json"))
    #expect(Folder(of: "/a/b.json") != Folder(of: "a/b.json"))
    #expect(Folder(of: "a/b/c/d.json").depth(below: Folder(of: "a/x.json")) == 2)
    #expect(Folder(of: "ab/c.json").depth(below: Folder(of: "a/c.json")) == nil)
    #expect(Folder(of: "a/.b/c.json").names == [Array("a".utf8), Array(".b".utf8)])
    #expect(Folder(of: "a.json").parent == nil)
    #expect(Folder(of: "a/b/c.json").parent == Folder(of: "a/x.json"))
  }
}
