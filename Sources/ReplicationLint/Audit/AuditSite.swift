import JSONSource

/// One site of an audit. It is asked in rounds: what is open after a round depends on the answers of the one before.
struct AuditSite {
  private let side: Side
  private let connection: InitRequest.Connection
  private let names: AuditNames
  private var results: [(question: AuditQuestion, result: AuditResult)] = []
  /// The policies of the role, attached ones first, with what was answered.
  private var policies: [(question: AuditQuestion, result: AuditResult?)] = []

  /// Begins with a site of which nothing is known.
  init(_ side: Side, bucket: String, role: String, _ request: AuditRequest) {
    self.side = side
    connection = side == .source ? request.source : request.target
    names = AuditNames(side: side.rawValue, bucket: bucket, key: request.key ?? "", role: role)
  }

  /// The questions of the next round; empty when everything is known.
  var open: [AuditQuestion] {
    if !results.isEmpty { return policies.filter { $0.result == nil }.map({ $0.question }) }
    let steps: [AuditStep] =
      [.role, .attachedPolicies, .inlinePolicies, .versioning, .bucketPolicy, .location]
      + (names.key.isEmpty ? [] : [.object])
    return steps.map { AuditQuestion(side, $0, names, connection) }
  }

  /// Takes the answers to what is open, in the same order.
  mutating func take(_ answers: [AuditAnswer]) {
    let questions = open
    if results.isEmpty {
      results = zip(questions, answers).map { ($0, AuditResult($1, to: $0)) }
      listPolicies()
      return
    }
    let indices = policies.indices.filter { policies[$0].result == nil }
    for (index, answer) in zip(indices, answers) {
      let question = policies[index].question
      let result = AuditResult(answer, to: question)
      guard question.step == .policy, let root = result.root else {
        policies[index].result = result
        continue
      }
      // get-policy names the version that applies; the document is in that version.
      if let version = root.member("Policy")?.member("DefaultVersionId")?.string?.text {
        policies[index].question = question.followed(by: .policyVersion, version: version)
      } else {
        policies[index].result = .refused("get-policy answered no DefaultVersionId")
      }
    }
  }

  private mutating func listPolicies() {
    let attached = result(of: .attachedPolicies)?.root?.member("AttachedPolicies")?.elements ?? []
    let inline = result(of: .inlinePolicies)?.root?.member("PolicyNames")?.elements ?? []
    let named =
      attached.map { (AuditStep.policy, $0.member("PolicyArn")) } + inline.map { (AuditStep.inlinePolicy, $0) }
    for (index, (step, name)) in named.enumerated() {
      var names = names
      names.count = String(index + 1)
      names.policy = name?.string?.text ?? ""
      let question = AuditQuestion(side, step, names, connection)
      policies.append((question, names.policy.isEmpty ? .refused("the list has no name for it") : nil))
    }
  }

  private func result(of step: AuditStep) -> AuditResult? { results.first { $0.question.step == step }?.result }

  // MARK: Outcome

  /// The files that keep the answers.
  var files: [SourceFile] { all.compactMap { $0.result.root?.document.source } }

  /// The failures to read with their reasons, in the order of the script.
  var gaps: [(subject: String, reason: String)] {
    all.compactMap { question, result in
      guard case .refused(let reason) = result, !Self.isFact(question.step, reason) else { return nil }
      return (question.step.subject(question.names), reason)
    }
  }

  /// The members of the manifest.
  var members: String {
    var members = [(name: "bucket", value: jsonString(names.bucket))]
    func add(_ name: String, _ step: AuditStep) {
      if result(of: step)?.root != nil { members.append((name, jsonString(step.file(names)))) }
    }
    add("role", .role)
    let isComplete = policies.allSatisfy { $0.result?.root != nil }
    if isComplete, result(of: .attachedPolicies)?.root != nil, result(of: .inlinePolicies)?.root != nil {
      let files = policies.map { jsonString($0.question.step.file($0.question.names)) }
      members.append(("permissions", "[\(files.joined(separator: ", "))]"))
    }
    add("versioning", .versioning)
    add("bucketPolicy", .bucketPolicy)
    if case .refused(let reason) = result(of: .bucketPolicy), Self.isFact(.bucketPolicy, reason) {
      members.append(("bucketPolicy", "false"))
    }
    return AuditManifest.members(members)
  }

  /// Every answer, in the order of the script.
  private var all: [(question: AuditQuestion, result: AuditResult)] {
    let policies = policies.compactMap { entry in entry.result.map { (question: entry.question, result: $0) } }
    let attached = policies.filter { $0.question.step != .inlinePolicy }
    let inline = policies.filter { $0.question.step == .inlinePolicy }
    return results.flatMap { entry in
      switch entry.question.step {
      case .attachedPolicies: [entry] + attached
      case .inlinePolicies: [entry] + inline
      default: [entry]
      }
    }
  }

  /// Returns whether a refusal is an answer: the server refuses where a bucket has no policy.
  private static func isFact(_ step: AuditStep, _ reason: String) -> Bool {
    step == .bucketPolicy && reason.hasPart(AuditStep.noBucketPolicy)
  }
}
