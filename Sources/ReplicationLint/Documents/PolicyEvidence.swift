import JSONSource

/// Evidence that an object is an IAM policy or a bucket policy: a `Statement` whose entries have an effect, actions,
/// principals or resources, or a version of the policy language beside a `Statement`.
struct PolicyEvidence {
  /// The kind of policy that it is.
  let kind: DocumentKind
  /// Indicates whether nothing but misspelt names show it.
  let restsOnMisspelling: Bool

  private static let elements = [
    "Effect", "Action", "NotAction", "Principal", "NotPrincipal", "Resource", "NotResource",
  ]

  /// - Parameter fileName: the name of its file, which decides where the content leaves the purpose open.
  init?(_ object: MemberTable, fileName: String = "") {
    let isDated = Self.isDated(object["Version"])
    if let statement = object["Statement"] {
      let entries = statement.objects
      let isShown = isDated || entries.contains { $0.hasAny(Self.elements) } || Self.isEmptyPolicy(object)
      guard isShown || entries.contains(where: Self.looksLikeStatement) else { return nil }
      if OtherService(ofPolicyWith: entries) != nil { return nil }
      let votes = Votes(entries, fileName: fileName)
      kind = votes.kind
      restsOnMisspelling = !isShown || votes.restsOnMisspelling
    } else if let statement = object.misspelt("Statement") {
      let entries = statement.objects
      let isShown = entries.contains { isDated ? $0.hasAny(Self.elements) : Self.elements.count(where: $0.has) > 1 }
      guard isShown || entries.contains(where: Self.looksLikeStatement) else { return nil }
      kind = Votes(entries, fileName: fileName).kind
      restsOnMisspelling = true
    } else if isDated, object.holdsOnly(["Version", "Id"]) {
      kind = .permissionPolicy
      restsOnMisspelling = false
    } else {
      return nil
    }
  }

  /// Returns whether `node` is a version of the policy language. No other language is numbered by these two dates.
  private static func isDated(_ node: JSONNode?) -> Bool {
    guard let version = node?.string?.text else { return false }
    return version == "2012-10-17" || version == "2008-10-17"
  }

  /// Returns whether the object holds nothing but what a policy holds, and no statement yet.
  private static func isEmptyPolicy(_ object: MemberTable) -> Bool {
    guard object.holdsOnly(["Version", "Statement", "Id"]), let statement = object["Statement"] else { return false }
    return statement.kind == .array && statement.elements.isEmpty
  }

  /// Returns whether an entry has a misspelt `Effect` with one of its two values, and actions or resources beside it.
  private static func looksLikeStatement(_ entry: MemberTable) -> Bool {
    guard let effect = (entry["Effect"] ?? entry.misspelt("Effect"))?.string?.text.lowercased() else { return false }
    guard effect == "allow" || effect == "deny" else { return false }
    return ["Action", "NotAction", "Principal", "Resource"].contains(where: entry.means)
  }
}

/// The purpose of a policy by its statements.
private struct Votes {
  private var trust = 0
  private var principalAlone = 0
  private var bucket = 0
  private var permission = 0
  private let statements: [MemberTable]
  /// Indicates whether misspelt principals count: none of the other statements lacks one.
  private let countsMisspeltPrincipals: Bool
  /// Indicates whether the file is named for the policy of a bucket, which outweighs statements without a principal.
  private let isNamedForBucket: Bool

  private static let principals = ["Principal", "NotPrincipal"]

  init(_ statements: [MemberTable], fileName: String) {
    self.statements = statements
    isNamedForBucket = asciiLowercased(fileName).hasPart("bucket")
    countsMisspeltPrincipals =
      isNamedForBucket || statements.allSatisfy { Self.principals.contains(where: $0.means) }
    for statement in statements { add(statement) }
  }

  private mutating func add(_ statement: MemberTable) {
    let hasPrincipal =
      statement.hasAny(Self.principals)
      || countsMisspeltPrincipals && Self.principals.contains(where: statement.means)
    let hasResource = statement.means("Resource") || statement.means("NotResource")
    let isAboutRoles = (statement["Action"]?.strings ?? []).contains { $0.text.utf8.lowercasedStarts(with: "sts") }
    switch (hasPrincipal, hasResource) {
    case (true, _) where isAboutRoles: trust += 1
    case (true, true): bucket += 1
    case (true, false): principalAlone += 1
    // A role may be allowed to assume another one: that is a permission.
    case (false, true): permission += 1
    case (false, false): if isAboutRoles { principalAlone += 1 }
    }
  }

  /// Indicates whether the resources are in more than one bucket.
  private var namesSeveralBuckets: Bool {
    let resources = statements.flatMap { ($0["Resource"]?.strings ?? []) + ($0["NotResource"]?.strings ?? []) }
    return Set(resources.compactMap { ARN($0).bucket?.text }).count > 1
  }

  /// Indicates whether nothing but misspelt principals makes a bucket policy of what is a permission policy without them.
  var restsOnMisspelling: Bool {
    kind == .bucketPolicy && !statements.contains { $0.hasAny(Self.principals) }
  }

  var kind: DocumentKind {
    if trust > 0 { return .trustPolicy }
    if bucket > 0 {
      // The resources of a bucket policy are all in one bucket; a policy about several, in which not every statement
      // has a principal, is a role's policy with a principal too many. So is one in which most statements have none.
      let isOfRole = namesSeveralBuckets || permission >= bucket && !isNamedForBucket
      return permission > 0 && isOfRole ? .permissionPolicy : .bucketPolicy
    }
    return principalAlone > permission ? .trustPolicy : .permissionPolicy
  }
}

extension String.UTF8View {
  /// Returns whether the text begins with `prefix`, which is in lowercase ASCII letters, in any case.
  fileprivate func lowercasedStarts(with prefix: String) -> Bool {
    self.prefix(prefix.utf8.count).map { $0 | 0x20 }.elementsEqual(prefix.utf8)
  }
}
