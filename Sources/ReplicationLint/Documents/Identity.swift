package import JSONSource

/// The names that tie a document to its role and its site.
extension Document {
  /// Which document it is: several may be read from one file.
  package struct ID: Sendable, Hashable {
    private let path: ExactString
    private let offset: Int?

    fileprivate init(_ document: Document) {
      path = ExactString(document.path)
      offset = document.part?.range.start
    }
  }

  /// The identity of the document among all that were read.
  package var id: ID { ID(self) }

  /// The answer that the document was read from: the entry of a list, else what is at the top of the file.
  private var answer: JSONNode { part ?? json.root }

  /// The role that the document is about, where a command answered it.
  private var roleDetails: JSONNode? {
    switch kind {
    case .role: answer.member("Role") ?? answer
    case .rolePolicy: owner ?? answer
    default: nil
    }
  }

  /// The values of the role's resource, for a trust policy in a Terraform plan or state.
  private var roleOfPlan: JSONNode? {
    guard isEmbeddedPart, owner?.member("type")?.string?.text == "aws_iam_role" else { return nil }
    return owner?.member("values")
  }

  /// Indicates whether it shows a role with its ARN: what a command answered about one, or the role's resource in a
  /// Terraform state.
  var showsRole: Bool { kind == .role || roleOfPlan?.member("arn")?.string != nil }

  /// The policy that the document is about, where a command answered it.
  private var policyDetails: JSONNode? {
    switch kind {
    case .policy: answer.member("Policy") ?? answer
    case .policyVersion: owner
    default: nil
    }
  }

  /// The role's ARN, as create-role, get-role, list-roles or get-account-authorization-details answered it, or as a
  /// Terraform state has it.
  package var roleARN: LocatedString? {
    roleDetails?.member("Arn")?.string ?? roleOfPlan?.member("arn")?.string
  }

  /// The role's name, as the same commands or get-role-policy answered it, or as the state has it.
  package var roleName: LocatedString? {
    roleDetails?.member("RoleName")?.string ?? roleOfPlan?.member("name")?.string
  }

  /// The policy's ARN, as create-policy, get-policy or get-account-authorization-details answered it.
  package var policyARN: LocatedString? { policyDetails?.member("Arn")?.string }

  /// Indicates whether it is a version of a policy that is not in force: IAM evaluates the default version alone.
  var isOldVersion: Bool {
    kind == .policyVersion && (answer.member("PolicyVersion") ?? answer).member("IsDefaultVersion")?.boolean == false
  }

  /// The ARNs of the policies attached to a role, as list-attached-role-policies or get-account-authorization-details
  /// answered them.
  package var attachedPolicyARNs: [LocatedString] {
    let list: JSONNode? =
      switch kind {
      case .attachedPolicies: json.root.member("AttachedPolicies") ?? json.root
      case .role, .rolePolicy: roleDetails?.member("AttachedManagedPolicies")
      default: nil
      }
    return list?.elements.compactMap { $0.member("PolicyArn")?.string } ?? []
  }
}

extension Document {
  /// The bucket that an input of `--cli-input-json` names beside the replication configuration or the policy in it: the
  /// one that the document is put on. Nil where it is empty, as in a skeleton.
  package var inputBucket: LocatedString? {
    guard part == nil, actualKind == nil, kind == .bucketReplication || kind == .bucketPolicyOutput,
      let bucket = json.root.member("Bucket")?.string, !bucket.text.isEmpty
    else { return nil }
    return bucket
  }
}

extension Document {
  /// The address of the Terraform resource that holds the document, such as `aws_iam_role.source`.
  var resourceAddress: String? { isEmbeddedPart ? owner?.member("address")?.string?.text : nil }
}

extension Document {
  /// The name of the role that an inline policy of a Terraform plan belongs to.
  var planRoleName: String? {
    guard isEmbeddedPart, owner?.member("type")?.string?.text == "aws_iam_role_policy" else { return nil }
    return owner?.member("values")?.member("role")?.string?.text
  }
}
