import JSONSource

extension Findings {
  /// Whether the file is the output of a command: its form is the server's, and it is not edited by hand.
  var isAboutOutput: Bool { document?.kind.isCapture ?? true }
}
