#!/usr/bin/env python3
"""Checks a certificate of `repllint prove` from the documents alone. No code is shared with repllint.

Usage: check.py CERTIFICATE [FOLDER]; paths in the certificate are looked up in FOLDER. Documentation/Certificates.md
tells the form and why what is checked here suffices.
"""
import hashlib
import json
import os
import sys

LINE_TERMINATORS = {0x0A, 0x0D, 0x2028, 0x2029}
HEAD = ["arn", "aws", "s3", "", ""]

def need(condition, message):
    if not condition:
        raise ValueError(message)

def units(text):
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[index] | data[index + 1] << 8 for index in range(0, len(data), 2)]

def listed(value):
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []

# A pattern: its parts, each a unit or None for `?`, the positions where a `*` stands, and whether it is everything.
EVERYTHING = ([], {0}, True)
ESCAPES = ("${*}", "${?}", "${$}")

def parse(text):
    parts, waits, star, index = [], set(), False, 0
    while index < len(text):
        if text[index] == "*":
            star = True
        elif text[index] == "?":
            parts.append(None)  # `*?` is `?*`
        else:
            if star:
                waits.add(len(parts))
            star = False
            escaped = text[index:index + 4] in ESCAPES
            parts += units(text[index + 2 if escaped else index])
            index += 3 if escaped else 0
        index += 1
    return parts, waits | ({len(parts)} if star else set()), False

def raw_step(glob, state, unit):
    parts, waits, is_everything = glob
    is_taken = is_everything or unit not in LINE_TERMINATORS
    following = {position for position in state if position in waits and is_taken}
    return following | {position + 1 for position in state if position < len(parts)
                        and (parts[position] == unit or parts[position] is None and is_taken)}

def reduced(glob, state):
    """Below the last position at which a glob can wait it matches nothing more that has no line terminator."""
    last = max((position for position in state if position in glob[1]), default=0)
    return frozenset(position for position in state if position >= last)

def after(glob, text):
    state = {0}
    for unit in units(text):
        state = raw_step(glob, state, unit)
    return reduced(glob, state)

def accepts(glob, state):
    return len(glob[0]) in state

def accepts_forever(glob, state):
    return accepts(glob, state) and len(glob[0]) in glob[1]

def fold(text):
    return "".join(chr(ord(letter) | 0x20) if "A" <= letter <= "Z" else letter for letter in text)

def matches(pattern, text):
    glob = parse(pattern)
    return accepts(glob, after(glob, text))

def has_variable(text):
    for escape in ESCAPES:
        text = text.replace(escape, " ")
    return "${" in text

def resource(text, upper):
    """What an entry matches behind `arn:aws:s3:::`; None where that is nothing."""
    if has_variable(text):
        return EVERYTHING if upper else None
    parts = text.split(":", 5)
    if (":" in parts[-1] and not upper) or not all(matches(part, head) for part, head in zip(parts, HEAD)):
        return None
    return parse(parts[5]) if len(parts) == 6 else EVERYTHING

# Policies

def statements_of(policy):
    value = policy.get("Statement")
    return list(enumerate(value)) if isinstance(value, list) else [(0, value)]

def given(facts, *place):
    return next((fact["holds"] for fact in facts if (fact["policy"], fact["statement"], fact["part"]) == place), None)

def is_about(entry, action, of_bucket):
    name = "NotAction" if "Action" not in entry and not of_bucket else "Action"
    if name not in entry:
        return entry["Effect"] == "Deny"
    items = [item for item in listed(entry[name]) if isinstance(item, str)]
    return any(matches(fold(item), fold(action)) for item in items) == (name == "Action")

def taken(policies, call):
    """The statements that decide a call, with their globs: an Allow that surely applies, a Deny that may."""
    found = []
    for number, policy, of_bucket in policies:
        for index, entry in statements_of(policy):
            deny = entry["Effect"] == "Deny"
            if not is_about(entry, call["action"], of_bucket):
                continue
            parts = (["Condition"] if "Condition" in entry else []) + (["Principal"] if of_bucket else [])
            answers = [given(call["given"], number, index, part) for part in parts]
            if False in answers or (not deny and None in answers):
                continue
            excluding = not of_bucket and "Resource" not in entry and "NotResource" in entry
            value = entry.get("NotResource" if excluding else "Resource")
            whole = isinstance(value, str) or isinstance(value, list) and all(isinstance(item, str) for item in value)
            complement, items = excluding, listed(value)
            if not whole and deny:
                complement, items = True, []
            elif not whole or (not of_bucket and not excluding and "NotResource" in entry and not deny):
                continue
            upper = deny != complement
            items = [item for item in items if resource(item, upper) is not None]
            if items or complement:
                said = {"policy": number, "statement": index, "effect": entry["Effect"], "complement": complement,
                        "patterns": items}
                found.append({"said": said, "deny": deny, "complement": complement, "upper": upper,
                              "globs": [resource(item, upper) for item in items]})
    return found

