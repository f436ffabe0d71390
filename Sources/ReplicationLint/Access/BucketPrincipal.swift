import JSONSource

/// The caller of a request, as bucket policies name callers: a session of a role.
package struct BucketCaller: Sendable, Hashable {
  /// The account of the role; nil when not known.
  package var account: String?
  /// The canonical id of the account; nil when not known, as no document shows it.
  package var canonicalID: String?

  /// Makes a caller.
  package init(account: String?, canonicalID: String? = nil) {
    self.account = account
    self.canonicalID = canonicalID
  }
}

/// The relation of a `Principal` to a caller.
package enum PrincipalMatch: Sendable, Hashable {
  /// The principal names the caller.
  case matches
  /// The principal names others only.
  case other
  /// It depends on the caller's account or on its canonical id, which are not known.
  case unknown

  /// Compares `principal` with a session of a role: cloudserver `permissionChecks.js`, `_checkPrincipals`.
  ///
  /// The ARN of a role never matches: what is compared is the ARN of the session, which no policy may name.
  package init(_ principal: Principal?, _ caller: BucketCaller, isLooseAboutRoot: Bool) {
    guard let principal else {
      self = .other
      return
    }
    if principal.isEveryone {
      self = .matches
      return
    }
    let answers = principal.entries.flatMap { entry -> [PrincipalMatch] in
      (entry.values?.items ?? []).map { Self.match(entry.name.text, $0.text, caller, isLooseAboutRoot) }
    }
    self = answers.contains(.matches) ? .matches : answers.contains(.unknown) ? .unknown : .other
  }

  private static func match(
    _ kind: String, _ text: String, _ caller: BucketCaller, _ isLooseAboutRoot: Bool
  ) -> PrincipalMatch {
    func equals(_ known: String?, _ named: String) -> PrincipalMatch {
      guard let known else { return .unknown }
      return known.hasSameBytes(as: named) ? .matches : .other
    }
    switch kind {
    case "CanonicalUser": return equals(caller.canonicalID, text)
    case "AWS": break
    default: return .other
    }
    if text.hasSameBytes(as: "*") { return .matches }
    if PrincipalGrammar.isAccount(text) { return equals(caller.account, text) }
    let isRoot = text.utf8.reversed().starts(with: ":root".utf8.reversed())
    // Before July 2025 every ARN that ends in these letters named the whole account.
    let endsInRoot = text.utf8.reversed().starts(with: "root".utf8.reversed())
    guard isRoot || (isLooseAboutRoot && endsInRoot), let account = ARN(LocatedString(text)).account?.text else {
      return .other
    }
    return equals(caller.account, account)
  }
}
