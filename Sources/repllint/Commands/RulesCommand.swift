import ArgumentParser
import ReplicationLint

/// `repllint rules`: the catalogue.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules.",
    discussion: """
      EXAMPLES
        repllint rules
        repllint rules --format json
      """)

  /// How the list is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Option(help: "How to write the list.")
  var format: Format = .text

  func run() throws {
    let table = RuleTable(Catalogue.rules)
    if !Terminal.output(format == .json ? table.json : Array(table.text.utf8)) { throw ExitStatus.trouble }
  }
}
