#!/usr/bin/env python3
"""Writes the inputs that fuzzing starts from: one folder a target, from samples, fixtures and recorded documents."""
import json
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
package = here.parent
recordings = package.parent / "shared/conformance"
platform = recordings / "platform" if (recordings / "platform").is_dir() else package / "Tests/Conformance"
output = pathlib.Path(sys.argv[1])


def write(target, name, content):
    folder = output / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def case(options, files):
    """What FuzzCase reads: a byte of options, then names with content."""
    return bytes([options]) + b"\xff".join(name.encode() + b"\n" + content for name, content in files)


def folder_cases(index, name, folder):
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.json"))][:9]
    if files:
        setup(index, name, files)
    for path in folder.glob(".repllint.json"):
        write("configuration", name, path.read_bytes())


def setup(index, name, files):
    for target in ["setup", "fixing", "reports", "difference"]:
        # Neighbouring numbers give the options different bits.
        write(target, name, case(index * 37 % 256, files))


def document(name, content):
    for target in ["reading", "document"]:
        write(target, name, content)


folders = sorted({path.parent for part in ["Tests/Fixtures", "samples"] for path in (package / part).rglob("*.json")})
for index, folder in enumerate(folders):
    name = "-".join(folder.relative_to(package).parts)
    folder_cases(index, name, folder)
    for path in sorted(folder.glob("*.json")):
        document(f"{name}-{path.name}", path.read_bytes())
for path in sorted((recordings / "JSONTestSuite").rglob("*.json")):
    write("reading", f"suite-{path.name}", path.read_bytes())
for path in sorted(platform.glob("*.jsonl")):
    for line in path.read_text().splitlines()[::7]:
        record = json.loads(line)
        text = record.get("input") or record.get("bucket_policy") or ""
        files = json.loads(text).get("files") if path.name.startswith("setups") else None
        if files:
            files = [(name, content.encode()) for name, content in files.items()][:9]
            setup(len(record["id"]), record["id"], files)
        else:
            document(record["id"], text.encode())
