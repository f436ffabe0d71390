import CJansson

extension JanssonValue {
  /// The layout of encoded text.
  public enum Layout: Sendable {
    /// Each member and element on its own line, two spaces deeper than its container.
    case indented
    /// On one line without spaces.
    case compact
  }

  /// The value in UTF-8 text, without a line end; invisible characters are escaped.
  public borrowing func encoded(_ layout: Layout) -> [UInt8] {
    let flags = JSON_ENCODE_ANY | (layout == .indented ? 2 : JSON_COMPACT)
    var bytes: [UInt8] = []
    let status = unsafe withUnsafeMutablePointer(to: &bytes) { bytes in
      unsafe json_dump_callback(
        handle,
        { start, count, bytes in
          unsafe bytes?.assumingMemoryBound(to: [UInt8].self).pointee.append(
            contentsOf: UnsafeRawBufferPointer(start: start, count: count))
          return 0
        }, bytes, Int(flags))
    }
    precondition(status == 0, "jansson found no memory")
    return escapingInvisibleCharacters(bytes)
  }

  /// An object on one line, with one more member before the others.
  ///
  /// jansson reads neither numbers beyond 64 bits nor names with U+0000, so what has to come back as it was sent never
  /// passes through it.
  ///
  /// - Parameters:
  ///   - name: the name of that member, of letters only.
  ///   - json: its value as JSON text in UTF-8.
  /// - Precondition: this is an object with members.
  public borrowing func encoded(after name: String, _ json: [UInt8]) -> [UInt8] {
    // A carriage return between values is JSON, and a terminal obeys it.
    let line = json.map { $0 < 0x20 ? 0x20 : $0 }
    return Array("{\"\(name)\":".utf8) + escapingInvisibleCharacters(line) + [UInt8(ascii: ",")]
      + encoded(.compact).dropFirst()
  }
}
