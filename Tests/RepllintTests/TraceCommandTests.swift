import RepllintTestSupport
import Testing

/// `repllint trace` as a process.
struct TraceCommandTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func aTraceOfAnUnknownSetupNamesThoseThatThereAre() throws {
    try bench.write(Sample.good, to: "r.json")
    try bench.write(#"{"setups": [{"name": "orders", "replication": "r.json"}]}"#, to: ".repllint.json")
    let run = try bench.run("trace", "--key", "a", "--setup", "nosuch")
    #expect(run.status == 2)
    #expect(run.error == "repllint: no setup is named `nosuch`; there is `orders`\n")
  }

  @Test func operationThatIsNeverQueuedEndsWithItsReason() throws {
    try bench.write(Sample.good, to: "r.json")
    try bench.write(#"{"setups": [{"name": "orders", "replication": "r.json"}]}"#, to: ".repllint.json")
    let run = try bench.run("trace", "--key", "a", "--operation", "delete-version")
    #expect(run.output.hasSuffix("\nNOT_SELECTED: deletes of versions are never replicated, so nothing is queued\n"))
  }

  @Test func columnsOfTheEnvironmentLimitLines() throws {
    for name in ["backbeat-role-trust-policy", "S3-role-permissions-policy", "replication-configuration"] {
      let text = String(decoding: try Fixtures.bytes("samples/guide/\(name).json"), as: UTF8.self)
      try bench.write(text, to: "guide/\(name).json")
    }
    func longest(_ arguments: [String], _ columns: String?) throws -> Int {
      let run = try bench.launch(arguments, environment: columns.map { ["COLUMNS": $0] } ?? [:])
      // Sentences are left to the terminal, which breaks them.
      let lines = run.output.split(separator: "\n").filter { $0.contains(" | ") || $0.contains("allow") }
      return lines.map { $0.count }.max() ?? 0
    }
    let trace = ["trace", "--key", "a", "guide"]
    #expect(try longest(trace, "60") <= 60)
    for columns in [nil, "0", "-1", "x", "1000"] { #expect(try longest(trace, columns) > 80) }
    try bench.write(Sample.bad, to: "r.json")
    #expect(try longest(["r.json"], nil) > 80)
    #expect(try longest(["r.json"], "50") <= 50)
    #expect(try longest(["--output", "report", "r.json"], "50") == 0)
    #expect(try bench.read("report").split(separator: "\n").contains { $0.contains(" | ") && $0.count > 80 })
  }
}
