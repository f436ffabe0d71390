import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Applying all fixes at once, unsafe ones included, never makes anything worse.
@Suite struct FixSafetyTests {
  @Test(arguments: Effort.sample(RuleFixture.all, oneOf: 3)) func allFixesOfAFixtureDoNoHarm(_ fixture: RuleFixture)
    throws
  {
    let folder = try fixture.read(.bad)
    try check(folder.inputs, folder.configuration, "\(fixture)")
  }

  @Test func allFixesOfRecordedConfigurationsDoNoHarm() throws {
    for record in Effort.sample(try RecordedConfiguration.all(), oneOf: 7) {
      try check([record.input], Configuration(server: record.server), record.description)
    }
  }

  @Test(arguments: [("permission", DocumentKind.permissionPolicy), ("trust", .trustPolicy)])
  func allFixesOfRecordedPoliciesDoNoHarm(_ name: String, _ kind: DocumentKind) throws {
    for record in try Recordings.read(name) {
      let input = Input(name: "policy.json", text: record.text("input"), kind: kind)
      try check([input], Configuration(), "\(record.text("id")), \(record.text("description"))")
    }
  }

  private func check(_ inputs: [Input], _ configuration: Configuration, _ description: String) throws {
    let linter = Linter(configuration: configuration)
    let before = linter.check(inputs).diagnostics
    guard before.contains(where: { $0.fix != nil }) else { return }
    let applier = FixApplier(linter: linter)
    let results = applier.apply(to: inputs, includeUnsafe: true)
    let again = applier.apply(to: inputs, includeUnsafe: true)
    #expect(again.map(\.fixed) == results.map(\.fixed), "\(description): not the same twice")
    let fixed = inputs.map { input in
      results.first { $0.path == input.source.name }
        .map { Input(SourceFile(name: $0.path, bytes: $0.fixed), kind: input.kind) } ?? input
    }
    let rest = applier.apply(to: fixed, includeUnsafe: true)
    #expect(rest.isEmpty, "\(description): fixes remain, \(rest.flatMap(\.applied))")
    // A file that was no JSON shows the rest of its refusals only once it is.
    let readable = Set(inputs.filter { JSONDocument($0.source).isValid }.map(\.source.name))
    func refusals(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
      diagnostics.filter { $0.consequence == .refused && readable.contains($0.path) }
    }
    let after = linter.check(fixed).diagnostics
    #expect(refusals(after).count <= refusals(before).count, "\(description): \(described(refusals(after)))")
  }
}
