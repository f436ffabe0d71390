import JSONSource
import ReplicationLint

/// The documents of the page, checked as the command checks the files of one folder that are named one by one.
struct DocumentFolder {
  private let inputs: [Input]
  private let linter: Linter
  private let manifest: ConfigurationFile?

  init(_ documents: [SourceFile]) {
    inputs = documents.filter { $0.name != ConfigurationFile.fileName }.map { Input($0) }
    manifest = documents.first { $0.name == ConfigurationFile.fileName }.map { ConfigurationFile($0) }
    var configuration = manifest?.configuration ?? Configuration()
    let names = Set(inputs.map { ExactString($0.source.name) })
    // A setup of which no document is here has no part in the check.
    configuration.setups.removeAll { setup in !setup.paths.contains { names.contains(ExactString($0)) } }
    configuration.drawsSetups = true
    linter = Linter(configuration: configuration)
  }

  /// The report on all documents.
  var report: Report {
    let report = linter.check(inputs)
    guard let manifest else { return report }
    return report.adding(failures: mistakes(manifest) + missing(manifest), sources: [manifest.source])
  }

  /// The dry run of the object called `key` in each setup, for people.
  func trace(of key: String) -> String {
    let traces = linter.analyse(inputs).map { ReplicationTrace($0, key: key) }
    if traces.isEmpty { return "no setup found: a replication configuration and the policies of its roles" }
    return String(
      decoding: TraceText(inputs.map { $0.source }, RenderOptions()).render(traces), as: UTF8.self)
  }

  private func mistakes(_ manifest: ConfigurationFile) -> [Report.Failure] {
    manifest.problems.map { Report.Failure(path: $0.path, reason: $0.message, range: $0.range) }
  }

  /// The documents that the configuration names and that are not here.
  private func missing(_ manifest: ConfigurationFile) -> [Report.Failure] {
    let names = Set(inputs.map { ExactString($0.source.name) })
    return manifest.paths.filter { !names.contains(ExactString($0.path)) }.map { reference in
      Report.Failure(
        path: manifest.source.name, reason: "no document is named \(quoted(reference.path))", range: reference.range)
    }
  }
}
