import JSONSource
import ReplicationLint

/// The report as one page for a browser: it needs no network, and no script to be read.
struct HTMLReport {
  private let report: Report
  private let options: RenderOptions
  private let sources: ReportSources
  private let findings: DrawnFindings
  /// The files in which something was found, in their order; a filter knows them by their number.
  private let files: [(path: String, count: Int)]

  init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
    sources = ReportSources(report)
    findings = DrawnFindings(report, sources, options)
    var files: [(path: String, count: Int)] = []
    for diagnostic in report.diagnostics {
      if files.last?.path.hasSameBytes(as: diagnostic.path) == true {
        files[files.count - 1].count += 1
      } else {
        files.append((diagnostic.path, 1))
      }
    }
    self.files = files
  }

  func render() -> [UInt8] {
    let page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <title>repllint: \(htmlText(ReportSummary(report).counts))</title>
      <style>
      \(HTMLStyle.sheet)
      </style>
      </head>
      <body>
      <header>
      <h1>repllint</h1>
      <p class="counts">\(htmlText(ReportSummary(report).counts))</p>
      </header>
      <main>
      \(content)</main>
      <script>
      \(HTMLStyle.script)
      </script>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  /// The sections of the page, as HTML: what was not checked, the setups, the findings, and the files.
  var content: String {
    var output = ""
    if !report.failures.isEmpty { output += section("failures", "Not checked", report.failures.map(failure)) }
    if !report.setups.isEmpty {
      output += section("setups", "Setups", report.setups.enumerated().map { setup($1, number: $0) })
    }
    if !report.diagnostics.isEmpty {
      let numbers = Dictionary(keepingFirst: files.enumerated().map { (ExactString($1.path), $0) })
      let articles = DrawnFindings.ordered(report.diagnostics).map { diagnostic in
        finding(diagnostic, file: numbers[ExactString(diagnostic.path)] ?? 0)
      }
      output += section("findings", "Findings", [filters] + articles)
    } else if report.failures.isEmpty {
      output += "<p>Nothing was found.</p>\n"
    }
    return output + fileList
  }

  private func section(_ id: String, _ title: String, _ parts: [String]) -> String {
    "<section id=\"\(id)\" aria-labelledby=\"\(id)-title\">\n<h2 id=\"\(id)-title\">\(title)</h2>\n"
      + parts.joined() + "</section>\n"
  }

  private func failure(_ failure: Report.Failure) -> String {
    let line = failure.range.flatMap { sources.region(failure.path, $0) }.map { ", line \($0.start.line)" } ?? ""
    return "<article class=\"error\"><h3><code>\(htmlText(failure.path))</code>\(line)</h3>"
      + "\(htmlSentence(failure.reason))</article>\n"
  }

  // MARK: Setups

  private func setup(_ setup: Report.SetupSummary, number: Int) -> String {
    let (kind, verdict): (String, String) =
      switch setup.replicates {
      case true?: ("good", "replicates")
      case false?: ("error", "does not replicate")
      case nil: ("warning", "not known")
      }
    var output = "<article class=\"\(kind)\">\n<h3><b>\(verdict)</b>: setup <code>\(htmlText(setup.name))</code></h3>\n"
    output += "<p>\(htmlSentence(capitalized(ReportSummary.sentence(setup)))).</p>\n"
    if let picture = setup.picture {
      output += "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"drawing\">\n"
      output += HTMLPicture(picture, name: setup.name, number: number).svg + "</div>\n"
      output += calls(picture) + rules(picture)
    }
    if !setup.assumptions.isEmpty { output += assumptions(setup.assumptions) }
    return output + "</article>\n"
  }

  private func calls(_ picture: SetupPicture) -> String {
    let rows = picture.calls.map { call in
      let answer: String
      switch call.answer {
      case .allowed: answer = "allowed"
      case .refused(let key) where key.isEmpty: answer = "<b>refused</b>"
      case .refused(let key): answer = "<b>refused</b> for the key <code>\(htmlText(key))</code>"
      case .unknown: answer = "not known"
      }
      let rules = call.ruleCount > 1 ? " (\(call.ruleCount) rules)" : ""
      return [
        call.side.rawValue, htmlText(call.step), code(call.action), call.resource.map(code) ?? "not known",
        answer + rules,
      ]
    }
    return details(
      "Calls that Backbeat makes", table(["site", "to", "action", "on", "answer"], rows), isOpen: !isAllowed(picture))
  }

  private func isAllowed(_ picture: SetupPicture) -> Bool { picture.calls.allSatisfy { $0.answer == .allowed } }

  private func rules(_ picture: SetupPicture) -> String {
    let rows = picture.rules.map { rule in
      [
        htmlSentence(rule.name), rule.prefix.map { $0.isEmpty ? "every key" : code($0) } ?? "refused",
        rule.bucket.map(code) ?? "not known", rule.isEnabled ? "enabled" : "disabled",
      ]
    }
    let title = "\(rows.count) rule\(rows.count == 1 ? "" : "s")"
    return details(title, table(["rule", "keys that begin with", "are copied to", "status"], rows), isOpen: false)
  }

  private func assumptions(_ assumptions: [Assumption]) -> String {
    let rows = assumptions.map { assumption in
      [
        code(assumption.id.rawValue), assumption.side?.rawValue ?? "both", htmlSentence(assumption.message),
        code(assumption.settledBy),
      ]
    }
    let title = "\(rows.count) assumption\(rows.count == 1 ? "" : "s") that the verdict rests on"
    return details(title, table(["assumption", "site", "that", "settled by"], rows), isOpen: false)
  }

  private func details(_ title: String, _ content: String, isOpen: Bool) -> String {
    "<details\(isOpen ? " open=\"\"" : "")><summary>\(title)</summary>\n<div class=\"scroll\">\(content)</div></details>\n"
  }

  private func table(_ heads: [String], _ rows: [[String]]) -> String {
    "<table><thead><tr>" + heads.map { "<th scope=\"col\">\($0)</th>" }.joined() + "</tr></thead><tbody>\n"
      + rows.map { "<tr>" + $0.map { "<td>\($0)</td>" }.joined() + "</tr>\n" }.joined() + "</tbody></table>"
  }

  private func code(_ text: String) -> String { "<code>\(htmlText(text))</code>" }

  private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  // MARK: Findings

  private var filters: String {
    let rules = Dictionary(grouping: report.diagnostics, by: { $0.rule }).mapValues { $0.count }.sorted {
      $0.key < $1.key
    }
    let severities = Severity.allCases.reversed().filter { report.count($0) > 0 }
    return "<form hidden=\"\">\n"
      + select("severity", severities.map { ($0.rawValue, "\($0.rawValue) (\(report.count($0)))") })
      + select("file", files.enumerated().map { (String($0), "\($1.path) (\($1.count))") })
      + select("rule", rules.map { ($0.key, "\($0.key) (\($0.value))") })
      + "<button type=\"reset\">Show all</button>\n<output></output>\n</form>\n"
  }

  private func select(_ name: String, _ options: [(value: String, text: String)]) -> String {
    let choices = options.map { "<option value=\"\(htmlText($0.value))\">\(htmlText($0.text))</option>" }
    return
      "<label>\(name)<select name=\"\(name)\"><option value=\"\">all</option>\(choices.joined())</select></label>\n"
  }

  private func finding(_ diagnostic: Diagnostic, file: Int) -> String {
    let severity = diagnostic.severity.rawValue
    let page = "<a href=\"\(htmlText(options.documentation(diagnostic.rule)))\">\(htmlText(diagnostic.rule))</a>"
    var output = "<article class=\"\(severity)\" data-severity=\"\(severity)\" data-file=\"\(file)\""
    output += " data-rule=\"\(htmlText(diagnostic.rule))\">\n"
    output += "<h3><b>\(severity)</b>: \(htmlSentence(diagnostic.message)) [\(page)]</h3>\n"
    let place = sources.location(diagnostic.path, diagnostic.range.start)
    output += findings.excerpt(of: diagnostic).html ?? "<p><code>\(htmlText(place))</code></p>\n"
    let remarks = findings.remarks(on: diagnostic)
    if !remarks.isEmpty {
      output += "<dl>" + remarks.map { "<dt>\($0.name)</dt><dd>\(htmlSentence($0.text))</dd>" }.joined() + "</dl>\n"
    }
    return output + "</article>\n"
  }

  // MARK: Files

  private var fileList: String {
    if report.files.isEmpty { return "" }
    let rows = report.files.map { [code($0.path), htmlText($0.kind.rawValue)] }
    let skipped = report.skipped.isEmpty ? "" : ", \(report.skipped.count) skipped"
    return section(
      "files", "Files",
      [details("\(rows.count) checked\(skipped)", table(["file", "kind"], rows), isOpen: false)])
  }
}
