import JSONSource

/// From which bucket to which a setup replicates.
struct SetupLink: Sendable {
  /// The name of the setup.
  let setup: String
  /// The source bucket.
  let from: String
  /// The bucket of the first enabled rule.
  let to: String

  /// The link of a setup; nil where a bucket is not known, or where both are the same.
  init?(_ analysis: SetupAnalysis) {
    guard let plan = analysis.plan, let from = plan.setup.source.bucket, let rule = plan.enabledRules.first,
      let to = plan.targetBucket(rule), from != to
    else { return nil }
    (setup, self.from, self.to) = (analysis.setup.name, from, to)
  }

  /// The buckets from which replication leads into a circle. Linear.
  static func bucketsLeadingIntoCircles(_ links: [SetupLink]) -> Set<String> {
    let next = Dictionary(keepingFirst: links.map { ($0.from, $0.to) })
    // Indicates whether the walk from a bucket ends in a circle; nil while the walk is under way.
    var answers: [String: Bool?] = [:]
    for link in links {
      var path: [String] = []
      var bucket = link.from
      while answers[bucket] == nil, let following = next[bucket] {
        answers[bucket] = .some(nil)
        path.append(bucket)
        bucket = following
      }
      // A bucket under way closes a circle; one from which nothing is replicated ends the walk.
      let answer = answers[bucket].map { $0 ?? true } ?? false
      for bucket in path { answers[bucket] = .some(answer) }
    }
    return Set(answers.filter { $0.value == true }.keys)
  }
}
