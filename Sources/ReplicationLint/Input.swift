public import JSONSource

/// One file to check.
public struct Input: Sendable {
  /// The file.
  public let source: SourceFile
  /// What the file is, where the user says so; nil to tell by content.
  public let kind: DocumentKind?

  /// Makes an input.
  public init(_ source: SourceFile, kind: DocumentKind? = nil) {
    self.source = source
    self.kind = kind
  }

  /// Makes an input from text.
  public init(name: String, text: String, kind: DocumentKind? = nil) {
    self.init(SourceFile(name: name, text: text), kind: kind)
  }
}
