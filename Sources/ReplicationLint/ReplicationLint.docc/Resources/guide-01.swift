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

let linter = Linter()
let report = linter.check(documents)
for diagnostic in report.diagnostics {
  print("\(diagnostic.path): \(diagnostic.severity): \(diagnostic.message)")
}
