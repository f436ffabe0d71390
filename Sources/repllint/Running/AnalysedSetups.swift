import JSONSource
import ReplicationLint

/// The setups that the documents of a run form, decided.
struct AnalysedSetups {
  /// The line for people where there is none.
  static let none =
    "no setup found: a replication configuration and the policies of its roles, in one folder or in a manifest"

  /// The setups, in the order of the configurations that they are under.
  private(set) var analyses: [SetupAnalysis] = []
  /// The files that they may point into.
  private(set) var sources: [SourceFile] = []

  /// Decides the setups of `workspaces`, under another version of the server where one is given.
  init(_ workspaces: [Workspace], version: ServerVersion? = nil) {
    for workspace in workspaces {
      var configuration = workspace.configuration
      if let version { configuration.server.version = version }
      let inputs = workspace.requested + workspace.companions
      analyses += Linter(configuration: configuration).analyse(inputs, about: workspace.requestedNames)
      sources += inputs.map(\.source)
    }
  }

  /// Keeps the setup of that name; where there is none, reports the existing ones.
  mutating func keep(_ setup: String) -> String? {
    let names = analyses.map(\.setup.name)
    analyses.removeAll { !$0.setup.name.hasSameBytes(as: setup) }
    return analyses.isEmpty && !names.isEmpty ? "no setup is named \(quoted(setup)); there \(Self.list(names))" : nil
  }

  /// Names for a sentence, the first of many.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { quoted($0) }.joined(separator: ", ")
    let more = names.count > 8 ? " and \(names.count - 8) more" : ""
    return "\(names.count == 1 ? "is" : "are") \(shown)\(more)"
  }
}
