import Foundation
import RepllintTestSupport
import Testing

/// The page for a browser, as the program writes it.
@Suite struct HTMLTests {
  private func page(_ paths: String...) throws -> String {
    let bench = try Workbench()
    return try bench.launch(["--format", "html"] + paths.map { Fixtures.url($0).path }).output
      .replacing(Fixtures.url("").path, with: "/")
  }

  @Test(arguments: ["broken", "guide", "captures"])
  func pageIsWhatIsRecorded(sample: String) throws {
    expectGolden(try page("samples/\(sample)"), at: "Tests/Fixtures/html/\(sample).html")
  }

  @Test func refusedCallsNameTheKey() throws {
    let page = try page("samples/broken")
    #expect(page.contains("refused for the key"))
    #expect(page.contains("<g class=\"refused\">") && !page.contains("<g class=\"copied\">"))
    #expect(try self.page("samples/guide").contains("<g class=\"copied\">"))
  }

  @Test func pageLeadsNowhereButToTheRules() throws {
    let page = try page("samples/broken")
    let addresses = page.matches(of: /(?:href|src|action)="([^"]*)"/).map { String($0.output.1) }
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0.contains("/Documentation/Rules/") })
    #expect(!page.contains("url(") && !page.contains("@import"))
    #expect(page.contains("default-src 'none'"))
  }

  @Test func namesOfFilesAreText() throws {
    let bench = try Workbench()
    let name = "<img src=x onerror=alert(1)>\"'&.json"
    try bench.write(Sample.fixable, to: name)
    let page = try bench.run("--format", "html", name).output
    #expect(!page.contains("<img"))
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot;"))
  }

  @Test func everyFilterHasItsFindings() throws {
    let page = try page("samples/broken")
    for name in ["severity", "file", "rule"] {
      let select = try #require(page.firstMatch(of: try Regex("<select name=\"\(name)\">(.*?)</select>")))
      let options = String(select.output[1].substring ?? "").matches(of: /option value="([^"]+)">[^<]*\(([0-9]+)\)/)
      #expect(!options.isEmpty)
      var sum = 0
      for option in options {
        let count = page.matches(of: try Regex("<article [^>]*data-\(name)=\"\(option.output.1)\"")).count
        #expect(count == Int(option.output.2), "\(name) \(option.output.1)")
        sum += count
      }
      #expect(sum == page.matches(of: /<article [^>]*data-rule/).count)
    }
  }
}
