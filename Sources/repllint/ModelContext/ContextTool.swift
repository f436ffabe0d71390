import Jansson
import ReplicationLint

/// A tool that models can call: a subcommand, with the arguments that make sense to them.
struct ContextTool: Sendable {
  /// One argument.
  struct Parameter: Sendable {
    /// The type of a parameter.
    enum Form: Sendable {
      case text
      case flag
      case count
      case choice([String])
      case texts
      case documents
    }

    let name: String
    let form: Form
    let description: String
    var isRequired = false
  }

  let name: String
  let title: String
  let description: String
  let parameters: [Parameter]
  /// Does what a call asks for.
  let call: @Sendable (ToolArguments) throws(ToolArguments.Refusal) -> ToolResult

  /// The tools, in the order in which they are listed.
  static let all = [check, explain, trace, diff]

  private static let paths = Parameter(
    name: "paths", form: .texts,
    description: "Files and folders of this machine; a folder is searched. Either paths or documents are needed.")
  private static let documents = Parameter(
    name: "documents", form: .documents,
    description: "Documents as text, in place of paths; the name is what findings call them.")
  private static let version = Parameter(
    name: "serverVersion", form: .text, description: "The version of CloudServer and Backbeat, such as 9.5.2.")
  private static let bucket = Parameter(
    name: "sourceBucket", form: .text,
    description: "The bucket that is replicated, where the permission policy of the source does not name one alone.")

  private static let check = ContextTool(
    name: "check", title: "Check replication documents",
    description: """
      Checks trust policies, permission policies, replication configurations and bucket policies of Scality Backbeat \
      bucket replication, alone and as setups of two sites: what the platform refuses, what cannot replicate and why, \
      where, and how to repair it. The structured result is the report of `repllint --format json`; \
      `setups[].replicates` is the verdict and `setups[].assumptions` is what it rests on.
      """,
    parameters: [
      paths, documents, version, bucket,
      Parameter(name: "strict", form: .flag, description: "Whether a verdict has to hold without assumptions."),
    ]
  ) { arguments throws(ToolArguments.Refusal) in try ToolResult(check: DocumentArguments(arguments)) }

  private static let explain = ContextTool(
    name: "explain", title: "Explain a rule or an error",
    description: """
      Explains a rule of repllint, or finds the rules behind an error code, an HTTP status or a message of the \
      platform, such as MalformedPolicyDocument, 403 or "Invalid Role specified".
      """,
    parameters: [
      Parameter(
        name: "words", form: .text, description: "A rule, a group, an error code, a status or words of a message.",
        isRequired: true)
    ]
  ) { arguments throws(ToolArguments.Refusal) in ToolResult(explaining: try arguments.text("words") ?? "") }

  private static let trace = ContextTool(
    name: "trace", title: "Dry run of one object",
    description: """
      Shows for one object each call that Backbeat makes to replicate it, and which statement allows or refuses it. \
      `outcome` is COMPLETED where the object replicates.
      """,
    parameters: [
      paths, documents,
      Parameter(name: "key", form: .text, description: "The key of the object.", isRequired: true),
      Parameter(
        name: "operation", form: .choice(ReplicationOperation.allCases.map(\.rawValue)),
        description: "What is done to the object; put where nothing is given."),
      Parameter(name: "size", form: .count, description: "The size of the object in bytes."),
      Parameter(name: "setup", form: .text, description: "Only the setup of this name."),
      version, bucket,
    ]
  ) { arguments throws(ToolArguments.Refusal) in
    guard let key = try arguments.text("key") else { throw ToolArguments.Refusal(reason: "`key` is not a string") }
    let operation: ReplicationOperation = try arguments.choice("operation") ?? .put
    return try ToolResult(
      trace: DocumentArguments(arguments), key: key, operation: operation, size: try arguments.count("size"),
      setup: try arguments.text("setup"))
  }

  private static let diff = ContextTool(
    name: "diff", title: "Compare two versions of setups",
    description: """
      Compares two versions of setups over all keys and resources: what stops or starts replicating, and which access \
      of the roles changes. Textual differences without effect are not changes.
      """,
    parameters: [
      Parameter(
        name: "old", form: .text,
        description: "The old version: a folder, or REV:FOLDER for a folder of a revision of the git repository.",
        isRequired: true),
      Parameter(name: "new", form: .text, description: "The new version, likewise.", isRequired: true),
      Parameter(
        name: "serverVersion", form: .text,
        description: "The version of CloudServer and Backbeat; with A..B, that of the old and that of the new version."),
      bucket,
    ]
  ) { arguments throws(ToolArguments.Refusal) in
    let versions = try arguments.text("serverVersion").map { text throws(ToolArguments.Refusal) in
      guard let versions = ComparedVersions(text) else {
        throw ToolArguments.Refusal(reason: "`serverVersion` is not \(ComparedVersions.form)")
      }
      return versions
    }
    let bucket = try arguments.text("sourceBucket")
    return ToolResult(
      from: (try arguments.text("old") ?? "", RunSettings(serverVersion: versions?.old, sourceBucket: bucket)),
      to: (try arguments.text("new") ?? "", RunSettings(serverVersion: versions?.new, sourceBucket: bucket)))
  }
}

extension ContextTool {
  /// The tool as `tools/list` describes it.
  var json: JanssonValue {
    var properties = JanssonValue.object()
    for parameter in parameters { properties.set(parameter.name, to: parameter.schema) }
    var schema = JanssonValue.object()
    schema.set("type", to: "object")
    schema.set("properties", to: properties)
    schema.set("required", to: .array(parameters.filter(\.isRequired)) { .string($0.name) })
    schema.set("additionalProperties", to: false)
    var hints = JanssonValue.object()
    hints.set("readOnlyHint", to: true)
    hints.set("openWorldHint", to: false)
    var value = JanssonValue.object()
    value.set("name", to: name)
    value.set("title", to: title)
    value.set("description", to: description)
    value.set("inputSchema", to: schema)
    value.set("annotations", to: hints)
    return value
  }
}

extension ContextTool.Parameter {
  /// The JSON Schema of the argument.
  fileprivate var schema: JanssonValue {
    var schema = JanssonValue.object()
    switch form {
    case .text: schema.set("type", to: "string")
    case .flag: schema.set("type", to: "boolean")
    case .count:
      schema.set("type", to: "integer")
      schema.set("minimum", to: 0)
    case .choice(let words): schema.set("enum", to: .array(words) { .string($0) })
    case .texts: schema = Self.list(of: "string")
    case .documents: schema = Self.documents
    }
    schema.set("description", to: description)
    return schema
  }

  private static func list(of type: String) -> JanssonValue {
    var item = JanssonValue.object()
    item.set("type", to: type)
    return list(item)
  }

  private static func list(_ item: consuming JanssonValue) -> JanssonValue {
    var schema = JanssonValue.object()
    schema.set("type", to: "array")
    schema.set("items", to: item)
    schema.set("minItems", to: 1)
    return schema
  }

  private static var documents: JanssonValue {
    var properties = JanssonValue.object()
    for name in ["name", "text"] {
      var text = JanssonValue.object()
      text.set("type", to: "string")
      properties.set(name, to: text)
    }
    var item = JanssonValue.object()
    item.set("type", to: "object")
    item.set("properties", to: properties)
    item.set("required", to: .array(["name", "text"]) { .string($0) })
    item.set("additionalProperties", to: false)
    return list(item)
  }
}
