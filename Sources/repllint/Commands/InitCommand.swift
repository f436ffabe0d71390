import ArgumentParser
import JSONSource
import ReplicationLint

/// `repllint init`: writes the documents of a new setup and prints the commands that put them in place.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write the documents of a new setup, and print the commands that put them in place.",
    discussion: """
      Writes two trust policies, two separate least permission policies, the replication configuration and a manifest \
      .repllint.json into a folder. The result passes `repllint check` without findings, and is proved to replicate. \
      The commands of Scality's guide for these names go to standard output, as a script for sh that runs from any \
      folder; nothing is run.

      EXAMPLES
        repllint init --source-bucket orders --target-bucket orders-copy \\
          --source-account 410293857164 --target-account 930417265580
        repllint init ... --prefix invoices/ --prefix photos/ --output-folder replication > set-up.sh
        repllint init ... --external --site us-east-2
      """)

  @Option(help: ArgumentHelp("The bucket to replicate.", valueName: "name"))
  var sourceBucket: String

  @Option(help: ArgumentHelp("The bucket that receives the objects.", valueName: "name"))
  var targetBucket: String

  @Option(help: ArgumentHelp("The account of the source, twelve digits.", valueName: "account"))
  var sourceAccount: String

  @Option(help: ArgumentHelp("The account of the target, twelve digits; none with --external.", valueName: "account"))
  var targetAccount: String?

  @Option(help: ArgumentHelp("The role at the source (default: the guide's).", valueName: "name"))
  var sourceRole: String?

  @Option(help: ArgumentHelp("The role at the target (default: the guide's).", valueName: "name"))
  var targetRole: String?

  @Option(
    name: .customLong("prefix"),
    help: ArgumentHelp("Replicate only keys that begin so; may be repeated.", valueName: "prefix"))
  var prefixes: [String] = []

  @Option(help: ArgumentHelp("The version of CloudServer and Backbeat, such as 9.5.2.", valueName: "x.y.z"))
  var serverVersion: String?

  @Option(help: ArgumentHelp("The replication endpoint to go to, instead of the server's default.", valueName: "name"))
  var site: String?

  @Flag(help: "The site is an external location such as AWS S3, which takes the source role alone.")
  var external = false

  @OptionGroup var connections: ConnectionOptions

  @Option(help: ArgumentHelp("Where to write the files; made when it is not there.", valueName: "folder"))
  var outputFolder = "."

  @Flag(help: "Replace files that are there.")
  var force = false

  func validate() throws {
    // The script changes into the folder, and a terminal that shows it would obey the name.
    if !outputFolder.unicodeScalars.allSatisfy(isVisible) {
      throw ValidationError("--output-folder: the name contains a character that cannot be seen.")
    }
  }

  func run() throws {
    let plan: InitPlan
    do {
      plan = try InitPlan(request())
    } catch let invalid as InvalidInitRequest {
      for problem in invalid.problems {
        Terminal.note(problem.parameter.map { "--\($0.rawValue): \(problem.message)" } ?? problem.message)
      }
      throw ExitStatus.trouble
    }
    try write(plan.files)
    let folder: String
    do {
      folder = try SystemCalls.realPath(outputFolder)
    } catch {
      Terminal.note(FileFailure(path: outputFolder, reason: error.reason).line)
      throw ExitStatus.trouble
    }
    if !Terminal.output(plan.script(folder: folder)) { throw ExitStatus.trouble }
  }

  private func request() throws -> InitRequest {
    var request = InitRequest(
      sourceBucket: sourceBucket, targetBucket: targetBucket, sourceAccount: sourceAccount,
      targetAccount: targetAccount)
    if let sourceRole { request.sourceRole = sourceRole }
    if let targetRole { request.targetRole = targetRole }
    if !prefixes.isEmpty { request.prefixes = prefixes }
    if let serverVersion {
      guard let version = ServerVersion(serverVersion) else {
        throw ValidationError(
          "invalid version \(quoted(serverVersion)): expected MAJOR.MINOR or MAJOR.MINOR.PATCH, such as 9.5.2.")
      }
      request.serverVersion = version
    }
    request.site = site
    request.isExternal = external
    connections.apply(to: &request.source, &request.target)
    return request
  }

  /// Writes all files or, where one is there already, none.
  private func write(_ files: [SourceFile]) throws {
    let folder = PathName(outputFolder)
    let paths = files.map { folder.appending($0.name) }
    if !force {
      let present = paths.filter { (try? SystemCalls.kind(of: $0)) != nil }
      if !present.isEmpty {
        for path in present {
          Terminal.note(FileFailure(path: path, reason: "already exists; --force replaces it").line)
        }
        throw ExitStatus.trouble
      }
    }
    do {
      try SystemCalls.makeFolder(outputFolder)
      for (path, file) in zip(paths, files) { try SystemCalls.replace(path, with: file.bytes) }
    } catch {
      Terminal.note(FileFailure(path: outputFolder, reason: error.reason).line)
      throw ExitStatus.trouble
    }
    Terminal.note("wrote \(paths.map(visible).joined(separator: ", "))")
  }
}
