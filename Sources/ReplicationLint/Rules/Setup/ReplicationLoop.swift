import JSONSource

extension Rule {
  /// Buckets that replicate into each other.
  static let replicationLoop = Rule(
    "replication-loop", .setup, .risk,
    title: "buckets replicate into each other",
    rationale: """
      Backbeat does not replicate replicas, so a loop does not run forever. Both buckets are written to, though, and \
      the later write of a key on either side replaces the other's without a trace.
      """,
    references: [.file(.objectQueueEntry, "replicas have the status REPLICA")],
    check: .run { analyses, context in
      let edges = analyses.compactMap {
        analysis -> (from: String, to: String, plan: ReplicationPlan, bucket: LocatedString)? in
        guard let plan = analysis.plan, let from = plan.setup.source.bucket, let rule = plan.enabledRules.first,
          let to = plan.targetBucket(rule), let bucket = rule.bucket.value, from != to
        else { return nil }
        return (from, to, plan, bucket)
      }
      let next = Dictionary(keepingFirst: edges.map { ($0.from, $0.to) })
      // Each bucket is followed once: where a walk meets an earlier one, any loop was found by that.
      var visited: Set<String> = []
      for edge in edges where !visited.contains(edge.from) {
        var path: [String] = []
        var bucket = edge.from
        while visited.insert(bucket).inserted, let following = next[bucket] {
          path.append(bucket)
          bucket = following
        }
        guard let start = path.firstIndex(of: bucket) else { continue }
        path.removeSubrange(..<start)
        guard let edge = edges.first(where: { $0.from == path[0] }) else { continue }
        let members = Set(path)
        let others = edges.filter { members.contains($0.from) && $0.from != edge.from }
        guard let document = edge.plan.setup.replication else { continue }
        context.report(
          "buckets replicate in a loop: \((path + [path[0]]).map(quoted).joined(separator: " to "))",
          at: edge.bucket.contentRange, in: document,
          labels: others.compactMap { other in
            other.plan.setup.replication.map { context.label(other.bucket.contentRange, in: $0, "continues here") }
          },
          help: "remove one direction, or ensure that each key is written on one side only")
      }
    })
}
