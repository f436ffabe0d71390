package import JSONSource

/// One entry of `Resource` or `NotResource`, compared with what a call is made on.
///
/// Models Arsenal `isResourceApplicable` and `checkArnMatch`: variables are replaced first, then both strings are split
/// on `:`. The first five parts are compared one by one, each as a glob, and parts that the entry does not have match
/// anything. What follows in the call's ARN, its colons included, is compared with the sixth part of the entry; an
/// entry with a seventh part matches nothing, because the evaluator anchors every part of the pattern at both ends.
package struct ResourcePattern: Sendable {
  /// The entry as written.
  package let text: LocatedString
  /// Variables whose values are not known; the pattern is then the upper bound of what it can match.
  package let unknownVariables: [String]
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
      rest = behind.contains(0x3A) ? .nothing : .glob(Glob(behind))
      return
    }
    let parts = units.split(separator: 0x3A, omittingEmptySubsequences: false)
    isOpen = firstUnknown.map { parts.count < 6 || $0 < parts[5].startIndex } ?? false
    head = .globs(parts.prefix(5).map { Glob($0) })
    rest =
      switch parts.count {
      case ...5: .anything
      case 6: .glob(Glob(parts[5]))
      default: .nothing
      }
  }

  /// Returns whether the pattern matches a resource; nil when that depends on a variable.
  package func matches(_ resource: [UInt16]) -> Bool? {
    guard !isOpen else { return nil }
    let isMatch: Bool
    if case .s3 = head, resource.starts(with: Self.s3) {
      isMatch = matches(rest: resource[Self.s3.count...])
    } else {
      let parts = resource.split(separator: 0x3A, maxSplits: 5, omittingEmptySubsequences: false)
      isMatch = matches(head: parts) && matches(rest: parts.count > 5 ? parts[5] : [])
    }
    return isMatch && !unknownVariables.isEmpty ? nil : isMatch
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
    return (rest, unknownVariables.isEmpty)
  }
}
