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

  /// The globs of entries without variables, over what follows `arn:aws:s3:::`, with those that only some releases of
  /// the server match or without them; nil when one matches every resource.
  static func globs(
    of items: some Sequence<ResourceItem>, _ request: RequestContext, withUncertain: Bool
  ) -> [Glob]? {
    var globs: [Glob] = []
    for item in items {
      let objects = item.pattern(request).objects
      guard objects.isCertain || withUncertain else { continue }
      switch objects.rest {
      case .anything: return nil
      case .glob(let glob): globs.append(glob)
      case .nothing: break
      }
    }
    return globs
  }
}

/// Goes through the resources of a statement in order, and finds for which requests the server reaches those with
/// variables. Entries of one bucket that follow each other cost one search.
struct VariableReach {
  /// The requests to the bucket of an entry for which the server reaches it, when those with variables before it do not
  /// make it throw.
  enum Reach {
    case none, some, all
  }

  private static let start = Array("arn:aws:s3:::".utf16)
  /// The entries so far that have no variables.
  private var earlier: [ResourceItem] = []
  /// The last answer for each bucket, and the number of earlier entries that it is for.
  private var known: [[UInt16]: (count: Int, reach: Reach)] = [:]

  /// The reach of the next entry; nil where it has no variable.
  mutating func next(_ item: ResourceItem) -> Reach? {
    guard item.hasVariable else {
      earlier.append(item)
      return nil
    }
    let units = item.text.utf16
    let name = Array(units.dropFirst(Self.start.count).prefix { $0 != 0x2F })
    guard units.starts(with: Self.start), !SubstitutedText.hasVariable(name), !earlier.isEmpty else { return .all }
    if let last = known[name], last.count == earlier.count || last.reach == .none { return last.reach }
    let reach = reach(ofBucket: name)
    known[name] = (earlier.count, reach)
    return reach
  }

  private func reach(ofBucket name: [UInt16]) -> Reach {
    let request = RequestContext(action: "", resource: Self.start + name, facts: nil)
    var unknown: [String] = []
    guard earlier.contains(where: { $0.matches(request, &unknown) == true }) else { return .some }
    guard let globs = BucketResources.globs(of: earlier, request, withUncertain: false) else { return .none }
    let rest = GlobAutomaton(allowed: globs, denied: []).findUncovered(start: name + [0x2F], minimumLength: 1)
    return rest == .covered ? .none : .some
  }
}

extension ResourceItem {
  /// Indicates whether the entry contains a variable, of whatever name.
  var hasVariable: Bool { pattern == nil && SubstitutedText.hasVariable(text.utf16) }
}
