/// A string that is compared by its bytes, for keys that are names of files.
///
/// In Swift canonically equivalent strings are equal; to the system `é` in two normal forms names two files.
public struct ExactString: Sendable, Hashable {
  /// The string.
  public let text: String

  /// Makes a key.
  public init(_ text: String) { self.text = text }

  public static func == (a: ExactString, b: ExactString) -> Bool { a.text.hasSameBytes(as: b.text) }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Returns whether both strings are the same bytes; to `==`, canonically equivalent strings are equal. O(length).
  package func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    var (text, other) = (self, other)
    return text.withUTF8 { text in
      other.withUTF8 { other in unsafe Self.areEqual(UnsafeRawBufferPointer(text), UnsafeRawBufferPointer(other)) }
    }
  }

  /// Compares buffers of one length, eight bytes at a time: names are compared more often than anything else.
  private static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    while at + 8 <= a.count {
      let (left, right) = unsafe (
        a.loadUnaligned(fromByteOffset: at, as: UInt64.self), b.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      )
      if left != right { return false }
      at += 8
    }
    while at < a.count {
      if unsafe a[at] != b[at] { return false }
      at += 1
    }
    return true
  }
}
