import ArgumentParser

/// `repllint mcp`: check, explain, trace and diff for agents.
struct MCPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mcp",
    abstract: "Serve agents over standard input and output (Model Context Protocol).",
    discussion: """
      The tools are check, explain, trace and diff; each answers with the text of its command and with its JSON. They \
      read the files that you can read, and write nothing.
      """)

  func run() throws {
    let status = ContextServerRun().run()
    if status != .clean { throw status }
  }
}
