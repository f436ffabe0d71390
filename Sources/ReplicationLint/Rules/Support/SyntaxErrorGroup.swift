import JSONSource

/// Syntax errors that are reported as one: a single typo, or a notation that the whole file uses.
struct SyntaxErrorGroup {
  /// The error at which the finding is located.
  let first: JSONSyntaxError
  /// Further errors of the same kind, in file order.
  private(set) var others: [JSONSyntaxError] = []

  /// Brings together what is written wrongly in one way.
  static func groups(of errors: [JSONSyntaxError], in source: SourceFile) -> [SyntaxErrorGroup] {
    var groups: [SyntaxErrorGroup] = []
    var places: [String: Int] = [:]
    for error in errors {
      let habit = error.isEllipsis(in: source) ? "..." : error.isHabit ? "\(error.kind)" : nil
      if let habit, let place = places[habit] {
        groups[place].others.append(error)
        continue
      }
      if let habit { places[habit] = groups.count }
      groups.append(SyntaxErrorGroup(first: error))
    }
    return groups
  }

  /// The change that resolves all of them; nil when a person has to decide, here or elsewhere in the file.
  ///
  /// A file that would still not be JSON is never changed, so no change is offered in it.
  func fix(in json: JSONDocument, _ repair: SyntaxRepair) -> Fix? {
    let fixes = ([first] + others).map { $0.fix(in: json) }
    guard repair != .none, let fix = fixes[0], !fixes.contains(nil) else { return nil }
    return Fix("\(fix.title)", isSafe: repair == .safe, fixes.flatMap { $0?.edits ?? [] })
  }
}

/// The result of all fixes of syntax errors in a file together.
enum SyntaxRepair {
  /// It does not become JSON.
  case none
  /// It becomes JSON, and some of the fixes need review.
  case unsafe
  /// It becomes JSON, and nothing else can have been meant.
  case safe

  /// A fix may show further errors; what is not done after so many rounds is left to people.
  private static let roundLimit = 10

  /// Tries the fixes of `source`.
  init(_ source: SourceFile) {
    var bytes = source.bytes
    var isSafe = true
    for _ in 0..<Self.roundLimit {
      let json = JSONDocument(SourceFile(name: source.name, bytes: bytes))
      if json.isValid {
        self = isSafe ? .safe : .unsafe
        return
      }
      var edits = EditSet(size: bytes.count)
      var isChanged = false
      for error in json.syntaxErrors where error.kind != .tooMany {
        guard let fix = error.fix(in: json) else {
          self = .none
          return
        }
        if !fix.isSafe { isSafe = false }
        if edits.insert(fix.edits) { isChanged = true }
      }
      if !isChanged { break }
      bytes = edits.applied(to: bytes)
    }
    self = .none
  }
}
