import JSONSource
import Jansson
import ReplicationLint
import ReplicationLintReports

/// The result of a tool call: text for the model, and the same as JSON for the program around it.
struct ToolResult {
  /// The output of the command without colours, after its output on standard error.
  let text: String
  /// The object that `--format json` writes; nil where the command would write none.
  private let structure: (() -> JanssonValue)?
  /// Indicates whether something could not be read or done, with which the command would end with 2.
  let isError: Bool

  private init(_ text: String, isError: Bool, _ structure: (() -> JanssonValue)? = nil) {
    (self.text, self.isError, self.structure) = (text, isError, structure)
  }

  /// The result of a call that cannot be made, so that the model can make another.
  init(_ refusal: ToolArguments.Refusal) { self.init(visible(refusal.reason) + "\n", isError: true) }

  /// The object of the protocol.
  var json: JanssonValue {
    var content = JanssonValue.object()
    content.set("type", to: "text")
    content.set("text", to: text)
    var list = JanssonValue.array()
    list.append(content)
    var value = JanssonValue.object()
    value.set("content", to: list)
    if let structure { value.set("structuredContent", to: structure()) }
    value.set("isError", to: isError)
    return value
  }

  // MARK: Tools

  private static let options = RenderOptions()

  /// Checks documents.
  init(check documents: DocumentArguments) throws(ToolArguments.Refusal) {
    var reports: [Report] = []
    for workspace in documents.workspaces {
      do {
        reports.append(try workspace.accepting(workspace.check(OneWorker())))
      } catch {
        throw ToolArguments.Refusal(reason: error.line)
      }
    }
    let merged = Report(merging: reports)
    let report = documents.run?.complete(merged) ?? merged
    self.init(
      Self.troubles(documents.run) + Self.text(ReportFormat.text.render(report, Self.options)),
      isError: documents.run?.isComplete == false
    ) {
      JSONReport(report, Self.options).value(naming: nil)
    }
  }

  /// Explains what `words` mean.
  init(explaining words: String) {
    let search = RuleSearch(words)
    let rules = search.rules
    guard !rules.isEmpty else {
      let near = search.nearest.map { "; did you mean \(quoted($0))?" } ?? ""
      self.init("no rule is about \(quoted(words))\(near)\n", isError: true)
      return
    }
    self.init(rules.count == 1 ? RulePage(rules[0]).text : RuleTable(rules).text, isError: false) {
      var value = JanssonValue.object()
      value.set("rules", to: .array(rules, RuleTable.object))
      return value
    }
  }

  /// Shows what becomes of an object.
  init(
    trace documents: DocumentArguments, key: String, operation: ReplicationOperation, size: Int?, setup: String?
  ) throws(ToolArguments.Refusal) {
    if size != nil, operation != .put {
      throw ToolArguments.Refusal(reason: "`size` goes with the operation `put` only")
    }
    var setups = AnalysedSetups(documents.workspaces)
    if let setup, let refusal = setups.keep(setup) { throw ToolArguments.Refusal(reason: refusal) }
    let troubles = Self.troubles(documents.run)
    if setups.analyses.isEmpty { throw ToolArguments.Refusal(reason: troubles + AnalysedSetups.none) }
    let traces = setups.analyses.map { ReplicationTrace($0, key: key, operation: operation, size: size) }
    self.init(
      troubles + Self.text(TraceFormat.text.render(traces, sources: setups.sources, Self.options)),
      isError: documents.run?.isComplete == false
    ) {
      var value = JanssonValue.object()
      value.set("traces", to: .array(traces, TraceJSON().value))
      return value
    }
  }

  /// Compares two versions.
  init(from old: (path: String, settings: RunSettings), to new: (path: String, settings: RunSettings)) {
    let sides: (old: ComparedSide, new: ComparedSide)
    do throws(FileFailure) {
      sides = (try ComparedSide(old.path, old.settings), try ComparedSide(new.path, new.settings))
    } catch {
      self.init(ToolArguments.Refusal(reason: error.line))
      return
    }
    let troubles = Self.troubles(sides.old.run) + Self.troubles(sides.new.run)
    guard let difference = ComparedSide.difference(sides.old, sides.new) else {
      self.init(troubles + AnalysedSetups.none + "\n", isError: true)
      return
    }
    let text = DifferenceFormat.text.render(
      difference, old: sides.old.version, new: sides.new.version, Self.options)
    self.init(
      troubles + Self.text(text), isError: !sides.old.run.isComplete || !sides.new.run.isComplete
    ) {
      DifferenceJSON(sides.old.version, sides.new.version).value(difference)
    }
  }

  /// The output of the commands on standard error.
  private static func troubles(_ run: Run?) -> String {
    guard let run else { return "" }
    return run.troubles().map { visible($0) + "\n" }.joined() + text(run.configurationMistakes(options))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
