/// The elements that a statement has, and what that makes of it.
///
/// The server asks for exactly one complete set of elements out of six: `Effect` with `Action` or `NotAction` and
/// `Resource` or `NotResource`, or `Effect` with `Action` and `Principal` or `NotPrincipal`. An element is there when
/// its name is, whatever its value. Source: Arsenal `lib/policy/userPolicySchema.json`, `oneOf` of a statement.
package struct StatementForm: Sendable, Hashable {
  /// Indicates whether there is an element `Effect`.
  package let hasEffect: Bool
  /// Indicates whether there is an element `Action`.
  package let hasAction: Bool
  /// Indicates whether there is an element `NotAction`.
  package let hasNotAction: Bool
  /// Indicates whether there is an element `Resource`.
  package let hasResource: Bool
  /// Indicates whether there is an element `NotResource`.
  package let hasNotResource: Bool
  /// Indicates whether there is an element `Principal`.
  package let hasPrincipal: Bool
  /// Indicates whether there is an element `NotPrincipal`.
  package let hasNotPrincipal: Bool

  /// Indicates whether the statement names its resources.
  package var hasAnyResource: Bool { hasResource || hasNotResource }
  /// Indicates whether the statement names its principals.
  package var hasAnyPrincipal: Bool { hasPrincipal || hasNotPrincipal }
  /// Indicates whether the statement names its actions.
  package var hasAnyAction: Bool { hasAction || hasNotAction }

  /// The number of complete sets, `Effect` taken as given.
  package var completeSets: Int {
    let actions = [hasAction, hasNotAction].count { $0 }
    let resources = [hasResource, hasNotResource].count { $0 }
    let principals = [hasPrincipal, hasNotPrincipal].count { $0 }
    return actions * resources + (hasAction ? principals : 0)
  }

  /// Indicates whether the server accepts the choice of elements.
  package var isAccepted: Bool { hasEffect && completeSets == 1 }

  /// Indicates whether both ways to name actions complete a set.
  package var clashesInAction: Bool { hasAction && hasNotAction && hasAnyResource }
  /// Indicates whether both ways to name resources complete a set.
  package var clashesInResource: Bool { hasResource && hasNotResource && hasAnyAction }
  /// Indicates whether both ways to name principals complete a set.
  package var clashesInPrincipal: Bool { hasPrincipal && hasNotPrincipal && hasAction }
  /// Indicates whether a set with a resource and one with a principal are both complete.
  package var mixesResourceAndPrincipal: Bool { hasAction && hasAnyResource && hasAnyPrincipal }
}
