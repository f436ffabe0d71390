package import JSONSource

/// The documents of a run and the setups that they make, for questions about places in them. No rule looks.
package struct DocumentMap: Sendable {
  /// A place that something is defined at.
  package struct SourceLocation: Sendable, Hashable {
    /// The file.
    package let path: String
    /// The bytes.
    package let range: SourceRange
  }

  private let documents: [Document]
  let setups: [Setup]

  /// Gathers `inputs`; linear in their size.
  package init(_ inputs: [Input], _ configuration: Configuration) {
    (documents, setups) = Judge(Facts(configuration), rules: []).gathered(inputs)
  }

  /// The meaning to Backbeat of the value at the byte `offset` of the file `path`; nil where it has none of its own.
  package func meaning(in path: String, at offset: Int) -> ValueMeaning? {
    for document in documents(in: path) {
      if let value = DocumentValue(in: document, at: offset) {
        return ValueMeaning(value, in: document, setups(with: document))
      }
    }
    return nil
  }

  /// The definitions of what the byte `offset` of the file `path` refers to: the trust policy of a role, or the
  /// statements that let Backbeat write to a destination.
  package func definitions(in path: String, at offset: Int) -> [SourceLocation] {
    for document in documents(in: path) {
      guard let value = DocumentValue(in: document, at: offset) else { continue }
      var places: [SourceLocation] = []
      for setup in setups(with: document) {
        for place in setup.definitions(of: value) where !places.contains(place) { places.append(place) }
      }
      return places
    }
    return []
  }

  private func documents(in path: String) -> [Document] {
    documents.filter { $0.isReadable && ExactString($0.path) == ExactString(path) }
  }

  private func setups(with document: Document) -> [Setup] {
    setups.filter { setup in setup.documents.contains { $0.id == document.id } }
  }
}

extension Setup {
  /// The definitions, in the documents of the setup, of what `value` refers to.
  fileprivate func definitions(of value: DocumentValue) -> [DocumentMap.SourceLocation] {
    guard let plan = ReplicationPlan(self) else { return [] }
    switch value {
    case .role(_, let side):
      return [plan.site(side).trust ?? plan.site(side).role].compactMap { $0 }
        .map { DocumentMap.SourceLocation(path: $0.path, range: $0.policy?.object.node.range ?? $0.json.root.range) }
    case .destination(_, let rule):
      guard let bucket = plan.targetBucket(rule) else { return [] }
      return target.permissions.flatMap { document in
        (document.policy?.statements.value ?? []).filter { $0.grantsWriting(to: bucket) }
          .map { DocumentMap.SourceLocation(path: document.path, range: $0.range) }
      }
    case .action, .resource, .service: return []
    }
  }
}

extension Statement {
  /// Returns whether the statement names objects of `bucket` and the action that writes replicas, and allows it.
  fileprivate func grantsWriting(to bucket: String) -> Bool {
    isAllow && actionItems.contains { $0.action.matches(BackbeatCall.writeReplica.action) }
      && resourceItems.contains { item in
        guard let named = item.bucket else { return false }
        return Glob(named.text).matches(bucket.utf16) && item.reach != .alive(buckets: true, objects: false)
      }
  }
}
