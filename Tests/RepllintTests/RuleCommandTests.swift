import Foundation
import Testing

/// `repllint explain` and `repllint rules`.
struct RuleCommandTests {
  private let bench: Workbench

  init() throws { bench = try Workbench() }

  @Test func aRuleIsExplainedByItsName() throws {
    for name in ["role-count", "ROLE-COUNT"] {
      let run = try bench.run("explain", name)
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("role-count: "))
      #expect(run.output.contains("References"))
    }
  }

  @Test(arguments: [
    ["MalformedXML"], ["malformedxml"], ["did not validate against"], ["did", "not", "validate"],
    [
      "An error occurred (MalformedXML) when calling the PutBucketReplication operation: The XML you provided was not "
        + "well-formed or did not validate against our published schema."
    ],
  ])
  func anAnswerOfThePlatformListsItsRules(words: [String]) throws {
    let run = try bench.launch(["explain"] + words)
    #expect(run.status == 0)
    let slugs = run.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(slugs.contains("status-invalid"))
    #expect(slugs.contains("rule-prefix-missing"))
    if words.joined().lowercased().contains("malformedxml") { #expect(slugs.contains("required-member-missing")) }
    #expect(!slugs.contains("unused-suppression"))
  }

  @Test(arguments: [
    ("AccessDenied", "source-replicate-object"), ("access denied", "source-replicate-object"),
    (
      "An error occurred (InvalidRequest) when calling the PutBucketReplication operation: Found overlapping prefixes "
        + "'a' and 'ab'", "prefix-overlap"
    ),
  ])
  func anAnswerOfOneRuleExplainsIt(words: String, slug: String) throws {
    #expect(try bench.run("explain", words).output.hasPrefix("\(slug): "))
  }

  @Test func unknownWordsEndWithTwoAndASuggestion() throws {
    let run = try bench.run("explain", "role-cuont")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error == "repllint: no rule is about `role-cuont`; did you mean `role-count`?\n")
  }

  @Test func theCatalogueIsListedAsTextAndJSON() throws {
    let text = try bench.run("rules")
    let json = try bench.run("rules", "--format", "json")
    #expect(text.status == 0 && json.status == 0)
    let rules = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(
      rules.map { $0["rule"] as? String } == text.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) })
    for rule in rules {
      #expect(
        (rule["platform"] != nil) || rule["consequence"] as? String != "refused"
          || rule["rule"] as? String == "json-syntax")
    }
  }
}
