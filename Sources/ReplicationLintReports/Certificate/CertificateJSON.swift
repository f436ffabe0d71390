import Jansson
package import ReplicationLint

/// A certificate as JSON, version 1.
package enum CertificateJSON {
  /// Writes a certificate.
  package static func render(_ certificate: Certificate) -> [UInt8] {
    var root = JanssonValue.object()
    root.set("version", to: 1)
    root.set(
      "files",
      to: .array(certificate.files) { file in
        var value = JanssonValue.object()
        value.set("path", to: file.path)
        value.set("sha256", to: file.digest)
        return value
      })
    root.set("setups", to: .array(certificate.setups, setup))
    return root.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private static func setup(_ setup: CertifiedSetup) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("name", to: setup.name)
    value.set("replication", to: address(setup.replication))
    value.set("reading", to: setup.reading)
    value.set("version2", to: setup.isVersionTwo)
    value.set("roles", to: .array(setup.roles) { .string($0) })
    value.set("sites", to: .array(setup.sites, site))
    value.set("policies", to: .array(setup.policies, address))
    value.set(
      "rules",
      to: .array(setup.rules) { rule in
        var value = JanssonValue.object()
        value.set("rule", to: rule.index)
        value.set("external", to: rule.isExternal)
        return value
      })
    value.set("calls", to: .array(setup.calls, call))
    value.set("assumptions", to: .array(setup.assumptions, AssumptionJSON.value))
    return value
  }

  private static func address(_ address: DocumentAddress) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("path", to: address.path)
    value.set("pointers", to: .array(address.pointers) { .string($0) })
    return value
  }

  private static func site(_ site: CertifiedSite) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("side", to: site.side.rawValue)
    if let bucket = site.bucket { value.set("bucket", to: bucket) }
    if let trust = site.trust { value.set("trust", to: trust) }
    if let statement = site.trustStatement { value.set("trustStatement", to: statement) }
    if let reason = site.trustAssumption { value.set("trustAssumed", to: reason) }
    value.set("trustGiven", to: .array(site.trustGiven, fact))
    value.set("permissions", to: .array(site.permissions) { .integer($0) })
    if let policy = site.bucketPolicy { value.set("bucketPolicy", to: policy) }
    return value
  }

  private static func fact(_ fact: CertifiedFact) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("policy", to: fact.policy)
    value.set("statement", to: fact.statement)
    value.set("part", to: fact.part)
    value.set("holds", to: fact.holds)
    return value
  }

  private static func call(_ call: CertifiedCall) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("rule", to: call.rule)
    value.set("side", to: call.side.rawValue)
    value.set("action", to: call.action)
    value.set("bucket", to: call.bucket)
    if let prefix = call.prefix { value.set("prefix", to: prefix) }
    value.set("asksRole", to: call.asksRole)
    value.set("asksBucket", to: call.asksBucket)
    value.set("given", to: .array(call.given, fact))
    value.set(
      "statements",
      to: .array(call.statements) { statement in
        var value = JanssonValue.object()
        value.set("policy", to: statement.policy)
        value.set("statement", to: statement.statement)
        value.set("effect", to: statement.isDeny ? "Deny" : "Allow")
        value.set("complement", to: statement.isComplement)
        value.set("patterns", to: .array(statement.patterns) { .string($0) })
        return value
      })
    value.set("evidence", to: evidence(call.evidence))
    return value
  }

  private static func evidence(_ evidence: CertifiedCall.Evidence) -> JanssonValue {
    var value = JanssonValue.object()
    switch evidence {
    case .text: value.set("kind", to: "text")
    case .covering(let statement, let pattern):
      value.set("kind", to: "covering")
      value.set("statement", to: statement)
      value.set("pattern", to: pattern)
    case .invariant(let states):
      value.set("kind", to: "invariant")
      value.set(
        "states", to: .array(states) { state in .array(state) { set in .array(set) { .integer($0) } } })
    case .assumed(let reason):
      value.set("kind", to: "assumed")
      value.set("reason", to: reason)
    }
    return value
  }
}
