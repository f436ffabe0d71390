extension [String] {
  /// The strings, with a separator between them.
  ///
  /// It is not generic, so that nothing is looked up at run time: the first use of `joined(separator:)` finds its way
  /// through the conformances of all modules, which took a seventh of the instructions of a run over one file.
  package func joinedText(_ separator: String = "") -> String {
    var text = ""
    var isFirst = true
    for part in self {
      if !isFirst { text += separator }
      text += part
      isFirst = false
    }
    return text
  }
}
