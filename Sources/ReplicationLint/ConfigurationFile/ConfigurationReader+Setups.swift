import JSONSource

/// The `setups` part: which documents belong together.
extension ConfigurationReader {
  /// The setups in file order, with paths as they are written.
  mutating func readSetups(_ node: JSONNode) -> [SetupDeclaration] {
    var names: Set<String> = []
    var setups: [SetupDeclaration] = []
    for (index, node) in (array(node, "`setups`") ?? []).enumerated() {
      guard let setup = readSetup(node, called: "setup \(index + 1)") else { continue }
      if !names.insert(setup.name).inserted {
        report(
          "two setups have the name \(quoted: setup.name)", at: (node.member("name") ?? node).range,
          help: "give each its own `name`")
      }
      setups.append(setup)
    }
    return setups
  }

  /// One setup; `other` is its name where it has neither one of its own nor a configuration.
  mutating func readSetup(_ node: JSONNode, called other: String) -> SetupDeclaration? {
    guard let members = object(node, known: ["name", "replication", "source", "target"], "a setup") else { return nil }
    let name = members["name"].flatMap { self.name($0, "`name`") }
    let replication = members["replication"].flatMap { path($0, "`replication`") }
    let source = members["source"].map { readSite($0, "`source`") }
    let target = members["target"].map { readSite($0, "`target`") }
    return SetupDeclaration(
      name: name ?? replication ?? other, replication: replication, source: source ?? .init(),
      target: target ?? .init())
  }

  private mutating func readSite(_ node: JSONNode, _ what: Message) -> SetupDeclaration.SiteDeclaration {
    var site = SetupDeclaration.SiteDeclaration()
    let known = ["bucket", "role", "trust", "permissions", "versioning", "bucketPolicy", "owner"]
    guard let members = object(node, known: known, what) else { return site }
    site.bucket = members["bucket"].flatMap { bucket($0) }
    if let node = members["role"] {
      if let text = node.string?.text, text.hasPrefix("arn:") {
        site.roleARN = text
      } else {
        site.role = path(node, "`role`")
      }
    }
    site.trust = members["trust"].flatMap { path($0, "`trust`") }
    if let node = members["permissions"] {
      let paths = array(node, "`permissions`")
      site.permissions = paths?.compactMap { path($0, "a path in `permissions`") } ?? []
      site.hasNoPermissions = paths?.isEmpty == true
    }
    site.versioning = members["versioning"].flatMap { path($0, "`versioning`") }
    if let node = members["bucketPolicy"] {
      // `false` states that the bucket has no policy.
      switch node.boolean {
      case false?: site.hasNoBucketPolicy = true
      case true?: report("`bucketPolicy` must be a path or `false`, not `true`", at: node.range)
      case nil: site.bucketPolicy = path(node, "`bucketPolicy`")
      }
    }
    site.owner = members["owner"].flatMap { account($0, "`owner`") }
    return site
  }

  /// The name of a bucket. An ARN is another form of it, which would agree with no document.
  private mutating func bucket(_ node: JSONNode) -> String? {
    guard let text = name(node, "`bucket`") else { return nil }
    guard let name = Self.bucketName(in: text) else { return text }
    report("`bucket` is a name, not \(quoted: text)", at: node.range, help: "write \(quoted: name)")
    return name
  }

  /// The name in the ARN or the address of a bucket; nil where `text` is neither.
  private static func bucketName(in text: String) -> String? {
    let start = ["arn:aws:s3:::", "s3://"].first { text.hasPrefix($0) }
    guard let start else { return nil }
    let name = text.utf8.dropFirst(start.utf8.count).prefix { $0 != UInt8(ascii: "/") }
    return name.isEmpty ? nil : String(Substring(name))
  }

  private mutating func account(_ node: JSONNode, _ what: Message) -> String? {
    guard let text = string(node, what) else { return nil }
    if PrincipalGrammar.isAccount(text) { return text }
    report("invalid account \(quoted: text): expected 12 digits", at: node.range)
    return nil
  }
}
