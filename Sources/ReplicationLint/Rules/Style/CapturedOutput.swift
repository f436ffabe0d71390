import JSONSource

extension Findings {
  /// Whether the file is the output of a command: its form is the server's, and nobody edits it.
  var isAboutOutput: Bool { document?.kind.isCapture ?? true }
}
