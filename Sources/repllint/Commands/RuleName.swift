import ArgumentParser
import ReplicationLint

/// Reads the names of rules and groups from the command line.
enum RuleName {
  /// The slugs and groups in lists such as `trust,role-count`.
  static func selection(_ lists: [String], option: String) throws -> [String] {
    try lists.flatMap { $0.split(separator: ",") }.map { name in
      let name = String(name)
      if RuleGroup(rawValue: name) != nil { return name }
      return try slug(name, option: option, alsoGroups: true)
    }
  }

  /// The levels in assignments such as `resource-star=error`.
  static func levels(_ assignments: [String]) throws -> [String: Configuration.Level] {
    var levels: [String: Configuration.Level] = [:]
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let level = Configuration.Level(rawValue: parts[1]) else {
        throw ValidationError("--severity \(quoted(assignment)): write RULE=off, note, warning or error.")
      }
      levels[try slug(parts[0], option: "--severity", alsoGroups: false)] = level
    }
    return levels
  }

  private static func slug(_ name: String, option: String, alsoGroups: Bool) throws -> String {
    if let rule = Catalogue.rule(name) { return rule.slug }
    let known = Catalogue.rules.map(\.slug) + (alsoGroups ? RuleGroup.allCases.map(\.rawValue) : [])
    let help = suggestion(for: name, among: known).map { "did you mean \(quoted($0))?" } ?? "repllint rules lists them."
    throw ValidationError("\(option): no rule\(alsoGroups ? " or group" : "") is called \(quoted(name)); \(help)")
  }
}

extension CompletionKind {
  /// The names of rules, and of groups where the option takes them. The program itself is queried during completion, so
  /// that no run has to list them.
  static func rules(andGroups: Bool, suffixes: [String] = [""]) -> CompletionKind {
    .custom { _, _, _ in
      let names = Catalogue.rules.map(\.slug) + (andGroups ? RuleGroup.allCases.map(\.rawValue) : [])
      return names.flatMap { name in suffixes.map { name + $0 } }
    }
  }
}
