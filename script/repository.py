# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What every check in script/ shares: which files there are, how Swift text is cut up, how findings are told."""

import fnmatch
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def files(*patterns):
    """The repository's files, committed or about to be, as paths from its root; only those matching a pattern if any."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        sys.exit("git cannot list the files here; run this inside a git clone of the repository")
    found = sorted({path for path in listed if path and (ROOT / path).is_file()})
    return [path for path in found if not patterns or any(fnmatch.fnmatch(path, one) for one in patterns)]


def text(path):
    """The file's text, or None when it is not text."""
    data = (ROOT / path).read_bytes()
    if b"\0" in data[:8192]:
        return None
    return data.decode("utf-8", errors="replace")


def language(path, content):
    """"swift", "c", "shell", "python" or None, by the name's ending or by the first line of a script."""
    ending = {".swift": "swift", ".h": "c", ".c": "c", ".cpp": "c", ".hpp": "c", ".sh": "shell", ".py": "python"}
    known = ending.get(Path(path).suffix)
    if known or not content.startswith("#!"):
        return known
    first = content.split("\n", 1)[0]
    if "python" in first:
        return "python"
    return "shell" if first.rstrip().endswith("sh") else None


def report(name, findings, advice):
    """Prints what was found and what to do next, and ends the process; silent when nothing was found."""
    if not findings:
        sys.exit(0)
    for finding in findings:
        print(finding)
    print(f"{name}: {len(findings)} to mend. {advice}")
    sys.exit(1)


class SwiftText:
    """Swift source cut up: `code` has comments and string contents blanked out, line by line in place;
    `literals` holds (line number, content) of each string; `comments` maps a line number to its comment text."""

    NOT_NEWLINE = re.compile(r"[^\n]")
    NOTABLE_IN_CODE = re.compile(r"[\"/#()]")
    MULTI_LINE = re.compile(r'"""[ \t]*\r?\n')
    NOTABLE_IN_STRING = re.compile(r"[\"\\\n]")

    def __init__(self, source):
        self.source = source
        self.code = []
        self.literals = []
        self.comments = {}
        self.line = 1
        self.position = 0
        self._code(until_closing=False)
        self.code = "".join(self.code)

    def _take(self, count, blank):
        piece = self.source[self.position : self.position + count]
        self.line += piece.count("\n")
        self.code.append(self.NOT_NEWLINE.sub(" ", piece) if blank else piece)
        self.position += count

    def _run_up_to(self, wanted):
        """How many characters from here to the next one that the pattern finds."""
        found = wanted.search(self.source, self.position)
        return (found.start() if found else len(self.source)) - self.position

    def _code(self, until_closing):
        """Reads code up to the end, or up to the parenthesis that closes an interpolation."""
        depth = 0
        source = self.source
        while self.position < len(source):
            self._take(self._run_up_to(self.NOTABLE_IN_CODE), blank=False)
            character = source[self.position : self.position + 1]
            if source.startswith("//", self.position):
                self._line_comment()
            elif source.startswith("/*", self.position):
                self._block_comment()
            elif character == '"' or (character == "#" and self._hashes_open_string()):
                self._string()
            else:
                if character == "(":
                    depth += 1
                elif character == ")":
                    if until_closing and depth == 0:
                        return
                    depth -= 1
                self._take(1, blank=False)

    def _hashes_open_string(self):
        end = self.position
        while self.source[end : end + 1] == "#":
            end += 1
        return self.source[end : end + 1] == '"'

    def _line_comment(self):
        end = self.source.find("\n", self.position)
        end = len(self.source) if end < 0 else end
        self._note_comment(end)

    def _block_comment(self):
        depth, end = 1, self.position + 2
        while depth and end < len(self.source):
            if self.source.startswith("/*", end):
                depth, end = depth + 1, end + 2
            elif self.source.startswith("*/", end):
                depth, end = depth - 1, end + 2
            else:
                end += 1
        self._note_comment(end)

    def _note_comment(self, end):
        comment = self.source[self.position : end]
        self.comments[self.line] = self.comments.get(self.line, "") + comment
        self._take(len(comment), blank=True)

    def _string(self):
        hashes = 0
        while self.source[self.position + hashes] == "#":
            hashes += 1
        # A multi-line string starts a new line at once; #"""# is a single quotation mark.
        quotes = '"""' if self.MULTI_LINE.match(self.source, self.position + hashes) else '"'
        closing, escape = quotes + "#" * hashes, "\\" + "#" * hashes
        start_line, content = self.line, []
        self._take(hashes + len(quotes), blank=False)
        while self.position < len(self.source):
            if self.source.startswith(closing, self.position):
                self._take(len(closing), blank=False)
                break
            if quotes == '"' and self.source[self.position] == "\n":
                break
            if self.source.startswith(escape + "(", self.position):
                self._take(len(escape) + 1, blank=True)
                self._code(until_closing=True)
                self._take(1, blank=True)
                content.append("\\()")
            elif self.source.startswith(escape, self.position):
                content.append(self.source[self.position : self.position + len(escape) + 1])
                self._take(len(escape) + 1, blank=True)
            else:
                count = max(1, self._run_up_to(self.NOTABLE_IN_STRING))
                content.append(self.source[self.position : self.position + count])
                self._take(count, blank=True)
        self.literals.append((start_line, "".join(content)))
