import JSONSource
import ReplicationLint
import ReplicationLintReports

/// A baseline where it lies: what it accepts, and paths as seen from its folder.
struct BaselineFile {
  /// The path as the user gave it.
  let path: String
  private let folder: String

  /// Names a baseline; the file need not be there.
  init(_ path: String) {
    self.path = path
    let folder = PathName(path).folder
    self.folder = (try? SystemCalls.realPath(folder)) ?? folder
  }

  /// Returns whether both are the same file, however it is reached.
  func isSame(as other: BaselineFile) -> Bool {
    folder.hasSameBytes(as: other.folder) && PathName(path).name.hasSameBytes(as: PathName(other.path).name)
  }

  /// The way from the folder of the baseline to a file; the name itself where the file is not on disk.
  func relative(_ name: String) -> String {
    guard let real = try? SystemCalls.realPath(PathName(name).folder) else { return name }
    return PathName(PathName(real).appending(PathName(name).name)).relative(to: folder)
  }

  /// Records the findings of a report.
  func write(_ report: Report) throws(FileFailure) {
    guard isFree else {
      throw FileFailure(path: path, reason: "holds something other than a baseline; nothing is written")
    }
    let baseline = Baseline(recording: report.diagnostics, relative: relative)
    do {
      try SystemCalls.replace(path, with: baseline.json)
    } catch {
      throw FileFailure(path: path, reason: error.reason)
    }
    Terminal.note(
      "wrote \(visible(path)) with \(baseline.entries.count) finding\(baseline.entries.count == 1 ? "" : "s")")
  }

  /// Indicates whether nothing is lost when the file is written: it is not there, holds nothing but whitespace, or is a baseline.
  private var isFree: Bool {
    guard let bytes = try? SystemCalls.read(path, limit: JSONDocument.sizeLimit, .regularFiles) else { return true }
    return bytes.allSatisfy { $0 <= 0x20 } || (try? Baseline(SourceFile(name: path, bytes: bytes))) != nil
  }

  /// The report without the accepted findings, and the entries that accept none of it.
  ///
  /// - Throws: where it cannot be read.
  func apply(to report: Report) throws(FileFailure) -> (report: Report, stale: [Baseline.Entry]) {
    let source = try SourceFile(reading: path)
    let baseline: Baseline
    do {
      baseline = try Baseline(source)
    } catch {
      throw FileFailure(path: path, reason: error.reason)
    }
    return baseline.apply(to: report, relative: relative)
  }
}
