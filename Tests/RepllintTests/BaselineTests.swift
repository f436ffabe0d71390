import Foundation
import Testing

/// `--write-baseline`, `--baseline` and `baseline` in the manifest.
struct BaselineTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(Self.configuration("enabled"), to: "r/replication.json")
  }

  private static func configuration(_ status: String, lines: Int = 1, bucket: String = "arn:aws:s3:::orders-copy")
    -> String
  {
    let breaks = String(repeating: "\n", count: lines)
    return """
      {"Role": "arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target",\(breaks)
       "Rules": [{"ID": "a", "Prefix": "", "Status": "\(status)", "Destination": {"Bucket": "\(bucket)"}}]}
      """
  }

  private func write() throws {
    let run = try bench.run("--write-baseline", "base.json", "r")
    #expect(run.status == 0)
    #expect(run.error == "repllint: wrote base.json with 1 finding\n")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: ["r/replication.json", "./r/replication.json", "link.json"])
  func baselineNeverReplacesAnotherFile(_ path: String) throws {
    let before = try bench.read("r/replication.json")
    _ = try bench.shell("ln -s r/replication.json link.json")
    let run = try bench.run("--write-baseline", path, "r")
    #expect(run.status == 2)
    #expect(run.error.contains("nothing is written"), "\(run.error)")
    #expect(try bench.read("r/replication.json") == before)
  }

  @Test func acceptedFindingsAreCountedAndDoNotFail() throws {
    try write()
    let run = try bench.run("--baseline", "base.json", "r")
    #expect(run.status == 0)
    #expect(
      run.output.hasSuffix("0 errors, 0 warnings, 0 notes in 1 file, 1 accepted by the baseline\n"), "\(run.output)")
    let json = try bench.run("--baseline", "base.json", "--format", "json", "r").output
    #expect(json.contains(#""accepted": 1"#))
  }

  @Test func acceptedFindingsStayAcceptedWhereLinesMove() throws {
    try write()
    try bench.write(Self.configuration("enabled", lines: 5), to: "r/replication.json")
    #expect(try bench.run("--baseline", "base.json", "r").status == 0)
  }

  @Test func entryIsStaleOnlyWhereNoConfigurationHasItsFinding() throws {
    let broken = Self.configuration("enabled")
    for folder in ["a", "b"] {
      try bench.write(broken, to: "t/\(folder)/replication.json")
      try bench.write(#"{"baseline": "../base.json"}"#, to: "t/\(folder)/.repllint.json")
    }
    _ = try bench.run("--write-baseline", "t/base.json", "t")
    for run in [try bench.run("t"), try bench.run("--baseline", "t/base.json", "t")] {
      #expect(run.status == 0)
      #expect(run.error.isEmpty, "\(run.error)")
    }
    try bench.write(Self.configuration("Enabled"), to: "t/b/replication.json")
    let run = try bench.run("t")
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    #expect(run.error.contains("`b/replication.json`"), "\(run.error)")
  }

  private static func policy(_ effects: [String]) -> String {
    let statements = effects.enumerated().map { index, effect in
      #"{"Effect": "\#(effect)", "Action": "s3:GetObjectVersion", "Resource": "arn:aws:s3:::orders-\#(index)/*"}"#
    }
    return #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
  }

  @Test func acceptedFindingsStayAcceptedWhereStatementsBeforeThemComeAndGo() throws {
    try bench.write(Self.policy(["Allow", "allow"]), to: "p.json")
    #expect(try bench.run("--write-baseline", "p-base.json", "p.json").status == 0)
    try bench.write(Self.policy(["Allow", "Deny", "allow"]), to: "p.json")
    let run = try bench.run("--baseline", "p-base.json", "p.json")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("1 accepted by the baseline") && run.error.isEmpty, "\(run.error)")
  }

  @Test func oneMoreFindingOfTheSameKindIsReported() throws {
    try bench.write(Self.policy(["allow"]), to: "p.json")
    #expect(try bench.run("--write-baseline", "p-base.json", "p.json").status == 0)
    try bench.write(Self.policy(["allow", "Allow", "allow"]), to: "p.json")
    let run = try bench.run("--baseline", "p-base.json", "--format", "concise", "p.json")
    #expect(run.status == 1)
    #expect(run.output.split(separator: "\n").count { $0.contains("[effect-invalid]") } == 1, "\(run.output)")
  }

  @Test func oneOfTwoFindingsGoneLeavesOneStaleEntry() throws {
    try bench.write(Self.policy(["allow", "Allow", "allow"]), to: "p.json")
    #expect(try bench.run("--write-baseline", "p-base.json", "p.json").status == 0)
    try bench.write(Self.policy(["Allow", "allow"]), to: "p.json")
    let run = try bench.run("--baseline", "p-base.json", "p.json")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.error.split(separator: "\n").count { $0.contains("nothing is found for") } == 1, "\(run.error)")
  }

  @Test func otherFindingsAreReported() throws {
    try write()
    try bench.write(Self.configuration("enabled", bucket: "orders-copy"), to: "r/replication.json")
    let run = try bench.run("--baseline", "base.json", "--format", "concise", "r")
    #expect(run.status == 1)
    #expect(run.output.contains("destination-arn-malformed") && !run.output.contains("status-invalid"))
  }

  @Test func entriesThatMatchNothingAreNamed() throws {
    try write()
    try bench.write(Self.configuration("Enabled"), to: "r/replication.json")
    let run = try bench.run("--baseline", "base.json", "r")
    #expect(run.status == 0)
    let line = "repllint: base.json: nothing is found for status-invalid in `r/replication.json`"
    #expect(run.error.hasPrefix(line), "\(run.error)")
  }

  @Test func manifestNamesABaselineThatHoldsInEveryFolder() throws {
    try write()
    try bench.write(#"{"baseline": "base.json"}"#, to: ".repllint.json")
    #expect(try bench.run("r").status == 0)
    #expect(try bench.shell("cd r && \"$TOOL\" .").status == 0)
    #expect(try bench.shell("cd r && \"$TOOL\" replication.json").status == 0)
    let absolute = try bench.run("--baseline", "base.json", bench.url("r/replication.json").path)
    #expect(absolute.status == 0, "\(absolute.output)")
  }

  @Test func verdictsAreThoseOfAllFindings() throws {
    for name in ["trust", "policy"] {
      try bench.write(
        name == "trust"
          ? #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}]}"#
          : #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*", "arn:aws:s3:::orders-copy/*"]}]}"#,
        to: "r/\(name).json")
    }
    _ = try bench.run("--write-baseline", "base.json", "r")
    let run = try bench.run("--baseline", "base.json", "--format", "json", "r")
    #expect(run.status == 0)
    #expect(run.output.contains(#""replicates": false"#))
  }

  @Test(arguments: ["missing.json", "r/replication.json", "broken.json"])
  func unusableBaselinesAreOneLineAndNothingIsAccepted(path: String) throws {
    try bench.write("{", to: "broken.json")
    let run = try bench.run("--baseline", path, "r/replication.json")
    #expect(run.status == 2)
    #expect(run.output.contains("status-invalid"))
    #expect(run.error.split(separator: "\n").count == 1 && run.error.hasPrefix("repllint: \(path): "), "\(run.error)")
    // Whoever reads standard output alone does not take it for a run with a baseline.
    let json = try bench.run("--baseline", path, "--format", "json", "r/replication.json")
    let failures = try #require(json.output.range(of: "\"failures\": ["))
    #expect(json.output[failures.upperBound...].contains("\"path\": \"\(path)\""), "\(json.output)")
  }

  @Test func bothOptionsExcludeEachOther() throws {
    #expect(try bench.run("--baseline", "a", "--write-baseline", "b", "r").status == 2)
  }
}
