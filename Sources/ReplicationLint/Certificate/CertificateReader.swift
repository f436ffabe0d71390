package import JSONSource

extension Certificate {
  /// Reads a certificate; nil where the file is none.
  package init?(_ source: SourceFile) {
    let document = JSONDocument(source)
    guard document.isValid, document.root.member("version")?.sourceText == "1",
      let files = Self.list(
        document.root, "files",
        { node in
          Self.text(node, "path").flatMap { path in Self.text(node, "sha256").map { File(path: path, digest: $0) } }
        }), let setups = Self.list(document.root, "setups", CertifiedSetup.init(reading:))
    else { return nil }
    self.init(files: files, setups: setups)
  }

  fileprivate static func text(_ node: JSONNode, _ name: String) -> String? { node.member(name)?.string?.text }
  fileprivate static func number(_ node: JSONNode?) -> Int? {
    guard let node, node.isInteger else { return nil }
    return Int(node.sourceText)
  }
  fileprivate static func number(_ node: JSONNode, _ name: String) -> Int? { number(node.member(name)) }

  /// The members of a list; nil where one of them cannot be read.
  fileprivate static func list<Value>(_ node: JSONNode, _ name: String, _ read: (JSONNode) -> Value?) -> [Value]? {
    node.member(name).flatMap { list($0, read) }
  }

  fileprivate static func list<Value>(_ node: JSONNode, _ read: (JSONNode) -> Value?) -> [Value]? {
    guard node.kind == .array else { return nil }
    let elements = node.elements
    let values = elements.compactMap(read)
    return values.count == elements.count ? values : nil
  }
}

extension DocumentAddress {
  fileprivate init?(reading node: JSONNode) {
    guard let path = Certificate.text(node, "path"),
      let pointers = Certificate.list(node, "pointers", { $0.string?.text })
    else { return nil }
    self.init(path: path, pointers: pointers)
  }
}

extension CertifiedSetup {
  fileprivate init?(reading node: JSONNode) {
    guard let name = Certificate.text(node, "name"),
      let replication = node.member("replication").flatMap(DocumentAddress.init(reading:)),
      let reading = Certificate.text(node, "reading"), let isVersionTwo = node.member("version2")?.boolean,
      let roles = Certificate.list(node, "roles", { $0.string?.text }),
      let sites = Certificate.list(node, "sites", CertifiedSite.init(reading:)),
      let policies = Certificate.list(node, "policies", DocumentAddress.init(reading:)),
      let rules = Certificate.list(node, "rules", CertifiedRule.init(reading:)),
      let calls = Certificate.list(node, "calls", CertifiedCall.init(reading:)),
      let assumptions = Certificate.list(node, "assumptions", Assumption.init(reading:))
    else { return nil }
    self.init(
      name: name, replication: replication, reading: reading, isVersionTwo: isVersionTwo, roles: roles, sites: sites,
      policies: policies, rules: rules, calls: calls, assumptions: assumptions)
  }
}

extension Assumption {
  fileprivate init?(reading node: JSONNode) {
    guard let id = Certificate.text(node, "id"), let message = Certificate.text(node, "message"),
      let settledBy = Certificate.text(node, "settledBy")
    else { return nil }
    self.init(
      ID(rawValue: id), Certificate.text(node, "side").flatMap { Side(rawValue: $0) }, message: message,
      settledBy: settledBy)
  }
}

extension CertifiedSite {
  fileprivate init?(reading node: JSONNode) {
    guard let side = Certificate.text(node, "side").flatMap(Side.init(rawValue:)),
      let permissions = Certificate.list(node, "permissions", Certificate.number),
      let given = Certificate.list(node, "trustGiven", CertifiedFact.init(reading:))
    else { return nil }
    self.init(
      side: side, bucket: Certificate.text(node, "bucket"), trust: Certificate.number(node, "trust"),
      trustStatement: Certificate.number(node, "trustStatement"), trustGiven: given,
      trustAssumption: Certificate.text(node, "trustAssumed"), permissions: permissions,
      bucketPolicy: Certificate.number(node, "bucketPolicy"))
  }
}

extension CertifiedRule {
  fileprivate init?(reading node: JSONNode) {
    guard let index = Certificate.number(node, "rule"), let isExternal = node.member("external")?.boolean else {
      return nil
    }
    self.init(index: index, isExternal: isExternal)
  }
}

extension CertifiedFact {
  fileprivate init?(reading node: JSONNode) {
    guard let policy = Certificate.number(node, "policy"), let statement = Certificate.number(node, "statement"),
      let part = Certificate.text(node, "part"), let holds = node.member("holds")?.boolean
    else { return nil }
    self.init(policy: policy, statement: statement, part: part, holds: holds)
  }
}

extension CertifiedStatement {
  fileprivate init?(reading node: JSONNode) {
    guard let policy = Certificate.number(node, "policy"), let statement = Certificate.number(node, "statement"),
      let effect = Certificate.text(node, "effect"), let isComplement = node.member("complement")?.boolean,
      let patterns = Certificate.list(node, "patterns", { $0.string?.text })
    else { return nil }
    self.init(
      policy: policy, statement: statement, isDeny: effect == "Deny", isComplement: isComplement, patterns: patterns)
  }
}

extension CertifiedCall {
  fileprivate init?(reading node: JSONNode) {
    guard let rule = Certificate.number(node, "rule"),
      let side = Certificate.text(node, "side").flatMap(Side.init(rawValue:)),
      let action = Certificate.text(node, "action"), let bucket = Certificate.text(node, "bucket"),
      let asksRole = node.member("asksRole")?.boolean, let asksBucket = node.member("asksBucket")?.boolean,
      let given = Certificate.list(node, "given", CertifiedFact.init(reading:)),
      let statements = Certificate.list(node, "statements", CertifiedStatement.init(reading:)),
      let evidence = node.member("evidence").flatMap(Evidence.init(reading:))
    else { return nil }
    self.init(
      rule: rule, side: side, action: action, bucket: bucket, prefix: Certificate.text(node, "prefix"),
      asksRole: asksRole, asksBucket: asksBucket, given: given, statements: statements, evidence: evidence)
  }
}

extension CertifiedCall.Evidence {
  fileprivate init?(reading node: JSONNode) {
    switch Certificate.text(node, "kind") {
    case "text": self = .text
    case "covering":
      guard let statement = Certificate.number(node, "statement"), let pattern = Certificate.number(node, "pattern")
      else { return nil }
      self = .covering(statement: statement, pattern: pattern)
    case "invariant":
      let states = Certificate.list(node, "states") { state in
        Certificate.list(state) { set in Certificate.list(set, Certificate.number) }
      }
      guard let states else { return nil }
      self = .invariant(states)
    case "assumed":
      guard let reason = Certificate.text(node, "reason") else { return nil }
      self = .assumed(reason)
    default: return nil
    }
  }
}
