import JSONSource
import Testing

@testable import ReplicationLint

/// Applies the safe fixes of one document and compares what it grants, or selects, before and after.
struct SafeFixLaw: Sendable {
  private let linter: Linter
  private let server: ServerProfile

  init(_ configuration: Configuration) {
    linter = Linter(configuration: configuration)
    server = configuration.server
  }

  /// Indicates whether safe fixes made another document of it that is accepted, so that the two were compared.
  @discardableResult func check(_ input: Input, _ name: String) -> Bool {
    let before = linter.check([input])
    guard before.diagnostics.contains(where: { $0.fix?.isSafe == true }),
      let fixed = FixApplier(linter: linter).apply(to: [input], includeUnsafe: false).first
    else { return false }
    let result = Input(SourceFile(name: fixed.path, bytes: fixed.fixed), kind: input.kind)
    let after = linter.check([result])
    guard let kind = before.files.first?.kind, after.files.first?.kind == kind, isAccepted(after, result) else {
      return false
    }
    let (old, new) = (JSONDocument(input.source).root, JSONDocument(result.source).root)
    let told = "\(name): \(fixed.applied)"
    if isAccepted(before, input) {
      for diagnostic in before.diagnostics {
        guard let fix = diagnostic.fix, fix.isSafe else { continue }
        let fixed = FixableFile(input, canChange: true).applying([fix]).input.source
        checkGrants(kind, old, fixed, "\(name): \(fix.title)")
        // With such a value of a configuration nothing can work, since no role or bucket can have the name: the fix
        // writes its only possible meaning.
        if kind == .replicationConfiguration, diagnostic.consequence == .fails { continue }
        checkSetup(kind, input.source, fixed, "\(name): \(fix.title)")
      }
    }
    switch kind {
    case .permissionPolicy, .trustPolicy:
      let purpose: PolicyDocument.Purpose = kind == .trustPolicy ? .trust : .permission
      if isAccepted(before, input) {
        let grants = Grants(old, purpose, samples: [old, new])
        #expect(grants == Grants(new, purpose, samples: [old, new]), "\(told)")
      } else {
        let wide = Self.wideStrings(new)
        #expect(wide.isSubset(of: Self.wideStrings(old)), "\(told): \(wide)")
      }
    case .replicationConfiguration:
      let (past, now) = (ReplicationConfiguration(old), ReplicationConfiguration(new))
      if isAccepted(before, input) {
        #expect(Self.selection(now) == Self.selection(past), "\(told)")
      } else {
        let isNew = now.readableRules.contains { $0.prefix.value?.isEmpty == true } && !Self.hasEmptyText(old)
        let isPlain = past.ruleCount <= 1 && !Self.members(old).contains("Pix")
        #expect(!isNew || isPlain, "\(told): every key is selected")
      }
    default: break
    }
    return true
  }

  /// A single safe fix of an accepted policy leaves what it grants as it is, for all actions and resources.
  private func checkGrants(_ kind: DocumentKind, _ old: JSONNode, _ fixed: SourceFile, _ name: String) {
    let purpose: PolicyDocument.Purpose? =
      kind == .permissionPolicy ? .permission : kind == .bucketPolicy ? .bucket : nil
    guard let purpose else { return }
    let new = JSONDocument(fixed).root
    let isSame = PolicyEquivalence.holds(PolicyDocument(old, purpose: purpose), PolicyDocument(new, purpose: purpose))
    #expect(isSame == true, "\(name)")
  }

  /// A single safe fix of an accepted document changes nothing in a setup, over all keys and resources.
  private func checkSetup(_ kind: DocumentKind, _ old: SourceFile, _ fixed: SourceFile, _ name: String) {
    let changes = SetupAroundDocument(server).changes(from: old, to: fixed, kind)
    #expect(changes.isEmpty, "\(name): \(changes.map(\.message))")
  }

  private func isAccepted(_ report: Report, _ input: Input) -> Bool {
    JSONDocument(input.source).isValid && !report.diagnostics.contains { $0.consequence == .refused }
  }

  /// The keys that are selected, and whether they replicate.
  private static func selection(_ configuration: ReplicationConfiguration) -> [String] {
    configuration.readableRules.map { "\($0.prefix.value?.text ?? "-") \($0.status.value?.text ?? "-")" }
  }

