import JSONSource
import ReplicationLint
import Testing

/// Bucket policies as documents: sizes, sources and places.
@Suite struct BucketPolicyTests {
  private static let statement = """
    {"Sid": "Replication", "Effect": "Allow", "Principal": {"AWS": "410293857164"}, \
    "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::orders-copy/*"}
    """

  private func check(_ text: String, bucket: String? = nil) -> [Diagnostic] {
    let input = Input(name: "bucket-policy.json", text: text)
    return Linter(configuration: Configuration(bucket: bucket)).check([input]).diagnostics
  }

  private func policy(_ statements: String) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements)]}"#
  }

  @Test(arguments: [0, 1]) func bodyOverTheLimitIsRefused(_ excess: Int) {
    let text = policy(Self.statement)
    // A carriage return before a line feed is not sent.
    let padding = String(repeating: " ", count: Limits.body + excess - text.utf8.count - 1) + "\r\n"
    let found = check(text + padding)
    #expect(found.map(\.rule) == (excess == 0 ? [] : ["limit-exceeded"]))
    #expect(found.first?.platform?.code == (excess == 0 ? nil : "InvalidRequest"))
  }

  @Test func statedBucketDecidesWhichResourcesAreRefused() {
    #expect(check(policy(Self.statement)).isEmpty)
    #expect(check(policy(Self.statement), bucket: "orders-copy").isEmpty)
    #expect(check(policy(Self.statement), bucket: "orders").map(\.rule) == ["bucket-policy-resource-invalid"])
  }

  @Test func findingInAnEmbeddedPolicyHasTheRangeOfTheFile() throws {
    let text = #"""
      {"Policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"\u00e9\", \"Action\": \"s3:ReplicateObject\", \"Resource\": \"arn:aws:s3:::orders-copy\/*\"}]}"}
      """#
    let report = Linter().check([Input(name: "get-bucket-policy.json", text: text)])
    #expect(report.files.map(\.kind) == [.bucketPolicyOutput])
    let found = try #require(report.diagnostics.first { $0.rule == "bucket-policy-principal-invalid" })
    #expect(SourceFile(name: "", text: text).text(in: found.range) == #"\"\u00e9\""#)
    #expect(found.fix == nil)
  }

  @Test func syntaxErrorInAnEmbeddedPolicyIsReportedAtItsCharacter() throws {
    let text = #"""
      {
        "Policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\"\n \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::orders\"}]}"
      }
      """#
    let report = Linter().check([
      Input(SourceFile(name: "get-bucket-policy.json", text: text), kind: .bucketPolicyOutput)
    ])
    let found = try #require(report.diagnostics.first)
    #expect(found.rule == "json-syntax")
    let before = SourceFile(name: "", text: text).text(in: SourceRange(0, found.range.start))
    #expect(before.hasSuffix(#"\"Allow\""#), "\(before.suffix(20))")
    #expect(found.fix == nil)
  }

  @Test func everyRangeOfAnEmbeddedDocumentShowsItsValue() throws {
    let inner = #"{"a": ["\u00e9\n", -1.5e3, {"b\"c": null}], "é": "x/y"}"#
    let escaped = inner.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    let outer = JSONDocument(SourceFile(name: "outer", text: "[\"\(escaped)\"]"))
    let document = try #require(JSONDocument(inside: outer.root.elements[0]))
    #expect(document.isValid)
    let plain = JSONDocument(SourceFile(name: "inner", text: inner))
    func compare(_ node: JSONNode, _ expected: JSONNode) {
      #expect(node.kind == expected.kind && node.sourceText == expected.sourceText)
      #expect(node.string == expected.string)
      let shown = outer.source.text(in: node.range)
      let unescaped = JSONDocument(SourceFile(name: "shown", text: "\"\(shown)\"")).root.string?.text
      #expect(unescaped == expected.sourceText)
      #expect(node.members.count == expected.members.count && node.elements.count == expected.elements.count)
      for (a, b) in zip(node.elements, expected.elements) { compare(a, b) }
      for (a, b) in zip(node.members, expected.members) {
        compare(a.name, b.name)
        compare(a.value, b.value)
      }
    }
    compare(document.root, plain.root)
  }
}
