package import JSONSource

/// The `server` and `setup` that come with documents, written as in a `.repllint.json`.
package struct SetupRequest: Sendable {
  /// What is known of the server; nil where nothing is said.
  package let server: ServerProfile?
  /// Which documents belong together, by their names; nil where nothing is said.
  package let setup: SetupDeclaration?
  /// What is wrong, in the order of the text; what could be read otherwise counts for nothing then.
  package let problems: [Diagnostic]

  /// Reads the values of `server` and `setup` in `document`.
  package init(server: JSONNode?, setup: JSONNode?, in document: JSONDocument) {
    var reader = ConfigurationReader(document)
    self.server = server.map { reader.readServer($0) }
    self.setup = setup.flatMap { reader.readSetup($0, called: "setup") }
    problems = reader.problems.sorted(by: Diagnostic.isOrderedBefore)
  }
}
