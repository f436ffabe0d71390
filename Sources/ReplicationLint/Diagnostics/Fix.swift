public import JSONSource

/// A change that repairs what a diagnostic is about, in the same file.
public struct Fix: Sendable, Hashable {
  /// Replaces the bytes of `range` by `text`.
  public struct Edit: Sendable, Hashable {
    /// The bytes to replace; empty to insert.
    public let range: SourceRange
    /// The new text.
    public let text: String

    /// Makes an edit.
    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// The title of the fix, in the imperative: "write `Enabled`".
  public let title: String
  /// Indicates whether the meaning stays, or the result is the only document that can have been meant.
  public let isSafe: Bool
  /// The changes; they do not overlap.
  public let edits: [Edit]

  /// Makes a fix.
  package init(_ title: Message, isSafe: Bool, _ edits: [Edit]) {
    self.title = title.text
    self.isSafe = isSafe
    self.edits = edits
  }

  /// A fix with the same meaning, or the only one the document can have.
  package static func safe(_ title: Message, _ edits: Edit...) -> Fix { Fix(title, isSafe: true, edits) }

  /// A likely fix that needs review.
  package static func unsafe(_ title: Message, _ edits: Edit...) -> Fix { unsafe(title, edits) }

  /// A likely fix that needs review.
  package static func unsafe(_ title: Message, _ edits: [Edit]) -> Fix { Fix(title, isSafe: false, edits) }
}
