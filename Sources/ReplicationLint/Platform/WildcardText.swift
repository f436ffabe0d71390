/// The wildcards of policies over plain texts: `*` for any run, `?` for one character, `${*}`, `${?}` and `${$}` for the
/// plain character.
///
/// Source: Arsenal `lib/policyEvaluator/utils/wildcards.ts`. Names and ARN parts that are compared here hold ASCII alone.
enum WildcardText {
  /// One part of a pattern.
  enum Symbol: Hashable, Sendable {
    case run, one
    case byte(UInt8)
  }

  /// Reads a pattern.
  static func symbols(_ text: String) -> [Symbol] {
    let bytes = Array(text.utf8)
    var symbols: [Symbol] = []
    var at = 0
    while at < bytes.count {
      if at + 3 < bytes.count, bytes[at] == UInt8(ascii: "$"), bytes[at + 1] == UInt8(ascii: "{"),
        bytes[at + 3] == UInt8(ascii: "}"), "*?$".utf8.contains(bytes[at + 2])
      {
        symbols.append(.byte(bytes[at + 2]))
        at += 4
        continue
      }
      switch bytes[at] {
      case UInt8(ascii: "*"): if symbols.last != .run { symbols.append(.run) }
      case UInt8(ascii: "?"): symbols.append(.one)
      default: symbols.append(.byte(bytes[at]))
      }
      at += 1
    }
    return symbols
  }

  /// Whether the pattern matches all of `text`, in O(pattern x text): after a mismatch only the last `*` is tried again.
  static func matches(_ symbols: [Symbol], _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var at = 0
    var symbol = 0
    var lastRun: (symbol: Int, at: Int)?
    while at < bytes.count {
      if symbol < symbols.count, symbols[symbol] == .run {
        lastRun = (symbol, at)
        symbol += 1
      } else if symbol < symbols.count, symbols[symbol] == .one || symbols[symbol] == .byte(bytes[at]) {
        symbol += 1
        at += 1
      } else if let run = lastRun {
        lastRun = (run.symbol, run.at + 1)
        symbol = run.symbol + 1
        at = run.at + 1
      } else {
        return false
      }
    }
    return symbols[symbol...].allSatisfy { $0 == .run }
  }

  /// Whether `pattern` matches all of `text`.
  static func matches(_ pattern: String, _ text: String) -> Bool { matches(symbols(pattern), text) }

  /// Whether everything that `narrow` matches is surely matched by `broad`, in O(broad x narrow): the wildcards of
  /// `narrow` are taken as characters that only wildcards of `broad` match.
  static func covers(_ broad: String, _ narrow: String) -> Bool {
    let narrow = symbols(narrow)
    var reachable = [true] + narrow.map { _ in false }
    for symbol in symbols(broad) {
      var next = [Bool](repeating: false, count: narrow.count + 1)
      if symbol == .run { next[0] = reachable[0] }
      for index in narrow.indices {
        switch symbol {
        case .run: next[index + 1] = reachable[index + 1] || next[index]
        case .one: next[index + 1] = reachable[index] && narrow[index] != .run
        case .byte: next[index + 1] = reachable[index] && narrow[index] == symbol
        }
      }
      reachable = next
    }
    return reachable[narrow.count]
  }
}
