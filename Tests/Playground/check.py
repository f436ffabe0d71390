"""Compares the playground with the command, and uses it as a visitor does.

usage: check.py BROWSER PAGE PROGRAM
"""

import base64
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from driver import Browser

ROOT = Path(__file__).resolve().parent.parent.parent
failures = []


def expect(found, wanted, subject):
    if found != wanted:
        failures.append(f"{subject}: found {found!r} instead of {wanted!r}")


def folders():
    """Every folder with documents: fixtures of rules, samples, and numbers that 32 bits do not hold."""
    for top in ("Tests/Fixtures/rules", "samples", "Tests/Playground"):
        for folder in sorted({path.parent for path in (ROOT / top).rglob("*.json")}):
            if folder.name != "fixed":
                yield folder


def documents(folder):
    return [
        {"name": path.name, "bytes": base64.b64encode(path.read_bytes()).decode()}
        for path in sorted(folder.glob("*.json"))
    ]


def of_command(program, folder):
    # The command also looks for the rest of a setup beside a folder; a copy has nothing beside it.
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "alone"
        copy.mkdir()
        for path in folder.glob("*.json"):
            shutil.copy(path, copy)
        names = sorted(path.name for path in copy.glob("*.json") if not path.name.startswith("."))
        # The folder makes the configuration complete, and the names make every file one that the user asked for.
        result = subprocess.run([program, "--format", "json", ".", *names], cwd=copy, capture_output=True)
    report = json.loads(result.stdout)
    return sorted(
        [one["path"], one["range"]["start"]["line"], one["range"]["start"]["column"], one["range"]["end"]["offset"],
         one["rule"], one["severity"], one["consequence"], one["message"]]
        for one in report["diagnostics"])


# Shows documents as if their files had been dropped, and waits for the answer.
HELPERS = """
globalThis.dropped = async (documents) => {
  playground.documents = [];
  const files = new DataTransfer();
  for (const { name, bytes } of documents) {
    files.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
  }
  await answered(() => dispatchEvent(new DragEvent("drop", { dataTransfer: files, cancelable: true })));
};
globalThis.answered = async (action) => {
  const before = playground.shown;
  action();
  for (let round = 0; playground.shown === before; round += 1) {
    if (round > 1000) throw new Error("there is no answer");
    await new Promise((done) => setTimeout(done, 5));
  }
};
globalThis.findings = () => playground.answer.findings.map((one) => [
  one.path, one.start.line, one.start.column, one.end.offset, one.rule, one.severity, one.consequence, one.message]);
"""


def call(browser, name, *arguments):
    return browser.value(f"{name}({', '.join(json.dumps(one) for one in arguments)})")


def start(browser, address):
    browser.open(address)
    browser.value("started")
    browser.value(HELPERS)


def compare(browser, program):
    count = 0
    total = 0
    for folder in folders():
        call(browser, "dropped", documents(folder))
        found = sorted(browser.value("findings()"))
        expect(found, of_command(program, folder), str(folder.relative_to(ROOT)))
        count += 1
        total += len(found)
    return count, total


def traces(browser, program):
    for name in ("guide", "broken", "captures"):
        folder = ROOT / "samples" / name
        result = subprocess.run([program, "trace", "--key", "invoices/1", "."], cwd=folder, capture_output=True)
        call(browser, "dropped", documents(folder))
        browser.value("""answered(() => {
          element("key").value = "invoices/1";
          element("key").dispatchEvent(new Event("input"));
        })""")
        expect(browser.value("element('trace').textContent"), result.stdout.decode(), f"trace of {name}")
    browser.value("element('key').value = ''")


