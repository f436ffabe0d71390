import JSONSource

/// Files of other tools that lie beside replication documents.
enum ForeignProject {
  static func file(_ object: MemberTable) -> ForeignFile? {
    terraform(object) ?? cloudFormation(object) ?? package(object) ?? description(of: object).map { ForeignFile($0) }
  }

  private static func terraform(_ object: MemberTable) -> ForeignFile? {
    let help: Message = "write the document in it to a file of its own"
    if object.has("planned_values") || object.has("resource_changes") {
      return ForeignFile("a Terraform plan", help: help)
    }
    if object.has("terraform_version") { return ForeignFile("a Terraform state", help: help) }
    let blocks = ["resource", "provider", "terraform", "variable", "module", "data", "locals", "output"]
    if object.hasAny(["resource", "terraform", "provider"]), object.holdsOnly(blocks + ["//"]) {
      return ForeignFile("Terraform configuration", help: help)
    }
    return nil
  }

  private static func cloudFormation(_ object: MemberTable) -> ForeignFile? {
    let resources = object["Resources"].map { MemberTable($0) }
    let isTyped = resources?.names.prefix(20).contains { name in
      resources?[name]?.member("Type")?.string?.text.utf8.starts(with: "AWS::".utf8) == true
    }
    guard object.has("AWSTemplateFormatVersion") || isTyped == true else { return nil }
    return ForeignFile("a CloudFormation template", help: "write the document in it to a file of its own")
  }

  private static func package(_ object: MemberTable) -> ForeignFile? {
    if object.has("lockfileVersion") { return ForeignFile("a lock file of packages") }
    let members = [
      "dependencies", "devDependencies", "peerDependencies", "scripts", "main", "license", "private", "exports",
      "repository", "author",
    ]
    return object.has("name") && object.has("version") && object.hasAny(members)
      ? ForeignFile("the description of a package") : nil
  }

  private static func description(of object: MemberTable) -> Message? {
    if object.has("apiVersion"), object.has("kind") { return "a Kubernetes object" }
    if object.has("openapi") || object.has("swagger") { return "an OpenAPI description" }
    if let schema = object["$schema"]?.string?.text, schema.hasPart("json-schema.org") { return "a JSON Schema" }
    if object.has("compilerOptions") { return "a configuration of TypeScript" }
    if object.has("rules"), object.hasAny(["env", "extends", "parserOptions", "root", "plugins", "overrides"]) {
      return "a configuration of ESLint"
    }
    if object.has("groups", .array), object["groups"]?.objects.contains(where: { $0.has("rules") }) == true {
      return "a file of Prometheus rules"
    }
    if object.has("findings", .array), object.has("version"), object.names.count == 2 {
      return "a baseline of repllint"
    }
    if object.has("tool"), object.has("diagnostics"), object.has("summary") { return "a report of repllint" }
    if object.has("runs", .array), object.has("version") { return "a SARIF report" }
    if object.hasAny(["setups", "failOn"]) || (object.has("server") && object.has("rules")) {
      return "a configuration of repllint"
    }
    if object.has("nbformat") { return "a Jupyter notebook" }
    let isData =
      object.hasAny(["waiters", "pagination", "examples"]) || (object.has("parameters") && object.has("rules"))
    if isData || (object.has("operations") && object.has("shapes")) { return "a service description of AWS" }
    return nil
  }
}
