import JSONSource

/// Evidence that a file is what an AWS CLI command printed: the full shape of its answer, or what `--query` cuts out of
/// it.
enum CaptureEvidence {
  /// The members beside the policy in what put-bucket-policy reads with `--cli-input-json`; it holds the policy as
  /// get-bucket-policy answers it.
  private static let inputsOfPutBucketPolicy = [
    "Bucket", "ChecksumAlgorithm", "ConfirmRemoveSelfBucketAccess", "ContentMD5", "ExpectedBucketOwner",
  ]

  /// The kind of answer that `root` is.
  ///
  /// - Parameter fileName: identifies the command whose answer an empty file is, since some commands print nothing.
  static func kind(of root: JSONNode, fileName: String) -> DocumentKind? {
    switch root.kind {
    case .object: kind(of: MemberTable(root))
    case .array: kind(ofList: root.elements)
    default: isNeverVersioned(root.document, fileName) ? .bucketVersioning : nil
    }
  }

  /// The kind of a file that is stated to be the answer of a command, and is not.
  ///
  /// The member in which the command prints the result identifies an answer; what is in it is checked as a document.
  static func contradiction(_ stated: DocumentKind, _ json: JSONDocument, _ envelope: Envelope) -> DocumentKind? {
    // The document in the answer of get-bucket-replication is checked whatever is around it.
    guard stated.isCLIOutput, stated != .bucketReplication else { return nil }
    // Nothing at all is the answer about a bucket whose versioning was never set.
    if !json.isValid { return json.source.bytes.allSatisfy { $0 <= 0x20 } ? nil : .unknown }
    if stated == .bucketVersioning, VersioningState.isAnswer(json) { return nil }
    let actual = FileEvidence(json, envelope)?.kind
    return actual == stated || isIncomplete(json.root, stated) ? nil : actual ?? .unknown
  }

  /// Returns whether an answer has the member that the command prints, whatever else may be missing.
  private static func isIncomplete(_ root: JSONNode, _ kind: DocumentKind) -> Bool {
    let answer = MemberTable(root)
    return switch kind {
    case .policyVersion: answer.hasAny(["PolicyVersion", "Document"])
    case .rolePolicy: answer.has("PolicyDocument")
    case .bucketPolicyOutput: answer.has("Policy", .string)
    case .objectHead: root.kind == .object && answer.names.allSatisfy(isAboutObject)
    case .attachedPolicies: root.isEmptyList || answer["AttachedPolicies"]?.isEmptyList == true
    case .roles: root.isEmptyList || answer.has("Roles", .array)
    case .accountDetails: answer.has("RoleDetailList", .array)
    default: false
    }
  }

  private static func kind(of answer: MemberTable) -> DocumentKind? {
    func inner(_ name: String) -> MemberTable? { answer[name].flatMap { $0.kind == .object ? MemberTable($0) : nil } }
    if let role = inner("Role"), role.hasAny(["Arn", "RoleName", "RoleId", "AssumeRolePolicyDocument"]) {
      return .role
    }
    if let version = inner("PolicyVersion"), version.hasAny(["Document", "VersionId", "IsDefaultVersion"]) {
      return .policyVersion
    }
    if let policy = inner("Policy"), policy.hasAny(["Arn", "PolicyName", "PolicyId"]), !policy.has("Statement") {
      return .policy
    }
    if isOnly(answer, ["Policy"] + inputsOfPutBucketPolicy), let text = answer["Policy"]?.string?.text, isPolicy(text) {
      return .bucketPolicyOutput
    }
    if let configuration = answer["ReplicationConfiguration"],
      FileEvidence(document: configuration)?.kind == .replicationConfiguration
    {
      return .bucketReplication
    }
    if TerraformPlan(answer) != nil { return .terraformPlan }
    return listKind(of: answer) ?? partKind(of: answer) ?? stateKind(of: answer)
  }

