import JSONSource

/// The list of the policies that are attached to the role of a site, as list-attached-role-policies answers it, beside
/// the policies that are given. The list names no inline policies.
extension Site {
  /// The answers of create-policy for policies that the role needs and that are not attached to it.
  ///
  /// Where some created policy is attached and the list is long enough for all that are given, the others were created
  /// for something else.
  package var unattachedPolicies: [Document] {
    guard let list = readableList else { return [] }
    let arns = list.attachedPolicyARNs
    let missing = createdPolicies.filter { created in created.policyARN.map { !arns.contains($0) } ?? false }
    return missing.count < createdPolicies.count && arns.count >= givenCount ? [] : missing
  }

  /// Indicates whether a policy that was created for the role is known not to be attached to it.
  package var hasUnattachedPolicy: Bool { !unattachedPolicies.isEmpty }

  /// Indicates whether the role is shown to have no policies but those given.
  var isEveryPolicyGiven: Bool {
    isPolicyListComplete || readableList.map { !$0.isTruncated && !isListOfOthers } ?? false
  }

  /// Indicates whether the list is longer or shorter than what is given, so that a policy in force is missing, or one
  /// that is given is not in force.
  var isListOfOthers: Bool {
    guard let list = readableList, !permissions.isEmpty else { return false }
    return list.attachedPolicyARNs.count != givenCount
  }

  /// The number of policies in the list.
  var attachedCount: Int { attachedPolicies?.attachedPolicyARNs.count ?? 0 }

  /// The number of policies that are given and can be in the list; several documents may be one policy.
  var givenCount: Int {
    var given: [Document] = []
    for document in permissions where document.kind != .rolePolicy {
      if !given.contains(where: { $0.hasSameContent(as: document) }) { given.append(document) }
    }
    return given.count
  }

  private var readableList: Document? { attachedPolicies.flatMap { $0.isReadable ? $0 : nil } }
}

extension Document {
  /// Indicates whether the answer of a command is only a part of a longer list.
  fileprivate var isTruncated: Bool { json.root.member("IsTruncated")?.boolean == true }
}
