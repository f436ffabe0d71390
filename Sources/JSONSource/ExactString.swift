/// A string that is compared by its bytes, for keys that are names of files.
///
/// In Swift canonically equivalent strings are equal; to the system `é` in two normal forms names two files.
public struct ExactString: Sendable, Hashable {
  /// The string.
  public let text: String

  /// Makes a key.
  public init(_ text: String) { self.text = text }

  public static func == (a: ExactString, b: ExactString) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
