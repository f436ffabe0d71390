import JSONSource

/// The type of a file that repllint does not check, as far as its content shows it.
struct ForeignFile: Sendable {
  /// The type of the file, as a sentence.
  let sentence: Message
  /// The way to have it checked, or to avoid the note.
  let help: Message

  /// - Parameter description: what the file is, to follow "this is": `a lifecycle configuration`.
  init(_ description: Message, help: Message? = nil) {
    sentence = "this is \(description), which is not checked"
    self.help = help ?? "leave it out, or pass `--foreign skip`"
  }

  /// A file that shows nothing of what it is.
  private init() {
    sentence = "no document that repllint checks is in this file"
    help = "state what it is with `--kind`, or leave it out"
  }

  /// Recognizes the foreign file `json`.
  init(_ json: JSONDocument) {
    let root = json.root
    let known: ForeignFile? =
      switch root.kind {
      case .object: Self.object(MemberTable(root))
      case .array: Self.list(root.elements)
      case .string: root.string.flatMap { Self.string($0) }
      default: nil
      }
    let text = json.isValid ? nil : ForeignText(json.source)?.file
    self = text ?? known ?? ForeignFile()
  }

  private static func object(_ object: MemberTable) -> ForeignFile? {
    statement(object) ?? policy(object) ?? ForeignAnswer.file(object) ?? bucketConfiguration(object)
      ?? ForeignProject.file(object)
  }

  /// One statement, without the policy that it belongs in.
  private static func statement(_ object: MemberTable) -> ForeignFile? {
    guard object.has("Effect"), object.hasAny(["Action", "NotAction"]) else { return nil }
    return ForeignFile(
      "a statement without its policy", help: "write it into the `Statement` of a policy with a `Version`")
  }

  /// The policy of a resource that is no bucket and no role.
  private static func policy(_ object: MemberTable) -> ForeignFile? {
    guard let statement = object["Statement"] else { return nil }
    let statements = statement.objects
    if let service = OtherService(ofPolicyWith: statements) {
      return ForeignFile("a policy of a resource of \(quoted: service.name)")
    }
    let unrelated = UnrelatedPolicy(statements, .trustPolicy) ?? UnrelatedPolicy(statements, .bucketPolicy)
    return unrelated.map { ForeignFile($0.description) }
  }

  private static func list(_ elements: [JSONNode]) -> ForeignFile? {
    guard elements.count > 1 else { return nil }
    let documents = elements.prefix(100).count { FileEvidence(document: $0) != nil }
    if documents > 0 { return ForeignFile("a list of documents", help: "write each document to a file of its own") }
    let statements = elements.prefix(100).compactMap { statement(MemberTable($0)) }
    return statements.first.map { _ in
      ForeignFile("a list of statements", help: "write it as the `Statement` of a policy with a `Version`")
    }
  }

  private static func string(_ string: LocatedString) -> ForeignFile? {
    let inner = JSONDocument(SourceFile(name: "", text: string.text)).root
    if FileEvidence(document: inner) != nil {
      return ForeignFile("a document inside a string", help: "print it with `--output text`, and save that")
    }
    return string.text.hasPrefix("arn:") ? ForeignFile("an ARN") : nil
  }

  /// Configurations of a bucket other than its replication.
  private static func bucketConfiguration(_ object: MemberTable) -> ForeignFile? {
    if let rules = object["Rules"], rules.kind == .array {
      let members = Set(rules.objects.flatMap { $0.names })
      func holds(_ names: String...) -> Bool { names.contains(where: members.contains) }
      if holds(
        "Expiration", "Transition", "Transitions", "NoncurrentVersionExpiration", "NoncurrentVersionTransitions",
        "AbortIncompleteMultipartUpload")
      {
        return configuration("a lifecycle configuration")
      }
      if holds("ApplyServerSideEncryptionByDefault") { return configuration("an encryption configuration") }
      if holds("ObjectOwnership") { return configuration("the ownership controls of a bucket") }
    }
    for (name, description) in configurations where object.has(name) { return configuration(description) }
    return nil
  }

  private static func configuration(_ description: Message) -> ForeignFile {
    ForeignFile(description, help: "replication needs none; leave it out, or pass `--foreign skip`")
  }

  private static let configurations: [(String, Message)] = [
    ("LifecycleConfiguration", "a lifecycle configuration"),
    ("CORSRules", "a CORS configuration"), ("CORSConfiguration", "a CORS configuration"),
    ("TopicConfigurations", "a notification configuration"), ("QueueConfigurations", "a notification configuration"),
    ("LambdaFunctionConfigurations", "a notification configuration"),
    ("EventBridgeConfiguration", "a notification configuration"),
    ("ServerSideEncryptionConfiguration", "an encryption configuration"),
    ("VersioningConfiguration", "a versioning configuration"),
    ("PublicAccessBlockConfiguration", "the public access settings of a bucket"),
    ("LoggingEnabled", "a logging configuration"), ("IndexDocument", "a website configuration"),
    ("ObjectLockConfiguration", "an object lock configuration"), ("ObjectLockEnabled", "an object lock configuration"),
    ("TagSet", "a set of tags"), ("OwnershipControls", "the ownership controls of a bucket"),
  ]
}
