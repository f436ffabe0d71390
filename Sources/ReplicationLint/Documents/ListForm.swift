import JSONSource

/// What the evaluator takes a list of actions or resources for, apart from its entries (Arsenal `evaluator.ts`).
enum ListForm: Sendable {
  /// None at all: the member is absent or an empty string.
  case absent
  /// A value that is neither a string nor a list; what the evaluator does with it is not known.
  case unreadable
  /// A list, or a string that stands for a list of one.
  case entries(hasUnreadable: Bool)

  /// Indicates whether something in it cannot be read.
  var isUncertain: Bool {
    switch self {
    case .absent: false
    case .unreadable: true
    case .entries(let hasUnreadable): hasUnreadable
    }
  }

  /// Indicates whether it has entries, read or not.
  var hasEntries: Bool {
    if case .entries = self { true } else { false }
  }

  init(_ field: Field<StringList>) {
    switch field {
    case .absent: self = .absent
    case .invalid: self = .unreadable
    case .present(let list):
      let isEmptyText = !list.isList && list.items.first?.isEmpty == true
      self = isEmptyText ? .absent : .entries(hasUnreadable: !list.brokenItems.isEmpty)
    }
  }
}

/// The forms of the lists of one statement.
struct ListForms: Sendable {
  let action: ListForm
  let notAction: ListForm
  let resource: ListForm
  let notResource: ListForm
}
