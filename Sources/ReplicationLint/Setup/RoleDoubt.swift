import JSONSource

/// Reasons to doubt that the roles, prefixes and documents of a setup are the ones that are meant. A setup with one of
/// them is not proved to replicate.
extension ReplicationPlan {
  /// Indicates whether one role is named for both sides.
  var namesOneRoleTwice: Bool { roles.count == 2 && roles[0] == roles[1] && !roles[0].isEmpty }

  /// Indicates whether each side's created role is the one named for the other.
  var rolesAreSwapped: Bool {
    guard roles.count == 2, roles[0] != roles[1], let source = setup.source.roleARN, let target = setup.target.roleARN
    else { return false }
    return roles[0].text.hasSameBytes(as: target) && roles[1].text.hasSameBytes(as: source)
  }

  /// Indicates whether the names of the roles indicate that the target's is first, and no document shows the source
  /// role.
  var rolesSeemSwapped: Bool {
    func side(_ role: LocatedString) -> Side? {
      let name = RoleARN(role).name?.lowercased() ?? ""
      let isSource = name.hasPart("source") || name.hasSuffix("-src")
      let isTarget = name.hasPart("target") || name.hasPart("dest") || name.hasSuffix("-dst")
      return isSource == isTarget ? nil : isSource ? .source : .target
    }
    let isConfirmed = setup.source.roleARN != nil && missingRole(.source) == nil
    return roles.count == 2 && !isConfirmed && side(roles[0]) == .target && side(roles[1]) == .source
  }

  /// Returns whether documents of a side show accounts and none of them is the account of the side's role.
  func contradictsAccount(_ side: Side) -> Bool {
    let site = site(side)
    guard site.roleARN == nil, let role = role(side), let account = RoleARN(role).arn.account?.text else {
      return false
    }
    let arns = site.createdPolicies.compactMap { $0.policyARN } + (site.attachedPolicies?.attachedPolicyARNs ?? [])
    let accounts = arns.compactMap { ARN($0).account?.text }.filter(PrincipalGrammar.isAccount)
    return !accounts.isEmpty && !accounts.contains { $0.hasSameBytes(as: account) }
  }

  /// Reasons why roles, prefixes or documents are likely not the ones that are meant, each as a part of a sentence.
  var doubts: [Message] {
    var doubts = roleDoubts
    for rule in enabledRules {
      if isOneBucket(rule) { doubts.append("source and destination of \(rule.name) are the same bucket") }
      if let prefix = rule.keys(setup.server)?.text, PrefixDoubt(prefix.text) != nil {
        doubts.append("real keys hardly start with \(quoted: prefix.text)")
      }
      doubts += repeatedSite(of: rule)
    }
    if let named = setup.replication?.inputBucket, let source = setup.source.bucket,
      !named.text.hasSameBytes(as: source)
    {
      doubts.append("the configuration is put on \(quoted: named.text), not on \(quoted: source)")
    }
    return doubts + setup.doubts
  }

  /// Reasons why no key of a rule is certain to replicate, each as a part of a sentence. A given key settles whether
  /// real keys have the prefix.
  func doubts(about rule: ReplicationRule) -> [Message] {
    roleDoubts + (isOneBucket(rule) ? ["source and destination of \(rule.name) are the same bucket"] : [])
      + repeatedSite(of: rule)
  }

  /// That a server of version 1 never completes the status of a rule's objects, where the rule names a site twice.
  private func repeatedSite(of rule: ReplicationRule) -> [Message] {
    guard !setup.server.replicationV2, let list = rule.storageClass.value else { return [] }
    return StorageClass.repeats(StorageClass(list, setup.server).items).isEmpty
      ? [] : ["\(rule.name) names a site twice, so its objects stay `PROCESSING`"]
  }

  private var roleDoubts: [Message] {
    var doubts: [Message] = []
    // A role that is known not to be there settles it.
    if namesOneRoleTwice, Side.allCases.allSatisfy({ missingRole($0) == nil }) {
      doubts.append("one role is named for both sides")
    }
    if rolesAreSwapped || rolesSeemSwapped { doubts.append("`Role` names the target role first") }
    for side in Side.allCases where contradictsAccount(side) {
      doubts.append("no document confirms the account of the \(side.rawValue) role")
    }
    for side in Side.allCases where site(side).isListOfOthers && missingRole(side) == nil {
      let site = site(side)
      let count = site.attachedCount
      let attached = count == 0 ? "no policy is" : count == 1 ? "1 policy is" : "\(count) policies are"
      let given = site.givenCount == 1 ? "1 is" : "\(site.givenCount) are"
      doubts.append("\(attached) attached to the \(side.rawValue) role, and \(given) given")
    }
    return doubts
  }
}
