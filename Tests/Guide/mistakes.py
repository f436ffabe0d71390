"""Steps of the guide done wrong, each as operators do it, and what repllint has to report of it."""

import json
from dataclasses import dataclass, field

from steps import command, site

TRUST, PERMISSIONS, REPLICATION = (
    "backbeat-role-trust-policy.json", "S3-role-permissions-policy.json", "replication-configuration.json")


@dataclass
class Mistake:
    title: str
    rule: str
    file: str
    pointer: str = ""
    severity: str = "error"
    edit: tuple = ()
    content: dict = field(default_factory=dict)
    change: object = None
    further: list = field(default_factory=list)

    def write(self, folder):
        """Makes the mistake in the documents."""
        for name, document in self.content.items():
            (folder / name).write_text(document if isinstance(document, str) else json.dumps(document, indent=2) + "\n")
        if self.edit:
            name, old, new = self.edit
            text = (folder / name).read_text()
            assert old in text, f"{self.title}: {name} has no {old}"
            (folder / name).write_text(text.replace(old, new))

    def steps(self, guide):
        """The steps as they are done."""
        changed = [self.change(words) if self.change else words for words in guide]
        return [words for words in changed if words] + self.further


def replication(*rules, role=None):
    roles = ("arn:aws:iam::668546647514:role/SourceRoleForS3Replication,"
             "arn:aws:iam::779657758625:role/TargetRoleForS3Replication")
    return {"Role": role or roles, "Rules": list(rules)}


def rule(**members):
    return {"Prefix": "", "Destination": {"Bucket": "arn:aws:s3:::target-bucket"}, "Status": "Enabled", **members}


def suspended(at):
    def change(words):
        is_meant = words[2] == "put-bucket-versioning" and site(words) == at
        return [word.replace("Status=Enabled", "Status=Suspended") for word in words] if is_meant else words
    return change


def attached_elsewhere(words):
    is_meant = words[2] == "attach-role-policy" and site(words) == "target"
    return [word.replace("TargetRole", "SourceRole") for word in words] if is_meant else words


DENY = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{
        "Sid": "OnlyOurNetwork", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": ["arn:aws:s3:::target-bucket", "arn:aws:s3:::target-bucket/*"],
    }],
})

MISTAKES = [
    Mistake("the role's ARN with the account of another", "role-arn-disagrees", REPLICATION, "/Role",
            edit=(REPLICATION, "668546647514:role", "668546647515:role")),
    Mistake("the roles in the wrong order", "role-order-wrong", REPLICATION, "/Role",
            content={REPLICATION: replication(
                rule(), role="arn:aws:iam::779657758625:role/TargetRoleForS3Replication,"
                "arn:aws:iam::668546647514:role/SourceRoleForS3Replication")}),
    Mistake("a space after the comma between the roles", "role-white-space", REPLICATION, "/Role",
            edit=(REPLICATION, "Replication,arn", "Replication, arn")),
    Mistake("the source role alone", "role-count", REPLICATION, "/Role",
            edit=(REPLICATION, ",arn:aws:iam::779657758625:role/TargetRoleForS3Replication", "")),
    Mistake("the ARN of the policy in place of the role's", "role-arn-malformed", REPLICATION, "/Role",
            edit=(REPLICATION, ":role/SourceRole", ":policy/SourcePolicy")),
    Mistake("a rule of version 2, as AWS documents it", "filter-not-supported", REPLICATION, "/Rules/0",
            content={REPLICATION: replication({
                "Priority": 1, "Filter": {"Prefix": ""}, "DeleteMarkerReplication": {"Status": "Disabled"},
                "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::target-bucket"}})}),
    Mistake("the bucket's name in place of its ARN", "destination-arn-malformed", REPLICATION,
            "/Rules/0/Destination/Bucket", edit=(REPLICATION, "arn:aws:s3:::target-bucket", "target-bucket")),
    Mistake("`enabled` in lowercase letters", "status-invalid", REPLICATION, "/Rules/0/Status",
            edit=(REPLICATION, "Enabled", "enabled")),
    Mistake("a pattern as the prefix", "prefix-looks-like-glob", REPLICATION, "/Rules/0/Prefix",
            severity="warning", content={REPLICATION: replication(rule(Prefix="invoices/*"))}),
    Mistake("two rules of which one covers the other", "prefix-overlap", REPLICATION, "/Rules/1/Prefix",
            content={REPLICATION: replication(rule(Prefix="invoices/"), rule(Prefix="invoices/2026/"))}),
    Mistake("a comma after the last rule", "json-syntax", REPLICATION,
            edit=(REPLICATION, '"Status": "Enabled"\n    }', '"Status": "Enabled"\n    },')),
    Mistake("the trust policy of AWS's documentation", "service-not-backbeat", TRUST, "/Statement/0/Principal",
            edit=(TRUST, '"backbeat"', '"s3.amazonaws.com"')),
    Mistake("`sts:AssumeRoles` in the trust policy", "trust-action", TRUST, "/Statement/0/Action",
            severity="warning",
            edit=(TRUST, "sts:AssumeRole", "sts:AssumeRoles")),
    Mistake("an action by AWS's name", "action-aws-only", PERMISSIONS, "/Statement/0/Action/0",
            edit=(PERMISSIONS, '"s3:GetObjectVersion"', '"s3:GetObjectVersionForReplication"')),
    Mistake("the bucket without `/*` for actions on objects", "object-action-on-bucket", PERMISSIONS, "/Statement/0",
            edit=(PERMISSIONS, "source-bucket/*", "source-bucket")),
    Mistake("a policy for another target bucket", "destination-not-in-policy", REPLICATION,
            "/Rules/0/Destination/Bucket",
            edit=(PERMISSIONS, "target-bucket", "target-buckets")),
    Mistake("a version that IAM does not know", "version", PERMISSIONS, "/Version",
            edit=(PERMISSIONS, "2012-10-17", "2012-10-18")),
    Mistake("versioning suspended at the source", "versioning-not-enabled", "source-get-bucket-versioning.json",
            "/Status", change=suspended("source"),
            further=[command("s3api get-bucket-versioning --bucket source-bucket", "source")]),
    # A server of version 1 does not look at the target's versioning, so this is a risk.
    Mistake("versioning suspended at the target", "versioning-not-enabled", "target-get-bucket-versioning.json",
            "/Status", severity="warning", change=suspended("target"),
            further=[command("s3api get-bucket-versioning --bucket target-bucket", "target")]),
    Mistake("the target's policy attached to a role of the other's name", "policy-not-attached",
            "target-list-attached-role-policies.json", change=attached_elsewhere,
            further=[command("iam list-attached-role-policies --role-name TargetRoleForS3Replication", "target")]),
    Mistake("a bucket policy that denies everybody", "deny-blocks-replication", "target-get-bucket-policy.json",
            further=[command(f"s3api put-bucket-policy --bucket target-bucket --policy '{DENY}'", "target"),
                     command("s3api get-bucket-policy --bucket target-bucket", "target")]),
]
