import JSONSource
import ReplicationLint

/// Applies fixes to files, or shows what they would change.
struct FixRunner {
  /// Indicates whether fixes that need review count too.
  let includeUnsafe: Bool
  /// Lines about what could not be done.
  private(set) var failures: [String] = []
  private let scope: FixScope
  private var fixed: [FixedFile] = []

  /// Makes a repair that has done nothing yet and writes within `scope`.
  init(includeUnsafe: Bool, scope: FixScope) {
    self.includeUnsafe = includeUnsafe
    self.scope = scope
  }

  /// The changes of fixes, as one unified diff over all files.
  mutating func difference(in workspaces: [Workspace]) -> [UInt8] {
    for workspace in workspaces { fixed += fixes(for: workspace) }
    fixed.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return fixed.flatMap { UnifiedDiff($0.path, from: $0.original, to: $0.fixed).bytes }
  }

  /// Writes the files that fixes change, and puts what was written in the workspace.
  mutating func apply(to workspace: inout Workspace) {
    var written: [FixedFile] = []
    for file in fixes(for: workspace) {
      do {
        if !workspace.isStandardInput(file.path) { try write(file) }
        written.append(file)
      } catch {
        failures.append(FileFailure(path: file.path, reason: error.reason).line)
      }
    }
    workspace.replaceSources(written)
    fixed += written
  }

  /// The applied fixes, one line for each file and kind of fix.
  var details: [String] {
    fixed.flatMap { file in
      var counts: [(title: String, count: Int)] = []
      var indexes: [ExactString: Int] = [:]
      for title in file.applied {
        if let index = indexes[ExactString(title)] {
          counts[index].count += 1
        } else {
          indexes[ExactString(title)] = counts.count
          counts.append((title, 1))
        }
      }
      return counts.map { title, count in
        "fixed \(file.path): \(title)\(count == 1 ? "" : " (\(count) times)")"
      }
    }
  }

  /// The applied fixes in one line, after a verb; nil where there are none.
  func summary(_ verb: String) -> String? {
    let count = fixed.reduce(0) { $0 + $1.applied.count }
    if count == 0 { return nil }
    let problems = "\(count) problem\(count == 1 ? "" : "s")"
    return "\(verb) \(problems) in \(fixed.count) file\(fixed.count == 1 ? "" : "s")"
  }

  private mutating func fixes(for workspace: Workspace) -> [FixedFile] {
    // With half a configuration fixes could be applied that the user has switched off.
    if let manifest = workspace.manifest, !manifest.file.problems.isEmpty {
      failures.append("\(visible(manifest.file.source.name)): invalid configuration; skipping fixes")
      return []
    }
    return workspace.fix(includeUnsafe: includeUnsafe).filter { file in
      if workspace.isStandardInput(file.path) { return true }
      do throws(SystemError) {
        _ = try scope.target(of: file.path)
        return true
      } catch {
        failures.append(FileFailure(path: file.path, reason: error.reason).line)
        return false
      }
    }
  }

  /// Writes a file, unless another program did since it was read.
  private func write(_ file: FixedFile) throws(SystemError) {
    try SystemCalls.replace(try scope.target(of: file.path), ifStill: file.original, with: file.fixed)
  }
}