def typing(browser):
    call(browser, "dropped", documents(ROOT / "samples/guide"))
    browser.value("element('list').querySelectorAll('button')[2].click()")
    name = browser.value("element('name').value")
    expect(name, "replication-configuration.json", "chosen document")
    browser.value("""(() => {
      const text = element("text");
      const start = text.value.indexOf('"Enabled"');
      text.focus();
      text.setSelectionRange(start, start + 9);
    })()""")
    browser.value("globalThis.before = playground.shown")
    browser.type('"enabled"')
    browser.value("answered(() => {})" if browser.value("playground.shown === before") else "0")
    expect(browser.value("element('marks').querySelector('mark.error').textContent"), '"enabled"', "underlined text")
    expect(browser.value("element('here').textContent.includes('[status-invalid]')"), True, "finding at the cursor")
    expect(browser.value("element('summary').textContent.startsWith('Setup `.` does not replicate.')"), True, "summary")
    expect(
        browser.value("element('report').querySelectorAll('svg').length"), 1, "drawings")
    # A fix, and back.
    fixed = """(async () => {
      const index = playground.answer.findings.findIndex(({ rule }) => rule === "status-invalid");
      const article = document.querySelectorAll("#findings article")[index];
      await answered(() => article.querySelectorAll("button")[1].click());
      return playground.answer.findings.some(({ rule }) => rule === "status-invalid");
    })()"""
    expect(browser.value(fixed), False, "finding after its fix")
    expect(browser.value("element('text').value.includes('\"Enabled\"')"), True, "text after a fix")
    browser.value("answered(() => element('undo').click())")
    expect(browser.value("element('text').value.includes('\"enabled\"')"), True, "text after undo")


def bytes_stay(browser):
    content = b"\xef\xbb\xbf{\r\n  \"Version\": \"2012-10-17\",\r\n  \"Statement\": []\r\n}\r\n"
    call(browser, "dropped", [{"name": "crlf.json", "bytes": base64.b64encode(content).decode()}])
    browser.value("(() => { element('text').focus(); element('text').setSelectionRange(2, 2); })()")
    browser.value("globalThis.before = playground.shown")
    browser.type(" ")
    browser.value("answered(() => {})" if browser.value("playground.shown === before") else "0")
    wanted = list(content[:4] + b" " + content[4:])
    expect(browser.value("[...playground.documents[0].bytes]"), wanted, "bytes after typing")


def links(browser, address):
    folder = ROOT / "Tests/Fixtures/rules/json-syntax/bad"
    call(browser, "dropped", documents(folder))
    wanted = browser.value("[findings(), playground.documents.map(({ name, bytes }) => [name, ...bytes])]")
    browser.value("element('key').value = 'a b/é'")
    browser.value("element('share').click()")
    browser.value("""(async () => {
      while (!location.hash) await new Promise((done) => setTimeout(done, 5));
    })()""")
    link = browser.value("location.href")
    browser.open("about:blank")
    start(browser, link)
    found = browser.value("[findings(), playground.documents.map(({ name, bytes }) => [name, ...bytes])]")
    expect(found, wanted, "documents of a link")
    expect(browser.value("element('key').value"), "a b/é", "key of a link")
    for broken in ("#packed=AAAA", "#plain=AAAA", "#plain=eyJhIjoxfQ", "#packed=", "#else"):
        browser.open("about:blank")
        start(browser, address + broken)
        expect(browser.value("playground.documents.length"), 3, f"documents of the link {broken}")


HOSTILE = [
    "<img src=x onerror=hit=1>", "</script><script>hit=1</script>", '" onmouseover="hit=1', "javascript:hit=1",
    "</textarea><svg onload=hit=1>", "`<b>`", "${hit=1}", "../../etc/passwd", "__proto__", "constructor", "a\u202eb",
]


def hostile(browser):
    files = []
    for text in HOSTILE:
        policy = {"Version": text, "Statement": [{"Effect": text, "Action": text, "Resource": text, "Sid": text, text: 1}]}
        files.append({"name": text.replace("/", ":") + ".json",
                      "bytes": base64.b64encode(json.dumps(policy, ensure_ascii=False).encode()).decode()})
    setup = json.loads((ROOT / "samples/guide/replication-configuration.json").read_text())
    setup["Rules"][0]["ID"] = HOSTILE[0]
    setup["Rules"][0]["Destination"]["Bucket"] = "arn:aws:s3:::" + HOSTILE[0]
    files.append({"name": "replication.json", "bytes": base64.b64encode(json.dumps(setup).encode()).decode()})
    files.append({"name": "raw", "bytes": base64.b64encode("\n".join(HOSTILE).encode()).decode()})
    call(browser, "dropped", files)
    browser.value(f"""answered(() => {{
      element("key").value = {json.dumps(HOSTILE[0])};
      element("key").dispatchEvent(new Event("input"));
    }})""")
    for index in range(len(files)):
        browser.value(f"answered(() => element('list').querySelectorAll('button')[{index}].click())")
    expect(browser.value("typeof hit"), "undefined", "effect of hostile documents")
    expect(browser.value("document.querySelectorAll('img, iframe, object, [onerror], [onload]').length"), 0, "elements")
    expect(browser.value("document.querySelectorAll('script').length"), 3, "scripts")
    expect(browser.value("playground.answer.findings.length > 20"), True, "findings in hostile documents")
    expect(browser.value("[...document.querySelectorAll('a')].every(({ protocol }) => protocol === 'https:')"), True,
           "addresses of links")


