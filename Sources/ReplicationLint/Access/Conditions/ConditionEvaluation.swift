import JSONSource

/// Indicates whether a `Condition` is met by a call: the possible results, and the facts that they depend on.
///
/// Models Arsenal `evaluator.ts` (`meetConditions`) in its first pass, when the tags of the object are not known yet.
package struct ConditionAnswer: Sendable {
  /// The evaluator's possible results; several when it is not known which.
  package struct Outcomes: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// All tests hold.
    package static let met = Outcomes(rawValue: 1)
    /// Some test does not hold.
    package static let notMet = Outcomes(rawValue: 2)
    /// All others hold, and tags have to be known for the rest.
    package static let needsTags = Outcomes(rawValue: 4)
    /// The evaluator stops with an error.
    package static let error = Outcomes(rawValue: 8)
  }

  /// The possible results; never empty.
  package internal(set) var outcomes: Outcomes
  /// The tests whose result is not known; empty when there is only one outcome.
  package internal(set) var undecided: [ConditionBlock.Test] = []
  /// The error, when there may be one.
  package internal(set) var error: String?
  /// The tests that wait for tags.
  private var tagTests: [ConditionBlock.Test] = []
  /// Indicates whether all tests that wait for tags hold for an object without any.
  private(set) var holdsWithoutTags = true

  /// Evaluates the conditions of a statement.
  package init(_ condition: ConditionBlock, _ request: RequestContext) {
    outcomes = []
    var hasTagConditions = false
    for (operatorUnits, member) in JavaScriptValue.members(of: condition.node) {
      let operatorName = String(utf16: operatorUnits)
      for (key, value) in JavaScriptValue.members(of: member.value) {
        let test = Test(operatorName: operatorName, key: key, value: value.value)
        switch test.answer(request) {
        case .tags:
          hasTagConditions = true
          if !test.isHeldByAbsence { holdsWithoutTags = false }
          if let name = member.name.string, let key = value.name.string {
            tagTests.append(ConditionBlock.Test(operatorName: name, key: key, value: value.value))
          }
        case .answer(let answer):
          if let error = answer.error {
            outcomes.insert(.error)
            self.error = self.error ?? error
          }
          if answer.canFail { outcomes.insert(.notMet) }
          if (answer.canHold ? 1 : 0) + (answer.canFail ? 1 : 0) + (answer.error == nil ? 0 : 1) > 1,
            let name = member.name.string, let key = value.name.string
          {
            undecided.append(ConditionBlock.Test(operatorName: name, key: key, value: value.value))
          }
          if !answer.canHold { return }
        }
      }
    }
    outcomes.insert(hasTagConditions ? .needsTags : .met)
  }

  init(_ outcomes: Outcomes) { self.outcomes = outcomes }

  /// The answer of the second pass, when the tags of the object are known to the server and not here.
  var withTags: ConditionAnswer {
    guard outcomes.contains(.needsTags) else { return self }
    var answer = self
    answer.outcomes.remove(.needsTags)
    answer.outcomes.formUnion([.met, .notMet])
    answer.undecided += tagTests
    return answer
  }

  /// Evaluates one test, whatever the others of its statement are.
  init(_ test: ConditionBlock.Test, _ request: RequestContext) {
    let own = Test(operatorName: test.operatorName.text, key: test.key.utf16, value: test.value)
    switch own.answer(request) {
    case .tags: outcomes = .needsTags
    case .answer(let answer):
      outcomes = []
      if answer.canHold { outcomes.insert(.met) }
      if answer.canFail { outcomes.insert(.notMet) }
      if answer.error != nil { outcomes.insert(.error) }
      error = answer.error
    }
  }

  /// The evaluator would read these conditions only with the object's tags.
  private static let tagKeys = ["s3:ExistingObjectTag", "s3:RequestObjectTagKey", "s3:RequestObjectTagKeys"].map {
    Array($0.utf16)
  }
  /// Names of condition keys that carry a tag's key behind a slash.
  private static let tagPrefixes = ["s3:ExistingObjectTag/", "s3:RequestObjectTagKey/"].map { Array($0.utf16) }

  /// The keys that the evaluator reads from the caller.
  private static let requesterKeys = ConditionKeys.ofRequester.map { Array($0.utf16) }

  private enum TestAnswer {
    /// The test waits for tags.
    case tags
    case answer(OperatorAnswer)
  }

  /// One condition key under one operator.
  private struct Test {
    let operatorName: String
    let key: [UInt16]
    let value: JSONNode

    /// Indicates whether the test holds where the key is absent.
    var isHeldByAbsence: Bool {
      operatorName.hasSuffix("IfExists") || ConditionComparison.heldByAbsence.contains(operatorName)
    }

    func answer(_ request: RequestContext) -> TestAnswer {
      let ifExists = operatorName.utf8.reversed().starts(with: "IfExists".utf8.reversed())
      let name = ifExists ? String(operatorName.dropLast(8)) : operatorName
      // `ForAnyValue:` and `ForAllValues:` are known to the evaluator but refused when the policy is made.
      if name.utf8.contains(UInt8(ascii: ":")) { return .answer(.unclear) }
      let values = value.kind == .array ? value.elements : [value]
      var items: [ConditionItem] = []
      for value in values {
        guard let text = value.string?.utf16 else {
          if ConditionComparison.withVariables.contains(name) {
            let null = "TypeError: Cannot read properties of null (reading 'split')"
            return .answer(.error(value.kind == .null ? null : "TypeError: string.split is not a function"))
          }
          items.append(.other(JavaScriptValue(node: value)))
          continue
        }
        if ConditionComparison.withVariables.contains(name) {
          if !request.hasRequester, SubstitutedText.hasVariable(text) {
            return .answer(.error(RequestContext.withoutRequester))
          }
          let text = SubstitutedText(text, request)
          items.append(text.unknown.isEmpty ? .text(text.units) : .unknownText)
        } else {
          items.append(.text(text))
        }
      }
      var key = key
      if ConditionAnswer.tagPrefixes.contains(where: { contains($0) }) {
        // The key of the tag goes over to the value; what is left of the key may be something else entirely.
        let parts = key.split(separator: 0x2F, maxSplits: 2, omittingEmptySubsequences: false)
        guard let joined = text(of: items, values) else {
          return .answer(.error("TypeError: Cannot convert object to primitive value"))
        }
        key = Array(parts[0])
        items = [joined.map { .text(Array(parts[1]) + [0x3D] + $0) } ?? .unknownText]
      }
      if ConditionAnswer.tagKeys.contains(key) { return .tags }
      if !request.hasRequester, ConditionAnswer.requesterKeys.contains(key) {
        return .answer(.error(RequestContext.withoutRequester))
      }
      let comparison = ConditionComparison(name: name, items: items)
      let answers = request.values(ofKey: key).map { value -> OperatorAnswer in
        if value == .absent {
          if ifExists || ConditionComparison.heldByAbsence.contains(name) { return .holds }
          if !name.hasSameBytes(as: "Null") { return .fails }
        }
        return comparison.answer(value)
      }
      return .answer(answers.reduce(OperatorAnswer()) { $0.union($1) })
    }

    private func contains(_ part: [UInt16]) -> Bool {
      key.indices.contains { key[$0...].starts(with: part) }
    }

    /// The values joined with commas: nil when that throws, nil inside when a value is not known.
    private func text(of items: [ConditionItem], _ values: [JSONNode]) -> [UInt16]?? {
      var units: [UInt16] = []
      var isKnown = true
      for (index, item) in items.enumerated() {
        if index > 0 { units.append(0x2C) }
        switch item {
        case .text(let text): units.append(contentsOf: text)
        case .unknownText: isKnown = false
        case .other:
          guard let text = JavaScriptValue.joined([values[index]]) else { return nil }
          units.append(contentsOf: text)
        }
      }
      return .some(isKnown ? units : nil)
    }
  }
}
