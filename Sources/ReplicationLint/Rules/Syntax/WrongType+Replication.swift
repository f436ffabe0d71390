import JSONSource

/// The part of the rule `wrong-type` that looks at replication configurations.
extension Document {
  /// Reports members of a replication configuration that have the wrong JSON type.
  func reportReplicationTypes(_ context: inout RuleContext) {
    guard isReadable, let replication else { return }
    if replication.object.node.kind != .object {
      context.report(
        "a replication configuration is an object, not \(jsonTypeName(replication.object.node.kind))",
        at: replication.object.node.range, platform: scalarAnswer(replication.object.node),
        help: replication.object.node.kind == .array ? "take the object out of the list" : nil)
      return
    }
    for problem in replication.shapeProblems {
      switch problem.kind {
      case .wrongType(let expected):
        context.report(
          "\(.subject(problem.place)) must be \(expected), not \(jsonTypeName(problem.node.kind))",
          at: problem.node.range,
          platform: problem.answer, help: typeHelp(problem), fix: typeFix(problem))
      case .empty:
        context.report(
          "\(.subject(problem.place)) must not be empty", at: problem.node.range, platform: problem.answer)
      case .missing, .unknown: break
      }
    }
  }

  /// The answer of AWS CLI to a configuration that is not an object.
  private func scalarAnswer(_ node: JSONNode) -> PlatformAnswer {
    switch node.kind {
    case .null, .boolean, .number: .noShorthand
    default: .invalidJSON
    }
  }

  private func typeFix(_ problem: ShapeProblem) -> Fix? {
    let node = problem.node
    switch (problem.place, node.kind) {
    case ("ReplicationConfiguration.Role", .array): return joining(node)
    case ("ReplicationConfiguration.Rules", .object):
      return .safe("put the rule in a list", .before(node, "["), .after(node, "]"))
    case (let place, .string) where place.hasSuffix(".Destination"):
      guard let bucket = node.string else { return nil }
      // A bare name gets the rest of its ARN by the rule for destinations.
      switch DestinationARN(bucket).fault {
      case nil, .bareName: break
      default: return nil
      }
      return .safe("write an object with this `Bucket`", .before(node, "{\"Bucket\": "), .after(node, "}"))
    case (let place, .boolean) where place.hasSuffix(".Status"):
      let word = node.boolean == true ? "Enabled" : "Disabled"
      return .unsafe("write `\"\(word)\"`", Fix.Edit(node.range, "\"\(word)\""))
    default: return nil
    }
  }

  /// The roles of a list in one string; safe where the list holds nothing but one or two ARNs of roles.
  private func joining(_ list: JSONNode) -> Fix? {
    let roles = list.elements.compactMap { $0.string }
    guard !roles.isEmpty, roles.count == list.elements.count,
      !roles.contains(where: { $0.text.utf8.contains(UInt8(ascii: ",")) })
    else { return nil }
    // By scalars: a quote and a combining mark after it are one character to Swift.
    let text = list.elements.map { String($0.sourceText.unicodeScalars.dropFirst().dropLast()) }.joined(separator: ",")
    let isSafe = roles.count <= 2 && roles.allSatisfy { RoleARN($0).fault == nil }
    return Fix(
      roles.count == 1 ? "take it out of the list" : "write the ARNs in one string", isSafe: isSafe,
      [Fix.Edit(list.range, "\"\(text)\"")])
  }

  private func typeHelp(_ problem: ShapeProblem) -> Message? {
    switch (problem.place, problem.node.kind) {
    case ("ReplicationConfiguration.Role", .array): "write both ARNs in one string with a comma between them"
    case ("ReplicationConfiguration.Rules", .object): "put the rule in a list: `[{...}]`"
    case (let place, .boolean) where place.hasSuffix(".Status"): "write `\"Enabled\"` or `\"Disabled\"`"
    case (let place, .null) where place.hasSuffix(".Prefix"): "write `\"\"` for all keys"
    case (let place, .string) where place.hasSuffix(".Destination"): "write `{\"Bucket\": \"arn:aws:s3:::BUCKET\"}`"
    case (let place, .array) where place.hasSuffix(".Prefix"): "write one rule for each prefix"
    default: nil
    }
  }
}

extension Fix.Edit {
  /// Inserts `text` right before `node`.
  fileprivate static func before(_ node: JSONNode, _ text: String) -> Fix.Edit {
    Fix.Edit(SourceRange(node.range.start, node.range.start), text)
  }

  /// Inserts `text` right after `node`.
  fileprivate static func after(_ node: JSONNode, _ text: String) -> Fix.Edit {
    Fix.Edit(SourceRange(node.range.end, node.range.end), text)
  }
}

/// The name of a JSON type in messages.
func jsonTypeName(_ kind: JSONNode.Kind) -> String {
  switch kind {
  case .object: "an object"
  case .array: "a list"
  case .string: "a string"
  case .number: "a number"
  case .boolean: "a boolean"
  case .null: "null"
  case .invalid: "a value that is not JSON"
  }
}
