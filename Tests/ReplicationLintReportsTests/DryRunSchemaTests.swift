import ReplicationLint
import RepllintTestSupport
import Testing

@testable import ReplicationLintReports

/// What `trace`, `diagnose` and `check --stream` write for programs, held against the schemas in schemas/.
struct DryRunSchemaTests {
  /// The files of a folder with a setup.
  private static func inputs(_ folder: String) throws -> [Input] {
    try ["S3-role-permissions-policy", "backbeat-role-trust-policy", "replication-configuration"].map { name in
      Input(try Fixtures.source("\(folder)/\(name).json"))
    }
  }

  @Test(arguments: ["samples/guide", "samples/broken"], ["", "a/b"])
  func traceConformsToItsSchema(folder: String, key: String) throws {
    let traces = Linter(configuration: Configuration()).trace(try Self.inputs(folder), key: key)
    #expect(traces.count == 1)
    for list in [traces, traces + traces] {
      let bytes = TraceFormat.json.render(list, sources: [], RenderOptions())
      #expect(try SchemaCheck.problems(bytes, "trace") == [])
    }
  }

  @Test(arguments: ReplicationOperation.allCases) func traceOfAnOperationConformsToItsSchema(
    operation: ReplicationOperation
  ) throws {
    let analyses = Linter(configuration: Configuration()).analyse(try Self.inputs("samples/guide"))
    let traces = analyses.map { ReplicationTrace($0, key: "a", operation: operation, size: nil) }
    let bytes = TraceFormat.json.render(traces, sources: [], RenderOptions())
    #expect(try SchemaCheck.problems(bytes, "trace") == [])
  }

  @Test(arguments: ["samples/guide", "samples/broken"], ObservedStatus.allCases)
  func diagnosisConformsToItsSchema(folder: String, status: ObservedStatus) throws {
    let traces = Linter(configuration: Configuration()).trace(try Self.inputs(folder), key: "a")
    let diagnoses = traces.map { Diagnosis($0, status: status) }
    let bytes = DiagnosisFormat.json.render(diagnoses, sources: [], RenderOptions())
    #expect(try SchemaCheck.problems(bytes, "diagnosis") == [])
  }

  @Test(arguments: ["samples/guide", "samples/broken"], [true, false])
  func lineOfAStreamConformsToItsSchema(folder: String, isBrief: Bool) throws {
    let report = Linter(configuration: Configuration()).check(try Self.inputs(folder))
    let line = StreamAnswer(id: Array("7".utf8), .report(report)).line(isBrief: isBrief)
    #expect(try SchemaCheck.problems(line, "stream") == [])
    let refused = StreamAnswer(.error("the line is not JSON")).line(isBrief: isBrief)
    #expect(try SchemaCheck.problems(refused, "stream") == [])
  }

  @Test func traceThatBreaksTheSchemaIsReported() throws {
    let text = #"{"version": 1, "setup": "a", "key": "k", "outcome": "GONE", "steps": [], "assumptions": []}"#
    let problems = try SchemaCheck.problems(Array(text.utf8), "trace")
    #expect(problems == [": fits 0 forms", "/outcome: is not in the list", ": is object"])
  }
}
