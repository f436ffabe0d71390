import ArgumentParser
import ReplicationLint

/// The addresses and profiles with which commands of AWS CLI reach both sites; every command of ours that
/// prints or runs some has these options.
struct ConnectionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The S3 address of the source.", valueName: "address"))
  var sourceEndpoint: String?

  @Option(help: ArgumentHelp("The S3 address of the target.", valueName: "address"))
  var targetEndpoint: String?

  @Option(
    name: .customLong("source-iam-endpoint"),
    help: ArgumentHelp(
      "The IAM address of the source (default: port 8600 of the S3 host).",
      valueName: "address"))
  var sourceIAMEndpoint: String?

  @Option(
    name: .customLong("target-iam-endpoint"),
    help: ArgumentHelp(
      "The IAM address of the target (default: port 8600 of the S3 host).",
      valueName: "address"))
  var targetIAMEndpoint: String?

  @Option(help: ArgumentHelp("The AWS CLI profile of the source.", valueName: "name"))
  var sourceProfile: String?

  @Option(help: ArgumentHelp("The AWS CLI profile of the target.", valueName: "name"))
  var targetProfile: String?

  /// All options by name, with the value where one is given.
  var named: [(name: String, value: String?)] {
    [
      ("--source-endpoint", sourceEndpoint), ("--target-endpoint", targetEndpoint),
      ("--source-iam-endpoint", sourceIAMEndpoint), ("--target-iam-endpoint", targetIAMEndpoint),
      ("--source-profile", sourceProfile), ("--target-profile", targetProfile),
    ]
  }

  /// Replaces the parts of both connections that are given.
  func apply(to source: inout InitRequest.Connection, _ target: inout InitRequest.Connection) {
    if let sourceEndpoint { source.endpoint = sourceEndpoint }
    if let targetEndpoint { target.endpoint = targetEndpoint }
    if let sourceIAMEndpoint { source.iamEndpoint = sourceIAMEndpoint }
    if let targetIAMEndpoint { target.iamEndpoint = targetIAMEndpoint }
    if let sourceProfile { source.profile = sourceProfile }
    if let targetProfile { target.profile = targetProfile }
  }
}
