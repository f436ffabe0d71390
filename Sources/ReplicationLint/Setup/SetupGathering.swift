import JSONSource

/// Tells which documents belong together: by the manifest where there is one, else by folder and content.
struct SetupGathering {
  let declarations: [SetupDeclaration]
  let sourceBucket: String?
  let server: ServerProfile

  /// The setups among `documents`, ordered by name.
  func gather(_ documents: [Document]) -> [Setup] {
    let byPath = Dictionary(documents.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let declared = declarations.map { setup($0, byPath) }.filter { !$0.documents.isEmpty }
    let taken = Set(declarations.flatMap(\.paths))
    let folders = Dictionary(grouping: documents.filter { !taken.contains($0.path) }) { folder(of: $0.path) }
    let found = folders.sorted { $0.key < $1.key }.compactMap { gathered($0.value, folder: $0.key) }
    return (declared + found).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  // MARK: With a manifest

  private func setup(_ declaration: SetupDeclaration, _ documents: [String: Document]) -> Setup {
    func site(_ site: SetupDeclaration.SiteDeclaration) -> Site {
      let role = site.role.flatMap { documents[$0] }
      return Site(
        bucket: site.bucket, roleARN: site.roleARN ?? role?.roleARN?.text, role: role,
        trust: site.trust.flatMap { documents[$0] } ?? (role?.policy == nil ? nil : role),
        permissions: site.permissions.compactMap { documents[$0] },
        versioning: site.versioning.flatMap { documents[$0] })
    }
    let source = site(declaration.source)
    return Setup(
      name: declaration.name, replication: declaration.replication.flatMap { documents[$0] },
      source: named(source, sourceBucket ?? source.bucket), target: site(declaration.target), server: server)
  }

  private func named(_ site: Site, _ bucket: String?) -> Site {
    var site = site
    site.bucket = bucket ?? SourceBucket.named(in: site.permissions)
    return site
  }

  // MARK: By folder and content

  private func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private func gathered(_ documents: [Document], folder: String) -> Setup? {
    guard documents.count > 1 else { return nil }
    let configurations = documents.filter { $0.replication != nil }
    // A configuration beside the output of get-bucket-replication: the former is what will be put.
    let given = configurations.filter { !$0.kind.isCapture }
    guard let replication = given.count == 1 ? given[0] : configurations.count == 1 ? configurations[0] : nil else {
      return nil
    }
    var sites = SiteAssignment(replication: replication)
    sites.assign(documents)
    guard !(sites.source.documents + sites.target.documents).isEmpty else { return nil }
    return Setup(
      name: folder.isEmpty ? "." : folder, replication: replication, source: named(sites.source, sourceBucket),
      target: sites.target, server: server, leftOver: sites.leftOver)
  }
}
