import JSONSource
import ReplicationLint

/// A `.repllint.json` that was read.
struct Manifest {
  /// Its content.
  let file: ConfigurationFile
  /// The folder that its paths start from, from the root and without links.
  let folder: String
  /// The same folder as paths in it are shown.
  let shownFolder: String
  private let buffers: OpenBuffers

  /// The allowed destinations of a configuration in a folder around, where this one lists none: what is allowed for a
  /// whole tree is not lifted by a file within it.
  var outerDestinations: OuterDestinations?

  /// Allowed destinations, and the configuration that lists them as it is shown.
  struct OuterDestinations {
    let list: [AllowedDestination]
    let path: String
  }

  /// The settings for the files under the configuration.
  var configuration: Configuration {
    var configuration = file.configuration
    if configuration.allowedDestinations == nil { configuration.allowedDestinations = outerDestinations?.list }
    return configuration
  }

  /// Reads the configuration at `path`, which is also how it is shown.
  ///
  /// - Parameter isChosen: whether the user named it, so that it may come from a pipe.
  init(_ path: String, isChosen: Bool = false, _ buffers: OpenBuffers = OpenBuffers()) throws(SystemError) {
    self.buffers = buffers
    let bytes = try buffers.read(path, isChosen ? .anything : .regularFiles)
    file = ConfigurationFile(SourceFile(name: path, bytes: bytes))
    shownFolder = PathName(path).folder
    folder = try SystemCalls.realPath(shownFolder)
  }

  /// The file to which a path of the configuration leads.
  func location(of path: String) throws(SystemError) -> FileIdentity {
    try FileIdentity(PathName(folder).appending(path))
  }

  /// Reports why a path in the configuration cannot be used.
  func failure(_ path: String, _ reason: String) -> FileFailure {
    let reference = file.paths.first { $0.path.hasSameBytes(as: path) }
    let line = reference.map { ":\(LineIndex(file.source.bytes).line(at: $0.range.start))" } ?? ""
    return FileFailure(path: shown(path), reason: "\(reason) (named in \(file.source.name)\(line))")
  }

  /// The paths in the configuration that do not exist or are not regular files.
  var missing: [FileFailure] {
    var failures: [FileFailure] = []
    for path in Set(file.paths.map { Array($0.path.utf8) }).map({ String(decoding: $0, as: UTF8.self) }) {
      do throws(SystemError) {
        let location = try location(of: path)
        if buffers.texts[location] != nil { continue }
        switch try SystemCalls.kind(of: location.path) {
        case .file: continue
        case .folder: throw .isFolder
        case .other: throw .isNoRegularFile
        }
      } catch {
        failures.append(failure(path, error.reason))
      }
    }
    return failures.sorted { $0.line.utf8.lexicographicallyPrecedes($1.line.utf8) }
  }

  /// What the audit that made the configuration could not read, one line each; empty where no audit made it.
  var auditGaps: [String] {
    let path = PathName(shownFolder).appending(AuditReading.mark)
    guard let bytes = try? SystemCalls.read(path, limit: 1 << 20, .regularFiles) else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.hasPrefix(AuditReading.gapPrefix) }
      .map { "\(visible(path)): \(visible($0))" }
  }

  /// The exclusions of a folder search.
  var excludes: IgnorePatterns? { file.excludes.isEmpty ? nil : IgnorePatterns(file.excludes, base: folder) }

  /// A path of the configuration as it is shown: as a search shows the same file, where that is below the same folder.
  func shown(_ path: String) -> String {
    let name = PathName(shownFolder).appending(path)
    let short = PathName(name).withoutSteps
    if short.hasSameBytes(as: name) { return name }
    // After a link to a folder `..` leads elsewhere than its name shows.
    guard let location = try? location(of: path), let other = try? FileIdentity(short) else { return name }
    return location == other ? short : name
  }
}
