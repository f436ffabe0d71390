import JSONSource

extension Rule {
  /// Several kinds of principals in one statement.
  static let principalMixed = Rule(
    "principal-mixed", .trust, .refused, platform: .malformedPolicy,
    title: "a principal mixes several kinds",
    rationale: """
      AWS accepts `Service` beside `AWS` and any mixture in a list. This server accepts one kind in a statement: one \
      member in the object, and in an `AWS` list accounts only, root ARNs only, users only or roles only; `*` is not \
      accepted in a list. Whoever needs more writes one statement for each kind.
      """,
    references: [.file(.policySchema, "principalItem and principalAWSItem")],
    fix: .sometimes,
    check: .iamPolicy { policy, context in
      for statement in policy.readableStatements {
        if policy.purpose == .permission, statement.form.mixesResourceAndPrincipal { continue }
        for principal in statement.checkedPrincipals {
          checkMembers(of: principal, statement, &context)
          checkList(of: principal, &context)
        }
      }
    })

  private static func checkMembers(of principal: Principal, _ statement: Statement, _ context: inout RuleContext) {
    let entries = principal.entries
    guard entries.count > 1,
      entries.allSatisfy({ entry in PrincipalGrammar.kinds.contains { $0.hasSameBytes(as: entry.name.text) } })
    else { return }
    context.report(
      .members(entries.map { $0.name.text }), at: principal.node.range,
      labels: entries.dropFirst().map { context.label($0.name.range, "a second kind") },
      help: "write one statement for each kind of principal", fix: splitting(principal, of: statement))
  }

  /// One copy of the statement for each member of the principal.
  private static func splitting(_ principal: Principal, of statement: Statement) -> Fix? {
    guard !statement.isAlone, statement.principal.isPresent else { return nil }
    let source = statement.object.node.document.source
    let isDeny = statement.isDeny
    let copies = principal.entries.dropFirst().map { entry in
      let head = source.text(in: SourceRange(statement.range.start, principal.node.range.start))
      let tail = source.text(in: SourceRange(principal.node.range.end, statement.range.end))
      return "\(head){ \(source.text(in: entry.member.range)) }\(tail)"
    }
    guard let first = principal.entries.first, !isDeny || copies.count == 1 else { return nil }
    var edits = [Fix.Edit(principal.node.range, "{ \(source.text(in: first.member.range)) }")]
    var inserted = ""
    for copy in copies {
      inserted += Fix.Edit.inserting(copy, after: statement.range, in: source).text
    }
    edits.append(Fix.Edit(SourceRange(statement.range.end, statement.range.end), inserted))
    return Fix("write one statement for each kind", isSafe: !statement.sid.isPresent, edits)
  }

  private static func checkList(of principal: Principal, _ context: inout RuleContext) {
    guard let list = principal.soleEntry("AWS")?.values, list.isList else { return }
    let forms = list.items.map { PrincipalGrammar.awsForm($0.text) }
    guard forms.allSatisfy({ $0 != nil }) else { return }
    if let index = forms.firstIndex(of: .everyone) {
      let isAlone = list.items.count == 1 && list.brokenItems.isEmpty
      context.report(
        .everyoneInList, at: list.items[index].range, help: "write `\"AWS\": \"*\"`",
        fix: isAlone ? .unsafe("take it out of the list", Fix.Edit(list.node.range, "\"*\"")) : nil)
    } else if let index = forms.firstIndex(where: { $0 != forms[0] }) {
      context.report(
        .list, at: list.items[index].range, labels: [context.label(list.items[0].range, "the list begins with this")],
        help: "write one statement for each kind: accounts, root ARNs, users, roles")
    }
  }
}

extension Message {
  fileprivate static func members(_ names: [String]) -> Message {
    "the principal has \(names.count) kinds, \(names.map { "`\($0)`" }.joined(separator: " and ")), and the server accepts only one"
  }
  fileprivate static let everyoneInList: Message = "the server refuses `*` in a list of principals"
  fileprivate static let list: Message = "the list mixes kinds of principals, which the server refuses"
}
