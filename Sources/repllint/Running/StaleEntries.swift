import ReplicationLint

/// The entries of baselines that accept nothing any more.
///
/// One baseline may serve several configurations, and an entry is stale where it accepts nothing under any of them.
struct StaleEntries {
  /// The baselines in the order in which they were read, each with its stale entries.
  private var baselines: [(file: BaselineFile, entries: [Baseline.Entry])] = []
  /// So many entries of a baseline are named.
  private static let limit = 20

  /// Adds the entries that accept nothing under one configuration.
  mutating func add(_ entries: [Baseline.Entry], of file: BaselineFile) {
    guard let known = baselines.firstIndex(where: { $0.file.isSame(as: file) }) else {
      baselines.append((file, entries))
      return
    }
    // Of entries that are alike, as many are stale as were under each configuration.
    var counts = entries.reduce(into: [String: Int]()) { $0[$1.fingerprint, default: 0] += 1 }
    baselines[known].entries.removeAll { entry in
      guard let count = counts[entry.fingerprint], count > 0 else { return true }
      counts[entry.fingerprint] = count - 1
      return false
    }
  }

  /// One line for each, and for those beyond the limit.
  var lines: [String] {
    baselines.flatMap { file, entries in
      let path = visible(file.path)
      return entries.prefix(Self.limit).map { entry in
        "\(path): nothing is found for \(entry.rule) in \(quoted(entry.path)): \(visible(entry.message))"
      }
        + (entries.count > Self.limit
          ? ["\(path): and \(entries.count - Self.limit) entries more match nothing"] : [])
    }
  }
}
