package import JSONSource

/// A part of a document that may be missing or wrong. It is what stops cascades: a rule that reads `value` reports
/// nothing about what was already reported.
package enum Field<Value: Sendable>: Sendable {
  /// Absent; the range is its expected location.
  case absent(SourceRange)
  /// There, but of the wrong JSON type, which the rule for types reports.
  case invalid(JSONNode)
  /// There and well typed.
  case present(Value)

  /// The value when it is there and well typed.
  package var value: Value? {
    if case .present(let value) = self { value } else { nil }
  }

  /// Indicates whether the member appears in the document, well typed or not.
  package var isPresent: Bool {
    if case .absent = self { false } else { true }
  }

  /// The node of a member of the wrong type.
  package var invalidNode: JSONNode? {
    if case .invalid(let node) = self { node } else { nil }
  }
}
