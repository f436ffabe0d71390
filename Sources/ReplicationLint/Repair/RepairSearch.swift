import JSONSource

/// Looks for the edits after which a setup is proved to replicate, none of which can be left out.
///
/// First everything that may help is applied in memory: the fixes of errors round by round, then statements with the
/// missing rights. Once that is proved, each edit is left out in turn and stays out where the proof holds without it.
/// With `n` edits that is at most `roundLimit` rounds and `n²` checks of the setup's files, and `n` in the usual case
/// that the first pass leaves nothing out; `editLimit` bounds `n`.
struct RepairSearch {
  private let linter: Linter
  private let start: [Input]
  private let changeable: Set<ExactString>
  private let before: SetupAnalysis

  /// Rounds after which fixes go in circles.
  private static let roundLimit = 20
  /// Edits above which none is left out.
  private static let editLimit = 64

  /// Begins with the files of a setup.
  ///
  /// - Parameter changeable: the names of the files that edits may change.
  init(_ linter: Linter, _ files: [Input], changeable: Set<ExactString>, _ before: SetupAnalysis) {
    self.linter = linter
    start = files
    self.changeable = changeable
    self.before = before
  }

  func repair() -> SetupRepair {
    let commands = RepairCommand.versioning(before)
    var repair = repair(commands, removesDenials: false)
    if repair.isProved { return repair }
    // A bucket policy that is deleted may hide what else denies.
    var deletions: [RepairCommand] = []
    for _ in 0...Side.allCases.count {
      let alternative = self.repair(commands + deletions, removesDenials: true)
      if alternative.isProved {
        repair.alternatives = [alternative]
        break
      }
      let more = Denials(alternative.after).deletions.filter { !deletions.contains($0) }
      if more.isEmpty { break }
      deletions += more
    }
    return repair
  }

  /// The files, and who judges them, after some commands.
  private struct World {
    let linter: Linter
    let inputs: [Input]
  }

  private func world(after commands: [RepairCommand]) -> World {
    let captures = Set(commands.filter { $0.effect == .versioning }.map { ExactString($0.path) })
    let deleted = Set(commands.filter { $0.effect == .noBucketPolicy }.map { ExactString($0.path) })
    let inputs = start.filter { !deleted.contains(ExactString($0.source.name)) }.map { input in
      captures.contains(ExactString(input.source.name)) ? input.replacing(RepairCommand.versioningAnswer) : input
    }
    if deleted.isEmpty { return World(linter: linter, inputs: inputs) }
    var configuration = linter.configuration
    for index in configuration.setups.indices {
      configuration.setups[index].source.removeBucketPolicy(in: deleted)
      configuration.setups[index].target.removeBucketPolicy(in: deleted)
    }
    return World(linter: Linter(configuration: configuration), inputs: inputs)
  }

  /// - Parameter removesDenials: whether statements that deny a call may be taken away.
  private func repair(_ commands: [RepairCommand], removesDenials: Bool) -> SetupRepair {
    let world = world(after: commands)
    let all = drafted(world, removesDenials: removesDenials)
    var edits = all.flatMap { $0.edits }
    var needed = commands
    guard let full = analysis(world, edits), full.replicates == true, edits.count <= Self.editLimit else {
      return unproved(world, all, commands)
    }
    var after = full
    var isSmaller = true
    while isSmaller {
      isSmaller = false
      for index in edits.indices.reversed() {
        var rest = edits
        rest.remove(at: index)
        guard let trial = analysis(world, rest), trial.replicates == true else { continue }
        (edits, after, isSmaller) = (rest, trial, true)
      }
    }
    // Commands that the proof does not need are left out.
    for command in commands {
      let rest = needed.filter { $0 != command }
      if let trial = analysis(self.world(after: rest), edits), trial.replicates == true {
        (needed, after) = (rest, trial)
      }
    }
    return SetupRepair(
      before: before, after: after, edits: edits, files: files(edits), commands: needed, obstacles: [])
  }

  /// The files with everything applied that may help.
  private func drafted(_ world: World, removesDenials: Bool) -> [RepairDraft] {
    let (inputs, linter) = (world.inputs, world.linter)
    var drafts = inputs.map { syntaxRepaired(RepairDraft($0)) }
    var judged = LintedFiles(zip(inputs, drafts).map { file($0.replacing($1.bytes)) }, judge: linter)
    for _ in 0..<Self.roundLimit {
      guard let analysis = judged.judgement.analysis(called: before.setup.name), analysis.replicates != true else {
        break
      }
      let errors = linter.wholeReport(judged.judgement).diagnostics.filter { $0.consequence.severity == .error }
      let fixes = errors.compactMap { diagnostic in
        diagnostic.fix.map { (diagnostic.group == .setup, FixCandidate(path: ExactString(diagnostic.path), fix: $0)) }
      }.filter { removesDenials || !Denials.isChanged(by: $0.1, in: judged.judgement.documents) }
      // The content of a document is corrected before anything is granted: a typo explains a missing permission.
      let turns = [
        fixes.filter { !$0.0 }.map { $0.1 }, EmptyDocuments(analysis).fixes, RuleRepairs(analysis).fixes,
        StatedNames(analysis).fixes, NearActions(analysis).fixes, MissingGrants(analysis).fixes,
        fixes.filter { $0.0 }.map { $0.1 }, removesDenials ? Denials(analysis).fixes : [],
      ]
      var next: LintedFiles?
      for turn in turns where next == nil { next = apply(turn, judged, linter, &drafts) }
      guard let next else { break }
      judged = next
    }
    return drafts
  }

