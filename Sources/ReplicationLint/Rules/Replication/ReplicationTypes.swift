import JSONSource

/// The part of the rule `wrong-type` that looks at replication configurations.
extension Document {
  /// Reports members of a replication configuration that have the wrong JSON type.
  func reportReplicationTypes(_ findings: inout Findings) {
    guard isReadable, let replication else { return }
    if replication.object.node.kind != .object {
      findings.report(
        "a replication configuration is an object, not \(jsonTypeName(replication.object.node.kind))",
        at: replication.object.node.range, platform: .invalidJSON,
        help: replication.object.node.kind == .array ? "take the object out of the list" : nil)
      return
    }
    for problem in replication.shapeProblems {
      switch problem.kind {
      case .wrongType(let expected):
        findings.report(
          "\(.subject(problem.place)) must be \(expected), not \(jsonTypeName(problem.node.kind))",
          at: problem.node.range,
          platform: problem.answer, help: typeHelp(problem))
      case .empty:
        findings.report(
          "\(.subject(problem.place)) must not be empty", at: problem.node.range, platform: problem.answer)
      case .missing, .unknown: break
      }
    }
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

/// How a JSON type is named to people.
func jsonTypeName(_ kind: JSONNode.Kind) -> String {
  switch kind {
  case .object: "an object"
  case .array: "a list"
  case .string: "a string"
  case .number: "a number"
  case .boolean: "a boolean"
  case .null: "null"
  case .invalid: "something that is no JSON"
  }
}
