package import JSONSource

/// One statement of a policy document.
package final class Statement: Sendable {
  /// Its members.
  package let object: ObjectReader
  /// Its place in the list, from 0.
  package let index: Int
  /// Indicates whether `Statement` is this one object instead of a list; the platform then checks `NotPrincipal` not at
  /// all.
  package let isAlone: Bool
  /// The element `Sid`.
  package let sid: Field<LocatedString>
  /// The element `Effect`.
  package let effect: Field<LocatedString>
  /// The element `Action`.
  package let action: Field<StringList>
  /// The element `NotAction`.
  package let notAction: Field<StringList>
  /// The element `Resource`.
  package let resource: Field<StringList>
  /// The element `NotResource`.
  package let notResource: Field<StringList>
  /// The element `Principal`.
  package let principal: Field<Principal>
  /// The element `NotPrincipal`.
  package let notPrincipal: Field<Principal>
  /// The element `Condition`.
  package let condition: Field<ConditionBlock>
  /// The elements that the statement has.
  package let form: StatementForm
  /// Indicates whether the effect is exactly `Deny`.
  package let isDeny: Bool
  /// Indicates whether the effect is exactly `Allow`.
  package let isAllow: Bool
  /// The entries of `Action` and of `NotAction`.
  let actionItems: [ActionItem]
  let notActionItems: [ActionItem]
  /// The entries of `Resource` and of `NotResource`.
  let resourceItems: [ResourceItem]
  let notResourceItems: [ResourceItem]
  /// What the evaluator takes the four lists for.
  let forms: ListForms
  /// Members that the platform accepts and ignores.
  package let unknownMembers: [UnknownMember]

  /// The members that mean something to the platform.
  package static let members = [
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
  ]

  /// Reads the statement in `node`.
  package init(_ node: JSONNode, index: Int, isAlone: Bool) {
    object = ObjectReader(node)
    self.index = index
    self.isAlone = isAlone
    sid = object.string("Sid")
    effect = object.string("Effect")
    action = object.stringList("Action")
    notAction = object.stringList("NotAction")
    resource = object.stringList("Resource")
    notResource = object.stringList("NotResource")
    principal = object.read("Principal") { Principal($0) }
    notPrincipal = object.read("NotPrincipal") { Principal($0) }
    condition = object.read("Condition") { ConditionBlock($0) }
    unknownMembers = object.unknownMembers(known: Self.members)
    form = StatementForm(
      hasEffect: effect.isPresent, hasAction: action.isPresent, hasNotAction: notAction.isPresent,
      hasResource: resource.isPresent, hasNotResource: notResource.isPresent, hasPrincipal: principal.isPresent,
      hasNotPrincipal: notPrincipal.isPresent)
    isDeny = effect.value?.text == "Deny"
    isAllow = effect.value?.text == "Allow"
    func actions(_ field: Field<StringList>, isExcluded: Bool) -> [ActionItem] {
      guard let list = field.value else { return [] }
      return list.items.map { ActionItem($0, in: list, isExcluded: isExcluded) }
    }
    func resources(_ field: Field<StringList>, isExcluded: Bool) -> [ResourceItem] {
      guard let list = field.value else { return [] }
      return list.items.map { ResourceItem($0, in: list, isExcluded: isExcluded) }
    }
    actionItems = actions(action, isExcluded: false)
    notActionItems = actions(notAction, isExcluded: true)
    resourceItems = resources(resource, isExcluded: false)
    notResourceItems = resources(notResource, isExcluded: true)
    forms = ListForms(
      action: ListForm(action), notAction: ListForm(notAction), resource: ListForm(resource),
      notResource: ListForm(notResource))
  }

  /// The bytes of the statement.
  package var range: SourceRange { object.node.range }

  /// The name of a statement in text for people: its Sid, else its number from 1.
  package var name: String {
    if let sid = sid.value?.text, !sid.isEmpty { return "statement \(quoted(sid))" }
    return isAlone ? "the statement" : "statement \(index + 1)"
  }
}
