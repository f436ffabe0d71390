/// A file that fixes change.
public struct FixedFile: Sendable {
  /// The name of the input.
  public let path: String
  /// The bytes before.
  public let original: [UInt8]
  /// The bytes after.
  public let fixed: [UInt8]
  /// The titles of the fixes that were applied, in the order in which they were.
  public let applied: [String]
}
