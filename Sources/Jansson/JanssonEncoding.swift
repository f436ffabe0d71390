import CJansson

extension JanssonValue {
  /// How encoded text is laid out.
  public enum Layout: Sendable {
    /// Each member and element on its own line, two blanks deeper than what holds it.
    case indented
    /// On one line without blanks.
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
}
