import JSONSource
import ReplicationLint
import ReplicationLintReports

extension ReportCase {
  static let all = placement + content + wholes

  /// Input that breaks renderers: the caret is at the wrong location.
  private static let placement = [
    ReportCase("tabs", ["replication.json"]) { files in
      let path = "replication.json"
      return [
        files.finding(path, try files.range(path, "\"one\"")),
        files.finding(
          path, try files.range(path, "a\tb"),
          labels: [
            files.label(path, try files.range(path, "é\tx"), "after a tab")
          ]),
      ]
    },
    ReportCase("wide-characters", ["policy.json"]) { files in
      let path = "policy.json"
      return try ["日本語", "\"Ａ\"", "e\u{301}a\u{308}", "\"x\"", "😀👍🏽🇫🇷", "\"y\"", "❤\u{FE0F}한글", "\"z\""].map {
        files.finding(path, try files.range(path, $0))
      }
    },
    ReportCase("gutter-width", ["policy.json"]) { files in
      let path = "policy.json"
      return [
        files.finding(
          path, try files.range(path, "\"m9\""),
          labels: [
            files.label(path, try files.range(path, "\"m10\""), "the tenth line"),
            files.label(path, try files.range(path, "\"m12\""), "after a line that is shown rather than left out"),
          ]),
        files.finding(
          path, try files.range(path, "\"m2\""),
          labels: [
            files.label(path, try files.range(path, "\"m12\""), "far below")
          ]),
        files.finding(path, try files.range(path, "\"m8\"")),
      ]
    },
    ReportCase("end-of-file", ["with-line-end.json", "without-line-end.json"]) { files in
      try ["with-line-end.json", "without-line-end.json"].map {
        files.finding($0, try files.end($0), labels: [files.label($0, try files.range($0, "{"), "opened here")])
      }
    },
    ReportCase("empty-range", ["empty.json", "policy.json"]) { files in
      let path = "policy.json"
      let comma = try files.range(path, "1").end
      return [
        files.finding("empty.json", SourceRange(0, 0)),
        files.finding(path, SourceRange(comma, comma)),
        files.finding(path, SourceRange(0, 0)),
        files.finding(path, try files.range(path, "\n", 2), "the line end itself"),
      ]
    },
    ReportCase("line-ends", ["cr.json", "crlf.json", "mixed.json"]) { files in
      try ["cr.json", "crlf.json", "mixed.json"].map {
        files.finding(
          $0, try files.range($0, "\"b\""),
          labels: [
            files.label($0, try files.range($0, "\"a\": 1,"), "the line before")
          ])
      }
    },
    ReportCase("several-labels", ["policy.json"]) { files in
      let path = "policy.json"
      func label(_ text: String, _ message: Message) throws -> Diagnostic.Label {
        files.label(path, try files.range(path, text), message)
      }
      return [
        files.finding(
          path, try files.range(path, "\"s3:*\""), "three places, the finding between",
          labels: [
            try label("\"Allow\"", "left"), try label("\"*\"", "right"),
          ]),
        files.finding(
          path, try files.range(path, "\"Allow\""), "three places, the finding first",
          labels: [
            try label("\"Resource\"", "last"), try label("\"Action\"", "between"),
          ]),
        files.finding(
          path, try files.range(path, "\"Action\": \"s3:*\""), "a label inside the finding",
          labels: [
            try label("s3", "inside")
          ]),
        files.finding(
          path, try files.range(path, "s3"), "the finding inside a label",
          labels: [
            try label("\"Action\": \"s3:*\"", "around")
          ]),
        files.finding(
          path, try files.range(path, "\"*\""), "a label on the finding itself",
          labels: [
            try label("\"*\"", "the same place")
          ]),
        files.finding(
          path, try files.range(path, "\"Allow\", \"Action\""), "places that overlap",
          labels: [
            try label("\"Action\": \"s3:*\"", "begins inside and ends outside"),
            try label("\"Effect\": \"Allow\"", "begins outside and ends inside"),
          ]),
      ]
    },
    ReportCase("several-lines", ["policy.json"]) { files in
      let path = "policy.json"
      let first = try files.range(path, from: "{\n      \"Effect\": \"Allow\"", to: "}")
      let second = try files.range(path, from: "{\n      \"Effect\": \"Deny\"", to: "}")
      return [
        files.finding(path, second, labels: [files.label(path, first, "this statement allows it")]),
        files.finding(
          path, try files.range(path, "\"s3:GetObject\""),
          labels: [
            files.label(path, try files.range(path, from: "\"Effect\": \"Allow\"", to: "\"s3:*\""), "two lines")
          ]),
        files.finding(path, try files.range(path, from: "\"Allow\",\n", to: "\n")),
      ]
    },
    ReportCase("long-line", ["policy.json"]) { files in
      let path = "policy.json"
      return [
        files.finding(path, try files.range(path, "\"S0000\""), "at the start"),
        files.finding(
          path, try files.range(path, "\"S0150\""), "in the middle",
          labels: [
            files.label(path, try files.range(path, "\"S0151\""), "near"),
            files.label(path, try files.range(path, "\"S0152\""), "nearly near"),
            files.label(path, try files.range(path, "\"S0288\""), "far"),
          ]),
        files.finding(path, try files.range(path, "\"S0289\", \"Action\": \"s3:*\"}]}"), "at the end"),
        files.finding(path, try files.range(path, from: "[", to: "]"), "longer than a line can be"),
      ]
    },
  ]

