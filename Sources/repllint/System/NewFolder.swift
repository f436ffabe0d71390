#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that appears with all its files in one step: it is filled beside its place, hidden, and renamed.
struct NewFolder {
  /// The path that the folder gets.
  let path: String
  /// The name of the file by which an earlier folder of the same kind is known.
  private let mark: String

  /// Prepares a folder; nothing is made yet.
  ///
  /// - Throws: where something else is there, or no folder can be made.
  init(_ path: String, mark: String) throws(SystemError) {
    (self.path, self.mark) = (path, mark)
    let name = PathName(path)
    if name.name == "." || name.name == ".." { throw SystemError("expected the name of a folder to make") }
    if Self.isTaken(path), !Self.isTaken(PathName(path).appending(mark)) {
      throw SystemError("already exists, and has no \(mark), so it is left alone")
    }
    guard try SystemCalls.kind(of: name.folder) == .folder else { throw SystemError(code: ENOTDIR) }
    guard unsafe access(name.folder, W_OK | X_OK) == 0 else { throw .last }
  }

  /// Makes the folder with these files. An earlier one is kept beside it.
  ///
  /// - Returns: the path that the earlier one has now; nil where there was none.
  func write(_ files: [(name: String, bytes: [UInt8])]) throws(SystemError) -> String? {
    let draft = try makeDraft()
    do throws(SystemError) {
      for file in files { try Self.write(file.bytes, to: PathName(draft).appending(file.name)) }
      SystemCalls.syncFolder(draft)
      let earlier = try replace(with: draft)
      SystemCalls.syncFolder(PathName(path).folder)
      return earlier
    } catch {
      for file in files { unsafe _ = unlink(PathName(draft).appending(file.name)) }
      unsafe _ = rmdir(draft)
      throw error
    }
  }

  private static func isTaken(_ path: String) -> Bool { (try? SystemCalls.statusOfName(path)) != nil }

  private func makeDraft() throws(SystemError) -> String {
    let hidden = ".repllint-\(getpid())"
    for number in 0..<1000 {
      let draft = PathName(PathName(path).folder).appending("\(hidden)-\(number).tmp")
      if unsafe mkdir(draft, 0o777) == 0 { return draft }
      guard errno == EEXIST else { throw .last }
    }
    throw SystemError(code: EEXIST)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = try SystemCalls.openFile(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW)
    defer { SystemCalls.close(descriptor) }
    try SystemCalls.write(bytes, to: descriptor)
    guard fsync(descriptor.number) == 0 else { throw .last }
  }

  /// Puts the draft in the place of what is there. Between the two names there is a moment without a folder.
  private func replace(with draft: String) throws(SystemError) -> String? {
    var earlier: String?
    if Self.isTaken(path) {
      guard Self.isTaken(PathName(path).appending(mark)) else { throw SystemError(code: EEXIST) }
      var number = 1
      while Self.isTaken("\(path).\(number)") { number += 1 }
      let kept = "\(path).\(number)"
      guard unsafe rename(path, kept) == 0 else { throw .last }
      earlier = kept
    }
    guard unsafe rename(draft, path) == 0 else {
      let error = SystemError.last
      if let earlier { unsafe _ = rename(earlier, path) }
      throw error
    }
    return earlier
  }
}
