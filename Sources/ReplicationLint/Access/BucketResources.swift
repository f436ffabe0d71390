import JSONSource

/// The resources of one statement of a bucket policy as the server goes through them: in order, and no further than the
/// first that matches (Arsenal `evaluator.ts`, `isResourceApplicable`). It throws when it reaches one with a variable,
/// as it does not know the caller.
struct BucketResources {
  /// The entries before the first with a variable; those behind it are never compared.
  let compared: ArraySlice<ResourceItem>
  /// Indicates whether an entry with a variable follows, so that the server throws on each resource that none of
  /// `compared` matches.
  let canThrow: Bool

  init(_ statement: Statement) { self.init(statement.resourceItems[...]) }

  private init(_ items: ArraySlice<ResourceItem>) {
    compared = items.prefix { !$0.hasVariable }
    canThrow = compared.count < items.count
  }

  /// The resources for which the server reaches an entry.
  enum Reach {
    case none, some, all
  }

  /// Returns for which requests to the bucket of `statement.resourceItems[index]` the server reaches that entry, when
  /// those with variables before it do not make it throw.
  static func reach(of index: Int, in statement: Statement) -> Reach {
    let earlier = statement.resourceItems[..<index].filter { !$0.hasVariable }
    let start = Array("arn:aws:s3:::".utf16)
    let units = statement.resourceItems[index].text.utf16
    let name = units.dropFirst(start.count).prefix { $0 != 0x2F }
    let request = RequestContext(action: "", resource: start + name, facts: nil)
    guard units.starts(with: start), !SubstitutedText.hasVariable(Array(name)), !earlier.isEmpty else { return .all }
    guard earlier.contains(where: { $0.pattern(request).matches(request.resource) == true }) else { return .some }
    guard let globs = globs(of: earlier, request) else { return .none }
    let rest = GlobAutomaton(allowed: globs, denied: []).findUncovered(start: name + [0x2F], minimumLength: 1)
    return rest == .covered ? .none : .some
  }

  /// The globs of entries without variables, over what follows `arn:aws:s3:::`; nil when one matches every resource.
  static func globs(of items: some Sequence<ResourceItem>, _ request: RequestContext) -> [Glob]? {
    var globs: [Glob] = []
    for item in items {
      switch item.pattern(request).objects.rest {
      case .anything: return nil
      case .glob(let glob): globs.append(glob)
      case .nothing: break
      }
    }
    return globs
  }
}

extension ResourceItem {
  /// Indicates whether the entry contains a variable, of whatever name.
  var hasVariable: Bool { SubstitutedText.hasVariable(text.utf16) }
}