  /// The file with the fixes that make it JSON; as it is where it is JSON already or cannot become it.
  ///
  /// The file is checked alone, since a file that is not JSON hides all other errors.
  private func syntaxRepaired(_ draft: RepairDraft) -> RepairDraft {
    var repaired = draft
    guard changeable.contains(ExactString(draft.input.source.name)) else { return draft }
    for _ in 0..<Self.roundLimit {
      let input = draft.input.replacing(repaired.bytes)
      if JSONDocument(input.source).syntaxErrors.isEmpty { return repaired }
      let errors = linter.wholeReport(linter.judge([input])).diagnostics.filter { $0.rule == Rule.jsonSyntax.slug }
      var edits = EditSet(size: input.source.bytes.count)
      let fixes = errors.compactMap { $0.fix }.filter { edits.insert($0.edits) }
      if fixes.isEmpty { return draft }
      repaired.apply(fixes)
    }
    return draft
  }

  /// The files after those of `candidates` that do no harm; nil where there is none.
  private func apply(
    _ candidates: [FixCandidate], _ judged: LintedFiles, _ linter: Linter, _ drafts: inout [RepairDraft]
  ) -> LintedFiles? {
    var sets = Dictionary(
      keepingFirst: judged.files.filter { $0.canChange }.map {
        (ExactString($0.name), EditSet(size: $0.input.source.bytes.count))
      })
    let clear = candidates.filter { sets[$0.path]?.insert($0.fix.edits) == true }
    if clear.isEmpty { return nil }
    var bisection = FixBisection(judged, judge: linter, keepsGrants: false)
    bisection.accept(clear[...])
    if bisection.accepted.isEmpty { return nil }
    let accepted = Dictionary(grouping: bisection.accepted, by: { $0.path })
    for index in drafts.indices {
      let fixes = accepted[ExactString(drafts[index].input.source.name)] ?? []
      drafts[index].apply(fixes.map { $0.fix })
    }
    return bisection.result
  }

  private func file(_ input: Input) -> FixableFile {
    FixableFile(input, canChange: changeable.contains(ExactString(input.source.name)))
  }

  private func analysis(_ world: World, _ edits: [RepairEdit]) -> SetupAnalysis? {
    let byPath = Dictionary(grouping: edits) { ExactString($0.path) }
    let edited = world.inputs.map { input in
      byPath[ExactString(input.source.name)].map {
        input.replacing(RepairDraft.applying($0, to: input.source.bytes))
      } ?? input
    }
    return analysis(in: world.linter.judge(edited))
  }

  /// The current analysis of the setup.
  private func analysis(in judgement: Judgement) -> SetupAnalysis? {
    judgement.analyses.first { $0.setup.name.hasSameBytes(as: before.setup.name) }
  }

  private func files(_ edits: [RepairEdit]) -> [FixedFile] {
    let byPath = Dictionary(grouping: edits) { ExactString($0.path) }
    return start.compactMap { input in
      guard let mine = byPath[ExactString(input.source.name)] else { return nil }
      return FixedFile(
        path: input.source.name, original: input.source.bytes,
        fixed: RepairDraft.applying(mine, to: input.source.bytes), applied: mine.flatMap { $0.titles })
    }
  }

  private func unproved(_ world: World, _ drafts: [RepairDraft], _ commands: [RepairCommand]) -> SetupRepair {
    let last = drafts.map { $0.input.replacing($0.bytes) }
    let judgement = world.linter.judge(last)
    let after = analysis(in: judgement) ?? before
    let findings = world.linter.wholeReport(judgement).diagnostics
    var obstacles = findings.filter { $0.consequence.severity == .error }
    // What the author switched off is not an error, and is in the way all the same.
    if obstacles.isEmpty { obstacles = findings.filter { $0.rule == Rule.nothingEnabled.slug } }
    return SetupRepair(before: before, after: after, edits: [], files: [], commands: commands, obstacles: obstacles)
  }
}

extension Linter {
  /// A repair of each setup that does not replicate, ordered by name. It reads nothing and writes nothing.
  ///
  /// - Parameters:
  ///   - inputs: the files that edits may change.
  ///   - companions: further files of the same setups, which stay as they are.
  public func repairs(of inputs: [Input], companions: [Input] = []) -> [SetupRepair] {
    var names: Set<ExactString> = []
    let all = (inputs + companions).filter { names.insert(ExactString($0.source.name)).inserted }
    let changeable = Set(inputs.map { ExactString($0.source.name) })
    let judgement = judge(all)
    let summaries: [ExactString: Set<ExactString>] = wholeReport(judgement).setups.reduce(into: [:]) { files, setup in
      files[ExactString(setup.name), default: []].formUnion(setup.files.map { ExactString($0) })
    }
    return judgement.analyses.filter { $0.replicates == false }.map { analysis in
      let mine = summaries[ExactString(analysis.setup.name)] ?? []
      let files = all.filter { mine.contains(ExactString($0.source.name)) }
      return RepairSearch(self, files, changeable: changeable, analysis).repair()
    }
  }
}
