import ArgumentParser
import JSONSource
import ReplicationLint
import ReplicationLintReports

/// `repllint prove`: the proof that every selected key replicates.
struct ProveCommand: ParsableCommand, DocumentCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove that every key which enabled rules select replicates, and write the proof as data.",
    discussion: """
      The documents are gathered into setups as `check` does it. A certificate can be checked from the documents alone, \
      by `repllint verify` or by a program of your own.

      EXAMPLES
        repllint prove replication/
        repllint prove replication/ --server-version 9.5.2 --certificate proof.json

      EXIT STATUS
        0  every setup is proved
        1  some setup is not
        2  something could not be read or written
      """)

  @OptionGroup(title: "Input") var input: InputOptions

  @Option(
    help: ArgumentHelp("Write the proof of all setups to a file, where all are proved.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var certificate: String?

  @Option(help: "When to use colours.")
  var color: ColorChoice = .auto

  func validate() throws {
    if certificate?.isEmpty == true { throw ValidationError("The path of the certificate is empty.") }
  }

  func run() throws {
    let status = try Self.run(input.settings(), certificate: certificate, color)
    if status != .clean { throw status }
  }

  private static func run(_ settings: RunSettings, certificate: String?, _ color: ColorChoice) -> ExitStatus {
    var run: Run
    let target = ReportTarget(certificate)
    if let path = target?.conflict(in: settings) { return refuse(path) }
    do throws(FileFailure) {
      run = try Run(settings)
    } catch {
      Terminal.note(error.line)
      return .trouble
    }
    // A former certificate that a search found is none of the documents.
    if !isCertificate(certificate), let path = target?.conflict(in: &run) { return refuse(path) }
    run.reportFailures(usesColor: color.isColored(on: .standardError))
    let setups = AnalysedSetups(run.workspaces)
    guard !setups.analyses.isEmpty else {
      Terminal.note(AnalysedSetups.none)
      return .trouble
    }
    let options = RenderOptions(
      usesColor: color.isColored(on: .standardOutput), columns: Terminal.columns(of: .standardOutput))
    if !Terminal.output(ProofText(options).render(setups.analyses)) || !run.isComplete { return .trouble }
    let isProved = setups.analyses.allSatisfy { $0.replicates == true }
    guard let certificate else { return isProved ? .clean : .found }
    guard isProved else {
      Terminal.note("no certificate is written, since not every setup is proved")
      return .found
    }
    return write(Certificate(setups.analyses, sources: setups.sources), to: certificate)
  }

  private static func isCertificate(_ path: String?) -> Bool {
    guard let path, let bytes = try? SystemCalls.read(path, limit: JSONDocument.sizeLimit, .regularFiles) else {
      return false
    }
    return Certificate(SourceFile(name: path, bytes: bytes)) != nil
  }

  private static func write(_ certificate: Certificate, to path: String) -> ExitStatus {
    do {
      try SystemCalls.replace(path, with: CertificateJSON.render(certificate))
      return .clean
    } catch {
      Terminal.note(FileFailure(path: path, reason: error.reason).line)
      return .trouble
    }
  }

  private static func refuse(_ path: String) -> ExitStatus {
    Terminal.note("the certificate would replace \(quoted(path)), which it is about; nothing is written")
    return .trouble
  }
}
