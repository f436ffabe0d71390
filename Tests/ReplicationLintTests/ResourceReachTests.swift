import JSONSource
import ReplicationLint
import Testing

/// The computed reach of a resource is compared with the evaluator.
@Suite struct ResourceReachTests {
  static let resources = [
    "*", "**", "*:*", "*:aws:s3:::orders/*", "*rn:aws:s3:::orders", "arn:aws:s3:::orders", "arn:aws:s3:::orders/*",
    "arn:aws:s3:::orders*", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws:s3:::orders?copy", "arn:aws:s3:::order?",
    "arn:aws:s3:::orders/", "arn:aws:s3:::orders/a", "arn:aws:s3:::orders/${*}", "arn:aws:s3:::${*}",
    "arn:aws:s3:*:*:orders/*", "arn:aws:*:::orders", "arn:aws:s3:us-east-1::orders", "arn:aws:s3::226819404513:orders",
    "arn:scality:s3:::orders", "arn:aws:iam:::role", "arn:aws:s3:::orders:x", "arn:aws:s3:::orders/a:b",
    "arn:aws:s3:::orders*a:b",
    "arn:aws:s3:::Orders", "arn:aws:s3:::or_ders*", "arn:aws:s3:::/orders", "arn:aws:s3:::", "arn:aws:s3:::*Orders",
    "arn:aws:s3:::orders/${aws:userid}", "arn:aws:s3:::orders/${team}", "arn:aws:s3:::orders/${aws:username}",
    "*foo", "* ", "xarn:aws:s3:::orders", " arn:aws:s3:::orders", "arn:aws:s3:::?rders/??",
    "arn:aws:s3:::orders*/", "arn:aws:s3:::order?/", "arn:aws:s3:::orders?/", "arn:aws:s3:::*/",
    "arn:aws:s3:::orders/*/",
    "arn:aws:s3:::${team}", "arn:aws:s3:::${team}/*", "arn:aws:s3:::orders${team}/*", "arn:aws:s3:::orders-${team",
    "arn:aws:s3:::orders*${team}", "arn:aws:s3:::*${team}", "arn:aws:s3:::ord${a/b}", "arn:aws:s3:::${*}${team}/*",
  ]

  @Test func variableThatStaysInTheNameOfTheBucketMatchesNothing() {
    for resource in ["${team}", "${team}/*", "orders${team}/*", "orders-${team", "ord${a/b}", "${team*}/a"] {
      #expect(ResourceReach("arn:aws:s3:::\(resource)") == .dead(.variable), "\(resource)")
    }
    for resource in ["orders/${team}", "orders*${team}", "*${team}/*", "${*}", "${aws:userid}/*"] {
      guard case .alive = ResourceReach("arn:aws:s3:::\(resource)") else {
        Issue.record("\(resource)")
        continue
      }
    }
  }

  @Test func bucketBeforeTheSlashOfAWildcardHasThreeCharacters() {
    for (resource, expected) in [
      ("or?/", ResourceReach.alive(buckets: false, objects: false)), ("ord?/", .alive(buckets: false, objects: true)),
      ("or?", .alive(buckets: true, objects: false)), ("ord?", .alive(buckets: true, objects: false)),
      ("ord?x", .alive(buckets: true, objects: true)),
    ] {
      #expect(ResourceReach("arn:aws:s3:::\(resource)") == expected, "\(resource)")
    }
  }

  @Test(arguments: resources)
  func nothingOutOfReachIsAllowed(_ resource: String) throws {
    guard case let reach = ResourceReach(resource), ResourceGrammar.accepts(resource) else { return }
    let text = """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "\(resource)"}}
      """
    let policy = try #require(
      Document(SourceFile(name: "policy.json", text: text), kind: .permissionPolicy).policy)
    for name in ["orders", "orders-copy", "order", "orders-1", "xorders"] {
      for key in [nil, "a", "a/b", "aa", "a:b", "copy", "*", "${team}", "Orders", "/orders", "a/", "/"] {
        let request = RequestContext(
          action: "s3:Any", resource: "arn:aws:s3:::\(name)\(key.map { "/\($0)" } ?? "")", facts: nil)
        let isAllowed: Bool
        if case .allow = evaluate([policy], request) { isAllowed = true } else { isAllowed = false }
        guard isAllowed else { continue }
        guard case .alive(let buckets, let objects) = reach else {
          Issue.record("\(resource) is reported to match nothing, and matches \(name) \(key ?? "")")
          return
        }
        #expect(key == nil ? buckets : objects, "\(resource) matches \(name) \(key ?? "")")
      }
    }
  }
}
