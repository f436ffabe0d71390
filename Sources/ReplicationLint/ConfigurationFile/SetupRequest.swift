package import JSONSource

/// The `server` and `setup` that come with documents, written as in a `.repllint.json`.
package struct SetupRequest: Sendable {
  /// The known facts about the server; nil where none is given.
  package let server: ServerProfile?
  /// The documents that belong together, by their names; nil where none is given.
  package let setup: SetupDeclaration?
  /// The problems, in the order of the text; anything read beside them is then ignored.
  package let problems: [Diagnostic]

  /// Reads the values of `server` and `setup` in `document`.
  package init(server: JSONNode?, setup: JSONNode?, in document: JSONDocument) {
    var reader = ConfigurationReader(document)
    self.server = server.map { reader.readServer($0) }
    self.setup = setup.flatMap { reader.readSetup($0, called: "setup") }
    problems = reader.problems.sorted(by: Diagnostic.isOrderedBefore)
  }
}
