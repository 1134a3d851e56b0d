# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The same searches over the same resources, at a node and at SEKMET's own server."""

import requests

from answers import ask, differences
from explained import EXPLANATIONS, REFUSED, Members
from search_data import Data
from search_questions import COUNT, questions
from servers import Sekmet


class Comparison:
    """Both servers' answers to every question, over what both got by the same transaction."""

    def __init__(self, node):
        self.data = Data()
        self.ours, self.theirs = {}, {}
        with Sekmet() as sekmet, requests.Session() as session:
            for server in (node, sekmet):
                self.send(session, server)
            for question in questions():
                self.ours[question] = ask(session, node, question)
                self.theirs[question] = ask(session, sekmet, question)

    def send(self, session, server):
        body = self.data.transaction()
        answer = session.post(
            server.base, json=body, headers={"Content-Type": "application/fhir+json"}, timeout=60)
        assert answer.status_code == 200, f"{server.name}: {answer.text[:500]}"
        statuses = {each["response"]["status"].split()[0] for each in answer.json()["entry"]}
        assert statuses == {"201"}, f"{server.name}: {statuses}"

    def differing(self):
        """Each question that is answered differently, and in what."""
        for question, ours in self.ours.items():
            found = differences(question, ours, self.theirs[question])
            if found:
                yield question, found

    def named(self, question, holds):
        """The resources of the question's type of which this is true."""
        kind = question.removeprefix("POST ").split("?")[0]
        return {f"{kind}/{each['id']}" for each in self.data.of(kind) if holds(each)}

    def against(self, question, awaited):
        """What is wrong with our answer by the explanation, or nothing."""
        ours = self.ours[question]
        if awaited == REFUSED:
            return None if ours.status == 400 else f"{question}: not refused: {ours.short()}"
        if isinstance(awaited, Members):
            for match, members in ours.members.items():
                whole = next(each for each in self.data.resources if match == f"{each['resourceType']}/{each['id']}")
                if set(members) != set(whole) & awaited.names:
                    return f"{question}: {match} has {members}"
            return None if ours.members else f"{question}: no match"
        if awaited.or_refused and ours.refused():
            return None
        wanted = self.named(question, awaited.holds)
        if ours.refused() or set(ours.matches) != wanted or len(ours.matches) != len(wanted):
            return f"{question}: {ours.short()}, and the data say {sorted(wanted)}"
        return None


def test_sekmet_searches(world):
    """Three hundred searches answer as SEKMET's server does, or differ for a reason that R4 gives"""
    compared = Comparison(world.node)
    assert len(compared.ours) == COUNT >= 200
    explained = {question: awaited for each in EXPLANATIONS for question, awaited in each.answers.items()}
    wrong = []
    differing = dict(compared.differing())
    for question, found in differing.items():
        if question not in explained:
            wrong.append(
                f"{question}: {', '.join(found)} differ and no explanation stands in explained.py\n"
                f"  ours: {compared.ours[question].short()}\n  theirs: {compared.theirs[question].short()}")
    for question, awaited in explained.items():
        if question not in differing:
            wrong.append(f"{question}: explained.py tells of a difference, and there is none")
        elif problem := compared.against(question, awaited):
            wrong.append(problem)
    assert not wrong, "\n".join(wrong)
    # Two servers that answer nothing agree on everything.
    telling = [each for each in compared.ours.values() if each.matches or each.refused() or each.total]
    assert len(telling) > COUNT * 0.75, f"{len(telling)} of {COUNT} questions have an answer"
    same = COUNT - len(differing)
    return f"{same} of {COUNT} answers are the same, {len(differing)} differ:\n" + "\n".join(
        f"{len(each.answers)}: {each.title}" for each in EXPLANATIONS)
