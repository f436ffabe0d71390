import JSONSource
import ReplicationLint
import Testing

/// What AWS CLI answers to files that are not UTF-8.
@Suite struct FileEncodingTests {
  private static let trust = """
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"},
      "Action": "sts:AssumeRole"}]}
    """

  private func platform(_ name: String, _ bytes: [UInt8], _ kind: DocumentKind? = nil) -> PlatformAnswer? {
    let report = Linter().check([Input(SourceFile(name: name, bytes: bytes), kind: kind)])
    return report.diagnostics.first { $0.rule == "json-syntax" }?.platform
  }

  private static func utf16(_ text: String, mark: [UInt8]) -> [UInt8] {
    mark + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  @Test(arguments: [
    (DocumentKind.trustPolicy, "--assume-role-policy-document"), (.permissionPolicy, "--policy-document"),
    (.bucketPolicy, "--policy"), (.replicationConfiguration, "--replication-configuration"),
  ])
  func fileThatIsNotUTF8ReachesNoServer(_ kind: DocumentKind, _ parameter: String) throws {
    let latin = Array("{\"a\": \"x".utf8) + [0xE9] + Array("\"}".utf8)
    for bytes in [latin, Self.utf16(Self.trust, mark: [0xFF, 0xFE])] {
      let answer = try #require(platform("a.json", bytes, kind))
      #expect(answer.by == .client)
      #expect(answer.message.hasPrefix("Error parsing parameter '\(parameter)': Unable to load paramfile (a.json), "))
    }
  }

  @Test func textThatDecodesReachesTheServer() {
    #expect(platform("trust.json", Self.utf16(Self.trust, mark: []))?.code == "MalformedPolicyDocument")
    #expect(platform("trust.json", Array(Self.trust.dropLast().utf8))?.code == "MalformedPolicyDocument")
  }
}
