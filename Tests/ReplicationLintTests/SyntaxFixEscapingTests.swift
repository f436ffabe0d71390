import JSONSource
import ReplicationLint
import RepllintTestSupport
import Testing

/// Fixes of syntax errors copy text from one kind of quotes into another.
@Suite struct SyntaxFixEscapingTests {
  /// A replication configuration whose status is `value`.
  private static func document(_ value: String) -> String {
    """
    {
      "Role": "arn:aws:iam::410293857164:role/a,arn:aws:iam::930417265580:role/b",
      "Rules": [
        { "ID": \(value), "Prefix": "", "Status": "Enabled", "Destination": { "Bucket": "arn:aws:s3:::copy" } }
      ]
    }

    """
  }

  @Test(arguments: [
    "'a\"\u{301}b'", "'a\"\u{200D}'", "'a\\\u{301}'", "\u{201C}a\"\u{301}b\u{201D}", "'\u{301}a'", "'a\u{301}'",
    "\u{201C}\u{301}a\u{201D}",
  ])
  func fixedFileIsJSONWithTheSameScalars(_ value: String) {
    let input = Input(name: "replication.json", text: Self.document(value))
    let fixed = FixApplier(linter: Linter()).apply(to: [input], includeUnsafe: true)
    for file in fixed {
      let document = JSONDocument(SourceFile(name: file.path, bytes: file.fixed))
      #expect(document.isValid)
      let id = document.root.members.last?.value.elements.first?.members.first?.value.string?.text ?? ""
      #expect(Array(id.unicodeScalars) == Array(value.unicodeScalars.dropFirst().dropLast()))
    }
    // A quote or a backslash inside has no certain reading, so such a string stays.
    let isPlain = !value.unicodeScalars.contains { $0 == "\"" || $0 == "\\" }
    #expect(fixed.isEmpty != isPlain)
  }

  @Test func joinedRolesKeepEveryScalar() throws {
    let roles = "[\"\u{301}arn:aws:iam::410293857164:role/a\", \"arn:aws:iam::930417265580:role/b\"]"
    let text = Self.document("\"r\"").replacing(
      "\"arn:aws:iam::410293857164:role/a,arn:aws:iam::930417265580:role/b\"", with: roles)
    let report = Linter().check([Input(name: "replication.json", text: text)])
    let edits = report.diagnostics.compactMap(\.fix).flatMap(\.edits).map(\.text)
    let expected = "\"\u{301}arn:aws:iam::410293857164:role/a,arn:aws:iam::930417265580:role/b\""
    #expect(edits.contains { $0.utf8.elementsEqual(expected.utf8) })
  }
}
