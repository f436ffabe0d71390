import JSONSource
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// A report and the files it is about, which are kept with the expected output in `Tests/Fixtures/reports/NAME`.
struct ReportCase: Sendable, CustomTestStringConvertible {
  let name: String
  /// The files of the report.
  let files: [String]
  let formats: [ReportFormat]
  let options: RenderOptions
  let setups: [Report.SetupSummary]
  /// What is found, made from the files.
  let find: @Sendable (Files) throws -> [Diagnostic]
  /// What could not be checked.
  let fail: @Sendable (Files) throws -> [Report.Failure]

  init(
    _ name: String, _ files: [String], formats: [ReportFormat] = [.text], options: RenderOptions = RenderOptions(),
    setups: [Report.SetupSummary] = [], find: @escaping @Sendable (Files) throws -> [Diagnostic],
    fail: @escaping @Sendable (Files) throws -> [Report.Failure] = { _ in [] }
  ) {
    self.name = name
    self.files = files
    self.formats = formats
    self.options = options
    self.setups = setups
    self.find = find
    self.fail = fail
  }

  var testDescription: String { name }

  /// The folder with the files and the expected output, relative to the package.
  var folder: String { "\(Self.root)/\(name)" }

  static let root = "Tests/Fixtures/reports"

  /// The report; a file whose name begins with a dot is the configuration, and was not checked.
  func report() throws -> Report {
    let sources = try files.map { try Fixtures.source("\(folder)/\($0)", name: $0) }
    let checked = sources.filter { !$0.name.hasPrefix(".") }
    let files = Files(sources: sources)
    return Report(
      files: checked.map { Report.File(source: $0, kind: DocumentKind.detect(JSONDocument($0))) }, setups: setups,
      diagnostics: try find(files).sorted(by: Diagnostic.isOrderedBefore),
      otherSources: sources.filter { $0.name.hasPrefix(".") }, failures: try fail(files))
  }
}

/// The files of a case, and findings in them. Ranges are named by their text, never by offsets.
struct Files {
  let sources: [SourceFile]

  func source(_ path: String) throws -> SourceFile { try #require(sources.first { $0.name == path }) }

  /// The bytes of the `occurrence`th location, from 1, of `text`.
  func range(_ path: String, _ text: String, _ occurrence: Int = 1) throws -> SourceRange {
    try range(path, Array(text.utf8), occurrence)
  }

  /// The bytes of the `occurrence`th location, from 1, of `needle`.
  func range(_ path: String, _ needle: [UInt8], _ occurrence: Int = 1) throws -> SourceRange {
    let bytes = try source(path).bytes
    var found = 0
    for start in bytes.indices where bytes[start...].starts(with: needle) {
      found += 1
      if found == occurrence { return SourceRange(start, start + needle.count) }
    }
    throw NoSuchText(text: String(decoding: needle, as: UTF8.self))
  }

  /// From the start of one text to the end of another behind it.
  func range(_ path: String, from start: String, to end: String) throws -> SourceRange {
    let first = try range(path, start)
    let rest = Array(end.utf8)
    let bytes = try source(path).bytes
    let last = try #require((first.start..<bytes.count).first { bytes[$0...].starts(with: rest) })
    return SourceRange(first.start, last + rest.count)
  }

  /// The place behind the last byte.
  func end(_ path: String) throws -> SourceRange {
    let count = try source(path).bytes.count
    return SourceRange(count, count)
  }

  private struct NoSuchText: Error { let text: String }

  /// A finding with plain words.
  func finding(
    _ path: String, _ range: SourceRange, _ message: Message = "something is wrong here", rule: String = "json-syntax",
    group: RuleGroup = .replication, consequence: Consequence = .fails, severity: Severity? = nil,
    platform: PlatformAnswer? = nil, labels: [Diagnostic.Label] = [], help: Message? = nil, fix: Fix? = nil
  ) -> Diagnostic {
    let document = sources.first { $0.name == path }.map { JSONDocument($0) }
    return Diagnostic(
      rule: rule, group: group, consequence: consequence, severity: severity ?? consequence.severity,
      platform: platform, message: message.text, path: path, range: range,
      pointer: document.map { JSONPointer(to: range, in: $0) } ?? JSONPointer([]), labels: labels, help: help?.text,
      fix: fix, fingerprint: "0123456789abcdef")
  }

  /// A further place.
  func label(_ path: String, _ range: SourceRange, _ message: Message) -> Diagnostic.Label {
    Diagnostic.Label(path: path, range, message)
  }
}
