/// Which elements a statement has, and what that makes of it.
///
/// The server asks for exactly one complete set of elements out of six: `Effect` with `Action` or `NotAction` and
/// `Resource` or `NotResource`, or `Effect` with `Action` and `Principal` or `NotPrincipal`. An element is there when
/// its name is, whatever its value. Source: Arsenal `lib/policy/userPolicySchema.json`, `oneOf` of a statement.
package struct StatementForm: Sendable, Hashable {
  /// Whether there is an element `Effect`.
  package let hasEffect: Bool
  /// Whether there is an element `Action`.
  package let hasAction: Bool
  /// Whether there is an element `NotAction`.
  package let hasNotAction: Bool
  /// Whether there is an element `Resource`.
  package let hasResource: Bool
  /// Whether there is an element `NotResource`.
  package let hasNotResource: Bool
  /// Whether there is an element `Principal`.
  package let hasPrincipal: Bool
  /// Whether there is an element `NotPrincipal`.
  package let hasNotPrincipal: Bool

  /// Whether the statement names its resources.
  package var hasAnyResource: Bool { hasResource || hasNotResource }
  /// Whether the statement names its principals.
  package var hasAnyPrincipal: Bool { hasPrincipal || hasNotPrincipal }
  /// Whether the statement names its actions.
  package var hasAnyAction: Bool { hasAction || hasNotAction }

  /// The number of complete sets, `Effect` taken as given.
  package var completeSets: Int {
    let actions = [hasAction, hasNotAction].count { $0 }
    let resources = [hasResource, hasNotResource].count { $0 }
    let principals = [hasPrincipal, hasNotPrincipal].count { $0 }
    return actions * resources + (hasAction ? principals : 0)
  }

  /// Whether the server accepts the choice of elements.
  package var isAccepted: Bool { hasEffect && completeSets == 1 }

  /// Whether both ways to name actions complete a set.
  package var clashesInAction: Bool { hasAction && hasNotAction && hasAnyResource }
  /// Whether both ways to name resources complete a set.
  package var clashesInResource: Bool { hasResource && hasNotResource && hasAnyAction }
  /// Whether both ways to name principals complete a set.
  package var clashesInPrincipal: Bool { hasPrincipal && hasNotPrincipal && hasAction }
  /// Whether a set with a resource and one with a principal are both complete.
  package var mixesResourceAndPrincipal: Bool { hasAction && hasAnyResource && hasAnyPrincipal }
}
