import ReplicationLint
import Testing

@Suite struct SetupConformanceTests {
  @Test(arguments: [ServerReading.documented, .enforced2025])
  func theDryRunEndsAsTheRealSetupDid(_ reading: ServerReading) throws {
    let setups = try RecordedSetup.all()
    var agreed = 0
    for setup in setups {
      let trace = try #require(setup.linter(reading).trace(setup.inputs, key: setup.key).first)
      let recorded = setup.outcome(reading)
      if trace.outcome == recorded { agreed += 1 }
      #expect(trace.outcome == recorded, "\(setup.description)")
    }
    #expect(!setups.isEmpty)
    print("\(reading.rawValue) \(agreed)/\(setups.count) \(Recordings.origin)")
  }

  @Test(arguments: [ServerReading.documented, .enforced2025])
  func whatDoesNotReplicateHasAnErrorAndWhatIsProvedHasNone(_ reading: ServerReading) throws {
    for setup in try RecordedSetup.all() {
      let report = setup.linter(reading).check(setup.inputs)
      let errors = report.diagnostics.filter { $0.consequence == .refused || $0.consequence == .fails }
      let summary = try #require(report.setups.first)
      let outcome = setup.outcome(reading)
      // A key that replicates, or that no rule selects, decides nothing about the other keys.
      if outcome != .completed, outcome != .notSelected {
        #expect(!errors.isEmpty, "\(setup.description): \(outcome?.rawValue ?? "")")
        #expect(summary.replicates != true, "\(setup.description)")
      }
      if summary.replicates == true { #expect(errors.isEmpty, "\(setup.description): \(described(errors))") }
    }
  }
}
