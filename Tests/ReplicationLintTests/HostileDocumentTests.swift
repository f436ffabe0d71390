import Foundation
import JSONSource
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

/// Documents that are made to be too much: checking, reporting and fixing them takes time that grows with their size.
@Suite struct HostileDocumentTests {
  /// A document with `count` of something in it.
  struct Shape: Sendable, CustomStringConvertible {
    let description: String
    let make: @Sendable (Int) -> String
  }

  private static func policy(_ name: String, _ statement: @escaping @Sendable (Int) -> String) -> Shape {
    Shape(description: name) { count in
      #"{"Version": "2012-10-17", "Statement": [\#((0..<count).map(statement).joined(separator: ","))]}"#
    }
  }

  private static func statement(_ name: String, _ head: String, _ item: @escaping @Sendable (Int) -> String) -> Shape {
    Shape(description: name) { count in
      let items = (0..<count).map(item).joined(separator: ",")
      let rest = #""Effect": "Allow", "Action": "s3:GetObject", "Resource": "*""#
      return #"{"Version": "2012-10-17", "Statement": [{\#(rest), \#(head.replacing("%", with: items))}]}"#
    }
  }

  private static func configuration(_ name: String, _ rule: @escaping @Sendable (Int) -> String) -> Shape {
    Shape(description: name) { count in
      let role = "arn:aws:iam::410293857164:role/source,arn:aws:iam::930417265580:role/target"
      return #"{"Role": "\#(role)", "Rules": [\#((0..<count).map(rule).joined(separator: ",\n"))]}"#
    }
  }

