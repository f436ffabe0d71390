"""The build backend of the Python package (PEP 517): a wheel that holds the program and nothing else.

`pip install .`, and with it pre-commit's `language: python`, ends here. The program is, in this order: the file that
`REPLLINT_BINARY` names; the release of this version, checked against `packaging/release.json`; one that `scripts/build`
builds where Swift is installed. Nothing outside of Python's standard library is needed.
"""

import base64
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The oldest time that a ZIP file can hold: the same input gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def version():
    source = (ROOT / "Sources/ReplicationLintReports/Version.swift").read_text(encoding="utf-8")
    return re.search(r'version = "([^"]+)"', source).group(1)


def platform_tag(static=True):
    machine = platform.machine().lower()
    if platform.system() == "Linux":
        if static:
            # The program needs no library, so it runs with every C library.
            return f"manylinux2014_{machine}.manylinux_2_17_{machine}.musllinux_1_1_{machine}"
        return f"linux_{machine}"
    if platform.system() == "Darwin":
        return f"macosx_13_0_{machine}"
    raise SystemExit(f"repllint: there is no program for {platform.system()}")


def released(folder):
    """Downloads the program of this version where `packaging/release.json` has its address and checksum."""
    record = ROOT / "packaging/release.json"
    if not record.exists():
        return None
    release = json.loads(record.read_text(encoding="utf-8"))
    asset = release.get("assets", {}).get(f"{platform.system().lower()}-{platform.machine().lower()}")
    if release.get("version") != version() or asset is None:
        return None
    with urllib.request.urlopen(asset["url"]) as answer:
        data = answer.read()
    if hashlib.sha256(data).hexdigest() != asset["sha256"]:
        raise SystemExit(f"repllint: {asset['url']} does not have the checksum of packaging/release.json")
    archive = pathlib.Path(folder) / "release.tar.gz"
    archive.write_bytes(data)
    with tarfile.open(archive) as files:
        member = next(m for m in files.getmembers() if m.isfile() and pathlib.PurePath(m.name).name == "repllint")
        program = pathlib.Path(folder) / "repllint"
        program.write_bytes(files.extractfile(member).read())
    return program


def built():
    if shutil.which("swift") is None:
        raise SystemExit(
            "repllint: there is no released program for this machine and no Swift to build one with; "
            "set REPLLINT_BINARY to a program"
        )
    output = subprocess.run([str(ROOT / "scripts/build")], check=True, stdout=subprocess.PIPE, text=True).stdout
    return pathlib.Path(output.strip().splitlines()[-1])


def program(folder):
    stated = os.environ.get("REPLLINT_BINARY")
    if stated:
        return pathlib.Path(stated)
    return released(folder) or built()


def metadata():
    return (
        "Metadata-Version: 2.1\n"
        "Name: repllint\n"
        f"Version: {version()}\n"
        "Summary: Checks the documents of Scality Backbeat bucket replication\n"
        "Home-page: https://github.com/repllint/repllint\n"
        "License: Apache-2.0\n"
        "Requires-Python: >=3.8\n"
    )


def write_wheel(folder, binary):
    name = f"repllint-{version()}"
    tag = f"py3-none-{platform_tag()}"
    target = pathlib.Path(folder) / f"{name}-{tag}.whl"
    files = [
        (f"{name}.data/scripts/repllint", pathlib.Path(binary).read_bytes(), 0o755),
        (f"{name}.dist-info/METADATA", metadata().encode(), 0o644),
        (
            f"{name}.dist-info/WHEEL",
            ("Wheel-Version: 1.0\nGenerator: repllint\nRoot-Is-Purelib: false\n"
             + "".join(f"Tag: py3-none-{part}\n" for part in platform_tag().split("."))).encode(),
            0o644,
        ),
        (f"{name}.dist-info/LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644),
    ]
    record = f"{name}.dist-info/RECORD"
    lines = []
    for path, data, _ in files:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(data)}\n")
    lines.append(f"{record},,\n")
    files.append((record, "".join(lines).encode(), 0o644))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data, mode in files:
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, data)
    return target.name


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with tempfile.TemporaryDirectory() as folder:
        return write_wheel(wheel_directory, program(folder))


def build_sdist(sdist_directory, config_settings=None):
    raise SystemExit("repllint: take the sources from the repository; there is no source distribution")


if __name__ == "__main__":
    import sys

    print(write_wheel(sys.argv[1], sys.argv[2]))
