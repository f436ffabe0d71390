import JSONSource

extension RuleContext {
  /// Indicates whether the file is the output of a command: its form is the server's, and it is not edited by hand.
  var isCLIOutput: Bool { document?.kind.isCLIOutput ?? true }
}
