import Foundation
import ReplicationLint
import RepllintTestSupport
import Testing

/// `repllint schema`.
struct SchemaCommandTests {
  /// The schemas by the name of their case.
  private static let names = [
    ("trustPolicy", "trust-policy"), ("permissionPolicy", "permission-policy"),
    ("replicationConfiguration", "replication-configuration"), ("config", "config"), ("report", "report"),
    ("repair", "repair"), ("certificate", "certificate"), ("diff", "diff"), ("trace", "trace"),
    ("diagnosis", "diagnosis"), ("stream", "stream"),
  ]

  private static func file(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: Fixtures.url("schemas/\(name).schema.json")), as: UTF8.self)
  }

  @Test(arguments: names.map(\.1)) func aSchemaIsPrintedByteForByte(name: String) throws {
    let run = try Workbench().run("schema", name)
    #expect(run.status == 0)
    #expect(run.output == (try Self.file(name)))
  }

  @Test func configSchemaListsTheRulesOfTheCatalogue() throws {
    expectGolden(try Self.configSchema(), at: "schemas/config.schema.json")
  }

  /// The schema of `.repllint.json` with the rules of the catalogue.
  private static func configSchema() throws -> String {
    let schema = try file("config")
    let start = try #require(schema.range(of: #""description": "Name of a rule.","#)).upperBound
    let list = try #require(schema.range(of: #""enum": ["#, range: start..<schema.endIndex)).upperBound
    let end = try #require(schema.range(of: "\n      ]", range: list..<schema.endIndex)).lowerBound
    let names = Catalogue.rules.map(\.slug).sorted().map { "\n        \"\($0)\"" }.joined(separator: ",")
    return schema[..<list] + names + schema[end...]
  }

  @Test func everySchemaHasAName() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Fixtures.url("schemas").path)
    #expect(files.sorted() == Self.names.map { "\($0.1).schema.json" }.sorted())
  }

  @Test func theSchemasInTheProgramAreThoseOfTheFolder() throws {
    var text = """
      // swift-format-ignore-file
      // Made from schemas/*.json; `REPLLINT_RECORD=1 swift test --filter SchemaCommandTests` makes it anew.

      extension Schema {
        /// The schema, byte for byte as the file in schemas/.
        var text: String {
          switch self {

      """
    for (name, file) in Self.names {
      // The file may be written anew in the same run.
      let schema = try file == "config" ? Self.configSchema() : Self.file(file)
      #expect(!schema.contains("\"##") && !schema.contains("\\##"))
      text += "    case .\(name): ##\"\(schema.replacing("\n", with: "\\##n"))\"##\n"
    }
    expectGolden(text + "    }\n  }\n}\n", at: "Sources/repllint/Commands/Schemas.swift")
  }
}
