package import JSONSource

/// The problems that botocore finds in the shape of a value (`botocore/validate.py`, `ParamValidator`).
package struct ShapeProblem: Sendable {
  /// The problem.
  package enum Kind: Sendable {
    /// A value of another JSON type; `expected` names the right one.
    case wrongType(expected: String)
    /// A member that must be there.
    case missing(String)
    /// A member that is not known, the one most likely meant, and whether that one is missing for it.
    case unknown(UnknownMember, suggestion: String?, explainsMissing: Bool)
    /// A string that must not be empty.
    case empty
  }

  /// The problem.
  package let kind: Kind
  /// The value that is wrong, or the structure that lacks or holds the member.
  package let node: JSONNode
  /// The location as botocore names it: `ReplicationConfiguration.Rules[0]`.
  package let place: String
  /// The names that the structure knows.
  package let known: [String]

  /// The output of AWS CLI.
  package var answer: PlatformAnswer {
    switch kind {
    case .wrongType(let expected):
      return .parameterValidation(
        "Invalid type for parameter \(place), value: \(PythonRepr(node).text), type: \(PythonRepr(node).type), valid types: \(Self.pythonTypes(expected))"
      )
    case .missing(let name): return .parameterValidation("Missing required parameter in \(place): \"\(name)\"")
    case .unknown(let member, _, _):
      return .parameterValidation(
        "Unknown parameter in \(place): \"\(visible(member.name.text))\", must be one of: \(known.joined(separator: ", "))"
      )
    case .empty: return .parameterValidation("Invalid length for parameter \(place), value: 0, valid min length: 1")
    }
  }
}

extension ShapeProblem {
  /// The types that botocore names for what we call `expected` (`ParamValidator.SCALAR_TYPES` and `CONTAINER_TYPES`).
  private static func pythonTypes(_ expected: String) -> String {
    switch expected {
    case "an object": "<class 'dict'>"
    case "a list": "<class 'list'>, <class 'tuple'>"
    case "an integer": "<class 'int'>"
    default: "<class 'str'>"
    }
  }
}

extension Shape {
  /// Everything that botocore would report about `node`, in file order of the structures.
  ///
  /// A misspelt name that explains a missing member stands for both.
  package func problems(in node: JSONNode, place: String) -> [ShapeProblem] { problems(in: node) { place } }

  /// The same; the name of the location is computed only where it is reported.
  private func problems(in node: JSONNode, _ place: () -> String) -> [ShapeProblem] {
    func problem(_ kind: ShapeProblem.Kind, known: [String] = []) -> ShapeProblem {
      ShapeProblem(kind: kind, node: node, place: place(), known: known)
    }
    switch (self, node.kind) {
    case (.structure(let members), .object): return structureProblems(members, node, place)
    case (.list(let element), .array):
      return node.elements.enumerated().flatMap { item in
        element.problems(in: item.element) { "\(place())[\(item.offset)]" }
      }
    case (.string(let minimum), .string):
      return minimum > 0 && node.string?.isEmpty == true ? [problem(.empty)] : []
    case (.integer, .boolean): return []
    case (.integer, .number): return node.isInteger ? [] : [problem(.wrongType(expected: "an integer"))]
    case (.structure, _): return [problem(.wrongType(expected: "an object"))]
    case (.list, _): return [problem(.wrongType(expected: "a list"))]
    case (.string, _): return [problem(.wrongType(expected: "a string"))]
    case (.integer, _): return [problem(.wrongType(expected: "an integer"))]
    }
  }

  private func structureProblems(_ members: [Member], _ node: JSONNode, _ place: () -> String) -> [ShapeProblem] {
    let reader = ObjectReader(node)
    let known = members.map { $0.name }
    var missing = members.filter { $0.isRequired && reader.member($0.name) == nil }.map { $0.name }
    let unknown = reader.unknownMembers(known: known).map { member in
      let absent = known.filter { reader.member($0) == nil }
      let suggestion = member.suggestion(among: absent) ?? member.suggestion(among: known)
      let explains = suggestion.flatMap { missing.firstIndex(of: $0) }
      if let explains { missing.remove(at: explains) }
      return ShapeProblem(
        kind: .unknown(member, suggestion: suggestion, explainsMissing: explains != nil), node: node, place: place(),
        known: known)
    }
    let nested = members.flatMap { member -> [ShapeProblem] in
      guard let value = reader.member(member.name)?.value else { return [] }
      return member.shape.problems(in: value) { "\(place()).\(member.name)" }
    }
    return missing.map { ShapeProblem(kind: .missing($0), node: node, place: place(), known: known) } + unknown + nested
  }
}
