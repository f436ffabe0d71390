import ArgumentParser
import JSONSource
import ReplicationLint

/// `repllint verify`: checks a certificate against the documents that it names.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a certificate of `repllint prove` against the documents as they are now.",
    discussion: """
      The paths in a certificate are those that were given to `prove`: run both in the same folder.

      EXAMPLES
        repllint verify proof.json

      EXIT STATUS
        0  the certificate holds
        1  it does not, or a document is another one
        2  something could not be read
      """)

  @Argument(help: ArgumentHelp("The certificate.", valueName: "file"), completion: .file(extensions: ["json"]))
  var certificate: String

  func run() throws {
    let status = Self.verify(certificate)
    if status != .clean { throw status }
  }

  private static func verify(_ path: String) -> ExitStatus {
    do throws(FileFailure) {
      guard let certificate = Certificate(try SourceFile(reading: path)) else {
        throw FileFailure(path: path, reason: "no certificate of version 1")
      }
      var sources: [SourceFile] = []
      for file in certificate.files { sources.append(try SourceFile(reading: file.path)) }
      do {
        try CertificateCheck(certificate, sources).run()
      } catch {
        Terminal.note("\(visible(path)) does not hold: \(error.reason)")
        return .found
      }
      return Terminal.output(summary(certificate)) ? .clean : .trouble
    } catch {
      Terminal.note(error.line)
      return .trouble
    }
  }

  private static func summary(_ certificate: Certificate) -> String {
    func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
    let setups = certificate.setups
    return "the certificate holds: \(counted(setups.count, "setup")), "
      + "\(counted(setups.reduce(0) { $0 + $1.calls.count }, "question")), "
      + "\(counted(setups.reduce(0) { $0 + $1.assumedCount }, "answer")) without a proof, "
      + "\(counted(setups.reduce(0) { $0 + $1.givenCount }, "fact")) taken as given\n"
  }
}
