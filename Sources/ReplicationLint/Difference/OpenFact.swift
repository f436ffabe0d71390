import JSONSource

/// A fact that the documents leave open and that an answer depends on: a condition, a variable, a missing document.
///
/// Both sides of a comparison share a fact when it has the same identity, so that the same condition in another place
/// is no difference.
struct OpenFact: Hashable {
  typealias Outcomes = ConditionAnswer.Outcomes

  /// The bytes that two facts have to share to be the same one.
  let identity: [UInt8]
  /// The possible outcomes, at least two.
  let outcomes: [Outcomes]
  /// The fact in words, such as the name of a condition key.
  let name: String

  static func == (left: OpenFact, right: OpenFact) -> Bool {
    left.identity == right.identity && left.outcomes == right.outcomes
  }

  func hash(into hasher: inout Hasher) { hasher.combine(identity) }

  init(_ identity: [UInt8], _ outcomes: [Outcomes], name: String) {
    self.identity = identity
    self.outcomes = outcomes
    self.name = name
  }

  /// A fact that is true or false.
  init(_ name: String) { self.init(Array(name.utf8), [.met, .notMet], name: name) }

  /// The outcomes in a set, one by one.
  static func single(_ outcomes: Outcomes) -> [Outcomes] {
    [.met, .notMet, .needsTags, .error].filter { outcomes.contains($0) }
  }
}

extension Statement {
  /// The statement's conditions in a form that does not depend on the order in which they are written.
  var conditionIdentity: [UInt8] {
    guard let block = condition.value else { return condition.invalidNode?.compactSource ?? [] }
    let tests = block.tests.map { test -> [UInt8] in
      let values = test.values.map { $0.compactSource }.sorted { $0.lexicographicallyPrecedes($1) }
      return Array(test.operatorName.text.utf8) + [0] + Array(test.key.text.utf8) + [0] + values.joined(separator: [0])
    }
    return Array(tests.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0, 0]))
  }

  /// The names of the condition keys that are undecided, else of all.
  func conditionNames(_ undecided: [ConditionBlock.Test]) -> String {
    let tests = undecided.isEmpty ? condition.value?.tests ?? [] : undecided
    var names: [String] = []
    for test in tests where !names.contains(where: { $0.hasSameBytes(as: test.key.text) }) {
      names.append(test.key.text)
    }
    return names.isEmpty ? "Condition" : names.joined(separator: ", ")
  }
}
