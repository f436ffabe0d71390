import JSONSource

/// The trust policy of Backbeat in place of a document that cannot be one: an empty file, or a permission policy.
///
/// The platform takes one trust policy for Backbeat, with the service `backbeat` as its principal (Arsenal
/// lib/policy/userPolicySchema.json), so that there is nothing to guess.
struct EmptyDocuments {
  /// A fix for each document, with the file that it is for.
  let fixes: [FixCandidate]

  init(_ analysis: SetupAnalysis) {
    let sites = [analysis.setup.source, analysis.setup.target]
    let permissions = Set(sites.flatMap { $0.permissions }.map { ExactString($0.path) })
    fixes = sites.compactMap { $0.trust }.compactMap { document in
      let path = ExactString(document.path)
      guard document.kind == .trustPolicy, !permissions.contains(path) else { return nil }
      let isPermissionPolicy = Self.isPermissionPolicy(document)
      guard Self.isEmpty(document) || isPermissionPolicy else { return nil }
      let title: Message =
        isPermissionPolicy
        ? "write the trust policy of Backbeat in place of the permission policy" : "write the trust policy of Backbeat"
      return FixCandidate(path: path, fix: .unsafe(title, Fix.Edit(Self.everything(document), Self.trust)))
    }
  }

  /// Returns whether a file holds nothing.
  static func isEmpty(_ document: Document) -> Bool {
    document.json.source.bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  /// A policy with these statements, as a whole file.
  static func policy(_ statements: [String]) -> String {
    let lines = statements.map { "    \($0)" }.joined(separator: ",\n")
    return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n\(lines)\n  ]\n}\n"
  }

  /// All bytes of a file.
  static func everything(_ document: Document) -> SourceRange {
    SourceRange(0, document.json.source.bytes.count)
  }

  private static let trust = policy([
    #"{"Effect": "Allow", "Principal": {"Service": "\#(PrincipalGrammar.service)"}, "Action": "\#(S3Action.assumeRole)"}"#
  ])

  /// Returns whether every statement has actions and resources, and none has a principal.
  private static func isPermissionPolicy(_ document: Document) -> Bool {
    guard let statements = document.policy?.readableStatements, !statements.isEmpty else { return false }
    return statements.allSatisfy {
      ($0.resource.isPresent || $0.notResource.isPresent) && !$0.principal.isPresent && !$0.notPrincipal.isPresent
    }
  }
}
