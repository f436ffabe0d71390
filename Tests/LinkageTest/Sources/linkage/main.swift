import ReplicationLint

let report = Linter().check([Input(name: "replication.json", text: #"{"Role": "x", "Rules": []}"#)])
precondition(report.worst == .error)
print("\(report.diagnostics.count) findings")