class States:
    """The states of all patterns of a call side by side."""
    def __init__(self, statements, asks_role):
        self.statements, self.asks_role = statements, asks_role
        self.globs = [(glob, entry["upper"]) for entry in statements for glob in entry["globs"]]
        literals = {unit for glob, _ in self.globs for unit in glob[0]} - LINE_TERMINATORS - {None}
        # One unit stands for all that no pattern names.
        self.alphabet = sorted(literals) + [next(unit for unit in range(0x61, 0xD800) if unit not in literals)]

    def after(self, text):
        return tuple(after(glob, text) for glob, _ in self.globs)

    def next(self, state, unit):
        return tuple(reduced(glob, raw_step(glob, one, unit)) for (glob, _), one in zip(self.globs, state))

    def by_statement(self, state):
        start = 0
        for entry in self.statements:
            count = len(entry["globs"])
            yield entry, list(zip(entry["globs"], state[start:start + count]))
            start += count

    def allowed(self, state):
        applying = [entry["deny"] for entry, globs in self.by_statement(state)
                    if any(accepts(glob, one) for glob, one in globs) != entry["complement"]]
        return True not in applying and (False in applying or not self.asks_role)

    def covered(self, state, statement, pattern):
        entries = list(self.by_statement(state))
        entry, globs = entries[statement]
        need(not entry["deny"] and not entry["complement"] and accepts_forever(*globs[pattern]), "a key is not covered")
        for entry, globs in entries:
            if entry["deny"] and entry["complement"]:
                need(any(accepts_forever(glob, one) for glob, one in globs), "a Deny reaches a key")
            elif entry["deny"]:
                need(not any(one for _, one in globs), "a Deny reaches a key")

    def stands(self, state, other):
        """Whether a state allows nothing that the other does not."""
        return all(mine >= theirs if upper else mine <= theirs
                   for (_, upper), mine, theirs in zip(self.globs, state, other))

    def invariant(self, listed_states, start, includes_start):
        states = [tuple(frozenset(one) for one in state) for state in listed_states]
        known = set(states)
        need(all(len(state) == len(self.globs) and self.allowed(state) for state in states), "a state is not allowed")

        def held(state):
            return state in known or any(self.stands(one, state) for one in states)
        if includes_start:
            need(held(start), "the first state is missing")
        for state in ([] if includes_start else [start]) + states:
            need(all(held(self.next(state, unit)) for unit in self.alphabet), "a state is missing")

# Documents

def locate(folder, files, address):
    need(address["path"] in files, "a file has no digest")
    value = files[address["path"]]
    for number, pointer in enumerate(address["pointers"]):
        if number:
            value = json.loads(value)
        for token in pointer.split("/")[1:]:
            token = token.replace("~1", "/").replace("~0", "~")
            value = value[int(token)] if isinstance(value, list) else value[token]
    return value

def read(folder, certificate):
    files = {}
    for file in certificate["files"]:
        with open(os.path.join(folder, file["path"]), "rb") as stream:
            data = stream.read()
        need(hashlib.sha256(data).hexdigest() == file["sha256"], "%s is another file" % file["path"])
        files[file["path"]] = json.loads(data)
    return files

def check_trust(site, policies):
    if "trustAssumed" in site:
        return
    allowing = None
    for index, entry in statements_of(policies[site["trust"]]):
        need("Principal" in entry and "NotPrincipal" not in entry, "a trust statement names no principal")
        principal = entry["Principal"]
        if not (principal == "*" or isinstance(principal, dict) and "backbeat" in listed(principal.get("Service"))):
            continue
        met = given(site["trustGiven"], site["trust"], index, "Condition") if "Condition" in entry else True
        need(entry["Effect"] == "Allow" or met is False, "a trust statement denies Backbeat")
        if entry["Effect"] == "Allow" and met and allowing is None:
            allowing = index
    need(allowing is not None and allowing == site["trustStatement"], "the trust policy does not name Backbeat")

