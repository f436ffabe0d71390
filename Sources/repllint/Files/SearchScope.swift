import ReplicationLint

/// The exclusions of a folder search in one folder: hidden names, `node_modules`, what git ignores, and what `exclude`
/// lists.
struct SearchScope {
  /// The folder from the root, without links.
  let folder: String
  private let git: GitIgnore
  /// The exclusions of the command line.
  private let commandLine: IgnorePatterns?
  /// The exclusions of the configuration of this folder.
  private let configuration: IgnorePatterns?

  /// Makes the scope of a folder at which a search begins.
  init(_ folder: String, commandLine: IgnorePatterns?, configuration: IgnorePatterns?) {
    self.folder = folder
    self.commandLine = commandLine
    self.configuration = configuration
    git = GitIgnore(for: folder)
  }

  private init(_ folder: String, git: GitIgnore, commandLine: IgnorePatterns?, configuration: IgnorePatterns?) {
    self.folder = folder
    self.git = git
    self.commandLine = commandLine
    self.configuration = configuration
  }

  /// The scope of a folder in this one.
  func entering(_ name: String, configuration: IgnorePatterns?) -> SearchScope {
    let path = PathName(folder).appending(name)
    return SearchScope(path, git: git.entering(path), commandLine: commandLine, configuration: configuration)
  }

  /// Returns whether a search passes over the entry `name` of the folder.
  func passesOver(_ name: String, isFolder: Bool) -> Bool {
    if name.utf8.first == UInt8(ascii: ".") { return true }
    // Packages of others, which mostly no work tree tracks.
    if isFolder, name == "node_modules" { return true }
    // Of both lists each can only add to what the other excludes.
    return commandLine?.decision(name, isFolder: isFolder, in: folder) == true
      || configuration?.decision(name, isFolder: isFolder, in: folder) == true
      || git.ignores(name, isFolder: isFolder, in: folder)
  }
}
