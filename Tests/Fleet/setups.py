"""Setups for a stream, one a line, whose verdicts are known from how they are made: setups.py COUNT [FIRST]"""

import json
import sys

# Every tenth setup refuses, every tenth fails, the others replicate.
VERDICTS = {3: "refused", 7: "fails"}


def verdict(number):
    return VERDICTS.get(number % 10, "replicates")


def trust():
    statement = {"Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def policy(source, target, read):
    return {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": [read, "s3:GetObjectVersionAcl"], "Resource": f"arn:aws:s3:::{source}/*"},
            {
                "Effect": "Allow",
                "Action": ["s3:ListBucket", "s3:GetReplicationConfiguration"],
                "Resource": f"arn:aws:s3:::{source}",
            },
            {
                "Effect": "Allow",
                "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"],
                "Resource": f"arn:aws:s3:::{target}/*",
            },
        ],
    }


def line(number):
    """The line of one setup."""
    kind = verdict(number)
    source, target = f"orders-{number}", f"orders-{number}-copy"
    account = 100000000000 + number % 1000
    roles = [f"arn:aws:iam::{account}:role/crr-source", f"arn:aws:iam::{account + 5000}:role/crr-target"]
    rule = {
        "Prefix": f"invoices/{number % 12 + 1}/",
        "Status": "enabled" if kind == "refused" else "Enabled",
        "Destination": {"Bucket": f"arn:aws:s3:::{target}"},
    }
    read = "s3:GetObject" if kind == "fails" else "s3:GetObjectVersion"
    documents = [
        ("replication.json", {"Role": ",".join(roles), "Rules": [rule]}),
        ("trust.json", trust()),
        ("policy.json", policy(source, target, read)),
    ]
    documents = [{"name": name, "json": value} for name, value in documents]
    return json.dumps({"id": number, "documents": documents}, separators=(",", ":"))


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for number in range(first, first + int(sys.argv[1])):
        print(line(number))
