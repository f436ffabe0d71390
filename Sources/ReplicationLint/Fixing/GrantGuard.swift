import JSONSource

/// The check that safe fixes do not change what an accepted policy grants.
struct GrantGuard {
  private let old: LintedFiles
  private let new: LintedFiles

  /// Compares files before and after fixes.
  init(_ old: LintedFiles, _ new: LintedFiles) {
    self.old = old
    self.new = new
  }

  /// Returns whether some policy that the platform takes grants something else after the fixes, or that is not decided.
  func isBroken(_ server: ServerProfile) -> Bool {
    zip(old.files, new.files).contains { before, after in
      before.input.source.bytes != after.input.source.bytes && changesGrants(before, after, server)
    }
  }

  private func changesGrants(_ before: FixableFile, _ after: FixableFile, _ server: ServerProfile) -> Bool {
    guard before.syntaxErrorCount == 0,
      let olds = old.judgement.documents(in: before.input), let news = new.judgement.documents(in: after.input),
      olds.count == news.count
    else { return false }
    return zip(olds, news).contains { old, new in
      guard !isRefused(old), let was = old.policy, let now = new.policy, was.purpose != .trust,
        was.purpose == now.purpose
      else { return false }
      return PolicyEquivalence.holds(was, now, server) != true
    }
  }

  private func isRefused(_ document: Document) -> Bool {
    old.judgement.documents.firstIndex { $0.id == document.id }.map { index in
      old.judgement.findings[index].contains { $0.consequence == .refused }
    } ?? true
  }
}
