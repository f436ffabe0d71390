import Jansson
package import ReplicationLint

/// The output of `repllint setups`: which documents belong together, as what, why, and what is missing.
package struct SetupsReport {
  private let analyses: [SetupAnalysis]
  private let alone: [Report.File]

  /// Makes a report of the setups and of the files that are in none of them.
  package init(_ analyses: [SetupAnalysis], files: [Report.File]) {
    self.analyses = analyses.sorted { $0.setup.name.utf8.lexicographicallyPrecedes($1.setup.name.utf8) }
    alone = files.inNoSetup(of: analyses.flatMap(\.setup.paths))
  }

  /// The report for people.
  package func text() -> [UInt8] {
    var lines: [String] = []
    for analysis in analyses {
      let setup = analysis.setup
      lines.append("setup \(quoted(setup.name)): \(verdict(analysis))")
      for member in setup.members {
        lines.append("  \(visible(member.document.path)): \(role(member)), because \(visible(member.evidence.words))")
      }
      for left in setup.leftOver {
        lines.append("  \(visible(left.document.path)): not assigned, since \(left.reason); \(Self.settledBy)")
      }
      for question in analysis.openQuestions { lines.append("  open: \(question)") }
    }
    for file in alone { lines.append("in no setup: \(visible(file.path)) (\(file.kind.rawValue))") }
    if lines.isEmpty { lines.append("no documents found") }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private static let settledBy = "name its site in .repllint.json"

  /// The report for programs.
  package func json() -> [UInt8] {
    var root = JanssonValue.object()
    root.set("version", to: 1)
    root.set("setups", to: .array(analyses, setup))
    root.set(
      "alone",
      to: .array(alone) { file in
        var value = JanssonValue.object()
        value.set("path", to: file.path)
        value.set("kind", to: file.kind.rawValue)
        return value
      })
    return root.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private func setup(_ analysis: SetupAnalysis) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("name", to: analysis.setup.name)
    value.set("replicates", to: analysis.replicates.map { .boolean($0) } ?? .null())
    value.set(
      "members",
      to: .array(analysis.setup.members) { member in
        var value = JanssonValue.object()
        value.set("path", to: member.document.path)
        value.set("kind", to: member.document.kind.rawValue)
        value.set("part", to: member.part.rawValue)
        value.set("sides", to: .array(member.sides) { .string($0.rawValue) })
        value.set("because", to: member.evidence.words)
        return value
      })
    value.set(
      "notAssigned",
      to: .array(analysis.setup.leftOver) { left in
        var value = JanssonValue.object()
        value.set("path", to: left.document.path)
        value.set("reason", to: left.reason.text)
        value.set("settledBy", to: Self.settledBy)
        return value
      })
    value.set("openQuestions", to: .array(analysis.openQuestions) { .string($0.text) })
    return value
  }

  private func verdict(_ analysis: SetupAnalysis) -> String {
    switch analysis.replicates {
    case true?: "replicates (proved)"
    case false?: "does not replicate"
    case nil: "not known whether it replicates"
    }
  }

  private func role(_ member: SetupMember) -> String {
    if member.part == .replication { return "replication configuration" }
    let sides = member.sides.map(\.rawValue).joined(separator: " and ")
    switch member.part {
    case .versioning, .bucketPolicy: return "\(member.part.rawValue) of the \(sides)"
    case .role: return "\(sides) role"
    default: return "\(member.part.rawValue) of the \(sides) role\(member.sides.count == 1 ? "" : "s")"
    }
  }
}
