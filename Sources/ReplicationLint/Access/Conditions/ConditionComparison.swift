import JSONSource

/// The possible answers of a condition operator: `canHold` and `canFail` are both set when it is not known which.
struct OperatorAnswer: Sendable {
  /// Indicates whether the operator may hold.
  var canHold = false
  /// Indicates whether it may not hold.
  var canFail = false
  /// The error with which the evaluator may stop.
  var error: String?

  static let holds = OperatorAnswer(canHold: true)
  static let fails = OperatorAnswer(canFail: true)
  static let unclear = OperatorAnswer(canHold: true, canFail: true)

  /// The evaluator stops with an error.
  static func error(_ message: String) -> OperatorAnswer { OperatorAnswer(error: message) }

  init(canHold: Bool = false, canFail: Bool = false, error: String? = nil) {
    self.canHold = canHold
    self.canFail = canFail
    self.error = error
  }

  /// Either this or the other answer.
  func union(_ other: OperatorAnswer) -> OperatorAnswer {
    OperatorAnswer(
      canHold: canHold || other.canHold, canFail: canFail || other.canFail, error: error ?? other.error)
  }

  /// The answer of the opposite operator.
  var negated: OperatorAnswer { OperatorAnswer(canHold: canFail, canFail: canHold, error: error) }
}

/// One value of a condition, ready to be compared.
enum ConditionItem: Sendable {
  /// A string.
  case text([UInt16])
  /// A string with a variable in it whose value is not known.
  case unknownText
  /// A number, a boolean, null, a list or an object, which no operator expects.
  case other(JavaScriptValue)
}

/// The comparison of a condition key with the values under one operator, as Arsenal makes it (`utils/conditions.ts`,
/// `convertConditionOperator`).
struct ConditionComparison {
  /// The operator without `IfExists`.
  let name: String
  /// The values that the key is compared with until one agrees.
  let items: [ConditionItem]

  /// The operators in whose values variables are replaced.
  static let withVariables: Set<String> = [
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
    "StringNotLike", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike",
  ]
  /// The operators that hold when the key is absent. `DateNotEquals`, `BinaryNotEquals` and `NotIpAddress` do not.
  static let heldByAbsence = Set(ConditionOperatorGrammar.negated)

  /// The answer of the operator for a key. O(length of key and values), times the length of a pattern / 64.
  func answer(_ key: KeyValue) -> OperatorAnswer {
    switch name {
    case "StringEquals", "ArnEquals", "Bool": equals(key)
    case "StringNotEquals", "ArnNotEquals": equals(key).negated
    case "StringEqualsIgnoreCase": equalsIgnoringCase(key)
    case "StringNotEqualsIgnoreCase": equalsIgnoringCase(key).negated
    case "StringLike": like(key)
    case "StringNotLike": like(key).negated
    case "ArnLike": arnLike(key)
    case "ArnNotLike": arnLike(key).negated
    case "BinaryEquals": binaryEquals(key)
    case "BinaryNotEquals": binaryEquals(key).negated
    case "IpAddress": ipAddress(key)
    case "NotIpAddress": ipAddress(key).negated
    case "Null": isNull(key)
    default: compare(key)
    }
  }

  /// The result of one comparison.
  enum ItemAnswer {
    case yes, no, maybe
    case error(String)
    case noOrError(String)
  }

  /// Returns whether some item agrees, asked in order: items after the first that agrees are not looked at.
  func anyItem(_ test: (ConditionItem) -> ItemAnswer) -> OperatorAnswer {
    var answer = OperatorAnswer()
    for item in items {
      switch test(item) {
      case .yes:
        answer.canHold = true
        return answer
      case .no: continue
      case .maybe: answer.canHold = true
      case .noOrError(let message): answer.error = answer.error ?? message
      case .error(let message):
        answer.error = answer.error ?? message
        return answer
      }
    }
    answer.canFail = true
    return answer
  }

  private func equals(_ key: KeyValue) -> OperatorAnswer {
    anyItem { item in
      switch (item, key) {
      case (.other, _): .error("TypeError: string.replace is not a function")
      // An address is an object, which equals no text.
      case (_, .address), (_, .unknownAddress): .no
      case (.text(let text), .text(let value)): plain(text) == value ? .yes : .no
      case (.text(let text), _): key.canBe(plain(text)) ? .maybe : .no
      default: .maybe
      }
    }
  }

