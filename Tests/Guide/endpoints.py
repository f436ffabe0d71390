"""Two S3 and IAM endpoints on loopback, one for each site, and the AWS CLI that reaches them."""

import contextlib
import io
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ACCOUNTS = {"source": "668546647514", "target": "779657758625"}


class Endpoints:
    """A moto server for each site, stopped when the block ends, whatever ends it."""

    def __init__(self, scratch):
        self.scratch = Path(scratch)
        self.servers = {}
        self.addresses = {}

    def __enter__(self):
        try:
            for site in ACCOUNTS:
                self._start(site)
            for site in ACCOUNTS:
                self._wait(site)
        except BaseException:
            self.__exit__()
            raise
        self._configure()
        return self

    def __exit__(self, *_):
        for server in self.servers.values():
            server.kill()
            server.wait()

    def _start(self, site):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = dict(os.environ, MOTO_ACCOUNT_ID=ACCOUNTS[site])
        log = open(self.scratch / f"{site}.log", "wb")
        self.servers[site] = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.addresses[site] = f"http://127.0.0.1:{port}"

    def _wait(self, site):
        for _ in range(300):
            if self.servers[site].poll() is not None:
                raise RuntimeError(f"the {site} endpoint ended: see {self.scratch / f'{site}.log'}")
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.addresses[site] + "/moto-api/", timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"the {site} endpoint did not answer within 30 seconds")

    def _configure(self):
        """Profiles of the guide with keys that mean nothing, and no settings of whoever runs this."""
        settings = self.scratch / "aws"
        settings.write_text("".join(
            f"[profile backbeat-{site}]\nregion = us-east-1\naws_access_key_id = {site}\n"
            f"aws_secret_access_key = {site}\n" for site in ACCOUNTS))
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(
            AWS_CONFIG_FILE=str(settings), AWS_SHARED_CREDENTIALS_FILE=str(self.scratch / "none"), AWS_PAGER="",
            AWS_EC2_METADATA_DISABLED="true")
        path = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        os.environ["PATH"] = os.pathsep.join(path)

    def reset(self):
        """Forgets all buckets, roles and policies."""
        for address in self.addresses.values():
            urllib.request.urlopen(
                urllib.request.Request(address + "/moto-api/reset", method="POST"), timeout=10).close()


def run_program(words, folder):
    """Runs `aws` as a program; its status, standard output and standard error."""
    done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def run_inside(words, folder):
    """Runs the same AWS CLI within this process, which saves the start of the program."""
    from awscli.clidriver import create_clidriver
    output, errors = io.StringIO(), io.StringIO()
    before = os.getcwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
            try:
                status = create_clidriver().main(words[1:])
            except SystemExit as end:
                status = end.code
    finally:
        os.chdir(before)
    return status, output.getvalue(), errors.getvalue()
