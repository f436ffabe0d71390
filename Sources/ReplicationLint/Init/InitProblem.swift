import JSONSource

/// One problem of a request for a new setup.
public struct InitProblem: Sendable, Hashable {
  /// The part of the request; nil where several parts do not go together.
  public let parameter: InitRequest.Parameter?
  /// One self-contained sentence.
  public let message: String

  /// Makes a problem.
  package init(_ parameter: InitRequest.Parameter?, _ message: Message) {
    self.parameter = parameter
    self.message = message.text
  }
}

/// A request that no setup can be written for.
public struct InvalidInitRequest: Error, Sendable, Hashable {
  /// The problems; at least one.
  public let problems: [InitProblem]
}

extension InitRequest {
  /// Everything that is wrong with the values of the request, in the order of its parts.
  public var problems: [InitProblem] {
    var problems = bucketProblems + identityProblems + prefixProblems + siteProblems
    for side in sides { problems += connectionProblems(side) }
    return problems
  }

  private var bucketProblems: [InitProblem] {
    var problems = [(Parameter.sourceBucket, sourceBucket), (.targetBucket, targetBucket)].compactMap {
      parameter, name in
      BucketName.reason(against: name).map { InitProblem(parameter, "no bucket can be called \(quoted: name): \($0)") }
    }
    if !isExternal, sourceBucket.hasSameBytes(as: targetBucket), sourceAccount == targetAccount {
      problems.append(
        InitProblem(
          .targetBucket, "source and target are the bucket \(quoted: sourceBucket) of one account; name another target")
      )
    }
    return problems
  }

  private var identityProblems: [InitProblem] {
    var problems: [InitProblem] = []
    func check(_ account: String, _ parameter: Parameter) {
      if !PrincipalGrammar.isAccount(account) {
        problems.append(InitProblem(parameter, "an account has twelve digits, unlike \(quoted: account)"))
      } else if Placeholder.sampleAccounts.contains(account) {
        problems.append(
          InitProblem(parameter, "\(quoted: account) is an example account of the AWS documentation, not yours"))
      }
    }
    func check(_ name: String, _ kind: String, limit: Int, _ parameter: Parameter) {
      if let reason = IAMName.reason(against: name, limit: limit) {
        problems.append(InitProblem(parameter, "no \(kind) can be called \(quoted: name) here: \(reason)"))
      }
    }
    check(sourceAccount, .sourceAccount)
    if !isExternal {
      if let targetAccount {
        check(targetAccount, .targetAccount)
      } else {
        problems.append(InitProblem(.targetAccount, "the target's account is missing"))
      }
    }
    check(sourceRole, "role", limit: Limits.roleName, .sourceRole)
    check(sourcePolicy, "policy", limit: IAMName.policyLimit, .sourcePolicy)
    if !isExternal {
      check(targetRole, "role", limit: Limits.roleName, .targetRole)
      check(targetPolicy, "policy", limit: IAMName.policyLimit, .targetPolicy)
      if sourceAccount == targetAccount, sourceRole == targetRole {
        problems.append(InitProblem(.targetRole, "both roles of one account have the name \(quoted: sourceRole)"))
      }
    }
    return problems
  }

  private var prefixProblems: [InitProblem] {
    if prefixes.isEmpty { return [InitProblem(.prefix, "no prefix is given; the empty one stands for all keys")] }
    if prefixes.count > Limits.rules {
      return [InitProblem(.prefix, "there are \(prefixes.count) prefixes, more than \(Limits.rules)")]
    }
    var problems: [InitProblem] = []
    for prefix in prefixes {
      if prefix.utf16.count > Limits.prefix {
        problems.append(
          InitProblem(
            .prefix, "the prefix \(quoted: prefix) has \(prefix.utf16.count) characters, more than \(Limits.prefix)"))
      }
      if prefix.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
        problems.append(InitProblem(.prefix, "the prefix \(quoted: prefix) contains a control character"))
      }
    }
    for overlap in PrefixOverlaps(prefixes.map { Array($0.utf16) }).found {
      problems.append(
        InitProblem(
          .prefix,
          "the prefixes \(quoted: prefixes[overlap.earlier]) and \(quoted: prefixes[overlap.later]) overlap; the server accepts none that begins another"
        ))
    }
    return problems
  }

  private var siteProblems: [InitProblem] {
    guard let site else {
      return isExternal ? [InitProblem(.site, "an external location is named by its site, which is missing")] : []
    }
    let isOdd = site.unicodeScalars.contains { scalar in
      scalar == "," || scalar == ":" || scalar.properties.isWhitespace || !isVisible(scalar)
    }
    if site.isEmpty || isOdd {
      return [InitProblem(.site, "no site can be called \(quoted: site)")]
    }
    var problems: [InitProblem] = []
    if StorageClass.classes.contains(site) {
      problems.append(
        InitProblem(.site, "\(quoted: site) is a storage class and no site; leave it out for the default site"))
    }
    guard isExternal else { return problems }
    if externalType.isEmpty || !externalType.unicodeScalars.allSatisfy(isVisible) {
      problems.append(InitProblem(.externalType, "no kind of location is called \(quoted: externalType)"))
    }
    return problems
  }

  private func connectionProblems(_ side: Side) -> [InitProblem] {
    let isSource = side == .source
    let connection = isSource ? source : target
    var problems: [InitProblem] = []
    func check(_ address: String, _ parameter: Parameter) {
      let host = Address(address)?.host ?? ""
      let isOdd = address.unicodeScalars.contains { $0.properties.isWhitespace || !isVisible($0) }
      if host.isEmpty || isOdd {
        problems.append(InitProblem(parameter, "\(quoted: address) is not an address such as `http://node1`"))
      }
    }
    check(connection.endpoint, isSource ? .sourceEndpoint : .targetEndpoint)
    if let address = connection.iamEndpoint { check(address, isSource ? .sourceIAMEndpoint : .targetIAMEndpoint) }
    if connection.profile.isEmpty || !connection.profile.unicodeScalars.allSatisfy(isVisible) {
      problems.append(
        InitProblem(
          isSource ? .sourceProfile : .targetProfile, "no profile can be called \(quoted: connection.profile)"))
    }
    return problems
  }
}

extension BucketName {
  /// The reason against a new bucket called `name`, in words; nil where there is none.
  fileprivate static func reason(against name: String) -> Message? {
    if passesByAccident(name) { return "the server reserves this name" }
    switch fault(in: name) {
    case .length(let count): return "a name has 3 to 63 characters, not \(count)"
    case .character(let scalar, _):
      return "\(quoted: String(scalar)) is neither a lowercase letter, a digit, a dot nor a hyphen"
    case .separators: return "dots and hyphens have a letter or digit on both sides, and no dot is beside another"
    case .address: return "it looks like an IP address"
    case nil: return nil
    }
  }
}
