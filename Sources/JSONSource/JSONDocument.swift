/// One file read as JSON: a tape of nodes with exact byte ranges, and every syntax error.
///
/// There is always a tape: after an error the reader repairs what it can and goes on.
public final class JSONDocument: Sendable {
  /// The bytes that were read.
  public let source: SourceFile
  /// The bytes that were scanned: those of the source, or the text of a string in it.
  let text: [UInt8]
  /// For a document inside a string, the offset in the source of each scanned byte and of the end; nil otherwise.
  let origin: [UInt32]?
  /// The syntax errors in file order; empty exactly when the bytes are JSON (RFC 8259).
  public let syntaxErrors: [JSONSyntaxError]
  let nodes: [JSONTape.Node]

  /// The deepest nesting of brackets that is read.
  public static let depthLimit = 512
  /// The largest input in bytes that is read. INVARIANT: an offset takes at most 32 bits.
  public static let sizeLimit = 1 << 28
  /// The syntax errors of one file that are reported.
  public static let errorLimit = JSONSyntaxErrors.limit

  /// Reads `source` in O(bytes).
  public init(_ source: SourceFile) {
    self.source = source
    if source.bytes.count > Self.sizeLimit {
      text = []
      origin = nil
      syntaxErrors = [JSONSyntaxError(.tooLarge, SourceRange(Self.sizeLimit, Self.sizeLimit))]
      nodes = JSONTape.unread.nodes
      return
    }
    var scanner = JSONScanner(source.bytes, depthLimit: Self.depthLimit)
    scanner.scan()
    self.text = source.bytes
    self.origin = nil
    // In a file of another encoding every byte would be an error, and none of them the cause.
    self.syntaxErrors =
      scanner.errors.isEmpty
      ? []
      : foreignEncoding(source.bytes).map { [JSONSyntaxError($0, SourceRange(0, 0))] }
        ?? scanner.errors.all.sorted { ($0.range, "\($0.kind)") < ($1.range, "\($1.kind)") }
    self.nodes = scanner.tape.nodes
  }

  /// Reads the text of a string as JSON, in O(length); nil when `node` is not a string.
  ///
  /// A string that begins with `%`, as no JSON does, is URL-encoded (RFC 3986, section 2.1) and decoded first.
  ///
  /// All ranges are those of the file that holds the string, escapes included.
  public init?(inside node: JSONNode) {
    guard let string = node.string else { return nil }
    let (text, offsets) = percentDecoded(Array(string.text.utf8))
    let origin = offsets.map { UInt32(string.range(of: $0..<$0).start) }
    var scanner = JSONScanner(text, depthLimit: Self.depthLimit)
    scanner.scan()
    func outer(_ range: SourceRange) -> SourceRange {
      SourceRange(Int(origin[min(range.start, text.count)]), Int(origin[min(range.end, text.count)]))
    }
    source = node.document.source
    self.text = text
    self.origin = origin
    syntaxErrors = scanner.errors.all.sorted { ($0.range, "\($0.kind)") < ($1.range, "\($1.kind)") }
      .map { JSONSyntaxError($0.kind, outer($0.range), related: $0.related.map(outer)) }
    nodes = scanner.tape.nodes
  }

  /// The bytes of the source that scanned bytes were read from.
  func range(_ start: UInt32, _ end: UInt32) -> SourceRange {
    guard let origin else { return SourceRange(Int(start), Int(end)) }
    return SourceRange(Int(origin[Int(start)]), Int(origin[Int(end)]))
  }

  /// The value at the top.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  /// Indicates whether the bytes are JSON.
  public var isValid: Bool { syntaxErrors.isEmpty }
}
