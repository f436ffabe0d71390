import JSONSource

/// The documents that may belong to each replication configuration, by the folders in which they are.
///
/// A document belongs to the nearest folder at or above it that has a configuration in it or below it, and can serve
/// the configurations there. Those in another folder than the document can use it when it lies
/// - below the configuration's folder, as in `source/` and `target/`,
/// - beside it, as in `policies/` next to `replication/`, or below the folder above that, as in `iam/source/` next to
///   `s3/orders/`, or
/// - in a folder above it,
/// by at most three folders each, so that an unrelated corner of a repository is left alone.
///
/// The folder of another configuration holds documents of its own. Where one site has both, those of the site are those
/// of its role: a configuration whose target role is the source role of the one in the folder beside it can use them.
///
/// Among several configurations a document is of those whose destination or roles it names, else of those with whose
/// path its own shares a word that the others lack, else of all; a single
/// permission policy is of all, unless it shares such a word. Of several with different target roles whose destination a
/// policy names, it is of those with whose path it shares such a word. Building it takes time linear in the documents.
struct SetupScope {
  /// How many folders below, beside or above.
  static let reach = 3
  private let byHome: [Folder: Pool]
  /// A configuration for each folder of some, by the role that these name first and by the folder that holds theirs; nil
  /// where there are several folders.
  private let bySourceRole: [ExactString: [Folder?: Document?]]
  /// The same by the role that they name second.
  private let byTargetRole: [ExactString: [Folder?: Document?]]

  init(_ documents: [Document], configurations: [Document]) {
    let homes = Set(configurations.map { Folder(of: $0) }.flatMap { $0.upwards })
    var documentsByHome: [Folder: [Document]] = [:]
    for document in documents {
      guard let home = Folder(of: document).upwards.first(where: homes.contains) else { continue }
      documentsByHome[home, default: []].append(document)
    }
    var configurationsByHome: [Folder: [Document]] = [:]
    for configuration in configurations {
      for folder in Folder(of: configuration).upwards where documentsByHome[folder] != nil {
        configurationsByHome[folder, default: []].append(configuration)
      }
    }
    bySourceRole = Self.byRole(configurations) { $0.first }
    byTargetRole = Self.byRole(configurations) { $0.count == 2 ? $0.last : nil }
    byHome = documentsByHome.reduce(into: [:]) { result, entry in
      result[entry.key] = Pool(entry.value, configurationsByHome[entry.key] ?? [])
    }
  }

  private static func byRole(
    _ configurations: [Document], _ entry: ([LocatedString]) -> LocatedString?
  ) -> [ExactString: [Folder?: Document?]] {
    var found: [ExactString: [Folder?: Document?]] = [:]
    for configuration in configurations {
      guard let role = (configuration.replication?.role.value?.split(",")).flatMap(entry)?.text else { continue }
      let folder = Folder(of: configuration)
      let other = found[ExactString(role)]?[folder.parent]
      let isOnly = other.map { $0.map { Folder(of: $0) } == folder } ?? true
      found[ExactString(role), default: [:]].updateValue(isOnly ? configuration : nil, forKey: folder.parent)
    }
    return found
  }

  /// The documents in the folder of a configuration.
  func inFolder(_ configuration: Document) -> [Document] {
    let folder = Folder(of: configuration)
    return documents(of: configuration, home: folder) { $0 == folder }
  }

  /// The documents below the folder of a configuration.
  func below(_ configuration: Document) -> [Document] {
    let folder = Folder(of: configuration)
    return documents(of: configuration, home: folder) { $0 != folder && $0.depth(below: folder) ?? .max <= Self.reach }
  }