  private func equalsIgnoringCase(_ key: KeyValue) -> OperatorAnswer {
    if key.isAddress { return .error("TypeError: key.toLowerCase is not a function") }
    return anyItem { item in
      guard case .text(let text) = item else { return .maybe }
      guard case .text(let value) = key else { return key.canBe(plain(text), ignoringCase: true) ? .maybe : .no }
      return JavaScriptText.lowercased(plain(text)) == JavaScriptText.lowercased(value) ? .yes : .no
    }
  }

  private func like(_ key: KeyValue) -> OperatorAnswer {
    anyItem { item in
      guard case .text(let text) = item else { return .maybe }
      let glob = Glob(text)
      return switch key {
      case .text(let value): glob.matches(value) ? .yes : .no
      case .address(let address): glob.matches(address.text.utf16) ? .yes : .no
      // No header and no time has a line terminator.
      default: glob == Glob("*") ? .yes : glob.isLiteral && !key.canBe(plain(text)) ? .no : .maybe
      }
    }
  }

  private func binaryEquals(_ key: KeyValue) -> OperatorAnswer {
    if key.isAddress { return .error("TypeError: The first argument must be of type string") }
    return anyItem { item in
      guard case .text(let text) = item else { return .no }
      guard case .text(let value) = key else { return text.count < key.shortestBase64 ? .no : .maybe }
      return text.elementsEqual(base64(Array(String(utf16: value).utf8)).utf16) ? .yes : .no
    }
  }

  private func ipAddress(_ key: KeyValue) -> OperatorAnswer {
    anyItem { item in
      guard case .text(let text) = item else { return .no }
      switch key {
      case .address(let address): return address.matches(text) ? .yes : .no
      case .unknownAddress:
        let isRange = [true, false].contains { IPAddress.range(text, isIPv4: $0) != nil }
        return isRange || IPAddress(text) != nil ? .maybe : .no
      case .text(let value):
        if text == value { return .yes }
        // The evaluator calls `match` of the string, which makes a regular expression of the range.
        guard let (start, bits) = IPAddress.range(text, isIPv4: true) else { return .no }
        let pattern = start.text.utf16.map { $0 == 0x2E ? 0x3F : $0 } + Array("/\(bits)*".utf16)
        return Glob([0x2A] + pattern).matches(value) ? .yes : .no
      case .time, .epoch: return key.canBe(text) ? .maybe : .no
      default: return .maybe
      }
    }
  }

  private func isNull(_ key: KeyValue) -> OperatorAnswer {
    guard case .text(let first)? = items.first else { return .fails }
    return first.elementsEqual((key == .absent ? "true" : "false").utf16) ? .holds : .fails
  }

  /// The text with `${*}`, `${?}` and `${$}` replaced with the plain characters.
  private func plain(_ text: [UInt16]) -> [UInt16] {
    var units: [UInt16] = []
    var index = 0
    while index < text.count {
      let next = text[index...].prefix(4)
      if next.count == 4, text[index] == 0x24, text[index + 1] == 0x7B, text[index + 3] == 0x7D,
        [0x2A, 0x3F, 0x24].contains(text[index + 2])
      {
        units.append(text[index + 2])
        index += 4
      } else {
        units.append(text[index])
        index += 1
      }
    }
    return units
  }
}

extension KeyValue {
  /// Indicates whether the evaluator keeps the value as an object, which has no string methods.
  var isAddress: Bool {
    switch self {
    case .address, .unknownAddress: true
    default: false
    }
  }
}

extension KeyValue {
  /// The fewest characters that the value can have in base 64: a time has 24 characters, an epoch 13 or more.
  var shortestBase64: Int {
    switch self {
    case .time: 32
    case .epoch: 20
    default: 0
    }
  }

  /// Returns whether a value that is not known exactly can be this text.
  func canBe(_ text: [UInt16], ignoringCase: Bool = false) -> Bool {
    let clock: RequestContext.Clock
    let moment: JavaScriptText.Number
    switch self {
    case .time(let value):
      // `toISOString` writes `2026-11-22T10:00:00.000Z`.
      let text = ignoringCase ? text.map { (0x61...0x7A).contains($0) ? $0 ^ 0x20 : $0 } : text
      clock = value
      moment = text.count == 24 && text.last == 0x5A ? JavaScriptDate.milliseconds(text) : .none
    case .epoch(let value):
      clock = value
      moment = text.count >= 13 && text.allSatisfy { (0x30...0x39).contains($0) } ? JavaScriptText.integer(text) : .none
    default: return true
    }
    guard case .within(let bounds) = moment else { return moment == .unknown }
    switch clock {
    case .at(let time): return bounds.contains(Double(time))
    case .from(let start): return bounds.upperBound >= Double(start)
    }
  }
}

/// Standard base 64 with padding.
private func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 {
      text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
    }
  }
  return text
}
