import JSONSource

/// Removes the findings that the configuration accepts, and reports entries that accept nothing.
struct Suppressions {
  private let entries: [Configuration.Suppression]
  private let file: SourceFile?
  private let reportsUnused: Bool
  private let pathsForGlobs: [ExactString: String]

  init(_ configuration: Configuration) {
    entries = configuration.suppressions
    file = configuration.suppressionFile
    pathsForGlobs = configuration.pathsForGlobs
    reportsUnused = configuration.isSelected(.unusedSuppression)
  }

  func apply(to diagnostics: [Diagnostic]) -> [Diagnostic] {
    if entries.isEmpty { return diagnostics }
    var used = [Bool](repeating: false, count: entries.count)
    var kept = diagnostics.filter { diagnostic in
      var isKept = true
      for (index, entry) in entries.enumerated() where matches(entry, diagnostic) {
        used[index] = true
        isKept = false
      }
      return isKept
    }
    if reportsUnused, let file {
      let document = Document(file, kind: .unknown)
      var context = RuleContext(rule: .unusedSuppression, server: ServerProfile(), document: document)
      for (entry, used) in zip(entries, used) where !used {
        context.report(
          "nothing matches the `ignore` entry for \(quoted: entry.rule)", at: entry.range,
          help: "remove the entry, or correct its rule, path or pointer")
      }
      kept += context.diagnostics
    }
    return kept
  }

  private func matches(_ entry: Configuration.Suppression, _ diagnostic: Diagnostic) -> Bool {
    guard entry.rule == diagnostic.rule else { return false }
    if let path = entry.path, !PathGlob(path).matches(pathsForGlobs[ExactString(diagnostic.path)] ?? diagnostic.path) {
      return false
    }
    if let pointer = entry.pointer { return diagnostic.pointer.tokens.starts(with: pointer.tokens) }
    return true
  }
}

/// A pattern of paths: `*` and `?`, which is one Unicode scalar, stay within a folder, `**` crosses folders.
struct PathGlob {
  private let pattern: [Unicode.Scalar]

  init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  /// Returns whether the whole of `path`, or its end after some `/`, matches; O(pattern x path).
  func matches(_ path: String) -> Bool {
    let path = Array(path.unicodeScalars)
    if run(path[...]) { return true }
    return path.indices.contains { path[$0] == "/" && run(path[($0 + 1)...]) }
  }

  private func run(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    // The pattern positions reachable after the text read so far.
    var states = closure([0])
    for scalar in text {
      var next: Set<Int> = []
      for state in states where state < pattern.count {
        switch pattern[state] {
        case "*": if isDoubleStar(state) || scalar != "/" { next.insert(state) }
        case "?": if scalar != "/" { next.insert(state + 1) }
        default: if pattern[state] == scalar { next.insert(state + 1) }
        }
      }
      states = closure(next)
      if states.isEmpty { return false }
    }
    return states.contains(pattern.count)
  }

  private func isDoubleStar(_ state: Int) -> Bool {
    (state + 1 < pattern.count && pattern[state + 1] == "*") || (state > 0 && pattern[state - 1] == "*")
  }

  private func closure(_ states: Set<Int>) -> Set<Int> {
    var all = states
    var open = Array(states)
    while let state = open.popLast() {
      guard state < pattern.count, pattern[state] == "*" else { continue }
      if all.insert(state + 1).inserted { open.append(state + 1) }
      // `**/` also matches no folder at all.
      if isDoubleStar(state), state + 2 < pattern.count, pattern[state + 1] == "*", pattern[state + 2] == "/",
        all.insert(state + 3).inserted
      {
        open.append(state + 3)
      }
    }
    return all
  }
}
