import JSONSource

/// A caller that wants to assume a role, as Arsenal `principal.ts` (`evaluatePrincipal`) compares it with a principal:
/// under one member only, and by a few names.
package struct TrustCaller {
  /// The members that can list the caller; the first that a principal has is compared, and no other.
  private let members: [String]
  /// The names that list the caller, besides `*`.
  private let names: [[UInt16]]

  private init(_ members: [String], names: [String] = []) {
    self.members = members
    self.names = names.map { Array($0.utf16) }
  }

  /// The service `backbeat` of the role's own account: no other member than `Service` is compared.
  package static let backbeat = TrustCaller(["Service"], names: [PrincipalGrammar.service])

  /// The callers that no principal names. The first is a user or a role session of any account, or a service of
  /// another account; the second is a federated user of the role's account.
  package static let strangers = [TrustCaller(["AWS"]), TrustCaller(["Federated", "AWS"])]

  /// A caller that an entry of a principal names: a user, a role or an account under `AWS`, which is listed by its
  /// account too, or a provider under `Federated`.
  package init(named name: String, under member: String) {
    let parts = name.parts(separatedBy: ":")
    let account = parts.count > 4 ? String(parts[4]) : name
    self.init(
      member == "Federated" ? ["Federated", "AWS"] : [member], names: [name, account, "arn:aws:iam::\(account):root"])
  }

  /// Returns whether a principal that is an object lists the caller.
  func isListed(in principal: JSONNode) -> Bool {
    let compared = members.lazy.compactMap { principal.member($0) }.first { JavaScriptValue(node: $0).isTruthy }
    guard let compared else { return false }
    let values = compared.kind == .array ? compared.elements : [compared]
    return values.compactMap { $0.string?.utf16 }.contains { value in value == [0x2A] || names.contains(value) }
  }
}

extension RequestContext {
  /// A call that wants to assume a role and of which nothing is known, not even that Backbeat makes it.
  package static var unknownAssumption: RequestContext {
    var request = RequestContext(action: "sts:AssumeRole", resource: "", facts: nil)
    request.isOfBackbeat = false
    return request
  }
}
