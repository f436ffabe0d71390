extension SetupAnalysis {
  /// The reasons why it is not known whether all objects replicate, each once; empty where it is known.
  package var openQuestions: [Message] {
    guard replicates == nil else { return [] }
    if let cutOff { return ["only the beginning of \(quoted: cutOff.path) is read"] }
    guard let plan else {
      return [setup.replication.map { "\(quoted: $0.path) cannot be read" } ?? "no replication configuration is given"]
    }
    // Nothing else is asked of a configuration that is refused unless an assumption does not hold.
    if !refusals.isEmpty { return unsettled }
    if plan.enabledRules.isEmpty { return ["no rule is enabled"] }
    var questions: [Message] = plan.unknownSites.map {
      "nothing shows whether \(quoted: $0.site) is a site of the server"
    }
    for rule in plan.enabledRules {
      questions += plan.copies(of: rule).filter { $0.isDoubtful }
        .map { "no site of the server is called \(quoted: $0.destination?.site ?? "")" }
      questions += sides(rule).compactMap(trustQuestion)
      if plan.isTargetVersioningDoubtful(rule) {
        questions.append("versioning is not enabled on the target bucket, and newer releases of Backbeat ask for it")
      }
    }
    for proof in calls where plan.asksFor(proof.call) {
      if let question = question(proof) { questions.append(question) }
    }
    if questions.isEmpty {
      questions += plan.doubts
      if isStrict { questions += unsettled }
    }
    var seen: Set<Message> = []
    return questions.filter { seen.insert($0).inserted }
  }

  private var unsettled: [Message] { assumptions.map { "it is not shown that \($0.message)" } }

  private func trustQuestion(_ side: Side) -> Message? {
    if setup.server.ignoresRoles { return nil }
    return switch trust[side] {
    case nil: "no trust policy of the \(side.rawValue) role is given"
    case .depends(let facts)?: "the trust policy of the \(side.rawValue) role depends on \(subjects(facts))"
    default: nil
    }
  }

  private func question(_ proof: CallProof) -> Message? {
    switch proof.answer {
    case .unknown(let message): message
    case .depends(let facts):
      "`\(proof.action)` of the \(proof.call.side.rawValue) role depends on \(subjects(facts))"
    case .proved, .refused: nil
    }
  }

  private func subjects(_ facts: [UnresolvedFact]) -> String {
    var subjects: [String] = []
    for fact in facts where !subjects.contains(fact.subject) { subjects.append(fact.subject) }
    return subjects.map(quoted).joined(separator: ", ")
  }
}
