import JSONSource
import ReplicationLint

/// The files of a report by path, with places in them; the lines of a file are found when first asked for.
///
/// Findings are ordered by their files, so that the lines of a few files are enough at a time.
final class ReportSources {
  private let files: [ExactString: SourceFile]
  private var indexes: [ExactString: LineIndex] = [:]
  /// The bytes of the files whose lines are kept.
  private var indexedBytes = 0

  /// The lines of so many files, or of files of so many bytes, are kept in any case.
  private static let keptFiles = 16
  private static let keptBytes = 1 << 20

  init(_ report: Report) {
    let all = report.files.map { $0.source } + report.otherSources
    files = Dictionary(keepingFirst: all.map { (ExactString($0.name), $0) })
  }

  /// The file called `path` with its lines; nil when the report does not hold it.
  func file(_ path: String) -> (source: SourceFile, lines: LineIndex)? {
    let key = ExactString(path)
    guard let source = files[key] else { return nil }
    if let lines = indexes[key] { return (source, lines) }
    let lines = LineIndex(source.bytes)
    indexedBytes += source.bytes.count
    if indexes.count >= Self.keptFiles, indexedBytes > Self.keptBytes {
      indexes = [:]
      indexedBytes = source.bytes.count
    }
    indexes[key] = lines
    return (source, lines)
  }

  /// The positions at which a range begins and ends, and the line of its last byte; nil when the report does
  /// not hold the file.
  func region(
    _ path: String, _ range: SourceRange
  ) -> (start: LineIndex.Position, end: LineIndex.Position, lastLine: Int)? {
    guard let lines = file(path)?.lines else { return nil }
    return (lines.position(at: range.start), lines.position(at: range.end), lines.lastLine(of: range))
  }

  /// The line of the last byte of a range; nil when the report does not hold the file.
  func lastLine(_ path: String, _ range: SourceRange) -> Int? { file(path)?.lines.lastLine(of: range) }

  /// The place of a byte of a file; the first place when the report does not hold the file.
  func place(_ path: String, _ offset: Int) -> LineIndex.Position {
    (file(path)?.lines ?? LineIndex([])).position(at: offset)
  }

  /// A place as people write it: `path:line:column`, or the path alone when the report does not hold the file.
  func location(_ path: String, _ offset: Int) -> String {
    guard let lines = file(path)?.lines else { return visible(path) }
    let place = lines.position(at: offset)
    return "\(visible(path)):\(place.line):\(place.column)"
  }
}
