import JSONSource

/// The policies of other roles and resources that a search found, which are foreign: no setup is in their folder, and
/// none has them.
///
/// What is in the folder of a setup, or of documents that name replication, may be a mistake in one of those. So may be
/// a file that the user named.
struct UnrelatedFiles {
  private let names: Set<ExactString>

  /// Looks at the documents of files, and at the setups that they make.
  ///
  /// - Parameter inputs: the files, which show what was found and what was named.
  init(_ documents: [Document], _ setups: [Setup], _ inputs: [Input]) {
    let candidates = documents.filter { $0.isUnrelatedPolicy }
    if candidates.isEmpty {
      names = []
      return
    }
    let found = Set(inputs.filter { $0.isFound }.map { ExactString($0.source.name) })
    let members = setups.flatMap { $0.documents }
    let memberIDs = Set(members.map { $0.id })
    let near = Set((members + documents.filter { $0.isAboutReplication }).map { Folder(of: $0) })
    let unrelated = candidates.filter { document in
      found.contains(ExactString(document.path)) && !memberIDs.contains(document.id)
        && !near.contains(Folder(of: document))
    }
    names = Set(unrelated.map { ExactString($0.path) })
  }

  /// Indicates whether there are none.
  var isEmpty: Bool { names.isEmpty }

  /// Returns whether the file of a document is one of them.
  func contains(_ document: Document) -> Bool { names.contains(ExactString(document.path)) }
}

extension Document {
  /// Indicates whether the document shows by itself that it is about replication.
  fileprivate var isAboutReplication: Bool {
    replication != nil || kind == .accountDetails || kind == .roles
      || policy.map { $0.purpose == .trust ? $0.namesBackbeat : $0.asksForReplication } == true
  }
}
