import ArgumentParser
import ReplicationLint
import ReplicationLintReports

/// `repllint explain`: what a rule is about, or which rules cause an answer of the platform.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule, or find the rules behind an error of the platform.",
    discussion: """
      With --format json a rule by its name is an object, and whatever else is found is an array of them.

      EXAMPLES
        repllint explain role-count
        repllint explain setup
        repllint explain MalformedPolicyDocument
        repllint explain 403
        repllint explain role-count --format json
        repllint explain "Invalid Role specified"
      """)

  @Argument(
    help: ArgumentHelp(
      "A rule, a group, an error code, an HTTP status, or words of the platform's message.", valueName: "words"),
    completion: .rules(andGroups: true))
  var words: [String]

  @Option(help: "How to write what is found.")
  var format: RulesCommand.Format = .text

  func run() throws {
    let words = words.joined(separator: " ")
    let search = RuleSearch(words)
    let rules = search.rules
    switch rules.count {
    case 0:
      let help = search.nearest.map { "did you mean \(quoted($0))?" } ?? "`repllint rules` lists all rules"
      Terminal.note("no rule is about \(quoted(words)); \(help)")
      throw ExitStatus.trouble
    case _ where format == .json: try write(search.named.map(RuleTable.json) ?? RuleTable(rules).json)
    case 1: try write(Array(RulePage(rules[0]).text.utf8))
    default: try write(Array(RuleTable(rules).text.utf8))
    }
  }

  private func write(_ bytes: [UInt8]) throws { if !Terminal.output(bytes) { throw ExitStatus.trouble } }
}
