import JSONSource

/// One copy that Backbeat makes of every object that a rule selects.
///
/// A server of version 1 makes one, to whatever the rule names. A server of version 2 makes one for each site of each
/// rule, with a target role of its own (cloudserver getReplicationInfo.js after pull request 6172, backbeat
/// ReplicateObject.js after pull request 2743).
package struct ReplicationCopy: Sendable {
  /// The rule that asks for it.
  package let rule: ReplicationRule
  /// The destination. A server of version 1 sees the rule as a whole: there it is one that nothing serves, or nil.
  package let destination: RuleDestination?
  /// Indicates whether the source role writes it to an external location.
  package let isExternal: Bool
  /// The role that writes it, as an object's entry names it; nil where the source role does everything.
  package let targetRole: String?
  /// Indicates whether the documents of the target are about this role. Others are not known.
  package let isTargetKnown: Bool
  /// The search in which Backbeat finds the role again; nil on a server of version 1.
  let role: DestinationRole?

  /// Indicates whether a Scality site is left without a role, as `Role` of a server of version 1 names one: Backbeat
  /// expects two in the object's entry, and drops it as `BadRole` (backbeat
  /// extensions/replication/tasks/ReplicateObject.js, `_setupRolesOnce`).
  var lacksTargetRole: Bool { !isExternal && targetRole == nil }

  /// Indicates whether every key finds its role; nil when the site is not known to be one of Scality.
  var isRoleMatched: Bool? {
    guard let role, !isExternal, role.mismatch != nil else { return true }
    return destination?.isScality == true ? false : nil
  }

  /// Indicates whether the site is not known to be one of Scality or an external one.
  var isSiteOpen: Bool { destination.map { $0.isScality == nil } ?? false }

  /// Indicates whether the copy goes to a site that nothing serves, as far as was read and not run.
  var isDoubtful: Bool { destination?.isStorageClass == true }
}

extension ReplicationPlan {
  /// The copies of the objects that a rule selects, in the order of its sites.
  package func copies(of rule: ReplicationRule) -> [ReplicationCopy] {
    guard setup.server.replicationV2 else {
      let isExternal = isExternal(rule)
      return [
        ReplicationCopy(
          rule: rule, destination: rule.destinations(setup.server).first { $0.isStorageClass },
          isExternal: isExternal, targetRole: isExternal ? nil : role(.target)?.text, isTargetKnown: true, role: nil)
      ]
    }
    return rule.destinations(setup.server).map { destination in
      let isExternal = destination.isScality == false
      let role = isExternal ? nil : targetRole(rule)
      return ReplicationCopy(
        rule: rule, destination: destination, isExternal: isExternal, targetRole: role,
        isTargetKnown: role.map(isTargetKnown) ?? true,
        role: DestinationRole(rule, site: destination.site, in: configuration, setup.server))
    }
  }

  /// The copies of the object `key`: of several to one place, the one whose rule has the highest priority, without a
  /// priority the lowest, the earlier rule where they are equal.
  func copies(for key: String) -> [ReplicationCopy] {
    guard setup.server.replicationV2 else { return rule(for: key).map(copies) ?? [] }
    var places: [[String]] = []
    var chosen: [ReplicationCopy] = []
    for copy in rules(for: key).flatMap(copies) {
      let site = copy.destination?.site ?? ""
      let place = copy.isExternal ? [site] : [site, copy.rule.bucket.value?.text ?? "", copy.targetRole ?? ""]
      guard let index = places.firstIndex(of: place) else {
        places.append(place)
        chosen.append(copy)
        continue
      }
      if (copy.rule.priority ?? -1) > (chosen[index].rule.priority ?? -1) { chosen[index] = copy }
    }
    return chosen
  }

  /// The role in the entries of a rule's objects: that of the configuration with the account of the rule.
  func targetRole(_ rule: ReplicationRule) -> String? {
    guard let role = role(.target) else { return nil }
    guard setup.server.replicationV2 else { return role.text }
    guard let account = rule.account.value?.text, PrincipalGrammar.isAccount(account) else { return role.text }
    let parts = RoleARN(role).arn.parts.map { $0.text }
    return parts.count > 5 ? (parts[..<4] + [account] + parts[5...]).joined(separator: ":") : role.text
  }

  /// Returns whether the documents of the target are about a role: the one that they show was created, else the one
  /// that the configuration names.
  private func isTargetKnown(_ role: String) -> Bool {
    if let created = setup.target.roleARN {
      return created.hasSameBytes(as: role) || !namesAsTarget(created)
    }
    return self.role(.target)?.text.hasSameBytes(as: role) ?? true
  }

  /// Returns whether a rule writes with a role.
  func namesAsTarget(_ arn: String) -> Bool {
    if role(.target)?.text.hasSameBytes(as: arn) == true { return true }
    return setup.server.replicationV2
      && enabledRules.contains { targetRole($0)?.hasSameBytes(as: arn) ?? false }
  }
}
