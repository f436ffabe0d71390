"""Calls every tool of `repllint mcp` with the client of the Python SDK, in both eras of the protocol."""

import asyncio
import json
import os
import pathlib
import subprocess
import sys

from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

PROGRAM = sys.argv[1]


def expect(condition, what):
    if not condition:
        # An exception would drag the client's own task groups along.
        print(f"mcp: {what}", file=sys.stderr, flush=True)
        os._exit(1)


def printed(*arguments):
    """What the command prints on standard output."""
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False).stdout


async def call(client, name, arguments):
    """The text and the object that a tool answers, and whether it failed."""
    result = await client.call_tool(name, arguments)
    return result.content[0].text, result.structured_content, result.is_error


async def try_tools(client):
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    expect(list(tools) == ["check", "explain", "trace", "diff"], f"the tools are {list(tools)}")
    for tool in tools.values():
        expect(tool.annotations.read_only_hint, f"{tool.name} is not read-only")
        expect(tool.input_schema["additionalProperties"] is False, f"{tool.name} takes any argument")

    text, report, failed = await call(client, "check", {"paths": ["samples/broken"]})
    expect(text == printed("check", "samples/broken"), "check answers another text than the command")
    expected = json.loads(printed("check", "samples/broken", "--format", "json"))
    expected.pop("tool")
    expect(report == expected and not failed, "check answers another report than the command")

    name = "replication.json"
    documents = [{"name": name, "text": pathlib.Path("samples/broken/replication-configuration.json").read_text()}]
    _, report, _ = await call(client, "check", {"documents": documents})
    expect(report["diagnostics"] and report["files"][0]["path"] == name, "documents as text are not checked")

    text, rules, _ = await call(client, "explain", {"words": "Invalid Role specified"})
    expect("role-count" in text and rules["rules"], "explain finds no rule")

    text, traces, _ = await call(client, "trace", {"paths": ["samples/guide"], "key": "a"})
    expect(text == printed("trace", "samples/guide", "--key", "a"), "trace answers another text than the command")
    expect(traces["traces"][0]["outcome"] == "COMPLETED", "the guide does not replicate")

    text, difference, _ = await call(client, "diff", {"old": "samples/guide", "new": "samples/broken"})
    expect(text == printed("diff", "samples/guide", "samples/broken"), "diff answers another text than the command")
    expect(difference["summary"]["lost"] > 0, "diff sees no loss")

    for name, arguments, reason in [
        ("check", {"paths": ["nowhere"]}, "nowhere: No such file or directory"),
        ("check", {"path": ["samples"]}, "check has no argument `path`; did you mean `paths`?"),
        ("trace", {"key": "a"}, "either `paths` or `documents` are needed"),
        ("explain", {"words": "rolecount"}, "no rule is about `rolecount`; did you mean `role-count`?"),
    ]:
        text, _, failed = await call(client, name, arguments)
        expect(failed and text.splitlines()[0] == reason, f"{name} {arguments} answers {text!r}")


async def main():
    for mode in ["legacy", "auto"]:
        server = StdioServerParameters(command=PROGRAM, args=["mcp"])
        async with Client(stdio_client(server), mode=mode) as client:
            await try_tools(client)
            print(f"mcp: check, explain, trace and diff in {client.protocol_version}")


asyncio.run(main())
