// Only this folder knows the platform's C library; everything else is the same everywhere.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#else
  #error("repllint needs a POSIX system")
#endif

/// Why the system refused something, in its own words.
struct SystemError: Error {
  /// The reason, such as `No such file or directory`.
  let reason: String

  /// Whether the reader of a pipe went away, as `head` does.
  let isBrokenPipe: Bool
  /// Whether something of that name is there already.
  let isOccupied: Bool

  init(_ reason: String) {
    self.reason = reason
    isBrokenPipe = false
    isOccupied = false
  }

  init(code: Int32) {
    reason = unsafe String(cString: strerror(code))
    isBrokenPipe = code == EPIPE
    isOccupied = code == EEXIST
  }

  /// That a folder is where a file is expected.
  static var isFolder: SystemError { SystemError(code: EISDIR) }
  /// That a pipe, a socket or a device is where a file is expected.
  static var isNoRegularFile: SystemError { SystemError("not a regular file") }

  /// That a file is another than the one that was read.
  static var isChanged: SystemError { SystemError("changed while it was being checked, so it is not fixed") }

  /// What the last failed call left behind.
  static var last: SystemError { SystemError(code: errno) }
}

/// What the program asks of the system. Calls that a signal interrupts are repeated.
enum SystemCalls {
  /// What a path leads to, links followed.
  enum FileKind { case file, folder, other }

  /// One name in a folder.
  struct Entry {
    let name: String
    /// Whether the name is UTF-8; where it is not, `name` leads nowhere.
    let isText: Bool
    /// What the name itself is; nil for a link and where the folder does not say.
    let kind: FileKind?
  }

  /// An open file.
  struct Descriptor: Hashable {
    let number: Int32

    static let standardInput = Descriptor(number: STDIN_FILENO)
    static let standardOutput = Descriptor(number: STDOUT_FILENO)
    static let standardError = Descriptor(number: STDERR_FILENO)

    /// Whether a person sees it.
    var isTerminal: Bool { isatty(number) == 1 }
  }

  /// Takes the signal away that ends a program whose reader went away; writing then fails with `isBrokenPipe`.
  static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  /// Ends the program.
  static func exit(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #else
      Darwin.exit(status)
    #endif
  }

  /// The value of an environment variable.
  static func environment(_ name: String) -> String? { unsafe getenv(name).map { unsafe String(cString: $0) } }

  /// What `path` leads to.
  static func kind(of path: String) throws(SystemError) -> FileKind { kind(mode: try status(of: path).st_mode) }

