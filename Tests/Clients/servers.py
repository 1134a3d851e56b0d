# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The servers of these tests: a node of ours and SEKMET's, each in a temporary folder and on a free port."""

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SECONDS_TO_START = 60


def free_port():
    """A port that nobody uses: the system's choice."""
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


class Server:
    """Starts on entering, stops and leaves nothing behind on leaving."""

    def __init__(self, name):
        self.name = name
        self.folder = Path(tempfile.mkdtemp(prefix=f"onelondon-clients-{name}-"))
        self.port = free_port()
        self.process = None

    @property
    def base(self):
        """The address of its FHIR service."""
        return f"http://127.0.0.1:{self.port}/fhir"

    def command(self):
        raise NotImplementedError

    def __enter__(self):
        self.log = (self.folder / "log").open("w")
        try:
            self.start()
            if not self.is_running():
                # Somebody else on this machine may have been given the port in the meantime.
                self.port = free_port()
                self.start()
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self):
        """Starts it and gives it the moment in which one that finds its port taken ends."""
        self.process = subprocess.Popen(
            self.command(), stdout=self.log, stderr=subprocess.STDOUT, cwd=self.folder)
        self.wait(1)

    def wait(self, seconds=SECONDS_TO_START):
        """Until its CapabilityStatement can be read, or so many seconds are over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.base + "/metadata", timeout=5).read()
                return
            except OSError:
                time.sleep(0.05)
        if seconds == SECONDS_TO_START:
            raise RuntimeError(f"{self.name} did not start:\n" + (self.folder / "log").read_text()[-2000:])

    def is_running(self):
        return self.process.poll() is None

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Node(Server):
    """A node of ours, with a store of its own or the one at an address.

    With the public keys of an exchange it answers that exchange and nobody else.
    """

    def __init__(self, program, exchange_keys=None, store=None):
        super().__init__("node")
        self.program = program
        self.exchange_keys = exchange_keys
        self.store = store or f"sqlite:{self.folder / 'node.sqlite'}"

    def command(self):
        words = [self.program, "node", "serve", "--store", self.store]
        words += ["--files", str(self.folder)] if self.store.startswith("postgres:") else []
        words += ["--port", str(self.port), "--log-level", "warning", "--id", "ncl"]
        if self.exchange_keys:
            # The temporary folder need not be encrypted: nobody in it is real.
            return words + ["--auth", "exchange", "--exchange-keys", str(self.exchange_keys), "--demo"]
        return words + ["--auth", "open"]


class Sekmet(Server):
    """SEKMET's own server, as `sekmet serve` starts it. Its simulator of laboratories and payers is off."""

    def __init__(self):
        super().__init__("sekmet")

    def command(self):
        settings = self.folder / "settings.yaml"
        settings.write_text(
            f"base_url: {self.base}\nhost: 127.0.0.1\nport: {self.port}\ndata_dir: {self.folder}\n"
            "simulator: {enabled: false}\n"
        )
        return sekmet("serve", "--config", str(settings))


def sekmet(*words):
    """The command line of SEKMET's program with these words."""
    return [sys.executable, "-c", "from sekmet.cli import app; app()", *words]
