import JSONSource

extension SetupAnalysis {
  /// Indicates whether the policies of source and target role are swapped: each role is refused its first call with its
  /// own policies and allowed it with the other's.
  package var hasSwappedPolicies: Bool {
    guard let plan, let source = plan.policies(.source), let target = plan.policies(.target),
      Set(plan.setup.source.permissions.map { $0.id }).isDisjoint(with: plan.setup.target.permissions.map { $0.id })
    else { return false }
    let decisive = [BackbeatCall.readConfiguration, .readObject, .writeReplica]
    return plan.enabledRules.contains { rule in
      decisive.allSatisfy { call in
        guard let resource = plan.resource(of: call, rule, key: "\(plan.keys(rule)?.text.text ?? "")a") else {
          return false
        }
        func isAllowed(_ policies: [PolicyDocument]) -> Bool {
          evaluate(
            policies: policies, action: call.action, resource: resource, facts: plan.setup.server.request
          ).isAllowed
        }
        let (own, other) = call.side == .source ? (source, target) : (target, source)
        return !isAllowed(own) && isAllowed(other)
      }
    }
  }
}
