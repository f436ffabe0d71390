import Testing

/// A folder with the documents of the guide and the answers to all of its commands, saved under their names.
struct GuideAnswersTests {
  private static let trust =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"backbeat"},"#
    + #""Action":"sts:AssumeRole"}]}"#

  private static let permissions = """
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObjectVersion", "s3:GetObjectVersionAcl"],
          "Resource": ["arn:aws:s3:::source-bucket/*"]
        },
        {
          "Effect": "Allow",
          "Action": ["s3:ListBucket", "s3:GetReplicationConfiguration"],
          "Resource": ["arn:aws:s3:::source-bucket"]
        },
        {
          "Effect": "Allow",
          "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"],
          "Resource": "arn:aws:s3:::target-bucket/*"
        }
      ]
    }
    """

  private static func role(_ account: String, _ name: String) -> String {
    """
    {"Role": {"AssumeRolePolicyDocument": \(trust), "RoleId": "A1B2C3D4E5F6G7H8I9J0K", \
    "CreateDate": "2026-11-01T10:00:00Z", "RoleName": "\(name)", "Path": "/", \
    "Arn": "arn:aws:iam::\(account):role/\(name)"}}
    """
  }

  private static func policy(_ account: String, _ name: String) -> String {
    """
    {"Policy": {"PolicyName": "\(name)", "CreateDate": "2026-11-01T10:00:00Z", "AttachmentCount": 0, \
    "IsAttachable": true, "PolicyId": "A1B2C3", "DefaultVersionId": "v1", "Path": "/", \
    "Arn": "arn:aws:iam::\(account):policy/\(name)", "UpdateDate": "2026-11-01T10:00:00Z"}}
    """
  }

  private static func head(_ status: String) -> String {
    """
    {"AcceptRanges": "bytes", "LastModified": "2026-11-01T10:00:00+00:00", "ContentLength": 0, \
    "ETag": "\\"d41d8cd98f00b204e9800998ecf8427e\\"", "VersionId": "3938", "ContentType": "binary/octet-stream", \
    "Metadata": {}, "ReplicationStatus": "\(status)"}
    """
  }

  private static let accounts = (source: "668546647514", target: "779657758625")

  private static let documents = [
    "backbeat-role-trust-policy.json": trust, "S3-role-permissions-policy.json": permissions,
    "replication-configuration.json": Sample.good.replacing("role/source", with: "role/SourceRoleForS3Replication")
      .replacing("role/target", with: "role/TargetRoleForS3Replication"),
  ]

  /// The answers, each under the name of its command; the place of the site in the name is the caller's.
  private static func answers(_ name: (String, String) -> String) -> [String: String] {
    [
      name("create-role", "source"): role(accounts.source, "SourceRoleForS3Replication"),
      name("create-role", "target"): role(accounts.target, "TargetRoleForS3Replication"),
      name("create-policy", "source"): policy(accounts.source, "SourcePolicyForS3Replication"),
      name("create-policy", "target"): policy(accounts.target, "TargetPolicyForS3Replication"),
      name("attach-role-policy", "source"): "", name("attach-role-policy", "target"): "",
      name("create-bucket", "source"): #"{"Location": "/source-bucket"}"#, name("create-bucket", "target"): "",
      name("put-bucket-versioning", "source"): "", name("put-bucket-versioning", "target"): "",
      "put-bucket-replication.json": "",
      "put-object.json": #"{"ETag": "\"d41d8cd98f00b204e9800998ecf8427e\"", "VersionId": "393837363534"}"#,
      name("head-object", "source"): head("COMPLETED"), name("head-object", "target"): head("REPLICA"),
    ]
  }

  @Test(arguments: ["site last", "site first", "numbers"])
  func theAnswersOfTheGuideAreOneProvedSetup(_ naming: String) throws {
    let bench = try Workbench()
    let files = Self.answers { command, side in
      switch naming {
      case "site last": "\(command)-\(side).json"
      case "site first": "\(side)-\(command).json"
      default: "\(command)-\(side == "source" ? 1 : 2).json"
      }
    }
    for (name, text) in files.merging(Self.documents, uniquingKeysWith: { $1 }) { try bench.write(text, to: name) }
    let report = try bench.run(".")
    #expect(report.status == 0)
    #expect(report.output.contains("setup `.`: every object selected by its rules replicates (proved"))
    #expect(!report.output.contains("error["))
    #expect(!report.output.contains("checked alone"))
    #expect(report.error.isEmpty)
    let fixed = try bench.run("--fix", ".")
    #expect(fixed.status == 0)
    for (name, text) in files { #expect(try bench.read(name) == text) }
  }
}
