import Foundation
import Testing

@testable import repllint

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
    (
      "An error occurred (InvalidRequest) when calling the PutBucketReplication operation: Found overlapping prefixes "
        + "'a' and 'ab'", "prefix-overlap"
    )
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

  // MARK: Groups and statuses

  private func slugs(_ arguments: [String]) throws -> [String] {
    let run = try bench.launch(arguments)
    #expect(run.status == 0)
    return run.output.split(separator: "\n").map { String($0.prefix { $0 != " " }) }
  }

  @Test(arguments: ["setup", "trust", "style", "Setup"]) func groupIsExplainedByItsRules(group: String) throws {
    let found = try slugs(["explain", group])
    #expect(found.count > 3)
    #expect(found == (try slugs(["rules", group.lowercased()])))
    #expect(found.contains("backbeat-not-trusted") == (group == "trust"))
  }

  @Test func rulesListsGroupsAndRules() throws {
    #expect(try slugs(["rules", "role-count"]) == ["role-count"])
    #expect(
      Set(try slugs(["rules", "trust", "style"]))
        == Set(try slugs(["rules", "trust"]) + slugs(["rules", "style"])))
    let run = try bench.run("rules", "trsut")
    #expect(run.status == 2)
    #expect(run.error.contains("did you mean `trust`?"))
  }

  /// A refused call of Backbeat has causes in trust policies and in permission policies.
  @Test(arguments: [
    "403", "HTTP 403", "AccessDenied", "access denied",
    "An error occurred (AccessDenied) when calling the HeadObject operation: Access Denied",
  ])
  func refusedCallListsItsCauses(words: String) throws {
    let found = try slugs(["explain", words])
    for slug in ["backbeat-not-trusted", "source-read-missing", "target-replicate-missing", "source-replicate-object"] {
      #expect(found.contains(slug))
    }
    #expect(!found.contains("prefix-overlap"))
  }

  @Test func statusOfRefusedDocumentsListsTheirRules() throws {
    let found = try slugs(["explain", "400"])
    for slug in ["prefix-overlap", "status-invalid", "role-count", "effect-invalid"] { #expect(found.contains(slug)) }
    #expect(!found.contains("backbeat-not-trusted"))
    #expect(try bench.run("explain", "418").status == 2)
  }

  @Test func explanationIsJSONOnRequest() throws {
    let rule = try bench.run("explain", "role-count", "--format", "json")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(rule.output.utf8)) as? [String: Any])
    #expect(object["rule"] as? String == "role-count")
    #expect((object["answers"] as? [[String: Any]])?.isEmpty == false)
    let group = try bench.run("explain", "trust", "--format", "json")
    let list = try #require(try JSONSerialization.jsonObject(with: Data(group.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["rule"] as? String } == (try slugs(["rules", "trust"])))
  }

  @Test func everyCauseOfAnErrorCodeIsARule() throws {
    let known = Set(try slugs(["rules"]))
    for code in PlatformCode.all { #expect(Set(code.causes).isSubset(of: known)) }
  }
}
