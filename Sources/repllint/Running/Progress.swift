/// The progress of a long run, on one line that is removed at the end.
struct Progress {
  private let write: (String) -> Void
  private let milliseconds: () -> Int
  private let start: Int
  private var last: Int?

  /// Runs that take no longer than this show nothing, and no line is shown for less than `interval`.
  private static let patience = 1000
  private static let interval = 100

  /// Makes the progress of a run that begins now.
  init(write: @escaping (String) -> Void, milliseconds: @escaping () -> Int) {
    self.write = write
    self.milliseconds = milliseconds
    start = milliseconds()
  }

  /// Shows that `done` of `all` steps are done.
  mutating func show(_ done: Int, of all: Int) {
    if all > 0 { show("\(done * 100 / all) % checked") }
  }

  /// Shows how far the run is, in words that need no escapes.
  mutating func show(_ state: String) {
    let now = milliseconds()
    guard now - start > Self.patience, last.map({ now - $0 >= Self.interval }) ?? true else { return }
    last = now
    write("\rrepllint: \(state)\u{1B}[K")
  }

  /// Takes the line away.
  mutating func end() {
    if last != nil { write("\r\u{1B}[K") }
    last = nil
  }
}

extension Progress {
  /// The progress of a run that a person watches.
  static func onTerminal() -> Progress {
    Progress {
      Terminal.error($0)
    } milliseconds: {
      SystemCalls.milliseconds
    }
  }
}
