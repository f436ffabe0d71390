import Foundation
public import Testing

/// Compares a whole text with the one recorded in a file.
///
/// With `REPLLINT_RECORD=1` in the environment the file is written instead, and the test fails, so that a recording run
/// is not mistaken for a passing one.
///
/// - Parameters:
///   - actual: the text that the program made.
///   - path: the file with the expected text, relative to the package.
public func expectGolden(
  _ actual: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let url = Fixtures.url(path)
  let recorded = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) }
  if let recorded, recorded.utf8.elementsEqual(actual.utf8) { return }
  if isRecording {
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: url)
      Issue.record(
        "recorded \(path); read the difference, then run again without REPLLINT_RECORD",
        sourceLocation: sourceLocation)
    } catch {
      Issue.record("cannot record \(path): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  let difference = LineDiff(expected: recorded ?? "", actual: actual)
  Issue.record(
    """
    \(recorded == nil ? "\(path) is not recorded" : "the text differs from \(path)") (- expected, + actual):
    \(difference)
    To record it: REPLLINT_RECORD=1 swift test, then read the difference.
    """, sourceLocation: sourceLocation)
}

/// Indicates whether this run writes the expected output.
public let isRecording = ProcessInfo.processInfo.environment["REPLLINT_RECORD"] == "1"
