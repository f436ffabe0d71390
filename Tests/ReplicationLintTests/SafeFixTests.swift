import Foundation
import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// A safe fix of an accepted document never changes what it grants or selects. A safe fix never turns a refused document
/// into one that grants more than its author can have meant.
///
/// 2,400 mutants are made in a release build, fewer in a debug build, 20,000 in a thorough run.
@Suite struct SafeFixTests {
  private static let mutantCount = Effort.count(quick: 12, usual: 600, thorough: 5_000)

  @Test(arguments: RuleFixture.all) func safeFixesOfFixturesKeepWhatIsGranted(_ fixture: RuleFixture) throws {
    let folder = try fixture.read(.bad)
    for input in folder.inputs { SafeFixLaw(folder.configuration).check(input, "\(fixture)/\(input.source.name)") }
  }

  @Test func safeFixesOfRecordedDocumentsKeepWhatIsGranted() throws {
    let documents = try Self.recorded.get()
    var compared = 0
    for document in Effort.sample(documents, oneOf: 3) where document.law.check(document.input, document.name) {
      compared += 1
    }
    #expect(documents.count > (Recordings.isWhole ? 400 : 150))
    #expect(compared > Effort.count(quick: 5, usual: Recordings.isWhole ? 50 : 20))
  }

  @Test(arguments: 0..<4)
  func safeFixesOfMutantsKeepWhatIsGranted(_ seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let documents = try Self.recorded.get()
    var compared = 0
    for _ in 0..<Self.mutantCount {
      let document = documents[Int.random(in: 0..<documents.count, using: &generator)]
      let bytes = document.input.source.bytes
      guard bytes.count < 3000, let mutant = Mutant.make(of: bytes, &generator) else { continue }
      let input = Input(SourceFile(name: "document.json", bytes: mutant), kind: document.input.kind)
      if document.law.check(input, "\(document.name): \(String(decoding: mutant, as: UTF8.self))") { compared += 1 }
    }
    #expect(compared > Effort.count(quick: 0, usual: 20))
  }

  /// The recorded configurations and policies of roles, each with the law for its server.
  private static let recorded = Result { () -> [(name: String, input: Input, law: SafeFixLaw)] in
    let configurations = try RecordedConfiguration.all().map { record in
      (record.description, record.input, SafeFixLaw(Configuration(server: record.server)))
    }
    let policies = try [("permission", DocumentKind.permissionPolicy), ("trust", .trustPolicy)].flatMap { name, kind in
      try Recordings.read(name).map { record in
        let input = Input(name: "document.json", text: record.text("input"), kind: kind)
        return ("\(record.text("id")), \(record.text("description"))", input, SafeFixLaw(Configuration()))
      }
    }
    return configurations + policies
  }
}

/// Changes of a document of the kind that people make.
private enum Mutant {
  private static let pieces = [" ", "\t", "\u{200B}", "*", "x", "\u{A0}", ":", ",", "/*", "s"]

  /// The document with one or two strings or members changed; nil when it has none.
  static func make(of bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8]? {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...2, using: &generator) {
      guard let changed = change(bytes, &generator) else { return nil }
      bytes = changed
    }
    return bytes
  }

  private static func change(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8]? {
    let root = JSONDocument(SourceFile(name: "", bytes: bytes)).root
    let (strings, members) = parts(of: root)
    if Int.random(in: 0..<6, using: &generator) == 0, let member = members.randomElement(using: &generator) {
      return replace(member.name.range, by: #""Pix""#, in: bytes)
    }
    guard let string = strings.randomElement(using: &generator) else { return nil }
    let source = string.sourceText
    let text = String(source.unicodeScalars.dropFirst().dropLast())
    let piece = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    let new =
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: "[\(source)]"
      case 1: "\"\(piece)\(text)\""
      case 2: "\"\(text)\(piece)\""
      case 3: "\"\(text.lowercased())\""
      case 4: #""*""#
      case 5: "\"\(text.dropFirst())\""
      case 6: "[\(source), \"*\"]"
      default: "\"\(text.dropLast())\""
      }
    return replace(string.range, by: new, in: bytes)
  }

  private static func replace(_ range: SourceRange, by text: String, in bytes: [UInt8]) -> [UInt8] {
    Array(bytes[..<range.start]) + Array(text.utf8) + Array(bytes[range.end...])
  }

  private static func parts(of node: JSONNode) -> (strings: [JSONNode], members: [JSONNode.Member]) {
    var strings = node.kind == .string ? [node] : []
    var members: [JSONNode.Member] = []
    for child in node.elements + node.members.flatMap({ [$0.name, $0.value] }) {
      let found = parts(of: child)
      strings += found.strings
      members += found.members
    }
    return (strings, members + node.members)
  }
}
