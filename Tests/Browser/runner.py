# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Finds the tests, runs them one after the other and tells how they went."""

import importlib
import os
import time
import traceback
from pathlib import Path

from browser import Browser
from demonstration import Demonstration
from person import PERSON
from site_walk import Walk

MODULES = [
    "test_public_pages",
    "test_staff_pages",
    "test_londoner_pages",
    "test_first_screen",
    "test_ways_of_reading",
    "test_keyboard",
    "test_privacy",
]


class World:
    """What a test has at hand: the address of the site, a browser, and ways through the site."""

    def __init__(self, base):
        self.base = base
        self.browser = Browser()
        self.walk = Walk(base, self.browser)

    def close(self):
        self.browser.close()


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
    """Runs one test; returns what went wrong, or nothing."""
    try:
        world.browser.reset()
        function(world)
    except AssertionError as failure:
        place = traceback.extract_tb(failure.__traceback__)[-1]
        return f"{failure or 'assertion failed'} ({Path(place.filename).name}:{place.lineno})"
    except Exception as failure:  # whatever a browser throws is a failure of this test alone
        frames = [each for each in traceback.extract_tb(failure.__traceback__) if "Tests/Browser" in each.filename]
        places = ", ".join(f"{Path(each.filename).name}:{each.lineno}" for each in frames)
        return f"{type(failure).__name__}: {str(failure).split('Stacktrace')[0].strip()} ({places})"
    return None


def main(root, words):
    started = time.monotonic()
    counts = {"passed": 0, "failed": 0}
    with Demonstration(root) as demonstration:
        PERSON.read(demonstration.folder / "data/sources/staff.json")
        world = World(demonstration.base)
        try:
            for function in tests(words):
                begun = time.monotonic()
                problem = run_one(function, world)
                outcome = "failed" if problem else "passed"
                counts[outcome] += 1
                tell(outcome, function)
                mark = "✘" if problem else "✔"
                print(f"{mark} {title(function)} ({time.monotonic() - begun:.1f} s)", flush=True)
                if problem:
                    print("    " + problem.replace("\n", "\n    "), flush=True)
        finally:
            world.close()
    print(f"browser tests took {time.monotonic() - started:.0f} s")
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] or not counts["passed"] else 0
