"""The steps of the guide, read from its own text."""

import re
import shlex
import shutil
from pathlib import Path

DOCUMENTS = [
    "backbeat-role-trust-policy.json", "S3-role-permissions-policy.json", "replication-configuration.json",
]


def commands(text):
    """The commands in the order of the guide, each as a list of words."""
    found, lines = [], iter(text.splitlines())
    for line in lines:
        if not line.startswith("aws "):
            continue
        while line.endswith("\\"):
            line = line[:-1] + " " + next(lines)
        found += [shlex.split(part) for part in line.split("&&")]
    return found


def site(words):
    """The site that a command goes to, by its profile."""
    return words[words.index("--profile") + 1].removeprefix("backbeat-")


def addressed(words, addresses):
    """A command with the addresses of this run in place of the guide's hosts."""
    hosts = {"http://node1": "source", "http://node6": "target"}
    return [addresses[hosts[host[1]]] if (host := re.fullmatch(r"(http://node[16])(:8600)?", word)) else word
            for word in words]


def command(text, site_name):
    """A further command, in the guide's way."""
    node = {"source": "node1", "target": "node6"}[site_name]
    port = ":8600" if text.startswith("iam") else ""
    return ["aws"] + shlex.split(text) + ["--endpoint", f"http://{node}{port}", "--profile", f"backbeat-{site_name}"]


def prepare(guide, folder):
    """An empty folder with the guide's documents."""
    shutil.rmtree(folder, ignore_errors=True)
    Path(folder).mkdir(parents=True)
    for name in DOCUMENTS:
        shutil.copy(Path(guide) / name, Path(folder) / name)


def play(steps, folder, addresses, run):
    """Runs the steps and saves every answer under the name of its site and command; what each refused answered."""
    refusals = {}
    for words in steps:
        if words[2] == "head-object" and site(words) == "target":
            # The endpoints copy nothing: this does what Backbeat would, and is no step of the guide.
            replica = list(words)
            replica[2] = "put-object"
            run(addressed(replica, addresses), folder)
        name = f"{site(words)}-{words[2]}"
        status, output, errors = run(addressed(words, addresses), folder)
        (Path(folder) / f"{name}.json").write_text(output)
        if status != 0:
            refusals[name] = errors.strip()
    return refusals
