import ArgumentParser
import RepllintTestSupport
import Testing

@testable import repllint

/// The table of common options and the parser read the same.
@Suite struct CommonOptionsTests {
  private static let words: [[String]] = [
    ["a.json"], ["replication/"], ["-"], ["trace"], ["check"], ["help"], ["--"], ["--quiet"], ["-q"], ["--fix"],
    ["--unsafe-fixes"], ["--diff"], ["--no-config"], ["--strict"], ["--statistics"], ["--print-config"],
    ["--format", "json"], ["--format=sarif"], ["--format", "nothing"], ["--format"], ["--output", "out.json"],
    ["--output", "-"], ["--output="], ["--color", "never"], ["--fail-on", "warning"], ["--fail-on=unknown"],
    ["--kind", "trust-policy"], ["--kind", "unknown"], ["--config", "c.json"], ["--stdin-filename", "t.json"],
    ["--foreign", "note"], ["--server-version", "9.5.2"], ["--server-version", "9"], ["--source-bucket", "orders"],
    ["--bucket", "b"], ["--at", "2030-01-01T00:00:00Z"], ["--at", "noon"], ["--select", "trust,role-count"],
    ["--select", "nothing"], ["--ignore", "layout"], ["--severity", "resource-star=error"],
    ["--severity", "resource-star"], ["--exclude", "/legacy/"], ["--jobs", "2"], ["--jobs", "0"], ["--jobs", "x"],
    ["--help"], ["--version"], ["--form", "json"], ["-x"], ["--format", "--quiet"], ["--select", "-q"], [""],
  ]

  private static func parsed(_ arguments: [String]) -> CheckSettings? {
    guard let command = try? Repllint.parseAsRoot(arguments) as? CheckCommand else { return nil }
    return try? command.settings()
  }

  @Test func everyOptionAloneIsReadAsByTheParser() {
    var count = 0
    for words in Self.words {
      let lines = [["check", "folder"] + words + ["--", "-x"], words, ["check"] + words, words + ["a.json"]]
      for arguments in Effort.sample(lines, oneOf: 10) {
        guard let quick = CommonOptions.settings(arguments) else { continue }
        count += 1
        #expect(quick == Self.parsed(arguments), "\(arguments)")
      }
    }
    #expect(count > Effort.count(quick: 8, usual: 90))
  }

  @Test func generatedCommandLinesAreReadAsByTheParser() {
    var generator = SeededGenerator(seed: 8)
    var count = 0
    for _ in 0..<Effort.count(quick: 40, usual: 600) {
      var arguments: [String] = Bool.random(using: &generator) ? ["check"] : []
      for _ in 0..<Int.random(in: 0..<6, using: &generator) {
        arguments += Self.words.randomElement(using: &generator) ?? []
      }
      guard let quick = CommonOptions.settings(arguments) else { continue }
      count += 1
      #expect(quick == Self.parsed(arguments), "\(arguments)")
    }
    #expect(count > Effort.count(quick: 5, usual: 100))
  }

  @Test(arguments: [
    [], ["check"], ["."], ["--format", "json", "a.json"], ["check", "--fix", "--quiet", "folder"],
    ["--select", "trust", "--ignore=layout", "--fail-on", "note", "x/"], ["--config=c.json", "--kind", "role", "-"],
  ])
  func commonCommandLinesNeedNoParser(arguments: [String]) {
    #expect(CommonOptions.settings(arguments) != nil)
  }
}
