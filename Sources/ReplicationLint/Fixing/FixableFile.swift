import JSONSource

/// A file on its way through the rounds.
struct FixableFile {
  /// The file as it is now.
  let input: Input
  /// Indicates whether fixes may change it.
  let canChange: Bool
  /// The number of syntax errors that it has now.
  let syntaxErrorCount: Int
  private let original: [UInt8]
  private let applied: [String]

  init(_ input: Input, canChange: Bool) {
    self.init(input, canChange: canChange, original: input.source.bytes, applied: [])
  }

  private init(_ input: Input, canChange: Bool, original: [UInt8], applied: [String]) {
    self.input = input
    self.canChange = canChange
    self.original = original
    self.applied = applied
    syntaxErrorCount = JSONDocument(input.source).syntaxErrors.count
  }

  var name: String { input.source.name }

  /// The result; nil when nothing changed.
  var result: FixedFile? {
    if input.source.bytes == original { return nil }
    return FixedFile(path: name, original: original, fixed: input.source.bytes, applied: applied)
  }

  /// The file with fixes that keep clear of one another.
  func applying(_ fixes: [Fix]) -> FixableFile {
    let edits = EditSet.sorted(fixes.flatMap { $0.edits })
    let new = input.source.bytes.applying(edits.map { (range: $0.range, text: $0.text.utf8) })
    return FixableFile(
      input.replacing(new), canChange: canChange, original: original, applied: applied + fixes.map { $0.title })
  }
}
