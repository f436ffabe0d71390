#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#else
  #error("repllint needs a POSIX system")
#endif

/// New content of a file on its way into the place of the old.
///
/// On Linux the draft has no name until its content is on the disk, so that a run that is killed leaves nothing behind.
/// Elsewhere, and for the moment between the two calls that name it and rename it, its name is derived from that of the
/// file: the next run that writes the file finds it, sees by its lock that no run uses it, and removes it.
struct FileDraft {
  /// The file that receives the content.
  let descriptor: SystemCalls.Descriptor
  private let path: String
  private let name: String
  private var isNamed: Bool

  /// Makes an empty draft for the file at `path`.
  init(for path: String) throws(SystemError) {
    self.path = path
    let folder = PathName(path).folder
    name = PathName(folder).appending(Self.name(for: PathName(path).name))
    if let unnamed = Self.openUnnamed(in: folder) {
      (descriptor, isNamed) = (unnamed, false)
    } else {
      (descriptor, isNamed) = (try Self.openNamed(name), true)
    }
    _ = flock(descriptor.number, LOCK_EX | LOCK_NB)
    FaultPoint.created.reach()
  }

  /// Puts the draft in the place of the file. Signals wait, so that no name is left that only this step uses.
  mutating func replaceFile() throws(SystemError) {
    var (all, before) = (sigset_t(), sigset_t())
    unsafe _ = sigfillset(&all)
    unsafe _ = sigprocmask(SIG_BLOCK, &all, &before)
    defer { unsafe _ = sigprocmask(SIG_SETMASK, &before, nil) }
    if !isNamed { try nameDraft() }
    FaultPoint.named.reach()
    guard unsafe rename(name, path) == 0 else { throw .last }
    isNamed = false
    FaultPoint.renamed.reach()
  }

  /// Closes the draft, and removes its name where it has one.
  mutating func close() {
    if isNamed { unsafe _ = unlink(name) }
    isNamed = false
    SystemCalls.close(descriptor)
  }

  private mutating func nameDraft() throws(SystemError) {
    try Self.claim(name) { () throws(SystemError) in
      let link = "/proc/self/fd/\(descriptor.number)"
      guard unsafe linkat(AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else { throw .last }
    }
    isNamed = true
  }

  /// The name of a draft: hidden, so that no search finds it, and short, whatever the length of the file's name.
  static func name(for file: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in file.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return ".repllint-\(String(hash, radix: 16)).tmp"
  }

  /// A file without a name, where the system and the file system know such files (Linux open(2), O_TMPFILE).
  private static func openUnnamed(in folder: String) -> SystemCalls.Descriptor? {
    #if os(Linux)
      guard (try? SystemCalls.kind(of: "/proc/self/fd")) == .folder else { return nil }
      // The flag is a macro that Swift does not import.
      return try? SystemCalls.openFile(folder, 0o20_000_000 | O_DIRECTORY | O_WRONLY | O_CLOEXEC)
    #else
      return nil
    #endif
  }

  private static func openNamed(_ name: String) throws(SystemError) -> SystemCalls.Descriptor {
    var opened: SystemCalls.Descriptor?
    try claim(name) { () throws(SystemError) in
      opened = try SystemCalls.openFile(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW)
    }
    guard let opened else { throw SystemError(code: EEXIST) }
    return opened
  }

  /// Makes a draft called `name`, after the remains of a killed run are removed and a run at work has ended.
  private static func claim(_ name: String, _ make: () throws(SystemError) -> Void) throws(SystemError) {
    for _ in 0..<1000 {
      do throws(SystemError) {
        return try make()
      } catch {
        guard error.isOccupied else { throw error }
        if !removeRemains(name) { usleep(5000) }
      }
    }
    throw SystemError("a temporary file of another run is in the way: \(name)")
  }

  /// Removes a draft that no process holds a lock on; false where one does.
  private static func removeRemains(_ name: String) -> Bool {
    guard let descriptor = try? SystemCalls.openForReading(name, .regularFilesWithoutLinks) else { return false }
    defer { SystemCalls.close(descriptor) }
    guard flock(descriptor.number, LOCK_EX | LOCK_NB) == 0 else { return false }
    // Between opening and locking the name may have come to lead to the draft of another run.
    guard let opened = try? SystemCalls.status(of: descriptor), let named = try? SystemCalls.statusOfName(name),
      (opened.st_dev, opened.st_ino) == (named.st_dev, named.st_ino)
    else { return false }
    return unsafe unlink(name) == 0
  }
}

/// The steps of replacing a file. In debug builds the environment variable `REPLLINT_FAULT` names one at which the
/// program sends itself a signal, so that tests can show what a killed run leaves behind: `written=9`.
enum FaultPoint: String, CaseIterable {
  case created, attributes, written, synced, checked, named, renamed, finished

  func reach() {
    #if DEBUG
      guard let fault = SystemCalls.environment("REPLLINT_FAULT") else { return }
      let parts = fault.split(separator: "=")
      if parts.count == 2, parts[0] == rawValue, let signal = Int32(parts[1]) { _ = kill(getpid(), signal) }
    #endif
  }
}
