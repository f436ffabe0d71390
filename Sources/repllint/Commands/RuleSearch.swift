import ReplicationLint

/// Finds the rules that a user may mean by a name, an error code or the words of the server.
struct RuleSearch {
  private let words: String

  /// Makes a search for `words`; upper and lower case are the same.
  init(_ words: String) { self.words = words.lowercased() }

  /// The rule of that very name, else every rule that the words are in, else those whose answer the words quote.
  var rules: [Rule] {
    if let rule = Catalogue.rule(words) { return [rule] }
    if words.isEmpty { return [] }
    let found = Catalogue.rules.filter { rule in texts(rule).contains { $0.contains(words) } }
    return found.isEmpty ? quoted : found
  }

  /// The slug that is nearest to the words.
  var nearest: String? { suggestion(for: words, among: Catalogue.rules.map(\.slug)) }

  private func texts(_ rule: Rule) -> [String] {
    let platform = rule.platform.map { [$0.code, $0.message] } ?? []
    // A rule with several answers names them in its rationale.
    return ([rule.slug, rule.title, rule.rationale] + platform).map { $0.lowercased() }
  }

  /// Rules whose message, or else whose code, stands in the words: a whole line of a terminal was pasted.
  private var quoted: [Rule] {
    func rules(_ text: (PlatformAnswer) -> String) -> [Rule] {
      Catalogue.rules.filter { rule in
        guard let part = rule.platform.map(text)?.lowercased(), !part.isEmpty else { return false }
        return words.contains(part)
      }
    }
    let byMessage = rules(\.message)
    return byMessage.isEmpty ? rules(\.code) : byMessage
  }
}
