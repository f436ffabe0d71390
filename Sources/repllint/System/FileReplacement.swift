#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#else
  #error("repllint needs a POSIX system")
#endif

extension SystemCalls {
  /// Gives a file new content in one step: whoever reads it sees all of the old or all of the new.
  ///
  /// A link stays a link, an existing file keeps its mode, and a device or pipe is written to.
  static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    guard let old = try? status(of: path) else {
      return try replace(path, with: bytes, like: nil)
    }
    guard kind(mode: old.st_mode) != .other else {
      let descriptor = try openFile(path, O_WRONLY | O_CLOEXEC)
      defer { _ = close(descriptor.number) }
      return try write(bytes, to: descriptor)
    }
    // Renaming would also replace a file that is protected against writing.
    guard unsafe access(path, W_OK) == 0 else { throw .last }
    try replace(try realPath(path), with: bytes, like: old)
  }

  private static func replace(_ path: String, with bytes: [UInt8], like old: stat?) throws(SystemError) {
    let folder = PathName(path).folder
    let (temporary, descriptor) = try temporaryFile(in: folder)
    do throws(SystemError) {
      if let old {
        // Only a privileged user can give a file away; for everybody else the owner is the same anyway.
        _ = fchown(descriptor.number, old.st_uid, old.st_gid)
        guard fchmod(descriptor.number, old.st_mode & 0o7777) == 0 else { throw SystemError.last }
      }
      try write(bytes, to: descriptor)
      guard fsync(descriptor.number) == 0 else { throw SystemError.last }
    } catch {
      _ = close(descriptor.number)
      unsafe _ = unlink(temporary)
      throw error
    }
    guard close(descriptor.number) == 0, unsafe rename(temporary, path) == 0 else {
      let error = SystemError.last
      unsafe _ = unlink(temporary)
      throw error
    }
  }

  /// A new file beside others, hidden so that no search for documents finds it.
  private static func temporaryFile(in folder: String) throws(SystemError) -> (path: String, Descriptor) {
    var number = 0
    while true {
      let path = PathName(folder).appending(".repllint-\(getpid())-\(number).tmp")
      do {
        return (path, try openFile(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC))
      } catch {
        number += 1
        if !error.isOccupied || number > 100 { throw error }
      }
    }
  }
}
