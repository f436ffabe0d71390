#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#else
  #error("repllint needs a POSIX system")
#endif

/// Giving files new content in one step: a reader sees all of the old or all of the new, never a part of both.
///
/// The new content is written beside the file and renamed over it. Mode, group and owner are kept where the system
/// permits it, extended attributes and access control lists on Linux. A file with several hard links is not fixed: the
/// other names would keep the old content, and writing into the file itself could leave a part of each.
extension SystemCalls {
  /// Gives `path` new content. A link stays a link, also one that leads to nothing yet; a device or pipe is written to.
  static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    guard let old = try? status(of: path) else {
      return try replace(try linkTarget(path), with: bytes, like: nil)
    }
    guard kind(mode: old.st_mode) != .other else {
      let descriptor = try openFile(path, O_WRONLY | O_CLOEXEC)
      defer { close(descriptor) }
      return try write(bytes, to: descriptor)
    }
    // Renaming would also replace a file that is protected against writing.
    guard unsafe access(path, W_OK) == 0 else { throw .last }
    let target = try realPath(path)
    let descriptor = try openForReading(target, .regularFiles)
    defer { close(descriptor) }
    try replace(target, with: bytes, like: descriptor)
  }

  /// Gives the regular file at `path`, which is no link, new content in place of `old`.
  ///
  /// Runs of this program take turns by a lock on the file. Other programs know no lock: the file is looked at again
  /// right before it is replaced, and left alone where anything about it changed. POSIX has no rename that compares,
  /// so the time between the two calls remains.
  ///
  /// - Parameter willReplace: runs when the new content is on the disk and the last look is still to come.
  static func replace(
    _ path: String, ifStill old: [UInt8], with new: [UInt8], willReplace: () -> Void = {}
  ) throws(SystemError) {
    guard unsafe access(path, W_OK) == 0 else { throw .last }
    let descriptor = try openLocked(path)
    defer { close(descriptor) }
    let info = try status(of: descriptor)
    if info.st_nlink > 1 { throw .hasOtherNames }
    let before = FileState(info)
    let now = try read(descriptor, limit: .max)
    if now == new { return }
    if now != old { throw .isChanged }
    try replace(path, with: new, like: descriptor) { () throws(SystemError) in
      willReplace()
      guard FileState(try statusOfName(path)) == before, lseek(descriptor.number, 0, SEEK_SET) == 0,
        try read(descriptor, limit: .max) == old
      else { throw .isChanged }
    }
  }

  /// The attributes that change when a file is replaced or written.
  private struct FileState: Equatable {
    let device, inode, size: Int64
    let times: [Int]

    init(_ info: stat) {
      (device, inode, size) = (Int64(info.st_dev), Int64(truncatingIfNeeded: info.st_ino), Int64(info.st_size))
      #if canImport(Darwin)
        let (changed, modified) = (info.st_ctimespec, info.st_mtimespec)
      #else
        let (changed, modified) = (info.st_ctim, info.st_mtim)
      #endif
      times = [changed.tv_sec, changed.tv_nsec, modified.tv_sec, modified.tv_nsec]
    }
  }

  /// Opens a file and waits for the lock on it. A file that another run replaced meanwhile is opened anew.
  private static func openLocked(_ path: String) throws(SystemError) -> Descriptor {
    for _ in 0..<1000 {
      let descriptor = try openForReading(path, .regularFilesWithoutLinks)
      do throws(SystemError) {
        let isLocked = flock(descriptor.number, LOCK_EX | LOCK_NB) == 0
        // A file system without locks is used without.
        if !isLocked && errno != EWOULDBLOCK && errno != ENOLCK && errno != ENOTSUP { throw SystemError.last }
        if isLocked || errno != EWOULDBLOCK {
          let (opened, named) = (try status(of: descriptor), try statusOfName(path))
          if (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino) { return descriptor }
        } else {
          usleep(5000)
        }
        close(descriptor)
      } catch {
        close(descriptor)
        throw error
      }
    }
    throw SystemError("another program holds a lock on it")
  }

  /// The target of links that end at a name which does not exist, so that the file is made there and the links stay.
  private static func linkTarget(_ path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0..<40 {
      guard let info = try? statusOfName(path), info.st_mode & S_IFMT == S_IFLNK else { return path }
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let count = unsafe readlink(path, &buffer, Int(PATH_MAX))
      guard count >= 0 else { throw .last }
      let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = PathName(PathName(path).folder).appending(target)
    }
    throw SystemError(code: ELOOP)
  }

  private static func replace(
    _ path: String, with bytes: [UInt8], like old: Descriptor?, check: () throws(SystemError) -> Void = {}
  ) throws(SystemError) {
    var draft = try FileDraft(for: path)
    defer { draft.close() }
    if let old { try copyAttributes(of: old, to: draft.descriptor) }
    FaultPoint.attributes.reach()
    try write(bytes, to: draft.descriptor)
    FaultPoint.written.reach()
    guard fsync(draft.descriptor.number) == 0 else { throw .last }
    FaultPoint.synced.reach()
    try check()
    FaultPoint.checked.reach()
    try draft.replaceFile()
    syncFolder(PathName(path).folder)
    FaultPoint.finished.reach()
  }

  private static func copyAttributes(of old: Descriptor, to new: Descriptor) throws(SystemError) {
    let info = try status(of: old)
    // Only a privileged user can give a file away; another user's file becomes that of who fixes it.
    _ = fchown(new.number, info.st_uid, info.st_gid)
    guard fchmod(new.number, info.st_mode & 0o7777) == 0 else { throw SystemError.last }
    #if os(Linux)
      copyExtendedAttributes(from: old, to: new)
    #endif
  }

  /// Puts the new name on the disk; the content is there already, so a folder that cannot be synced is no failure.
  static func syncFolder(_ folder: String) {
    guard let descriptor = try? openFile(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) else { return }
    _ = fsync(descriptor.number)
    close(descriptor)
  }
}
