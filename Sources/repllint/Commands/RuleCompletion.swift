import ArgumentParser
import ReplicationLint

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
