public import JSONSource

/// A new setup: its documents, and the commands that put them in place. Nothing is written or run.
public struct InitPlan: Sendable {
  /// The request.
  public let request: InitRequest
  /// The documents and the manifest `.repllint.json`; their names are relative to the folder of the setup.
  public let files: [SourceFile]
  /// The commands in the order of the guide, to be run in that folder.
  public let commands: [ShellCommand]

  /// Makes a setup that has no findings and is proved to replicate.
  ///
  /// - Throws: what is wrong with the request: its values, or the findings in the documents made of it, such
  ///   as a prefix that looks like a pattern.
  public init(_ request: InitRequest) throws(InvalidInitRequest) {
    let problems = request.problems
    if !problems.isEmpty { throw InvalidInitRequest(problems: problems) }
    let files = InitDocuments(request).files
    let report = Self.check(files)
    if !report.diagnostics.isEmpty {
      throw InvalidInitRequest(problems: report.diagnostics.map { InitProblem($0) })
    }
    if !report.setups.allSatisfy({ $0.replicates == true }) {
      throw InvalidInitRequest(problems: [
        InitProblem(nil, "whether all these objects replicate cannot be proved; use fewer prefixes")
      ])
    }
    self.request = request
    self.files = files
    commands = ShellCommands(request).all
  }

  /// The commands as a script for a POSIX shell, with a comment before each; it ends at the first that fails.
  ///
  /// - Parameter folder: the folder of the documents from the root, so that the script runs from everywhere; nil for a
  ///   script that is run in that folder.
  public func script(folder: String? = nil) -> String {
    let header = """
      #!/bin/sh
      # Puts a replication setup in place, as Scality's guide does it by hand.
      set -eu

      # AWS CLI would wait in a pager otherwise.
      export AWS_PAGER=

      """
    let place = folder.map { "# The folder of the documents.\ncd \(shellQuoted($0))\n" }
    let steps = commands.map { "# \($0.purpose)\n\($0.scriptText)\n" }
    return ([header] + [place].compactMap { $0 } + steps).joined(separator: "\n")
  }

  private static func check(_ files: [SourceFile]) -> Report {
    let isManifest = { (file: SourceFile) in file.name == InitDocuments.Name.manifest }
    let manifest = files.first(where: isManifest).map { ConfigurationFile($0) }
    let linter = Linter(configuration: manifest?.configuration ?? Configuration())
    return linter.check(files.filter { !isManifest($0) }.map { Input($0) })
  }
}

extension InitProblem {
  /// The findings in a document made of the request.
  fileprivate init(_ diagnostic: Diagnostic) {
    let isPrefix = diagnostic.pointer.tokens.last == "Prefix"
    self.init(isPrefix ? .prefix : nil, "\(diagnostic.message)")
  }
}
