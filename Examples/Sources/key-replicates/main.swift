// key-replicates KEY: whether an object replicates in the setup of Scality's guide, and which call stops it.
import ReplicationLint

let setup = [
  Input(
    name: "trust.json",
    text: """
      {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": { "Service": "backbeat" }, "Action": "sts:AssumeRole" }]
      }
      """),
  Input(
    name: "permissions.json",
    text: """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "Allow",
            "Action": ["s3:GetObjectVersion", "s3:GetObjectVersionAcl"],
            "Resource": "arn:aws:s3:::source-bucket/*"
          },
          {
            "Effect": "Allow",
            "Action": ["s3:ListBucket", "s3:GetReplicationConfiguration"],
            "Resource": "arn:aws:s3:::source-bucket"
          },
          {
            "Effect": "Allow",
            "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"],
            "Resource": "arn:aws:s3:::target-bucket/invoices/*"
          }
        ]
      }
      """),
  Input(
    name: "replication.json",
    text: """
      {
        "Role": "arn:aws:iam::668546647514:role/SourceRole,arn:aws:iam::779657758625:role/TargetRole",
        "Rules": [
          { "Prefix": "", "Status": "Enabled", "Destination": { "Bucket": "arn:aws:s3:::target-bucket" } }
        ]
      }
      """),
]

let key = CommandLine.arguments.dropFirst().first ?? "invoices/2026-01.pdf"
for trace in Linter().trace(setup, key: key) {
  print("\(trace.key): \(trace.outcome.rawValue)")
  if let stop = trace.stop { print("stopped by: \(stop.step), \(stop.action ?? "no action"), \(stop.result)") }
}
