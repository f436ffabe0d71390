/// One file read as JSON: a tape of nodes with exact byte ranges, and every syntax error.
///
/// There is always a tape: after an error the reader repairs what it can and goes on.
public final class JSONDocument: Sendable {
  /// The bytes that were read.
  public let source: SourceFile
  /// The syntax errors in file order; empty exactly when the bytes are JSON (RFC 8259).
  public let syntaxErrors: [JSONSyntaxError]
  let nodes: [JSONTape.Node]

  /// The deepest nesting of brackets that is read.
  public static let depthLimit = 512
  /// The largest input in bytes that is read; offsets are kept in 32 bits.
  public static let sizeLimit = Int(UInt32.max) - 1

  /// Reads `source` in O(bytes).
  ///
  /// - Precondition: the source has at most `sizeLimit` bytes.
  public init(_ source: SourceFile) {
    precondition(source.bytes.count <= Self.sizeLimit, "input larger than JSONDocument.sizeLimit")
    var scanner = JSONScanner(source.bytes, depthLimit: Self.depthLimit)
    scanner.scan()
    self.source = source
    // In a file of another encoding every byte would be an error, and none of them the cause.
    self.syntaxErrors =
      scanner.errors.isEmpty
      ? []
      : foreignEncoding(source.bytes).map { [JSONSyntaxError($0, SourceRange(0, 0))] }
        ?? scanner.errors.all.sorted { ($0.range, "\($0.kind)") < ($1.range, "\($1.kind)") }
    self.nodes = scanner.tape.nodes
  }

  /// The value at the top.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  /// Whether the bytes are JSON.
  public var isValid: Bool { syntaxErrors.isEmpty }
}
