import JSONSource

/// Whether objects of a rule replicate after an operation, where that differs from the put of an object with data.
public struct OperationVerdict: Sendable, Hashable {
  /// The number of the rule, from 0.
  public let rule: Int
  /// What the rule is called in a sentence.
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
    // What proves the put proves the rest too, unless a bucket policy or another owner tells versions apart.
    let asksAlike = plan.bucketPolicy(.target) == nil && plan.site(.target).owner == nil
    if replicates == true, asksAlike { return [] }
    return plan.enabledRules.flatMap { rule -> [OperationVerdict] in
      let put = replicates(rule, .data)
      return OperationVerdict.cases.compactMap { operation, size in
        guard let content = ReplicationContent(operation, size: size) else { return nil }
        let verdict = replicates(rule, content)
        guard verdict != put else { return nil }
        return OperationVerdict(
          rule: rule.index, ruleName: rule.name, operation: operation, size: size, replicates: verdict)
      }
    }
  }
}

extension OperationVerdict {
  /// The operations that are compared with the put of an object with data.
  fileprivate static let cases: [(ReplicationOperation, Int?)] = [
    (.put, 0), (.deleteMarker, nil), (.putTagging, nil), (.putACL, nil),
  ]

  /// What is done, in a sentence.
  public var subject: String { size == 0 ? "objects of 0 bytes" : operation.name }
}
