import JSONSource

/// Answers about the role or the bucket of one site: what is attached, and whether versioning is enabled.
///
/// One whose side is not known leaves the verdict open where it may change it. Where a name or the folder of a site shows the
/// side, that goes before the account of a policy: one that was made at the wrong site shows it.
extension SiteAssignment {
  /// Assigns the answers of create-policy.
  mutating func assignCreatedPolicies(_ answers: [Document]) {
    for document in answers {
      place(
        document, .createdPolicy,
        byCertainName(document) ?? ofFolderOfTarget(document) ?? ofAccount(document.policyARN) ?? byName(document)
          ?? bySiteFolder(document), reasonOfAccount)
    }
  }

  /// Assigns the answers of list-attached-role-policies.
  mutating func assignAttachedPolicies(_ answers: [Document]) {
    var open: [Document] = []
    for document in answers {
      let side =
        byCertainName(document) ?? ofFolderOfTarget(document) ?? ofAttachedPolicies(document) ?? byName(document)
        ?? bySiteFolder(document)
      let isEmpty = document.attachedPolicyARNs.isEmpty
      place(
        document, .attachedPolicies, side,
        isEmpty ? "it lists no policy, and neither its name nor its folder shows its side" : reasonOfAccount)
      if side == nil, isEmpty || configuration.isOneAccount && isOfAccounts(document) { open.append(document) }
    }
    for document in open {
      let others = Side.allCases.filter { side in
        let site = site(side)
        return site.attachedPolicies == nil && !site.permissions.isEmpty
          && site.givenCount != document.attachedPolicyARNs.count
      }
      if !others.isEmpty { doubt("it is not known which role \(quoted: document.path) is about") }
    }
  }

  /// The target, for what lies with a policy that names the destination, where the source has its policies with the
  /// configuration.
  private func ofFolderOfTarget(_ document: Document) -> (Side, Evidence)? {
    guard sourceFolders.contains(configuration.folder), targetFolders.contains(Folder(of: document)),
      let found = byFolder(document), found.0 == .target
    else { return nil }
    return found
  }

  private var reasonOfAccount: Message {
    configuration.isOneAccount ? "both roles have its account" : "neither role has its account"
  }

  private func isOfAccounts(_ list: Document) -> Bool {
    list.attachedPolicyARNs.contains { arn in
      configuration.accounts.contains { $0 != nil && $0 == ARN(arn).account?.text }
    }
  }

  /// Assigns the answers of get-bucket-versioning. Of two for one bucket in one folder that differ it is not known which
  /// holds.
  mutating func assignVersioning(_ answers: [Document]) {
    var open: [Document] = []
    for document in answers {
      let side =
        byCertainName(document) ?? ofBucketName(document) ?? byName(document) ?? bySiteFolder(document)
        ?? ofFolderPair(document, answers)
      guard let (side, evidence) = side else {
        leave(document, "neither its name nor its folder shows which bucket it is about")
        open.append(document)
        continue
      }
      if let other = documents(.versioning, side).first, !isFarther(document, other),
        other.versioning?.isEnabled != document.versioning?.isEnabled
      {
        leave(document, "\(quoted: other.path) shows versioning of the \(side.rawValue) bucket too")
        doubt("\(quoted: other.path) and \(quoted: document.path) show different states of one bucket")
      } else {
        put(document, .versioning, [side], evidence)
      }
    }
    if Side.allCases.allSatisfy({ has(.versioning, $0) }) { return }
    for document in open where document.versioning?.isEnabled == false {
      doubt("it is not known which bucket \(quoted: document.path) is about")
    }
  }

  /// The source, where an answer lies with the configuration in the folder called like the source bucket, and another in
  /// the folder beside it that is called like the destination: the name is then that of a bucket, not of the setup.
  private func ofFolderPair(_ document: Document, _ answers: [Document]) -> (Side, Evidence)? {
    let home = configuration.folder
    guard Folder(of: document) == home, let sourceBucket, let destination = configuration.destination,
      home.names.last?.elementsEqual(sourceBucket.utf8) == true, !sourceBucket.hasSameBytes(as: destination)
    else { return nil }
    let isPaired = answers.contains { answer in
      let folder = Folder(of: answer)
      return folder.parent == home.parent && folder.names.last?.elementsEqual(destination.utf8) == true
    }
    return isPaired ? (.source, .folderName(sourceBucket)) : nil
  }
}
