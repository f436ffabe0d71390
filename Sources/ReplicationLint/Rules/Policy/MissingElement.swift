import JSONSource

extension Rule {
  /// A statement lacks a required element.
  static let missingElement = Rule(
    "missing-element", .policy, .refused, platform: .malformedPolicy,
    title: "a statement lacks a required element",
    rationale: """
      A statement of a permission policy has `Effect`, `Action` (or `NotAction`) and `Resource` (or `NotResource`); \
      one of a trust policy has `Effect`, `Principal` and `Action`; one of a bucket policy has `Effect`, `Principal`, \
      `Action` and `Resource`, and no `Not` form replaces them. The server refuses the whole policy when one \
      statement lacks a part, and does not name it. Names are case-sensitive and exact: `Actions` or `effect` is ignored \
      and the element is missing.
      """,
    references: [.file(.policySchema, "oneOf of a statement")],
    fix: .sometimes,
    check: .policy { policy, context in
      for statement in policy.readableStatements {
        let missing = missingElements(statement, policy.purpose)
          .filter { policy.purpose == .bucket || !$0.names.contains("Principal") }
        // The first complete set that the server looks for has `Action`, and `NotAction` does not help.
        let hasEffect = statement.form.hasEffect || statement.isAlone || policy.purpose == .bucket
        let isActionMissed = policy.purpose != .bucket && !statement.form.hasAction && hasEffect
        var unexplained: [String] = []
        for element in missing {
          guard let (known, unknown) = element.misspelt(in: statement) else {
            unexplained.append(element.shown)
            continue
          }
          context.report(
            .misspelt(unknown.name.text, known, statement), at: unknown.name.range,
            platform: isActionMissed ? .statementWithoutActions : element.answer, help: "did you mean `\(known)`?",
            fix: unknown.renaming(to: known))
        }
        if !unexplained.isEmpty {
          let isTrustAction = policy.purpose == .trust && unexplained == ["`Action`"]
          let answer =
            isActionMissed ? .statementWithoutActions : missing.first { $0.names.contains("Action") }?.answer
          context.report(
            .missing(unexplained, statement), at: statement.object.place,
            platform: hasEffect ? answer : nil,
            help: isTrustAction ? "add `\(assumeRole)`" : .add(unexplained),
            fix: isTrustAction
              ? .unsafe("insert `Action`", insertion(of: assumeRole, in: statement)) : nil)
        }
        if let notAction = statement.object.member("NotAction"), policy.isNotActionWithPrincipal(statement) {
          context.report(
            .notActionWithPrincipal(statement), at: notAction.name.range, platform: .statementWithoutActions,
            help: "list what is allowed under `Action`, such as `sts:AssumeRole`")
        }
      }
    })

  private static let assumeRole = #""Action": "\#(S3Action.assumeRole)""#

  /// Inserts `text` after the last member of a statement.
  private static func insertion(of text: String, in statement: Statement) -> Fix.Edit {
    guard let last = statement.object.members.last else {
      return .inserting(text, intoStartOf: statement.object.node)
    }
    return .inserting(text, after: last.range, in: statement.object.node.document.source)
  }

  /// An element that a statement lacks: the ways to write it, the usual one first.
  struct MissingElement {
    let names: [String]
    /// The server's answer when nothing else is wrong.
    var answer: PlatformAnswer? { names.contains("Action") ? .statementWithoutActions : nil }
    var shown: String { "`\(names[0])`" }

    /// The member that was most likely meant to be the element, with the name it should have.
    func misspelt(in statement: Statement) -> (String, UnknownMember)? {
      for name in names {
        if let unknown = statement.misspelt(name) { return (name, unknown) }
      }
      return nil
    }
  }

  /// The elements that `statement` lacks for a complete set, as a policy for `purpose` should have it.
  static func missingElements(_ statement: Statement, _ purpose: PolicyDocument.Purpose) -> [MissingElement] {
    let form = statement.form
    if purpose == .bucket {
      // A statement of a trust policy, which the server refuses for its principal, unread.
      let services = ["Service", "Federated"]
      if !form.hasResource,
        statement.principal.value?.entries.contains(where: { services.contains($0.name.text) }) == true
      {
        return []
      }
      let elements = [
        ("Effect", form.hasEffect), ("Principal", form.hasPrincipal), ("Action", form.hasAction),
        ("Resource", form.hasResource),
      ]
      return elements.filter { !$0.1 }.map { MissingElement(names: [$0.0]) }
    }
    var missing: [MissingElement] = []
    if !form.hasEffect { missing.append(MissingElement(names: ["Effect"])) }
    if form.completeSets > 0 { return missing }
    if !form.hasAnyAction { missing.append(MissingElement(names: ["Action", "NotAction"])) }
    if !form.hasAnyResource, !form.hasAnyPrincipal {
      let names = purpose == .trust ? ["Principal", "NotPrincipal"] : ["Resource", "NotResource"]
      missing.append(MissingElement(names: names))
    }
    return missing
  }
}

extension PolicyDocument {
  /// Returns whether a statement has everything but the one way to write actions that goes with a principal.
  fileprivate func isNotActionWithPrincipal(_ statement: Statement) -> Bool {
    let form = statement.form
    return purpose != .bucket && form.completeSets == 0 && form.hasNotAction && form.hasAnyPrincipal
  }
}

extension Message {
  fileprivate static func missing(_ names: [String], _ statement: Statement) -> Message {
    let list = names.count > 1 ? names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1] : names[0]
    return "\(statement.name) lacks \(list), which the server refuses"
  }

  fileprivate static func misspelt(_ name: String, _ known: String, _ statement: Statement) -> Message {
    "\(statement.name) has \(quoted: name) where `\(known)` is expected"
  }

  fileprivate static func notActionWithPrincipal(_ statement: Statement) -> Message {
    "\(statement.name) has `NotAction` with a principal, where the server accepts only `Action`"
  }

  fileprivate static func add(_ names: [String]) -> Message {
    "add \(names.joined(separator: ", "))"
  }
}
