# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The same clients against nodes that keep their records in PostgreSQL."""

import test_fhirclient
import test_fhirpy
from postgres import Postgres
from runner import World
from servers import Node
from test_sekmet_scenarios import SCENARIOS, judge, play
from test_sekmet_searches import test_sekmet_searches as compare_searches

# These two ask nodes without records.
WITHOUT_RECORDS = {"test_fhirclient_with_a_token", "test_fhirpy_with_a_token"}


def test_postgres_python_clients(world):
    """fhirclient and fhirpy do on PostgreSQL all that they do on SQLite"""
    steps = [
        step for module in (test_fhirclient, test_fhirpy) for name, step in vars(module).items()
        if name.startswith("test_") and name not in WITHOUT_RECORDS
    ]
    assert len(steps) >= 17, len(steps)
    with Postgres() as postgres:
        for step in steps:
            with Node(world.program, store=postgres.new_database()) as node:
                step(World(world.program, node))


def test_postgres_sekmet_scenarios(world):
    """SEKMET's hospital scenarios pass against a node on PostgreSQL"""
    with Postgres() as postgres, Node(world.program, store=postgres.new_database()) as node:
        passed, told = judge(play(node, SCENARIOS, "json"))
    assert passed >= 90, told
    return f"{passed} steps passed"


def test_postgres_sekmet_searches(world):
    """Three hundred searches on PostgreSQL answer as SEKMET's server does, or differ for a reason that R4 gives"""
    with Postgres() as postgres, Node(world.program, store=postgres.new_database()) as node:
        return compare_searches(World(world.program, node)).splitlines()[0]
