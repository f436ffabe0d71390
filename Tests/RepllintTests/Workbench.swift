import Foundation

/// What a run of the program left behind.
struct RunResult {
  let status: Int32
  let output: String
  let error: String
}

/// A folder of its own for one test, in which the built program runs as a process.
final class Workbench {
  /// The folder; it goes with the workbench.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("repllint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The program, built beside the tests.
  static let program: URL = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
      return bundle.bundleURL.deletingLastPathComponent().appendingPathComponent("repllint")
    #else
      return Bundle.main.bundleURL.appendingPathComponent("repllint")
    #endif
  }()

  func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

  func write(_ text: String, to path: String) throws {
    try FileManager.default.createDirectory(
      at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url(path))
  }

  func read(_ path: String) throws -> String { String(decoding: try Data(contentsOf: url(path)), as: UTF8.self) }

  func mode(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: url(path).path)[.posixPermissions] as? Int ?? 0
  }

  /// The names in the folder at `path`, hidden ones included.
  func names(_ path: String = ".") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(path).path).sorted()
  }

  /// Runs the program. Streams are files, so that nothing waits for a reader.
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> RunResult {
    try launch(Self.program, arguments, input: input, environment: environment)
  }

  /// Runs the program with a list of arguments.
  func launch(_ arguments: [String], environment: [String: String] = [:]) throws -> RunResult {
    try launch(Self.program, arguments, input: "", environment: environment)
  }

  /// Runs a line of shell in which `$TOOL` is the program.
  func shell(_ line: String) throws -> RunResult {
    try launch(URL(fileURLWithPath: "/bin/sh"), ["-c", line], input: "", environment: ["TOOL": Self.program.path])
  }

  private func launch(
    _ program: URL, _ arguments: [String], input: String, environment: [String: String]
  ) throws -> RunResult {
    let streams = folder.deletingLastPathComponent().appendingPathComponent("\(folder.lastPathComponent)-streams")
    try FileManager.default.createDirectory(at: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: streams) }
    func stream(_ name: String, _ text: String = "") throws -> URL {
      let url = streams.appendingPathComponent(name)
      try Data(text.utf8).write(to: url)
      return url
    }
    let (output, error) = (try stream("output"), try stream("error"))
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Nothing of the machine's but its programs, and the change that `scripts/mutate` has switched on.
    let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "REPLLINT_MUTANT"].contains($0.key) }
    process.environment = ["PATH": "/usr/bin:/bin"].merging(inherited) { $1 }.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: stream("input", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return RunResult(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }
}

/// Documents for the tests.
enum Sample {
  /// A replication configuration without mistakes.
  static let good = """
    {
      "Role": "arn:aws:iam::668546647514:role/source,arn:aws:iam::779657758625:role/target",
      "Rules": [
        { "Prefix": "", "Status": "Enabled", "Destination": { "Bucket": "arn:aws:s3:::target-bucket" } }
      ]
    }

    """
  /// The same with one mistake that has a safe fix.
  static let fixable = good.replacing("Enabled", with: "enabled")
  /// The same with one mistake that has no fix.
  static let bad = good.replacing("668546647514:role", with: "668546647514:user")
  /// A file that is not JSON, with an unsafe fix.
  static let quoted = good.replacing("\"Enabled\"", with: "'Enabled'")
  /// The same with one warning.
  static let risky = good.replacing("\"Prefix\": \"\"", with: "\"Prefix\": \"logs/*\"")
  /// A foreign file, which only gets a note.
  static let unknown = #"{"a": 1}"#
}
