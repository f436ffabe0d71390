import JSONSource

extension Rule {
  /// A principal that put-bucket-policy refuses.
  static let bucketPolicyPrincipal = Rule(
    "bucket-policy-principal-invalid", .bucketPolicy, .refused, platform: .malformedBucketPolicy,
    title: "the principal of a bucket policy is malformed",
    rationale: """
      A principal is `*`, `{"AWS": ...}` or `{"CanonicalUser": "..."}`, with exactly one member. Under `AWS` the \
      server accepts twelve digits, `*`, `arn:aws:iam::ACCOUNT:root`, the ARN of a user or the ARN of a role without \
      path, or a list of one of these kinds without `*`. A canonical user is one string of 64 lowercase letters and \
      digits. Session ARNs, other partitions and bare account numbers are refused.
      """,
    references: [.file(.bucketPolicySchema, "principalItem")],
    fix: .unsafe,
    check: .bucketPolicy { document, context in
      for statement in document.policy.readableStatements {
        if let principal = statement.principal.value { checkForm(of: principal, &context) }
      }
    })

  private static func checkForm(of principal: Principal, _ context: inout RuleContext) {
    if principal.isEveryone { return }
    if case .text(let text) = principal.form {
      let isAWS = PrincipalGrammar.awsForm(text.text) != nil
      context.report(
        .text(text.text), at: text.range, help: isAWS ? "write it under `AWS`" : .forms,
        fix: isAWS
          ? .unsafe("write it under `AWS`", Fix.Edit(text.range, #"{ "AWS": \#(jsonString(text.text)) }"#)) : nil)
      return
    }
    let entries = principal.entries
    // The server refuses those by a search of the source.
    if entries.contains(where: { $0.name.range.count == $0.name.text.utf8.count + 2 && isNotImplemented($0.name) }) {
      return
    }
    guard let entry = entries.first, entries.count == 1 else {
      context.report(
        entries.isEmpty ? "the principal is empty" : .several(entries.map { $0.name.text }), at: principal.node.range,
        help: entries.isEmpty ? .forms : "write one statement for each kind of principal")
      return
    }
    switch entry.name.text {
    case "AWS": checkAWS(entry, &context)
    case "CanonicalUser": checkCanonicalUser(entry, &context)
    case "Service" where entry.node.string?.text == PrincipalGrammar.service: break
    default:
      let known = suggestion(for: entry.name.text, among: ["AWS", "CanonicalUser"])
      context.report(
        .kind(entry.name.text), at: entry.name.range, help: known.map { "did you mean `\($0)`?" } ?? .forms,
        fix: known.map { .unsafe("write `\($0)`", Fix.Edit(entry.name.contentRange, $0)) })
    }
  }

  private static func isNotImplemented(_ name: LocatedString) -> Bool {
    ["Service", "Federated"].contains { $0.hasSameBytes(as: name.text) }
  }

  private static func checkAWS(_ entry: Principal.Entry, _ context: inout RuleContext) {
    guard let list = entry.values, list.brokenItems.isEmpty else {
      let node = entry.values?.brokenItems.first ?? entry.node
      context.report(.type(node.kind), at: node.range, help: "write a string or a list of strings")
      return
    }
    let forms = list.items.map { PrincipalGrammar.awsForm($0.text) }
    if let index = forms.firstIndex(where: { $0 == nil }) {
      context.report(.malformed(list.items[index].text), at: list.items[index].range, help: .awsForms)
    } else if list.isList, let index = forms.firstIndex(of: .everyone) {
      context.report(
        "`*` is not accepted in a list of principals", at: list.items[index].range, help: "write `\"AWS\": \"*\"`")
    } else if let index = forms.firstIndex(where: { $0 != forms[0] }) {
      context.report(
        "the list mixes kinds of principals", at: list.items[index].range,
        labels: [context.label(list.items[0].range, "the list begins with this one")],
        help: "write one statement for each kind: accounts, root ARNs, users, roles")
    }
  }

  private static func checkCanonicalUser(_ entry: Principal.Entry, _ context: inout RuleContext) {
    let isID = { (text: String) in
      text.utf8.count == 64
        && text.utf8.allSatisfy {
          (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        }
    }
    if let text = entry.node.string?.text, isID(text) { return }
    context.report(
      "the canonical user is not one string of 64 lowercase letters and digits", at: entry.node.range,
      help: "write the id that list-buckets prints under `Owner`, or the account under `AWS`")
  }
}

extension Message {
  fileprivate static let forms: Message = "write `*`, `{\"AWS\": \"ACCOUNT\"}` or `{\"CanonicalUser\": \"ID\"}`"
  fileprivate static let awsForms: Message =
    "write 12 digits, `arn:aws:iam::ACCOUNT:root`, or the ARN of a user or of a role without path"
  fileprivate static func text(_ text: String) -> Message {
    "invalid principal \(quoted: text): the only string that is accepted is `*`"
  }
  fileprivate static func several(_ names: [String]) -> Message {
    "the principal has \(names.count) members, \(names.map { "`\(visible($0))`" }.joined(separator: " and ")), and only one is accepted"
  }
  fileprivate static func kind(_ name: String) -> Message { "unknown kind of principal \(quoted: name)" }
  fileprivate static func type(_ kind: JSONNode.Kind) -> Message {
    "a principal under `AWS` is \(jsonTypeName(kind)), not a string"
  }
  fileprivate static func malformed(_ text: String) -> Message { "malformed principal \(quoted: text) under `AWS`" }
}
