import JSONSource

/// Evidence that an object is a replication configuration: `Rules` whose entries have a destination, or a status and
/// what it is about; or `Role` with role ARNs beside `Rules`.
///
/// Other configurations of a bucket, such as its lifecycle, have `Rules` with a status and a prefix too.
struct ReplicationEvidence {
  /// Indicates whether nothing but misspelt names show it.
  let restsOnMisspelling: Bool

  private static let about = [
    "Status", "Prefix", "Filter", "ID", "Priority", "DeleteMarkerReplication", "SourceSelectionCriteria",
  ]
  private static let otherConfigurations = [
    "Expiration", "Transition", "Transitions", "NoncurrentVersionExpiration", "NoncurrentVersionTransition",
    "NoncurrentVersionTransitions", "AbortIncompleteMultipartUpload", "ApplyServerSideEncryptionByDefault",
    "ObjectOwnership",
  ]

  init?(_ object: MemberTable) {
    let roles = Self.roleCount(object["Role"])
    if let rules = object["Rules"] {
      let entries = rules.objects
      let isShown =
        entries.contains(where: Self.isRule) || roles > 1
        || (object.has("Role") && object.holdsOnly(["Role", "Rules"]) && !object.has("Role", .object))
        || (roles == 1 && (entries.isEmpty || entries.contains(where: Self.mayBeRule)))
      guard isShown || entries.contains(where: Self.looksLikeRule) else { return nil }
      restsOnMisspelling = !isShown
    } else if let rules = object.misspelt("Rules") {
      // One rule under a name of its own, as `mc replicate ls` of MinIO prints it, is not a list of rules.
      guard rules.kind == .array || object["Role"] != nil else { return nil }
      let entries = rules.objects
      guard entries.contains(where: { Self.isRule($0) && $0.means("Destination") || Self.looksLikeRule($0) }) else {
        return nil
      }
      restsOnMisspelling = roles == 0
    } else if roles > 1 || (roles == 1 && object.names.count == 1) {
      restsOnMisspelling = false
    } else {
      return nil
    }
  }

  /// The number of role ARNs in a value.
  private static func roleCount(_ node: JSONNode?) -> Int {
    guard let node else { return 0 }
    let texts = node.string.map { [$0] } ?? node.elements.compactMap { $0.string }
    return texts.flatMap { $0.split(",") }.count { part in
      let arn = ARN(part)
      return arn.service?.text == "iam" && arn.resource?.text.utf8.starts(with: "role".utf8) == true
    }
  }

  /// Returns whether an entry of `Rules` is a rule of a replication configuration and of nothing else.
  private static func isRule(_ entry: MemberTable) -> Bool {
    if let destination = entry["Destination"] {
      if destination.kind == .object, MemberTable(destination).means("Bucket") { return true }
      return entry.hasAny(about)
    }
    return entry.has("Status") && (entry.has("Prefix") || entry.has("Filter")) && !entry.hasAny(otherConfigurations)
  }

  /// Returns whether an entry may be a rule in which much is missing or misspelt; `Role` beside it decides.
  private static func mayBeRule(_ entry: MemberTable) -> Bool {
    !entry.hasAny(otherConfigurations) && (about + ["Destination"]).contains(where: entry.means)
  }

  /// Returns whether an entry has a misspelt destination with a bucket in it, and a status or prefix beside it.
  private static func looksLikeRule(_ entry: MemberTable) -> Bool {
    guard let destination = entry.misspelt("Destination"), destination.kind == .object else { return false }
    return MemberTable(destination).means("Bucket") && (entry.means("Status") || entry.means("Prefix"))
  }
}
