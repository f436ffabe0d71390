import Foundation
import Testing

/// The search for `.repllint.json` and its use by the program.
struct ConfigurationTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func theNearestConfigurationCounts() throws {
    try bench.write(Sample.bad, to: "a.json")
    try bench.write(Sample.bad, to: "sub/deep/b.json")
    try bench.write(#"{"rules": {"role-arn-malformed": "off"}}"#, to: "sub/.repllint.json")
    let run = try bench.run("--format", "concise", ".")
    #expect(run.status == 1)
    #expect(run.output.contains("a.json:2:"))
    #expect(!run.output.contains("b.json"))
    #expect(try bench.run("sub/deep/b.json").status == 0)
    #expect(try bench.run("--no-config", "sub/deep/b.json").status == 1)
    #expect(try bench.run("--config", "sub/.repllint.json", "a.json").status == 0)
  }

  @Test func theCommandLineGoesBeforeTheConfiguration() throws {
    try bench.write(Sample.bad, to: "a.json")
    try bench.write(#"{"rules": {"role-arn-malformed": "note"}, "failOn": "note"}"#, to: ".repllint.json")
    #expect(try bench.run("a.json").status == 1)
    #expect(try bench.run("--fail-on", "warning", "a.json").status == 0)
    #expect(try bench.run("--severity", "role-arn-malformed=off", "a.json").status == 0)
  }

  @Test func mistakesAreDrawnOnStandardErrorAndTheRestIsChecked() throws {
    try bench.write(Sample.bad, to: "a.json")
    try bench.write("{\n  \"rulse\": {}\n}\n", to: ".repllint.json")
    let run = try bench.run("a.json")
    #expect(run.status == 2)
    #expect(
      run.error == """
        error[configuration]: `rulse` is not a key of the configuration
         --> .repllint.json:2:3
          |
        2 |   "rulse": {}
          |   ^^^^^^^
          |
          = help: did you mean `rules`?


        """)
    #expect(run.output.contains("role-arn-malformed"))
  }

  @Test func aConfigurationThatIsNamedIsCheckedAsOne() throws {
    try bench.write("{}", to: ".repllint.json")
    #expect(try bench.run(".repllint.json").status == 0)
    try bench.write("{,}", to: ".repllint.json")
    let run = try bench.run(".repllint.json")
    #expect(run.status == 2)
    #expect(run.error.contains("--> .repllint.json:1:2"))
    #expect(!run.output.contains("json-syntax"))
  }

