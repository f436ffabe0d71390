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
    write("certificate", name, case(index * 37 % 256, [("proof.json", b"{}"), *files]))
    served(name, files)


def document(name, content):
    for target in ["reading", "document"]:
        write(target, name, content)
    served(name, [("a.json", content)])


def served(name, files):
    """Documents in requests to each server and in a line of a stream."""
    try:
        texts = [(name, content.decode()) for name, content in files]
    except UnicodeDecodeError:
        return
    documents = [{"name": name, "text": text} for name, text in texts]
    call = {"name": "check", "arguments": {"documents": documents, "serverVersion": "9.5.2"}}
    write("contextServer", name, lines([
        request(1, "initialize", {"protocolVersion": "2025-06-18"}), request(2, "tools/call", call),
        request("x", "tools/call", {"name": "trace", "arguments": {"documents": documents, "key": "a/b"}})]))
    write("languageServer", name, b"\x08" + b"\xff".join(conversation(texts)))
    write("stream", name, lines([{"id": name, "documents": documents, "server": {"version": "9.5.2"}}]))


def request(id, method, parameters=None):
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": parameters or {}}


def note(method, parameters=None):
    return {"jsonrpc": "2.0", "method": method, "params": parameters or {}}


def lines(messages):
    return b"\n".join(json.dumps(message).encode() for message in messages)


def conversation(texts):
    """What an editor sends to open documents, ask about the last one, change it and end."""
    messages = [request(1, "initialize", {"capabilities": {"general": {"positionEncodings": ["utf-8", "utf-16"]}}}),
                note("initialized")]
    for name, text in texts:
        messages.append(note("textDocument/didOpen",
                             {"textDocument": {"uri": "untitled:" + name, "version": 1, "text": text}}))
    place = {"textDocument": {"uri": "untitled:" + texts[-1][0]}, "position": {"line": 2, "character": 9}}
    start, end = {"line": 0, "character": 1}, {"line": 3, "character": 2}
    messages += [
        request(2, "textDocument/hover", place), request(3, "textDocument/definition", place),
        request("d", "textDocument/codeAction", {**place, "range": {"start": start, "end": end}, "context": {}}),
        note("textDocument/didChange",
             {**place, "contentChanges": [{"range": {"start": start, "end": end}, "text": "{"}, {"text": "{}"}]}),
        note("textDocument/didClose", place), request(4, "shutdown"), note("exit")]
    return [json.dumps(message).encode() for message in messages]


def frame(content, fields=b""):
    return fields + b"Content-Length: %d\r\n\r\n" % len(content) + content


def frames():
    """Streams for the language server as they come, with the first byte's options."""
    messages = conversation([("a.json", "{}")])
    whole = b"".join(map(frame, messages))
    kind = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n"
    streams = {
        "whole": whole, "cut": whole[:-7], "typed": b"".join(frame(message, kind) for message in messages),
        "negative": frame(messages[0]) + b"Content-Length: -1\r\n\r\n" + whole,
        "huge": b"Content-Length: 99999999999999999999\r\n\r\n" + whole, "bare": b"\n".join(messages),
        "short": b"Content-Length: 3\r\n\r\n" + whole, "none": b"X: 1\r\n\r\n" + whole,
        "utf-16": frame(messages[0].decode().encode("utf-16")) + whole,
    }
    for index, (name, stream) in enumerate(streams.items()):
        write("languageServer", "stream-" + name, bytes([index * 2 % 8 + 1]) + stream)


def certificates():
    """Certificates beside the documents of the guide, which they are about."""
    for path in sorted((package / "Tests/Fixtures/certificate").rglob("*.json")):
        certificate = json.loads(path.read_bytes())
        files = [(file["path"], (package / "samples/guide" / file["path"]).read_bytes())
                 for file in certificate["files"]]
        compact = json.dumps(certificate, separators=(",", ":")).encode()
        for options in [0, 2, 64]:
            write("certificate", f"{path.stem}-{options}", case(options, [("proof.json", compact), *files]))


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
frames()
certificates()
