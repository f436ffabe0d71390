package import JSONSource

/// One entry of `Resource` or `NotResource`, compared with what a call is made on.
///
/// Models Arsenal `isResourceApplicable` and `checkArnMatch`: variables are replaced first, then both strings are split
/// on `:`. The first five parts are compared one by one, each as a glob, and parts that the entry does not have match
/// anything. What follows in the call's ARN, its colons included, is compared with the rest of the entry.
///
/// Whether an entry with a colon in the key matches anything depends on the release of the server: Arsenal anchored each
/// part at both ends, so that nothing matched, and since pull request 2638 of June 2026 anchors the rest as a whole. No
/// version number shows which one it is, so that such an entry may match what it describes, and is never sure to.
package struct ResourcePattern: Sendable {
  /// The entry as written.
  package let text: LocatedString
  /// Variables whose values are not known; the pattern is then the upper bound of what it can match.
  package let unknownVariables: [String]
  /// Indicates whether a colon follows in the key, so that only some releases of the server match anything.
  package let hasColonInKey: Bool
  private let head: Head
  private let rest: Rest
  /// Indicates whether an unknown value precedes the sixth part, where it may change how the string is split.
  private let isOpen: Bool

  /// The first five parts.
  private enum Head: Sendable {
    /// Those of every bucket and object, without a wildcard.
    case s3
    /// Any others.
    case globs([Glob])
  }

  /// The pattern for everything after the fifth colon.
  enum Rest: Sendable {
    /// It matches, whatever it is.
    case anything
    /// It has to match this pattern as a whole.
    case glob(Glob)
    /// It never matches.
    case nothing
  }

  /// The prefix of all ARNs of buckets and objects.
  private static let s3: [UInt16] = Array("arn:aws:s3:::".utf16)

  /// Reads an entry of which variables are replaced already. O(length).
  ///
  /// - Parameters:
  ///   - text: the entry as written.
  ///   - units: the entry with the values of its variables; one whose value is not known is a `*`.
  ///   - unknown: the names of those.
  ///   - firstUnknown: where in `units` the first of them is.
  init(_ text: LocatedString, units: [UInt16], unknown: [String] = [], firstUnknown: Int? = nil) {
    self.text = text
    unknownVariables = unknown
    if units.starts(with: Self.s3) {
      let behind = units[Self.s3.count...]
      (head, isOpen) = (.s3, false)
      (rest, hasColonInKey) = Self.rest(behind)
      return
    }
    let parts = units.split(separator: 0x3A, maxSplits: 5, omittingEmptySubsequences: false)
    isOpen = firstUnknown.map { parts.count < 6 || $0 < parts[5].startIndex } ?? false
    head = .globs(parts.prefix(5).map { Glob($0) })
    (rest, hasColonInKey) = parts.count > 5 ? Self.rest(parts[5]) : (.anything, false)
  }

  /// Reads what follows the fifth colon. A further colon in the name of the bucket, which has none, leaves nothing to
  /// match on any server.
  private static func rest(_ units: ArraySlice<UInt16>) -> (Rest, hasColonInKey: Bool) {
    guard let colon = units.firstIndex(of: 0x3A) else { return (.glob(Glob(units)), false) }
    // `/`, `*` and `?` may begin the key.
    let isInKey = units[..<colon].contains { $0 == 0x2F || $0 == 0x2A || $0 == 0x3F }
    return isInKey ? (.glob(Glob(units)), true) : (.nothing, false)
  }

  /// The unknown facts that the answer depends on where the pattern may match: names of variables, and the entry itself
  /// for a colon in its key.
  var unknowns: [String] { unknownVariables + (hasColonInKey ? [text.text] : []) }

  /// Returns whether the pattern matches a resource; nil when that depends on a variable, or on the server's release.
  package func matches(_ resource: [UInt16]) -> Bool? {
    guard !isOpen else { return nil }
    let isMatch: Bool
    if case .s3 = head, resource.starts(with: Self.s3) {
      isMatch = matches(rest: resource[Self.s3.count...])
    } else {
      let parts = resource.split(separator: 0x3A, maxSplits: 5, omittingEmptySubsequences: false)
      isMatch = matches(head: parts) && matches(rest: parts.count > 5 ? parts[5] : [])
    }
    return isMatch && !isCertain ? nil : isMatch
  }

  private func matches(head parts: [ArraySlice<UInt16>]) -> Bool {
    switch head {
    case .s3:
      let literals = Self.s3.dropLast().split(separator: 0x3A, omittingEmptySubsequences: false)
      return zip(literals, parts).allSatisfy { $0 == $1 }
    case .globs(let globs): return zip(globs, parts).allSatisfy { $0.matches($1) }
    }
  }

  private func matches(rest units: ArraySlice<UInt16>) -> Bool {
    switch rest {
    case .anything: true
    case .nothing: false
    case .glob(let glob): glob.matches(units)
    }
  }

  /// The pattern for S3 resources, after `arn:aws:s3:::`: exactly what it matches (`isCertain`), otherwise an upper bound
  /// of it.
  var objects: (rest: Rest, isCertain: Bool) {
    if isOpen { return (.anything, false) }
    let parts = Self.s3.dropLast().split(separator: 0x3A, omittingEmptySubsequences: false)
    if case .globs = head, !matches(head: parts) { return (.nothing, true) }
    return (rest, isCertain)
  }

  private var isCertain: Bool { unknownVariables.isEmpty && !hasColonInKey }
}
