import ArgumentParser
import JSONSource
import ReplicationLint

/// `repllint audit`: prints the commands that read a setup in use.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Print a script that reads a setup in use and saves the answers for check and trace.",
    discussion: """
      The script is for sh and runs AWS CLI. It reads the replication configuration, the roles that it names with all \
      their policies, and versioning, policy and location of both buckets, and writes a manifest .repllint.json beside \
      the answers. No command in it changes anything at the servers; repllint itself runs nothing and sees no \
      credentials. What could not be read is in audit.txt, and the script then ends with 1. An earlier audit in the \
      folder is kept beside it.

      EXAMPLES
        repllint audit --source-bucket orders --target-bucket orders-copy > audit.sh
        sh audit.sh; repllint check ./audit; repllint trace ./audit --key invoices/1.pdf
      """)

  @Option(help: ArgumentHelp("The bucket that is replicated.", valueName: "name"))
  var sourceBucket: String

  @Option(help: ArgumentHelp("The bucket that receives the objects.", valueName: "name"))
  var targetBucket: String

  @Option(help: ArgumentHelp("The key of an object whose status is read at both sites.", valueName: "key"))
  var key: String?

  @OptionGroup var connections: ConnectionOptions

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("The folder that the script makes for the answers.", valueName: "folder"))
  var outputFolder = "audit"

  func validate() throws {
    let values: [(name: String, value: String?)] =
      [
        ("--source-bucket", sourceBucket), ("--target-bucket", targetBucket), ("--key", key),
        ("--output", outputFolder),
      ]
      + connections.named
    for (name, value) in values where value?.isEmpty == true { throw ValidationError("\(name) is empty.") }
  }

  func run() throws {
    var request = AuditRequest(sourceBucket: sourceBucket, targetBucket: targetBucket)
    request.key = key
    connections.apply(to: &request.source, &request.target)
    if !Terminal.output(AuditScript(request).text(folder: outputFolder)) { throw ExitStatus.trouble }
  }
}
