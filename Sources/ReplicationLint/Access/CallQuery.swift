/// One call of Backbeat under the policies of its role and its bucket, made ready to be proved for many prefixes.
package struct CallQuery: Sendable {
  private let access: CallAccess
  private let call: BackbeatRequest
  private let searches: [KeySearch]

  /// Reads the policies, in time linear in their size.
  package init(_ call: BackbeatRequest, _ access: CallAccess) {
    self.access = access
    self.call = call
    let posed = access.questions(call)
    searches = posed.flatMap { Self.searches($0, access) }
  }

  /// Everything that has to be allowed on every key for one question to be: one or two searches.
  private static func searches(_ question: BucketQuery, _ access: CallAccess) -> [KeySearch] {
    let scope = BucketScope(question, access.caller, access.server, resource: KeySearch.anyObject)
    let number = access.bucketPolicyNumber
    var request = RequestContext(
      action: question.action, resource: KeySearch.anyObject, facts: access.server.request)
    request.readsTags = question.readsTags
    let posed = request
    func iam(_ bound: ProofClauses.Bound) -> ProofClauses {
      if question.asksIAM, !access.isRoleUnknown { return ProofClauses(access.policies, posed, bound) }
      var clauses = ProofClauses([], posed, bound)
      clauses.allowEverything(section: 0)
      return clauses
    }
    func search(_ clauses: (ProofClauses.Bound) -> [GlobClause]) -> KeySearch {
      KeySearch(lower: clauses(.lower), upper: clauses(.upper))
    }
    guard let policy = access.bucketPolicy else {
      // Without a policy ownership has to help: other accounts get nothing.
      let owns = question.stage == .object ? access.ownsObject : access.ownsBucket && access.ownsObject
      return [search { owns ? iam($0).clauses : [] }]
    }
    if access.ownsBucket {
      return [
        search { bound in
          var clauses = iam(bound)
          clauses.add(bucketPolicy: policy, scope, section: number)
          return clauses.clauses
        }
      ]
    }
    // A caller of another account needs an Allow of the bucket policy, and on newer servers an IAM Allow too.
    let grants = search { bound in
      var clauses = ProofClauses([], posed, bound)
      clauses.add(bucketPolicy: policy, scope, section: number)
      return clauses.clauses + iam(bound).denials
    }
    guard access.server.crossAccountAllowNeedsIAM, question.asksIAM, !access.isRoleUnknown else { return [grants] }
    return [search { iam($0).clauses }, grants]
  }

  /// The answer for all keys.
  package typealias Answer = KeyProof<CallDecision>

  /// Returns whether the call is allowed on every key of `bucket` that begins with `prefix`. The work is bounded by
  /// `stateLimit`.
  package func prove(bucket: String, prefix: [UInt16], stateLimit: Int = KeySearch.stateLimit) -> Answer {
    var answer = Answer.proved
    for search in searches {
      let next = search.prove(bucket: bucket, prefix: prefix, stateLimit: stateLimit) { resource in
        access.decide(call, resource: resource)
      } isRefused: {
        $0.isRefused
      }
      switch (answer, next) {
      case (.refused(let known, _), .refused(let key, let decision)):
        if key.utf16.count < known.utf16.count { answer = .refused(key: key, decision) }
      case (.refused, _): break
      case (_, .refused(let key, let decision)): answer = .refused(key: key, decision)
      case (.unknown, _): break
      case (_, .unknown): answer = .unknown
      case (.depends, _): break
      case (_, .depends(let key, let decision)): answer = .depends(key: key, decision)
      case (.proved, .proved): break
      }
    }
    return answer
  }
}
