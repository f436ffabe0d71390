import JSONSource

/// The policies of other roles and resources that a search found, which are foreign: no setup is in their folder, and
/// none has them.
///
/// What is in the folder of a setup, or of documents that name replication, may be a mistake in one of those. So may be
/// a file that the user named, and one within reach of a configuration of which a role has no trust policy of its own. A
/// trust policy for accounts is what people write first for Backbeat, so that it is foreign only beside setups that have
/// theirs. An empty file that is named for a configuration is foreign in other folders, whoever names it, where foreign
/// files that are named are skipped. A list of inline policies is nothing to check once setups are known.
struct UnrelatedFiles {
  private let names: Set<ExactString>

  /// Looks at the documents of files, and at the setups that they make.
  ///
  /// - Parameters:
  ///   - inputs: the files, which show what was found and what was named.
  ///   - skipsNamed: whether foreign files that were named are passed over too.
  init(_ documents: [Document], _ setups: [Setup], _ inputs: [Input], skipsNamed: Bool) {
    let hasConfigurations = documents.contains { $0.replication != nil }
    let candidates = documents.filter { document in
      document.isForeignByItself || hasConfigurations && document.isTrustPolicyForAccounts
    }
    if candidates.isEmpty {
      names = []
      return
    }
    let found = Set(inputs.filter { $0.isFound }.map { ExactString($0.source.name) })
    let members = setups.flatMap { $0.documents }
    let memberIDs = Set(members.map { $0.id })
    let near = Set((members + documents.filter { $0.isAboutReplication }).map { Folder(of: $0) })
    let lack = TrustLack(documents, setups)
    let unrelated = candidates.filter { document in
      let folder = Folder(of: document)
      let isFound = found.contains(ExactString(document.path))
      if document.isMissingConfiguration { return (isFound || skipsNamed) && !near.contains(folder) }
      if document.json.isListOfInlinePolicies { return isFound || skipsNamed }
      return isFound && !memberIDs.contains(document.id) && !near.contains(folder)
        && !(document.kind != .bucketPolicy && lack.mayConcern(document))
    }
    names = Set(unrelated.map { ExactString($0.path) })
  }

  /// Indicates whether there are none.
  var isEmpty: Bool { names.isEmpty }

  /// Returns whether the file of a document is one of them.
  func contains(_ document: Document) -> Bool { names.contains(ExactString(document.path)) }
}

/// The places where a trust policy may be meant for a configuration of which some role has none of its own.
private struct TrustLack {
  /// The folders below which it may lie, as far as setups reach.
  private var open: Set<Folder> = []
  /// The folders that hold the folder of one site, with a configuration and one trust policy that serves both roles, and
  /// the names of such policies: that of the other site may lie in the next folder under the same name.
  private var lone: [Folder: Set<ExactString>] = [:]

  init(_ documents: [Document], _ setups: [Setup]) {
    var known: Set<Document.ID> = []
    for setup in setups {
      guard let replication = setup.replication else { continue }
      let trust = setup.members.filter { $0.part == .trust }
      let folder = Folder(of: replication)
      guard Side.allCases.allSatisfy(trust.flatMap({ $0.sides }).contains) else { continue }
      if !trust.contains(where: { $0.evidence.isOfLoneDocument }) {
        known.insert(replication.id)
      } else if trust.allSatisfy({ Folder(of: $0.document) == folder }) {
        known.insert(replication.id)
        if let parent = folder.parent, !setup.members.holdPoliciesOfBothRoles(in: folder) {
          lone[parent, default: []].formUnion(trust.map { $0.document.fileName })
        }
      }
    }
    for document in documents where document.replication != nil && !known.contains(document.id) {
      let folder = Folder(of: document)
      open.insert(folder.parent?.parent ?? folder.parent ?? folder)
    }
  }

  /// Returns whether a trust policy may be meant.
  func mayConcern(_ document: Document) -> Bool {
    let folder = Folder(of: document)
    if folder.upwards.prefix(SetupScope.reach + 1).contains(where: open.contains) { return true }
    guard let names = folder.parent.flatMap({ lone[$0] }) else { return false }
    return document.json.isEmptyPolicyByName || names.contains(document.fileName)
  }
}

extension Document {
  /// Indicates whether the document shows by itself that it is about replication.
  fileprivate var isAboutReplication: Bool {
    replication != nil || kind == .accountDetails || kind == .roles
      || policy.map { $0.purpose == .trust ? $0.namesBackbeat : $0.asksForReplication } == true
  }
}
