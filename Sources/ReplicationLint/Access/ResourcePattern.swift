public import JSONSource

/// One entry of `Resource` or `NotResource`, compared with what a call is made on.
///
/// Models Arsenal `isResourceApplicable` and `checkArnMatch`: variables are replaced first, then both texts are split
/// on `:`. The first five parts are compared one by one, each as a glob, and parts that the entry does not have match
/// anything. What follows in the call's ARN, its colons included, is compared with the sixth part of the entry; an
/// entry with a seventh part matches nothing, because the evaluator anchors every part of the pattern at both ends.
public struct ResourcePattern: Sendable {
  /// The entry as written.
  public let text: LocatedString
  /// Variables whose values are not known; what the pattern says is then the most that it can match.
  public let unknownVariables: [String]
  private let head: [Glob]
  private let rest: Rest
  /// Whether a value that is not known stands before the sixth part, where it may change how the text is split.
  private let isOpen: Bool

  /// What is said about everything behind the fifth colon.
  enum Rest: Sendable {
    /// It matches, whatever it is.
    case anything
    /// It has to match this pattern as a whole.
    case glob(Glob)
    /// It never matches.
    case nothing
  }

  /// Reads an entry for calls like `request`. O(length).
  public init(_ text: LocatedString, _ request: RequestContext) {
    let substituted = SubstitutedText(text.utf16, request)
    let parts = substituted.units.split(separator: 0x3A, omittingEmptySubsequences: false)
    self.text = text
    unknownVariables = substituted.unknown
    isOpen = substituted.firstUnknown.map { parts.count < 6 || $0 < parts[5].startIndex } ?? false
    head = parts.prefix(5).map { Glob($0) }
    rest =
      switch parts.count {
      case ...5: .anything
      case 6: .glob(Glob(parts[5]))
      default: .nothing
      }
  }

  /// Whether the pattern matches a resource; nil when that hangs on a variable.
  public func matches(_ resource: [UInt16]) -> Bool? {
    let parts = resource.split(separator: 0x3A, maxSplits: 5, omittingEmptySubsequences: false)
    guard !isOpen else { return nil }
    guard zip(head, parts).allSatisfy({ $0.matches($1) }) else { return false }
    let isMatch =
      switch rest {
      case .anything: true
      case .nothing: false
      case .glob(let glob): glob.matches(parts.count > 5 ? parts[5] : [])
      }
    return isMatch && !unknownVariables.isEmpty ? nil : isMatch
  }

  /// What the pattern says about S3 resources, behind `arn:aws:s3:::`: at least what it surely matches (`isCertain`),
  /// otherwise at most what it can match.
  var objects: (rest: Rest, isCertain: Bool) {
    if isOpen { return (.anything, false) }
    let parts = ["arn", "aws", "s3", "", ""].map { Array($0.utf16) }
    guard zip(head, parts).allSatisfy({ $0.matches($1) }) else { return (.nothing, true) }
    return (rest, unknownVariables.isEmpty)
  }
}
