# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""SEKMET, a hospital made for testing FHIR servers, plays its scenarios against a node.

Its program is started as its users start it, and the report that it writes is what is judged here: every step passed,
or stands below with the reason why it does not. A step that stands below and passes is a failure, too.
"""

import json
import subprocess
from pathlib import Path

from servers import free_port, sekmet

SCENARIOS = [
    "adt_admit_transfer_discharge",
    "adt_merge_update",
    "appointment_book_cancel",
    "billing_claim",
    "bulk_export_group",
    "clinical_documentation",
    "conformance_smoke",
    "lab_order_peer_fills",
    "lab_order_to_result",
    "medication_order_dispense",
    "messaging_adt_orders",
    "rad_order_imaging_report",
]
SUBSCRIPTIONS = ["subscription_backport_roundtrip", "subscription_roundtrip"]

# Why SEKMET leaves a step out, by what its message begins with.
LEFT_OUT = {
    "peer does not play role": "a node keeps records; it is no laboratory, imaging department or payer",
    "peer does not advertise $export": "Bulk Data export is in hand; the steps run once the node states it",
    "peer does not advertise FHIR messaging": "a node takes resources and bundles, not messages",
    "peer does not advertise create on Subscription": "Subscriptions are not offered yet, and the node says so",
}

# Steps that end otherwise than SEKMET awaits: scenario, step, how it ends, why.
OTHERWISE = [
    (
        "conformance_smoke", "Invalid resource is rejected", "warning",
        "an element that R4 does not know is kept as it came, and $validate tells of it: sources send more than R4 "
        "has, and a record that is refused is lost to care. SEKMET grades this as a SHOULD",
    ),
]


def settings(folder, node, form):
    """The file that tells SEKMET of the node as the system under test."""
    port = free_port()
    path = folder / "settings.yaml"
    path.write_text(
        f"base_url: http://127.0.0.1:{port}/fhir\nhost: 127.0.0.1\nport: {port}\ndata_dir: {folder}\n"
        f"peers:\n  node:\n    base_url: {node.base}\n    format: {form}\n")
    return path


def play(node, names, form):
    """The reports of the scenarios, in their order."""
    folder = node.folder / "sekmet"
    folder.mkdir()
    words = sekmet(
        "scenario", "run", *names, "--peer", "node", "--config", str(settings(folder, node, form)),
        "--report-dir", str(folder / "reports"), "--serve")
    run = subprocess.run(words, capture_output=True, text=True, timeout=300, cwd=folder, check=False)
    reports = list(Path(folder / "reports").glob("*/results.json"))
    assert len(reports) == 1, f"SEKMET wrote no report:\n{run.stdout[-1000:]}{run.stderr[-2000:]}"
    results = json.loads(reports[0].read_text())
    assert [Path(each["file"]).stem for each in results] == list(names), run.stdout[-2000:]
    return results


def why_left_out(message):
    return next((why for beginning, why in LEFT_OUT.items() if message.startswith(beginning)), None)


def judge(results):
    """Holds the reports against the two tables; says what ran and what was left out."""
    wrong, passed, left_out = [], 0, {}
    for result in results:
        scenario = Path(result["file"]).stem
        awaited = {step: how for name, step, how, _ in OTHERWISE if name == scenario}
        ended_otherwise = False
        for step in result["steps"]:
            place, status = f"{scenario}, {step['name']}", step["status"]
            if step["name"] in awaited:
                ended_otherwise |= status == "failed"
                if status != awaited[step["name"]]:
                    wrong.append(f"{place}: {status}, and OTHERWISE says {awaited[step['name']]}: mend the table")
            elif status == "passed":
                passed += 1
            elif status == "skipped" and ended_otherwise:
                left_out.setdefault("the step before them ended otherwise", set()).add(scenario)
            elif status == "skipped" and (reason := why_left_out(step["message"])):
                left_out.setdefault(reason, set()).add(scenario)
            else:
                wrong.append(f"{place}: {status}: {step['message'][:500]}")
    assert not wrong, "\n".join(wrong)
    lines = [f"{passed} steps passed"]
    lines += [f"steps of {', '.join(sorted(names))} left out: {why}" for why, names in left_out.items()]
    return passed, "\n".join(lines)


def test_sekmet_scenarios_in_json(world):
    """SEKMET's hospital scenarios pass against the node in JSON"""
    passed, told = judge(play(world.node, SCENARIOS, "json"))
    assert passed >= 90, told
    return told


def test_sekmet_scenarios_in_xml(world):
    """SEKMET's hospital scenarios pass against the node in XML"""
    passed, told = judge(play(world.node, SCENARIOS, "xml"))
    assert passed >= 90, told
    return told


def test_sekmet_subscription_scenarios(world):
    """SEKMET asks for no Subscription, for the node says that it takes none"""
    passed, told = judge(play(world.node, SUBSCRIPTIONS, "json"))
    assert passed == 0, told
    return told


def test_sekmet_scenarios_at_once(world):
    """SEKMET's journey of a laboratory order ends well for eight users at once"""
    folder = world.node.folder / "sekmet"
    folder.mkdir()
    words = sekmet(
        "load", "run", "lab_order_to_result", "--peer", "node", "--users", "8", "--iterations", "40",
        "--duration", "60", "--max-error-rate", "0", "--max-iteration-failure", "0",
        "--config", str(settings(folder, world.node, "json")), "--report-dir", str(folder / "reports"))
    run = subprocess.run(words, capture_output=True, text=True, timeout=300, cwd=folder, check=False)
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    assert "journeys 40" in run.stdout, run.stdout[-2000:]
