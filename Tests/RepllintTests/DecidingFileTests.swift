import Foundation
import Testing

/// Files that decide about a setup and that the command line does not name: what makes its verdict false is reported.
struct DecidingFileTests {
  private static let manifest = """
    {"setups": [{"replication": "replication.json", \
    "source": {"trust": "../iam/trust.json", "permissions": ["policy.json"]}, \
    "target": {"trust": "../iam/trust.json", "permissions": ["policy.txt"]}}]}
    """
  private static let policy = """
    {"Version": "2012-10-17", "Statement": [\
    {"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::orders"}, \
    {"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ReplicateObject"], \
    "Resource": ["arn:aws:s3:::orders/*", "arn:aws:s3:::target-bucket/*"]}]}
    """
  private static func trust(_ service: String) -> String {
    """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "\(service)"}, \
    "Action": "sts:AssumeRole"}]}
    """
  }

  private func project(trust: String = "backbeat", target: String = policy) throws -> Workbench {
    let bench = try Workbench()
    try bench.write(Self.manifest, to: "crr/.repllint.json")
    try bench.write(Sample.good, to: "crr/replication.json")
    try bench.write(Self.policy, to: "crr/policy.json")
    try bench.write(target, to: "crr/policy.txt")
    try bench.write(Self.trust(trust), to: "iam/trust.json")
    return bench
  }

  @Test(arguments: ["crr", "crr/replication.json", ".", "crr/.repllint.json", "crr/policy.json"])
  func errorInDeclaredFileOutsideOfFolderIsReportedOnce(_ path: String) throws {
    let bench = try project(trust: "s3.amazonaws.com")
    let run = try bench.run("--format", "concise", path)
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n").filter { $0.contains("error[") }
    #expect(lines.map { $0.hasPrefix("iam/trust.json:") } == [true], "\(run.output)")
    #expect(try bench.run(path).output.contains("some objects that its rules select do not replicate"))
  }

  /// A manifest can name any file of the machine.
  @Test func foreignFileOutsideIsNotQuoted() throws {
    let bench = try project()
    try bench.write("root:x:0:0\nsecret-word\n", to: "passwords")
    try bench.write(Self.manifest.replacing("../iam/trust.json", with: "../passwords"), to: "crr/.repllint.json")
    let run = try bench.run("crr")
    #expect(run.status == 1)
    #expect(run.output.contains("--> passwords"), "\(run.output)")
    #expect(!run.output.contains("secret-word"), "\(run.output)")
  }

  @Test func fileBelowAConfigurationInTheCurrentFolderIsOfItsSetup() throws {
    let bench = try Workbench()
    try bench.write(Sample.good, to: "replication.json")
    try bench.write(Self.policy, to: "policies/policy.json")
    try bench.write(Self.trust("s3.amazonaws.com"), to: "trust.json")
    let run = try bench.run("--format", "concise", "policies/policy.json")
    #expect(run.status == 1, "\(run.output)")
    #expect(run.output.contains("trust.json:1:"), "\(run.output)")
  }

  @Test func errorInDeclaredFileOfAnotherNameIsReported() throws {
    let bench = try project(target: Self.policy.replacing("Allow", with: "allow"))
    let run = try bench.run("--format", "concise", "crr")
    #expect(run.status == 1)
    #expect(run.output.contains("crr/policy.txt:1:52: error[effect-invalid]"), "\(run.output)")
  }

  @Test func fileThatDecidesIsNeitherFixedNorCounted() throws {
    let text = Self.policy.replacing("Allow", with: "allow")
    let bench = try project(target: text)
    let run = try bench.run("--fix", "crr")
    #expect(run.status == 1)
    #expect(!run.output.contains("fixable"))
    #expect(run.output.contains("in 2 files"))
    #expect(try bench.read("crr/policy.txt") == text)
  }

  @Test func errorInNeighbourOfNamedConfigurationIsReported() throws {
    let bench = try project()
    try FileManager.default.removeItem(at: bench.url("crr/.repllint.json"))
    try bench.write("ref: refs/heads/main\n", to: ".git/HEAD")
    try bench.write(Self.trust("s3.amazonaws.com"), to: "crr/trust.json")
    let run = try bench.run("--format", "concise", "crr/replication.json")
    #expect(run.status == 1)
    #expect(run.output.contains("crr/trust.json:1:86: error[service-not-backbeat]"), "\(run.output)")
    #expect(!run.output.contains("policy.json"))
  }

  @Test func declaredFileIsShownAsSearchShowsIt() throws {
    let run = try project().run(".")
    #expect(run.status == 0)
    #expect(!run.output.contains("checked alone"), "\(run.output)")
  }

  @Test func namedConfigurationAsksForItsSetups() throws {
    let bench = try project(trust: "s3.amazonaws.com")
    let run = try bench.run("--foreign", "skip", "--", "crr/.repllint.json")
    #expect(run.status == 1)
    #expect(run.output.contains("error[service-not-backbeat]"))
    #expect(run.output.contains("in 4 files"))
    let before = try bench.read("iam/trust.json")
    _ = try bench.run("--fix", "--unsafe-fixes", "crr/.repllint.json")
    #expect(try bench.read("iam/trust.json") == before)
    #expect(try bench.run("trace", "--key", "a", "crr/.repllint.json").output.contains("NOT_CONFIGURED"))
  }

  @Test(arguments: ["crr/.repllint.json", "crr/setups.json"])
  func configurationThatIsChosenAndNamedAsksForItsSetups(_ path: String) throws {
    let bench = try project(trust: "s3.amazonaws.com")
    if path != "crr/.repllint.json" { _ = try bench.shell("mv crr/.repllint.json \(path)") }
    let run = try bench.run("--config", path, path)
    #expect(run.status == 1)
    #expect(run.output.contains("error[service-not-backbeat]"), "\(run.output)")
    #expect(!run.output.contains("not-a-replication-document"), "\(run.output)")
  }
}
