import ReplicationLint

/// What the command line says about a run; every command that reads documents takes it.
struct RunSettings: Equatable {
  /// Files and folders; `-` is standard input.
  var paths: [String] = []
  /// What a folder search passes over, as patterns of a `.gitignore` in the current folder.
  var exclude: [String] = []
  /// The name that standard input goes by.
  var standardInputName: String?
  /// What the files are, where the user says so.
  var kind: DocumentKind?
  /// The configuration to use in place of the ones that are found.
  var configurationPath: String?
  /// Whether configurations are left unread.
  var ignoresConfiguration = false
  /// Rules and groups to look at, instead of all.
  var select: [String] = []
  /// Rules and groups not to look at.
  var ignore: [String] = []
  /// How single rules are treated; goes before what configurations say.
  var levels: [String: Configuration.Level] = [:]
  /// The version of the server; goes before what configurations say.
  var serverVersion: ServerVersion?
  /// The source bucket.
  var sourceBucket: String?
  /// The bucket that a bucket policy is for.
  var bucket: String?
  /// The time of Backbeat's requests, in milliseconds since 1970.
  var time: Int?
  /// Whether a verdict has to stand without assumptions.
  var isStrict = false

  /// What an editor holds, to be read in place of the files.
  var buffers = OpenBuffers()

  /// What becomes of foreign files; nil to skip those that a search finds.
  var foreign: Configuration.Foreign?

  /// What a configuration says with the command line on top.
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
    // An entry for a rule that does not look says nothing about whether the entry is needed.
    result.suppressions = result.suppressions.filter { Catalogue.rule($0.rule).map(result.isSelected) == true }
    return result
  }
}
