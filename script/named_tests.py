# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The tests that are written and how they ended, for the checks of texts that name tests.

A test has two names: its function, and its title, which is @Test("…") in Swift and the first line of a test function's
documentation in Python.
"""

import ast
import re
import sys

import repository

IN_PYTHON = ["Tests/Browser/*.py", "Tests/Clients/*.py"]


def swift_tests(source):
    """Yields the function name and the title, if any, of each @Test of a Swift file."""
    cut = repository.SwiftText(source)
    literals = dict(reversed(cut.literals))
    for found in re.finditer(r"@Test\b", cut.code):
        at = found.end()
        title = None
        if cut.code[at : at + 1] == "(":
            opening, depth = at, 0
            while at < len(cut.code):
                depth += {"(": 1, ")": -1}.get(cut.code[at], 0)
                at += 1
                if depth == 0:
                    break
            first = re.match(r'\(\s*#*"', cut.code[opening:at])
            if first:
                title = literals.get(cut.code.count("\n", 0, opening + first.end()) + 1)
        function = re.compile(r"\bfunc\s+(?:`([^`]+)`|(\w+))").search(cut.code, at)
        if function:
            yield function.group(1) or function.group(2), unescaped(title)


def unescaped(title):
    """A literal's content as the test runner prints it."""
    return title and title.replace('\\"', '"').replace("\\\\", "\\")


def python_tests(source):
    """Yields the function name and the title, if any, of each test of a Python file."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            documentation = ast.get_docstring(node)
            yield node.name, documentation and documentation.splitlines()[0].rstrip(".")


def tests_by_file():
    """Path -> the names of the tests in it: functions and titles."""
    found = {}
    for path in repository.files("Tests/*.swift"):
        found[path] = {name for test in swift_tests(repository.text(path) or "") for name in test if name}
    for path in repository.files(*IN_PYTHON):
        found[path] = {name for test in python_tests(repository.text(path) or "") for name in test if name}
    return found


def outcomes(path):
    """Test name -> set of outcomes, from the file that script/test wrote."""
    found = {}
    try:
        lines = open(path, encoding="utf-8").read().splitlines()
    except OSError:
        sys.exit(f"no test results in {path}; run script/test first")
    for line in lines:
        outcome, name, *title = line.split("\t")
        for key in [plain(re.sub(r"^.*?/", "", name)), plain(name), *title]:
            found.setdefault(key, set()).add(outcome)
    return found


def plain(name):
    """A function's name without its parameter labels, its suite and Swift's quotes."""
    return re.sub(r"\(.*\)$", "", name).rsplit("/", 1)[-1].strip("`")


def trouble(name, written, ran):
    """Why a named test proves nothing, or nothing when it does.

    - Parameter written: the names that there are. - Parameter ran: the outcomes, or None where nothing has run.
    """
    name = name if name in written else plain(name)
    if name not in written:
        return "is nowhere there"
    if ran is None:
        return None
    if name not in ran:
        return "did not run"
    return None if ran[name] == {"passed"} else f"ended as: {', '.join(sorted(ran[name]))}"
