import JSONSource

/// The edits after which a setup replicates that does not.
public struct SetupRepair: Sendable {
  /// The setup as it is.
  public let before: SetupAnalysis
  /// The setup with the edits and after the commands.
  public let after: SetupAnalysis
  /// The edits, none of which can be left out; none where no proof is reached.
  public let edits: [RepairEdit]
  /// The files that the edits change.
  public let files: [FixedFile]
  /// The commands to run besides.
  public let commands: [RepairCommand]
  /// The obstacles to a proof; empty where there is one.
  public let obstacles: [Diagnostic]
  /// A proved repair that takes statements away which deny Backbeat a call, where there is none that leaves them. The
  /// operator has to decide whether they are meant.
  public internal(set) var alternatives: [SetupRepair] = []

  /// Indicates whether replication is proved after the repair.
  public var isProved: Bool { after.replicates == true }
  /// The facts that the proof rests on and no document shows.
  public var assumptions: [Assumption] { isProved ? after.assumptions : [] }
  /// The changes that the repair makes, over all keys and resources; nil where no proof is reached.
  public var difference: SetupDifference? { isProved ? SetupDifference(before, after) : nil }
}

/// One edit of a repair: a change of one file that is made as a whole or not at all.
public struct RepairEdit: Sendable, Hashable {
  /// The file.
  public let path: String
  /// The titles of the edit, in the imperative: "write `Enabled`".
  public let titles: [String]
  /// The changes of the file as it was given, in its order.
  public let changes: [Fix.Edit]
}
