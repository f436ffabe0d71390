/// A rule that is active in a run, shared by reference, since the rules are iterated for every document.
final class ActiveRule: Sendable {
  /// The rule.
  let rule: Rule

  init(_ rule: Rule) { self.rule = rule }
}

/// The rules of a run, by subject; each list is in the order of the catalogue.
struct RuleIndex: Sendable {
  /// All of them.
  let all: [Rule]
  /// Those for every file.
  let document: [ActiveRule]
  /// Those for trust policies, with the ones for every policy and every file.
  let trust: [ActiveRule]
  /// The same for permission policies.
  let permission: [ActiveRule]
  /// The same for bucket policies.
  let bucket: [ActiveRule]
  /// The same for replication configurations.
  let replication: [ActiveRule]
  /// Those for setups.
  let setup: [ActiveRule]
  /// Those for all setups of a run.
  let run: [ActiveRule]

  init(_ rules: [Rule]) {
    all = rules
    let active = rules.map { ActiveRule($0) }
    func those(_ isIncluded: (Rule.Check) -> Bool) -> [ActiveRule] { active.filter { isIncluded($0.rule.check) } }
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
  func rules(for document: Document) -> [ActiveRule] {
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
