import JSONSource

/// Decides which documents belong together: by the manifest where there is one, else by folder and content.
struct SetupResolver {
  let declarations: [SetupDeclaration]
  let sourceBucket: String?
  let server: ServerProfile

  /// The setups among `documents`, ordered by name.
  func resolve(_ documents: [Document]) -> [Setup] {
    if declarations.isEmpty {
      // A configuration alone makes no setup, and neither do others without one.
      let count = documents.count { $0.replication != nil }
      return count == 0 || count == documents.count ? [] : inOrder(found(documents))
    }
    let byPath = Dictionary(keepingFirst: documents.map { (ExactString($0.path), $0) })
    let declared = declarations.map { setup($0, byPath) }.filter { !$0.documents.isEmpty }
    let taken = Set(declarations.flatMap { $0.paths }.map { ExactString($0) })
    return inOrder(declared + found(documents.filter { !taken.contains(ExactString($0.path)) }))
  }

  private func inOrder(_ setups: [Setup]) -> [Setup] {
    setups.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  // MARK: With a manifest

  private func setup(_ declaration: SetupDeclaration, _ documents: [ExactString: Document]) -> Setup {
    func document(_ path: String?) -> Document? { path.flatMap { documents[ExactString($0)] } }
    // A file that is not the answer it is declared to be is not used.
    func answer(_ path: String?) -> Document? { document(path).flatMap { $0.actualKind == nil ? $0 : nil } }
    func site(_ site: SetupDeclaration.SiteDeclaration) -> Site {
      let role = answer(site.role)
      var found = Site(
        bucket: site.bucket, roleARN: site.roleARN ?? role?.roleARN?.text, role: role,
        trust: document(site.trust) ?? (role?.policy == nil ? nil : role),
        permissions: site.permissions.compactMap { document($0) }.filter { !$0.isOldVersion },
        versioning: answer(site.versioning),
        bucketPolicy: document(site.bucketPolicy), hasNoBucketPolicy: site.hasNoBucketPolicy, owner: site.owner)
      found.isPolicyListComplete = !site.permissions.isEmpty || site.hasNoPermissions
      found.hasNoPermissions = site.hasNoPermissions
      return found
    }
    let (source, target) = (site(declaration.source), site(declaration.target))
    let replication = document(declaration.replication)
    let members =
      (replication.map { [SetupMember(document: $0, part: .replication, sides: Side.allCases, evidence: .manifest)] }
        ?? []) + source.members(.source) + target.members(.target)
    let old = (declaration.source.permissions + declaration.target.permissions).compactMap { document($0) }
      .filter { $0.isOldVersion }
    return Setup(
      name: declaration.name, replication: replication,
      source: named(source, sourceBucket ?? source.bucket, target, replication), target: target, server: server,
      leftOver: old.map { Setup.LeftOver(document: $0, reason: Setup.LeftOver.isOldVersion) }, members: members)
  }

  /// The source with the name of its bucket.
  ///
  /// It is the stated one, the one that an input of put-bucket-replication names, or the one that policies name. Where
  /// the policies of the two roles are swapped, those of the target's role name the source bucket.
  private func named(_ source: Site, _ bucket: String?, _ target: Site, _ replication: Document?) -> Site {
    var source = source
    // The server accepts no policy that names another bucket than its own.
    source.bucket =
      bucket ?? replication?.inputBucket?.text ?? source.bucketPolicy?.bucketPolicy?.bucket
      ?? SourceBucket.named(
        in: source.permissions, besides: replication.flatMap { ConfigurationFacts($0).destination })
    if source.bucket == nil, !source.permissions.isEmpty, let replication,
      let other = SourceBucket.named(in: target.permissions), other != ConfigurationFacts(replication).destination
    {
      source.bucket = other
    }
    return source
  }

  // MARK: By evidence

  /// A setup for each configuration that has documents around it.
  private func found(_ documents: [Document]) -> [Setup] {
    let byFolder = Dictionary(grouping: documents.filter { $0.replication != nil }) { Folder(of: $0) }
    // A configuration beside the output of get-bucket-replication: the former is what will be put.
    let folders = byFolder.mapValues { configurations in
      let given = configurations.filter { !$0.kind.isCLIOutput }
      return given.isEmpty ? configurations : given
    }
    let scope = SetupScope(
      documents.filter { $0.replication == nil }, configurations: folders.values.flatMap { $0 })
    return folders.values.flatMap { configurations in
      configurations.compactMap { configuration in
        let name = configurations.count == 1 ? Self.folderName(configuration.path) : configuration.path
        return setup(of: configuration, name: name, scope)
      }
    }
  }

  /// The folder of a file as its name shows it; `.` where it shows none.
  private static func folderName(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func setup(of configuration: Document, name: String, _ scope: SetupScope) -> Setup? {
    let sites = SiteAssignment(configuration, in: scope)
    let (source, target) = (sites.site(.source), sites.site(.target))
    guard !source.documents.isEmpty || !target.documents.isEmpty else { return nil }
    return Setup(
      name: name, replication: configuration, source: named(source, sourceBucket, target, configuration),
      target: target,
      server: server, leftOver: sites.leftOver, members: sites.members, doubts: sites.doubts)
  }
}
