import ReplicationLint
import Testing

/// Recorded setups with bucket policies, compared under every reading of the server.
@Suite struct BucketSetupConformanceTests {
  @Test(arguments: ServerReading.allCases)
  func dryRunEndsAsRecorded(_ reading: ServerReading) throws {
    try compare(reading, internalPort: false) { $0.outcome(reading) }
  }

  @Test func dryRunOnTheInternalPortEndsAsRecorded() throws {
    try compare(.enforced2025, internalPort: true) { $0.internalPortOutcome }
  }

  @Test(arguments: [ServerReading.documented, .enforced2025])
  func setupThatDoesNotReplicateHasAnErrorAndProvedOneHasNone(_ reading: ServerReading) throws {
    for setup in try RecordedSetup.withBucketPolicies() {
      let report = setup.linter(reading).check(setup.inputs)
      let errors = report.diagnostics.filter { $0.consequence == .refused || $0.consequence == .fails }
      let summary = try #require(report.setups.first)
      if setup.outcome(reading) != .completed {
        #expect(!errors.isEmpty, "\(setup.description): \(setup.outcome(reading)?.rawValue ?? "")")
        #expect(summary.replicates != true, "\(setup.description)")
      }
      if summary.replicates == true { #expect(errors.isEmpty, "\(setup.description): \(described(errors))") }
    }
  }

  private func compare(
    _ reading: ServerReading, internalPort: Bool, _ recorded: (RecordedSetup) -> ReplicationTrace.Outcome?
  ) throws {
    let setups = try RecordedSetup.withBucketPolicies()
    var agreed = 0
    for setup in setups {
      let linter = setup.linter(reading, internalPort: internalPort)
      let trace = try #require(linter.trace(setup.inputs, key: setup.key).first)
      let expected = recorded(setup)
      if trace.outcome == expected { agreed += 1 }
      #expect(trace.outcome == expected, "\(setup.description)")
    }
    #expect(!setups.isEmpty)
    let port = internalPort ? " internal" : ""
    print("setups-bucket-policy, \(reading.rawValue)\(port) \(agreed)/\(setups.count) \(Recordings.origin)")
  }
}
