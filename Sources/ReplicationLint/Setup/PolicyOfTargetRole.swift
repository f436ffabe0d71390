/// The permission policy of the target role, as a folder beside the configuration's shows it: the configurations in there
/// replicate with that role as their source, and it is the only one beside them.
struct PolicyOfTargetRole {
  private let id: Document.ID
  private let configuration: Document

  init?(_ documents: [Document], beside configuration: Document) {
    let policies = documents.filter { $0.policy?.purpose == .permission && !$0.isOldVersion }
    guard let only = policies.first, policies.count == 1, only.inlineRoleName == nil else { return nil }
    id = only.id
    self.configuration = configuration
  }

  /// The side of a document, where it is the policy.
  func side(of document: Document) -> (Side, Evidence)? {
    document.id == id ? (.target, .folder(configuration.path)) : nil
  }
}
