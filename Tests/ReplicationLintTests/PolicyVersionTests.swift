import ReplicationLint
import Testing

/// Versions of a managed policy, as get-policy-version answers them: IAM evaluates the default version alone.
@Suite struct PolicyVersionTests {
  private static let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"#

  private static func version(_ number: Int, isDefault: Bool, _ document: String) -> String {
    #"{"PolicyVersion":{"VersionId":"v\#(number)","IsDefaultVersion":\#(isDefault),"Document":\#(document)}}"#
  }

  private func report(_ versions: [String], isDeclared: Bool) -> Report {
    var files = [
      "replication.json": SetupLayoutTests.replication(), "target-policy.json": SetupLayoutTests.target(),
      "trust.json": SetupLayoutTests.trust,
    ]
    let names = versions.indices.map { "source-policy-v\($0 + 1).json" }
    for (name, version) in zip(names, versions) { files[name] = version }
    var configuration = Configuration()
    if isDeclared {
      let source = SetupDeclaration.SiteDeclaration(trust: "trust.json", permissions: names)
      let target = SetupDeclaration.SiteDeclaration(trust: "trust.json", permissions: ["target-policy.json"])
      configuration.setups = [
        SetupDeclaration(name: "orders", replication: "replication.json", source: source, target: target)
      ]
    }
    return Linter(configuration: configuration).check(files.map { Input(name: $0.key, text: $0.value) })
  }

  @Test(arguments: [false, true]) func grantsOfAnOldVersionDoNotCount(_ isDeclared: Bool) {
    let weak = SetupLayoutTests.source().replacing("s3:GetObjectVersion", with: "s3:GetBucketVersioning")
    let versions = [
      Self.version(1, isDefault: false, SetupLayoutTests.source()), Self.version(2, isDefault: true, weak),
    ]
    #expect(report(versions, isDeclared: isDeclared).setups.map(\.replicates) == [false])
  }

  @Test(arguments: [false, true]) func denyOfAnOldVersionDoesNotCount(_ isDeclared: Bool) {
    let versions = [
      Self.version(1, isDefault: false, Self.deny), Self.version(2, isDefault: true, SetupLayoutTests.source()),
    ]
    let report = report(versions, isDeclared: isDeclared)
    #expect(report.setups.map(\.replicates) == [true])
    #expect(report.diagnostics.allSatisfy { $0.severity != .error })
  }

  @Test(arguments: [false, true]) func oldVersionAloneProvesNothing(_ isDeclared: Bool) {
    let report = report([Self.version(1, isDefault: false, SetupLayoutTests.source())], isDeclared: isDeclared)
    #expect(report.setups.map(\.replicates) == [nil])
  }
}
