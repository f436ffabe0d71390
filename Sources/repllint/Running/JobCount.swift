import ReplicationLint

/// In how many threads a run works: `--jobs`, else `REPLLINT_JOBS`, else the processors of the machine.
enum JobCount {
  /// The environment variable.
  static let variable = "REPLLINT_JOBS"

  /// A number of threads; nil where `text` is none.
  static func read(_ text: String) -> Int? {
    guard let count = Int(text), (1...Threads.limit).contains(count), text.utf8.first != UInt8(ascii: "+") else {
      return nil
    }
    return count
  }

  /// The number in force.
  static func inForce(_ stated: Int?) throws(FileFailure) -> Int {
    if let stated { return stated }
    guard let text = SystemCalls.environment(variable), !text.isEmpty else { return Threads.processorCount }
    guard let count = read(text) else {
      throw FileFailure(path: variable, reason: "\(quoted(text)) is not a number from 1 to \(Threads.limit)")
    }
    return count
  }
}
