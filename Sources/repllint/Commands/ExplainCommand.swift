import ArgumentParser
import ReplicationLint
import ReplicationLintReports

/// `repllint explain`: what a rule is about, or which rules stand behind an answer of the platform.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule, or find the rules behind an error of the platform.",
    discussion: """
      EXAMPLES
        repllint explain role-count
        repllint explain MalformedPolicyDocument
        repllint explain "Invalid Role specified"
      """)

  @Argument(help: ArgumentHelp("A rule, an error code, or words of the platform's message.", valueName: "words"))
  var words: [String]

  func run() throws {
    let words = words.joined(separator: " ")
    let search = RuleSearch(words)
    let rules = search.rules
    switch rules.count {
    case 0:
      let help = search.nearest.map { "did you mean \(quoted($0))?" } ?? "`repllint rules` lists all rules"
      Terminal.note("no rule is about \(quoted(words)); \(help)")
      throw ExitStatus.trouble
    case 1: try write(RulePage(rules[0]).text)
    default: try write(RuleTable(rules).text)
    }
  }

  private func write(_ text: String) throws { if !Terminal.output(text) { throw ExitStatus.trouble } }
}