  /// The documents beside the folder of a configuration and above it. Of those below the folder above the one that holds
  /// it, only those that no other configuration may ask for; below the next one, those beside a policy that names the
  /// destination, where there is no other configuration.
  func around(_ configuration: Document) -> [Document] {
    let folder = Folder(of: configuration)
    guard let parent = folder.parent else { return [] }
    var found = documents(of: configuration, home: parent) { $0.depth(below: parent) ?? .max <= Self.reach }
    for (height, above) in parent.upwards.dropFirst().enumerated() {
      let documents = byHome[above]?.documents(of: configuration) ?? []
      let ofDestination =
        height == 1 && documents.first.map(isSole) == true ? Self.folders(in: documents, naming: configuration) : []
      found += documents.filter { document in
        let folder = Folder(of: document)
        if folder == above { return true }
        guard folder.depth(below: above) ?? .max <= Self.reach else { return false }
        return height == 0 ? isOfOne(document) : ofDestination.contains(folder)
      }
    }
    return found
  }

  /// The folders of the policies that name a destination of a configuration.
  private static func folders(in documents: [Document], naming configuration: Document) -> Set<Folder> {
    let facts = ConfigurationFacts(configuration)
    let naming = documents.filter { document in
      document.policy.map { $0.purpose == .permission && facts.isNamed(in: $0) } == true
    }
    return Set(naming.map { Folder(of: $0) })
  }

  /// The documents in the one folder beside that of a configuration whose configurations replicate with its target role,
  /// and one of these.
  ///
  /// Where none does, they are those of the other direction: its target role is the source role, and its source role is
  /// called nearly like the target role.
  func ofTargetRole(_ facts: ConfigurationFacts) -> OtherDirection? {
    guard facts.roles.count == 2, !facts.roles[0].hasSameBytes(as: facts.roles[1]) else { return nil }
    let parent = facts.folder.parent
    if let only = bySourceRole[ExactString(facts.roles[1])]?[parent] {
      return only.flatMap { otherDirection($0, facts, doubt: nil) }
    }
    guard let only = byTargetRole[ExactString(facts.roles[0])]?[parent], let configuration = only,
      let role = ConfigurationFacts(configuration).roles.first, suggestion(for: facts.roles[1], among: [role]) != nil
    else { return nil }
    return otherDirection(
      configuration, facts,
      doubt: "the target role is \(quoted: facts.roles[1]), and in \(quoted: configuration.path) it is \(quoted: role)")
  }

  private func otherDirection(_ configuration: Document, _ facts: ConfigurationFacts, doubt: Message?)
    -> OtherDirection?
  {
    let folder = Folder(of: configuration)
    if folder == facts.folder { return nil }
    let documents = byHome[folder]?.shared.filter { Folder(of: $0) == folder } ?? []
    return OtherDirection(documents: documents, configuration: configuration, doubt: doubt)
  }

  /// Returns whether a document can be of no other configuration than the one that asks.
  func isSole(_ document: Document) -> Bool {
    Folder(of: document).upwards.lazy.compactMap { byHome[$0] }.first?.isSole(document) ?? true
  }

  /// Returns whether only one configuration may ask for a document, or the document names one of several.
  func isOfOne(_ document: Document) -> Bool {
    Folder(of: document).upwards.lazy.compactMap { byHome[$0] }.first?.isOfOne(document) ?? true
  }

  private func documents(of configuration: Document, home: Folder, _ isInReach: (Folder) -> Bool) -> [Document] {
    byHome[home]?.documents(of: configuration).filter { isInReach(Folder(of: $0)) } ?? []
  }
}

/// The folder of the site that a configuration replicates to, where that one replicates, too.
struct OtherDirection {
  let documents: [Document]
  /// One of its configurations.
  let configuration: Document
  /// The reason why it may not be the site that is meant.
  let doubt: Message?
}

/// Documents and the configurations that they may belong to.
private struct Pool {
  private let configurationCount: Int
  /// The documents that no configuration claims.
  let shared: [Document]
  private let claimed: [ExactString: [Document]]
  /// The documents that one of several configurations claims.
  private let ownDocuments: Set<Document.ID>

