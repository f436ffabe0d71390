import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// The rules of style, and what their fixes write.
@Suite struct StyleTests {
  /// The text with the fixes of `rule` applied, and nothing else.
  private func fixed(_ text: String, _ rule: String) -> String {
    let linter = Linter(configuration: Configuration(select: [rule]))
    let inputs = [Input(name: "a.json", text: text)]
    let result = FixApplier(linter: linter).apply(to: inputs, includeUnsafe: false).first?.fixed
    return result.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  private func messages(_ text: String, _ rule: String) -> [String] {
    Linter(configuration: Configuration(select: [rule])).check([Input(name: "a.json", text: text)]).diagnostics
      .map(\.message)
  }

  private func policy(_ statements: String...) -> String {
    #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
  }

  private func replication(_ rules: String...) -> String {
    #"{"Role": "r", "Rules": [\#(rules.joined(separator: ", "))]}"#
  }

  // MARK: one-or-list

  @Test func singleStringIsPutInBracketsUnchanged() {
    let written = policy(#"{"Effect": "Allow", "Action": "s3:Get\u002a",  "Resource" : "*" }"#)
    #expect(
      fixed(written, "one-or-list")
        == policy(#"{"Effect": "Allow", "Action": ["s3:Get\u002a"],  "Resource" : ["*"] }"#))
    #expect(
      messages(policy(#"{"Effect": "Allow", "NotAction": "s3:*", "NotResource": []}"#), "one-or-list")
        == ["`NotAction` is a string, not a list"])
  }

  // MARK: canonical-case

  @Test(arguments: [
    ("s3:getobjectversion", "s3:GetObjectVersion"), ("S3:ListBucket", "s3:ListBucket"),
    ("STS:ASSUMEROLE", "sts:AssumeRole"), (#"s3:replicate\u0064elete"#, "s3:ReplicateDelete"),
    ("s3:getobjectverſion", "s3:getobjectverſion"), ("s3:getobject*", "s3:getobject*"),
    ("s3:noSuchAction", "s3:noSuchAction"), (#"s3:GetObject\u0041cl"#, #"s3:GetObject\u0041cl"#),
  ])
  func knownActionsAreWrittenAsThePlatformWritesThem(_ written: String, _ wanted: String) {
    func document(_ action: String) -> String {
      policy(#"{"Effect": "Allow", "Action": ["\#(action)"], "NotAction": "x", "Resource": "*"}"#)
    }
    #expect(fixed(document(written), "canonical-case") == document(wanted))
  }

  // MARK: order

  @Test func membersChangePlacesAndNothingBetweenThemDoes() {
    let written = """
      {"Statement": {
        "Resource":  ["*"]  ,
        "Comment" : {"b": 1, "a": 2},
        "Action" :"s3:*",   "Effect": "Allow",
        "Sid": "One"
      }, "Version" : "2012-10-17"}
      """
    let wanted = """
      {"Version" : "2012-10-17", "Statement": {
        "Sid": "One"  ,
        "Comment" : {"b": 1, "a": 2},
        "Effect": "Allow",   "Action" :"s3:*",
        "Resource":  ["*"]
      }}
      """
    #expect(fixed(written, "order") == wanted)
    #expect(
      messages(written, "order") == [
        "`Action` usually comes before `Resource`", "`Version` usually comes before `Statement`",
      ])
  }

  @Test func rulesAreOrderedAsInTheGuide() {
    #expect(
      fixed(
        #"{"Rules": [{"Status": "Enabled", "Priority": 1, "ID": "a", "Destination": {"StorageClass": "x", "Bucket": "y"}, "Prefix": ""}], "Role": "r"}"#,
        "order")
        == replication(
          #"{"ID": "a", "Priority": 1, "Prefix": "", "Destination": {"StorageClass": "x", "Bucket": "y"}, "Status": "Enabled"}"#
        ))
  }

  @Test func whichOfTwoMembersCountsIsLeftAlone() {
    let written = policy(#"{"Action": "s3:GetObject", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#)
    #expect(messages(written, "order") == ["`Effect` usually comes before `Action`"])
    #expect(fixed(written, "order") == written)
  }

  // MARK: sid-missing, rule-id-missing

  @Test func sidsAreMadeOfEffectAndActionAndEachIsUsedOnce() {
    let written = policy(
      #"{"Effect": "Allow", "Action": ["s3:GetObjectVersion", "s3:ListBucket"], "Resource": "*"}"#,
      #"{"Sid": "AllowGetObjectVersion2", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}"#,
      #"{"Effect": "Allow", "Action": "s3:GetObjectVersion", "Resource": "*"}"#,
      #"{"Effect": "Deny", "NotAction": "s3:Put*", "Resource": "*"}"#,
      #"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#,
      #"{"sid": "x", "Effect": "Deny", "Action": "s3:é", "Resource": "*"}"#,
      "{\n    \"Effect\": \"Allow\"\n  }",
      #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#)
    let result = fixed(written, "sid-missing")
    let sids = PolicyDocument(JSONDocument(SourceFile(name: "", text: result)).root, purpose: .permission)
      .readableStatements.map { $0.sid.value?.text ?? "-" }
    #expect(
      sids == [
        "AllowGetObjectVersion", "AllowGetObjectVersion2", "AllowGetObjectVersion3", "DenyAllButPut", "DenyAll", "-",
        "Allow", "AllowS3",
      ])
    #expect(result.contains("{\n    \"Sid\": \"Allow\",\n    \"Effect\": \"Allow\"\n  }"))
    #expect(result.contains(#"{"Sid": "DenyAll", "Effect": "Deny""#))
  }

  @Test func idsAreMadeOfThePrefixAndEachIsUsedOnce() {
    let long = String(repeating: "p", count: 128)
    let written = replication(
      #"{"Prefix": "logs/2024/"}"#, #"{"ID": "logs-2024-2", "Prefix": "logs"}"#, #"{"Prefix": "logs//2024"}"#,
      #"{"Prefix": ""}"#, #"{"ID": "", "Prefix": "é/\"😀"}"#, #"{"Prefix": "a/\#(long)"}"#, #"{"Prefix": "\#(long)"}"#,
      #"{"Id": "x", "Prefix": "a"}"#)
    let ids = ReplicationConfiguration(
      JSONDocument(SourceFile(name: "", text: fixed(written, "rule-id-missing"))).root
    ).readableRules.map { $0.id.value?.text ?? "-" }
    #expect(ids == ["logs-2024", "logs-2024-2", "logs-2024-3", "rule-4", "é-😀", "a", "rule-7", "-"])
  }

  // MARK: layout

  @Test(arguments: [
    // A level for each line with open brackets; closing brackets align with the line that opens.
    (
      "{\n\t\"Statement\": [{\n\"Effect\": \"Allow\",\n      \"Action\": [\n\"a\", \"b\"]\n    }, {\n}\n]}\n",
      "{\n  \"Statement\": [{\n    \"Effect\": \"Allow\",\n    \"Action\": [\n      \"a\", \"b\"]\n  }, {\n  }\n  ]}\n"
    ),
    // Inside a string nothing is whitespace or a bracket.
    (
      "  {\n \"Statement\": [{\"Sid\": \"  [\\\" {\",\n  \"Effect\": \"}\\\\\"}]}\n",
      "{\n  \"Statement\": [{\"Sid\": \"  [\\\" {\",\n    \"Effect\": \"}\\\\\"}]}\n"
    ),
    ("{\"Statement\": []  \t\n\n  }", "{\"Statement\": []\n\n}\n"),
    ("{\"Statement\": []}\n\n \n", "{\"Statement\": []}\n"), ("{\"Statement\": []} ", "{\"Statement\": []}\n"),
    ("{\r\n\"Statement\":\n []\r\n}", "{\r\n  \"Statement\":\r\n  []\r\n}\r\n"),
    ("{\r\"Statement\": []\r}", "{\r  \"Statement\": []\r}\r"),
    ("{\r\n\"Statement\": []\n}", "{\n  \"Statement\": []\n}\n"),
  ])
  func onlyLeadingAndTrailingWhitespaceChanges(_ written: String, _ wanted: String) {
    let result = fixed(written, "layout")
    #expect(result.utf8.elementsEqual(wanted.utf8), "\(LineDiff(expected: wanted, actual: result))")
    #expect(messages(wanted, "layout") == [])
  }

  @Test func eachKindOfInconsistentWhitespaceIsReportedOnce() {
    #expect(
      messages("{\n \"Statement\": [ \n ],  \n\"Version\": \"\"\r\n\n}", "layout") == [
        "this line and 2 more are not indented by two spaces per level",
        "this line and 1 more have trailing whitespace",
        "this line does not end in LF as most lines do", "the last line has no line ending",
      ])
  }

  // MARK: all together

  @Test func theGuidesDocumentsAreQuietUnlessStyleIsSelected() throws {
    for path in Fixtures.documents where path.hasPrefix("samples/guide") {
      let found = Linter().check([Input(try Fixtures.source(path))]).diagnostics
      #expect(found.isEmpty, "\(path): \(found.map(\.message))")
    }
  }

  @Test func outputOfCommandsHasNoStyle() throws {
    for path in Fixtures.documents where path.hasPrefix("samples/captures") && !path.contains(".repllint") {
      let linter = Linter(configuration: Configuration(select: ["style"]))
      let found = linter.check([Input(try Fixtures.source(path))]).diagnostics
      #expect(found.isEmpty, "\(path): \(found.map(\.message))")
    }
  }

  @Test func fixesNeverChangeTheMeaningOfADocument() throws {
    let styled = Linter(configuration: Configuration(select: ["style"]))
    var count = 0
    for path in Effort.sample(Fixtures.documents, oneOf: 15) {
      let source = try Fixtures.source(path)
      guard let result = FixApplier(linter: styled).apply(to: [Input(source)], includeUnsafe: false).first else {
        continue
      }
      count += 1
      let fixed = SourceFile(name: path, bytes: result.fixed)
      #expect(plain(JSONDocument(source).root) == plain(JSONDocument(fixed).root), "\(path)")
      #expect(refusals(source) == refusals(fixed), "\(path)")
      let left = styled.check([Input(fixed)]).diagnostics.filter { $0.fix != nil }
      #expect(left.isEmpty, "\(path): \(left.map(\.message))")
    }
    #expect(count > 0)
  }

  private func refusals(_ source: SourceFile) -> [String] {
    Linter().check([Input(source)]).diagnostics.filter { $0.consequence == .refused }.map(\.rule).sorted()
  }

  /// The value as the server evaluates it: the last of equal names, actions without regard to case, one text as a list
  /// of one, and no names of statements and rules.
  private func plain(_ node: JSONNode, in name: String = "") -> String {
    switch node.kind {
    case .object:
      let members = Dictionary(
        node.members.map { ($0.name.string?.text ?? "", $0.value) }, uniquingKeysWith: { _, last in last })
      let texts = members.filter { !["Sid", "ID"].contains($0.key) }.sorted { $0.key < $1.key }
        .map { "\($0.key): \(plain($0.value, in: $0.key))" }
      return "{\(texts.joined(separator: ", "))}"
    case .array:
      return "[\(node.elements.map { plain($0, in: "\(name) element") }.joined(separator: ", "))]"
    case .string:
      let text = node.string?.text ?? ""
      let value = jsonString(name.contains("Action") ? text.lowercased() : text)
      return ["Action", "NotAction", "Resource", "NotResource"].contains(name) ? "[\(value)]" : value
    default: return node.sourceText
    }
  }
}
