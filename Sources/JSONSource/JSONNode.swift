/// A view of one value of a document; cheap to copy.
public struct JSONNode: Sendable {
  /// The kind of a value.
  public enum Kind: Sendable, Hashable {
    /// Members in braces.
    case object
    /// Elements in brackets.
    case array
    /// A string in quotation marks.
    case string
    /// A number.
    case number
    /// `true` or `false`.
    case boolean
    /// `null`.
    case null
    /// Text that was reported as a syntax error and stands for no value.
    case invalid
  }

  /// A member of an object: its name and its value.
  public struct Member: Sendable {
    /// The name's node; a string, or invalid where the name is missing.
    public let name: JSONNode
    /// The value.
    public let value: JSONNode
    /// The bytes from the name's opening quote to the end of the value.
    public var range: SourceRange { SourceRange(name.range.start, max(name.range.end, value.range.end)) }
  }

  /// The document that holds the value.
  public let document: JSONDocument
  let index: Int

  private var node: JSONTape.Node { document.nodes[index] }

  /// The kind of the value.
  public var kind: Kind {
    switch node.kind {
    case .object: .object
    case .array: .array
    case .string: .string
    case .number: .number
    case .true, .false: .boolean
    case .null: .null
    case .invalid: .invalid
    }
  }

  /// The bytes of the value, brackets and quotes included.
  public var range: SourceRange { document.range(node.start, node.end) }

  /// The value as it is written; in a document inside a string, without the escapes of that string.
  public var sourceText: String {
    String(decoding: document.text[Int(node.start)..<Int(node.end)], as: UTF8.self)
  }

  /// Indicates whether a bracket or quote of the value itself is missing or wrong, so that its content is only a guess.
  public var isRepaired: Bool { node.isRepaired }

  /// The value of `true` and `false`; nil for everything else.
  public var boolean: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// Indicates whether the value is a number without fraction and exponent.
  public var isInteger: Bool {
    node.kind == .number
      && !document.text[Int(node.start)..<Int(node.end)].contains {
        $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
      }
  }

  /// The text of a string with its places; nil for everything else. Decoded on each call, in O(length).
  public var string: LocatedString? {
    guard node.kind == .string else { return nil }
    let range = SourceRange(Int(node.start), Int(node.end))
    let string = LocatedString(decoding: document.text, range, hasEscapes: node.hasEscapes)
    return document.origin.map { string.moved(by: $0) } ?? string
  }

  /// The elements of an array in file order; empty for everything else.
  public var elements: [JSONNode] {
    guard node.kind == .array else { return [] }
    var result: [JSONNode] = []
    forEachChild { result.append($0) }
    return result
  }

  /// The last element of an array; nil for everything else, and for an array without any.
  package var lastElement: JSONNode? {
    guard node.kind == .array else { return nil }
    var last: JSONNode?
    forEachChild { last = $0 }
    return last
  }

  /// The members of an object in file order, repeated names included; empty for everything else.
  public var members: [Member] {
    guard node.kind == .object else { return [] }
    var result: [Member] = []
    forEachMember { result.append($0) }
    return result
  }

  /// The value of the last member called `name`, as the platform reads repeated names.
  public func member(_ name: String) -> JSONNode? {
    guard node.kind == .object else { return nil }
    var found: JSONNode?
    forEachMember { if $0.name.isText(name) { found = $0.value } }
    return found
  }

  /// Returns whether the value is a string whose text is exactly `text`.
  public func isText(_ text: String) -> Bool {
    let node = node
    guard node.kind == .string else { return false }
    // Text with escapes, or with other quotes than its own, is longer than what it stands for.
    if node.hasEscapes || node.isRepaired { return string?.text.hasSameBytes(as: text) == true }
    let content = Int(node.start) + 1..<Int(node.end) - 1
    guard content.count == text.utf8.count else { return false }
    var text = text
    return text.withUTF8 { text in
      unsafe document.text.withUnsafeBufferPointer { bytes in
        unsafe UnsafeBufferPointer(rebasing: bytes[content]).elementsEqual(text)
      }
    }
  }

  private func forEachMember(_ body: (Member) -> Void) {
    var name = index + 1
    let end = Int(node.next)
    while name < end {
      // INVARIANT: names and values come in pairs, and a name is one node.
      let value = name + 1
      body(Member(name: JSONNode(document: document, index: name), value: JSONNode(document: document, index: value)))
      name = Int(document.nodes[value].next)
    }
  }

  private func forEachChild(_ body: (JSONNode) -> Void) {
    var child = index + 1
    let end = Int(node.next)
    while child < end {
      body(JSONNode(document: document, index: child))
      child = Int(document.nodes[child].next)
    }
  }
}

extension JSONNode: Hashable {
  /// Two views are equal when they show the same place of the same document.
  public static func == (a: JSONNode, b: JSONNode) -> Bool { a.document === b.document && a.index == b.index }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(document))
    hasher.combine(index)
  }
}
