# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""A node, and where it is asked for a PostgreSQL server of its own, started for a measurement."""

import glob
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")
SETTINGS = """
listen_addresses = ''
max_connections = 300
shared_buffers = 1GB
max_wal_size = 4GB
fsync = on
synchronous_commit = on
full_page_writes = on
"""


def require_free(folder, needed):
    """Ends the program where the disk has less room than a measurement needs."""
    free = shutil.disk_usage(folder).free
    if free < needed + 2_000_000_000:
        raise SystemExit(f"{folder} has {free / 1e9:.1f} GB free; this needs {needed / 1e9 + 2:.1f} GB")


def processor_seconds(process):
    """User and system time of a process and of what it started and waited for; 0 where it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(field) for field in fields[11:15]) / TICKS


def children(process):
    try:
        return [int(child) for child in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


class PrivatePostgres:
    """A new cluster in a folder of its own, reached over a socket there; removed at the end."""

    def __init__(self, place):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        if not programs:
            raise SystemExit("PostgreSQL is not installed; run script/bootstrap")
        self.control = f"{programs[-1]}/pg_ctl"
        # Its own user has to reach the folder, so it does not lie in somebody's home.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="onelondon-bench-", dir=place))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.run([f"{programs[-1]}/initdb", "-D", f"{self.folder}/data", "-U", "onelondon", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync"])
        with open(self.folder / "data" / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write(SETTINGS + f"unix_socket_directories = '{self.folder}'\n")
        self.run([self.control, "-w", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "start"])
        self.process = int((self.folder / "data" / "postmaster.pid").read_text().split("\n")[0])
        self.sql("CREATE DATABASE measured", "postgres")
        self.address = f"postgres://onelondon@{str(self.folder).replace('/', '%2F')}/measured"

    def run(self, command):
        own = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        done = subprocess.run([*own, *command], cwd="/", env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{command[0]} failed:\n{done.stdout}")

    def sql(self, text, database="measured"):
        return subprocess.run(
            ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-U", "onelondon", "-d",
             database, "-c", text], check=True, capture_output=True, text=True).stdout.strip()

    @property
    def seconds(self):
        return processor_seconds(self.process) + sum(processor_seconds(child) for child in children(self.process))

    def stop(self):
        self.run([self.control, "-D", f"{self.folder}/data", "-m", "immediate", "stop"])
        shutil.rmtree(self.folder, ignore_errors=True)


class MeasuredStore:
    """An empty store for one measurement, in SQLite or PostgreSQL, with the folder its files lie in."""

    def __init__(self, kind, place):
        self.kind = kind
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{kind}.", dir=place))
        self.server = None
        if kind == "postgres":
            self.server = PrivatePostgres(os.environ.get("ONELONDON_POSTGRES_PLACE", "/var/tmp"))
            self.address = self.server.address
        else:
            self.address = f"sqlite:{self.folder}/store.sqlite"

    def bring_in(self, files):
        """Imports files and gives the resources and seconds that the program tells of."""
        start = time.monotonic()
        done = subprocess.run([os.environ["ONELONDON"], "import", "--store", self.address, *map(str, files)],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"the import failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        stored = next(line for line in done.stdout.splitlines() if line.startswith("stored"))
        return int(stored.split()[1]), time.monotonic() - start

    def remove(self):
        if self.server:
            self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class MeasuredNode:
    """`onelondon node serve` on a free port, with what it and its database use of the processors."""

    def __init__(self, store):
        self.store = store
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}"
        self.base = f"{self.root}/fhir"
        self.log = open(store.folder / "log", "wb")
        self.node = subprocess.Popen(
            [os.environ["ONELONDON"], "node", "serve", "--store", store.address, "--files", str(store.folder), "--port",
             str(port), "--auth", "open"], stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.root}/readyz", timeout=1).read()
                return
            except OSError:
                if self.node.poll() is not None:
                    break
                time.sleep(0.1)
        raise SystemExit("the node did not start:\n" + (store.folder / "log").read_text()[-2000:])

    @property
    def seconds(self):
        return processor_seconds(self.node.pid) + (self.store.server.seconds if self.store.server else 0)

    @property
    def memory(self):
        """Most bytes of memory the node has had."""
        for line in pathlib.Path(f"/proc/{self.node.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return 0

    def stop(self):
        self.node.send_signal(signal.SIGTERM)
        try:
            self.node.wait(60)
        except subprocess.TimeoutExpired:
            self.node.kill()
            self.node.wait()
        self.log.close()
