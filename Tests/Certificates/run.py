#!/usr/bin/env python3
"""Certificates of samples, recorded setups and random setups hold by `repllint verify` and by check.py, and changed ones
hold by neither. Usage: run.py PROGRAM [COUNT], where COUNT is the number of random setups."""
import copy
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
RECORDS = os.path.join(os.path.dirname(ROOT), "shared", "conformance", "platform")
sys.path.insert(0, HERE)
import check  # noqa: E402

SAMPLES = ["guide", "captures", "gallery/everything-allowed", "gallery/target-not-versioned"]
ROLES = ["arn:aws:iam::410293857164:role/source", "arn:aws:iam::930417265580:role/target"]
OBJECTS = ["*", "a*", "b*", "?*", "*a", "?", "??*", "*b*", "${*}*", "a", "[^a]*", "${aws:username}/*"]
reasons = {}
tally = {"certificates": 0, "questions": 0, "invariants": 0, "without a proof": 0, "given": 0, "changed": 0}


def holds_here(path, folder):
    try:
        check.check(path, folder)
        return True
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OSError):
        return False


def holds_there(program, path, folder):
    status = subprocess.run([program, "verify", path], cwd=folder, capture_output=True).returncode
    assert status in (0, 1, 2), status
    return status == 0


def write(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(value if isinstance(value, str) else json.dumps(value))


def changes(certificate):
    """Certificates that must not hold, by what was done to them."""
    def changed(body):
        other = copy.deepcopy(certificate)
        return other if body(other["setups"][0]["calls"]) is not False else None

    def change_pattern(calls):
        call = next((call for call in calls if call["statements"]), None)
        if call is None:
            return False
        call["statements"][0]["patterns"] = [text + "x" for text in call["statements"][0]["patterns"]] or ["*"]

    def drop_call(calls):
        del calls[0]

    def drop_evidence(calls):
        for call in calls:
            if call["evidence"]["kind"] in ("covering", "invariant") and call["asksRole"]:
                call["evidence"] = {"kind": "invariant", "states": []}
                return True
        return False

    for name, body in [("pattern changed", change_pattern), ("call dropped", drop_call), ("no evidence", drop_evidence)]:
        other = changed(body)
        if other is not None:
            yield name, other


def try_states(program, path, folder, certificate):
    """Drops each state of the first invariant. One that stands beside a stronger one can be left out; not all can."""
    calls = certificate["setups"][0]["calls"]
    number = next((number for number, call in enumerate(calls)
                   if call["evidence"]["kind"] == "invariant" and call["asksRole"]), None)
    if number is None:
        return
    answers = []
    for index in range(len(calls[number]["evidence"]["states"])):
        other = copy.deepcopy(certificate)
        del other["setups"][0]["calls"][number]["evidence"]["states"][index]
        write(path, other)
        answers.append(holds_here(path, folder))
        assert answers[-1] == holds_there(program, path, folder), ("state dropped", path)
        tally["changed"] += not answers[-1]
    assert False in answers, ("states dropped", path)


def try_changes(program, path, folder, certificate):
    for name, other in changes(certificate):
        write(path, other)
        assert not holds_here(path, folder) and not holds_there(program, path, folder), (name, path)
        tally["changed"] += 1
    try_states(program, path, folder, certificate)
    # A document that lost its statements, with a digest that is right again.
    other = copy.deepcopy(certificate)
    first = other["setups"][0]
    number = first["sites"][0]["permissions"][0]
    address = first["policies"][number]
    document = os.path.join(folder, address["path"])
    with open(document, "rb") as file:
        data = file.read()
    try:
        with open(document, "wb") as file:
            file.write(data + b"\n")
        write(path, certificate)
        assert not holds_here(path, folder) and not holds_there(program, path, folder), ("document", path)
        with open(document, "wb") as file:
            file.write(data.replace(b'"Allow"', b'"Deny"'))
        for entry in other["files"]:
            if entry["path"] == address["path"]:
                with open(document, "rb") as file:
                    entry["sha256"] = hashlib.sha256(file.read()).hexdigest()
        write(path, other)
        assert not holds_here(path, folder) and not holds_there(program, path, folder), ("policy", path)
        tally["changed"] += 2
    finally:
        with open(document, "wb") as file:
            file.write(data)


def try_setup(program, folder, arguments=()):
    """Proves, checks and changes; False where the setup is not proved."""
    path = os.path.join(folder, "certificate.out")
    run = subprocess.run([program, "prove", "--certificate", path, *arguments, "."], cwd=folder, capture_output=True)
    if run.returncode != 0:
        assert run.returncode in (1, 2) and not os.path.exists(path), run.stderr
        return False
    questions, assumed, given = check.check(path, folder)
    assert holds_there(program, path, folder), path
    with open(path, encoding="utf-8") as file:
        certificate = json.load(file)
    tally["certificates"] += 1
    tally["questions"] += questions
    tally["without a proof"] += assumed
    tally["given"] += given
    tally["invariants"] += sum(
        call["evidence"]["kind"] == "invariant" and call["asksRole"]
        for setup in certificate["setups"] for call in setup["calls"])
    for setup in certificate["setups"]:
        for call in setup["calls"]:
            if call["evidence"]["kind"] == "assumed":
                reason = call["evidence"]["reason"]
                reasons[reason] = reasons.get(reason, 0) + 1
    try_changes(program, path, folder, certificate)
    return True


def recorded(name):
    """The documents of recorded setups, with a manifest that declares them."""
    with open(os.path.join(RECORDS, name + ".jsonl"), encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        entry = json.loads(record["input"])
        files, created = entry["files"], entry.get("created") or {}

        def site(side, bucket):
            made = {"bucket": bucket, "role": created.get(side + "_role_arn")}
            for part, file in [("trust", "trust"), ("versioning", "versioning"), ("bucketPolicy", "bucket-policy")]:
                if "%s-%s.json" % (side, file) in files:
                    made[part] = "%s-%s.json" % (side, file)
            if side + "-policy.json" in files:
                made["permissions"] = [side + "-policy.json"]
            made.setdefault("bucketPolicy", False)
            return {key: value for key, value in made.items() if value is not None}
        server = {"endpoints": [{"site": "zenko", "default": True}, {"site": "us-east-2", "type": "aws_s3"}],
                  "request": {"sourceIp": "10.0.0.5", "secureTransport": False, "userAgent": "aws-sdk-nodejs"}}
        manifest = {"server": server, "setups": [{
            "name": record["id"], "replication": "replication.json", "source": site("source", entry["source_bucket"]),
            "target": site("target", created.get("target_bucket"))}]}
        yield {**files, ".repllint.json": manifest}


def made_by_chance(dice):
    def statement(side, actions):
        bucket = "src" if side == "source" else "dst"
        resources = ["*" if dice.randrange(12) == 0 else "arn:aws:s3:::%s/%s" % (
            dice.choice([bucket, bucket, "*"]), dice.choice(OBJECTS)) for _ in range(dice.randint(1, 3))]
        entry = {"Effect": "Deny" if dice.randrange(6) == 0 else "Allow", "Action": dice.choice(actions)}
        entry["NotResource" if dice.randrange(5) == 0 else "Resource"] = resources
        if dice.randrange(5) == 0:
            entry["Condition"] = {"IpAddress": {"aws:SourceIp": dice.choice(["10.0.0.0/8", "192.0.2.0/24"])}}
        return entry

    def policy(side):
        actions = {"source": ["s3:GetObjectVersion", "s3:get*", "s3:*"], "target": ["s3:ReplicateObject", "s3:*"]}[side]
        entries = [statement(side, actions) for _ in range(dice.randint(1, 4))]
        if side == "source":
            entries.append({"Effect": "Allow", "Action": "s3:GetReplicationConfiguration", "Resource": "arn:aws:s3:::src"})
        return {"Version": "2012-10-17", "Statement": entries}

    def bucket_policy(bucket):
        return {"Version": "2012-10-17", "Statement": [{
            "Effect": dice.choice(["Allow", "Deny"]), "Principal": {"AWS": dice.choice(["930417265580", "111122223333"])},
            "Action": dice.choice(["s3:*", "s3:GetObject*"]),
            "Resource": "arn:aws:s3:::%s/%s" % (bucket, dice.choice(["*", "a*", "q/*"]))}]}
    trust = {"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}}
    rules = [{"Prefix": prefix, "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::dst"}}
             for prefix in dice.choice([[""], ["a"], ["a", "b"], ["q/"]])]
    files = {"replication.json": {"Role": ",".join(ROLES), "Rules": rules}, "trust.json": trust,
             "source.json": policy("source"), "target.json": policy("target")}
    sites = {side: {"trust": "trust.json", "permissions": [side + ".json"], "bucketPolicy": False}
             for side in ("source", "target")}
    sites["source"]["bucket"] = "src"
    if dice.randrange(3) == 0:
        files["bucket.json"] = bucket_policy("dst")
        sites["target"]["bucketPolicy"] = "bucket.json"
    server = {"request": {"sourceIp": "10.0.0.5", "secureTransport": False, "userAgent": "aws-sdk-nodejs"}}
    files[".repllint.json"] = {"server": server, "setups": [{"name": "chance", "replication": "replication.json", **sites}]}
    return files


def main():
    program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as top:
        def in_folder(files, arguments=()):
            folder = tempfile.mkdtemp(dir=top)
            for name, value in files.items():
                write(os.path.join(folder, name), value)
            return try_setup(program, folder, arguments)
        for sample in SAMPLES:
            folder = os.path.join(top, "sample", sample)
            shutil.copytree(os.path.join(ROOT, "samples", sample), folder)
            assert try_setup(program, folder), sample
        if os.path.isdir(RECORDS):
            proved = [in_folder(files, arguments) for name in ("setups", "setups-bucket-policy")
                      for files in recorded(name) for arguments in ((), ("--server-version", "9.5.2"))]
            assert any(proved)
            print("recorded setups: %d of %d proved" % (sum(proved), len(proved)))
        else:
            print("recorded setups: skipped, they are not there")
        dice = random.Random(7)
        proved = [in_folder(made_by_chance(dice)) for _ in range(count)]
        assert any(proved)
        print("random setups: %d of %d proved" % (sum(proved), count))
    assert tally["invariants"] > 0
    print(", ".join("%s: %d" % item for item in tally.items()))
    for reason, number in sorted(reasons.items()):
        print("without a proof, %d: %s" % (number, reason))


main()
