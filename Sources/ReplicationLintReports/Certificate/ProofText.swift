package import ReplicationLint

/// The proofs of setups for people: for each rule, what the server asks and why the answer is yes for every key.
package struct ProofText {
  private let options: RenderOptions

  /// Makes a writer.
  package init(_ options: RenderOptions) { self.options = options }

  /// Writes the proofs.
  package func render(_ analyses: [SetupAnalysis]) -> String { analyses.map(text).joined(separator: "\n") }

  private func text(_ analysis: SetupAnalysis) -> String {
    guard let proof = CertifiedSetup(analysis) else { return unproved(analysis) }
    var output = title("setup `\(visible(analysis.setup.name))`: proved")
    for site in proof.sites {
      guard let number = site.trust, let statement = site.trustStatement else { continue }
      let path = visible(proof.policies[number].path)
      output += item("Backbeat may assume the \(site.side.rawValue) role: \(path), statement \(statement + 1)")
    }
    for rule in proof.rules {
      let calls = proof.calls.filter { $0.rule == rule.index }
      let prefix = calls.lazy.compactMap(\.prefix).first
      let keys = prefix.map { $0.isEmpty ? "every key" : "every key under \(quoted($0))" } ?? "the keys"
      output += "rule \(rule.index + 1), \(keys):\n"
      for call in calls { output += item("\(question(call)): \(reason(call, proof))") }
    }
    if !proof.assumptions.isEmpty {
      let assumptions = proof.assumptions.map(\.message).joined(separator: "; ")
      output += wrapped("proved, assuming: \(assumptions)", first: "", rest: "  ") + "\n"
    }
    return output
  }

  private func question(_ call: CertifiedCall) -> String {
    let resource = "arn:aws:s3:::\(call.bucket)" + (call.prefix.map { "/\($0)*" } ?? "")
    return "\(call.side.rawValue) role, `\(call.action)` on \(quoted(resource))"
  }

  private func reason(_ call: CertifiedCall, _ proof: CertifiedSetup) -> String {
    func place(_ statement: CertifiedStatement) -> String {
      "\(visible(proof.policies[statement.policy].path)), statement \(statement.statement + 1)"
    }
    switch call.evidence {
    case .text:
      let allows = call.statements.first { !$0.isDeny }
      return "allowed" + (allows.map { " by \(place($0))" } ?? ", since nothing denies it")
    case .covering(let statement, let pattern):
      let found = call.statements[statement]
      return "\(quoted(found.patterns[pattern])) covers them all, and no Deny reaches one (\(place(found)))"
    case .invariant(let states):
      if !call.asksRole { return "no Deny reaches one" }
      return "\(states.count) state\(states.count == 1 ? "" : "s") of the patterns side by side, each allowed"
    case .assumed(let reason): return "decided, not certified: \(reason)"
    }
  }

  private func unproved(_ analysis: SetupAnalysis) -> String {
    var output = title("setup `\(visible(analysis.setup.name))`: not proved")
    for refusal in analysis.refusals { output += item("\(visible(refusal.path)) is refused: \(refusal.message)") }
    for call in analysis.calls {
      guard let answer = answer(call) else { continue }
      let resource = call.bucket.map { " on \(quoted($0))" } ?? ""
      output += item("\(call.rule.name): \(call.call.side.rawValue) role, `\(call.action)`\(resource): \(answer)")
    }
    return output
  }

  private func answer(_ call: CallProof) -> String? {
    switch call.answer {
    case .proved: nil
    case .refused(let key, _): key.isEmpty ? "refused" : "refused for the key \(quoted(key))"
    case .depends(let facts): "depends on \(facts.map { quoted($0.subject) }.joined(separator: ", "))"
    case .unknown(let message): message.text
    }
  }

  private func title(_ text: String) -> String {
    (options.usesColor ? TextStyle.strong.paint(text, usesColor: true) : text) + "\n"
  }

  private func item(_ text: String) -> String { wrapped(text, first: "  - ", rest: "    ") + "\n" }
}
