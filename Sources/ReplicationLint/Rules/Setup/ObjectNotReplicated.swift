import JSONSource

extension Rule {
  /// An object that was not replicated when head-object ran.
  static let objectNotReplicated = Rule(
    "object-not-replicated", .setup, .risk,
    title: "an object was not replicated",
    rationale: """
      head-object returns the replication status of an object. `FAILED` in a saved answer shows that the target side \
      refused the copy; `PENDING` that the copy was still waiting, or that Backbeat gave up since the source role was \
      refused something. Whatever the documents beside the answer allow, this is what happened: they may not be the \
      ones on the server, another policy may be attached, or a bucket policy may deny. Replication is not retroactive, \
      so the object is not copied when the setup is repaired.
      """,
    references: [
      .file(.responseHeaders), .file(.objectQueueEntry), .file(.replicateObject, "_handleReplicationOutcome"),
    ],
    check: .document { document, context in
      guard document.isReadable, let status = document.replicationStatus else { return }
      switch status.text {
      case "FAILED":
        context.report(
          "the object's last replication failed", at: status.range,
          help: "compare both sites with the documents, then put the object again")
      case "PENDING":
        context.report(
          "the object was waiting for its replication when head-object ran", at: status.range,
          help:
            "run head-object again; on newer servers the source role needs `s3:ReplicateObject` for an object that stays `PENDING`"
        )
      default: break
      }
    })
}
