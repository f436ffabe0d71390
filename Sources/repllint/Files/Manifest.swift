import JSONSource
import ReplicationLint

/// A `.repllint.json` that was read.
struct Manifest {
  /// What it says.
  let file: ConfigurationFile
  /// The folder that its paths start from, from the root and without links.
  let folder: String
  /// The same folder as paths in it are shown.
  let shownFolder: String

  /// Reads the configuration at `path`, which is also how it is shown.
  init(_ path: String) throws(SystemError) {
    let bytes = try SystemCalls.read(path, limit: JSONDocument.sizeLimit)
    file = ConfigurationFile(SourceFile(name: path, bytes: bytes))
    shownFolder = PathName(path).folder
    folder = try SystemCalls.realPath(shownFolder)
  }

  /// Where a path that the configuration writes leads.
  func location(of path: String) throws(SystemError) -> Location { try Location(PathName(folder).appending(path)) }

  /// How a path that the configuration writes is shown.
  func shown(_ path: String) -> String { PathName(shownFolder).appending(path) }
}
