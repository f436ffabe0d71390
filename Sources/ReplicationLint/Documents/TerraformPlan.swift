import JSONSource

/// The policies about replication in what `terraform show -json` prints of a plan or a state.
///
/// `jsonencode(...)` leaves a policy as a string in the values of its resource, in the root module and in modules below
/// it (`planned_values` of a plan, `values` of a state). Of roles and permission policies only those count that name
/// Backbeat or replication: a plan holds the policies of everything else too.
struct TerraformPlan {
  /// One policy.
  struct Entry {
    /// The string that holds it.
    let text: JSONNode
    /// Its resource.
    let resource: JSONNode
    let kind: DocumentKind
  }

  /// The policies in file order; at least one.
  let entries: [Entry]

  /// Reads a file; nil where it is no plan, or one without such a policy. O(size of the resources).
  init?(_ file: MemberTable) {
    guard file.has("format_version", .string), let values = file["planned_values"] ?? file["values"] else { return nil }
    var entries: [Entry] = []
    // Modules in file order, each before those inside it.
    var modules = [values.member("root_module")].compactMap { $0 }
    while let module = modules.popLast() {
      entries += (module.member("resources")?.elements ?? []).compactMap(Self.entry)
      modules += (module.member("child_modules")?.elements ?? []).reversed()
    }
    if entries.isEmpty { return nil }
    self.entries = entries
  }

  private static func entry(_ resource: JSONNode) -> Entry? {
    guard let type = resource.member("type")?.string?.text, let values = resource.member("values") else { return nil }
    let (name, kind): (String, DocumentKind)
    switch type {
    case "aws_iam_role": (name, kind) = ("assume_role_policy", .trustPolicy)
    case "aws_iam_policy", "aws_iam_role_policy": (name, kind) = ("policy", .permissionPolicy)
    case "aws_s3_bucket_policy": (name, kind) = ("policy", .bucketPolicy)
    default: return nil
    }
    guard let text = values.member(name), let content = text.string?.text else { return nil }
    let lower = content.lowercased()
    switch kind {
    case .trustPolicy where !lower.hasPart("backbeat"): return nil
    case .permissionPolicy where !lower.hasPart("replica"): return nil
    default: return Entry(text: text, resource: resource, kind: kind)
    }
  }
}
