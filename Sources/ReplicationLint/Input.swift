public import JSONSource

/// One file to check.
public struct Input: Sendable {
  /// The file.
  public let source: SourceFile
  /// What the file is, where the user says so; nil to tell by content.
  public let kind: DocumentKind?
  /// The path from the root, where the name is relative to something else; decides which files lie beside each other.
  public var location: String?

  /// Makes an input.
  public init(_ source: SourceFile, kind: DocumentKind? = nil, location: String? = nil) {
    self.source = source
    self.kind = kind
    self.location = location
  }

  /// Makes an input from text.
  public init(name: String, text: String, kind: DocumentKind? = nil) {
    self.init(SourceFile(name: name, text: text), kind: kind)
  }
}
