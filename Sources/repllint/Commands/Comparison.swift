import ReplicationLint
import ReplicationLintReports

/// One run of `repllint diff`.
struct Comparison {
  /// The old version: a folder, or a folder of a revision, and how to read it.
  let old: (path: String, settings: RunSettings)
  /// The new version, likewise.
  let new: (path: String, settings: RunSettings)
  /// The form of the changes.
  var format = DifferenceFormat.text
  /// The changes that cause exit status 1.
  var failOn = DiffCommand.FailOn.lost
  /// The use of colours.
  var color = ColorChoice.auto

  /// Makes a run that has done nothing yet.
  init(old: (path: String, settings: RunSettings), new: (path: String, settings: RunSettings)) {
    (self.old, self.new) = (old, new)
  }

  /// Reads both versions, compares them and prints the changes.
  func run() -> ExitStatus {
    let sides: (old: ComparedSide, new: ComparedSide)
    do throws(FileFailure) {
      sides = (
        try ComparedSide(old.path, old.settings), try ComparedSide(new.path, new.settings)
      )
    } catch {
      Terminal.note(error.line)
      return .trouble
    }
    for side in [sides.old, sides.new] { side.run.reportFailures(usesColor: color.isColored(on: .standardError)) }
    guard let difference = ComparedSide.difference(sides.old, sides.new) else {
      Terminal.note(AnalysedSetups.none)
      return .trouble
    }
    let options = RenderOptions(
      usesColor: color.isColored(on: .standardOutput), columns: Terminal.columns(of: .standardOutput))
    let output = format.render(difference, old: sides.old.version, new: sides.new.version, options)
    if !Terminal.output(output) || !sides.old.run.isComplete || !sides.new.run.isComplete { return .trouble }
    return difference.changes.contains { failOn.fails($0.kind) } ? .found : .clean
  }
}
