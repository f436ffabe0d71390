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
    #expect(run.error == "repllint: no setup is called `nosuch`; there is `orders`\n")
  }
}
