/// The rules of a run, by subject; each list is in the order of the catalogue.
struct RuleIndex: Sendable {
  /// Those for every file.
  let document: [Rule]
  /// Those for trust policies, with the ones for every policy and every file.
  let trust: [Rule]
  /// The same for permission policies.
  let permission: [Rule]
  /// The same for bucket policies.
  let bucket: [Rule]
  /// The same for replication configurations.
  let replication: [Rule]
  /// Those for setups.
  let setup: [Rule]
  /// Those for all setups of a run.
  let run: [Rule]

  init(_ rules: [Rule]) {
    func those(_ isIncluded: (Rule.Check) -> Bool) -> [Rule] { rules.filter { isIncluded($0.check) } }
    document = those { if case .document = $0 { true } else { false } }
    trust = those {
      switch $0 {
      case .document, .policy, .iamPolicy, .trust: true
      default: false
      }
    }
    permission = those {
      switch $0 {
      case .document, .policy, .iamPolicy, .permission: true
      default: false
      }
    }
    bucket = those {
      switch $0 {
      case .document, .policy, .bucketPolicy: true
      default: false
      }
    }
    replication = those {
      switch $0 {
      case .document, .replication: true
      default: false
      }
    }
    setup = those { if case .setup = $0 { true } else { false } }
    run = those { if case .run = $0 { true } else { false } }
  }

  /// The rules for what is in a document.
  func rules(for document: Document) -> [Rule] {
    // A file that is not JSON shows nothing for sure: its syntax errors are reported alone.
    guard document.isReadable else { return self.document }
    switch document.policy?.purpose {
    case .trust?: return trust
    case .permission?: return permission
    case .bucket?: return bucket
    case nil: break
    }
    return document.replication == nil ? self.document : replication
  }
}
