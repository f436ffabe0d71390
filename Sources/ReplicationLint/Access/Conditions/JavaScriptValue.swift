import JSONSource

/// A value of a document as JavaScript sees it after `JSON.parse`; the evaluator converts freely between types.
struct JavaScriptValue: Sendable {
  /// The value.
  let node: JSONNode

  /// The members of an object in the order of `Object.keys`, the last value of each name: names that are array
  /// indices first, ascending, then the others by their first occurrence. Names are UTF-16 units.
  static func members(of node: JSONNode) -> [(name: [UInt16], member: JSONNode.Member)] {
    var places: [[UInt16]: Int] = [:]
    var members: [(name: [UInt16], member: JSONNode.Member)] = []
    for member in node.members {
      guard let name = member.name.string?.utf16 else { continue }
      if let place = places[name] {
        members[place].member = member
      } else {
        places[name] = members.count
        members.append((name, member))
      }
    }
    let indices = members.filter { arrayIndex($0.name) != nil }
    if indices.isEmpty { return members }
    let ascending = indices.sorted { (arrayIndex($0.name) ?? 0) < (arrayIndex($1.name) ?? 0) }
    return ascending + members.filter { arrayIndex($0.name) == nil }
  }

  private static func arrayIndex(_ name: [UInt16]) -> UInt32? {
    guard (1...10).contains(name.count), name.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    if name.count > 1, name[0] == 0x30 { return nil }
    return UInt32(String(utf16: name)).flatMap { $0 == .max ? nil : $0 }
  }

  /// The result of `Boolean(value)`.
  var isTruthy: Bool {
    switch node.kind {
    case .string: node.string?.utf16.isEmpty == false
    case .number: Double(node.sourceText) != 0
    case .boolean: node.boolean == true
    case .object, .array: true
    case .null, .invalid: false
    }
  }

  /// The result of `String(value)`; nil when it throws, which takes an object with a `toString` of its own.
  var text: [UInt16]? {
    switch node.kind {
    case .string: return node.string?.utf16 ?? []
    case .number: return Self.text(of: Double(node.sourceText) ?? .nan)
    case .boolean, .invalid: return Array(node.sourceText.utf16)
    case .null: return Array("null".utf16)
    case .object: return node.member("toString") == nil ? Array("[object Object]".utf16) : nil
    case .array: return Self.joined(node.elements)
    }
  }

  /// The result of `list.join(",")`: nulls are left empty. Nil when it throws.
  static func joined(_ elements: [JSONNode]) -> [UInt16]? {
    var units: [UInt16] = []
    for (index, element) in elements.enumerated() {
      if index > 0 { units.append(0x2C) }
      if element.kind == .null { continue }
      guard let text = JavaScriptValue(node: element).text else { return nil }
      units.append(contentsOf: text)
    }
    return units
  }

  /// A number in the notation of JavaScript, as far as reading an integer from its start can decide.
  private static func text(of number: Double) -> [UInt16] {
    if number.isNaN { return Array("NaN".utf16) }
    if number.isInfinite { return Array((number < 0 ? "-Infinity" : "Infinity").utf16) }
    if abs(number) < 1e15, number == truncated(number) {
      return Array(String(Int64(number)).utf16)
    }
    // Swift and JavaScript print the same shortest digits, but change to exponents at other sizes.
    let size = abs(number)
    if size >= 1e21 || size < 1e-6 { return Array("\(number)".utf16) }
    let whole = truncated(number)
    if size >= 1e15 { return Array(digits(of: whole).utf16) }
    let sign = number < 0 ? "-" : ""
    return Array("\(sign)\(Int64(abs(whole))).\(fraction(of: size))".utf16)
  }

  /// `number` without its fraction. The library's own rounding needs libm, which programs without Foundation do not link;
  /// beyond 2^53 there are no fractions.
  private static func truncated(_ number: Double) -> Double {
    abs(number) < 9e18 ? Double(Int64(number)) : number
  }

  /// An integer from 1e15 to 1e21 in shortest digits filled up with zeros.
  private static func digits(of whole: Double) -> String {
    let text = "\(whole)"
    guard let exponent = text.firstIndex(of: "e") else { return String(text.prefix { $0 != "." }) }
    let digits = text[..<exponent].filter { $0 != "." }
    let power = Int(text[text.index(after: exponent)...]) ?? 0
    let sign = digits.first == "-" ? 1 : 0
    let shown = text[..<exponent].hasSuffix(".0") ? String(digits.dropLast()) : String(digits)
    return shown + String(repeating: "0", count: max(0, power + 1 + sign - shown.count))
  }

  /// The digits behind the point; only their presence matters to the evaluator.
  private static func fraction(of size: Double) -> String {
    let text = "\(size)"
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return "0" }
    return String(text[text.index(after: point)...])
  }
}

/// Numbers, times and letters as the evaluator reads them from text.
enum JavaScriptText {
  /// A number that is read from text.
  enum Number: Sendable, Hashable {
    /// `NaN`.
    case none
    /// One within these bounds.
    case within(ClosedRange<Double>)
    /// Anything, also `NaN`.
    case unknown
  }

  /// The result of `Number.parseInt(text, 10)`: spaces, a sign, digits; the rest is not read.
  static func integer(_ text: some Sequence<UInt16>) -> Number {
    var rest = Array(text.drop(while: isBlank))[...]
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, let value = Double(String(utf16: Array(digits))) else { return .none }
    return exactly(isNegative ? -value : value)
  }

  /// The number itself.
  static func exactly(_ value: Double) -> Number { .within(value...value) }

  /// The result of `text.toLowerCase()`, except for the final sigma of Greek.
  static func lowercased(_ text: [UInt16]) -> [UInt16] {
    if text.allSatisfy({ $0 < 0x80 }) { return text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
    var result: [UInt16] = []
    var index = 0
    while index < text.count {
      let isPair =
        UTF16.isLeadSurrogate(text[index]) && index + 1 < text.count && UTF16.isTrailSurrogate(text[index + 1])
      let units = text[index..<(index + (isPair ? 2 : 1))]
      if !isPair, UTF16.isSurrogate(text[index]) {
        result.append(contentsOf: units)
      } else {
        let scalars = String(utf16: Array(units)).unicodeScalars
        result.append(contentsOf: scalars.map { $0.properties.lowercaseMapping }.joined().utf16)
      }
      index += units.count
    }
    return result
  }

  /// `WhiteSpace` and `LineTerminator` of ECMAScript.
  private static func isBlank(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }
}

extension UTF16 {
  fileprivate static func isSurrogate(_ unit: UInt16) -> Bool { unit & 0xF800 == 0xD800 }
}
