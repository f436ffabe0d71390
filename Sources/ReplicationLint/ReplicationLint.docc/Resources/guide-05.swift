import Foundation
import JSONSource
import ReplicationLint

/// Reads a file of the folder that the program runs in.
func read(_ name: String) throws -> Input {
  Input(SourceFile(name: name, bytes: Array(try Data(contentsOf: URL(filePath: name)))))
}

let documents = try [
  "backbeat-role-trust-policy.json", "S3-role-permissions-policy.json", "replication-configuration.json",
].map(read)

let server = ServerProfile(version: ServerVersion(9, 5, 2))
let linter = Linter(configuration: Configuration(server: server))
let report = linter.check(documents)
for diagnostic in report.diagnostics {
  print("\(diagnostic.path): \(diagnostic.severity): \(diagnostic.message)")
}

/// Prints whether all objects that the rules select replicate.
func printVerdicts(_ report: Report) {
  for setup in report.setups {
    switch setup.replicates {
    case true?: print("every object replicates")
    case false?: print("some object does not replicate")
    case nil: print("it depends on \(setup.openQuestions.joined(separator: ", "))")
    }
  }
}

printVerdicts(report)

for trace in linter.trace(documents, key: "invoices/2026-01.pdf") {
  print("\(trace.key): \(trace.outcome.rawValue)")
  if let stop = trace.stop { print("\(stop.step): \(stop.action ?? "no action"): \(stop.result)") }
}

let fixes = FixApplier(linter: linter).apply(to: documents, includeUnsafe: true)
for file in fixes { print("\(file.path): \(file.applied.joined(separator: ", "))") }
let repaired = documents.map { document in
  fixes.first { $0.path == document.source.name }.map { document.replacing($0.fixed) } ?? document
}
printVerdicts(linter.check(repaired))
