package import JSONSource
import Jansson
package import ReplicationLint

/// The repairs of setups for programs, version 1.
package enum RepairJSON {
  /// Writes all repairs of setups among files of the names that `sources` have.
  package static func render(_ repairs: [SetupRepair], _ sources: [SourceFile]) -> [UInt8] {
    var root = JanssonValue.object()
    root.set("version", to: 1)
    root.set("repairs", to: .array(repairs) { value($0, sources) })
    return root.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private static func value(_ repair: SetupRepair, _ sources: [SourceFile]) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("setup", to: repair.before.setup.name)
    value.set("proved", to: .boolean(repair.isProved))
    value.set("edits", to: .array(repair.edits, edit))
    value.set("commands", to: .array(repair.commands, command))
    let changes = repair.difference.map { difference in
      let version = ComparedVersion(sources: sources)
      return DifferenceJSON(version, version).changes(difference)
    }
    value.set("changes", to: changes ?? .array([String]()) { .string($0) })
    value.set("assumptions", to: .array(repair.assumptions, AssumptionJSON.value))
    value.set("obstacles", to: .array(repair.obstacles, obstacle))
    value.set("alternatives", to: .array(repair.alternatives) { self.value($0, sources) })
    return value
  }

  private static func edit(_ edit: RepairEdit) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: edit.path)
    value.set("titles", to: .array(edit.titles) { .string($0) })
    value.set(
      "edits",
      to: .array(edit.changes) { change in
        var value = JanssonValue.object()
        value.set("start", to: change.range.start)
        value.set("end", to: change.range.end)
        value.set("text", to: change.text)
        return value
      })
    return value
  }

  private static func command(_ command: RepairCommand) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("side", to: command.side.rawValue)
    value.set("command", to: command.text)
    return value
  }

  private static func obstacle(_ obstacle: Diagnostic) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("rule", to: obstacle.rule)
    value.set("path", to: obstacle.path)
    value.set("message", to: obstacle.message)
    return value
  }
}
