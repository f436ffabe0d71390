/// The names of files in the protocol: `file:` URIs (RFC 8089).
enum FileURI {
  /// The path of a file on this machine; nil for every other URI.
  static func path(_ uri: String) -> String? {
    let scheme = "file://"
    let bytes = Array(uri.utf8)
    guard bytes.count > scheme.utf8.count, uri.lowercased().utf8.starts(with: scheme.utf8) else { return nil }
    var rest = bytes[scheme.utf8.count...]
    let host = "localhost"
    if rest.starts(with: host.utf8) { rest = rest.dropFirst(host.utf8.count) }
    // Another host is another machine; a query or a fragment names no file.
    guard rest.first == UInt8(ascii: "/") else { return nil }
    var path: [UInt8] = []
    var at = rest.startIndex
    while at < rest.endIndex {
      let byte = rest[at]
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { return nil }
      guard byte == UInt8(ascii: "%") else {
        path.append(byte)
        at += 1
        continue
      }
      guard at + 2 < rest.endIndex,
        let value = UInt8(String(decoding: rest[at + 1...at + 2], as: UTF8.self), radix: 16), value != 0
      else { return nil }
      path.append(value)
      at += 3
    }
    return path.contains(0) ? nil : String(validating: path, as: UTF8.self)
  }
}
