import ReplicationLint

/// The settings of the command line for a run; every command that reads documents accepts them.
struct RunSettings: Equatable {
  /// Files and folders; `-` is standard input.
  var paths: [String] = []
  /// The exclusions of a folder search, as patterns of a `.gitignore` in the current folder.
  var exclude: [String] = []
  /// The name that standard input goes by.
  var standardInputName: String?
  /// The kinds of the files, where the user states them.
  var kind: DocumentKind?
  /// The configuration to use in place of the ones that are found.
  var configurationPath: String?
  /// Indicates whether configurations are left unread.
  var ignoresConfiguration = false
  /// Rules and groups to look at, instead of all.
  var select: [String] = []
  /// Rules and groups not to look at.
  var ignore: [String] = []
  /// The levels of single rules; takes precedence over configurations.
  var levels: [String: Configuration.Level] = [:]
  /// The version of the server; takes precedence over configurations.
  var serverVersion: ServerVersion?
  /// The source bucket.
  var sourceBucket: String?
  /// The bucket that a bucket policy is for.
  var bucket: String?
  /// The time of Backbeat's requests, in milliseconds since 1970.
  var time: Int64?
  /// Indicates whether a verdict has to hold without assumptions.
  var isStrict = false

  /// Indicates whether what audits could not read is reported elsewhere.
  var hidesAuditGaps = false

  /// The buffers of an editor, to be read in place of the files.
  var buffers = OpenBuffers()

  /// The treatment of foreign files; nil to skip those that a search finds.
  var foreign: Configuration.Foreign?

  /// The settings of a configuration with those of the command line on top.
  func applied(to configuration: Configuration) -> Configuration {
    var result = configuration
    result.select = select
    result.ignore = ignore
    result.levels.merge(levels) { _, fromCommandLine in fromCommandLine }
    if let serverVersion { result.server.version = serverVersion }
    if let foreign { result.foreign = foreign }
    if let sourceBucket { result.sourceBucket = sourceBucket }
    if let bucket { result.bucket = bucket }
    if let time {
      var request = result.server.request ?? RequestFacts()
      request.time = time
      result.server.request = request
    }
    result.isStrict = isStrict
    // An entry for a rule that does not run does not show whether it is needed.
    result.suppressions = result.suppressions.filter { Catalogue.rule($0.rule).map(result.isSelected) == true }
    return result
  }
}