  @Test func nothingIsFixedUnderABrokenConfiguration() throws {
    try bench.write(Sample.fixable, to: "a.json")
    try bench.write(#"{"rules": {"status-invald": "off"}}"#, to: ".repllint.json")
    let run = try bench.run("--fix", "a.json")
    #expect(run.status == 2)
    #expect(run.error.contains("repllint: .repllint.json: invalid configuration; skipping fixes\n"))
    #expect(try bench.read("a.json") == Sample.fixable)
  }

  @Test func pathsOfIgnoreAreRelativeToTheConfiguration() throws {
    try bench.write(Sample.bad, to: "top/legacy/a.json")
    try bench.write(Sample.bad, to: "top/new/a.json")
    try bench.write(
      #"{"ignore": [{"rule": "role-arn-malformed", "path": "legacy/*.json"}]}"#, to: "top/.repllint.json")
    #expect(try bench.run("top/legacy").status == 0)
    #expect(try bench.run("top/new").status == 1)
    #expect(try bench.shell(#"cd top/legacy && "$TOOL" ./a.json"#).status == 0)
    #expect(try bench.shell(#"cd top/new && "$TOOL" ../legacy/a.json"#).status == 0)
  }

  @Test func unusedIgnoreEntryIsReportedOnlyWhereEverythingWasChecked() throws {
    try bench.write(Sample.good, to: "d/a.json")
    try bench.write(#"{"ignore": [{"rule": "role-arn-malformed"}]}"#, to: "d/.repllint.json")
    let all = try bench.run("d")
    #expect(all.output.contains("note[unused-suppression]"))
    #expect(all.output.contains("--> d/.repllint.json:1:13"))
    #expect(!(try bench.run("d/a.json").output.contains("unused-suppression")))
    #expect(!(try bench.run("--ignore", "role-arn-malformed", "d").output.contains("unused-suppression")))
  }

  @Test func missingFileOfASetupIsReported() throws {
    try bench.write(Sample.good, to: "d/r.json")
    try bench.write(Sample.good, to: "d/other.json")
    try bench.write(
      "{\n\"setups\": [ { \"replication\": \"r.json\",\n\"source\": { \"trust\": \"t.json\" } } ] }",
      to: "d/.repllint.json")
    let run = try bench.run("d/r.json")
    #expect(run.status == 2)
    #expect(run.error == "repllint: d/t.json: No such file or directory (named in d/.repllint.json:3)\n")
    #expect(try bench.run("d/other.json").error == run.error)
  }

  @Test func setupWithoutAnyFileIsReported() throws {
    try bench.write(Sample.good, to: "r.json")
    try bench.write(#"{"setups": [{"name": "o", "replication": "nope.json"}]}"#, to: ".repllint.json")
    for arguments in [[], ["."], ["r.json"]] {
      let run = try bench.launch(arguments)
      #expect(run.status == 2)
      #expect(run.error == "repllint: nope.json: No such file or directory (named in .repllint.json:1)\n")
    }
  }

  @Test func setupDeclaresTheKindsOfItsFiles() throws {
    try bench.write("{}", to: "r.json")
    try bench.write("", to: "v.json")
    try bench.write(
      #"{"setups": [{"replication": "r.json", "source": {"versioning": "v.json"}}]}"#, to: ".repllint.json")
    let run = try bench.run("--format", "json", ".")
    #expect(run.output.contains(#""kind": "replication-configuration""#))
    #expect(run.output.contains(#""kind": "bucket-versioning""#))
    #expect(!run.output.contains("json-syntax"))
  }

  @Test func filesThatTheSetupAddsAreReportedOnlyWhereTheyMakeItFail() throws {
    try bench.write(Sample.good, to: "r.json")
    try bench.write(#"{"setups": [{"replication": "r.json", "source": {"trust": "t.json"}}]}"#, to: ".repllint.json")
    try bench.write(
      #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, "#
        + #""Action": "sts:AssumeRoles"}]}"#, to: "t.json")
    #expect(!(try bench.run("--format", "concise", "r.json").output.contains("t.json:")))
    #expect(try bench.run("--format", "concise", "t.json").output.contains("t.json:1:"))
    try bench.write("{", to: "t.json")
    let run = try bench.run("--format", "concise", "r.json")
    #expect(run.status == 1)
    #expect(run.output.contains("t.json:1:1"))
  }

  @Test func standardInputIsSeenInItsSetup() throws {
    let samples = Self.samples
    for (sample, name) in [
      ("guide", "S3-role-permissions-policy.json"), ("captures", "target-get-policy-version.json"),
    ] {
      let path = samples.appendingPathComponent(sample).appendingPathComponent(name).path
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        .replacing("s3:ReplicateObject", with: "s3:PutObject")
      let run = try bench.run("--stdin-filename", path, "--format", "concise", "-", input: text)
      #expect(run.status == 1)
      #expect(run.output.contains("\(path):"))
      #expect(run.output.contains("error[target-replicate-missing]"))
      #expect(run.error == "")
    }
  }

  private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples")

  @Test func samplesMatchTheirReadme() throws {
    let samples = Self.samples
    for sample in ["guide", "captures"] {
      let run = try bench.launch([samples.appendingPathComponent(sample).path])
      #expect(run.status == 0, "\(run.output)\(run.error)")
    }
    #expect(try bench.launch([samples.appendingPathComponent("broken").path]).status == 1)
  }
}

/// `allowedDestinations` of a configuration above another.
struct OuterDestinationsTests {
  private let bench: Workbench

  init() throws {
    bench = try Workbench()
    try bench.write(
      """
      {"Role": "arn:aws:iam::410293857164:role/a,arn:aws:iam::930417265580:role/b", "Rules": [{"ID": "a", \
      "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}
      """, to: "team/crr/replication.json")
    try bench.write(#"{"allowedDestinations": [{"bucket": "archive"}]}"#, to: ".repllint.json")
  }

  @Test func nearerConfigurationWithoutDestinationsLeavesThoseAroundInForce() throws {
    try bench.write(#"{"failOn": "error"}"#, to: "team/.repllint.json")
    try bench.write("{}", to: "team/crr/.repllint.json")
    let run = try bench.run(".")
    #expect(run.status == 1)
    #expect(run.output.contains("error[allowed-destinations]"), "\(run.output)")
    let settings = try bench.run("--print-config", ".").output
    #expect(settings.contains("allowedDestinations: archive (.repllint.json)"), "\(settings)")
  }

  @Test func nearerDestinationsReplaceThoseAround() throws {
    try bench.write(#"{"allowedDestinations": [{"bucket": "orders-copy"}]}"#, to: "team/.repllint.json")
    try bench.write("{}", to: "team/crr/.repllint.json")
    #expect(try bench.run(".").status == 0)
  }

  @Test func otherSettingsAroundStayThere() throws {
    try bench.write(#"{"allowedDestinations": [{"bucket": "orders-copy"}], "failOn": "note"}"#, to: ".repllint.json")
    try bench.write("{}", to: "team/crr/.repllint.json")
    #expect(try !bench.run("--print-config", ".").output.contains("failOn: note"))
  }
}
