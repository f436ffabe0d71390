extension Report {
  /// One report of several, in the same order as a single one.
  package init(merging reports: [Report]) {
    if reports.count == 1 {
      self = reports[0]
      return
    }
    self.init(
      files: reports.flatMap { $0.files }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
      setups: reports.flatMap { $0.setups }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
      diagnostics: Self.once(reports.flatMap { $0.diagnostics }).sorted(by: Diagnostic.isOrderedBefore),
      otherSources: reports.flatMap { $0.otherSources }, failures: reports.flatMap { $0.failures },
      skipped: reports.flatMap { $0.skipped },
      accepted: reports.contains { $0.accepted != nil } ? reports.reduce(0) { $0 + ($1.accepted ?? 0) } : nil)
  }

  /// The findings, each once: a document that a configuration declares may also be found under another.
  private static func once(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { diagnostic in
      var diagnostic = diagnostic
      diagnostic.fix = nil
      return seen.insert(diagnostic).inserted
    }
  }
}
