import JSONSource

extension Rule {
  /// A `${...}` that the server does not replace.
  static let policyVariable = Rule(
    "policy-variable", .permission, .refused, platform: .resourceIsNoARN,
    title: "a policy variable is not replaced",
    rationale: """
      The server replaces a closed list of variables by values of the request; `${*}`, `${?}` and `${$}` are the plain \
      character. Everything else in `${...}` stays as it is, so the resource matches only keys that contain it \
      literally, or nothing at all when it contains a colon or is in the name of the bucket. `${}` makes the server \
      refuse the policy. A role session has no user name, so `${aws:username}` is never replaced for Backbeat.
      """,
    references: [.file(.variables, "findVariable"), .file(.policySchema, "resourceItem")],
    check: .policy { policy, context in
      for entry in policy.resources {
        if case .refused(.emptyVariable) = entry.reach {
          let empty = ResourceVariable.all(in: entry.text.text).first { $0.name.isEmpty }
          context.report(
            "the server refuses a resource with `${}` in it", at: empty.map { entry.range(of: $0) } ?? entry.text.range,
            help: "name the variable, or remove `${}`")
          continue
        }
        guard policy.purpose == .permission else { continue }
        if case .refused = entry.reach { continue }
        for variable in ResourceVariable.all(in: entry.text.text) {
          guard variable.stays else { continue }
          let near = suggestion(for: variable.name, among: ResourceVariable.known)
          context.report(
            .stays(variable), at: entry.range(of: variable),
            consequence: entry.reach == .dead(.variable) ? entry.deadness : .risk, whenProved: .risk,
            help: .help(variable, near))
        }
      }
    })
}

extension ResourceEntry {
  /// The bytes of a variable of the resource.
  fileprivate func range(of variable: ResourceVariable) -> SourceRange { text.range(of: variable.range) }
}

extension Message {
  fileprivate static func help(_ variable: ResourceVariable, _ near: String?) -> Message {
    if variable.meaning == .unclosed { return "close it with `}`" }
    return near.map { "did you mean `${\($0)}`?" } ?? "write what is meant, or `*`"
  }
  fileprivate static func stays(_ variable: ResourceVariable) -> Message {
    switch variable.meaning {
    case .unclosed: "`${` is never closed, so the server treats it as plain text"
    case .absentInSessions: "no session of a role has \(quoted: "${\(variable.name)}"), so it stays as plain text"
    default: "the server knows no variable \(quoted: "${\(variable.name)}") and treats it as plain text"
    }
  }
}
