import Foundation
import JSONSource
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// Whatever is in the files: the linter comes to an end, points into the files and writes nothing that moves a cursor.
///
/// Some variants of each file are tried; in a thorough run all of them, which takes long.
@Suite struct MutationTests {
  private static let fixtures = Effort.sample(RuleFixture.all, oneOf: 5)

  @Test(arguments: fixtures) func filesCutAnywhereAreChecked(_ fixture: RuleFixture) throws {
    try forEachFile(of: fixture) { Array(Mutations.truncations($0)) }
  }

  @Test(arguments: fixtures) func filesWithAByteChangedAreChecked(_ fixture: RuleFixture) throws {
    try forEachFile(of: fixture) { Array(Mutations.flips($0)) }
  }

  @Test(arguments: fixtures) func filesWithoutAMemberAreChecked(_ fixture: RuleFixture) throws {
    try forEachFile(of: fixture) { bytes in
      let document = JSONDocument(SourceFile(name: "", bytes: bytes))
      return Array(Mutations.deletions(bytes, parts(of: document.root)))
    }
  }

  @Test(arguments: fixtures) func filesWithListsShuffledAreChecked(_ fixture: RuleFixture) throws {
    try forEachFile(of: fixture) { bytes in
      let document = JSONDocument(SourceFile(name: "", bytes: bytes))
      guard document.isValid else { return [] }
      return (0..<Effort.count(quick: 1, usual: 3)).map { seed in
        var generator = SeededGenerator(seed: seed)
        return Array(shuffled(document.root, members: true, elements: true, &generator).utf8)
      }
    }
  }

  @Test(arguments: fixtures) func theOrderOfMembersDoesNotMatter(_ fixture: RuleFixture) throws {
    // The form of a file is what the rules of style are about.
    guard Catalogue.rule(fixture.slug)?.group != .style else { return }
    let folder = try fixture.read(.bad)
    let documents = folder.inputs.map { JSONDocument($0.source) }
    // Of several members with one name the last counts.
    guard documents.allSatisfy({ $0.isValid && $0.duplicateNames.isEmpty }) else { return }
    let found = gist(folder.check())
    for seed in 0..<Effort.count(quick: 1, usual: 2) {
      var generator = SeededGenerator(seed: seed)
      let inputs = zip(folder.inputs, documents).map { input, document in
        Input(
          name: input.source.name, text: shuffled(document.root, members: true, elements: false, &generator),
          kind: input.kind)
      }
      #expect(gist(Linter(configuration: folder.configuration).check(inputs)) == found)
    }
  }

  /// The findings of each file, however a message lists the members of an object.
  private func gist(_ report: Report) -> Set<[String]> {
    Set(
      report.diagnostics.map { diagnostic in
        [diagnostic.path, diagnostic.rule]
          + diagnostic.message.split { $0 == " " || $0 == "," }.map(String.init).sorted()
      })
  }

  // MARK: Variants

  private func forEachFile(of fixture: RuleFixture, _ variants: ([UInt8]) -> [[UInt8]]) throws {
    let folder = try fixture.read(.bad)
    let linter = Linter(configuration: folder.configuration)
    let isSetup = !folder.check().setups.isEmpty
    for (index, input) in folder.inputs.enumerated() {
      for bytes in sample(variants(input.source.bytes), seed: index + fixture.slug.utf8.count) {
        let variant = Input(SourceFile(name: input.source.name, bytes: bytes), kind: input.kind)
        var inputs = folder.inputs
        inputs[index] = variant
        check(linter.check(isSetup ? inputs : [variant]), bytes)
      }
    }
  }

  private func sample(_ variants: [[UInt8]], seed: Int) -> [[UInt8]] {
    let count = Effort.count(quick: 1, usual: 2, thorough: .max)
    if variants.count <= count { return variants }
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in variants[Int.random(in: 0..<variants.count, using: &generator)] }
  }

  private func check(_ report: Report, _ bytes: [UInt8]) {
    for diagnostic in report.diagnostics {
      if let problem = misplaced(diagnostic, in: report) {
        Issue.record("\(diagnostic.rule), \(problem): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
    let text = String(decoding: ReportFormat.text.render(report), as: UTF8.self)
    if let odd = text.unicodeScalars.first(where: { !isVisible($0) && $0 != "\n" }) {
      Issue.record("\(codePoint(odd)) in the report: \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  /// The bytes of all members and elements.
  private func parts(of node: JSONNode) -> [Range<Int>] {
    node.elements.flatMap { [$0.range.start..<$0.range.end] + parts(of: $0) }
      + node.members.flatMap { [$0.range.start..<$0.range.end] + parts(of: $0.value) }
  }

  /// The value with members, elements or both in another order.
  private func shuffled(_ node: JSONNode, members: Bool, elements: Bool, _ generator: inout SeededGenerator) -> String {
    switch node.kind {
    case .object:
      let order = members ? node.members.shuffled(using: &generator) : node.members
      let parts = order.map { member in
        "\(member.name.sourceText): \(shuffled(member.value, members: members, elements: elements, &generator))"
      }
      return "{\(parts.joined(separator: ", "))}"
    case .array:
      let order = elements ? node.elements.shuffled(using: &generator) : node.elements
      let parts = order.map { shuffled($0, members: members, elements: elements, &generator) }
      return "[\(parts.joined(separator: ", "))]"
    default: return node.sourceText
    }
  }
}
