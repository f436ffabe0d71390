import JSONSource

/// One action of a statement.
struct ActionEntry {
  /// The action as written.
  let text: LocatedString
  /// The action as it is compared.
  let action: ActionPattern
  /// The statement.
  let statement: Statement
  /// The list or the one text.
  let list: StringList
  /// Whether it stands under `NotAction`.
  let isExcluded: Bool

  /// Whether it is an element of a list.
  var isListed: Bool { list.isList }

  /// What it means that the action never matches: a permission is missing, or more is allowed than meant.
  ///
  /// A permission that is missing harms nobody where replication is proved to work.
  var deadness: Consequence { statement.isAllow && !isExcluded ? .fails : .risk }
}

/// One resource of a statement.
struct ResourceEntry {
  /// The resource as written.
  let text: LocatedString
  /// What it can match.
  let reach: ResourceReach
  /// The statement.
  let statement: Statement
  /// The list or the one text.
  let list: StringList
  /// Whether it stands under `NotResource`.
  let isExcluded: Bool

  /// What it means that nothing matches: a permission is missing, or more is allowed than meant.
  ///
  /// A permission that is missing harms nobody where replication is proved to work.
  var deadness: Consequence { statement.isAllow && !isExcluded ? .fails : .risk }
}

extension Statement {
  /// The actions under `Action` and `NotAction`.
  var actionEntries: [ActionEntry] {
    [(action.value, false), (notAction.value, true)].flatMap { list, isExcluded in
      (list?.items ?? []).compactMap { text in
        list.map {
          ActionEntry(
            text: text, action: ActionPattern(text.text), statement: self, list: $0, isExcluded: isExcluded)
        }
      }
    }
  }

  /// The resources under `Resource` and `NotResource`.
  var resourceEntries: [ResourceEntry] {
    [(resource.value, false), (notResource.value, true)].flatMap { list, isExcluded in
      (list?.items ?? []).compactMap { text in
        list.map {
          ResourceEntry(
            text: text, reach: ResourceReach(text.text), statement: self, list: $0, isExcluded: isExcluded)
        }
      }
    }
  }

  /// Whether some action of the statement may be one of S3, so that its resources should be buckets or objects.
  var concernsS3: Bool {
    if notAction.isThere || action.value == nil { return true }
    return actionEntries.isEmpty
      || actionEntries.contains {
        !ActionGrammar.accepts($0.text.text) || $0.text.text == "*" || $0.action.service == "s3"
      }
  }
}

extension PolicyDocument {
  /// The actions of all statements.
  var actions: [ActionEntry] {
    // `NotAction` and `NotResource` of a bucket policy are not read.
    readableStatements.flatMap(\.actionEntries).filter { purpose != .bucket || !$0.isExcluded }
  }

  /// The resources of all statements; without those that stand where no resource may stand, and without those of other
  /// services that the server accepts.
  var resources: [ResourceEntry] {
    readableStatements.flatMap { statement -> [ResourceEntry] in
      if purpose == .trust, statement.form.mixesResourceAndPrincipal { return [] }
      let concernsS3 = statement.concernsS3
      return statement.resourceEntries.filter { entry in
        if purpose == .bucket, entry.isExcluded { return false }
        if case .refused = entry.reach { return true }
        return concernsS3
      }
    }
  }
}
