import JSONSource
import ReplicationLint
import ReplicationLintReports
import RepllintTestSupport
import Testing

@testable import repllint

/// The number of threads shows in nothing but the time.
@Suite struct JobTests {
  @Test func everyFormatIsTheSameForEveryNumberOfThreads() throws {
    let inputs = try Effort.sample(Fixtures.documents, oneOf: 9).map { Input(try Fixtures.source($0), isFound: true) }
    let linter = Linter()
    let reports = [1, 2, 7].map { linter.check(inputs, Threads(count: $0)) }
    for format in ReportFormat.allCases {
      let one = format.render(reports[0], RenderOptions())
      #expect(!one.isEmpty)
      for report in reports.dropFirst() { #expect(format.render(report, RenderOptions()) == one, "\(format)") }
    }
  }

  @Test func resultsKeepTheOrderOfTheirItems() {
    let items = Array(0..<1000)
    for count in [1, 2, 7, 300] {
      #expect(Threads(count: count).map(items) { $0 * 2 } == items.map { $0 * 2 })
    }
    #expect(Threads(count: 4).map([Int]()) { $0 }.isEmpty)
  }

  @Test func optionAndVariableGiveTheNumberOfThreads() throws {
    let bench = try Workbench()
    try bench.write("{}", to: "a.json")
    #expect(try bench.run("--jobs", "2", ".").status == 0)
    for value in ["0", "x", "257", "-1", "+1"] {
      #expect(try bench.run("--jobs=\(value)", ".").status == 2)
    }
    #expect(try bench.run(".", environment: ["REPLLINT_JOBS": "2"]).status == 0)
    let wrong = try bench.run(".", environment: ["REPLLINT_JOBS": "many"])
    #expect(wrong.status == 2)
    #expect(wrong.error == "repllint: REPLLINT_JOBS: `many` is not a number from 1 to 256\n")
    #expect(try bench.run("--jobs", "1", ".", environment: ["REPLLINT_JOBS": "many"]).status == 0)
  }

  @Test func progressIsShownAfterASecondAndTakenAway() {
    final class Screen { var text = "", now = 0 }
    let screen = Screen()
    var progress = Progress {
      screen.text += $0
    } milliseconds: {
      screen.now
    }
    progress.show(1, of: 10)
    screen.now = 1000
    progress.show(2, of: 10)
    #expect(screen.text.isEmpty)
    screen.now = 1500
    progress.show(5, of: 10)
    screen.now = 1550
    progress.show(6, of: 10)
    #expect(screen.text == "\rrepllint: 50 % checked\u{1B}[K")
    progress.end()
    #expect(screen.text == "\rrepllint: 50 % checked\u{1B}[K\r\u{1B}[K")
    progress.end()
    #expect(screen.text.utf8.count == "\rrepllint: 50 % checked\u{1B}[K\r\u{1B}[K".utf8.count)
  }

  @Test func quickRunShowsNoProgressAtItsEnd() {
    var text = ""
    var progress = Progress {
      text += $0
    } milliseconds: {
      0
    }
    progress.show(1, of: 1)
    progress.end()
    #expect(text.isEmpty)
  }
}
