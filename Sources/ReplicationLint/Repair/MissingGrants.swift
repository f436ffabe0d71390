import JSONSource

/// The statements that give a role exactly the rights which Backbeat's calls lack: each action on the bucket or on the
/// keys of the rule that it is asked for, and on nothing else.
struct MissingGrants {
  /// A fix for each statement, with the file that it is for.
  let fixes: [FixCandidate]

  /// A policy and a resource in it.
  private struct Gap: Hashable {
    let path: ExactString
    let resource: String
  }

  /// Looks at each call once.
  init(_ analysis: SetupAnalysis) {
    guard let plan = analysis.plan else {
      fixes = []
      return
    }
    var places: [Gap] = []
    var actions: [Gap: [String]] = [:]
    var documents: [ExactString: Document] = [:]
    for proof in analysis.calls where plan.asksFor(proof.call) {
      guard case .refused(let key, let decider) = proof.answer, decider?.statement.isDeny != true,
        proof.bucket?.isEmpty == false
      else { continue }
      // The name of the source bucket as destination is the likely mistake, and not the missing right to write there.
      if proof.call.target == .targetObject, plan.isSourceItself(proof.rule) { continue }
      let missing = MissingPermission(proof: proof, key: key, cause: .missing, plan: plan)
      let empty = plan.site(proof.call.side).permissions.last(where: EmptyDocuments.isEmpty)
      guard let document = missing.document ?? empty, document.kind == .permissionPolicy else { continue }
      // A bucket one typo away from the one that the policy names may itself be the typo, unless it is stated.
      if missing.nearBucket != nil, plan.site(proof.call.side).bucket != proof.bucket { continue }
      let place = Gap(path: ExactString(document.path), resource: missing.resource)
      if actions[place] == nil { places.append(place) }
      if actions[place]?.contains(proof.call.action) != true { actions[place, default: []].append(proof.call.action) }
      documents[place.path] = document
    }
    // Resources with the same actions share a statement: that is the fewest statements that grant no other pair.
    var groups: [(path: ExactString, actions: [String], resources: [String])] = []
    for place in places {
      let mine = actions[place] ?? []
      if let index = groups.firstIndex(where: { $0.path == place.path && $0.actions == mine }) {
        groups[index].resources.append(place.resource)
      } else {
        groups.append((place.path, mine, [place.resource]))
      }
    }
    let written = documents.filter { EmptyDocuments.isEmpty($0.value) }.map { path, document in
      let mine = groups.filter { $0.path == path }
      let title: Message =
        "write a policy that allows \(mine.map { Self.shown($0.actions, $0.resources) }.joined(separator: ", and "))"
      let text = EmptyDocuments.policy(mine.map { Self.statement($0.actions, $0.resources) })
      return FixCandidate(path: path, fix: .unsafe(title, Fix.Edit(EmptyDocuments.everything(document), text)))
    }
    fixes =
      written
      + groups.compactMap { group in
        documents[group.path].flatMap { Self.fix($0, group.actions, group.resources) }
          .map { FixCandidate(path: group.path, fix: $0) }
      }
  }

  private static func statement(_ actions: [String], _ resources: [String]) -> String {
    #"{"Effect": "Allow", "Action": \#(list(actions)), "Resource": \#(list(resources))}"#
  }

  private static func shown(_ actions: [String], _ resources: [String]) -> String {
    "\(actions.map { "`\($0)`" }.joined(separator: ", ")) on \(resources.map { quoted($0) }.joined(separator: ", "))"
  }

  private static func fix(_ document: Document, _ actions: [String], _ resources: [String]) -> Fix? {
    guard let policy = document.policy, let statement = policy.object.member("Statement")?.value else { return nil }
    let text = Self.statement(actions, resources)
    let title: Message = "add a statement that allows \(Self.shown(actions, resources))"
    if statement.kind == .object {
      let range = statement.range
      return Fix(
        title, isSafe: false,
        [
          Fix.Edit(SourceRange(range.start, range.start), "["),
          Fix.Edit(SourceRange(range.end, range.end), ", \(text)]"),
        ])
    }
    guard statement.kind == .array else { return nil }
    guard let last = statement.lastElement else {
      let inside = statement.range.start + 1
      return .unsafe(title, Fix.Edit(SourceRange(inside, inside), text))
    }
    return .unsafe(title, .inserting(text, after: last.range, in: policy.json.source))
  }

  private static func list(_ texts: [String]) -> String {
    let quoted = texts.map { "\"\(jsonEscaped($0))\"" }
    return quoted.count == 1 ? quoted[0] : "[\(quoted.joined(separator: ", "))]"
  }
}
