/// Contents of files, each kept once: in a fleet, most trust policies are the same bytes.
struct SharedContents {
  /// The size up to which contents are compared, in bytes; documents are small, and what is large is rarely there twice.
  private static let sizeLimit = 16_384
  /// The number of files whose contents are not compared, since a hook mostly checks a few.
  private static let firstFiles = 64
  private var count = 0
  private var known: Set<[UInt8]> = []

  /// The same bytes as `bytes`, which share the memory of equal ones that were met before. O(size) on average.
  mutating func sharing(_ bytes: [UInt8]) -> [UInt8] {
    count += 1
    if count <= Self.firstFiles || bytes.count > Self.sizeLimit { return bytes }
    return known.insert(bytes).memberAfterInsert
  }
}