def trapping():
    """A program whose `answer` traps, and whose `request` divides by zero from its second call on."""

    def section(number, *parts):
        return bytes([number, len(b"".join(parts))]) + b"".join(parts)

    def export(name, kind, index):
        return bytes([len(name)]) + name.encode() + bytes([kind, index])

    def function(code):
        return bytes([len(code) + 2, 0]) + code + b"\x0b"

    # In the text format: global.get 0, if, 1 / 0, drop, end, 1, global.set 0, 0
    request = bytes.fromhex("23000440410141006d1a0b410124004100")
    return (
        b"\0asm\1\0\0\0" + section(1, bytes.fromhex("0260017f017f6000017f")) + section(3, bytes.fromhex("03000101"))
        + section(5, bytes.fromhex("010001")) + section(6, bytes.fromhex("017f0141000b"))
        + section(7, b"\4", export("memory", 2, 0), export("request", 0, 0), export("answer", 0, 1),
                  export("answerAddress", 0, 2))
        + section(10, b"\3", function(request), function(b"\0"), function(bytes.fromhex("4100"))))


def stops(browser):
    """After a trap the next request gets a new program, and the page reports the trap, also in the console."""
    twice = """(async (bytes) => {
      const checker = await Checker.from(Uint8Array.from(bytes));
      const tried = () => checker.check([]).then(() => "answered", (error) => error.message);
      return [await tried(), await tried()];
    })"""
    expect(browser.value(f"{twice}({list(trapping())})"), ["unreachable", "unreachable"], "requests after a trap")
    browser.value("""(async () => {
      const check = Checker.prototype.check;
      Checker.prototype.check = () => Promise.reject(new Error("trap"));
      await playground.check();
      Checker.prototype.check = check;
    })()""")
    expect(browser.value("element('summary').textContent.startsWith('The checker stopped.')"), True, "report of a trap")
    browser.value("playground.check()")
    expect(browser.value("element('summary').textContent.includes(' errors, ')"), True, "summary after a trap")


def policy(browser):
    """The page cannot connect or run what is put into it; each attempt leaves a line in the console."""
    refused = "fetch('data:,x').then(() => 'fetched', () => 'refused')"
    expect(browser.value(refused), "refused", "a connection")
    inserted = """(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.hit = 1";
      document.body.append(script);
      element("report").innerHTML = "<b onclick='globalThis.hit = 1'></b>";
      element("report").firstChild.click();
      return typeof hit;
    })()"""
    expect(browser.value(inserted), "undefined", "an inserted script")


def main():
    program = sys.argv[3]
    address = Path(sys.argv[2]).as_uri()
    browser = Browser(sys.argv[1])
    try:
        start(browser, address)
        count, total = compare(browser, program)
        traces(browser, program)
        typing(browser)
        bytes_stay(browser)
        links(browser, address)
        hostile(browser)
        expect(browser.console, [], "console")
        fetched = [url for url in browser.requests if not url.startswith((address, "about:blank"))]
        expect(fetched, [], "requests")
        stops(browser)
        policy(browser)
    finally:
        browser.close()
    for failure in failures[:10]:
        print(f"playground: {failure[:2000]}", file=sys.stderr)
    if failures:
        sys.exit(1)
    print(f"playground: {total} findings in {count} folders equal those of the command; typing, links and hostile"
          " documents behave")


if __name__ == "__main__":
    main()
