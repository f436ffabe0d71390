"""Documentation/Walkthrough.md, run from an empty folder: what its commands print has to be what the page shows.

A block of the page that is marked ```console holds commands, `$ ` before each, and what they print. All run in one
folder, in the page's order. With REPLLINT_RECORD=1 the page is written anew. Three things differ from a real setup:
the hosts of the page are the endpoints of this run, nothing replicates unless the stand-in for `aws` does it, and
that answers get-bucket-replication with what was put, as CloudServer does. An exit status other than 0 is shown.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from endpoints import Endpoints
from failure import Failure, require

PAGE = Path(__file__).resolve().parents[2] / "Documentation" / "Walkthrough.md"

# Takes the place of `aws` on PATH. The real AWS CLI runs every command, at the endpoints of this run.
STAND_IN = """#!{python} -B
import json, os, shutil, subprocess, sys
AWS, HOSTS, KEPT = {aws!r}, {hosts!r}, {kept!r}
words = sys.argv[1:]
for number, word in enumerate(words):
    if word.startswith("--endpoint") and "=" in word:
        option, _, address = word.partition("=")
        words[number] = option + "=" + HOSTS.get(address.removesuffix(":8600"), address)
    else:
        words[number] = HOSTS.get(word.removesuffix(":8600"), word)
value = lambda option: next((b for a, b in zip(words, words[1:]) if a == option), "")
run = lambda *more: subprocess.run([AWS, *more], stdin=subprocess.DEVNULL, capture_output=True, text=True)
done = run(*words)
output = done.stdout
if done.returncode == 0 and "put-bucket-replication" in words:
    shutil.copy(value("--replication-configuration").removeprefix("file://"), KEPT)
elif done.returncode == 0 and "get-bucket-replication" in words:
    output = json.dumps({{"ReplicationConfiguration": json.load(open(KEPT))}}, indent=4) + "\\n"
elif "head-object" in words and "ReplicationStatus" in words:
    copied = run("s3api", "put-object", "--bucket", "orders-copy", "--key", value("--key"), "--endpoint-url",
                 HOSTS["http://node6"], "--profile", "backbeat-target")
    output = "COMPLETED\\n" if copied.returncode == 0 else output
sys.stdout.write(output)
sys.stderr.write(done.stderr)
sys.exit(done.returncode)
"""


def commands(page, run):
    """The page with what `run` prints for each command in its console blocks."""
    made, inside = [], False
    for line in page.splitlines():
        if line == "```console":
            inside = True
            made.append(line)
        elif inside and line == "```":
            inside = False
            made.append(line)
        elif not inside:
            made.append(line)
        elif line.startswith("$ "):
            made += [line, *run(line[2:])]
    return "\n".join(made) + "\n"


def shell(folder, environment):
    def run(line):
        done = subprocess.run(
            ["bash", "-c", line], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=300)
        status = [f"(exit status {done.returncode})"] if done.returncode else []
        return done.stdout.replace(str(folder), "/home/me/crr").rstrip("\n").splitlines() + status
    return run


def check(program, scratch, endpoints):
    """Runs the page. The folder of the reader is new and empty."""
    folder, tools = scratch / "crr", scratch / "tools"
    folder.mkdir()
    tools.mkdir()
    (tools / "repllint").symlink_to(program)
    aws = tools / "aws"
    aws.write_text(STAND_IN.format(
        python=sys.executable, aws=str(Path(sys.executable).parent / "aws"), kept=str(scratch / "put.json"),
        hosts={"http://node1": endpoints.addresses["source"], "http://node6": endpoints.addresses["target"]}))
    aws.chmod(0o755)
    environment = dict(os.environ, PATH=f"{tools}{os.pathsep}{os.environ['PATH']}", NO_COLOR="1", COLUMNS="120")
    page = PAGE.read_text()
    made = commands(page, shell(folder, environment))
    if made != page and os.environ.get("REPLLINT_RECORD") == "1":
        PAGE.write_text(made)
        raise Failure(f"recorded {PAGE.name}; read the difference, then run again without REPLLINT_RECORD")
    if made != page:
        import difflib
        shown = "\n".join(difflib.unified_diff(page.splitlines(), made.splitlines(), "page", "run", lineterm=""))
        require(False, f"{PAGE.name} is not what its commands print:\n{shown}")


def main():
    """Runs the page alone: walkthrough.py PROGRAM."""
    with tempfile.TemporaryDirectory(prefix="repllint-walkthrough-") as scratch:
        with Endpoints(Path(scratch)) as endpoints:
            try:
                check(Path(sys.argv[1]).resolve(), Path(scratch), endpoints)
            except Failure as failure:
                sys.exit(f"FAILED: {failure}")
    print("the walkthrough: every command prints what the page shows")


if __name__ == "__main__":
    main()
