package import JSONSource

/// The `Condition` of a statement: operators, each with condition keys and their values.
package struct ConditionBlock: Sendable {
  /// One condition key under one operator.
  package struct Test: Sendable {
    /// The operator as written, such as `StringLikeIfExists`.
    package let operatorName: LocatedString
    /// The condition key as written, such as `aws:SourceIp`.
    package let key: LocatedString
    /// The value: a string, another scalar, or a list of them.
    package let value: JSONNode

    /// The values in file order: the elements of a list, or the one value.
    package var values: [JSONNode] { value.kind == .array ? value.elements : [value] }
  }

  /// One operator with its value.
  package struct Operator: Sendable {
    /// The operator as written.
    package let name: LocatedString
    /// The object of condition keys, or something that is none.
    package let node: JSONNode
    /// The condition keys; empty when the value is not an object.
    package let tests: [Test]
  }

  /// The object.
  package let node: JSONNode
  /// The operators in file order, the last of each name.
  package let operators: [Operator]

  /// Reads an object; nil for every other type.
  package init?(_ node: JSONNode) {
    guard node.kind == .object else { return nil }
    self.node = node
    let reader = ObjectReader(node)
    operators = node.members.compactMap { member in
      guard let name = member.name.string, reader.member(name.text)?.value == member.value else { return nil }
      let keys = ObjectReader(member.value)
      let tests = member.value.members.compactMap { test -> Test? in
        guard let key = test.name.string, keys.member(key.text)?.value == test.value else { return nil }
        return Test(operatorName: name, key: key, value: test.value)
      }
      return Operator(name: name, node: member.value, tests: tests)
    }
  }

  /// All tests; the statement applies only when every one holds.
  package var tests: [Test] { operators.flatMap { $0.tests } }
}
