# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The real program with synthetic people, in a temporary folder and on free ports."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

PEOPLE = 60
SEED = 1
SECONDS_TO_START = 120


def free_ports(count):
    """The first of `count` ports in a row that nobody uses."""
    ranges = list(range(19_200, 29_000, count + 1))
    # Another run on this machine begins to look elsewhere, so that two that start together do not meet.
    start = os.getpid() % len(ranges)
    for first in ranges[start:] + ranges[:start]:
        sockets = []
        try:
            for port in range(first, first + count):
                each = socket.socket()
                sockets.append(each)
                each.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for each in sockets:
                each.close()
    raise RuntimeError("no free ports for the demonstration")


class Demonstration:
    """Starts on entering, stops and leaves nothing behind on leaving."""

    def __init__(self, root):
        self.program = os.environ.get("ONELONDON") or str(root / ".build/release/onelondon")
        self.folder = Path(tempfile.mkdtemp(prefix="onelondon-browser-"))
        self.port = free_ports(6)
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = None

    def __enter__(self):
        self.log = (self.folder / "log").open("w")
        command = [self.program, "demo", "--people", str(PEOPLE), "--seed", str(SEED)]
        command += ["--port", str(self.port), "--data", str(self.folder / "data")]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self.wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self):
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(self.base + "/readyz", timeout=1).read()
                if "OneLondon is running" in (self.folder / "log").read_text():
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the demonstration did not start:\n" + (self.folder / "log").read_text()[-2000:])

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
