/// One edit of a repair: a change of one file that is made as a whole or not at all.
public struct RepairEdit: Sendable, Hashable {
  /// The file.
  public let path: String
  /// The titles of the edit, in the imperative: "write `Enabled`".
  public let titles: [String]
  /// The changes of the file as it was given, in its order.
  public let changes: [Fix.Edit]
}
