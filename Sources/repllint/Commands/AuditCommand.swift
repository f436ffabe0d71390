import ArgumentParser
import JSONSource
import ReplicationLint

/// `repllint audit`: prints the commands that read a setup in use, or runs them.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Read a setup in use with AWS CLI, or print a script that does, for check and trace.",
    discussion: """
      The script is for sh and runs AWS CLI. It reads the replication configuration, the roles that it names with all \
      their policies, and versioning, policy and location of both buckets, and writes a manifest .repllint.json beside \
      the answers. No command in it changes anything at the servers; repllint itself runs nothing and sees no \
      credentials. What could not be read is in audit.txt, and the script then ends with 1. An earlier audit in the \
      folder is kept beside it.

      With --run, repllint runs the same commands without a shell, several at a time, and leaves the same folder, which \
      appears only when it is complete. Then it compares the answers with those of the earlier audit, checks them, and \
      traces --key. AWS CLI reads the credentials; repllint neither reads nor saves them.

      EXAMPLES
        repllint audit --source-bucket orders --target-bucket orders-copy > audit.sh
        sh audit.sh; repllint check ./audit; repllint trace ./audit --key invoices/1.pdf
        repllint audit --run --source-bucket orders --target-bucket orders-copy --key invoices/1.pdf

      EXIT STATUS
        0  the script is printed; with --run, everything was read, and check and trace have nothing to report
        1  with --run: something could not be read, an error, or the object does not replicate
        2  with --run: AWS CLI is missing, the folder cannot be made, or its files cannot be checked
      """)

  @Option(help: ArgumentHelp("The bucket that is replicated.", valueName: "name"))
  var sourceBucket: String

  @Option(help: ArgumentHelp("The bucket that receives the objects.", valueName: "name"))
  var targetBucket: String

  @Option(help: ArgumentHelp("The key of an object whose status is read at both sites.", valueName: "key"))
  var key: String?

  @OptionGroup var connections: ConnectionOptions

  @Option(
    name: .customLong("output"), help: ArgumentHelp("The folder to make for the answers.", valueName: "folder"),
    completion: .directory)
  var outputFolder = "audit"

  @Flag(name: .customLong("run"), help: "Run the commands, in place of printing a script; then check what was saved.")
  var runsCommands = false

  @Option(
    help: ArgumentHelp("With --run, how long one command may take (default: 60).", valueName: "seconds"))
  var timeout: Int?

  @Option(help: "With --run, when to use colours.")
  var color: ColorChoice = .auto

  /// More than any server takes, and less than a wait without end.
  private static let timeouts = 1...3600

  func validate() throws {
    let values: [(name: String, value: String?)] =
      [
        ("--source-bucket", sourceBucket), ("--target-bucket", targetBucket), ("--key", key),
        ("--output", outputFolder),
      ]
      + connections.named
    for (name, value) in values where value?.isEmpty == true { throw ValidationError("\(name) is empty.") }
    if let timeout {
      if !runsCommands { throw ValidationError("--timeout needs --run.") }
      guard Self.timeouts.contains(timeout) else {
        throw ValidationError("--timeout is a number of seconds from 1 to \(Self.timeouts.upperBound).")
      }
    }
  }

  func run() throws {
    var request = AuditRequest(sourceBucket: sourceBucket, targetBucket: targetBucket)
    request.key = key
    connections.apply(to: &request.source, &request.target)
    guard runsCommands else {
      if !Terminal.output(AuditScript(request).text(folder: folder)) { throw ExitStatus.trouble }
      return
    }
    var audit = Audit(request, folder: folder)
    if let timeout { audit.seconds = timeout }
    audit.color = color
    let status = audit.run()
    if status != .clean { throw status }
  }

  /// The folder without the slashes that completion puts at its end: the name of an earlier audit is derived from it.
  private var folder: String {
    var bytes = outputFolder.utf8[...]
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
    return String(Substring(bytes))
  }
}
