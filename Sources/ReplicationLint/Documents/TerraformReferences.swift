import JSONSource

/// The references of a Terraform plan: what an attribute is taken from that is known only after the plan is applied.
struct TerraformReferences {
  /// The addresses that an attribute of a resource names, by the address of the resource and the attribute.
  private var targets: [String: [String]] = [:]

  /// Reads the `configuration` of a plan; a state has none, and needs none. O(size of the configuration).
  init(_ file: MemberTable) {
    var modules: [(node: JSONNode, prefix: String)] = []
    if let root = file["configuration"]?.member("root_module") { modules.append((root, "")) }
    while let (module, prefix) = modules.popLast() {
      for resource in module.member("resources")?.elements ?? [] { add(resource, prefix) }
      for call in module.member("module_calls")?.members ?? [] {
        guard let name = call.name.string?.text, let inner = call.value.member("module") else { continue }
        modules.append((inner, "\(prefix)module.\(name)."))
      }
    }
  }

  private mutating func add(_ resource: JSONNode, _ prefix: String) {
    guard let type = resource.member("type")?.string?.text, type.hasPrefix("aws_iam_role_policy"),
      let address = resource.member("address")?.string?.text
    else { return }
    for attribute in ["policy_arn", "role"] {
      let references = resource.member("expressions")?.member(attribute)?.member("references")?.strings ?? []
      let names = references.compactMap { Self.resource(in: $0.text) }
      if let first = names.first { targets["\(prefix)\(address) \(attribute)", default: []].append(prefix + first) }
    }
  }

  /// The type and the name at the start of a reference such as `aws_iam_policy.guard.arn`.
  private static func resource(in reference: String) -> String? {
    let parts = withoutKey(reference).parts(separatedBy: ".")
    return parts.count >= 2 && parts[0].hasPrefix("aws_iam_") ? "\(parts[0]).\(parts[1])" : nil
  }

  /// The resources that an attribute of the resource at `address` is taken from.
  func resources(of attribute: String, at address: String) -> [String] {
    targets["\(Self.withoutKey(address)) \(attribute)"] ?? []
  }

  /// An address without the keys of instances: `aws_iam_policy.guard[0]` is one of `aws_iam_policy.guard`.
  static func withoutKey(_ address: String) -> String {
    var kept: [UInt8] = []
    var depth = 0
    for byte in address.utf8 {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if depth == 0 { kept.append(byte) }
      if byte == UInt8(ascii: "]"), depth > 0 { depth -= 1 }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
