import JSONSource

/// Indicates whether objects of a rule replicate after an operation, where that differs from the put of an object with
/// data.
public struct OperationVerdict: Sendable, Hashable {
  /// The number of the rule, from 0.
  public let rule: Int
  /// The name of the rule in messages.
  public let ruleName: String
  /// The operation.
  public let operation: ReplicationOperation
  /// The size of the object where it matters: 0.
  public let size: Int?
  /// True when proved for every key, false when some key is proved not to replicate, nil when it is not known.
  public let replicates: Bool?
}

extension SetupAnalysis {
  /// The operations that end otherwise than the put of an object with data, by rule; none where a document is refused.
  /// Deletes of versions never replicate and are left out.
  public var operationsApartFromPut: [OperationVerdict] {
    guard let plan, refusals.isEmpty, !isVersioningMissing else { return [] }
    // Calls on the target ask alike, so that the proof of the put holds for the rest too, unless a bucket policy or
    // another owner distinguishes versions.
    let asksAlike = plan.bucketPolicy(.target) == nil && plan.site(.target).owner == nil
    if replicates == true, asksAlike { return [] }
    var questions = AccessQuestions()
    var proofs = Dictionary(keepingFirst: calls.map { (ProofKey($0.call, $0.copy, asksAlike), $0) })
    let isDoubted = !plan.doubts.isEmpty
    return plan.enabledRules.flatMap { rule -> [OperationVerdict] in
      let verdicts = Dictionary(
        keepingFirst: ReplicationContent.allCases.map { content in
          let verdict = SetupVerdict(plan, trust, rules: [rule], content: content) { call, copy in
            let key = ProofKey(call, copy, asksAlike)
            if let known = proofs[key] { return known }
            let proof = CallProof(call, copy, plan, &questions)
            proofs[key] = proof
            return proof
          }
          return (content, verdict.replicates(isOpen: isOpen, isDoubted: isDoubted))
        })
      return OperationVerdict.cases.compactMap { operation, size in
        guard let verdict = ReplicationContent(operation, size: size).flatMap({ verdicts[$0] }),
          verdict != verdicts[.data]
        else { return nil }
        return OperationVerdict(
          rule: rule.index, ruleName: rule.name, operation: operation, size: size, replicates: verdict)
      }
    }
  }
}

/// The subject of a call's proof: calls with the same request have the same subject.
private struct ProofKey: Hashable {
  let rule: Int
  let site: String?
  let side: Side
  let request: BackbeatRequest

  init(_ call: BackbeatCall, _ copy: ReplicationCopy, _ asksAlike: Bool) {
    rule = copy.rule.index
    site = copy.destination?.site
    side = call.side
    request = asksAlike && call.request == .metadata ? .putAbsent : call.request
  }
}

extension OperationVerdict {
  /// The operations that are compared with the put of an object with data.
  fileprivate static let cases: [(ReplicationOperation, Int?)] = [
    (.put, 0), (.deleteMarker, nil), (.putTagging, nil), (.putACL, nil),
  ]

  /// The operation, in a sentence.
  public var subject: String { size == 0 ? "objects of 0 bytes" : operation.name }
}
