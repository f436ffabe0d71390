/// The exit status of the program; thrown by commands for anything but `clean`.
enum ExitStatus: Int32, Error {
  /// Nothing at or above the severity that fails.
  case clean = 0
  /// Something at or above it; with `--diff`, something would change.
  case found = 1
  /// Something could not be checked: usage, configuration, or a file that cannot be read.
  case trouble = 2

  /// The worse of two.
  func or(_ other: ExitStatus) -> ExitStatus { rawValue >= other.rawValue ? self : other }
}
