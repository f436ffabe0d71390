import JSONSource

/// A file that was read.
struct LoadedFile {
  /// The name shown to people and the content.
  let source: SourceFile
  /// Its path; nil for a pipe, a device and standard input without a name.
  let location: FileIdentity?
  /// Indicates whether the user named the file itself, as against a folder that it lies in.
  var isNamed = false
  /// Indicates whether it came from standard input, so that there is no file to write to.
  var isStandardInput = false
}
