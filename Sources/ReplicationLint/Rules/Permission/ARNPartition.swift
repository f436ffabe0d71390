import JSONSource

extension Rule {
  /// A partition other than `aws`.
  static let arnPartition = Rule(
    "arn-partition", .permission, .refused, platform: .resourceIsNoARN,
    title: "the partition of a resource is not `aws`",
    rationale: """
      The second part of an ARN is `aws` on this server, whatever the region. It refuses `aws-cn`, `aws-us-gov` and \
      `*`; it accepts `scality`, which belongs to services of its own and matches no bucket.
      """,
    references: [.file(.policySchema, "resourceItem"), .file(.requestContext, "_buildArn")],
    fix: .unsafe,
    check: .policy { policy, context in
      for entry in policy.resources {
        guard let partition = entry.item.arn.partition else { continue }
        let fix = Fix.unsafe("write `aws`", Fix.Edit(partition.range, "aws"))
        switch entry.reach {
        case .refused(.partition):
          context.report(.refused(partition.text), at: partition.range, help: "write `aws`", fix: fix)
        case .dead(.partition) where policy.purpose == .permission:
          context.report(
            .never(partition.text), at: partition.range, consequence: entry.deadness, whenProved: .risk,
            help: "write `aws`",
            fix: fix)
        default: break
        }
      }
    })
}

extension Message {
  fileprivate static func refused(_ partition: String) -> Message {
    "the server refuses the partition \(quoted: partition) of a resource"
  }
  fileprivate static func never(_ partition: String) -> Message {
    "no bucket and no object is in the partition \(quoted: partition)"
  }
}
