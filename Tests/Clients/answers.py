# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What a server answers to a search: all pages of it, in a form in which two servers can be compared."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import requests

from search_questions import address

MOST_PAGES = 60


@dataclass
class Answer:
    status: int
    matches: list = field(default_factory=list)
    included: set = field(default_factory=set)
    total: int | None = None
    members: dict = field(default_factory=dict)
    """The names of the members of each match, without those that every server adds."""

    def refused(self):
        return self.status >= 400

    def short(self):
        if self.refused():
            return f"refused with {self.status}"
        more = f", with {sorted(self.included)}" if self.included else ""
        return f"{self.total} {self.matches}{more}"


def ask(session, server, question):
    """The whole answer to a question, page after page."""
    answer, url = Answer(0), f"{server.base}/{address(question.removeprefix('POST ')).replace('{base}', server.base)}"
    for page in range(MOST_PAGES):
        if page == 0 and question.startswith("POST "):
            place, _, form = url.partition("?")
            response = session.post(f"{place}/_search", data=dict(parse_qsl(form)), timeout=30)
        else:
            response = session.get(url, timeout=30, headers={"Accept": "application/fhir+json"})
        if answer.status == 0:
            answer.status = response.status_code
        body = response.json()
        if response.status_code >= 400:
            assert answer.status == response.status_code, f"{question}: a later page was refused: {body}"
            assert body["resourceType"] == "OperationOutcome", body
            return answer
        if body.get("total") is not None:
            answer.total = body["total"]
        for entry in body.get("entry", []):
            take(entry, answer)
        url = next((each["url"] for each in body.get("link", []) if each["relation"] == "next"), None)
        if url is None:
            return answer
    raise AssertionError(f"{question}: more than {MOST_PAGES} pages")


def take(entry, answer):
    resource, mode = entry["resource"], entry.get("search", {}).get("mode", "match")
    if mode == "outcome":
        return
    name = f"{resource['resourceType']}/{resource['id']}"
    if mode == "include":
        answer.included.add(name)
        return
    answer.matches.append(name)
    answer.members[name] = sorted(set(resource) - {"resourceType", "id", "meta"})


def differences(question, ours, theirs):
    """In what two answers to one question differ."""
    if ours.refused() or theirs.refused():
        return ["status"] if ours.status // 100 != theirs.status // 100 else []
    found = []
    if set(ours.matches) != set(theirs.matches) or len(ours.matches) != len(theirs.matches):
        found.append("matches")
    elif "_sort=" in question and ours.matches != theirs.matches:
        found.append("order")
    if ours.included != theirs.included:
        found.append("included")
    if ours.total is not None and ours.total != theirs.total:
        found.append("total")
    if ("_summary=" in question or "_elements=" in question) and ours.members != theirs.members:
        found.append("members")
    return found
