import Foundation
import Testing

/// `repllint audit` as a process: what it prints is run by a shell, with a stand-in for AWS CLI.
struct AuditCommandTests {
  private let bench: Workbench
  /// A name that runs commands wherever quoting fails; each quote is followed by a combining mark.
  private static let hostile = "p'\u{301};touch pwned;:'\u{301} $(touch pwned) \"`touch pwned`\" \\"

  init() throws {
    bench = try Workbench()
    try bench.write(
      #"""
      #!/bin/sh
      printf '[%s]' "$@" >>"$LOG"
      echo >>"$LOG"
      trust='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}]}'
      source='{"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:GetObjectVersion", "s3:ReplicateObject"], "Resource": ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]}'
      target='{"Effect": "Allow", "Action": "s3:ReplicateObject", "Resource": "arn:aws:s3:::orders-copy/*"}'
      role() { echo '{"Role": {"RoleName": "'$1'", "Arn": "'$2'", "AssumeRolePolicyDocument": '"$trust"'}}'; }
      case "$*" in
        *get-bucket-replication*--query*) echo arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst ;;
        *get-bucket-replication*) echo '{"ReplicationConfiguration": {"Role": "arn:aws:iam::410293857164:role/src,arn:aws:iam::930417265580:role/dst", "Rules": [{"ID": "a", "Prefix": "", "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::orders-copy"}}]}}' ;;
        *get-role\ --role-name=src*) role src arn:aws:iam::410293857164:role/src ;;
        *get-role\ --role-name=dst*) role dst arn:aws:iam::930417265580:role/dst ;;
        *list-attached*--query*) case "$*" in *name=src*) echo arn:aws:iam::410293857164:policy/p ;; *) echo arn:aws:iam::930417265580:policy/q ;; esac ;;
        *list-attached*) echo '{"AttachedPolicies": []}' ;;
        *get-policy\ *) echo v1 ;;
        *get-policy-version*policy/p*) echo '{"PolicyVersion": {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": ['"$source"']}}}' ;;
        *get-policy-version*) echo '{"PolicyVersion": {"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": ['"$target"']}}}' ;;
        *list-role-policies*--query*) echo None ;;
        *list-role-policies*) echo '{"PolicyNames": []}' ;;
        *get-bucket-versioning*) echo '{"Status": "Enabled"}' ;;
        *get-bucket-policy*) if [ -n "$DENIED" ]; then echo AccessDenied >&2; else echo '(NoSuchBucketPolicy)' >&2; fi; exit 254 ;;
        *get-bucket-location*) echo '{"LocationConstraint": null}' ;;
        *) exit 9 ;;
      esac
      """#, to: "bin/aws")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bench.url("bin/aws").path)
  }

  private func make(_ more: String...) throws -> String {
    let made = try bench.launch(["audit", "--source-bucket", "orders", "--target-bucket", "orders-copy"] + more)
    #expect(made.status == 0, "\(made.error)")
    return made.output
  }

  private func runScript(_ script: String, denied: String = "") throws -> RunResult {
    try bench.write(script, to: "audit.sh")
    let root = "'\(bench.folder.path)'"
    return try bench.shell("PATH=\(root)/bin:$PATH LOG=\(root)/log DENIED=\(denied) sh audit.sh")
  }

  @Test func answersAreAProvedSetup() throws {
    let run = try runScript(make())
    #expect(run.status == 0, "\(run.error)")
    let check = try bench.run("check", "audit", "--format", "json")
    #expect(check.status == 0, "\(check.output)")
    #expect(check.output.contains(#""replicates": true"#))
    #expect(!check.output.contains("no-bucket-policy") && !check.output.contains("attached-policies-complete"))
    let log = try bench.read("log").split(separator: "\n")
    #expect(log.allSatisfy { $0.contains("[get-") || $0.contains("[list-") || $0.contains("[head-") })
  }

  @Test func whatCannotBeReadIsAGap() throws {
    let run = try runScript(make(), denied: "yes")
    #expect(run.status == 1)
    #expect(try bench.read("audit/audit.txt").contains("not read: the policy of the source bucket: AccessDenied"))
    #expect(try bench.run("check", "audit", "--format", "json").output.contains("no-bucket-policy"))
  }

  @Test func earlierAuditStaysBesideTheNewOne() throws {
    _ = try runScript(make())
    let run = try runScript(make())
    #expect(run.status == 0 && run.error.contains("audit.1"), "\(run.error)")
    #expect(try bench.names("audit") == bench.names("audit.1"))
  }

  @Test func folderOfOtherFilesIsLeftAlone() throws {
    try bench.write("mine", to: "audit/file.txt")
    #expect(try runScript(make()).status == 2)
    #expect(try bench.names("audit") == ["file.txt"])
  }

  @Test func hostileNamesReachAWSAsTheyAreAndRunNothing() throws {
    let script = try make(
      "--source-profile", Self.hostile, "--target-profile=-\(Self.hostile)", "--key", Self.hostile,
      "--source-endpoint", "http://node1/'\u{301};touch${IFS}pwned;'", "--output",
      "out \(Self.hostile.replacing("/", with: ""))")
    let run = try runScript(script)
    #expect(run.status == 1, "\(run.error)")
    let names = try FileManager.default.subpathsOfDirectory(atPath: bench.folder.path)
    #expect(!names.contains { $0.hasSuffix("pwned") })
    let log = try bench.read("log")
    #expect(log.contains("[--profile=\(Self.hostile)]") && log.contains("[--profile=-\(Self.hostile)]"))
    #expect(log.contains("[--key=\(Self.hostile)]"))
  }
}
