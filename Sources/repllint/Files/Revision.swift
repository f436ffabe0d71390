import JSONSource
import ReplicationLint

/// A folder of a revision of the git repository that the current folder is in: `REV:FOLDER`.
struct Revision {
  /// The argument as the user wrote it.
  let argument: String
  /// The revision.
  let name: String
  /// The folder, from the root of the repository; empty for the root.
  let folder: String

  private struct Entry {
    let path: String
    let object: String
    /// Indicates whether it is a symbolic link, whose content is the path that it leads to.
    let isLink: Bool
  }

  private static let listLimit = 1 << 30

  /// Reads the argument; nil where it names no revision.
  init?(_ argument: String) {
    let parts = argument.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    self.argument = argument
    name = String(Substring(parts[0]))
    folder = parts[1].split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
      .map { String(Substring($0)) }.joined(separator: "/")
  }

  /// Writes the documents of the folder out, with the configurations at and above it and the files that those name.
  func extract() throws(FileFailure) -> TemporaryFolder {
    guard name.utf8.first != UInt8(ascii: "-"), let tree = try tree() else {
      throw FileFailure(path: argument, reason: "no revision \(quoted(name)) in the repository of this folder")
    }
    let listed = try git(["ls-tree", "-r", "-z", "--full-tree", tree])
    guard let listed else { throw FileFailure(path: argument, reason: "git cannot list the files") }
    let entries = Self.entries(listed)
    let begin = Array((folder.isEmpty ? "" : folder + "/").utf8)
    guard folder.isEmpty || entries.contains(where: { $0.path.utf8.starts(with: begin) }) else {
      throw FileFailure(path: argument, reason: "no folder \(quoted(folder)) in the revision")
    }
    let wanted = entries.filter { entry in
      let isConfiguration = PathName(entry.path).name.hasSameBytes(as: ConfigurationFile.fileName)
      let parent = PathName(entry.path).folder
      let isAbove = parent == "." || begin.starts(with: Array((parent + "/").utf8))
      return (entry.path.utf8.starts(with: begin) && FileCollector.isDocument(entry.path))
        || (isConfiguration && isAbove)
    }
    do throws(SystemError) {
      var output = try TemporaryFolder()
      do throws(SystemError) {
        let paths = Set(entries.map { Array($0.path.utf8) })
        var written: Set<[UInt8]> = []
        var next = wanted
        while !next.isEmpty {
          next = next.filter { written.insert(Array($0.path.utf8)).inserted }
          let files = Array(zip(next, try contents(of: next)))
          var named: Set<[UInt8]> = []
          for (entry, bytes) in files {
            if entry.isLink {
              // One that leads out of the revision would lead anywhere from the temporary folder.
              guard let target = Self.path(String(decoding: bytes, as: UTF8.self), from: entry.path),
                paths.contains(target)
              else { continue }
              try output.link(bytes, at: entry.path)
              named.insert(target)
            } else {
              try output.write(bytes, to: entry.path)
              named.formUnion(Self.named(in: entry.path, bytes))
            }
          }
          next = entries.filter { named.contains(Array($0.path.utf8)) }
        }
        // A configuration above the temporary folder is not part of the revision.
        if !written.contains(Array(ConfigurationFile.fileName.utf8)) {
          try output.write(Array("{}".utf8), to: ConfigurationFile.fileName)
        }
      } catch {
        output.remove()
        throw error
      }
      return output
    } catch {
      throw FileFailure(path: argument, reason: error.reason)
    }
  }

  /// The paths that a configuration names, from the root of the repository.
  private static func named(in path: String, _ bytes: [UInt8]) -> Set<[UInt8]> {
    guard PathName(path).name.hasSameBytes(as: ConfigurationFile.fileName) else { return [] }
    let references = ConfigurationFile(SourceFile(name: path, bytes: bytes)).paths
    return Set(references.compactMap { Self.path($0.path, from: path) })
  }

  /// Where `target` leads from the folder of a file, from the root of the repository; nil where it leads out of it.
  private static func path(_ target: String, from file: String) -> [UInt8]? {
    if PathName(target).isAbsolute { return nil }
    let path = PathName(PathName(PathName(file).folder).appending(target)).withoutSteps
    return path == ".." || path.hasPrefix("../") ? nil : Array(path.utf8)
  }

  // MARK: git

  /// The tree of the revision; nil where there is none.
  private func tree() throws(FileFailure) -> String? {
    guard let output = try git(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{tree}"]) else {
      return nil
    }
    return String(decoding: output.prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// The output of git; nil where it fails.
  private func git(_ arguments: [String], input: [UInt8] = []) throws(FileFailure) -> [UInt8]? {
    do throws(SystemError) {
      let result = try Subprocess.run(["git"] + arguments, input: input, limit: Self.listLimit)
      return result.status == 0 ? result.output : nil
    } catch {
      throw FileFailure(path: argument, reason: "git: \(error.reason)")
    }
  }

  /// The files and links in the output of `git ls-tree -r -z`. Names that are not UTF-8, and paths that lead out of the
  /// tree, are passed over.
  private static func entries(_ output: [UInt8]) -> [Entry] {
    output.split(separator: 0).compactMap { line in
      guard let tab = line.firstIndex(of: 0x09), let path = String(validating: line[(tab + 1)...], as: UTF8.self)
      else { return nil }
      let head = line[..<tab].split(separator: 0x20)
      let isUnsafe = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).contains {
        $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
      }
      let isLink = head.first?.elementsEqual("120000".utf8) == true
      guard head.count == 3, isLink || head[0].starts(with: "100".utf8), !isUnsafe else { return nil }
      return Entry(path: path, object: String(decoding: head[2], as: UTF8.self), isLink: isLink)
    }
  }

  /// The content of files, by `git cat-file --batch`.
  private func contents(of entries: [Entry]) throws(SystemError) -> [[UInt8]] {
    if entries.isEmpty { return [] }
    let objects = entries.map { $0.object + "\n" }.joined()
    let (status, output) = try Subprocess.run(
      ["git", "cat-file", "--batch"], input: Array(objects.utf8), limit: Self.listLimit)
    var contents: [[UInt8]] = []
    var rest = output[...]
    while let end = rest.firstIndex(of: 0x0A) {
      let size = rest[..<end].split(separator: 0x20).last.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
      guard let size, rest.endIndex - end - 1 > size else { break }
      contents.append(Array(rest[(end + 1)..<(end + 1 + size)]))
      rest = rest[(end + 2 + size)...]
    }
    guard status == 0, contents.count == entries.count else { throw SystemError("git cannot read the files") }
    return contents
  }
}
