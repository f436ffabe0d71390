import JSONSource

/// Answers of AWS CLI commands in which there is nothing to check.
enum ForeignAnswer {
  /// The members that an answer has, those that it has not, and the command.
  private struct Shape {
    let members: [String]
    var without: [String] = []
    let command: Message
  }

  /// The type of an answer with only these two members; more specific shapes come first.
  private static let shapes: [Shape] = [
    Shape(members: ["CopyObjectResult"], command: "copy-object"),
    Shape(members: ["ETag"], without: ["LastModified"], command: "put-object"),
    Shape(members: ["Buckets", "Owner"], command: "list-buckets"),
    Shape(members: ["Buckets"], command: "list-buckets"),
    Shape(members: ["Owner", "Grants"], command: "get-bucket-acl"),
    Shape(members: ["Contents"], command: "list-objects"),
    Shape(members: ["RequestCharged", "Prefix"], command: "list-objects"),
    Shape(members: ["CommonPrefixes"], command: "list-objects"),
    Shape(members: ["KeyCount"], command: "list-objects-v2"),
    Shape(members: ["DeleteMarkers"], command: "list-object-versions"),
    Shape(members: ["Uploads"], command: "list-multipart-uploads"),
    Shape(members: ["LocationConstraint"], command: "get-bucket-location"),
    Shape(members: ["DeleteMarker", "VersionId"], command: "delete-object"),
    Shape(members: ["Deleted"], command: "delete-objects"),
    Shape(members: ["UserId", "Account", "Arn"], command: "get-caller-identity"),
    Shape(members: ["Credentials", "AssumedRoleUser"], command: "assume-role"),
    Shape(members: ["PolicyNames"], command: "list-role-policies"),
    Shape(members: ["EvaluationResults"], command: "simulate-principal-policy"),
    Shape(members: ["Policy", "RevisionId"], command: "`aws lambda get-policy`"),
    Shape(members: ["FunctionName", "Role"], command: "`aws lambda get-function-configuration`"),
    Shape(members: ["AccessKeyMetadata"], command: "list-access-keys"),
    Shape(members: ["AccessKey"], command: "create-access-key"),
    Shape(members: ["AccountAliases"], command: "list-account-aliases"),
    Shape(members: ["PolicyGroups", "PolicyRoles"], command: "list-entities-for-policy"),
    Shape(members: ["Users"], command: "list-users"), Shape(members: ["Groups"], command: "list-groups"),
    Shape(members: ["User"], command: "get-user"),
  ]

  static func file(_ object: MemberTable) -> ForeignFile? {
    if object.names.isEmpty { return answer("a command without output") }
    if object.holdsOnly(["Location", "BucketArn"]), object.has("Location", .string) { return answer("create-bucket") }
    if object.has("Versions", .array) {
      let isOfPolicy = object["Versions"]?.objects.first?.has("IsDefaultVersion") == true
      return answer(isOfPolicy ? "list-policy-versions" : "list-object-versions")
    }
    if object.has("Policies", .array), object["Policies"]?.objects.allSatisfy({ $0.has("Arn") }) == true {
      return answer("list-policies")
    }
    return command(of: object, policies).map(answer) ?? input(object) ?? command(of: object, shapes).map(answer)
  }

  private static func command(of object: MemberTable, _ shapes: [Shape]) -> Message? {
    shapes.first { shape in
      shape.members.allSatisfy(object.has) && !object.hasAny(shape.without) && isAnswer(object)
    }?.command
  }

  /// Answers that hold the policy of something else, and look like an input of another command.
  private static let policies = [
    Shape(members: ["UserName", "PolicyName", "PolicyDocument"], command: "get-user-policy"),
    Shape(members: ["GroupName", "PolicyName", "PolicyDocument"], command: "get-group-policy"),
    Shape(members: ["Policy", "PolicyName"], without: ["RoleName", "Bucket"], command: "`aws kms get-key-policy`"),
  ]

  private static func answer(_ command: Message) -> ForeignFile {
    ForeignFile(
      "an answer of \(command)", help: "there is nothing in it to check; leave it out, or pass `--foreign skip`")
  }

  /// AWS CLI writes the members of its answers in camel case with a capital first letter.
  private static func isAnswer(_ object: MemberTable) -> Bool {
    object.names.allSatisfy { name in name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false }
  }

  /// An input of `--cli-input-json`.
  private static func input(_ object: MemberTable) -> ForeignFile? {
    let names = ["AssumeRolePolicyDocument", "PolicyDocument", "ReplicationConfiguration", "Policy"]
    let isInput =
      object.hasAny(names) && object.hasAny(["RoleName", "PolicyName", "Bucket"]) && isAnswer(object)
    if !isInput { return nil }
    return ForeignFile("an input of `--cli-input-json`", help: "write the document in it to a file of its own")
  }
}
