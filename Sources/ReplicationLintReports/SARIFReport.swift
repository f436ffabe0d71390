import JSONSource
import Jansson
import ReplicationLint

/// A SARIF 2.1.0 log, which code scanning services and editors read.
struct SARIFReport {
  private let report: Report
  private let options: RenderOptions
  private let sources: ReportSources
  /// The rules that found something, in the order of the catalogue.
  private let rules: [Rule]

  init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
    sources = ReportSources(report)
    let found = Set(report.diagnostics.map(\.rule))
    rules = Catalogue.rules.filter { found.contains($0.slug) }
  }

  func render() -> [UInt8] {
    var log = JanssonValue.object()
    log.set("$schema", to: "https://json.schemastore.org/sarif-2.1.0.json")
    log.set("version", to: "2.1.0")
    log.set("runs", to: .array([report]) { _ in run() })
    return log.encoded(.indented) + [UInt8(ascii: "\n")]
  }

  private func run() -> JanssonValue {
    var tool = JanssonValue.object()
    tool.set("driver", to: driver())
    var run = JanssonValue.object()
    run.set("tool", to: tool)
    run.set("invocations", to: .array([report.failures], invocation))
    run.set("columnKind", to: "unicodeCodePoints")
    run.set("artifacts", to: .array(report.files) { object("location", artifactLocation($0.path)) })
    let indexes = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.slug, $0) })
    run.set("results", to: .array(report.diagnostics) { result($0, ruleIndex: indexes[$0.rule]) })
    return run
  }

  // MARK: The tool

  private func driver() -> JanssonValue {
    var driver = JanssonValue.object()
    driver.set("name", to: Tool.name)
    driver.set("semanticVersion", to: options.toolVersion)
    driver.set("informationUri", to: Tool.address)
    driver.set("rules", to: .array(rules, descriptor))
    return driver
  }

  private func descriptor(_ rule: Rule) -> JanssonValue {
    let page = RulePage(rule)
    var help = text(page.text)
    help.set("markdown", to: page.markdown)
    var properties = JanssonValue.object()
    properties.set("tags", to: .array([rule.group.rawValue, rule.consequence.rawValue]) { .string($0) })
    var value = JanssonValue.object()
    value.set("id", to: rule.slug)
    value.set("shortDescription", to: text(rule.title))
    value.set("fullDescription", to: text(rule.rationale))
    value.set("help", to: help)
    value.set("helpUri", to: options.documentation(rule.slug))
    value.set("defaultConfiguration", to: object("level", .string(rule.severity.rawValue)))
    value.set("properties", to: properties)
    return value
  }

  // MARK: The run

  private func invocation(_ failures: [Report.Failure]) -> JanssonValue {
    var value = object("executionSuccessful", .boolean(failures.isEmpty))
    if !failures.isEmpty { value.set("toolExecutionNotifications", to: .array(failures, notification)) }
    return value
  }

  private func notification(_ failure: Report.Failure) -> JanssonValue {
    var value = object("descriptor", object("id", .string(Report.Failure.identifier)))
    value.set("level", to: "error")
    value.set("message", to: message("\(failure.path): \(failure.reason)"))
    value.set(
      "locations",
      to: .array([failure]) { failure in
        let location = failure.range.map { physicalLocation(failure.path, $0) }
        return object(
          "physicalLocation", location ?? object("artifactLocation", artifactLocation(failure.path)))
      })
    return value
  }

  // MARK: A finding

  private func result(_ diagnostic: Diagnostic, ruleIndex: Int?) -> JanssonValue {
    var value = JanssonValue.object()
    value.set("ruleId", to: diagnostic.rule)
    if let ruleIndex { value.set("ruleIndex", to: ruleIndex) }
    // SARIF's levels bear the names of our severities.
    value.set("level", to: diagnostic.severity.rawValue)
    value.set("message", to: message(diagnostic.explanation))
    value.set("locations", to: .array([diagnostic], location))
    if !diagnostic.labels.isEmpty {
      value.set("relatedLocations", to: .array(diagnostic.labels.enumerated()) { related($1, id: $0) })
    }
    value.set("partialFingerprints", to: object("repllint/v1", .string(diagnostic.fingerprint)))
    if let fix = diagnostic.fix, fix.isSafe {
      value.set("fixes", to: .array([fix]) { self.fix($0, diagnostic.path) })
    }
    value.set("properties", to: object("consequence", .string(diagnostic.consequence.rawValue)))
    return value
  }

  private func location(_ diagnostic: Diagnostic) -> JanssonValue {
    var logical = object("fullyQualifiedName", .string(diagnostic.pointer.description))
    logical.set("kind", to: "value")
    var value = object("physicalLocation", physicalLocation(diagnostic.path, diagnostic.range))
    var logicals = JanssonValue.array()
    logicals.append(logical)
    value.set("logicalLocations", to: logicals)
    return value
  }

  private func related(_ label: Diagnostic.Label, id: Int) -> JanssonValue {
    var value = object("id", .integer(id))
    value.set("physicalLocation", to: physicalLocation(label.path, label.range))
    value.set("message", to: message(label.message))
    return value
  }

  private func fix(_ fix: Fix, _ path: String) -> JanssonValue {
    let replacements = JanssonValue.array(fix.edits) { edit in
      var value = object("deletedRegion", region(path, edit.range))
      value.set("insertedContent", to: text(edit.text))
      return value
    }
    var change = object("artifactLocation", artifactLocation(path))
    change.set("replacements", to: replacements)
    var changes = JanssonValue.array()
    changes.append(change)
    var value = object("description", message(fix.title))
    value.set("artifactChanges", to: changes)
    return value
  }

  // MARK: Places

  private func physicalLocation(_ path: String, _ range: SourceRange) -> JanssonValue {
    var value = object("artifactLocation", artifactLocation(path))
    if sources.file(path) != nil { value.set("region", to: region(path, range)) }
    return value
  }

  private func artifactLocation(_ path: String) -> JanssonValue { object("uri", .string(uriReference(path))) }

  private func region(_ path: String, _ range: SourceRange) -> JanssonValue {
    let start = sources.place(path, range.start)
    let end = sources.place(path, range.end)
    var value = JanssonValue.object()
    value.set("startLine", to: start.line)
    value.set("startColumn", to: start.column)
    value.set("endLine", to: end.line)
    value.set("endColumn", to: end.column)
    value.set("byteOffset", to: range.start)
    value.set("byteLength", to: range.count)
    return value
  }

  // MARK: Forms that recur

  private func object(_ name: String, _ value: consuming JanssonValue) -> JanssonValue {
    var object = JanssonValue.object()
    object.set(name, to: value)
    return object
  }

  private func text(_ text: String) -> JanssonValue { object("text", .string(text)) }

  /// A message of a result.
  ///
  /// Braces would be taken for arguments, and `[...](...)` for a link, also where a name of the user's holds them
  /// (SARIF 2.1.0, sections 3.11.5 and 3.11.6).
  private func message(_ text: String) -> JanssonValue {
    var escaped = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "(", previous == "]" {
        escaped.removeLast()
        escaped.append(contentsOf: "\\]".unicodeScalars)
      }
      if scalar == "{" || scalar == "}" { escaped.append(scalar) }
      escaped.append(scalar)
      previous = scalar
    }
    return self.text(String(escaped))
  }
}
