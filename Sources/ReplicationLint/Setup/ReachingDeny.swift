import JSONSource

extension PolicyDocument {
  /// Returns whether a Deny may refuse a call of Backbeat, conditions aside.
  ///
  /// A pattern such as `*` reaches the buckets of a setup as their names do.
  ///
  /// - Parameters:
  ///   - source: the bucket that is replicated, where it is known.
  ///   - destinations: the buckets that receive its objects.
  func mayRefuseReplication(of source: String?, to destinations: Set<String>) -> Bool {
    readableStatements.contains { statement in
      guard statement.isDeny else { return false }
      func refuses(_ actions: some Sequence<String>, _ buckets: some Collection<String>) -> Bool {
        actions.contains { StatementMatch.matchesAction(statement, $0) != false }
          && buckets.contains(where: statement.reaches)
      }
      return refuses([BackbeatCall.writeReplica.action], destinations)
        || refuses(BackbeatCall.actions, source.map { [$0] } ?? [])
    }
  }

  /// Returns whether a resource of some statement may be a bucket or one of its objects.
  func reaches(_ bucket: String) -> Bool { readableStatements.contains { $0.reaches(bucket) } }

  /// Indicates whether statements only take something away, so that the policy shows nothing about whose it is.
  var isDenyOnly: Bool { hasDeny && !readableStatements.contains { $0.isAllow } }
}

extension Statement {
  /// Returns whether a resource of the statement may be a bucket or one of its objects.
  fileprivate func reaches(_ bucket: String) -> Bool {
    notResource.isPresent || resourceItems.isEmpty || resourceItems.contains { $0.mayBe(in: bucket) }
  }
}

extension ResourceItem {
  /// Returns whether the resource may be a bucket or one of its objects.
  func mayBe(in bucket: String) -> Bool {
    guard case .alive = reach else { return false }
    guard let pattern else { return true }
    switch pattern.objects.rest {
    case .anything: return true
    case .nothing: return false
    case .glob(let glob):
      return glob.matches(bucket.utf16) || !glob.positions(after: "\(bucket)/".utf16).isEmpty
    }
  }
}
