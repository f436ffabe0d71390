import JSONSource
import ReplicationLint

/// A request of the page: the key to trace, then name and content of each document, each with its length before it.
struct PlaygroundRequest {
  /// The key of the object to trace; empty for none.
  let key: String
  /// The documents.
  let documents: [SourceFile]

  init(_ bytes: [UInt8]) {
    var fields: [[UInt8]] = []
    var rest = bytes[...]
    while let field = Self.field(&rest) { fields.append(field) }
    key = String(decoding: fields.first ?? [], as: UTF8.self)
    documents = stride(from: 1, to: fields.count - 1, by: 2).map { index in
      SourceFile(name: String(decoding: fields[index], as: UTF8.self), bytes: fields[index + 1])
    }
  }

  /// Takes four bytes of length, the lowest first, and as many bytes; nil at the end.
  private static func field(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    guard rest.count >= 4 else { return nil }
    let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    rest = rest.dropFirst(4)
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// The answer, as JSON.
  var answer: [UInt8] {
    let folder = DocumentFolder(documents)
    let report = folder.report
    return Array(PlaygroundAnswer(report: report, trace: key.isEmpty ? "" : folder.trace(of: key)).json.utf8)
  }
}
