import ArgumentParser
import ReplicationLint

/// `repllint rules`: the catalogue.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules, or those of some groups.",
    discussion: """
      EXAMPLES
        repllint rules
        repllint rules trust setup
        repllint rules --format json
      """)

  /// The format of the list.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  @Argument(help: ArgumentHelp("Groups or rules (default: all).", valueName: "rule,..."))
  var names: [String] = []

  @Option(help: "How to write the list.")
  var format: Format = .text

  func run() throws {
    let selected = Set(try RuleName.selection(names, option: "rules"))
    let rules = Catalogue.rules.filter {
      names.isEmpty || selected.contains($0.slug) || selected.contains($0.group.rawValue)
    }
    let table = RuleTable(rules)
    if !Terminal.output(format == .json ? table.json : Array(table.text.utf8)) { throw ExitStatus.trouble }
  }
}
