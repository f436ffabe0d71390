import ReplicationLint
import Testing

@Suite struct ReplicationConformanceTests {
  /// Records whose descriptions name two causes; the platform reports one, repllint both.
  private static let withTwoCauses = [
    // One role and a destination that is not an ARN: two members to correct.
    "rep-295",
    // One role, and prefixes that overlap.
    "rep-296",
    // No prefix, and a status that is no word of the two.
    "rep-297",
    // An ID and a bucket of the second rule; each would be refused without the other.
    "rep-299",
  ]

  /// All records with what is found in them; each is checked once for all tests.
  private static let checked = Result {
    try RecordedConfiguration.all().map { (record: $0, diagnostics: $0.check()) }
  }

  @Test func verdictsAreThoseOfThePlatform() throws {
    let records = try Self.checked.get()
    var agreed = 0
    for (record, diagnostics) in records {
      let agrees = record.agrees(with: diagnostics)
      if agrees { agreed += 1 }
      #expect(agrees, "\(record.description): \(record.code ?? "accepted"), not \(described(diagnostics))")
    }
    #expect(!records.isEmpty)
    print("replication \(agreed)/\(records.count) \(Recordings.origin)")
  }

  @Test func oneCauseIsOneError() throws {
    var documents = 0
    var errors = 0
    for (record, diagnostics) in try Self.checked.get() where record.group == "invalid" {
      let found = diagnostics.filter { $0.severity == .error }
      documents += 1
      errors += found.count
      let causes = Self.withTwoCauses.contains(record.id) ? 2 : 1
      #expect(found.count == causes, "\(record.description): \(described(found))")
    }
    #expect(documents > 0)
    print("\(errors) errors in \(documents) invalid configurations \(Recordings.origin)")
  }

  /// Wrong types are reported in the words of botocore; an empty configuration in those of AWS CLI.
  @Test func wrongTypesAreReportedInTheWordsOfTheClient() throws {
    var compared = 0
    for (record, diagnostics) in try Self.checked.get() {
      guard let message = record.message,
        message.contains("Invalid type for parameter") || message.hasSuffix("received: 'EOF' for input:")
      else { continue }
      let found = diagnostics.compactMap(\.platform?.message)
      #expect(found.contains { $0.utf8.elementsEqual(message.utf8) }, "\(record.description): \(message), not \(found)")
      compared += 1
    }
    #expect(compared > (Recordings.isWhole ? 10 : 4))
  }
}