  /// Answers that hold a list.
  private static func listKind(of answer: MemberTable) -> DocumentKind? {
    let pages = ["IsTruncated", "Marker", "NextToken"]
    if isOnly(answer, ["AttachedPolicies"] + pages), answer.has("AttachedPolicies", .array),
      answer["AttachedPolicies"]?.objects.allSatisfy({ $0.has("PolicyArn") }) == true
    {
      return .attachedPolicies
    }
    if isOnly(answer, ["Roles"] + pages), answer.has("Roles", .array),
      answer["Roles"]?.objects.allSatisfy(isRole) == true
    {
      return .roles
    }
    let details = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]
    if isOnly(answer, details + pages), answer.has("RoleDetailList", .array) { return .accountDetails }
    return nil
  }

  /// The results of `--query Role`, `--query Policy` and `--query PolicyVersion`, and of get-role-policy.
  private static func partKind(of answer: MemberTable) -> DocumentKind? {
    if isRole(answer) { return .role }
    if answer.has("RoleName", .string), answer.has("PolicyName", .string), answer.has("PolicyDocument") {
      return .rolePolicy
    }
    if answer.has("Arn", .string), answer.has("PolicyName"), answer.hasAny(["PolicyId", "DefaultVersionId"]) {
      return .policy
    }
    if answer.has("VersionId"), answer.has("IsDefaultVersion"), answer.hasAny(["Document", "CreateDate"]) {
      return .policyVersion
    }
    return nil
  }

  /// Answers about the state of a bucket or an object.
  private static func stateKind(of answer: MemberTable) -> DocumentKind? {
    if isOnly(answer, ["Status", "MFADelete"]), let status = answer["Status"]?.string?.text {
      return status == "Enabled" || status == "Suspended" ? .bucketVersioning : nil
    }
    let isShown =
      answer.has("ReplicationStatus", .string)
      || (answer.has("LastModified") && answer.hasAny(["ETag", "ContentLength", "AcceptRanges"]))
    return isShown && answer.names.allSatisfy(isAboutObject) ? .objectHead : nil
  }

  /// The results of `--query AttachedPolicies` and `--query Roles`.
  private static func kind(ofList elements: [JSONNode]) -> DocumentKind? {
    func isAttached(_ entry: MemberTable) -> Bool { entry.has("PolicyArn", .string) && entry.has("PolicyName") }
    if elements.isEmpty { return nil }
    if elements.allSatisfy({ isAttached(MemberTable($0)) }) { return .attachedPolicies }
    return elements.allSatisfy { isRole(MemberTable($0)) } ? .roles : nil
  }

  private static func isRole(_ entry: MemberTable) -> Bool {
    guard entry.has("RoleName", .string), let arn = entry["Arn"]?.string else { return false }
    return ARN(arn).service?.text == "iam" && entry.hasAny(["AssumeRolePolicyDocument", "RoleId"])
  }

  /// Returns whether the answer has only `names`, and what SDKs add to every answer.
  private static func isOnly(_ answer: MemberTable, _ names: [String]) -> Bool {
    answer.holdsOnly(names + ["ResponseMetadata"])
  }

  /// Returns whether `text` is a policy, as get-bucket-policy prints it in a string.
  private static func isPolicy(_ text: String) -> Bool {
    let root = JSONDocument(SourceFile(name: "", text: text)).root
    return root.kind == .object && PolicyEvidence(MemberTable(root)) != nil
  }

  /// Returns whether the file is what get-bucket-versioning answers for a bucket that was never versioned: nothing.
  ///
  /// put-bucket-versioning answers nothing too, once versioning is set.
  private static func isNeverVersioned(_ json: JSONDocument, _ path: String) -> Bool {
    guard json.source.bytes.allSatisfy({ $0 <= 0x20 }) else { return false }
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0)?.lowercased() ?? "" } ?? ""
    return name.hasPart("versioning") && !name.hasPart("put")
  }

  /// Returns whether head-object answers with a member of this name.
  private static func isAboutObject(_ name: String) -> Bool {
    let names = [
      "AcceptRanges", "ArchiveStatus", "Body", "BucketKeyEnabled", "CacheControl", "DeleteMarker", "ETag", "Expiration",
      "Expires", "ExpiresString", "LastModified", "Metadata", "MissingMeta", "PartsCount", "ReplicationStatus",
      "RequestCharged", "ResponseMetadata", "Restore", "ServerSideEncryption", "StorageClass", "TagCount", "VersionId",
      "WebsiteRedirectLocation",
    ]
    return names.contains(name) || ["Checksum", "Content", "ObjectLock", "SSE"].contains { name.hasPrefix($0) }
  }
}

extension JSONNode {
  /// Indicates whether the value is a list with nothing in it, as `--query` cuts it out of an answer.
  fileprivate var isEmptyList: Bool { kind == .array && elements.isEmpty }
}
