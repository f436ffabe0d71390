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
    let (groups, foreign) = groups(inputs)
    let batches = batches(groups)
    let (parts, links) = outcomes(inputs, batches)
    // Files are passed over by themselves, or by what is in their folder.
    let skipped = (foreign + parts.flatMap { $0.skipped }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let findings = runFindings(inputs, batches, links)
    return presentation.report(consume parts, skipped: skipped, runFindings: findings)
  }

  /// What is kept of each batch.
  private func outcomes(
    _ inputs: [Input], _ batches: [[Int]]
  ) -> (parts: [Presentation.Part], links: [[SetupLink]]) {
    let outcomes = workers.map(batches) { [judge, presentation] batch in
      let judgement = judge.judge(batch.map { inputs[$0] })
      return Outcome(part: presentation.part(judgement), links: judgement.analyses.compactMap { SetupLink($0) })
    }
    return (outcomes.map { $0.part }, outcomes.map { $0.links })
  }

  /// The files that have to be judged together, and the names of those that are passed over by themselves.
  private func groups(_ inputs: [Input]) -> (groups: [[Int]], foreign: [String]) {
    let slices = stride(from: 0, to: inputs.count, by: batchSize).map {
      inputs[$0..<min($0 + batchSize, inputs.count)]
    }
    let outlines = workers.map(slices) { [judge] in judge.outlines($0) }.flatMap { $0 }
    return (
      FileGroups(outlines, declarations: judge.declaredSetups).groups,
      outlines.filter { $0.isSkipped }.map { $0.name }
    )
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
  private func runFindings(_ inputs: [Input], _ batches: [[Int]], _ links: [[SetupLink]]) -> [Diagnostic] {
    let ordered = links.flatMap { $0 }.sorted { $0.setup.utf8.lexicographicallyPrecedes($1.setup.utf8) }
    let circling = SetupLink.bucketsLeadingIntoCircles(ordered)
    if circling.isEmpty { return [] }
    let analyses = zip(batches, links).filter { _, links in links.contains { circling.contains($0.from) } }
      .flatMap { batch, _ in judge.judge(batch.map { inputs[$0] }).analyses }
      .filter { SetupLink($0).map { circling.contains($0.from) } ?? false }
      .sorted { $0.setup.name.utf8.lexicographicallyPrecedes($1.setup.name.utf8) }
    return judge.look(at: analyses)
  }
}
