#!/usr/bin/env python3
"""Decides proofs of repllint again with an SMT solver that knows regular expressions.

Random setups are checked by the program; whether every key of the rule replicates is then asked of z3, as emptiness of
a regular language. No code is shared. Usage: decide.py PROGRAM COUNT [SEED]
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import z3

BATCH = 100
SOLVER_MILLISECONDS = 10_000
ACTIONS = ["s3:GetObjectVersion", "s3:ReplicateObject", "s3:GetReplicationConfiguration", "s3:*", "s3:Get*",
           "s3:getobjectversion", "s3:?eplicate*"]
OBJECTS = ["*", "a*", "b*", "?*", "*a", "a/*", "a?*", "??*", "*b*", "ab*", "?b*", "a", "?", "*a*b*", "[ab]*", "${*}*",
           "c?", "b/?*", "*/*"]
PREFIXES = ["", "a", "b", "a/", "ab"]
ROLES = ["arn:aws:iam::410293857164:role/source", "arn:aws:iam::930417265580:role/target"]

# Patterns have ASCII literals alone, so that one other character stands for all that only wildcards take.
CHARACTER = z3.Range(" ", "~")
ANY = z3.Star(CHARACTER)
NOTHING = z3.Empty(z3.ReSort(z3.StringSort()))


def union(parts):
    return parts[0] if len(parts) == 1 else z3.Union(*parts) if parts else NOTHING


def concat(parts):
    return parts[0] if len(parts) == 1 else z3.Concat(*parts) if parts else z3.Re("")


def tokens(pattern):
    """The parts of a wildcard pattern: (is it a wildcard, character)."""
    position = 0
    while position < len(pattern):
        if pattern[position:position + 2] == "${" and pattern[position + 2:position + 4] in ("*}", "?}", "$}"):
            yield False, pattern[position + 2]
            position += 4
        else:
            yield pattern[position] in "*?", pattern[position]
            position += 1


def expression(pattern):
    return concat([
        ANY if is_wildcard and character == "*" else CHARACTER if is_wildcard else z3.Re(character)
        for is_wildcard, character in tokens(pattern)
    ])


def matches(pattern, text):
    """Whether a wildcard pattern matches a text, by dynamic programming."""
    parts = list(tokens(pattern))
    ways = [True] + [False] * len(text)
    for is_wildcard, character in parts:
        if is_wildcard and character == "*":
            first = ways.index(True) if True in ways else len(ways)
            ways = [index >= first for index in range(len(ways))]
        else:
            ways = [False] + [
                ways[index] and ((is_wildcard and character == "?") or text[index] == character)
                for index in range(len(text))
            ]
    return ways[-1]


def statement(dice, bucket):
    resources = []
    for _ in range(dice.randint(1, 3)):
        kind = dice.randrange(10)
        if kind == 0:
            resources.append("*")
        elif kind == 1:
            resources.append("arn:aws:s3:::" + bucket)
        elif kind == 2:
            resources.append("arn:aws:s3:::*/" + dice.choice(OBJECTS))
        else:
            resources.append("arn:aws:s3:::%s/%s" % (bucket, dice.choice(OBJECTS)))
    return {
        "Effect": "Deny" if dice.randrange(4) == 0 else "Allow",
        "Action": [dice.choice(ACTIONS) for _ in range(dice.randint(1, 2))],
        "NotResource" if dice.randrange(7) == 0 else "Resource": resources,
    }


def policy(dice, bucket):
    statements = [statement(dice, bucket) for _ in range(dice.randint(1, 4))]
    if dice.randrange(3):
        statements.append({"Effect": "Allow", "Action": "s3:*", "Resource": [
            "arn:aws:s3:::" + bucket, "arn:aws:s3:::%s/%s" % (bucket, dice.choice(["*", "a*", "?*"]))]})
    return {"Version": "2012-10-17", "Statement": statements}


def listed(value):
    return value if isinstance(value, list) else [value]


def about(entry, action):
    return any(matches(pattern.lower(), action.lower()) for pattern in listed(entry["Action"]))


def behind_arn(resource):
    """What an entry matches behind `arn:aws:s3:::`; the entries here are `*` or begin with that."""
    return "*" if resource == "*" else resource[len("arn:aws:s3:::"):]


def allowed_once(document, action, text):
    def applies(entry):
        if not about(entry, action):
            return False
        excluded = "NotResource" in entry
        items = entry["NotResource" if excluded else "Resource"]
        return any(matches(behind_arn(item), text) for item in items) != excluded
    effects = [entry["Effect"] for entry in document["Statement"] if applies(entry)]
    return "Allow" in effects and "Deny" not in effects


def language(document, action):
    parts = {"Allow": [], "Deny": []}
    for entry in document["Statement"]:
        if not about(entry, action):
            continue
        excluded = "NotResource" in entry
        items = union([expression(behind_arn(item)) for item in entry["NotResource" if excluded else "Resource"]])
        parts[entry["Effect"]].append(z3.Complement(items) if excluded else items)
    return z3.Intersect(union(parts["Allow"]), z3.Complement(union(parts["Deny"])))


def all_allowed(document, action, bucket, prefix):
    """Whether every key under a prefix is allowed: True, False, or None where the solver gives up."""
    keys = z3.Intersect(concat([z3.Re(bucket + "/" + prefix), ANY]), concat([z3.Re(bucket + "/"), z3.Plus(CHARACTER)]))
    solver = z3.Solver()
    solver.set("timeout", SOLVER_MILLISECONDS)
    text = z3.String("text")
    solver.add(z3.InRe(text, keys), z3.InRe(text, z3.Complement(language(document, action))))
    answer = solver.check()
    return True if answer == z3.unsat else False if answer == z3.sat else None


def expected(setup):
    if not allowed_once(setup["source"], "s3:GetReplicationConfiguration", "src"):
        return False
    answers = [all_allowed(setup["source"], "s3:GetObjectVersion", "src", setup["prefix"]),
               all_allowed(setup["target"], "s3:ReplicateObject", "dst", setup["prefix"])]
    return False if False in answers else None if None in answers else True


def write(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file)


def verdicts(program, setups):
    trust = {"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "backbeat"}, "Action": "sts:AssumeRole"}}
    with tempfile.TemporaryDirectory() as folder:
        declared = []
        for number, setup in enumerate(setups):
            name = "s%03d" % number
            os.mkdir(os.path.join(folder, name))
            configuration = {"Role": ",".join(ROLES), "Rules": [{
                "Prefix": setup["prefix"], "Status": "Enabled", "Destination": {"Bucket": "arn:aws:s3:::dst"}}]}
            for file, value in [("replication", configuration), ("source-trust", trust), ("target-trust", trust),
                                ("source-policy", setup["source"]), ("target-policy", setup["target"])]:
                write(os.path.join(folder, name), file + ".json", value)
            sites = {
                side: {"trust": "%s/%s-trust.json" % (name, side), "permissions": ["%s/%s-policy.json" % (name, side)],
                       "bucketPolicy": False} for side in ("source", "target")}
            sites["source"]["bucket"] = "src"
            declared.append({"name": name, "replication": name + "/replication.json", **sites})
        write(folder, ".repllint.json", {"setups": declared})
        run = subprocess.run([program, "--format", "json", "--fail-on", "never", "."], cwd=folder, capture_output=True)
        report = json.loads(run.stdout)
        refused = [d["message"] for d in report["diagnostics"] if d["consequence"] == "refused"]
        assert not refused, refused[0]
        answers = {setup["name"]: setup["replicates"] for setup in report["setups"]}
        return [answers["s%03d" % number] for number in range(len(setups))]


def main():
    program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    tally = {"proved": 0, "refuted": 0, "unknown to repllint": 0, "unknown to z3": 0, "differing": 0}
    start = time.time()
    done = 0
    while done < count:
        setups = [{"source": policy(dice, "src"), "target": policy(dice, "dst"), "prefix": dice.choice(PREFIXES)}
                  for _ in range(min(BATCH, count - done))]
        for setup, verdict in zip(setups, verdicts(program, setups)):
            decided = expected(setup)
            if verdict is None:
                tally["unknown to repllint"] += 1
            elif decided is None:
                tally["unknown to z3"] += 1
            elif decided == verdict:
                tally["proved" if verdict else "refuted"] += 1
            else:
                tally["differing"] += 1
                print("differing: repllint %s, z3 %s: %s" % (verdict, decided, json.dumps(setup)))
        done += len(setups)
    print("%d setups of two random policies each in %.0f s: %s" % (
        count, time.time() - start, ", ".join("%s %d" % item for item in tally.items())))
    sys.exit(1 if tally["differing"] or not tally["proved"] or not tally["refuted"] else 0)


main()
