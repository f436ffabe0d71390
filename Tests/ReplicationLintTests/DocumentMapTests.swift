import JSONSource
import Testing

@testable import ReplicationLint

/// Meanings and definitions of values under a cursor.
@Suite struct DocumentMapTests {
  private let guide: GuideDocuments
  private let map: DocumentMap

  init() throws {
    guide = try GuideDocuments()
    map = DocumentMap(guide.inputs, Configuration(sourceBucket: "source-bucket"))
  }

  private func offset(of words: String, in text: String) throws -> Int {
    let range = try #require(text.firstRange(of: words))
    return text[..<range.lowerBound].utf8.count + 1
  }

  private func meaning(_ name: String, at words: String) throws -> String? {
    map.meaning(in: name, at: try offset(of: words, in: guide[name]))?.markdown
  }

  /// The meaning of a value in a document of its own.
  private func meaning(of words: String, alone text: String) throws -> String? {
    DocumentMap([Input(name: "a.json", text: text)], Configuration())
      .meaning(in: "a.json", at: try offset(of: words, in: text))?.markdown
  }

  @Test func valuesOfASetupHaveMeanings() throws {
    let replication = GuideDocuments.replication
    #expect(try meaning(replication, at: "arn:aws:iam::668546647514")?.hasPrefix("The source role") == true)
    #expect(try meaning(replication, at: "arn:aws:iam::779657758625")?.hasPrefix("The target role") == true)
    #expect(try meaning(replication, at: "arn:aws:s3:::target-bucket")?.hasPrefix("The bucket `target-bucket`") == true)
    #expect(try meaning(GuideDocuments.trust, at: "backbeat\"")?.hasPrefix("`backbeat`: the service") == true)
    #expect(try meaning(GuideDocuments.trust, at: "sts:AssumeRole")?.contains("Backbeat assumes the role") == true)
    let policy = GuideDocuments.policy
    #expect(try meaning(policy, at: "s3:GetObjectVersion\"")?.contains("read the object") == true)
    #expect(
      try meaning(policy, at: "arn:aws:s3:::source-bucket/*")?.contains("is the source bucket of the setup") == true)
    #expect(try meaning(policy, at: "arn:aws:s3:::target-bucket/*")?.contains("is a destination of the setup") == true)
    #expect(try meaning(replication, at: "Rules") == nil)
    #expect(map.meaning(in: "none.json", at: 0) == nil)
  }

  private func policy(_ action: String, _ resource: String) -> String {
    #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "\#(action)", "Resource": "\#(resource)"}]}"#
  }

  @Test(arguments: [
    ("s3:DeleteBucket", "`s3:DeleteBucket`: no call of Backbeat needs it."),
    ("s3:Nothing", "`s3:Nothing`: not an S3 action that the server checks."),
    ("s3:*", "`s3:*`: what replication needs of it."),
  ])
  func actionsOutsideASetupHaveMeanings(_ action: String, _ expected: String) throws {
    #expect(try meaning(of: "\(action)\"", alone: policy(action, "*"))?.hasPrefix(expected) == true)
  }

  @Test(arguments: [
    ("arn:aws:s3:::logs", "`arn:aws:s3:::logs`: the bucket `logs` itself, not its objects."),
    ("arn:aws:s3:::logs/x*", "`arn:aws:s3:::logs/x*`: objects of `logs` whose keys match `x*`, not the bucket itself."),
    ("arn:aws:s3:::b", "`arn:aws:s3:::b`: no bucket and no object matches it."),
    ("arn:aws:s3:::b*", "`arn:aws:s3:::b*`: buckets and their objects."),
    ("arn:aws:s3:::*/*", "`arn:aws:s3:::*/*`: objects of"),
  ])
  func resourcesOutsideASetupHaveMeanings(_ resource: String, _ expected: String) throws {
    let found = try meaning(of: "\(resource)\"", alone: policy("s3:*", resource))
    #expect(found?.hasPrefix(expected) == true, "\(found ?? "nil")")
  }

  @Test func servicesAndActionsOfTrustPoliciesHaveMeanings() throws {
    let text = guide[GuideDocuments.trust]
    let other = text.replacing("\"backbeat\"", with: "\"ec2.amazonaws.com\"")
    #expect(try meaning(of: "ec2.", alone: other) == "`ec2.amazonaws.com`: not Backbeat, which is called `backbeat`.")
    let tag = text.replacing("sts:AssumeRole\"", with: "sts:TagSession\"")
    #expect(try meaning(of: "sts:Tag", alone: tag) == "`sts:TagSession`: Backbeat does not use it.")
  }

  @Test func definitionsLeadToPoliciesAndStatements() throws {
    let name = GuideDocuments.replication
    func definitions(_ words: String) throws -> [String] {
      map.definitions(in: name, at: try offset(of: words, in: guide[name])).map(\.path)
    }
    #expect(try definitions("arn:aws:iam::668546647514") == [GuideDocuments.trust])
    #expect(try definitions("arn:aws:s3:::target-bucket") == [GuideDocuments.policy])
    #expect(try definitions("Rules").isEmpty)
    #expect(map.definitions(in: "none.json", at: 0).isEmpty)
  }
}
