# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""A PostgreSQL server of the tests' own, from the system's packages, reached over a socket in its folder only."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

# PostgreSQL does not run as root; Debian's package makes this user.
USER = "postgres"


class Postgres:
    """Starts on entering with an empty cluster, stops and leaves nothing behind on leaving."""

    def __init__(self):
        self.programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
        self.folder = Path(tempfile.mkdtemp(prefix="onelondon-clients-postgres-"))
        self.databases = 0

    def run(self, *words):
        words = [str(self.programs / words[0]), *(str(each) for each in words[1:])]
        if os.geteuid() == 0:
            words = ["runuser", "-u", USER, "--", *words]
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=self.folder, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")

    def __enter__(self):
        data = self.folder / "data"
        try:
            if os.geteuid() == 0:
                shutil.chown(self.folder, USER)
            self.run("initdb", "-D", data, "-U", "onelondon", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
            with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
                settings.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\n")
            self.run("pg_ctl", "-w", "-D", data, "-l", self.folder / "log", "start")
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def new_database(self):
        """The address of an empty database."""
        self.databases += 1
        name = f"test_{self.databases}"
        self.run("createdb", "-h", self.folder, "-U", "onelondon", name)
        return f"postgres://onelondon@{str(self.folder).replace('/', '%2F')}/{name}"

    def __exit__(self, *_):
        try:
            self.run("pg_ctl", "-w", "-D", self.folder / "data", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
