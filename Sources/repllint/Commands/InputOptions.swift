import ArgumentParser
import ReplicationLint

/// The input and the known facts about it; every command that reads documents has these options.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files and folders; - is standard input (default: the current folder).", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "What a folder search skips, in the grammar of .gitignore; may be repeated.", valueName: "glob"))
  var exclude: [String] = []

  @Option(help: "The kinds of the files, where their content does not show them.")
  var kind: DocumentKind?

  @Option(
    help: ArgumentHelp("The name that standard input has; files beside it are taken into account.", valueName: "name"))
  var stdinFilename: String?

  @Option(
    help: ArgumentHelp("The configuration, instead of the nearest .repllint.json.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var config: String?

  @Flag(help: "Read no configuration.")
  var noConfig = false

  @Option(help: ArgumentHelp("The version of CloudServer and Backbeat, such as 9.5.2.", valueName: "x.y.z"))
  var serverVersion: String?

  @Option(help: ArgumentHelp("The bucket that is replicated.", valueName: "name"))
  var sourceBucket: String?

  @Option(
    help: ArgumentHelp(
      "How to treat files that contain no document: skip, or one note each (default: note for files that are named, skip for those that a search finds)."
    ))
  var foreign: Configuration.Foreign?

  @Option(help: ArgumentHelp("The bucket that a bucket policy is for.", valueName: "name"))
  var bucket: String?

  @Option(
    help: ArgumentHelp("The time of Backbeat's requests, for conditions on dates.", valueName: "yyyy-mm-ddThh:mm:ssZ"))
  var at: String?

  @Flag(help: "Treat a verdict that rests on an assumption as not proved.")
  var strict = false

  /// The settings that the options state.
  ///
  /// - Throws: `ValidationError` where an option makes no sense.
  func settings() throws -> RunSettings {
    if config != nil && noConfig { throw ValidationError("--config and --no-config exclude each other.") }
    if stdinFilename != nil && !paths.contains("-") { throw ValidationError("--stdin-filename needs the path -.") }
    if sourceBucket?.isEmpty == true { throw ValidationError("--source-bucket is empty.") }
    if bucket?.isEmpty == true { throw ValidationError("--bucket is empty.") }
    var time: Int64?
    if let at {
      time = RequestFacts.time(at)
      if time == nil {
        throw ValidationError("invalid time \(quoted(at)) for --at; write a time such as 2030-01-01T00:00:00Z.")
      }
    }
    if paths.contains("") { throw ValidationError("A path is empty.") }
    var version: ServerVersion?
    if let serverVersion {
      version = ServerVersion(serverVersion)
      if version == nil {
        throw ValidationError(
          "invalid version \(quoted(serverVersion)): expected MAJOR.MINOR or MAJOR.MINOR.PATCH, such as 9.5.2.")
      }
    }
    var settings = RunSettings(
      paths: paths, exclude: exclude, standardInputName: stdinFilename, kind: kind, configurationPath: config,
      ignoresConfiguration: noConfig, serverVersion: version,
      sourceBucket: sourceBucket, foreign: foreign)
    settings.bucket = bucket
    settings.time = time
    settings.isStrict = strict
    return settings
  }
}
