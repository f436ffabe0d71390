import JSONSource
import ReplicationLint
import ReplicationLintReports

/// Any bytes, as each kind of document and as a setup: no crash, every place in its file, no raw control character.
private func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let kinds: [DocumentKind?] = [nil, .trustPolicy, .permissionPolicy, .replicationConfiguration, .bucketVersioning]
  for kind in kinds {
    judge(Linter().check([Input(SourceFile(name: "input.json", bytes: bytes), kind: kind)]))
  }
  // The input as the policy of a setup whose other documents are right.
  let setup = [
    Input(SourceFile(name: "policy.json", bytes: bytes), kind: .permissionPolicy),
    Input(name: "replication.json", text: replication), Input(name: "trust.json", text: trust),
  ]
  judge(Linter(configuration: Configuration(sourceBucket: "orders")).check(setup))
  _ = Linter().trace(setup, key: "a/b")
  return 0
}

/// The fuzzer's own driver, which calls back with the bytes that it makes.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry point: the package manager gives `main` of an executable target this name.
@_cdecl("fuzz_main")
public func run(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
  var (count, arguments) = (count, arguments)
  return runDriver(&count, &arguments) { fuzz($0, $1) }
}

private func judge(_ report: Report) {
  for diagnostic in report.diagnostics {
    let count = report.files.first { $0.path == diagnostic.path }?.source.bytes.count ?? 0
    precondition(diagnostic.range.start >= 0 && diagnostic.range.end <= count, "a place outside its file")
  }
  for byte in ReportFormat.text.render(report, RenderOptions()) {
    precondition(byte >= 0x20 || byte == 0x0A, "a raw control character")
  }
}

private let trust = """
  {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, \
  "Action": "sts:AssumeRole"}]}
  """

private let replication = """
  {"Role": "arn:aws:iam::410293857164:role/crr-source,arn:aws:iam::930417265580:role/crr-target", \
  "Rules": [{"Prefix": "a/", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}
  """
