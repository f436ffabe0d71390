/// Which elements a statement has, and what that makes of it.
///
/// The server asks for exactly one complete set of elements out of six: `Effect` with `Action` or `NotAction` and
/// `Resource` or `NotResource`, or `Effect` with `Action` and `Principal` or `NotPrincipal`. An element is there when
/// its name is, whatever its value. Source: Arsenal `lib/policy/userPolicySchema.json`, `oneOf` of a statement.
public struct StatementForm: Sendable, Hashable {
  /// Whether there is an element `Effect`.
  public let hasEffect: Bool
  /// Whether there is an element `Action`.
  public let hasAction: Bool
  /// Whether there is an element `NotAction`.
  public let hasNotAction: Bool
  /// Whether there is an element `Resource`.
  public let hasResource: Bool
  /// Whether there is an element `NotResource`.
  public let hasNotResource: Bool
  /// Whether there is an element `Principal`.
  public let hasPrincipal: Bool
  /// Whether there is an element `NotPrincipal`.
  public let hasNotPrincipal: Bool

  /// Whether the statement names its resources.
  public var hasAnyResource: Bool { hasResource || hasNotResource }
  /// Whether the statement names its principals.
  public var hasAnyPrincipal: Bool { hasPrincipal || hasNotPrincipal }
  /// Whether the statement names its actions.
  public var hasAnyAction: Bool { hasAction || hasNotAction }

  /// The number of complete sets, `Effect` taken as given.
  public var completeSets: Int {
    let actions = [hasAction, hasNotAction].count { $0 }
    let resources = [hasResource, hasNotResource].count { $0 }
    let principals = [hasPrincipal, hasNotPrincipal].count { $0 }
    return actions * resources + (hasAction ? principals : 0)
  }

  /// Whether the server accepts the choice of elements.
  public var isAccepted: Bool { hasEffect && completeSets == 1 }

  /// Whether both ways to name actions complete a set.
  public var clashesInAction: Bool { hasAction && hasNotAction && hasAnyResource }
  /// Whether both ways to name resources complete a set.
  public var clashesInResource: Bool { hasResource && hasNotResource && hasAnyAction }
  /// Whether both ways to name principals complete a set.
  public var clashesInPrincipal: Bool { hasPrincipal && hasNotPrincipal && hasAction }
  /// Whether a set with a resource and one with a principal are both complete.
  public var mixesResourceAndPrincipal: Bool { hasAction && hasAnyResource && hasAnyPrincipal }
}
