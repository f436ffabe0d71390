public import Foundation
public import JSONSource

/// Where the files are that tests read.
public enum Fixtures {
  /// The folder of the package.
  public static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The files that developers share beside the package; absent on machines that hold only the package.
  public static let shared = package.deletingLastPathComponent().appending(path: "shared")

  /// The address of `path`, which is relative to the package or absolute.
  public static func url(_ path: String) -> URL { URL(filePath: path, relativeTo: package) }

  /// Returns whether a file or folder is there.
  public static func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }

  /// The content of a file, byte for byte; `path` is relative to the package or absolute.
  public static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: url(path))) }

  /// The content of a file as an input called `name`, or by its path.
  public static func source(_ path: String, name: String? = nil) throws -> SourceFile {
    SourceFile(name: name ?? path, bytes: try bytes(path))
  }

  /// The files directly in a folder, by name, ordered; empty when there is no such folder.
  public static func files(in folder: URL, where isWanted: (String) -> Bool = { _ in true }) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { isWanted($0) && !$0.hasPrefix(".") }.sorted().map { folder.appending(path: $0) }
  }

  /// The JSON documents of the package that are meant to be read by the linter: fixtures and samples, each content
  /// once. Recorded reports and foreign files are left out, and what fixtures show as right, which differs little from
  /// what is wrong.
  /// Paths are relative to the package and ordered.
  public static let documents: [String] = ["Tests/Fixtures", "samples"].flatMap { folder -> [String] in
    let paths = FileManager.default.enumerator(atPath: url(folder).path)?.compactMap { $0 as? String } ?? []
    var seen: Set<[UInt8]> = []
    let isLeftOut = { (path: String) in
      ["expected.", "/good/", "/fixed/", "/foreign/", "/answers/"].contains { path.contains($0) }
    }
    return paths.filter { $0.hasSuffix(".json") && !isLeftOut($0) }.map { "\(folder)/\($0)" }.sorted()
      .filter { path in (try? bytes(path)).map { seen.insert($0).inserted } ?? true }
  }

  /// Some of these documents in a quick run, else all of them.
  public static let sampledDocuments = Effort.sample(documents, oneOf: 4)
}
