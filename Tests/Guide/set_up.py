"""The script that `repllint init` prints, run as it is against both endpoints."""

import os
import shutil
import stat
import subprocess

from endpoints import ACCOUNTS
from failure import require

# The endpoints copy nothing. Where the script waits for the object's status, this stand-in for Backbeat puts the
# object at the target and answers as the source does afterwards; every other command goes to the AWS CLI as it is.
STAND_IN = """#!/bin/sh
case "$*" in
  "s3api head-object"*"--query ReplicationStatus"*)
    "{aws}" s3api head-object --bucket orders --key invoices/object-to-replicate --endpoint {source} \\
      --profile backbeat-source >/dev/null &&
    "{aws}" s3api put-object --bucket orders-copy --key invoices/object-to-replicate --endpoint {target} \\
      --profile backbeat-target >/dev/null &&
    echo COMPLETED ;;
  *) exec "{aws}" "$@" ;;
esac
"""


def check(program, folder, endpoints):
    """Writes a setup, runs its script from another folder, and checks the documents and what the servers hold."""
    documents, elsewhere, tools = folder / "the documents", folder / "elsewhere", folder / "tools"
    elsewhere.mkdir(parents=True)
    tools.mkdir()
    made = subprocess.run(
        [program, "init", "--source-bucket", "orders", "--target-bucket", "orders-copy", "--prefix", "invoices/",
         "--source-account", ACCOUNTS["source"], "--target-account", ACCOUNTS["target"],
         *(word for site in ACCOUNTS for word in (
             f"--{site}-endpoint", endpoints.addresses[site], f"--{site}-iam-endpoint", endpoints.addresses[site])),
         "--output-folder", str(documents)], capture_output=True, text=True, timeout=60)
    require(made.returncode == 0, f"init ended with {made.returncode}: {made.stderr}")
    script = folder / "set-up.sh"
    script.write_text(made.stdout)
    aws = tools / "aws"
    aws.write_text(STAND_IN.format(aws=shutil.which("aws"), **endpoints.addresses))
    aws.chmod(aws.stat().st_mode | stat.S_IXUSR)
    done = subprocess.run(
        ["bash", str(script)], cwd=elsewhere, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
        env=dict(os.environ, PATH=f"{tools}{os.pathsep}{os.environ['PATH']}"))
    require(done.returncode == 0, f"the script of init ended with {done.returncode}: {done.stderr or done.stdout}")
    require(not any(elsewhere.iterdir()), "the script of init left files where it was run")
    checked = subprocess.run(
        [program, "--fail-on", "warning", str(documents)], capture_output=True, text=True, timeout=60)
    require(checked.returncode == 0, f"the documents of init do not check clean: {checked.stdout}")
