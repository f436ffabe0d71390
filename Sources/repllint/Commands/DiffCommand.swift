import ArgumentParser
import ReplicationLint
import ReplicationLintReports

/// `repllint diff`: compares two versions of setups over all keys and resources.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two versions of setups: what stops or starts replicating, and which access changes.",
    discussion: """
      OLD and NEW are folders, or REV:FOLDER for a folder of a revision of the git repository that you are in, from \
      its root. Setups are compared over all keys and resources: another order, split statements and other Sids are \
      not changes.

      EXAMPLES
        repllint diff main:replication replication/
        repllint diff old/ new/ --format markdown
        repllint diff replication/ replication/ --server-version 9.5.1..9.5.2

      EXIT STATUS
        0  nothing that --fail-on selects
        1  a change that --fail-on selects; what cannot be decided counts as one
        2  something could not be read
      """)

  /// The changes that cause exit status 1.
  enum FailOn: String, CaseIterable, ExpressibleByArgument {
    /// Keys stop replicating or are deselected, or a role gains access.
    case lost
    /// A role gains access.
    case access
    /// Any change.
    case any
    case never

    func fails(_ kind: Change.Kind) -> Bool {
      switch self {
      case .lost: kind.isLost || kind == .accessGained || kind.isOpen
      case .access: kind == .accessGained || kind.isOpen
      case .any: true
      case .never: false
      }
    }
  }

  @Argument(help: ArgumentHelp("The old version.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The new version.", valueName: "new"))
  var new: String

  @Option(help: "How to write the changes.")
  var format: DifferenceFormat = .text

  @Option(
    help: ArgumentHelp(
      "The version of CloudServer and Backbeat; with A..B, that of the old and that of the new version.",
      valueName: "x.y.z[..x.y.z]"))
  var serverVersion: String?

  @Option(help: "The changes that cause exit status 1.")
  var failOn: FailOn = .lost

  @Option(help: ArgumentHelp("The bucket that is replicated.", valueName: "name"))
  var sourceBucket: String?

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  func validate() throws {
    if old.isEmpty || new.isEmpty { throw ValidationError("A path is empty.") }
    if sourceBucket?.isEmpty == true { throw ValidationError("--source-bucket is empty.") }
    _ = try versions()
  }

  /// The versions of the server of both sides.
  private func versions() throws -> ComparedVersions? {
    guard let serverVersion else { return nil }
    guard let versions = ComparedVersions(serverVersion) else {
      throw ValidationError("invalid version \(quoted(serverVersion)): expected \(ComparedVersions.form).")
    }
    return versions
  }

  func run() throws {
    let versions = try versions()
    var comparison = Comparison(
      old: (old, RunSettings(serverVersion: versions?.old, sourceBucket: sourceBucket)),
      new: (new, RunSettings(serverVersion: versions?.new, sourceBucket: sourceBucket)))
    comparison.format = format
    comparison.failOn = failOn
    comparison.color = color
    let status = comparison.run()
    if status != .clean { throw status }
  }
}
