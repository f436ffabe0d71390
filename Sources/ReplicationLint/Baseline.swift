public import JSONSource

/// Findings that were there when a baseline was written: they are accepted until they go away.
///
/// An entry is the fingerprint of a finding whose path is relative to the folder of the baseline, so that the baseline
/// holds wherever the program is started. It is made of the path, the rule, the names on the way to the value and the
/// message. Lines may move, and statements and rules before it may come and go: places in lists and numbers of
/// statements and rules have no part in it. Findings that are alike are counted: one more of them is not accepted.
public struct Baseline: Sendable, Hashable {
  /// One accepted finding.
  public struct Entry: Sendable, Hashable {
    /// The fingerprint, which alone decides.
    public let fingerprint: String
    /// The rule, for people.
    public let rule: String
    /// The file, for people, relative to the folder of the baseline.
    public let path: String
    /// The finding, for people.
    public let message: String
  }

  /// The entries in file order.
  public let entries: [Entry]

  /// Records `diagnostics`. `relative` gives a path as seen from the folder of the baseline.
  public init(recording diagnostics: [Diagnostic], relative: (String) -> String) {
    entries = diagnostics.map { diagnostic in
      let path = relative(diagnostic.path)
      return Entry(
        fingerprint: Self.fingerprint(diagnostic, path), rule: diagnostic.rule, path: path, message: diagnostic.message)
    }
  }

  /// Reads a baseline. What is wrong with it is the error, a part of a sentence.
  public init(_ source: SourceFile) throws(BaselineError) {
    let document = JSONDocument(source)
    guard document.isValid, let version = document.root.member("version"), version.sourceText == "1",
      let list = document.root.member("findings"), list.kind == .array
    else { throw BaselineError(reason: "is not a baseline written by `--write-baseline`") }
    var entries: [Entry] = []
    for (number, entry) in list.elements.enumerated() {
      func text(_ name: String) -> String? { entry.member(name)?.string?.text }
      guard let fingerprint = text("fingerprint") else {
        throw BaselineError(reason: "has no fingerprint in entry \(number + 1)")
      }
      entries.append(
        Entry(
          fingerprint: fingerprint, rule: text("rule") ?? "", path: text("path") ?? "", message: text("message") ?? ""))
    }
    self.entries = entries
  }

  /// The report without the accepted findings, which are counted, and the entries that accept nothing any more. Verdicts
  /// about setups stay as they are.
  public func apply(to report: Report, relative: (String) -> String) -> (report: Report, stale: [Entry]) {
    var left = entries.reduce(into: [String: Int]()) { $0[$1.fingerprint, default: 0] += 1 }
    let rest = report.diagnostics.filter { diagnostic in
      let print = Self.fingerprint(diagnostic, relative(diagnostic.path))
      guard let count = left[print], count > 0 else { return true }
      left[print] = count - 1
      return false
    }
    // Of entries that are alike, as many are stale as there are findings fewer.
    let stale = entries.filter { entry in
      guard let count = left[entry.fingerprint], count > 0 else { return false }
      left[entry.fingerprint] = count - 1
      return true
    }
    let changed = Report(
      files: report.files, setups: report.setups, diagnostics: rest, otherSources: report.otherSources,
      failures: report.failures, skipped: report.skipped,
      accepted: (report.accepted ?? 0) + report.diagnostics.count - rest.count)
    return (changed, stale)
  }

  private static func fingerprint(_ diagnostic: Diagnostic, _ path: String) -> String {
    let names = diagnostic.pointer.tokens.filter { Int($0) == nil }
    return ReplicationLint.fingerprint(
      of: [path, diagnostic.rule, JSONPointer(names).description, withoutNumbers(diagnostic.message)])
  }

  /// `message` without the numbers by which statements and rules are named that have no name of their own.
  private static func withoutNumbers(_ message: String) -> String {
    var words = message.split(separator: " ", omittingEmptySubsequences: false)
    for index in words.indices.dropFirst() where words[index - 1] == "statement" || words[index - 1] == "rule" {
      words[index] = words[index].drop { $0.isASCII && $0.isNumber }
    }
    return words.joined(separator: " ")
  }
}

/// A file that is not a baseline.
public struct BaselineError: Error, Sendable, Hashable {
  /// The error in it, a part of a sentence.
  public let reason: String
}
