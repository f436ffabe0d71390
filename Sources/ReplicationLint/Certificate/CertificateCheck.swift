package import JSONSource

/// Checks certificates against documents. It trusts nothing that a certificate states of them.
package struct CertificateCheck {
  /// The reason why a certificate does not hold, in words.
  package struct Failure: Error, Hashable, Sendable {
    /// The reason.
    package let reason: String

    init(_ message: Message) { reason = message.text }
  }

  private let certificate: Certificate
  private let sources: [ExactString: SourceFile]

  /// Makes a check of a certificate against files as they are now.
  package init(_ certificate: Certificate, _ sources: [SourceFile]) {
    self.certificate = certificate
    self.sources = Dictionary(keepingFirst: sources.map { (ExactString($0.name), $0) })
  }

  /// Checks everything.
  ///
  /// - Throws: at the first part that does not hold.
  package func run() throws(Failure) {
    if certificate.setups.isEmpty { throw Failure("the certificate is about no setup") }
    for file in certificate.files {
      guard let source = sources[ExactString(file.path)], SHA256(source.bytes).hex == file.digest else {
        throw Failure("\(quoted: file.path) is not the file that the certificate is about")
      }
    }
    for setup in certificate.setups { try check(setup) }
  }

  /// The value at an address.
  private func node(_ address: DocumentAddress) throws(Failure) -> JSONNode {
    let path = ExactString(address.path)
    guard certificate.files.contains(where: { ExactString($0.path) == path }), let source = sources[path] else {
      throw Failure("the certificate names \(quoted: address.path) without its digest")
    }
    var node = JSONDocument(source).root
    for (number, pointer) in address.pointers.enumerated() {
      if number > 0 {
        guard let inner = JSONDocument(inside: node) else {
          throw Failure("\(quoted: address.path) holds no document at \(quoted: address.pointers[number - 1])")
        }
        node = inner.root
      }
      for token in JSONPointer(pointer)?.tokens ?? [] {
        let next =
          node.kind == .array
          ? Int(token).flatMap { node.elements.indices.contains($0) ? node.elements[$0] : nil }
          : ObjectReader(node).member(token)?.value
        guard let next else { throw Failure("\(quoted: address.path) has nothing at \(quoted: pointer)") }
        node = next
      }
    }
    return node
  }

  // MARK: Setups

  private func check(_ setup: CertifiedSetup) throws(Failure) {
    let configuration = ReplicationConfiguration(try node(setup.replication))
    let roles = configuration.role.value?.split(",").map { $0.text } ?? []
    guard roles.elementsEqual(setup.roles, by: { $0.hasSameBytes(as: $1) }) else {
      throw Failure("`Role` does not name the roles of the certificate")
    }
    var policies: [PolicyDocument] = []
    for (number, address) in setup.policies.enumerated() {
      let isOfBucket = setup.sites.contains { $0.bucketPolicy == number }
      let isTrust = setup.sites.contains { $0.trust == number }
      policies.append(
        PolicyDocument(try node(address), purpose: isOfBucket ? .bucket : isTrust ? .trust : .permission))
    }
    for site in setup.sites { try check(site, policies) }
    let enabled = configuration.readableRules.filter { $0.isEnabled }
    guard enabled.map({ $0.index }) == setup.rules.map({ $0.index }), !enabled.isEmpty else {
      throw Failure("the enabled rules are not those of the certificate")
    }
    for call in setup.calls { try check(call, setup, enabled, policies) }
    if setup.isVersionTwo { return }
    for (rule, certified) in zip(enabled, setup.rules) { try checkCompleteness(rule, certified, setup) }
  }

  private func check(_ site: CertifiedSite, _ policies: [PolicyDocument]) throws(Failure) {
    let numbers = site.permissions + [site.trust, site.bucketPolicy].compactMap { $0 }
    guard numbers.allSatisfy(policies.indices.contains) else { throw Failure("a policy is missing from the list") }
    if site.trustAssumption != nil { return }
    guard let number = site.trust else { throw Failure("no trust policy of the \(site.side.rawValue) role is given") }
    let proof = CertifiedTrust(policies[number]) { statement in
      Self.holds(site.trustGiven, number, statement.index, "Condition")
    }
    guard let statement = proof.statement, statement == site.trustStatement else {
      throw Failure("the trust policy of the \(site.side.rawValue) role does not let Backbeat assume it")
    }
  }

  private static func holds(_ given: [CertifiedFact], _ policy: Int, _ statement: Int, _ part: String) -> Bool? {
    given.first { $0.policy == policy && $0.statement == statement && $0.part == part }?.holds
  }

  /// Returns whether each question that the server asks for a rule's objects is there.
  private func checkCompleteness(
    _ rule: ReplicationRule, _ certified: CertifiedRule, _ setup: CertifiedSetup
  ) throws(Failure) {
    let reading = ServerReading(rawValue: setup.reading)
    guard let reading else { throw Failure("\(quoted: setup.reading) is not what a server enforces") }
    guard certified.isExternal || setup.roles.count == 2 else {
      throw Failure("\(rule.name) needs two roles")
    }
    for call in BackbeatCall.calls(isExternal: certified.isExternal)
    where reading == .enforced2025 || !call.isRecent {
      guard let site = setup.sites.first(where: { $0.side == call.side }), let bucket = site.bucket else {
        throw Failure("the \(call.side.rawValue) site is missing")
      }
      for question in call.request.questions(reading) where question.action != "s3:GetObjectVersionTagging" {
        let isPresent = setup.calls.contains { made in
          made.rule == rule.index && made.side == call.side && made.action == question.action
            && made.bucket.hasSameBytes(as: bucket) && made.asksRole == question.asksIAM
            && (made.prefix == nil) == (call.target == .sourceBucket)
            && made.asksBucket == (site.bucketPolicy != nil && question.isMapped)
        }
        guard isPresent else { throw Failure("a proof that \(rule.name) may do `\(question.action)` is missing") }
      }
    }
  }

  // MARK: Calls

  private func check(
    _ call: CertifiedCall, _ setup: CertifiedSetup, _ enabled: [ReplicationRule], _ policies: [PolicyDocument]
  ) throws(Failure) {
    if case .assumed = call.evidence { return }
    let failure = Failure(
      "`\(call.action)` on \(quoted: call.bucket) of the \(call.side.rawValue) role is not proved by the certificate")
    guard let rule = enabled.first(where: { $0.index == call.rule }),
      let site = setup.sites.first(where: { $0.side == call.side })
    else { throw failure }
    let destination = rule.bucket.value.flatMap { DestinationARN($0).effectiveBucket?.text }
    let bucket = call.side == .source ? site.bucket : destination
    guard call.bucket.hasSameBytes(as: bucket ?? "") else { throw failure }
    if let prefix = call.prefix, rule.prefix.value?.text.hasSameBytes(as: prefix) != true { throw failure }
    let numbers =
      (call.asksRole ? site.permissions : []) + (call.asksBucket ? [site.bucketPolicy].compactMap { $0 } : [])
    let taken = CertifiedStatements(
      numbers.map {
        .init(number: $0, document: policies[$0], isOfBucket: $0 == site.bucketPolicy && call.asksBucket)
      }, action: call.action
    ) { policy, statement, part in Self.holds(call.given, policy.number, statement.index, part) }
    guard taken.statements == call.statements else { throw failure }
    let states = CertifiedStates(taken, needsAllow: call.asksRole)
    guard proves(call, states) else { throw failure }
  }

  private func proves(_ call: CertifiedCall, _ states: CertifiedStates) -> Bool {
    guard let prefix = call.prefix else {
      return call.evidence == .text && states.isAllowed(states.state(after: Array(call.bucket.utf16)))
    }
    let start = states.state(after: Array("\(call.bucket)/\(prefix)".utf16))
    switch call.evidence {
    case .text, .assumed: return false
    case .covering(let statement, let pattern): return states.isCovered(start, by: statement, pattern)
    case .invariant(let list): return states.isInvariant(list, after: start, includesStart: !prefix.isEmpty)
    }
  }
}
