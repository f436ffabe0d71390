/// The commands that put a new setup in place, in the order of the guide.
struct ShellCommands {
  private typealias Name = InitDocuments.Name
  private let request: InitRequest

  init(_ request: InitRequest) { self.request = request }

  /// All commands.
  var all: [ShellCommand] {
    let sides = request.sides
    return sides.map(createRole) + sides.flatMap { [createPolicy($0), attachPolicy($0)] } + sides.map(createBucket)
      + sides.map(enableVersioning) + sides.map(showBucketPolicy) + [putReplication, putObject] + sides.map(headObject)
  }

  // MARK: Roles and policies

  private func createRole(_ side: Side) -> ShellCommand {
    ShellCommand(
      "Create the role at the \(side.rawValue).", "aws iam create-role",
      [("--role-name", role(side)), ("--assume-role-policy-document", "file://\(Name.trust(side))")] + iam(side))
  }

  private func createPolicy(_ side: Side) -> ShellCommand {
    let name = side == .source ? request.sourcePolicy : request.targetPolicy
    return ShellCommand(
      "Create the policy at the \(side.rawValue).", "aws iam create-policy",
      [("--policy-name", name), ("--policy-document", "file://\(Name.policy(side))")] + iam(side))
  }

  private func attachPolicy(_ side: Side) -> ShellCommand {
    ShellCommand(
      "Attach the policy to the role at the \(side.rawValue).", "aws iam attach-role-policy",
      [("--role-name", role(side)), ("--policy-arn", request.policyARN(side) ?? "")] + iam(side))
  }

  // MARK: Buckets

  private func createBucket(_ side: Side) -> ShellCommand {
    ShellCommand("Create the \(side.rawValue) bucket.", "aws s3api create-bucket", bucket(side) + s3(side))
  }

  private func enableVersioning(_ side: Side) -> ShellCommand {
    ShellCommand(
      "Enable versioning on the \(side.rawValue) bucket.", "aws s3api put-bucket-versioning",
      bucket(side) + [("--versioning-configuration", "Status=Enabled")] + s3(side))
  }

  /// The documents are proved for buckets without a policy, and a new bucket has none.
  private func showBucketPolicy(_ side: Side) -> ShellCommand {
    ShellCommand(
      "Make sure that the \(side.rawValue) bucket has no policy, which could deny what Backbeat does.",
      "aws s3api get-bucket-policy", bucket(side) + s3(side),
      wanted: ShellCommand.Refusal(
        code: "NoSuchBucketPolicy",
        otherwise:
          "the \(side.rawValue) bucket has a policy: save what get-bucket-policy prints beside the documents and run repllint on them"
      ))
  }

  private var putReplication: ShellCommand {
    ShellCommand(
      "Set the replication configuration on the source bucket.", "aws s3api put-bucket-replication",
      bucket(.source) + [("--replication-configuration", "file://\(Name.replication)")] + s3(.source))
  }

  // MARK: Trial

  private var putObject: ShellCommand {
    ShellCommand("Put an object to replicate.", "aws s3api put-object", bucket(.source) + [key] + s3(.source))
  }

  private func headObject(_ side: Side) -> ShellCommand {
    let options = bucket(side) + [key] + s3(side)
    if side == .target {
      return ShellCommand(
        "Show the replica, whose ReplicationStatus is REPLICA.", "aws s3api head-object", options)
    }
    return ShellCommand(
      "Wait until the object's ReplicationStatus at the source is COMPLETED.", "aws s3api head-object",
      options + [("--query", "ReplicationStatus"), ("--output", "text")], awaited: "COMPLETED")
  }

  // MARK: Options

  /// A key that the first rule selects.
  private var key: (String, String) { ("--key", "\(request.prefixes.first ?? "")object-to-replicate") }

  private func role(_ side: Side) -> String { side == .source ? request.sourceRole : request.targetRole }

  private func bucket(_ side: Side) -> [(String, String)] {
    [("--bucket", side == .source ? request.sourceBucket : request.targetBucket)]
  }

  private func connection(_ side: Side) -> InitRequest.Connection {
    side == .source ? request.source : request.target
  }

  private func iam(_ side: Side) -> [(String, String)] {
    [("--endpoint", connection(side).resolvedIAMEndpoint), ("--profile", connection(side).profile)]
  }

  private func s3(_ side: Side) -> [(String, String)] {
    [("--endpoint", connection(side).endpoint), ("--profile", connection(side).profile)]
  }
}