  /// The content of the source, and its location.
  private static let content = [
    ReportCase("other-file", ["replication.json", "source-policy.json", "target-policy.json"]) { files in
      let path = "replication.json"
      return [
        files.finding(
          path, try files.range(path, "arn:aws:iam::2:role/b"),
          labels: [
            files.label("source-policy.json", try files.range("source-policy.json", "[]"), "nothing allows it here"),
            files.label("target-policy.json", try files.range("target-policy.json", from: "[", to: "]"), "nor here"),
            files.label(path, try files.range(path, "arn:aws:iam::1:role/a"), "the source role"),
            files.label("absent.json", SourceRange(3, 5), "in a file that was not read"),
          ]),
        files.finding("gone.json", SourceRange(3, 5), "the finding itself in a file that was not read"),
      ]
    },
    ReportCase("control-characters", ["policy.json"], formats: [.text, .concise, .github, .junit]) { files in
      let path = "policy.json"
      return [
        files.finding(path, try files.range(path, "red")),
        files.finding(path, try files.range(path, "\u{7}\u{0}\u{7F}"), "user text \(quoted: "\u{1B}[2J\n")"),
        files.finding(
          path, try files.range(path, "\u{9B}2J"),
          labels: [
            files.label(path, try files.range(path, "abc"), "turned around"),
            files.label(path, try files.range(path, "\u{2028}"), "a line separator"),
          ]),
        files.finding(
          "evil\u{1B}[2J\n::error::%41,x:y.json", SourceRange(0, 0), "the path is hostile too", consequence: .refused,
          platform: PlatformAnswer(by: .server, "Bad\u{1B}", "100%\r\n<&>\"'")),
      ]
    },
    ReportCase("not-utf8", ["policy.json"]) { files in
      let path = "policy.json"
      return [
        files.finding(path, try files.range(path, [0xFF, 0xFE])),
        files.finding(path, try files.range(path, [0xE6, 0x97])),
        files.finding(path, try files.range(path, "x")),
      ]
    },
  ]

  /// Whole reports.
  private static let wholes = [
    ReportCase(
      "every-form", [".repllint.json", "replication.json", "source-policy.json"], formats: ReportFormat.allCases,
      setups: [
        Report.SetupSummary(name: "orders", files: ["replication.json", "source-policy.json"], replicates: false),
        Report.SetupSummary(name: "proved", files: ["replication.json"], replicates: true),
        Report.SetupSummary(name: "unknown \u{1B}", files: [], replicates: nil),
      ], find: everyForm),
    ReportCase(
      "colour", ["replication.json", "source-policy.json"], formats: [.text, .concise],
      options: RenderOptions(usesColor: true), find: colours),
    ReportCase(
      "quiet", ["replication.json", "source-policy.json"], formats: [.text, .concise],
      options: RenderOptions(isQuiet: true), find: colours),
    ReportCase(
      "statistics", ["replication.json", "source-policy.json"], formats: [.text, .concise],
      options: RenderOptions(showsStatistics: true), find: colours),
    ReportCase(
      "not-checked", [".repllint.json", "trust.json"], formats: ReportFormat.allCases, find: { _ in [] },
      fail: { files in
        [
          Report.Failure(path: "gone \u{1B}/{0}.json", reason: "No such file or directory"),
          Report.Failure(
            path: ".repllint.json", reason: "`serverr` is unknown; did you mean `server`?",
            range: try files.range(".repllint.json", "\"serverr\"")),
          Report.Failure(path: "trust.json", reason: "changed"), Report.Failure(path: "trust.json", reason: "changed"),
        ]
      }),
    ReportCase("nothing-found", ["replication.json", "trust.json"], formats: ReportFormat.allCases) { _ in [] },
  ]

  @Sendable private static func everyForm(_ files: Files) throws -> [Diagnostic] {
    let path = "replication.json"
    let role = try files.range(path, "\"arn:aws:iam::410293857164:role/crr\"")
    let status = try files.range(path, "enabled")
    let comma = try files.range(path, "},", 2)
    return [
      files.finding(
        path, role, "`Role` names 1 role, not two", consequence: .refused,
        platform: .invalidArgument("Invalid Role specified in replication configuration"),
        labels: [files.label("source-policy.json", try files.range("source-policy.json", "\"*\""), "allowed here")],
        help: "write the ARN of the source role, a comma, and the ARN of the target role"),
      files.finding(
        path, status, "`Status` is \(quoted: "enabled"), neither `Enabled` nor `Disabled`", rule: "example-fixed",
        consequence: .refused, platform: .malformedXML, fix: .safe("write `Enabled`", Fix.Edit(status, "Enabled"))),
      files.finding(
        path, SourceRange(comma.end - 1, comma.end), "nothing follows this comma",
        group: .syntax, consequence: .refused, platform: .invalidJSON,
        fix: .safe("remove the comma", Fix.Edit(SourceRange(comma.end - 1, comma.end), ""))),
      files.finding(
        path, SourceRange(comma.end - 1, comma.end), "nothing follows this comma",
        group: .syntax, consequence: .fails),
      files.finding(
        "source-policy.json", try files.range("source-policy.json", from: "{ \"Effect\"", to: "}"),
        "everyone may do everything", group: .security, consequence: .exposed),
      files.finding(
        "source-policy.json", try files.range("source-policy.json", "\"*\"", 2), "`Resource` names everything",
        group: .permission, consequence: .risk, help: "name the bucket",
        fix: .unsafe(
          "name the bucket",
          Fix.Edit(try files.range("source-policy.json", "\"*\"", 2), "\"arn:aws:s3:::vault-src/*\""))),
      files.finding(
        "source-policy.json", try files.range("source-policy.json", from: "{ \"Effect\"", to: "}"),
        "this `{` and its `}` need no list", group: .style, consequence: .style),
      files.finding(
        ".repllint.json", try files.range(".repllint.json", "{ \"rule\": \"resource-star\" }"),
        "nothing matches the `ignore` entry for `resource-star`", rule: "unused-suppression", group: .syntax,
        consequence: .style, help: "remove the entry"),
    ]
  }

  @Sendable private static func colours(_ files: Files) throws -> [Diagnostic] {
    let path = "replication.json"
    return [
      files.finding(
        path, try files.range(path, "1"), consequence: .fails,
        labels: [
          files.label(path, try files.range(path, "2"), "below"),
          files.label("source-policy.json", try files.range("source-policy.json", "[]"), "elsewhere"),
        ], help: "do something"),
      files.finding(path, try files.range(path, "2"), consequence: .risk),
      files.finding(path, try files.range(path, "3"), rule: "no-rule-of-ours", consequence: .style),
    ]
  }
}
