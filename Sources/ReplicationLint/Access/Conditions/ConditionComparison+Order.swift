import JSONSource

/// The operators that compare numbers, times and ARNs.
extension ConditionComparison {
  private typealias Number = JavaScriptText.Number

  /// `Numeric...` and `Date...`; an error for an operator that there is not.
  func compare(_ key: KeyValue) -> OperatorAnswer {
    let isDate = name.utf8.starts(with: "Date".utf8)
    guard isDate || name.utf8.starts(with: "Numeric".utf8) else { return Self.noSuchOperator }
    switch name.dropFirst(isDate ? 4 : 7) {
    case "Equals": return compare(key, isDate, equal)
    case "NotEquals": return compare(key, isDate, equal).negated
    case "LessThan": return compare(key, isDate, less)
    case "LessThanEquals": return compare(key, isDate) { less($1, $0).inverted }
    case "GreaterThan": return compare(key, isDate) { less($1, $0) }
    case "GreaterThanEquals": return compare(key, isDate) { less($0, $1).inverted }
    default: return Self.noSuchOperator
    }
  }

  private static var noSuchOperator: OperatorAnswer { .error("TypeError: operatorFunction is not a function") }

  private typealias Bounds = ClosedRange<Double>

  private func equal(_ a: Bounds, _ b: Bounds) -> ItemAnswer {
    if a == b, a.lowerBound == a.upperBound { return .yes }
    return a.overlaps(b) ? .maybe : .no
  }

  private func less(_ a: Bounds, _ b: Bounds) -> ItemAnswer {
    if a.upperBound < b.lowerBound { return .yes }
    return a.lowerBound < b.upperBound ? .maybe : .no
  }

  private func compare(_ key: KeyValue, _ isDate: Bool, _ test: (Bounds, Bounds) -> ItemAnswer) -> OperatorAnswer {
    let notText = OperatorAnswer.error("TypeError: item.indexOf is not a function")
    if isDate, key.isAddress { return notText }
    // All values are looked at as times before the first is compared; only strings and lists can be.
    if isDate, !items.allSatisfy(isTextOrList) { return notText }
    let noText = "TypeError: Cannot convert object to primitive value"
    let value = isDate ? time(key) : integer(key)
    if value == .none { return .fails }
    return anyItem { item in
      switch (value, isDate ? time(item) : integer(item)) {
      // A key that is not a number is never compared.
      case (.unknown, nil): return .noOrError(noText)
      case (_, nil): return .error(noText)
      case (_, Number.none?): return .no
      case (.within(let a), .within(let b)?): return test(a, b)
      default: return .maybe
      }
    }
  }

  private func integer(_ key: KeyValue) -> Number {
    switch key {
    case .text(let text): JavaScriptText.integer(text)
    case .address(let address): JavaScriptText.integer(address.text.utf16)
    // An ISO time begins with its year; in the years that count no other digits come before it.
    case .time(.from(let start)): .within(Double(JavaScriptDate.year(of: start))...9_999)
    case .time(.at(let time)): JavaScriptText.exactly(Double(JavaScriptDate.year(of: time)))
    case .epoch: time(key)
    case .unknownText, .unknownAddress, .absent: .unknown
    }
  }

  private func integer(_ item: ConditionItem) -> Number? {
    switch item {
    case .text(let text): JavaScriptText.integer(text)
    case .unknownText: .unknown
    case .other(let value): value.text.map { JavaScriptText.integer($0) }
    }
  }

  private func time(_ key: KeyValue) -> Number {
    switch key {
    case .text(let text): time(text)
    case .time(.from(let start)), .epoch(.from(let start)): .within(Double(start)...(.infinity))
    case .time(.at(let time)), .epoch(.at(let time)): JavaScriptText.exactly(Double(time))
    case .address, .unknownAddress, .unknownText, .absent: .unknown
    }
  }

  private func time(_ text: [UInt16]) -> Number {
    text.contains(0x3A) ? JavaScriptDate.milliseconds(text) : JavaScriptText.integer(text)
  }

  private func isTextOrList(_ item: ConditionItem) -> Bool {
    if case .other(let value) = item { value.node.kind == .array } else { true }
  }

  /// Nil where the conversion of a list to text throws.
  private func time(_ item: ConditionItem) -> Number? {
    switch item {
    case .text(let text): return time(text)
    case .unknownText: return .unknown
    case .other(let value):
      let hasColon = value.node.elements.contains { $0.string?.utf16 == [0x3A] }
      return value.text.map { hasColon ? .unknown : JavaScriptText.integer($0) }
    }
  }

  /// `ArnLike`: like a resource, but the first five parts of the *key* are compared in small letters, and a key of
  /// fewer parts makes the evaluator throw once it gets to the first missing one.
  func arnLike(_ key: KeyValue) -> OperatorAnswer {
    if key.isAddress { return .error("TypeError: key.split is not a function") }
    let missing = "TypeError: Cannot read properties of undefined (reading 'toLowerCase')"
    let parts: [[UInt16]?]
    switch key {
    case .text(let value): parts = value.split(separator: 0x3A, omittingEmptySubsequences: false).map { Array($0) }
    // An ISO time has two colons, an epoch none; anything in between is not known.
    case .time: parts = [nil, nil, nil]
    case .epoch: parts = [nil]
    default: return OperatorAnswer(canHold: true, canFail: true, error: missing)
    }
    let rest = JavaScriptText.lowercased(Array(parts.dropFirst(5).compactMap { $0 }.joined(separator: [0x3A])))
    return anyItem { item in
      guard case .text(let text) = item else { return .noOrError(missing) }
      let pattern = text.split(separator: 0x3A, omittingEmptySubsequences: false).map { Array($0) }
      if pattern.count > 6 { return .no }
      if pattern.count == 6, !Glob(JavaScriptText.lowercased(pattern[5])).matches(rest) { return .no }
      var isCertain = true
      for index in 0..<5 {
        guard index < parts.count else { return isCertain ? .error(missing) : .noOrError(missing) }
        if index == 4, allowsEmptyAccount(pattern) { continue }
        guard index < pattern.count else { continue }
        let glob = Glob(pattern[index])
        if let part = parts[index] {
          if !glob.matches(JavaScriptText.lowercased(part)) { return .no }
        } else if glob != Glob("*") {
          // The first part of a time and of an epoch has 13 characters or more.
          if index == 0, glob.isLiteral, pattern[0].count < 13 { return .no }
          isCertain = false
        }
      }
      return .yes
    }
  }

  /// Two services whose ARNs may leave the account out (Arsenal `policyArnAllowedEmptyAccountId`).
  private func allowsEmptyAccount(_ pattern: [[UInt16]]) -> Bool {
    guard pattern.count > 4, pattern[4].isEmpty else { return false }
    return pattern[2].elementsEqual("utapi".utf16) || pattern[2].elementsEqual("scuba".utf16)
  }
}

extension ConditionComparison.ItemAnswer {
  /// The answer of the opposite comparison.
  fileprivate var inverted: Self {
    switch self {
    case .yes: .no
    case .no: .yes
    case .maybe, .error, .noOrError: self
    }
  }
}
