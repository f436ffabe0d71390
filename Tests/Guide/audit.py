"""The script that `repllint audit` prints, run as it is against the setup that the script of init made."""

import json
import os
import subprocess

from endpoints import ACCOUNTS
from failure import require

# What an audit cannot read: it is no answer of S3 or IAM.
LEFT = {"bucket-owner", "role-authentication", "server-version"}


def check(program, folder, endpoints, put):
    """Reads the setup twice, and checks the first folder of answers and that the second audit keeps it."""
    folder.mkdir()
    made = subprocess.run(
        [program, "audit", "--source-bucket", "orders", "--target-bucket", "orders-copy",
         "--key", "invoices/object-to-replicate",
         *(word for site in ACCOUNTS for word in (
             f"--{site}-endpoint", endpoints.addresses[site], f"--{site}-iam-endpoint", endpoints.addresses[site])),
         "--output", "answers of today"], capture_output=True, text=True, timeout=60)
    require(made.returncode == 0, f"audit ended with {made.returncode}: {made.stderr}")
    answers = folder / "answers of today"
    run(made.stdout, folder)
    require(not (answers / "audit.txt").read_text(), "the audit has gaps")
    keep_version_one(answers / "get-bucket-replication.json", put)
    found = subprocess.run(
        [program, "--format", "json", str(answers)], capture_output=True, text=True, timeout=60)
    report = json.loads(found.stdout)
    require(found.returncode == 0 and len(report["setups"]) == 1, f"the answers do not check clean: {found.stdout}")
    setup = report["setups"][0]
    require(setup["replicates"] is True, f"the audited setup is not proved to replicate: {report['diagnostics']}")
    left = {assumption["id"] for assumption in setup["assumptions"]}
    require(left == LEFT, f"assumptions left by the audit: {sorted(left)}")
    run(made.stdout, folder)
    require((folder / "answers of today.1" / ".repllint.json").exists(), "a second audit does not keep the first")
    (answers / "audit.txt").unlink()
    refused = subprocess.run(["sh", "-c", made.stdout], cwd=folder, capture_output=True, timeout=300)
    require(refused.returncode == 2, "an audit into a folder of other files is not refused")


def run(script, folder):
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        env=dict(os.environ))
    require(done.returncode == 0, f"the script of audit ended with {done.returncode}: {done.stderr}")


def keep_version_one(path, put):
    """Undoes what moto makes of version 1 rules: it loses their `Prefix`; CloudServer answers them as they were put."""
    path.write_text(json.dumps({"ReplicationConfiguration": json.loads(put.read_text())}, indent=4) + "\n")
