"""Puts the program, the scripts, the styles and the samples into one page, and prints sizes.

usage: assemble.py PROGRAM PAGE
"""

import base64
import gzip
import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
SCRIPTS = ["core.js", "share.js", "editor.js", "playground.js"]


def source_hash(text):
    """The hash by which the page's policy permits an inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def sample(folder):
    documents = [{"name": path.name, "text": path.read_text()} for path in sorted((SAMPLES / folder).glob("*.json"))]
    return {"name": folder, "documents": documents}


def main():
    program, page = Path(sys.argv[1]), Path(sys.argv[2])
    script = "\n".join((HERE / name).read_text() for name in SCRIPTS)
    style = (HERE / "playground.css").read_text()
    # In a script element nothing but `</` and `<!--` has a meaning.
    samples = json.dumps([sample(name) for name in ("guide", "broken", "captures")]).replace("<", "\\u003c")
    packed = gzip.compress(program.read_bytes(), 9, mtime=0)
    parts = {
        "SCRIPT_HASH": source_hash(script),
        "STYLE_HASH": source_hash(style),
        "STYLE": style,
        "SAMPLES": samples,
        "PROGRAM": base64.b64encode(packed).decode(),
        "SCRIPT": script,
    }
    if "</script" in script or "</style" in style:
        sys.exit("assemble: a part would end the element that holds it")
    text = (HERE / "page.html").read_text()
    for name, part in parts.items():
        before, after = text.split("@" + name + "@")
        text = before + part + after
    page.write_text(text)
    print(f"program: {program.stat().st_size} bytes, {len(packed)} packed; page: {page.stat().st_size} bytes")


if __name__ == "__main__":
    main()
