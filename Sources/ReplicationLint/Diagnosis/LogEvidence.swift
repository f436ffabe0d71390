import JSONSource

/// The evidence about one object in lines of Backbeat's log, or in the words of an error.
package struct LogEvidence: Sendable {
  /// One failure.
  struct Entry {
    /// The failed operation; nil where the line does not show it.
    let failure: BackbeatFailure?
    /// The side that the line names as the origin.
    let side: Side?
    /// The error in the words of the line.
    let error: String
  }

  /// The failures, each once, in the order of the lines.
  private(set) var entries: [Entry] = []
  /// The number of lines about other objects.
  package private(set) var otherLines = 0
  /// Indicates whether no line shows a failure of the object.
  package var isEmpty: Bool { entries.isEmpty }

  /// Reads lines: objects in JSON as Backbeat's logger writes them, or the words of an error.
  package init(_ bytes: [UInt8], key: String) {
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let document = JSONDocument(SourceFile(name: "", bytes: Array(line)))
      if document.isValid, document.root.kind == .object {
        read(document.root, key: key)
      } else {
        let words = String(decoding: line, as: UTF8.self)
        if words.utf8.contains(where: { $0 > 0x20 }) {
          add(BackbeatFailure(method: nil, origin: nil, message: words), nil, words)
        }
      }
    }
  }

  private mutating func read(_ line: JSONNode, key: String) {
    func text(_ name: String) -> String? { line.member(name)?.string?.text }
    if let other = line.member("entry")?.member("objectKey")?.string?.text, !other.hasSameBytes(as: key) {
      otherLines += 1
      return
    }
    let side = text("origin").flatMap(Side.init)
    let message = text("message") ?? ""
    let failure = BackbeatFailure(method: text("method") ?? text("failMethod"), origin: side, message: message)
    let error = text("error") ?? text("errMsg")
    // Lines of progress show no failure.
    guard failure != nil || error != nil || text("level").map({ $0 == "error" || $0 == "fatal" }) == true else {
      return
    }
    add(failure, side, error ?? message)
  }

  private mutating func add(_ failure: BackbeatFailure?, _ side: Side?, _ error: String) {
    let entry = Entry(failure: failure, side: side ?? failure?.side, error: error)
    let isKnown = entries.contains {
      $0.failure == entry.failure && $0.side == entry.side && $0.error.hasSameBytes(as: error)
    }
    if !isKnown { entries.append(entry) }
  }
}
