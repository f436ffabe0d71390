import JSONSource

/// Checks many files group by group, so that no more is kept of them than the report needs.
struct GroupedCheck<Team: Workers> {
  /// About how many files are looked at in one go.
  private let batchSize: Int

  private let judge: Judge
  private let presentation: Presentation
  private let workers: Team

  init(_ judge: Judge, _ presentation: Presentation, _ workers: Team, batchSize: Int) {
    self.batchSize = batchSize
    self.judge = judge
    self.presentation = presentation
    self.workers = workers
  }

  /// The result of one batch.
  private struct Outcome: Sendable {
    let part: Presentation.Part
    let links: [SetupLink]
  }

  func check(_ inputs: [Input]) -> Report {
    let inputs = Judge.distinct(inputs)
    let slices = stride(from: 0, to: inputs.count, by: batchSize).map {
      Array(inputs[$0..<min($0 + batchSize, inputs.count)])
    }
    let outlines = workers.map(slices) { [judge] in judge.outlines($0) }.flatMap { $0 }
    let batches = batches(FileGroups(outlines, declarations: judge.declaredSetups).groups).map { batch in
      batch.map { inputs[$0] }
    }
    let outcomes = workers.map(batches) { [judge, presentation] batch in
      let judgement = judge.judge(batch)
      return Outcome(part: presentation.part(judgement), links: judgement.analyses.compactMap { SetupLink($0) })
    }
    return presentation.report(
      outcomes.map { $0.part }, skipped: skipped(outlines, outcomes.map { $0.part }),
      runFindings: runFindings(batches, outcomes.map { $0.links }))
  }

  /// The files that are passed over: by themselves, or by what is in their folder.
  private func skipped(_ outlines: [FileOutline], _ parts: [Presentation.Part]) -> [String] {
    (outlines.filter { $0.isSkipped }.map { $0.name } + parts.flatMap { $0.skipped })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whole groups in batches, so that a batch is worth the way to a worker.
  private func batches(_ groups: [[Int]]) -> [[Int]] {
    var batches: [[Int]] = []
    for group in groups {
      if let last = batches.last, last.count + group.count <= batchSize {
        batches[batches.count - 1] += group
      } else {
        batches.append(group)
      }
    }
    return batches
  }

  /// The findings across the setups of all batches; those from which no walk leads into a circle are left out, and the
  /// rest of them is rare enough to be analysed again.
  private func runFindings(_ batches: [[Input]], _ links: [[SetupLink]]) -> [Diagnostic] {
    let ordered = links.flatMap { $0 }.sorted { $0.setup.utf8.lexicographicallyPrecedes($1.setup.utf8) }
    let circling = SetupLink.bucketsLeadingIntoCircles(ordered)
    if circling.isEmpty { return [] }
    let analyses = zip(batches, links).filter { _, links in links.contains { circling.contains($0.from) } }
      .flatMap { batch, _ in judge.judge(batch).analyses }
      .filter { SetupLink($0).map { circling.contains($0.from) } ?? false }
      .sorted { $0.setup.name.utf8.lexicographicallyPrecedes($1.setup.name.utf8) }
    return judge.look(at: analyses)
  }
}
