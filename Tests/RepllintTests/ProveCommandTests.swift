import RepllintTestSupport
import Testing

/// `repllint prove` and `repllint verify` as processes.
struct ProveCommandTests {
  private let bench: Workbench
  private static let files = ["backbeat-role-trust-policy", "S3-role-permissions-policy", "replication-configuration"]

  init() throws {
    bench = try Workbench()
    for name in Self.files {
      try bench.write(
        String(decoding: try Fixtures.bytes("samples/guide/\(name).json"), as: UTF8.self), to: "\(name).json")
    }
  }

  @Test func certificateHoldsUntilADocumentChanges() throws {
    #expect(try bench.run("prove", ".", "--certificate", "proof.json").status == 0)
    let verified = try bench.run("verify", "proof.json")
    #expect(verified.status == 0)
    #expect(
      verified.output
        == "the certificate holds: 1 setup, 4 questions, 0 answers without a proof, 0 facts taken as given\n")
    // A former certificate in the folder is written anew.
    #expect(try bench.run("prove", ".", "--certificate", "proof.json").status == 0)
    let policy = try bench.read("S3-role-permissions-policy.json")
    try bench.write(policy + "\n", to: "S3-role-permissions-policy.json")
    let broken = try bench.run("verify", "proof.json")
    #expect(broken.status == 1)
    #expect(
      broken.error.contains("proof.json does not hold: `S3-role-permissions-policy.json` is not the file"))
    #expect(broken.error.split(separator: "\n").count == 1)
  }

  @Test func certificateIsRecorded() throws {
    #expect(try bench.run("prove", ".", "--certificate", "proof.json").status == 0)
    expectGolden(try bench.read("proof.json"), at: "Tests/Fixtures/certificate/expected.json")
  }

  @Test func setupThatIsNotProvedHasStatusOneAndNoCertificate() throws {
    let run = try bench.run("prove", ".", "--server-version", "9.5.2", "--certificate", "proof.json")
    #expect(run.status == 1)
    #expect(run.output.contains("not proved"))
    #expect(run.output.contains("`s3:ReplicateObject` on `source-bucket`: refused for"))
    #expect(try bench.run("verify", "proof.json").status == 2)
  }

  @Test func certificateNeverReplacesADocument() throws {
    let before = try bench.read("replication-configuration.json")
    #expect(try bench.run("prove", ".", "--certificate", "replication-configuration.json").status == 2)
    #expect(try bench.read("replication-configuration.json") == before)
  }

  @Test func whatIsNoCertificateIsTrouble() throws {
    #expect(try bench.run("verify", "replication-configuration.json").status == 2)
    #expect(try bench.run("verify", "none.json").status == 2)
  }

  @Test func folderWithoutSetupIsTrouble() throws {
    try bench.write("{}", to: "other/notes.json")
    #expect(try bench.run("prove", "other").status == 2)
  }
}
