import Jansson
import RepllintTestSupport
import Testing

/// Checks a JSON value against the part of JSON Schema that our schema of reports uses.
struct SchemaCheck {
  typealias Content = JanssonValue.Content

  private let root: Content

  init(_ schema: Content) { root = schema }

  /// Checks JSON text against the schema called `name` in schemas/.
  static func problems(_ json: [UInt8], _ name: String) throws -> [String] {
    let schema = try #require(Content(decoding: try Fixtures.bytes("schemas/\(name).schema.json")))
    return SchemaCheck(schema).problems(try #require(Content(decoding: json)))
  }

  /// Where and how `value` breaks the schema, in words.
  func problems(_ value: Content) -> [String] { problems(value, root, "") }

  private func problems(_ value: Content, _ schema: Content, _ path: String) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(path): no schema"] }
    return keywords.flatMap { keyword in
      problems(value, String(decoding: keyword.name, as: UTF8.self), keyword.value, schema, path)
    }
  }

  private func problems(
    _ value: Content, _ keyword: String, _ argument: Content, _ schema: Content, _ path: String
  ) -> [String] {
    switch keyword {
    case "$schema", "$id", "$defs", "title", "description", "pattern", "if", "then": return []
    case "oneOf":
      let forms = elements(argument).map { problems(value, $0, path) }
      let fitting = forms.count { $0.isEmpty }
      return fitting == 1 ? [] : ["\(path): fits \(fitting) forms"] + forms.joined()
    case "$ref": return problems(value, resolved(argument), path)
    case "type": return types(argument).contains(type(value)) ? [] : ["\(path): is \(type(value))"]
    case "const": return value == argument ? [] : ["\(path): is not the constant"]
    case "enum": return elements(argument).contains(value) ? [] : ["\(path): is not in the list"]
    case "required":
      return elements(argument).compactMap { text($0) }.filter { member($0, value) == nil }.map {
        "\(path): lacks \($0)"
      }
    case "properties":
      return members(value).flatMap { name, child in
        member(name, argument).map { problems(child, $0, "\(path)/\(name)") } ?? []
      }
    case "additionalProperties":
      let known = Set(members(member("properties", schema) ?? .null).map(\.name))
      return members(value).filter { !known.contains($0.name) }.map { "\(path): has \($0.name)" }
    case "items":
      return elements(value).enumerated().flatMap { problems($1, argument, "\(path)/\($0)") }
    case "minItems": return elements(value).isEmpty ? ["\(path): is empty"] : []
    case "minLength": return text(value)?.isEmpty == true ? ["\(path): is empty"] : []
    case "minimum":
      guard case .integer(let least) = argument, case .integer(let number) = value else { return [] }
      return number >= least ? [] : ["\(path): is \(number)"]
    default: return ["the schema has the unknown keyword \(keyword)"]
    }
  }

  private func resolved(_ reference: Content) -> Content {
    (text(reference) ?? "").split(separator: "/").dropFirst().reduce(root) { member(String($1), $0) ?? .null }
  }

  private func types(_ argument: Content) -> [String] {
    text(argument).map { [$0] } ?? elements(argument).compactMap { text($0) }
  }

  private func type(_ value: Content) -> String {
    switch value {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .real: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  private func text(_ value: Content) -> String? {
    if case .string(let bytes) = value { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  private func elements(_ value: Content) -> [Content] {
    if case .array(let elements) = value { elements } else { [] }
  }

  private func members(_ value: Content) -> [(name: String, value: Content)] {
    guard case .object(let members) = value else { return [] }
    return members.map { (String(decoding: $0.name, as: UTF8.self), $0.value) }
  }

  private func member(_ name: String, _ value: Content) -> Content? { members(value).first { $0.name == name }?.value }
}
