import JSONSource

extension Rule {
  /// A read of current objects where Backbeat reads versions.
  static let unversionedRead = Rule(
    "unversioned-read", .permission, .risk,
    title: "`s3:GetObject` is allowed, but Backbeat reads versions",
    rationale: """
      Backbeat reads each object by its version, and the server then requires `s3:GetObjectVersion`. `s3:GetObject` \
      does not include it.
      """,
    references: [.file(.replicateObject, "_getAndPutPart"), .file(.actionMaps, "objectGetVersion")],
    fix: .unsafe,
    check: .permission { policy, context in
      let missing = policy.missingVersionedReads
      if missing.isEmpty { return }
      for entry in policy.actions where entry.statement.isAllow && !entry.isExcluded {
        guard let version = entry.versionForm, missing.contains(version) else { continue }
        let fix =
          entry.isListed
          ? Fix.Edit.inserting(
            jsonString(version), after: entry.text.range, in: entry.list.node.document.source)
          : Fix.Edit(entry.text.range, "[\(jsonString(entry.text.text)), \(jsonString(version))]")
        context.report(
          .unversioned(entry.text.text, version), at: entry.text.range, help: "allow `\(version)`",
          fix: .unsafe("add `\(version)`", fix))
      }
    })
}

extension PolicyDocument {
  /// The actions that read versions and that no statement allows.
  var missingVersionedReads: Set<String> {
    let allowed = actions.filter { $0.statement.isAllow && !$0.isExcluded }
    return Set(ActionEntry.versionForms.values.filter { version in !allowed.contains { $0.action.matches(version) } })
  }
}

extension ActionEntry {
  fileprivate static let versionForms = [
    "s3:getobject": "s3:GetObjectVersion", "s3:getobjectacl": "s3:GetObjectVersionAcl",
    "s3:getobjecttagging": "s3:GetObjectVersionTagging",
  ]

  /// The action on versions in whose place this one, on current objects, most likely is.
  var versionForm: String? { Self.versionForms[asciiLowercased(text.text)] }
}

extension Message {
  fileprivate static func unversioned(_ action: String, _ version: String) -> Message {
    "Backbeat reads versions, which needs `\(version)`; \(quoted: action) does not permit it"
  }
}
