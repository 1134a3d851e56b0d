# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Finds the tests, runs them one after the other and tells how they went."""

import importlib
import os
import time
import traceback
from pathlib import Path

from servers import Node

MODULES = [
    "test_fhirclient",
    "test_fhirpy",
    "test_sekmet_scenarios",
    "test_sekmet_searches",
    "test_postgres",
    "test_hostile",
]


class Skipped(Exception):
    """A test that cannot tell anything here, and why."""


class World:
    """What a test has at hand: the program, a folder of its own and a node that anyone on this machine may use."""

    def __init__(self, program, node):
        self.program = program
        self.node = node


def tests(words):
    """Each test function whose name holds one of the words; all of them without words."""
    for name in MODULES:
        module = importlib.import_module(name)
        for function in list(vars(module).values()):
            if getattr(function, "__module__", "") != name or not getattr(function, "__name__", "").startswith("test_"):
                continue
            if not words or any(word in function.__name__ for word in words):
                yield function


def title(function):
    return (function.__doc__ or function.__name__).strip().splitlines()[0].rstrip(".")


def tell(outcome, function):
    """One line in the file that script/test reads."""
    path = os.environ.get("TEST_RESULTS")
    if path:
        with Path(path).open("a", encoding="utf-8") as results:
            results.write(f"{outcome}\t{function.__name__}\t{title(function)}\n")


def run_one(function, world):
    """Runs one test; returns its outcome and what there is to say of it."""
    try:
        return "passed", function(world)
    except Skipped as reason:
        return "skipped", str(reason)
    except AssertionError as failure:
        place = traceback.extract_tb(failure.__traceback__)[-1]
        return "failed", f"{failure or 'assertion failed'} ({Path(place.filename).name}:{place.lineno})"
    except Exception as failure:  # whatever a client throws is a failure of this test alone
        frames = [each for each in traceback.extract_tb(failure.__traceback__) if "Tests/Clients" in each.filename]
        places = ", ".join(f"{Path(each.filename).name}:{each.lineno}" for each in frames)
        return "failed", f"{type(failure).__name__}: {str(failure)[:2000]} ({places})"


def main(root, words):
    started = time.monotonic()
    program = os.environ.get("ONELONDON") or str(root / ".build/release/onelondon")
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    marks = {"passed": "✔", "failed": "✘", "skipped": "━"}
    for function in tests(words):
        begun = time.monotonic()
        # Each test has a node of its own, so that none depends on what another one left.
        with Node(program) as node:
            outcome, word = run_one(function, World(program, node))
        counts[outcome] += 1
        tell(outcome, function)
        print(f"{marks[outcome]} {title(function)} ({time.monotonic() - begun:.1f} s)", flush=True)
        if word:
            print("    " + word.replace("\n", "\n    "), flush=True)
    print(f"client tests took {time.monotonic() - started:.0f} s")
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    print(line + (f", {counts['skipped']} skipped" if counts["skipped"] else ""))
    return 1 if counts["failed"] or not counts["passed"] else 0
