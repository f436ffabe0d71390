/// The reason why a document was given its part in a setup.
package enum Evidence: Sendable, Hashable {
  /// The manifest states it.
  case manifest
  /// The setup is gathered around it: the replication configuration.
  case configuration
  /// No other document of its kind is there, so it serves every role.
  case onlyOne
  /// The document at the path is that of the other side, and no other of its kind is there.
  case otherSide(String)
  /// It has the same content as the document at the path.
  case sameContent(String)
  /// Its ARN is an entry of `Role`.
  case roleARN
  /// Its `RoleName` is the name of the role.
  case roleName
  /// The inline policy of a Terraform plan names the role.
  case planRole
  /// It is attached to the role.
  case attached
  /// Its ARN names the account of one of the roles.
  case account
  /// It names the buckets of the setup.
  case buckets
  /// It names a bucket of which there is none in the setup, and whose name is close to that of another.
  case similarBucket(String, String)
  /// The word in its file name.
  case fileName(String)
  /// The word in the name of one of its folders.
  case folderName(String)
  /// It lies in the folder of the document at the path, whose side is known.
  case folder(String)

  /// The reason as part of a sentence: "because ...".
  package var words: String {
    switch self {
    case .manifest: "the manifest declares it"
    case .configuration: "the setup is gathered around it"
    case .onlyOne: "it is the only one"
    case .otherSide(let path): "\(quoted(path)) is that of the other role"
    case .sameContent(let path): "it has the same content as \(quoted(path))"
    case .roleARN: "`Role` names its ARN"
    case .roleName: "its `RoleName` is the name of that role"
    case .planRole: "its `role` is the name of that role"
    case .attached: "it is attached to that role"
    case .account: "its ARN has the account of that role"
    case .buckets: "of the buckets that it names"
    case .similarBucket(let name, let other): "\(quoted(name)) is close to \(quoted(other))"
    case .fileName(let word): "its file name contains \(quoted(word))"
    case .folderName(let word): "the name of its folder contains \(quoted(word))"
    case .folder(let path): "\(quoted(path)) is in the same folder"
    }
  }

  /// Indicates whether nothing but the lack of other documents shows its side.
  var isForWantOfOthers: Bool {
    if case .sameContent = self { return true }
    return isOfLoneDocument
  }

  /// Indicates whether one document serves a side for want of another one of its own.
  var isOfLoneDocument: Bool {
    switch self {
    case .onlyOne, .otherSide: true
    default: false
    }
  }

  init(_ word: SideName.Word) { self = word.isFolder ? .folderName(word.text) : .fileName(word.text) }
}

/// A document of a setup and its part in it.
package struct SetupMember: Sendable {
  /// The part of a document in a site.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    /// The replication configuration.
    case replication = "replication configuration"
    /// The role, as create-role or get-role print it.
    case role = "role"
    /// A trust policy of the role.
    case trust = "trust policy"
    /// A permission policy of the role.
    case permissions = "permission policy"
    /// A policy, as create-policy prints it.
    case createdPolicy = "created policy"
    /// The names of the policies that are attached to the role.
    case attachedPolicies = "attached policies"
    /// The versioning of the bucket.
    case versioning = "bucket versioning"
    /// The policy of the bucket.
    case bucketPolicy = "bucket policy"
  }

  /// The document.
  package let document: Document
  /// Its kind.
  package let part: Part
  /// The sides that it serves; both for the replication configuration.
  package internal(set) var sides: [Side]
  /// The reason.
  package let evidence: Evidence
}
