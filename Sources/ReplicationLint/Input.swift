public import JSONSource

/// One file to check.
public struct Input: Sendable {
  /// The file.
  public let source: SourceFile
  /// The kind of the file, where the user states it; nil to detect it.
  public let kind: DocumentKind?
  /// The path from the root, where the name is relative to something else; decides which files lie beside each other.
  public var location: String?
  /// Indicates whether a search in a folder found the file, as opposed to the user naming it.
  public var isFound: Bool

  /// Makes an input.
  public init(_ source: SourceFile, kind: DocumentKind? = nil, location: String? = nil, isFound: Bool = false) {
    self.source = source
    self.kind = kind
    self.location = location
    self.isFound = isFound
  }

  /// Makes an input from text.
  public init(name: String, text: String, kind: DocumentKind? = nil, isFound: Bool = false) {
    self.init(SourceFile(name: name, text: text), kind: kind, isFound: isFound)
  }

  /// The same file with other content.
  public func replacing(_ bytes: [UInt8]) -> Input {
    Input(SourceFile(name: source.name, bytes: bytes), kind: kind, location: location, isFound: isFound)
  }
}