  static let shapes: [Shape] = [
    policy("statements") { #"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/\#($0)"}"# },
    policy("statements that are numbers") { "\($0)" },
    policy("statements with invalid Sids") {
      #"{"Sid": "a b\#($0)", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#
    },
    policy("statements with one Sid") { _ in #"{"Sid": "a", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}"# },
    statement("unknown actions", #""NotAction": [%]"#) { #""s3:x\#($0)""# },
    statement("one action repeated", #""NotAction": [%]"#) { _ in #""s3:GetObject""# },
    statement("resources", #""NotResource": [%]"#) { #""arn:aws:s3:::b/\#($0)*""# },
    statement("unknown members", "%") { #""k\#($0)": 1"# },
    statement("condition keys", #""Condition": {"StringEquals": {%}}"#) { #""aws:k\#($0)": "v""# },
    statement("condition operators", #""Condition": {%}"#) { #""Op\#($0)": {"aws:SourceIp": "v"}"# },
    statement("condition values", #""Condition": {"IpAddress": {"aws:SourceIp": [%]}}"#) { #""300.0.0.\#($0)""# },
    statement("principals", #""Principal": {"AWS": [%]}"#) { #""arn:aws:iam::41029385716\#($0 % 10):role/r\#($0)""# },
    configuration("invalid rules") { _ in #"{"Prefix": "", "Status": "x", "Destination": {"Bucket": "y"}}"# },
    configuration("rules") {
      #"{"Prefix": "p\#($0)/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}"#
    },
    configuration("rules that overlap") {
      #"{"Prefix": "\#($0 % 2 == 0 ? "a" : "ab")", "Status": "Enabled", "Destination": {"Bucket": "orders"}}"#
    },
    configuration("rules that are numbers") { "\($0)" },
    Shape(description: "members of one name") { count in
      "{\"Rules\": [], \(Array(repeating: "\"Role\": \"r\"", count: count).joined(separator: ","))}"
    },
    Shape(description: "letters of a role") {
      "{\"Role\": \"\(String(repeating: "a", count: $0 * 40))\", \"Rules\": []}"
    },
    Shape(description: "commas of a role") {
      "{\"Role\": \"\(String(repeating: ",", count: $0 * 10))\", \"Rules\": []}"
    },
    Shape(description: "combining marks") {
      "{\"Role\": \"a\(String(repeating: "\u{301}", count: $0 * 10))\", \"Rules\": []}"
    },
    Shape(description: "wildcards") {
      let stars = String(repeating: "*a", count: $0 * 4)
      return
        #"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:\#(stars)", "Resource": "\#(stars)"}]}"#
    },
    Shape(description: "foreign members") { count in
      "{\((0..<count).map { "\"k\($0)\": [\"v\"]" }.joined(separator: ","))}"
    },
    Shape(description: "syntax errors") { "[\(String(repeating: "'a'\n", count: $0))]" },
  ]

  @Test(arguments: shapes) func timeToCheckGrowsWithTheDocument(_ shape: Shape) {
    let growth = CPUTime.growth(40) { count in
      let report = Linter().check([Input(name: "a.json", text: shape.make(count))])
      #expect(report.files.count + report.skipped.count >= 1)
    }
    #expect(growth < CPUTime.linearLimit, "eight times the size takes \(growth) times as long")
  }

  @Test(
    arguments: shapes.filter { ["invalid rules", "members of one name", "combining marks"].contains($0.description) })
  func timeToReportGrowsWithTheFindings(_ shape: Shape) {
    var reports: [Int: Report] = [:]
    for count in [40, 320] { reports[count] = Linter().check([Input(name: "a.json", text: shape.make(count))]) }
    for format in ReportFormat.allCases {
      let growth = CPUTime.growth(40) { count in _ = reports[count].map { format.render($0) } }
      #expect(growth < CPUTime.linearLimit, "\(format): eight times the size takes \(growth) times as long")
    }
  }

  @Test func endlessBracketsAreOneFindingAtTheLimit() {
    let text = String(repeating: "[", count: 100_000)
    let found = Linter().check([Input(name: "a.json", text: text, kind: .permissionPolicy)]).diagnostics
    let syntax = found.filter { $0.rule == "json-syntax" }
    #expect(syntax.map(\.message) == ["more than \(JSONDocument.depthLimit) brackets are open here"])
    #expect(syntax.map(\.range) == [SourceRange(JSONDocument.depthLimit, JSONDocument.depthLimit + 1)])
  }

  @Test func syntaxErrorsBeyondTheLimitAreOneFinding() throws {
    let text = "{\"Version\": \"2012-10-17\", \"Statement\": [\n\(String(repeating: "{01}\n", count: 300))]}"
    let found = Linter().check([Input(name: "a.json", text: text, kind: .permissionPolicy)]).diagnostics
    let last = try #require(found.filter { $0.rule == "json-syntax" }.max { $0.range < $1.range })
    #expect(last.message == "more than 100 syntax errors: no further ones are reported")
    #expect(last.consequence == .refused)
  }

  @Test(arguments: [2, 3, Effort.count(quick: 10_000, usual: 100_000)]) func memberRepeatedIsOneFinding(_ count: Int)
    throws
  {
    let text = "{\"Rules\": [], \(Array(repeating: "\"Role\": \"r\"", count: count).joined(separator: ","))}"
    let input = Input(name: "a.json", text: text)
    let found = Linter().check([input]).diagnostics.filter { $0.rule == "duplicate-key" }
    let times = count == 2 ? "twice" : "\(count) times"
    #expect(found.map(\.message) == ["the member `Role` appears \(times) in one object, and only the last one counts"])
    #expect(found.first?.labels.count == min(count - 1, 8))
    let fixed = try #require(FixApplier(linter: Linter()).apply(to: [input], includeUnsafe: true).first)
    #expect(String(decoding: fixed.fixed, as: UTF8.self).count { $0 == "r" } == 1)
  }

  @Test func membersRepeatedBetweenOthersAreRemovedAlone() throws {
    let text = "{\"Role\": 1, \"Role\": 2,\n  \"Rules\": [], \"Role\": 3,\n  \"Role\": \"r\"\n}\n"
    let applier = FixApplier(linter: Linter(configuration: Configuration(select: ["duplicate-key"])))
    let fixed = try #require(applier.apply(to: [Input(name: "a.json", text: text)], includeUnsafe: true).first)
    #expect(String(decoding: fixed.fixed, as: UTF8.self) == "{\n  \"Rules\": [],\n  \"Role\": \"r\"\n}\n")
  }

  @Test func fileWithManySyntaxErrorsIsFixed() throws {
    let text = "{\"Version\": \"2012-10-17\", \"Statement\": [\n\(String(repeating: "//\n", count: 250))]}\n"
    let input = Input(name: "a.json", text: text, kind: .permissionPolicy)
    let fixed = try #require(FixApplier(linter: Linter()).apply(to: [input], includeUnsafe: false).first)
    #expect(JSONDocument(SourceFile(name: "a.json", bytes: fixed.fixed)).isValid)
  }

  @Test(.enabled(if: Effort.isThorough, "takes long in debug builds"))
  func fileBeyondTheSizeLimitIsOneFinding() {
    let bytes = [UInt8](repeating: 0x20, count: JSONDocument.sizeLimit + 1)
    let found = Linter().check([Input(SourceFile(name: "a.json", bytes: bytes), kind: .permissionPolicy)]).diagnostics
    #expect(found.map(\.message).contains("the file is larger than \(JSONDocument.sizeLimit) bytes, so it is not read"))
  }
}
