#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A new folder that no other user may read, with the files that were written into it.
struct TemporaryFolder {
  /// The path from the root, without links.
  let path: String
  private var files: [String] = []
  private var folders: [String] = []
  private var known: Set<[UInt8]> = []

  init() throws(SystemError) {
    let parent = SystemCalls.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var name = Array(PathName(parent).appending("repllint-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&name) != nil else { throw .last }
    let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    path = try SystemCalls.realPath(String(decoding: bytes, as: UTF8.self))
  }

  /// Writes a file at a relative path without `.` and `..`, and makes the folders above it.
  mutating func write(_ bytes: [UInt8], to relative: String) throws(SystemError) {
    let file = try place(relative)
    let descriptor = try SystemCalls.openFile(file, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
    files.append(file)
    defer { close(descriptor.number) }
    try SystemCalls.write(bytes, to: descriptor)
  }

  /// Makes a symbolic link with the content `target` at a relative path without `.` and `..`, and the folders above it.
  mutating func link(_ target: [UInt8], at relative: String) throws(SystemError) {
    let file = try place(relative)
    let content = target.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    guard unsafe symlink(content, file) == 0 else { throw .last }
    files.append(file)
  }

  /// The path of a file in the folder, the folders above which are made.
  private mutating func place(_ relative: String) throws(SystemError) -> String {
    var folder = path
    for part in relative.utf8.split(separator: UInt8(ascii: "/")).dropLast() {
      folder = PathName(folder).appending(String(Substring(part)))
      guard known.insert(Array(folder.utf8)).inserted else { continue }
      try SystemCalls.makeFolder(folder)
      folders.append(folder)
    }
    return PathName(path).appending(relative)
  }

  /// Does something while relative paths start from the folder.
  func enter<Failure: Error, Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    let current = try? SystemCalls.currentFolder()
    unsafe _ = chdir(path)
    defer { if let current { unsafe _ = chdir(current) } }
    return try body()
  }

  /// Removes the folder with all that was written into it.
  func remove() {
    for file in files { unsafe _ = unlink(file) }
    for folder in folders.reversed() { unsafe _ = rmdir(folder) }
    unsafe _ = rmdir(path)
  }
}
