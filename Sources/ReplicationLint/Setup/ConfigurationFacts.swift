import JSONSource

/// The facts in a replication configuration about the documents that belong to it.
struct ConfigurationFacts {
  /// The folder that it lies in.
  let folder: Folder
  /// The entries of `Role`.
  let roles: [String]
  /// The names of the roles in them.
  let roleNames: [String?]
  /// The bucket of its first rule with a destination.
  let destination: String?
  /// The buckets of all its rules.
  let destinations: Set<String>
  /// The names of the roles as names of files may hold them, without what the file of the configuration is called.
  let rolesInNames: SitesInNames
  /// The words of the name of its file.
  let fileWords: [String]
  /// The bucket that it is put on, where its file is an input of put-bucket-replication.
  let inputBucket: String?
  /// The accounts of the roles.
  let accounts: [String?]

  /// Reads a configuration.
  ///
  /// - Parameter isReversed: whether it names the target role first.
  init(_ document: Document, isReversed: Bool = false) {
    folder = Folder(of: document)
    let configuration = document.replication
    let named = configuration?.role.value?.split(",") ?? []
    let entries = isReversed ? named.reversed() : named
    roles = entries.map { $0.text }
    roleNames = entries.map { RoleARN($0).name }
    accounts = entries.map { RoleARN($0).arn.account?.text }
    inputBucket = document.inputBucket?.text
    fileWords = document.json.fileWords
    rolesInNames =
      roles.count == 2
      ? SitesInNames(source: roleNames[0], target: roleNames[1]).without(fileWords)
      : SitesInNames(source: nil, target: nil)
    let buckets = configuration?.readableRules.compactMap { $0.bucket.value } ?? []
    destination = buckets.first.flatMap { DestinationARN($0).effectiveBucket?.text }
    destinations = Set(buckets.compactMap { DestinationARN($0).effectiveBucket?.text })
  }

  /// Indicates whether both roles are in one account, so that an account identifies no side.
  var isOneAccount: Bool { accounts.count == 2 && accounts[0] == accounts[1] }

  /// The side whose entry of `Role` is the ARN.
  func side(ofRole arn: String?) -> Side? {
    guard let arn, Set(roles).count == roles.count else { return nil }
    switch roles.firstIndex(where: { $0.hasSameBytes(as: arn) }) {
    case 0?: return .source
    case 1?: return .target
    default: return nil
    }
  }

  /// The side whose role has the name; nil where both have it.
  func side(ofRoleName name: String) -> Side? {
    let sides = zip(Side.allCases, roleNames).filter { $0.1?.hasSameBytes(as: name) == true }
    return sides.count == 1 ? sides[0].0 : nil
  }

  /// The side whose role has the account of the ARN, where the two roles have different ones.
  func side(ofAccount arn: LocatedString?) -> Side? {
    guard let account = arn.flatMap({ ARN($0).account?.text }), !account.isEmpty, !isOneAccount else { return nil }
    switch accounts.firstIndex(of: account) {
    case 0?: return .source
    case 1?: return .target
    default: return nil
    }
  }

  /// A policy that reads the replication configuration is the source's; one that names only the destination is the
  /// target's.
  func side(ofBuckets document: Document) -> Side? {
    if let bucket = SourceBucket.named(in: [document]), !destinations.contains(bucket) { return .source }
    guard let policy = document.policy, destination != nil else { return nil }
    // A Deny on a pattern names no bucket, and may be about either.
    if policy.isDenyOnly, policy.namesBucketByPattern, destinations.contains(where: policy.reaches) { return nil }
    let buckets = policy.bucketsNamed
    if buckets.isEmpty { return nil }
    return buckets.isSubset(of: destinations) ? .target : buckets.isDisjoint(with: destinations) ? .source : nil
  }

  /// The one bucket beside the destinations on which one of `policies` allows reading the replication configuration.
  func sourceBucket(in policies: [Document]) -> String? {
    var found: String?
    for policy in policies {
      guard let bucket = SourceBucket.named(in: [policy]), !destinations.contains(bucket) else { continue }
      if let found, !found.hasSameBytes(as: bucket) { return nil }
      found = bucket
    }
    return found
  }

  /// Returns whether a policy names the bucket of a side.
  func names(_ side: Side, in document: Document) -> Bool {
    switch side {
    case .source: SourceBucket.named(in: [document]) != nil
    case .target: document.policy.map(isNamed) ?? false
    }
  }

  /// Returns whether a policy can be about the bucket of a side: it names it, or names buckets by patterns.
  func mayName(_ side: Side, in document: Document) -> Bool {
    names(side, in: document) || document.policy?.namesBucketByPattern != false
  }

  /// Returns whether a policy names a bucket that the configuration replicates to.
  func isNamed(in policy: PolicyDocument) -> Bool {
    !policy.bucketsNamed.isDisjoint(with: destinations)
  }
}

extension PolicyDocument {
  /// The buckets in the resources of all statements, wildcards included.
  var bucketsNamed: Set<String> {
    Set(readableStatements.flatMap { $0.resourceItems }.compactMap { $0.bucket?.text })
  }

  /// Indicates whether some resource may be in any of several buckets.
  var namesBucketByPattern: Bool {
    readableStatements.contains { statement in
      statement.resourceItems.isEmpty
        || statement.resourceItems.contains { item in
          item.bucket.map { bucket in ["*", "?", "$"].contains { bucket.text.hasPart($0) } } ?? true
        }
    }
  }

  /// Indicates whether a statement names Backbeat, in any spelling, as a service.
  var namesBackbeat: Bool {
    readableStatements.contains { statement in
      statement.principal.value?.entries.contains { entry in
        entry.values?.items.contains { $0.text.lowercased().utf8.starts(with: "backbeat".utf8) } ?? false
      } ?? false
    }
  }

  /// Indicates whether a statement names an action about replication.
  var asksForReplication: Bool {
    readableStatements.contains { statement in
      statement.action.value?.items.contains { $0.text.lowercased().hasPart("replica") } ?? false
    }
  }
}

extension Document {
  /// The name of the role that get-role-policy was asked about.
  var inlineRoleName: String? { kind == .rolePolicy && part == nil ? roleName?.text : nil }

  /// Returns whether the document in both files is the same except for whitespace between its values.
  func hasSameContent(as other: Document) -> Bool {
    content == other.content || content.compactSource == other.content.compactSource
  }
}

extension JSONNode {
  /// The value as it is written, without whitespace outside of strings.
  var compactSource: [UInt8] {
    var result: [UInt8] = []
    var isString = false
    var isEscaped = false
    for byte in document.source.bytes[range.start..<range.end] {
      if isString {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isString = false
        }
      } else if byte > 0x20 {
        isString = byte == UInt8(ascii: "\"")
        result.append(byte)
      }
    }
    return result
  }
}
