import JSONSource

/// A statement that decides a certified call: patterns for what follows `arn:aws:s3:::`, and what they do.
package struct CertifiedStatement: Sendable, Hashable {
  /// The policy, as a number in the list of the setup.
  package let policy: Int
  /// The place in the policy, from 0.
  package let statement: Int
  /// Indicates whether it denies.
  package let isDeny: Bool
  /// Indicates whether it is about everything that no pattern matches.
  package let isComplement: Bool
  /// The patterns as the document writes them.
  package let patterns: [String]
}

/// The statements of policies that are about an action, taken so that nothing beyond the documents is needed to see
/// that they allow no more than they do: an Allow counts where it surely applies, a Deny where it may.
struct CertifiedStatements {
  /// A policy with its number.
  struct Policy {
    let number: Int
    let document: PolicyDocument
    let isOfBucket: Bool
  }

  private(set) var statements: [CertifiedStatement] = []
  /// The patterns of all statements in order.
  private(set) var patterns: [CertifiedPattern] = []

  /// Takes the statements.
  ///
  /// - Parameter holds: whether a part of a statement holds; nil where that is not given.
  init(_ policies: [Policy], action: String, holds: (Policy, Statement, String) -> Bool?) {
    for policy in policies {
      for statement in policy.document.readableStatements where statement.isAllow || statement.isDeny {
        guard Self.isAbout(statement, action, isOfBucket: policy.isOfBucket) else { continue }
        var parts = statement.condition.isPresent ? ["Condition"] : []
        if policy.isOfBucket { parts.append("Principal") }
        let answers = parts.map { holds(policy, statement, $0) }
        if answers.contains(false) || (statement.isAllow && answers.contains(nil)) { continue }
        add(statement, of: policy)
      }
    }
  }

  private mutating func add(_ statement: Statement, of policy: Policy) {
    let isExcluding = !policy.isOfBucket && !statement.resource.isPresent && statement.notResource.isPresent
    let field = isExcluding ? statement.notResource : statement.resource
    var (isComplement, items) = (isExcluding, field.value?.items ?? [])
    let isWhole = field.value?.brokenItems.isEmpty == true
    if !isWhole, statement.isDeny {
      // A Deny whose resources cannot be read may be about all of them.
      (isComplement, items) = (true, [])
    } else if !isWhole || (!policy.isOfBucket && !isExcluding && statement.notResource.isPresent && statement.isAllow) {
      return
    }
    let isUpper = statement.isDeny != isComplement
    let found = items.compactMap { CertifiedPattern($0.text, isUpper: isUpper) }
    if found.isEmpty, !isComplement { return }
    statements.append(
      CertifiedStatement(
        policy: policy.number, statement: statement.index, isDeny: statement.isDeny, isComplement: isComplement,
        patterns: found.map { $0.text }))
    patterns += found
  }

  /// Returns whether a statement is about an action; names of actions are not case-sensitive.
  private static func isAbout(_ statement: Statement, _ action: String, isOfBucket: Bool) -> Bool {
    func matches(_ items: [ActionItem]) -> Bool { items.contains { $0.action.matches(action) } }
    if statement.action.value != nil { return matches(statement.actionItems) }
    if !isOfBucket, statement.notAction.value != nil { return !matches(statement.notActionItems) }
    return statement.isDeny
  }
}

/// A pattern for what follows `arn:aws:s3:::`, as an automaton whose states are sets of positions.
struct CertifiedPattern {
  /// The entry as the document writes it.
  let text: String
  /// Indicates whether more positions in a state make fewer keys allowed: patterns of a Deny, and those that an Allow
  /// excludes.
  let isUpper: Bool
  /// The pattern; nil where it matches everything.
  private let glob: Glob?

  /// The parts of an ARN before the resource.
  private static let head = ["arn", "aws", "s3", "", ""]

  /// Reads an entry; nil where it matches no bucket and no object. An entry with a variable is taken to match everything
  /// where that makes fewer keys allowed, else nothing; one with a colon behind the fifth likewise matches what it
  /// describes, or nothing.
  init?(_ text: String, isUpper: Bool) {
    self.text = text
    self.isUpper = isUpper
    // `${*}`, `${?}` and `${$}` are the plain characters.
    if ResourceVariable.all(in: text).contains(where: { $0.meaning != .character }) {
      guard isUpper else { return nil }
      glob = nil
      return
    }
    let parts = Array(text.utf16).split(separator: 0x3A, maxSplits: 5, omittingEmptySubsequences: false)
    guard isUpper || parts.last?.contains(0x3A) == false,
      zip(parts, Self.head).allSatisfy({ Glob($0).matches($1.utf16) })
    else { return nil }
    // Parts that an entry does not have match anything.
    glob = parts.count < 6 ? nil : Glob(parts[5])
  }

  /// The characters that the pattern names, without line terminators.
  var literals: Set<UInt16> {
    var found: Set<UInt16> = []
    for case .unit(let unit)? in glob?.symbols ?? [] where !Glob.Unit.isLineTerminator(unit) { found.insert(unit) }
    return found
  }

  /// The state after a string.
  func state(after text: [UInt16]) -> [Int] { glob.map { reduced($0.positions(after: text)) } ?? [0] }

  /// The state after one more unit, which is no line terminator.
  func next(_ state: [Int], _ unit: UInt16) -> [Int] {
    guard let glob else { return state }
    if state.isEmpty { return [] }
    var next: [Int] = []
    for position in state {
      if glob.hasLoop(at: position), next.last != position { next.append(position) }
      guard position < glob.symbols.count, glob.symbols[position] == .any || glob.symbols[position] == .unit(unit)
      else { continue }
      next.append(position + 1)
    }
    return reduced(next)
  }

  /// Leaves out what is below the last position at which the pattern can wait: it matches nothing more from there.
  private func reduced(_ state: [Int]) -> [Int] {
    guard let glob, let wait = state.last(where: glob.hasLoop(at:)) else { return state }
    return state.filter { $0 >= wait }
  }

  /// Returns whether the text that leads to a state is matched.
  func matches(_ state: [Int]) -> Bool { glob.map { state.last == $0.symbols.count } ?? true }

  /// Returns whether that text is matched, whatever follows it.
  func matchesForever(_ state: [Int]) -> Bool {
    matches(state) && glob.map { $0.hasLoop(at: $0.symbols.count) } ?? true
  }
}
