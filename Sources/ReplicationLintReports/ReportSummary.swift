import JSONSource
import ReplicationLint

/// The summary of a report, in words.
struct ReportSummary {
  private let report: Report

  init(_ report: Report) { self.report = report }

  /// The verdict about a setup, on a line or more.
  func text(of setup: Report.SetupSummary) -> String {
    "setup \(quoted(setup.name)): \(Self.sentence(setup))\n\(Self.operations(setup))"
  }

  /// What comes after the setups: the documents that are in none, and the counts, one a line.
  var end: String { documentsAlone + counts + "\n" }

  /// The operations that end otherwise than the put of an object with data, one line for each rule.
  private static func operations(_ setup: Report.SetupSummary) -> String {
    var rules: [(name: String, verdicts: [OperationVerdict])] = []
    for verdict in setup.operations {
      if rules.last?.verdicts.first?.rule != verdict.rule { rules.append((verdict.ruleName, [])) }
      rules[rules.count - 1].verdicts.append(verdict)
    }
    let lines = rules.prefix(3).map { rule in
      let parts = [(true, "replicate"), (false, "do not replicate"), (nil, "may replicate or not")].compactMap {
        (replicates: Bool?, words: String) -> String? in
        let subjects = rule.verdicts.filter { $0.replicates == replicates }.map { $0.subject }
        guard let last = subjects.last else { return nil }
        let list = subjects.count == 1 ? last : Array(subjects.dropLast()).joinedText(", ") + " and " + last
        return "\(list) \(words)"
      }
      return "  \(rule.name): \(parts.joinedText("; "))\n"
    }
    return lines.joinedText() + (rules.count > 3 ? "  and \(rules.count - 3) rules more\n" : "")
  }

  /// Returns whether a setup replicates.
  static func sentence(_ setup: Report.SetupSummary) -> String {
    switch setup.replicates {
    case true?:
      "every object selected by its rules replicates (proved\(setup.assumptions.isEmpty ? "" : ", assuming: ")"
        + "\(assumptions(setup.assumptions)))"
    case false?: "some objects that its rules select do not replicate"
    case nil:
      "whether all objects that its rules select replicate is not known"
        + (setup.openQuestions.isEmpty ? "" : ": \(list(setup.openQuestions.map(visible), separator: "; "))")
    }
  }

  /// Assumptions by their ids, each with the sides that it is about.
  private static func assumptions(_ assumptions: [Assumption]) -> String {
    var found: [(id: Assumption.ID, sides: [String])] = []
    for assumption in assumptions {
      let sides = assumption.side.map { [$0.rawValue] } ?? []
      if let known = found.firstIndex(where: { $0.id == assumption.id }) {
        found[known].sides += sides
      } else {
        found.append((assumption.id, sides))
      }
    }
    return found.map { $0.id.rawValue + ($0.sides.isEmpty ? "" : " (\($0.sides.joinedText(", ")))") }
      .joinedText(", ")
  }

  /// The documents that no setup holds, and why; nothing where there are none.
  private var documentsAlone: String {
    let alone = report.files.inNoSetup(of: report.setups.flatMap { $0.files })
    if alone.isEmpty { return "" }
    let names = Self.list(alone.map { quoted($0.path) }, separator: ", ")
    if !report.setups.isEmpty { return "checked alone, in no setup: \(names)\n" }
    let hasConfiguration = alone.contains { $0.kind == .replicationConfiguration || $0.kind == .bucketReplication }
    let missing = hasConfiguration ? "no policies of its roles are known" : "no replication configuration is known"
    return alone.count == 1
      ? "1 document checked alone: \(missing)\n"
      : "\(alone.count) documents checked, none of them together: \(missing)\n"
  }

  /// The first items of a list, and how many more there are.
  private static func list(_ items: [String], separator: String) -> String {
    let more = items.count > 3 ? "\(separator)and \(items.count - 3) more" : ""
    return Array(items.prefix(3)).joinedText(separator) + more
  }

  /// The findings of each severity, the files, and what can be fixed.
  var counts: String {
    let severities = Severity.allCases.reversed().map { count(report.count($0), $0.rawValue) }
    return "\(severities.joinedText(", ")) in \(count(report.files.count, "file"))\(fixable)\(accepted)"
  }

  private var accepted: String { report.accepted.map { ", \($0) accepted by the baseline" } ?? "" }

  private var fixable: String {
    let safe = report.diagnostics.count { $0.fix?.isSafe == true }
    let unsafe = report.diagnostics.count { $0.fix?.isSafe == false }
    switch (safe, unsafe) {
    case (0, 0): return ""
    case (_, 0): return " (\(safe) fixable with --fix)"
    case (0, _): return " (\(unsafe) fixable with --unsafe-fixes)"
    default: return " (\(safe) fixable with --fix, \(unsafe) more with --unsafe-fixes)"
    }
  }

  private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  /// The number of findings of each rule, the most frequent first.
  var statistics: String {
    var counts: [String: Int] = [:]
    for diagnostic in report.diagnostics { counts[diagnostic.rule, default: 0] += 1 }
    let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let countWidth = rows.map { String($0.value).utf8.count }.max() ?? 0
    let slugWidth = rows.map { $0.key.utf8.count }.max() ?? 0
    return rows.map { slug, count -> String in
      let count = String(count)
      let before = String(repeating: " ", count: countWidth - count.utf8.count)
      guard let title = Catalogue.rule(slug)?.title else { return "\(before)\(count)  \(slug)\n" }
      return "\(before)\(count)  \(slug)\(String(repeating: " ", count: slugWidth - slug.utf8.count))  \(title)\n"
    }.joinedText() + passedOver
  }

  private var passedOver: String {
    if report.skipped.isEmpty { return "" }
    return "\(count(report.skipped.count, "file")) skipped: none of the documents that repllint checks\n"
  }
}

extension [Report.File] {
  /// The documents that are none of `members`, the paths of the documents in setups.
  ///
  /// The output of head-object is about an object and is part of no setup.
  func inNoSetup(of members: [String]) -> [Report.File] {
    let members = Set(members.map { ExactString($0) })
    return filter { $0.kind != .unknown && $0.kind != .objectHead && !members.contains(ExactString($0.path)) }
  }
}