  /// `path` without links, `.` and `..`.
  static func realPath(_ path: String) throws(SystemError) -> String {
    try checkName(path)
    guard let resolved = unsafe realpath(path, nil) else { throw .last }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The folder that relative paths start from.
  static func currentFolder() throws(SystemError) -> String { try realPath(".") }

  /// The names in a folder, without `.` and `..`, in no order.
  static func entries(of folder: String) throws(SystemError) -> [Entry] {
    try checkName(folder)
    guard let stream = unsafe opendir(folder) else { throw .last }
    defer { unsafe _ = closedir(stream) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let start = unsafe (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
      let text = unsafe String(validatingCString: start)
      let name = if let text { text } else { unsafe String(cString: start) }
      if name == "." || name == ".." { continue }
      let type = Int(unsafe entry.pointee.d_type)
      let isTold = type != Int(DT_UNKNOWN) && type != Int(DT_LNK)
      entries.append(
        Entry(
          name: name, isText: text != nil,
          kind: !isTold ? nil : type == Int(DT_REG) ? .file : type == Int(DT_DIR) ? .folder : .other))
    }
    if errno != 0 { throw .last }
    return entries
  }

  /// What may be read under a name.
  enum Readable {
    /// A pipe or a device too, which can keep the reader waiting: for names that the user wrote on the command line.
    case anything
    /// Regular files, links followed.
    case regularFiles
    /// Regular files that the name itself leads to.
    case regularFilesWithoutLinks
  }

  /// How much is read of a pipe or a device, which may have no end.
  static let streamLimit = 1 << 26

  /// The content of a file; a folder has none.
  static func read(_ path: String, limit: Int, _ readable: Readable) throws(SystemError) -> [UInt8] {
    let descriptor = try openForReading(path, readable)
    defer { _ = close(descriptor.number) }
    return try read(descriptor, limit: limit)
  }

  /// Opens a file for reading; only under `anything` can this wait for somebody else.
  static func openForReading(_ path: String, _ readable: Readable) throws(SystemError) -> Descriptor {
    if readable == .anything { return try openFile(path, O_RDONLY | O_CLOEXEC) }
    let links = readable == .regularFilesWithoutLinks ? O_NOFOLLOW : 0
    let descriptor = try openFile(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | links)
    do throws(SystemError) {
      switch kind(mode: try status(of: descriptor).st_mode) {
      case .file: return descriptor
      case .folder: throw .isFolder
      case .other: throw .isNoRegularFile
      }
    } catch {
      _ = close(descriptor.number)
      throw error
    }
  }

  /// Everything that can be read from `descriptor`: of a file at most `limit` bytes, of others `streamLimit`.
  static func read(_ descriptor: Descriptor, limit: Int) throws(SystemError) -> [UInt8] {
    let info = try status(of: descriptor)
    if kind(mode: info.st_mode) == .folder { throw .isFolder }
    let limit = kind(mode: info.st_mode) == .file ? limit : min(limit, streamLimit)
    if Int(info.st_size) > limit { throw tooLarge(limit) }
    // One byte more than a file says it has tells its end without another round.
    var bytes: [UInt8] = []
    var chunk = max(Int(info.st_size) + 1, 4096)
    while true {
      let count = try appendChunk(of: chunk, from: descriptor, to: &bytes)
      if count == 0 { return bytes }
      if bytes.count > limit { throw tooLarge(limit) }
      chunk = max(4096, min(bytes.count, 1 << 24))
    }
  }

  /// Writes all of `bytes`.
  static func write(_ bytes: [UInt8], to descriptor: Descriptor) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe systemWrite(descriptor.number, unsafe $0.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
      }
      if count >= 0 { offset += count } else if errno != EINTR { throw .last }
    }
  }

  private static func appendChunk(
    of size: Int, from descriptor: Descriptor, to bytes: inout [UInt8]
  ) throws(SystemError) -> Int {
    var count = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
      repeat {
        count = unsafe systemRead(descriptor.number, buffer.baseAddress, size)
      } while count < 0 && errno == EINTR
      initialized = max(count, 0)
    }
    if count < 0 { throw .last }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    return count
  }

  private static func tooLarge(_ limit: Int) -> SystemError { SystemError("larger than \(limit) bytes") }
}

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

  /// What the system knows of a path, links followed.
  static func status(of path: String) throws(SystemError) -> stat {
    try checkName(path)
    var info = stat()
    guard unsafe stat(path, &info) == 0 else { throw .last }
    return info
  }

  /// What the system knows of an open file.
  static func status(of descriptor: Descriptor) throws(SystemError) -> stat {
    var info = stat()
    guard unsafe fstat(descriptor.number, &info) == 0 else { throw .last }
    return info
  }

  /// Which file a path leads to, by whatever name.
  struct Identity: Equatable {
    let device, inode: Int64
  }

  /// The identity of a regular file; nil for anything else.
  static func identity(of path: String) throws(SystemError) -> Identity? {
    let info = try status(of: path)
    if kind(mode: info.st_mode) != .file { return nil }
    return Identity(device: Int64(info.st_dev), inode: Int64(truncatingIfNeeded: info.st_ino))
  }

  /// Whether a name is a link.
  static func isLink(_ path: String) throws(SystemError) -> Bool {
    try statusOfName(path).st_mode & S_IFMT == S_IFLNK
  }

  /// What the system knows of a name, which may itself be a link.
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
  private static func checkName(_ path: String) throws(SystemError) {
    if path.utf8.contains(0) { throw SystemError(code: EINVAL) }
  }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, buffer, count)
}
