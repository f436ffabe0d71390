import JSONSource

/// A command line whose long runs of paths were taken out, each of them replaced by one token.
///
/// The parser takes quadratic time in the number of arguments; paths need none of it.
struct PathRuns {
  /// The command line with tokens.
  private(set) var arguments: [String] = []
  private var runs: [[String]] = []

  /// Fewer arguments are parsed as they are.
  private static let limit = 64

  /// Takes the runs out of `all`.
  init(_ all: [String]) {
    guard all.count > Self.limit else {
      arguments = all
      return
    }
    var run: [String] = []
    var hasEnded = false
    for argument in all {
      // No option follows `--`.
      if !argument.isEmpty && (hasEnded || argument.utf8.first != UInt8(ascii: "-")) {
        run.append(argument)
        continue
      }
      append(run)
      run = []
      arguments.append(argument)
      if argument.hasSameBytes(as: "--") { hasEnded = true }
    }
    append(run)
  }

  /// The first of a run may be a command or the value of an option. Of the others each is a path.
  private mutating func append(_ run: [String]) {
    guard run.count > 3 else {
      arguments += run
      return
    }
    arguments += run[..<2] + [Self.token(runs.count)]
    runs.append(Array(run[2...]))
  }

  /// No argument of a program contains a NUL.
  private static func token(_ index: Int) -> String { "\0\(index)" }

  private static func index(_ argument: String) -> Int? {
    argument.utf8.first == 0 ? Int(argument.dropFirst()) : nil
  }

  /// `paths` with the runs in place of their tokens.
  func expanding(_ paths: [String]) -> [String] {
    paths.flatMap { path in Self.index(path).map { runs[$0] } ?? [path] }
  }

  /// The command line with the first path of each run in place of the run, to explain what is wrong with the rest.
  var shortened: [String] { arguments.map { argument in Self.index(argument).map { runs[$0][0] } ?? argument } }
}

/// A command that reads documents.
protocol DocumentCommand {
  /// The input that it reads.
  var input: InputOptions { get set }
}
