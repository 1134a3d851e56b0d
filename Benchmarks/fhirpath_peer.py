#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Asks the same resources the same expressions with fhirpathpy and prints how its times compare.

    Benchmarks/fhirpath_peer.py FILE.ndjson EXPRESSIONS RESOURCES OURS

OURS is what `onelondon-bench fhirpath` printed. Types with few resources are asked several times here, too.
"""

import collections
import json
import math
import sys
import time

from fhirpathpy import compile as compiled
from fhirpathpy.models import models

LEAST_EVALUATIONS = 200


def main():
    file, table, most, ours = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    with open(ours, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    known = {(row[5], row[6]): row for row in rows if len(row) == 7}
    with open(table, encoding="utf-8") as lines:
        expressions = [tuple(line.rstrip("\n").split("\t", 1)) for line in lines]
    resources = collections.defaultdict(list)
    wanted = {kind for kind, _ in expressions}
    with open(file, encoding="utf-8") as lines:
        for line in lines:
            resource = json.loads(line)
            if resource["resourceType"] in wanted and len(resources[resource["resourceType"]]) < most:
                resources[resource["resourceType"]].append(resource)
    print("fhirpathpy ns/evaluation\tratio\titems\tresource\texpression")
    ratios = []
    for kind, text in expressions:
        if not resources[kind]:
            continue
        ask = compiled(text, models["r4"])
        turns = max(1, -(-LEAST_EVALUATIONS // len(resources[kind])))
        start = time.perf_counter()
        try:
            items = sum(len(ask(resource)) for _ in range(turns) for resource in resources[kind])
        except Exception as fault:  # a peer that cannot answer is told, not hidden
            print(f"-\t-\t{type(fault).__name__}\t{kind}\t{text}")
            continue
        taken = (time.perf_counter() - start) * 1e9 / (turns * len(resources[kind]))
        own = known[(kind, text)]
        ratios.append(taken / float(own[1]))
        remark = "" if items // turns == int(own[4]) else f" (ours {own[4]})"
        print(f"{taken:.0f}\t{ratios[-1]:.0f}\t{items // turns}{remark}\t{kind}\t{text}")
    print(f"geometric mean of the ratios: {math.exp(sum(map(math.log, ratios)) / len(ratios)):.0f}")


main()
