import ReplicationLint
import Testing

@testable import ReplicationLintReports

@Suite struct ChangeSeverityTests {
  @Test(arguments: [
    (Change.Kind.stopsReplicating, Severity.error), (.deselected, .error), (.accessGained, .error),
    (.startsReplicating, .note), (.selected, .note), (.accessLost, .note), (.depends, .warning),
    (.unknown, .warning),
  ])
  func severityFollowsTheKindOfChange(_ kind: Change.Kind, _ severity: Severity) {
    #expect(kind.severity == severity)
  }

  @Test func everyKindOfChangeIsTested() { #expect(Change.Kind.allCases.count == 8) }
}
