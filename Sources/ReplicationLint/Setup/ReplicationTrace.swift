public import JSONSource

/// The dry run of one object: the calls in the order in which Backbeat makes them, and what becomes of the object.
public struct ReplicationTrace: Sendable {
  /// The status that the operator would see; that of head-object where it has one.
  @nonexhaustive public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// A document is refused, so nothing is configured.
    case notConfigured = "NOT_CONFIGURED"
    /// No enabled rule covers the key.
    case notSelected = "NOT_SELECTED"
    /// The entry is dropped, and the status stays as it is.
    case pending = "PENDING"
    /// A call is refused or fails, and the object gets this status.
    case failed = "FAILED"
    /// Copied, and the status is never written back: servers from 9.5.2 on.
    case replicaButPending = "REPLICA_BUT_PENDING"
    /// The copy is at the target, and the status is written back.
    case completed = "COMPLETED"
    /// It depends on a condition, or on facts that were not given.
    case unknown = "UNKNOWN"

    /// The status of an object with several copies: failed if one is, else open if one is (Arsenal
    /// lib/models/ObjectMD.ts, the status of all backends).
    func joined(with other: Outcome) -> Outcome {
      let order: [Outcome] = [.notConfigured, .failed, .pending, .replicaButPending, .completed]
      return order.first { $0 == self || $0 == other } ?? .unknown
    }
  }

  /// One step.
  public struct Step: Sendable {
    /// The name of the step, in words.
    public let step: String
    /// The side whose role acts; nil when no role does.
    public let side: Side?
    /// The IAM action that is asked for.
    public let action: String?
    /// The resource that the action is asked for on.
    public let resource: String?
    /// `Allow`, `ImplicitDeny`, `ExplicitDeny`, `NeedTagConditionEval`, `Error`, `NoSuchEntity`, `Depends`, `Unknown`,
    /// an error code, or a word of its own for steps without an action.
    public let result: String
    /// The place that decides: a statement, a role, a diagnostic.
    public let by: SourceLocation?
    /// More, for people.
    public let note: String?
    /// The outcome for the object if this is refused.
    public let failure: Outcome?
    /// Indicates whether the step lets the replication go on; nil when that is not known.
    public let passes: Bool?
  }

  /// A place in a file.
  public struct SourceLocation: Sendable, Hashable {
    /// The file.
    public let path: String
    /// The bytes.
    public let range: SourceRange
    /// The value.
    public let pointer: JSONPointer
  }

  /// The setup's name.
  public let setup: String
  /// The object's key.
  public let key: String
  /// The operation on the object.
  public let operation: ReplicationOperation
  /// The bucket that is replicated; nil when it is not known.
  public let sourceBucket: String?
  /// The bucket that the object goes to; nil when no rule selects it.
  public let targetBucket: String?
  /// The outcome for the object.
  public let outcome: Outcome
  /// The steps, up to the one that ends it.
  public let steps: [Step]
  /// The assumptions that the outcome rests on; none where no rule covers the key, and where a document is refused at
  /// most the version of the server.
  public let assumptions: [Assumption]

  /// The step that ends it, or the first of which nothing is known.
  public var stop: Step? { steps.first { $0.passes == false } ?? steps.first { $0.passes == nil } }

  /// Runs an operation on the object `key` through an analysed setup.
  ///
  /// - Parameters:
  ///   - analysis: what is decided about the setup.
  ///   - key: the object's key.
  ///   - operation: what was done to the object.
  ///   - size: the bytes of the object; nil for any number but 0.
  package init(_ analysis: SetupAnalysis, key: String, operation: ReplicationOperation = .put, size: Int? = nil) {
    self.operation = operation
    var run = TraceRun(analysis, key: key, operation: operation, size: size)
    run.run()
    setup = analysis.setup.name
    sourceBucket = analysis.setup.source.bucket
    targetBucket = analysis.plan.flatMap { plan in plan.rule(for: key).flatMap(plan.targetBucket) }
    self.key = key
    steps = run.steps
    outcome = run.outcome
    assumptions = outcome == .notSelected ? [] : analysis.assumptions
  }
}
