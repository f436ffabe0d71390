import ArgumentParser
import JSONSource
import ReplicationLint
import ReplicationLintReports

/// `repllint manual`: prints the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page.",
    discussion: """
      EXAMPLES
        repllint manual > ~/.local/share/man/man1/repllint.1
        repllint manual | man -l -
      """)

  func run() throws {
    let description = JSONDocument(SourceFile(name: "help", text: Repllint._dumpHelp())).root
    guard let command = description.member("command") else { throw ExitStatus.trouble }
    if !Terminal.output(ManualPage(command).text) { throw ExitStatus.trouble }
  }
}

/// The manual page in the `man` macros, made from what the parser knows of the commands.
struct ManualPage {
  /// The page.
  private(set) var text = ""

  init(_ root: JSONNode) {
    line(".TH REPLLINT 1 \"\" \"\(Tool.name) \(Tool.version)\" \"User Commands\"")
    section("NAME")
    prose("\(Tool.name) \\- \(Self.lowercasedStart(Self.escaped(root.text("abstract"))))", isEscaped: true)
    section("SYNOPSIS")
    line(".B \(Tool.name)")
    prose("[\\fIcommand\\fR] [\\fIoptions\\fR] [\\fIpath\\fR ...]", isEscaped: true)
    section("DESCRIPTION")
    discussion(root)
    section("COMMANDS")
    for command in root.member("subcommands")?.elements ?? [] where command.text("commandName") != "help" {
      add(command)
    }
    section("FILES")
    line(".TP")
    line("\\fI.repllint.json\\fR")
    prose(
      "Settings and setups of its folder and of those below; `repllint schema config` prints its schema.")
    section("ENVIRONMENT")
    for (name, meaning) in Self.environment {
      line(".TP")
      line(".B \(name)")
      prose(meaning)
    }
  }

  private static let environment = [
    ("NO_COLOR", "No colours, where --color does not request them."),
    ("CLICOLOR_FORCE, FORCE_COLOR", "Colours in output that is not a terminal."),
  ]

  private mutating func add(_ command: JSONNode) {
    line(".SS \"\(Tool.name) \(Self.escaped(command.text("commandName")))\"")
    prose(command.text("abstract"))
    discussion(command)
    for argument in command.member("arguments")?.elements ?? [] where argument.member("shouldDisplay")?.boolean == true
    {
      let names = (argument.member("names")?.elements ?? []).map { name in
        (name.text("kind") == "long" ? "--" : "-") + name.text("name")
      }
      // Every command has these.
      if names.contains("--help") || names.contains("--version") { continue }
      let value = "\\fI\(Self.escaped(argument.text("valueName")))\\fR"
      let shown = names.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
      line(".TP")
      switch argument.text("kind") {
      case "flag": line(shown)
      case "option": line("\(shown) \(value)")
      default: line(value)
      }
      var meaning = argument.text("abstract")
      let values = (argument.member("allValues")?.elements ?? []).compactMap { $0.string?.text }
      if !values.isEmpty { meaning += " One of \(values.joined(separator: ", "))." }
      if let standard = argument.member("defaultValue")?.string?.text { meaning += " Default: \(standard)." }
      prose(meaning)
    }
  }

  /// A discussion: paragraphs, headings in capitals, and indented lines as they are.
  private mutating func discussion(_ command: JSONNode) {
    var isVerbatim = false
    for text in command.text("discussion").split(separator: "\n", omittingEmptySubsequences: false) {
      let isIndented = text.utf8.starts(with: "  ".utf8)
      if isIndented != isVerbatim {
        line(isIndented ? ".nf" : ".fi")
        isVerbatim = isIndented
      }
      if text.isEmpty {
        line(".PP")
      } else {
        line(Self.escaped(String(text)))
      }
    }
    if isVerbatim { line(".fi") }
  }

  private mutating func section(_ name: String) { line(".SH \(name)") }

  private mutating func prose(_ text: String, isEscaped: Bool = false) { line(isEscaped ? text : Self.escaped(text)) }

  private mutating func line(_ text: String) {
    if !text.isEmpty { self.text += text + "\n" }
  }

  private static func lowercasedStart(_ text: String) -> String {
    var text = text
    if text.last == "." { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// The text without anything that roff acts on.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "`", "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.unicodeScalars.first == "." ? "\\&" + result : result
  }
}

extension JSONNode {
  /// The text of a member; empty where it has none.
  fileprivate func text(_ name: String) -> String { member(name)?.string?.text ?? "" }
}
