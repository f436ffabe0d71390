import ReplicationLint
import ReplicationLintReports

/// The settings of the command line for `repllint check`; the defaults are those of a command line with paths only.
struct CheckSettings: Equatable {
  /// The input to read.
  var run = RunSettings()
  /// The minimum severity that fails the run; takes precedence over configurations.
  var failOn: FailOn?
  /// Indicates whether to change files.
  var fixes = false
  /// Indicates whether to apply fixes that need review too.
  var includesUnsafeFixes = false
  /// Indicates whether to show what would change, in place of the report.
  var showsDifference = false
  /// Indicates whether to show repairs of the setups that do not replicate, in place of the report.
  var suggestsRepair = false
  /// The form of the report.
  var format = ReportFormat.text
  /// The file for the report; nil is standard output.
  var output: String?
  /// The use of colours.
  var color = ColorChoice.auto
  /// Indicates whether to report errors only.
  var isQuiet = false
  /// Indicates whether to print the settings in force, in place of checking.
  var printsConfiguration = false
  /// In how many threads to work; nil to follow the environment.
  var jobs: Int?
  /// The baseline whose findings are accepted; goes before what configurations name.
  var baseline: String?
  /// The path of a baseline of everything that is found; nil to write none.
  var newBaseline: String?
  /// Indicates whether to count the findings of each rule.
  var showsStatistics = false
  /// Indicates whether the input is a stream of requests, one a line.
  var isStream = false
  /// Indicates whether the answers of a stream leave out their reports.
  var isBrief = false
}
