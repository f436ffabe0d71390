import JSONSource

extension JSONDocument {
  /// Indicates whether the file holds nothing, or an empty value, and is named for a policy of a role, so that one is
  /// missing there.
  ///
  /// A bucket may have no policy, and commands that change something print nothing.
  var isEmptyPolicyByName: Bool {
    guard isEmpty || isEmptyValue else { return false }
    let words = fileWords
    return !isNamedForCommand && !words.contains("bucket") && words.contains { Self.policies.contains($0) }
  }

  /// The kind of policy that the name of the file shows.
  var kindByName: DocumentKind? {
    let words = fileWords
    guard words.contains(where: Self.policies.contains) else { return nil }
    return words.contains("bucket") ? .bucketPolicy : words.contains("trust") ? .trustPolicy : .permissionPolicy
  }

  /// Indicates whether the file is named for a replication configuration and holds none: nothing, an empty value, or text
  /// that is not JSON.
  var isMissingConfigurationByName: Bool {
    guard !isValid || isEmpty || isEmptyValue else { return false }
    let words = fileWords
    return !isNamedForCommand && words.contains("replication")
      && !words.contains { Self.policies.contains($0) || Self.otherThanConfigurations.contains($0) }
  }

  /// Indicates whether the value is `null` or an empty list.
  private var isEmptyValue: Bool { root.kind == .null || root.kind == .array && root.elements.isEmpty }

  /// Indicates whether there is no value in the file, or an object without members.
  private var isEmpty: Bool {
    let content = source.bytes.lazy.filter { $0 > 0x20 }.prefix(3)
    return content.isEmpty || content.elementsEqual("{}".utf8)
  }

  private static let policies = ["trust", "policy", "permission", "permissions"]
  private static let otherThanConfigurations = [
    "log", "logs", "metrics", "output", "report", "role", "roles", "schema", "state", "status", "versioning",
  ]
}
