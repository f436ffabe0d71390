import JSONSource

@testable import ReplicationLint
@testable import ReplicationLintReports

/// The first file as a certificate of the others, and as changes to the one that the others have.
///
/// What is made is read and verified as it is. Another certificate holds or fails without trouble; where it holds, the
/// evaluator refuses no key that it proves. Digests are written anew first: what matters is a proof of other documents,
/// not that it has another digest.
func checkCertificate(_ fuzzed: FuzzCase) {
  let linter = Linter(configuration: fuzzed.configuration)
  let sources = fuzzed.inputs.dropFirst().map(\.source)
  let analyses = linter.analyse(Array(fuzzed.inputs.dropFirst()))
  let proved = analyses.filter { $0.replicates == true }
  if !proved.isEmpty {
    let made = Certificate(proved, sources: sources)
    let bytes = CertificateJSON.render(made)
    guard let read = Certificate(SourceFile(name: "proof.json", bytes: bytes)) else {
      return expect(false, "a certificate that cannot be read")
    }
    expect(CertificateJSON.render(read) == bytes, "a certificate that is read as another")
    expect(failure(read, sources) == nil, "a proof that does not hold: \(failure(read, sources) ?? "")")
    checkKeys(read, sources, fuzzed.key)
    checkStated(changed(bytes, by: fuzzed.inputs[0].source.bytes), sources, fuzzed.key)
  }
  if let first = fuzzed.inputs.first { checkStated(first.source.bytes, sources, fuzzed.key) }
}

/// Bytes with changes, each in three bytes: how far to go, how much to leave out there, and what to write.
private func changed(_ bytes: [UInt8], by changes: [UInt8]) -> [UInt8] {
  var (bytes, at) = (bytes, 0)
  for start in stride(from: 0, to: changes.count - 2, by: 3) {
    at = min(at + Int(changes[start]) * 8, bytes.count)
    let end = min(at + Int(changes[start + 1] & 0x0F), bytes.count)
    bytes.replaceSubrange(at..<end, with: changes[start + 2] == 0 ? [] : [changes[start + 2]])
  }
  return bytes
}

private func checkStated(_ bytes: [UInt8], _ sources: [SourceFile], _ key: String) {
  guard let stated = Certificate(SourceFile(name: "proof.json", bytes: bytes)) else { return }
  _ = failure(stated, sources)
  let files = stated.files.map { file in
    let source = sources.first { ExactString($0.name) == ExactString(file.path) }
    return Certificate.File(path: file.path, digest: source.map { SHA256($0.bytes).hex } ?? file.digest)
  }
  let patched = Certificate(files: files, setups: stated.setups)
  if failure(patched, sources) == nil { checkKeys(patched, sources, key) }
}

private func failure(_ certificate: Certificate, _ sources: [SourceFile]) -> String? {
  do throws(CertificateCheck.Failure) {
    try CertificateCheck(certificate, sources).run()
    return nil
  } catch {
    return error.reason
  }
}

/// The evaluator refuses no key of a call that a certificate proves from the role's policies alone.
private func checkKeys(_ certificate: Certificate, _ sources: [SourceFile], _ key: String) {
  let documents = Dictionary(
    sources.map { (ExactString($0.name), JSONDocument($0).root) }, uniquingKeysWith: { first, _ in first })
  for setup in certificate.setups {
    for call in setup.calls where call.asksRole && !call.asksBucket && call.given.isEmpty {
      if case .assumed = call.evidence { continue }
      guard let site = setup.sites.first(where: { $0.side == call.side }) else { continue }
      let addresses = site.permissions.map { setup.policies[$0] }
      // A document in a wrapper is found by the check alone.
      guard addresses.allSatisfy({ $0.pointers == [""] }) else { continue }
      let policies = addresses.compactMap { documents[ExactString($0.path)] }
        .map { PolicyDocument($0, purpose: .permission) }
      let keys = call.prefix.map { prefix in [prefix + "a", prefix + key + "b", prefix + "x/y"].map { "/\($0)" } }
      for key in keys ?? [""] {
        let answer = evaluate(
          policies: policies, action: call.action, resource: "arn:aws:s3:::\(call.bucket)\(key)", facts: nil)
        expect(!answer.isRefused, "a certificate proves \(call.action) on \(key), which is refused")
      }
    }
  }
}