  /// Strings that name everything of a kind, with the shape in which they are given.
  private static func wideStrings(_ node: JSONNode, _ shape: String = "") -> Set<String> {
    if let text = node.string?.text {
      let last = text.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
      let head = last.prefix { $0 != "/" }
      return !head.isEmpty && head.allSatisfy { $0 == "*" } ? ["\(shape)\(text)"] : []
    }
    var found: Set<String> = []
    for element in node.elements { found.formUnion(wideStrings(element, shape)) }
    for member in node.members {
      // Beside others in a list, a principal `*` is no principal at all.
      let isList = member.value.kind == .array && member.name.string?.text == "AWS"
      found.formUnion(wideStrings(member.value, isList ? "list " : ""))
    }
    return found
  }

  private static func hasEmptyText(_ node: JSONNode) -> Bool {
    node.string?.isEmpty == true || node.elements.contains(where: hasEmptyText)
      || node.members.contains { hasEmptyText($0.value) }
  }

  private static func members(_ node: JSONNode) -> Set<String> {
    Set(node.members.compactMap { $0.name.string?.text }).union(
      (node.elements + node.members.map(\.value)).flatMap(members))
  }
}

/// What a policy grants, by the evaluator, over sampled actions, resources and callers.
private struct Grants: Equatable {
  private let answers: [String]

  init(_ root: JSONNode, _ purpose: PolicyDocument.Purpose, samples: [JSONNode]) {
    let policy = PolicyDocument(root, purpose: purpose)
    answers =
      purpose == .trust
      ? ["\(Self.label(evaluateTrust(policy, facts: RecordedAccess.facts)))"]
        + policy.readableStatements.map(Self.trust)
      : Self.resources(samples).flatMap { resource in
        Self.actions.map { action in
          "\(action) \(resource) "
            + Self.label(
              evaluate(policies: [policy], action: action, resource: resource, facts: RecordedAccess.facts))
        }
      }
  }

  private static let actions = S3Action.all.map(\.name) + ["iam:CreateUser", "sts:AssumeRole", "sso:Authorize"]

  /// Buckets and objects of both documents, wildcards filled in, and some of others.
  private static func resources(_ roots: [JSONNode]) -> [String] {
    var found: Set<String> = ["arn:aws:s3:::vault-src", "arn:aws:s3:::vault-src/a/é", "arn:aws:s3:::other/x"]
    func collect(_ node: JSONNode) {
      if let text = node.string?.text, let start = text.firstRange(of: "arn:aws:s3:::") {
        let arn = String(text[start.lowerBound...])
        found.insert(arn)
        found.insert(arn.replacing("*", with: "ab").replacing("?", with: "c"))
        found.insert(arn.replacing("*", with: "").replacing("?", with: "é"))
      }
      for child in node.elements + node.members.map(\.value) { collect(child) }
    }
    for root in roots { collect(root) }
    return found.sorted()
  }

  /// Effect, principals and condition of a trust statement: with the order of statements all that decides who is let in.
  private static func trust(_ statement: Statement) -> String {
    func gist(_ node: JSONNode?) -> String {
      guard let node else { return "-" }
      switch node.kind {
      case .array where node.elements.count == 1: return gist(node.elements[0])
      case .array: return "[\(node.elements.map { gist($0) }.sorted().joined(separator: ","))]"
      case .object:
        let members = node.members.map { "\($0.name.string?.text ?? ""):\(gist($0.value))" }.sorted()
        return "{\(members.joined(separator: ","))}"
      case .string: return node.string?.text ?? ""
      default: return node.sourceText
      }
    }
    let condition = gist(statement.object.member("Condition")?.value)
    return [
      statement.effect.value?.text ?? "-", gist(statement.object.member("Principal")?.value),
      gist(statement.object.member("NotPrincipal")?.value), condition == "{}" ? "-" : condition,
    ].joined(separator: " ")
  }

  private static func label(_ answer: AccessDecision) -> String {
    switch answer {
    case .allow: "allow"
    case .implicitDeny: "implicit deny"
    case .explicitDeny: "explicit deny"
    case .needsTags: "needs tags"
    case .error(let error, _): "error \(error)"
    case .depends: "depends"
    }
  }

  private static func label(_ answer: TrustDecision) -> String {
    switch answer {
    case .allow: "allow"
    case .deny: "deny"
    case .error(let error, _): "error \(error)"
    case .depends: "depends"
    }
  }
}
