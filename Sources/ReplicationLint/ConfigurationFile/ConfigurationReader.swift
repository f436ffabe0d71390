import JSONSource

/// Reads the values of a configuration and collects what is wrong with them.
struct ConfigurationReader {
  let document: JSONDocument
  private(set) var problems: [Diagnostic] = []
  private(set) var paths: [ConfigurationFile.PathReference] = []
  private(set) var excludes: [String] = []
  private(set) var baseline: String?

  /// The members of the whole file; `$schema` is there for editors.
  static let members = [
    "$schema", "server", "setups", "rules", "ignore", "exclude", "allowedDestinations", "baseline",
    "failOn",
  ]

  init(_ document: JSONDocument) { self.document = document }

  /// The whole content of the file.
  mutating func read() -> (Configuration, FailOn?) {
    var configuration = Configuration()
    guard document.isValid else {
      reportSyntax()
      return (configuration, nil)
    }
    for name in document.duplicateNames {
      report(
        "\(quoted: name.repeated.name.string?.text ?? "") appears twice in this object", at: name.repeated.name.range,
        help: "keep one of them")
    }
    guard let top = object(document.root, known: Self.members, "the configuration") else { return (configuration, nil) }
    _ = top["$schema"].flatMap { string($0, "`$schema`") }
    if let node = top["server"] { configuration.server = readServer(node) }
    if let node = top["setups"] { configuration.setups = readSetups(node) }
    if let node = top["rules"] { configuration.levels = readLevels(node) }
    if let node = top["ignore"] { configuration.suppressions = readSuppressions(node) }
    if let node = top["exclude"] { excludes = (array(node, "`exclude`") ?? []).compactMap { name($0, "a glob") } }
    baseline = top["baseline"].flatMap { name($0, "`baseline`") }
    if let node = top["allowedDestinations"] {
      configuration.allowedDestinations = (array(node, "`allowedDestinations`") ?? []).compactMap {
        readDestination($0)
      }
    }
    configuration.suppressionFile = document.source
    let failOn = top["failOn"].flatMap { word($0, "`failOn`", FailOn.self) }
    return (configuration, failOn)
  }

  /// Reports an error at a location.
  mutating func report(_ message: Message, at range: SourceRange, help: Message? = nil) {
    report(message.text, at: range, help: help?.text)
  }

  private mutating func report(
    _ message: String, at range: SourceRange, labels: [Diagnostic.Label] = [], help: String?
  ) {
    let pointer = JSONPointer(to: range, in: document)
    problems.append(
      Diagnostic(
        rule: ConfigurationFile.problemRule, group: .syntax, consequence: .fails, severity: .error, message: message,
        path: document.source.name, range: range, pointer: pointer, labels: labels, help: help,
        fingerprint: fingerprint(of: [
          document.source.name, ConfigurationFile.problemRule, pointer.description, message,
        ])))
  }

  /// The syntax errors in the words of the rule for documents, without what a platform would answer.
  private mutating func reportSyntax() {
    let linter = Linter(configuration: Configuration(select: [Rule.jsonSyntax.slug]))
    for error in linter.check([Input(document.source, kind: .unknown)]).diagnostics {
      report(error.message, at: error.range, labels: error.labels, help: help(error))
    }
  }

  /// The help for a syntax error, without what it is worth for documents only.
  private func help(_ error: Diagnostic) -> String? {
    switch document.syntaxErrors.first(where: { $0.range == error.range })?.kind {
    case .byteOrderMark: "save the file as UTF-8 without a byte order mark"
    case .empty: "write `{}`, or delete the file"
    default: error.help
    }
  }

  /// Notes a path that a setup names.
  mutating func path(_ node: JSONNode, _ what: Message) -> String? {
    guard let path = name(node, what) else { return nil }
    if path.utf8.contains(0) {
      report("\(what) is not a path", at: node.range)
      return nil
    }
    paths.append(ConfigurationFile.PathReference(path: path, range: node.range))
    return path
  }
}
