import ArgumentParser

/// `repllint schema`: prints a JSON Schema.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema, for editors and scripts.",
    discussion: """
      EXAMPLES
        repllint schema config > .repllint.schema.json
      """)

  @Argument(help: "Which schema.")
  var name: Schema

  func run() throws { if !Terminal.output(name.text) { throw ExitStatus.trouble } }
}

/// The schemas that the program can print.
enum Schema: String, CaseIterable, ExpressibleByArgument {
  case trustPolicy = "trust-policy"
  case permissionPolicy = "permission-policy"
  case replicationConfiguration = "replication-configuration"
  case config, report, repair, certificate, diff, trace, diagnosis, stream
}
