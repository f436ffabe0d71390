import JSONSource

/// The documents that belong together: one replication configuration, and both sites that it joins.
package final class Setup: Sendable {
  /// The name that the manifest gives, else the folder.
  package let name: String
  /// The replication configuration.
  package let replication: Document?
  /// The site of the bucket that is replicated.
  package let source: Site
  /// The site that receives the objects.
  package let target: Site
  /// The known facts about the server.
  package let server: ServerProfile
  /// Documents that fit nowhere, with the reason; nothing is guessed.
  package let leftOver: [LeftOver]
  /// Reasons why the documents may not be all, or not the right ones, each a part of a sentence.
  let doubts: [Message]
  /// The documents with their parts, and why each has its part.
  package let members: [SetupMember]
  /// All documents, each once, in the order of the guide.
  package let documents: [Document]

  /// A document whose role in the setup cannot be determined.
  package struct LeftOver: Sendable {
    /// The document.
    package let document: Document
    /// The reason.
    package let reason: Message

    /// The reason why a version of a policy is left over: IAM evaluates the default version alone.
    static let isOldVersion: Message = "it is not the default version of its policy"
  }

  /// Makes a setup.
  package init(
    name: String, replication: Document?, source: Site, target: Site, server: ServerProfile = ServerProfile(),
    leftOver: [LeftOver] = [], members: [SetupMember] = [], doubts: [Message] = []
  ) {
    self.name = name
    self.replication = replication
    self.source = source
    self.target = target
    self.server = server
    self.leftOver = leftOver
    self.members = members
    self.doubts = doubts
    var seen: Set<Document.ID> = []
    let all =
      [replication].compactMap { $0 } + source.documents + target.documents + leftOver.map { $0.document }
      + members.map { $0.document }
    documents = all.filter { seen.insert($0.id).inserted }
  }

  /// Indicates whether every role that the configuration names has a trust policy and a permission policy.
  package var isComplete: Bool {
    guard let role = replication?.replication?.role.value else { return false }
    let sites = role.split(",").count == 1 ? [source] : [source, target]
    return sites.allSatisfy { $0.trust != nil && $0.knowsPermissions }
  }

  /// Indicates whether the policies of each role can be about its bucket: one that cannot is likely that of the other
  /// role, for want of others.
  package var hasPoliciesOfBuckets: Bool {
    guard let replication else { return false }
    let configuration = ConfigurationFacts(replication)
    let sides: [Side] = configuration.roles.count == 1 ? [.source] : Side.allCases
    return sides.allSatisfy { side in
      (side == .source ? source : target).permissions.contains { configuration.mayName(side, in: $0) }
    }
  }

  /// The paths of the files that hold the configuration and the documents of its two sites.
  var memberPaths: [String] {
    ([replication].compactMap { $0 } + source.documents + target.documents).map { $0.path }
  }

  /// The paths of all files that hold its documents, each once and ordered.
  package var paths: [String] {
    var seen: Set<ExactString> = []
    return documents.map { $0.path }.filter { seen.insert(ExactString($0)).inserted }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
