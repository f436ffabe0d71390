import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// The report of a setup that is proved to replicate has no error that contradicts the proof.
@Suite struct ProvedSetupTests {
  private static let servers: [(version: ServerVersion?, isVersionTwo: Bool)] = [
    (nil, false), (ServerVersion(8, 8, 35), false), (ServerVersion(9, 5, 2), false), (ServerVersion(9, 5, 2), true),
  ]

  private static let folders: [(folder: String, slug: String?)] =
    RuleFixture.all.flatMap { fixture in
      [RuleFixture.Part.bad, .good].map { (fixture.path($0), fixture.slug) }
    } + [("samples/guide", nil)]

  @Test func noErrorIsInDocumentOfProvedSetup() throws {
    var proved = 0
    for (path, slug) in Effort.sample(Self.folders, oneOf: 4) {
      let folder = try FixtureFolder(path, showing: slug)
      for server in Self.servers {
        var configuration = folder.configuration
        if let version = server.version { configuration.server.version = version }
        if server.isVersionTwo { configuration.server.replicationV2 = true }
        let report = Linter(configuration: configuration).check(folder.inputs)
        for setup in report.setups where setup.replicates == true {
          proved += 1
          let errors = report.diagnostics.filter { finding in
            (finding.consequence == .refused || finding.consequence == .fails)
              && setup.files.contains { $0.hasSameBytes(as: finding.path) }
          }
          #expect(errors.isEmpty, "\(path) on \(server): \(described(errors))")
        }
      }
    }
    #expect(proved > Effort.count(quick: 10, usual: 50) || RuleFixture.only != nil)
  }
}
