import ReplicationLint

/// Finds the rules that a user may mean by a name, an error code or the words of the server.
struct RuleSearch {
  private let words: String

  /// Makes a search for `words`; case-insensitive, with all whitespace alike.
  init(_ words: String) {
    self.words = words.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The rule of exactly that name.
  var named: Rule? { Catalogue.rule(words) }

  /// The rule of exactly that name, else those of the group, the error code or the HTTP status that the words are, else
  /// every rule that the words are in, else those whose answer the words quote, else those in which each of the words
  /// appears.
  var rules: [Rule] {
    if let named { return [named] }
    if words.isEmpty { return [] }
    if let group = RuleGroup(rawValue: words) { return Catalogue.rules.filter { $0.group == group } }
    let codes = PlatformCode.codes(status: words) + (PlatformCode.code(words).map { [$0] } ?? [])
    if !codes.isEmpty {
      let slugs = Set(codes.flatMap(\.rules).map(\.slug))
      return Catalogue.rules.filter { slugs.contains($0.slug) }
    }
    let found = Catalogue.rules.filter { rule in texts(rule).contains { $0.contains(words) } }
    if !found.isEmpty { return found }
    // The message of a refused call is the same whatever the cause.
    if let code = PlatformCode.code(inMessage: words), !code.causes.isEmpty { return code.rules }
    let quoted = quoted
    return quoted.isEmpty ? scattered : quoted
  }

  /// The slug that is nearest to the words.
  var nearest: String? { suggestion(for: words, among: Catalogue.rules.map(\.slug)) }

  private func texts(_ rule: Rule) -> [String] {
    let platform = rule.answers.flatMap { [$0.code, $0.message] }
    // A rule with several answers names them in its rationale.
    return ([rule.slug, rule.title, rule.rationale] + platform).map { $0.lowercased() }
  }

  /// Rules whose message or code appears in the words: a whole line of a terminal was pasted.
  private var quoted: [Rule] {
    let byMessage = Catalogue.rules.filter { rule in messages(rule).contains(where: words.contains) }
    let byOwnCode = Catalogue.rules.filter { rule in
      rule.platform.map { !$0.code.isEmpty && words.contains($0.code.lowercased()) } ?? false
    }
    let byCode = byOwnCode + Catalogue.rules.filter { rule in furtherCodes(rule).contains(where: words.contains) }
    // A code that comes with one message only is as specific as the message.
    let isSpecific = Set(byOwnCode.compactMap(\.platform?.message)).count > 1
    if !byMessage.isEmpty, isSpecific { return byMessage }
    let slugs = Set((byMessage + byCode).map(\.slug))
    return Catalogue.rules.filter { slugs.contains($0.slug) }
  }

  /// The platform's message up to the first name that it quotes, and the sentences that the rationale quotes.
  private func messages(_ rule: Rule) -> [String] {
    let own = rule.answers.map { String($0.message.prefix { $0 != "'" }) }
    let others = quotations(rule).filter { $0.contains(" ") && !$0.contains("\"") }
    return (own + others).map { $0.lowercased() }.filter { $0.utf8.count > 12 }
  }

  /// The error codes that the rationale names, in parentheses as AWS CLI prints those of the server.
  private func furtherCodes(_ rule: Rule) -> [String] {
    quotations(rule).filter { $0.first?.isUppercase == true && $0.allSatisfy(\.isLetter) }
      .map { "(\($0.lowercased()))" }
  }

  /// The terms in backticks in the rationale.
  private func quotations(_ rule: Rule) -> [String] {
    rule.rationale.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }

  /// Rules that hold each of the words, or the words as one: `access denied` is `AccessDenied`.
  private var scattered: [Rule] {
    let parts = words.split(separator: " ").filter { $0.utf8.count > 2 }
    let joined = words.filter { $0 != " " }
    return Catalogue.rules.filter { rule in
      let text = texts(rule).joined(separator: " ")
      return text.contains(joined) || (parts.count > 1 && parts.allSatisfy { text.contains($0) })
    }
  }
}