  init(_ documents: [Document], _ configurations: [Document]) {
    configurationCount = configurations.count
    guard configurations.count > 1 else {
      (shared, claimed, ownDocuments) = (documents, [:], [])
      return
    }
    let claims = Claims(configurations)
    // A single policy is there for all of them, whatever is in it, unless its name shows whose it is.
    let policies = documents.filter { $0.policy?.purpose == .permission }
    let only = policies.count == 1 ? policies.first { claims.ownersByName(of: $0).isEmpty }?.envelope.body : nil
    var shared: [Document] = []
    var claimed: [ExactString: [Document]] = [:]
    var ownDocuments: Set<Document.ID> = []
    for document in documents {
      let owners = document.envelope.body == only ? [] : claims.owners(of: document)
      if owners.isEmpty { shared.append(document) }
      if owners.count == 1 { ownDocuments.insert(document.id) }
      for owner in owners { claimed[owner, default: []].append(document) }
    }
    (self.shared, self.claimed, self.ownDocuments) = (shared, claimed, ownDocuments)
  }

  func documents(of configuration: Document) -> [Document] {
    shared + (claimed[ExactString(configuration.path)] ?? [])
  }

  func isSole(_ document: Document) -> Bool { configurationCount < 2 }

  func isOfOne(_ document: Document) -> Bool { isSole(document) || ownDocuments.contains(document.id) }
}

/// The criteria that assign documents to one of several configurations.
private struct Claims {
  private var byBucket: [String: [ExactString]] = [:]
  private var byRole: [String: [ExactString]] = [:]
  private var byRoleName: [String: [ExactString]] = [:]
  private var byWord: [String: [ExactString]] = [:]
  /// The target role of each configuration.
  private var targetRoles: [ExactString: ExactString] = [:]

  init(_ configurations: [Document]) {
    var words: [String: [ExactString]] = [:]
    for configuration in configurations {
      let path = ExactString(configuration.path)
      let facts = ConfigurationFacts(configuration)
      if let destination = facts.destination { byBucket[destination, default: []].append(path) }
      targetRoles[path] = facts.roles.last.map { ExactString($0) }
      for role in Set(facts.roles) { byRole[role, default: []].append(path) }
      for name in Set(facts.roleNames.compactMap { $0 }) { byRoleName[name, default: []].append(path) }
      for word in Set(Self.words(configuration)) { words[word, default: []].append(path) }
    }
    byWord = words.filter { $0.value.count == 1 }
  }

  func owners(of document: Document) -> [ExactString] {
    var owners: [ExactString] = []
    if let arn = document.roleARN?.text { owners = byRole[arn] ?? [] }
    if let name = document.inlineRoleName ?? document.planRoleName { owners = byRoleName[name] ?? [] }
    if owners.isEmpty, let policy = document.policy, policy.purpose == .permission {
      owners = ownersByBucket(of: document, policy)
    }
    if owners.isEmpty { owners = ownersByName(of: document) }
    var seen: Set<ExactString> = []
    return owners.filter { seen.insert($0).inserted }
  }

  /// The configurations whose destination a policy names; of several with other roles, those that its name shows, so that
  /// a configuration which names the bucket of another by mistake does not borrow its policy.
  private func ownersByBucket(of document: Document, _ policy: PolicyDocument) -> [ExactString] {
    let owners = policy.bucketsNamed.flatMap { byBucket[$0] ?? [] }
    if owners.count < 2 { return owners }
    let named = Set(ownersByName(of: document))
    let roles = Set(owners.filter(named.contains).compactMap { targetRoles[$0] })
    if roles.isEmpty { return owners }
    // A role that is nearly called the same may be the same, mistyped.
    return owners.filter { owner in
      guard let role = targetRoles[owner] else { return true }
      return roles.contains(role) || suggestion(for: role.text, among: roles.map { $0.text }) != nil
    }
  }

  func ownersByName(of document: Document) -> [ExactString] {
    Self.words(document).flatMap { byWord[$0] ?? [] }
  }

  private static func words(_ document: Document) -> [String] {
    asciiWords((document.location ?? document.path).utf8)
  }
}
