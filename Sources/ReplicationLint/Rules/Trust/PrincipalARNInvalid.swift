import JSONSource

extension Rule {
  /// An account, user, role or identity provider that the server cannot read.
  static let principalARNInvalid = Rule(
    "principal-arn-invalid", .trust, .refused, platform: .malformedPolicy,
    title: "an account or ARN of a principal is malformed",
    rationale: """
      Under `AWS` the server accepts twelve digits, `*`, `arn:aws:iam::ACCOUNT:root`, the ARN of a user and the ARN of \
      a role without path; under `Federated` the ARN of a SAML provider or the address of an OpenID Connect provider. \
      Wildcards inside an ARN, other partitions, session ARNs and unique IDs are refused.
      """,
    references: [.file(.policySchema, "principalAWSItem and principalFederatedItem")],
    check: .iamPolicy { policy, context in
      for item in policy.refusedPrincipals where !item.isRoleWithPath {
        context.report(.invalid(item), at: item.text.range, help: item.help)
      }
    })
}

/// A principal whose form the server refuses.
struct RefusedPrincipal {
  /// The principal as written.
  let text: LocatedString
  /// The member that contains it, `AWS` or `Federated`.
  let kind: String

  /// Indicates whether it is a role that would be fine without its path.
  var isRoleWithPath: Bool {
    guard kind == "AWS", let slash = text.text.lastIndex(of: "/") else { return false }
    let arn = ARN(text)
    guard arn.resource?.text.hasPrefix("role/") == true, arn.parts.count == 6 else { return false }
    let head = arn.parts[..<5].map { $0.text }.joined(separator: ":")
    return PrincipalGrammar.awsForm("\(head):role\(text.text[slash...])") == .role
  }

  fileprivate var help: Message {
    let value = text.text
    if kind == "Federated" { return "write `arn:aws:iam::ACCOUNT:saml-provider/NAME` or the provider's address" }
    if value == PrincipalGrammar.service { return "Backbeat is a service: write `{\"Service\": \"backbeat\"}`" }
    if value.utf8.allSatisfy(isASCIIDigit), !value.isEmpty {
      return "an account has 12 digits, this one has \(value.utf8.count)"
    }
    let parts = value.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count > 1, parts[0] == "arn", parts[1] != "aws" { return "the partition is `aws`" }
    if value.utf8.contains(UInt8(ascii: "*")) { return "name each principal; wildcards are not accepted inside an ARN" }
    if value.hasPart(":assumed-role/") { return "name the role, `arn:aws:iam::ACCOUNT:role/NAME`" }
    return "write 12 digits, `arn:aws:iam::ACCOUNT:root`, or the ARN of a user or role"
  }
}

extension PolicyDocument {
  /// The strings under `AWS` and `Federated` that the server refuses.
  var refusedPrincipals: [RefusedPrincipal] {
    var refused: [RefusedPrincipal] = []
    for statement in readableStatements {
      if purpose == .permission, statement.form.mixesResourceAndPrincipal { continue }
      for principal in statement.checkedPrincipals {
        for text in principal.soleEntry("AWS")?.values?.items ?? [] where PrincipalGrammar.awsForm(text.text) == nil {
          refused.append(RefusedPrincipal(text: text, kind: "AWS"))
        }
        if let list = principal.soleEntry("Federated")?.values, !list.isList {
          for text in list.items where !PrincipalGrammar.acceptsFederated(text.text) {
            refused.append(RefusedPrincipal(text: text, kind: "Federated"))
          }
        }
      }
    }
    return refused
  }
}

extension Message {
  fileprivate static func invalid(_ item: RefusedPrincipal) -> Message {
    "the server refuses the principal \(quoted: item.text.text) under `\(item.kind)`"
  }
}
