package import JSONSource

/// A policy document: a trust policy, a permission policy or a bucket policy.
package final class PolicyDocument: Sendable {
  /// The document's role: who may assume a role, what a role may do, or who may do what in a bucket.
  package enum Purpose: Sendable, Hashable {
    /// The principals that may assume a role.
    case trust
    /// The actions that a role may do.
    case permission
    /// The principals of a bucket, and the actions that each may do.
    case bucket
  }

  /// The purpose of the document.
  package let purpose: Purpose
  /// The object that holds the policy.
  package let object: ObjectReader
  /// The policy language version.
  package let version: Field<LocatedString>
  /// The statements; `broken` when `Statement` is neither an object nor a list.
  package let statements: Field<[Statement]>
  /// Indicates whether `Statement` is a list, as against one object.
  package let isStatementList: Bool
  /// Elements of the `Statement` list that are not objects.
  package let brokenStatements: [JSONNode]
  /// Members beside `Version` and `Statement`.
  package let unknownMembers: [UnknownMember]

  /// The actions of all statements.
  let actions: [ActionEntry]
  /// The resources of all statements; without those where no resource may appear, and without those of other services
  /// that the server accepts.
  let resources: [ResourceEntry]

  /// The members that a trust or permission policy may have.
  package static let members = ["Version", "Statement"]
  /// The members that a bucket policy may have.
  package static let bucketPolicyMembers = members + ["Id"]

  /// The members that this policy may have.
  package var knownMembers: [String] { purpose == .bucket ? Self.bucketPolicyMembers : Self.members }

  /// Reads the policy in `node`, which may be anything.
  package init(_ node: JSONNode, purpose: Purpose) {
    self.purpose = purpose
    object = ObjectReader(node)
    version = object.string("Version")
    unknownMembers = object.unknownMembers(known: purpose == .bucket ? Self.bucketPolicyMembers : Self.members)
    let value = object.member("Statement")?.value
    switch value?.kind {
    case .array:
      let elements = value?.elements ?? []
      isStatementList = true
      statements = .present(
        elements.enumerated().filter { $0.element.kind == .object }
          .map { Statement($0.element, index: $0.offset, isAlone: false) })
      brokenStatements = elements.filter { $0.kind != .object }
    case .object:
      isStatementList = false
      statements = .present(value.map { [Statement($0, index: 0, isAlone: true)] } ?? [])
      brokenStatements = []
    case nil:
      isStatementList = false
      statements = .absent(object.place)
      brokenStatements = []
    default:
      isStatementList = false
      statements = value.map { .invalid($0) } ?? .absent(object.place)
      brokenStatements = []
    }
    let readable = statements.value ?? []
    // `NotAction` and `NotResource` of a bucket policy are not read.
    actions = readable.flatMap { $0.actionEntries }.filter { purpose != .bucket || !$0.isExcluded }
    resources = readable.flatMap { statement -> [ResourceEntry] in
      if purpose == .trust, statement.form.mixesResourceAndPrincipal { return [] }
      let concernsS3 = statement.concernsS3
      return statement.resourceEntries.filter { entry in
        if purpose == .bucket, entry.isExcluded { return false }
        return if case .refused = entry.reach { true } else { concernsS3 }
      }
    }
  }

  /// The statements that could be read.
  package var readableStatements: [Statement] { statements.value ?? [] }
  /// The JSON document that holds the policy.
  package var json: JSONDocument { object.node.document }
}
