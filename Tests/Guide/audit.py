"""`repllint audit` against the setup that the script of init made: its script, run as it is, and --run."""

import json
import os
import subprocess

from endpoints import ACCOUNTS
from failure import require

# What an audit cannot read: it is no answer of S3 or IAM.
LEFT = {"bucket-owner", "role-authentication", "server-version"}


def check(program, folder, endpoints, put):
    """Reads the setup in both ways, checks the folders of answers, and that a second audit keeps the first."""
    folder.mkdir()
    words = [
        program, "audit", "--source-bucket", "orders", "--target-bucket", "orders-copy",
        "--key", "invoices/object-to-replicate",
        *(word for site in ACCOUNTS for word in (
            f"--{site}-endpoint", endpoints.addresses[site], f"--{site}-iam-endpoint", endpoints.addresses[site]))]
    made = subprocess.run(
        [*words, "--output", "answers of today"], capture_output=True, text=True, timeout=60)
    require(made.returncode == 0, f"audit ended with {made.returncode}: {made.stderr}")
    answers = folder / "answers of today"
    run(made.stdout, folder)
    require(not (answers / "audit.txt").read_text(), "the audit has gaps")
    check_run(words, folder, answers)
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


def check_run(words, folder, answers):
    """Reads the setup with --run, which leaves the folder that the script left, file by file."""
    for number in (1, 2):
        ran = subprocess.run(
            [*words, "--run", "--output", "answers of a run"], cwd=folder, capture_output=True, text=True, timeout=300)
        # What moto makes of version 1 rules is found by the check.
        require(ran.returncode in (0, 1), f"audit --run ended with {ran.returncode}: {ran.stderr}")
        require("not read" not in ran.stderr, f"audit --run has gaps: {ran.stderr}")
        require(contents(folder / "answers of a run") == contents(answers), "--run leaves another folder than the script")
        require(number == 1 or "no change" in ran.stdout, f"a second audit is not as the first: {ran.stdout}")


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def run(script, folder):
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        env=dict(os.environ))
    require(done.returncode == 0, f"the script of audit ended with {done.returncode}: {done.stderr}")


def keep_version_one(path, put):
    """Undoes what moto makes of version 1 rules: it loses their `Prefix`; CloudServer answers them as they were put."""
    path.write_text(json.dumps({"ReplicationConfiguration": json.loads(put.read_text())}, indent=4) + "\n")
