/// The probable causes of an object's replication status, the most probable first.
///
/// The evidence of a log is before that of the documents, since it happened. A refusal in the documents that leads to the
/// status is before everything that no document shows: a newer server, assumptions that do not hold, other documents at
/// the server, and what becomes of objects without any mistake.
package struct Diagnosis: Sendable {
  /// One possible cause.
  package struct Cause: Sendable {
    /// The cause, in words.
    package let message: String
    /// The place in the documents that shows it; nil where none does.
    package let by: ReplicationTrace.SourceLocation?
    /// The evidence that would confirm it.
    package let confirmation: String

    init(_ message: Message, by: ReplicationTrace.SourceLocation? = nil, confirmation: Message) {
      (self.message, self.by, self.confirmation) = (message.text, by, confirmation.text)
    }
  }

  /// The dry run of the object by the documents.
  package let trace: ReplicationTrace
  /// The status that is explained.
  package let status: ObservedStatus
  /// The causes; none where there is nothing to explain.
  package private(set) var causes: [Cause] = []

  /// The status that the dry run ends with; nil where that is not known.
  private var expected: ObservedStatus? {
    switch trace.outcome {
    case .notConfigured, .notSelected: .absent
    case .pending, .replicaButPending: .pending
    case .failed: .failed
    case .completed: .completed
    case .unknown: nil
    }
  }

  /// Explains `status`.
  ///
  /// - Parameters:
  ///   - trace: the dry run of the object.
  ///   - status: the status that the object has.
  ///   - newer: the dry run on a server from 9.5.2 on; nil where the version is known.
  ///   - evidence: what a log shows.
  package init(
    _ trace: ReplicationTrace, status: ObservedStatus, newer: ReplicationTrace? = nil, evidence: LogEvidence? = nil
  ) {
    (self.trace, self.status) = (trace, status)
    if status.isDone { return }
    for entry in evidence?.entries ?? [] { causes.append(cause(of: entry)) }
    let isShown = evidence?.entries.contains { $0.failure != nil } == true
    if let stop = trace.stop, expected == status || expected == nil {
      causes.append(refusal(stop))
    }
    if status == .pending, expected == .completed, let stop = newer?.stop, stop.passes == false {
      causes.append(
        Cause(
          "the server is 9.5.2 or later, where \(Self.refused(stop))", by: stop.by,
          confirmation: "`jq -r .version package.json` in the folder of CloudServer shows the version"))
    }
    causes += assumptionCauses
    if expected != status {
      causes.append(
        Cause(
          "the server has other documents than these, which lead to \(Self.shown(expected))",
          confirmation: "`repllint audit --run` saves what the server has, and `repllint diff` compares it"))
    }
    if !isShown { causes += circumstances }
  }

  // MARK: Causes

  private func cause(of entry: LogEvidence.Entry) -> Cause {
    guard let failure = entry.failure else {
      let side = entry.side.map { " at the \($0.rawValue)" } ?? ""
      return Cause(
        "Backbeat met an error\(side): \(quoted: entry.error)",
        confirmation: "the line before it in Backbeat's log, with the same `req_id`, shows what it was doing")
    }
    if failure == .changedRole {
      return Cause(
        "`Role` was changed while the object was queued, so that Backbeat dropped it: \(quoted: entry.error)",
        confirmation: "the line has `entryRole` and `bucketRole`; put the object again to replicate it")
    }
    let deed: Message = "Backbeat could not \(failure.deed): \(quoted: entry.error)"
    if let step = trace.steps.first(where: { failure.concerns($0) && $0.passes != true }) {
      return Cause(
        "\(deed); by the documents, \(Self.refused(step))", by: step.by,
        confirmation: "`repllint trace` shows the call")
    }
    if let left = failure.status(after: entry.error), left != status {
      return Cause(
        "\(deed); such an error leaves \(Self.shown(left)), so the line may be of another attempt",
        confirmation: "its time is after `LastModified` of head-object")
    }
    guard let step = trace.steps.last(where: { failure.concerns($0) }) else {
      return Cause(deed, confirmation: "`peer` and `error` of the line name the server that answered, and its answer")
    }
    return Cause(
      "\(deed); the documents allow it", by: step.by,
      confirmation:
        "`httpStatus` 403 or `AccessDenied` means a permission that the server does not know, 404 or `NoSuchEntity` a role or bucket that does not exist, anything else a server that could not be reached"
    )
  }

  /// A step of the dry run that leads to the status, or of which nothing is known.
  private func refusal(_ step: ReplicationTrace.Step) -> Cause {
    let bucket = trace.sourceBucket.map { quoted($0) } ?? "the source bucket"
    guard let failure = BackbeatFailure.allCases.first(where: { $0.concerns(step) }) else {
      if step.side == .source, step.action != nil {
        return Cause(
          "\(Self.refused(step))", by: step.by,
          confirmation: "the log of Backbeat's status processor has `AccessDenied` for the key")
      }
      return Cause(
        "\(Self.refused(step))", by: step.by,
        confirmation: "`aws s3api get-bucket-replication` of \(bucket) answers the content of the document")
    }
    return Cause(
      "\(Self.refused(step))", by: step.by,
      confirmation: "the log of Backbeat's queue processor has `\(failure.message)` for the key")
  }

  /// Assumptions that would lead to the status if they did not hold.
  private var assumptionCauses: [Cause] {
    trace.assumptions.compactMap { assumption in
      let isPossible =
        switch status {
        case .failed: assumption.side != .source
        case .absent: assumption.side == .source && assumption.id == .versioning
        // A bucket that is not versioned gets no configuration at all.
        default: assumption.side != .target && assumption.id != .versioning
        }
      // The version is a cause of its own.
      guard isPossible, assumption.id != .serverVersion else { return nil }
      return Cause(
        "an assumption does not hold: \(assumption.message)", confirmation: "`\(assumption.settledBy)`")
    }
  }

  /// The causes that apply to setups without an error.
  private var circumstances: [Cause] {
    switch status {
    case .pending, .processing:
      return [
        Cause(
          "the object is still waiting: Backbeat is behind, paused or stopped",
          confirmation: "head-object answers another status later, and other objects are `PENDING` too"),
        Cause(
          "`Role` was changed while the object was queued, so that Backbeat dropped it",
          confirmation: "the log of Backbeat's queue processor has `\(BackbeatFailure.changedRole.message)` for the key"
        ),
      ]
    case .failed:
      return [
        Cause(
          "the target bucket does not exist", confirmation: "`aws s3api head-bucket` of the target bucket answers 404"),
        Cause(
          "the target could not be reached, or returned an error of its own",
          confirmation: "the log of Backbeat's queue processor has `\(BackbeatFailure.writeData.message)` for the key"),
      ]
    case .absent:
      return [
        Cause(
          "the object was written before the configuration was put; replication is not retroactive",
          confirmation: "`LastModified` of head-object is earlier than the put-bucket-replication")
      ]
    case .completed, .replica: return []
    }
  }

  // MARK: Words

  /// The refusal of a step, or the possible one where facts are not known.
  private static func refused(_ step: ReplicationTrace.Step) -> Message {
    let isKnown = step.passes == false
    guard let side = step.side, let action = step.action else {
      if step.step == "select the object", isKnown { return "no enabled rule covers the key" }
      return step.note.map { "\($0)" } ?? "\(step.step): \(step.result)"
    }
    let may = isKnown ? "may not" : "possibly may not"
    let note: Message = step.note.map { ": \($0)" } ?? ""
    if action == "sts:AssumeRole" { return "Backbeat \(may) assume the \(side.rawValue) role\(note)" }
    let resource: Message = step.resource.map { " on \(quoted: $0)" } ?? ""
    return "the \(side.rawValue) role \(may) do `\(action)`\(resource)\(isKnown ? "" : note)"
  }

  private static func shown(_ status: ObservedStatus?) -> String {
    switch status {
    case .absent: "no status"
    case .some(let status): "`\(status.rawValue)`"
    case nil: "a status that is not known"
    }
  }
}
