import ReplicationLint

let inputs = [
  Input(name: "replication.json", text: #"{"Role": "arn:aws:iam::410293857164:role/crr-source", "Rules": []}"#)
]
let report = Linter().check(inputs)
for diagnostic in report.diagnostics {
  print("\(diagnostic.path) \(diagnostic.pointer): \(diagnostic.severity) \(diagnostic.rule): \(diagnostic.message)")
}
