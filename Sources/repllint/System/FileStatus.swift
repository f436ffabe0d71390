#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#else
  #error("repllint needs a POSIX system")
#endif

/// The attributes of files, and opening them.
extension SystemCalls {
  /// Opens a file; `mode` counts where `flags` make one.
  static func openFile(_ path: String, _ flags: Int32, mode: UInt16 = 0o666) throws(SystemError) -> Descriptor {
    try checkName(path)
    while true {
      let number = unsafe open(path, flags, mode_t(mode))
      if number >= 0 { return Descriptor(number: number) }
      if errno != EINTR { throw .last }
    }
  }

  /// Makes a folder, unless it is there already.
  static func makeFolder(_ path: String) throws(SystemError) {
    try checkName(path)
    guard unsafe mkdir(path, 0o777) == 0 else {
      let error = SystemError.last
      if error.isOccupied, try kind(of: path) == .folder { return }
      throw error
    }
  }

  /// The attributes of a path, links followed.
  static func status(of path: String) throws(SystemError) -> stat {
    try checkName(path)
    var info = stat()
    guard unsafe stat(path, &info) == 0 else { throw .last }
    return info
  }

  /// The attributes of an open file.
  static func status(of descriptor: Descriptor) throws(SystemError) -> stat {
    var info = stat()
    guard unsafe fstat(descriptor.number, &info) == 0 else { throw .last }
    return info
  }

  /// The file to which a path leads, by whatever name.
  struct Identity: Equatable {
    let device, inode: Int64
  }

  /// The identity of a regular file; nil for anything else.
  static func identity(of path: String) throws(SystemError) -> Identity? {
    let info = try status(of: path)
    if kind(mode: info.st_mode) != .file { return nil }
    return Identity(device: Int64(info.st_dev), inode: Int64(truncatingIfNeeded: info.st_ino))
  }

  /// Returns whether a name is a link.
  static func isLink(_ path: String) throws(SystemError) -> Bool {
    try statusOfName(path).st_mode & S_IFMT == S_IFLNK
  }

  /// The attributes of a name, which may itself be a link.
  static func statusOfName(_ path: String) throws(SystemError) -> stat {
    try checkName(path)
    var info = stat()
    guard unsafe lstat(path, &info) == 0 else { throw .last }
    return info
  }

  static func kind(mode: mode_t) -> FileKind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// C ends a name at its first NUL, which would name some other file.
  static func checkName(_ path: String) throws(SystemError) {
    if path.utf8.contains(0) { throw SystemError(code: EINVAL) }
  }
}