def required(rule, reading):
    """What the server asks for the objects of a rule: side, action, on the bucket itself, of the role."""
    enforced = reading == "enforced_2025"
    asked = [("source", "s3:GetReplicationConfiguration", True, True), ("source", "s3:GetObjectVersion", False, True)]
    if not rule["external"]:
        asked += [("target", "s3:ReplicateObject", False, reading != "checked_2024"),
                  ("target", "s3:ListBucket", False, False)]
    return asked + ([("source", "s3:ReplicateObject", False, True)] if enforced else [])

def check_call(call, sites, rules, policies):
    if call["evidence"]["kind"] == "assumed":
        return
    rule, site = rules[call["rule"]], sites[call["side"]]
    bucket = site["bucket"] if call["side"] == "source" else rule["Destination"]["Bucket"].split(":")[-1]
    need(call["bucket"] == bucket and call.get("prefix", rule["Prefix"]) == rule["Prefix"], "a call is of another rule")
    numbers = [(number, False) for number in site["permissions"] if call["asksRole"]]
    numbers += [(site["bucketPolicy"], True)] if call["asksBucket"] else []
    statements = taken([(number, policies[number], of_bucket) for number, of_bucket in numbers], call)
    need([entry["said"] for entry in statements] == call["statements"], "the statements are others")
    states, evidence = States(statements, call["asksRole"]), call["evidence"]
    if "prefix" not in call:
        need(evidence["kind"] == "text" and states.allowed(states.after(bucket)), "the bucket is not allowed")
        return
    start = states.after(bucket + "/" + call["prefix"])
    if evidence["kind"] == "covering":
        states.covered(start, evidence["statement"], evidence["pattern"])
    else:
        need(evidence["kind"] == "invariant", "there is no evidence")
        states.invariant(evidence["states"], start, call["prefix"] != "")

def check_setup(setup, folder, files):
    configuration = locate(folder, files, setup["replication"])
    policies = [locate(folder, files, address) for address in setup["policies"]]
    sites = {site["side"]: site for site in setup["sites"]}
    need(configuration["Role"].split(",") == setup["roles"], "the roles are others")
    rules = {index: rule for index, rule in enumerate(configuration["Rules"]) if rule["Status"] == "Enabled"}
    need(rules and list(rules) == [rule["rule"] for rule in setup["rules"]], "the rules are others")
    for site in sites.values():
        check_trust(site, policies)
    for call in setup["calls"]:
        check_call(call, sites, rules, policies)
    for rule in setup["rules"] if not setup["version2"] else []:
        need(rule["external"] or len(setup["roles"]) == 2, "a rule needs two roles")
        for side, action, on_bucket, asks_role in required(rule, setup["reading"]):
            bucket = sites[side]["bucket"]
            need(any((call["rule"], call["side"], call["action"], call["bucket"], "prefix" not in call, call["asksRole"])
                     == (rule["rule"], side, action, bucket, on_bucket, asks_role)
                     and (call["asksBucket"] or "bucketPolicy" not in sites[side] or setup["reading"] == "checked_2024")
                     for call in setup["calls"]), "a proof of %s is missing" % action)

def check(path, folder):
    with open(path, encoding="utf-8") as stream:
        certificate = json.load(stream)
    need(certificate["version"] == 1 and certificate["setups"], "there is nothing to check")
    files = read(folder, certificate)
    for setup in certificate["setups"]:
        check_setup(setup, folder, files)
    calls = [call for setup in certificate["setups"] for call in setup["calls"]]
    sites = [site for setup in certificate["setups"] for site in setup["sites"]]
    assumed = sum(call["evidence"]["kind"] == "assumed" for call in calls) + sum("trustAssumed" in one for one in sites)
    return len(calls), assumed, sum(len(call["given"]) for call in calls) + sum(len(one["trustGiven"]) for one in sites)

def main():
    path, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "."
    try:
        print("holds: %d questions, %d answers without a proof, %d facts taken as given" % check(path, folder))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OSError) as error:
        print("does not hold: %s: %s" % (path, error))
        sys.exit(1)

if __name__ == "__main__":
    main()
