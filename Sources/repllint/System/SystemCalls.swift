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

/// A refusal of the system, with the reason in its own words.
struct SystemError: Error {
  /// The reason, such as `No such file or directory`.
  let reason: String

  /// Indicates whether the reader of a pipe went away, as `head` does.
  let isBrokenPipe: Bool
  /// Indicates whether something of that name is there already.
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

  /// That a file has hard links besides the name that it was read by.
  static var hasOtherNames: SystemError {
    SystemError("has other hard links, which would keep the old content, so it is not fixed")
  }

  /// That a file is longer than it was when its reading began.
  static var isGrowing: SystemError { SystemError("grew while it was being read") }

  /// The error of the last failed call.
  static var last: SystemError { SystemError(code: errno) }
}

/// The system calls of the program. Calls that a signal interrupts are repeated.
enum SystemCalls {
  /// The kind of a path's target, links followed.
  enum FileKind { case file, folder, other }

  /// One name in a folder.
  struct Entry {
    let name: String
    /// Indicates whether the name is UTF-8; where it is not, `name` leads nowhere.
    let isText: Bool
    /// The kind of the name itself; nil for a link and where the folder does not record it.
    let kind: FileKind?
  }

  /// An open file.
  struct Descriptor: Hashable {
    let number: Int32

    static let standardInput = Descriptor(number: STDIN_FILENO)
    static let standardOutput = Descriptor(number: STDOUT_FILENO)
    static let standardError = Descriptor(number: STDERR_FILENO)

    /// Indicates whether a person sees it.
    var isTerminal: Bool { isatty(number) == 1 }
  }

  /// Takes the signals away that end a program whose reader went away, or whose file is longer than it may be; writing
  /// then fails, with `isBrokenPipe` or another reason.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

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

  /// Milliseconds since some moment, by a monotonic clock.
  static var milliseconds: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }

  /// The kind of the target of `path`.
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

  /// The kinds of files that may be read under a name.
  enum Readable {
    /// A pipe or a device too, which can keep the reader waiting: for names that the user wrote on the command line.
    case anything
    /// Regular files, links followed.
    case regularFiles
    /// Regular files that the name itself leads to.
    case regularFilesWithoutLinks
  }

  /// The most bytes to read of a pipe or a device, which may have no end.
  static let streamLimit = 1 << 26

  /// The content of a file; a folder has none.
  static func read(_ path: String, limit: Int, _ readable: Readable) throws(SystemError) -> [UInt8] {
    let descriptor = try openForReading(path, readable)
    defer { close(descriptor) }
    return try read(descriptor, limit: limit)
  }

  /// Opens a file for reading; only under `anything` can this wait for another process.
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
      close(descriptor)
      throw error
    }
  }

  /// Everything that can be read from `descriptor`: of a file at most `limit` bytes, of others `streamLimit`.
  ///
  /// - Parameter willRead: runs when the size is known and nothing is read yet.
  static func read(
    _ descriptor: Descriptor, limit: Int, willRead: () -> Void = {}
  ) throws(SystemError) -> [UInt8] {
    let info = try status(of: descriptor)
    willRead()
    if kind(mode: info.st_mode) == .folder { throw .isFolder }
    let limit = kind(mode: info.st_mode) == .file ? limit : min(limit, streamLimit)
    if Int(info.st_size) > limit { throw tooLarge(limit) }
    // Room for one byte more than a file has shows whether it grows. Files are kept as they are read: no more room.
    var bytes: [UInt8] = []
    var chunk = info.st_size > 0 ? Int(info.st_size) + 1 : 4096
    while true {
      let count = try appendChunk(of: chunk, from: descriptor, to: &bytes)
      if count == 0 { return bytes }
      // The files of /proc have no size.
      if kind(mode: info.st_mode) == .file, info.st_size > 0, bytes.count > Int(info.st_size) { throw .isGrowing }
      if bytes.count > limit { throw tooLarge(limit) }
      chunk = max(4096, min(bytes.count, 1 << 24))
    }
  }

  /// The bytes that can be read now, at most `size`; waits for the first, and is empty at the end.
  static func readChunk(of size: Int, from descriptor: Descriptor) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try appendChunk(of: size, from: descriptor, to: &bytes)
    return bytes
  }

  /// Returns whether reading from `descriptor` would not wait.
  static func isReadable(_ descriptor: Descriptor) -> Bool {
    var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, 0) > 0
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

  /// Closes an open file; what it holds is on its way to the disk, so that a failure carries no information.
  static func close(_ descriptor: Descriptor) { _ = systemClose(descriptor.number) }

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

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, buffer, count)
}
