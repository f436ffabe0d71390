import JSONSource

/// The text that an editor holds of files; it takes precedence over the disk.
struct OpenBuffers: Equatable {
  /// The text of each file, in UTF-8.
  var texts: [FileIdentity: [UInt8]] = [:]

  /// The text of the file at `location`, which is called `path`: the editor's, else that on the disk.
  func read(
    _ path: String, _ location: FileIdentity?, _ readable: SystemCalls.Readable
  ) throws(SystemError) -> [UInt8] {
    if let location, let text = texts[location] { return text }
    return try SystemCalls.read(path, limit: JSONDocument.sizeLimit, readable)
  }

  /// The text of the file that `path` leads to.
  func read(_ path: String, _ readable: SystemCalls.Readable) throws(SystemError) -> [UInt8] {
    try read(path, texts.isEmpty ? nil : try? FileIdentity(path), readable)
  }

  /// Returns whether the editor holds the file that `path` leads to, which may not be on the disk yet.
  func hold(_ path: String) -> Bool {
    guard !texts.isEmpty, let location = try? FileIdentity(path) else { return false }
    return texts[location] != nil
  }
}
