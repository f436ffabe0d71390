/// A script for a POSIX shell that reads a setup in use with AWS CLI and saves the answers, with a manifest.
///
/// Each command reads; none changes anything at the servers. The roles are those of the configuration that the source
/// answers. The answers that are not documents become facts of the manifest: `NoSuchBucketPolicy` is a bucket without a
/// policy, and an empty answer to get-bucket-versioning is versioning that was never set (AWS CLI prints nothing then).
package struct AuditScript: Sendable {
  private let request: AuditRequest

  /// Makes the script of a request.
  package init(_ request: AuditRequest) { self.request = request }

  /// The text of the script, which saves the answers in `folder`.
  package func text(folder: String) -> String {
    [Self.header, names(folder), connections, Self.functions, Self.sites, Self.ending].joined(separator: "\n")
  }

  // MARK: Names

  private func names(_ folder: String) -> String {
    let values = [
      ("folder", folder), ("source_bucket", request.sourceBucket), ("target_bucket", request.targetBucket),
      ("source_bucket_json", jsonString(request.sourceBucket)),
      ("target_bucket_json", jsonString(request.targetBucket)), ("key", request.key ?? ""),
    ]
    return values.map { "\($0.0)=\(shellQuoted($0.1))\n" }.joined()
  }

  private var connections: String {
    func call(_ name: String, _ service: String, _ endpoint: String, _ profile: String) -> String {
      let options = "--endpoint-url=\(shellQuoted(endpoint)) --profile=\(shellQuoted(profile))"
      return "\(name)() { aws \(service) \"$@\" \(options); }\n"
    }
    let (source, target) = (request.source, request.target)
    return call("source_s3", "s3api", source.endpoint, source.profile)
      + call("source_iam", "iam", source.resolvedIAMEndpoint, source.profile)
      + call("target_s3", "s3api", target.endpoint, target.profile)
      + call("target_iam", "iam", target.resolvedIAMEndpoint, target.profile)
  }

  // MARK: Steps

  /// The words that run a step at the site that is read.
  private static func command(_ step: AuditStep) -> String {
    let options = step.options(.script).map { "\($0.name)=\"\($0.value)\"" }.joined(separator: " ")
    return "\"${side}_\(step.service.rawValue)\" \(step.rawValue) \(options)"
  }

  /// The words that save the answer to a step as its file.
  private static func save(_ step: AuditStep) -> String { "save \"\(step.file(.script))\" \(command(step))" }

  /// The words that record that a step has no answer.
  private static func gap(_ step: AuditStep) -> String { "gap \"\(step.subject(.script))\"" }

  /// The words that name the file of a step in the manifest.
  private static func member(_ step: AuditStep, _ name: String) -> String {
    #"member \#(name) "\"\#(step.file(.script))\"""#
  }

  // MARK: Fixed parts

  private static let header = #"""
    #!/bin/sh
    # Reads a replication setup with AWS CLI and saves the answers. No command changes anything at the servers.
    set -uf

    # AWS CLI would wait in a pager otherwise, and print in the format of the profile.
    export AWS_PAGER= AWS_DEFAULT_OUTPUT=json

    """#

  private static let functions = #"""
    # An earlier audit is kept beside the new one. A folder of other files is left alone.
    before=
    if [ -e "$folder/audit.txt" ]; then
      number=1
      while [ -e "$folder.$number" ]; do number=$((number + 1)); done
      before=$folder.$number
      mv -- "$folder" "$before" || exit 2
    fi
    mkdir -- "$folder" || exit 2
    cd -- "$folder" || exit 2
    : >audit.txt

    # Saves what a command prints as a file, whole or not at all; where the command fails, its words are in $refusal.
    save() {
      file=$1
      shift
      if refusal=$("$@" --output json 2>&1 >"$file.part"); then
        mv -f -- "$file.part" "$file"
      else
        rm -f -- "$file.part"
        return 1
      fi
    }

    # Records what could not be read.
    gap() {
      printf 'not read: %s: %s\n' "$1" "$(printf %s "$refusal" | tr '\n' ' ')" | tee -a audit.txt >&2
    }

    # The words that a command prints.
    list() { "$@" --output text | tr '\t' '\n' | grep -vx None; }

    # Saves a policy and adds it to those of the role.
    add_policy() {
      count=$((count + 1))
      file=\#(AuditStep.policyVersion.file(.script))
      if save "$file" "$@"; then
        permissions="$permissions${permissions:+, }\"$file\""
      else
        \#(gap(.policyVersion))
        complete=no
      fi
    }

    # Adds a member to the site of the manifest.
    member() { members="$members,
          \"$1\": $2"; }

    """#

  private static let sites = #"""
    # Reads one site: its role with all policies, and its bucket.
    read_site() {
      side=$1 bucket=$2 members="\"bucket\": $3" role=$4 count=0 permissions= complete=yes
      if \#(save(.role)); then
        \#(member(.role, "role"))
      else
        \#(gap(.role))
      fi
      if \#(save(.attachedPolicies)); then
        for policy in $(list \#(command(.attachedPolicies)) \
          --query 'AttachedPolicies[].PolicyArn'); do
          version=$(list \#(command(.policy)) --query Policy.DefaultVersionId)
          add_policy \#(command(.policyVersion))
        done
      else
        \#(gap(.attachedPolicies))
        complete=no
      fi
      if \#(save(.inlinePolicies)); then
        for policy in $(list \#(command(.inlinePolicies)) --query 'PolicyNames[]'); do
          add_policy \#(command(.inlinePolicy))
        done
      else
        \#(gap(.inlinePolicies))
        complete=no
      fi
      if [ "$complete" = yes ]; then member permissions "[$permissions]"; fi
      if \#(save(.versioning)); then
        \#(member(.versioning, "versioning"))
      else
        \#(gap(.versioning))
      fi
      if \#(save(.bucketPolicy)); then
        \#(member(.bucketPolicy, "bucketPolicy"))
      else
        case $refusal in
          *\#(AuditStep.noBucketPolicy)*) member bucketPolicy false ;;
          *) \#(gap(.bucketPolicy)) ;;
        esac
      fi
      \#(save(.location)) ||
        \#(gap(.location))
      if [ -n "$key" ]; then
        \#(save(.object)) ||
          \#(gap(.object))
      fi
    }

    """#

  private static let ending = #"""
    if ! save \#(AuditManifest.configuration) source_s3 get-bucket-replication --bucket="$source_bucket"; then
      \#(gap(.configuration))
      exit 1
    fi
    roles=$(source_s3 get-bucket-replication --bucket="$source_bucket" \
      --query ReplicationConfiguration.Role --output text)
    source_arn=${roles%%,*} target_arn=${roles#*,}
    read_site source "$source_bucket" "$source_bucket_json" "${source_arn##*/}"
    source_members=$members
    # One role serves both sites.
    read_site target "$target_bucket" "$target_bucket_json" "${target_arn##*/}"
    cat >.repllint.json.part <<END
    \#(AuditManifest.text(source: "$source_members", target: "$members"))END
    mv -f .repllint.json.part .repllint.json
    if [ -n "$before" ]; then echo "the earlier audit is $before: repllint diff compares the two" >&2; fi
    if [ -s audit.txt ]; then exit 1; fi

    """#
}
