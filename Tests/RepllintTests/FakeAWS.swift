import Foundation

/// A stand-in for AWS CLI in the folder of a workbench, which answers with a setup that replicates.
///
/// It writes its arguments to `log`, each in brackets, one line a call, and each line at once: calls run side by side.
struct FakeAWS {
  private let bench: Workbench

  init(_ bench: Workbench) throws {
    self.bench = bench
    try bench.write(
      #"""
      #!/bin/sh
      folder='\#(bench.folder.path)'
      printf '%s\n' "$(printf '[%s]' "$@")" >>"$folder/log"
      if [ -e "$folder/answers/$2" ]; then . "$folder/answers/$2"; fi
      trust='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}]}'
      source='{"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:GetObjectVersion", "s3:ReplicateObject"], "Resource": ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]}'
      target='{"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::orders-copy/*"}'
      roles=arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst
      role() { echo '{"Role": {"RoleName": "'$1'", "Arn": "'$2'", "AssumeRolePolicyDocument": '"$trust"'}}'; }
      attached() { echo '{"AttachedPolicies": [{"PolicyName": "'$1'", "PolicyArn": "'$2'"}]}'; }
      document() { echo '{"PolicyVersion": {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": ['"$1"']}}}'; }
      case "$*" in
        *get-bucket-replication*--query*) echo $roles ;;
        *get-bucket-replication*) echo '{"ReplicationConfiguration": {"Role": "'$roles'", "Rules": [{"ID": "a", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}}' ;;
        *get-role\ --role-name=src*) role src arn:aws:iam::410293857164:role/src ;;
        *get-role\ --role-name=dst*) role dst arn:aws:iam::930417265580:role/dst ;;
        *list-attached*name=src*--query*) echo arn:aws:iam::410293857164:policy/p ;;
        *list-attached*--query*) echo arn:aws:iam::930417265580:policy/q ;;
        *list-attached*name=src*) attached p arn:aws:iam::410293857164:policy/p ;;
        *list-attached*) attached q arn:aws:iam::930417265580:policy/q ;;
        *get-policy\ *--query*) echo v1 ;;
        *get-policy\ *) echo '{"Policy": {"DefaultVersionId": "v1"}}' ;;
        *get-policy-version*policy/p*--version-id=v1*) document "$source" ;;
        *get-policy-version*policy/q*--version-id=v1*) document "$target" ;;
        *list-role-policies*--query*) echo None ;;
        *list-role-policies*) echo '{"PolicyNames": []}' ;;
        *get-bucket-versioning*) echo '{"Status": "Enabled"}' ;;
        *get-bucket-policy*) printf '\nAn error occurred (NoSuchBucketPolicy) when calling GetBucketPolicy: none\n' >&2; exit 254 ;;
        *get-bucket-location*) echo '{"LocationConstraint": null}' ;;
        *head-object*--bucket=orders\ *) echo '{"ContentLength": 1, "ReplicationStatus": "COMPLETED"}' ;;
        *head-object*) echo '{"ContentLength": 1, "ReplicationStatus": "REPLICA"}' ;;
        *) exit 9 ;;
      esac
      """#, to: "bin/aws")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bench.url("bin/aws").path)
  }

  /// Puts commands of the shell before the answer to an operation; they may exit, so that there is no answer.
  func answer(_ operation: String, _ commands: String) throws { try bench.write(commands, to: "answers/\(operation)") }

  /// The environment in which programs find the stand-in.
  var environment: [String: String] { ["PATH": "\(bench.url("bin").path):/usr/bin:/bin"] }

  /// Runs a script in a shell.
  func run(script: String) throws -> RunResult {
    try bench.write(script, to: "audit.sh")
    return try bench.shell("PATH='\(bench.folder.path)'/bin:$PATH sh audit.sh")
  }

  /// Runs `repllint audit --run`.
  func audit(_ more: String..., environment: [String: String] = [:]) throws -> RunResult {
    try bench.launch(
      ["audit", "--run", "--source-bucket", "orders", "--target-bucket", "orders-copy"] + more,
      environment: self.environment.merging(environment) { $1 })
  }

  /// The calls so far, each with its arguments in brackets.
  func calls() throws -> [String] {
    FileManager.default.fileExists(atPath: bench.url("log").path)
      ? try bench.read("log").split(separator: "\n").map(String.init) : []
  }
}
