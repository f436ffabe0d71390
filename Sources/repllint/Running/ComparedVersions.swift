import ReplicationLint

/// The versions of the server of the two sides of a comparison.
struct ComparedVersions: Equatable {
  /// The name of the input of `init` in messages.
  static let form = "MAJOR.MINOR or MAJOR.MINOR.PATCH, or two of them as 9.5.1..9.5.2"

  /// The version of either side.
  let old, new: ServerVersion

  /// Reads one version for both sides, or two with `..` between them; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false)
    guard parts.count <= 2, let old = ServerVersion(String(parts[0])) else { return nil }
    guard let new = parts.count == 2 ? ServerVersion(String(parts[1])) : old else { return nil }
    (self.old, self.new) = (old, new)
  }
}
