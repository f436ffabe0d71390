import JSONSource
import ReplicationLint

/// A file that could not be read or written.
struct FileFailure: Error {
  /// The file as the user named it.
  let path: String
  /// The reason, in the system's words or ours.
  let reason: String

  /// One line for standard error.
  var line: String { "\(visible(path)): \(visible(reason))" }
}

extension FileFailure {
  /// The failure for a name that is not UTF-8.
  static func notText(_ path: String) -> FileFailure { FileFailure(path: path, reason: "the name is not UTF-8") }
}

extension SourceFile {
  /// Reads the file at `path`, as the user named it.
  init(reading path: String) throws(FileFailure) {
    do {
      self.init(name: path, bytes: try SystemCalls.read(path, limit: JSONDocument.sizeLimit, .regularFiles))
    } catch {
      throw FileFailure(path: path, reason: error.reason)
    }
  }
}
