/// Broken variants of a file, made the same way on every run.
///
/// Of a file beyond 2,000 bytes only each two-hundredth part is broken: variants times bytes would be quadratic. A quick
/// run breaks one byte in 41, others in each file.
public enum Mutations {
  private static func offsets(_ bytes: [UInt8]) -> StrideTo<Int> {
    let quick = Effort.count(quick: 41, usual: 1)
    return stride(
      from: bytes.count % quick, to: bytes.count, by: max(quick, bytes.count <= 2000 ? 1 : bytes.count / 200))
  }

  /// The file cut off before each byte.
  public static func truncations(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
    offsets(bytes).lazy.map { Array(bytes[..<$0]) }
  }

  /// The file with each byte replaced in turn, by one flip of a bit and by bytes that matter to JSON.
  public static func flips(_ bytes: [UInt8]) -> some Sequence<[UInt8]> {
    let replacements: [UInt8] = [0x00, 0x0A, 0x22, 0x27, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xEF, 0xFF]
    return offsets(bytes).lazy.map { offset in
      var changed = bytes
      let turn = offset % (replacements.count + 3)
      // INVARIANT: never the byte that it replaces.
      let replacement = turn < replacements.count ? replacements[turn] : bytes[offset] ^ (1 << (offset % 7))
      changed[offset] = replacement == bytes[offset] ? bytes[offset] ^ 0x01 : replacement
      return changed
    }
  }

  /// The file without the bytes of each of `ranges` in turn.
  public static func deletions(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> some Sequence<[UInt8]> {
    Effort.sample(ranges, oneOf: 5).lazy.map { Array(bytes[..<$0.lowerBound] + bytes[$0.upperBound...]) }
  }
}
