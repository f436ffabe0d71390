import JSONSource
import ReplicationLint
import ReplicationLintReports

/// Reads the command lines of `check` that need no help and hold no mistake, without the parser.
///
/// The parser looks at the types of every option of every command, which takes longer than checking a file. This table
/// takes what it knows for certain and leaves everything else, each mistake included, to the parser.
struct CommonOptions {
  private var settings = CheckSettings()
  private var seen: Set<ExactString> = []
  private var selections: [String] = []
  private var exclusions: [String] = []
  private var severities: [String] = []

  /// The settings that the parser would read; nil where it has to be asked.
  static func settings(_ arguments: [String]) -> CheckSettings? {
    var options = CommonOptions()
    return options.read(arguments) ? options.settings : nil
  }

  private mutating func read(_ arguments: [String]) -> Bool {
    let isNamed = arguments.first == "check"
    var rest = (isNamed ? arguments.dropFirst() : arguments[...])[...]
    while let argument = rest.popFirst() {
      if argument.utf8.first != UInt8(ascii: "-") || argument.utf8.count == 1 {
        if !add(path: argument, isNamed) { return false }
      } else if argument == "--" {
        for path in rest where path == "--" || !add(path: path, isNamed) { return false }
        break
      } else if readFlag(argument) {
        continue
      } else {
        var (name, value) = (argument, String?.none)
        if let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")) {
          (name, value) = (String(argument[..<equals]), String(argument[equals...].dropFirst()))
        } else {
          value = rest.popFirst()
        }
        guard let value, !value.isEmpty, value.utf8.first != UInt8(ascii: "-"), readOption(name, value) else {
          return false
        }
      }
    }
    return finish()
  }

  /// A word may be the name of a command, which has neither a dot nor a slash in it.
  private mutating func add(path: String, _ isNamed: Bool) -> Bool {
    let isPath = path == "-" || path.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
    guard !path.isEmpty, isNamed || isPath else { return false }
    settings.run.paths.append(path)
    return true
  }

  /// Returns whether an option has no value.
  static func isFlag(_ name: String) -> Bool {
    var options = CommonOptions()
    return options.readFlag(name)
  }

  private mutating func readFlag(_ name: String) -> Bool {
    switch name {
    case "--quiet", "-q": settings.isQuiet = true
    case "--fix": settings.fixes = true
    case "--unsafe-fixes": settings.includesUnsafeFixes = true
    case "--diff": settings.showsDifference = true
    case "--no-config": settings.run.ignoresConfiguration = true
    case "--strict": settings.run.isStrict = true
    case "--statistics": settings.showsStatistics = true
    case "--print-config": settings.printsConfiguration = true
    default: return false
    }
    return true
  }

  private mutating func readOption(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--select": selections.append(value)
    case "--ignore": exclusions.append(value)
    case "--severity": severities.append(value)
    case "--exclude": settings.run.exclude.append(value)
    default: return seen.insert(ExactString(name)).inserted && readSingle(name, value)
    }
    return true
  }

  /// Options that are given once; which of two counts is left to the parser.
  private mutating func readSingle(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--format": ReportFormat(rawValue: value).map { settings.format = $0 } != nil
    case "--output": Self.set(&settings.output, value)
    case "--color": ColorChoice(rawValue: value).map { settings.color = $0 } != nil
    case "--fail-on": Self.set(&settings.failOn, FailOn(rawValue: value))
    case "--jobs": Self.set(&settings.jobs, JobCount.read(value))
    case "--kind": Self.set(&settings.run.kind, DocumentKind(argument: value))
    case "--config": Self.set(&settings.run.configurationPath, value)
    case "--stdin-filename": Self.set(&settings.run.standardInputName, value)
    case "--foreign": Self.set(&settings.run.foreign, Configuration.Foreign(rawValue: value))
    case "--server-version": Self.set(&settings.run.serverVersion, ServerVersion(value))
    case "--source-bucket": Self.set(&settings.run.sourceBucket, value)
    case "--bucket": Self.set(&settings.run.bucket, value)
    case "--at": Self.set(&settings.run.time, RequestFacts.time(value))
    default: false
    }
  }

  private static func set<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
    place = value
    return value != nil
  }

  /// The checks of the parser after parsing.
  private mutating func finish() -> Bool {
    if settings.includesUnsafeFixes, !settings.fixes, !settings.showsDifference { return false }
    if settings.run.configurationPath != nil, settings.run.ignoresConfiguration { return false }
    if settings.run.standardInputName != nil, !settings.run.paths.contains("-") { return false }
    if selections.isEmpty, exclusions.isEmpty, severities.isEmpty { return true }
    guard let select = try? RuleName.selection(selections, option: "--select"),
      let ignore = try? RuleName.selection(exclusions, option: "--ignore"),
      let levels = try? RuleName.levels(severities)
    else { return false }
    (settings.run.select, settings.run.ignore, settings.run.levels) = (select, ignore, levels)
    return true
  }
}
