# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Where a node's answer to a search differs from SEKMET's: by class, what R4 says there, and what R4 makes the answer.

The answer that R4 makes is worked out here from the resources alone, so that an explanation is more than a word.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Callable

from search_data import PERIODS

REFUSED = "refused"
"""A question that is refused, by a 400 with an OperationOutcome."""


@dataclass
class Matches:
    """The resources that match are those of which this is true."""

    holds: Callable[[dict], bool]
    or_refused: bool = False


@dataclass
class Members:
    """Each match holds these of its members, and the ones that every server adds."""

    names: set


@dataclass
class Explanation:
    title: str
    why: str
    answers: dict


def nobody(_):
    return False


def quantity(low, high, units=None):
    """Whether the value lies from low up to but not at high, in one of the units."""
    def holds(resource):
        value = resource.get("valueQuantity")
        return value is not None and low <= value["value"] < high and (units is None or value["code"] in units)
    return holds


def not_quantity(low, high):
    def holds(resource):
        return "valueQuantity" in resource and not quantity(low, high)(resource)
    return holds


def period(*numbers):
    """Whether it is the time of one of the periods of the data."""
    return lambda resource: resource.get("period") in [PERIODS[number] for number in numbers]


def born(*dates):
    return lambda resource: resource.get("birthDate") in dates


def has_died(resource):
    return "deceasedDateTime" in resource or resource.get("deceasedBoolean", False)


def called(word):
    """Whether a word of what the code is called begins so."""
    def holds(resource):
        code = resource["code"]
        texts = [code.get("text", ""), *(each.get("display", "") for each in code.get("coding", []))]
        cleaned = "".join(letter if letter.isalnum() else " " for letter in " ".join(texts).lower())
        return any(each.startswith(word) for each in cleaned.split())
    return holds


def seen_in_london(day):
    """Whether it was seen on that summer's day in London, where it is an hour later than in UTC."""
    def holds(resource):
        stated = resource.get("effectiveDateTime", "")
        if "T" not in stated:
            return stated == day
        moment = datetime.fromisoformat(stated.replace("Z", "+00:00"))
        return moment.astimezone(timezone(timedelta(hours=1))).date().isoformat() == day
    return holds


# The members of Patient that R4 marks as part of its summary.
PATIENT_SUMMARY = {
    "identifier", "active", "name", "telecom", "gender", "birthDate", "deceasedBoolean", "deceasedDateTime",
    "address", "managingOrganization", "link",
}

EXPLANATIONS = [
    Explanation(
        "A string is letters, not a pattern",
        "Search, string: a value matches where it equals or begins with what is asked for, or with :contains "
        "holds it. SEKMET hands it to SQL's LIKE, where an underscore is any letter.",
        {"Patient?family=_mith": Matches(nobody)},
    ),
    Explanation(
        "Whether somebody has died is known of everybody",
        "The parameter deceased of Patient is defined as: there is a deceased[x], and it is not false. That is "
        "true or false of every patient, and true of one with a date of death. SEKMET looks at deceasedBoolean "
        "alone.",
        {
            "Patient?deceased=true": Matches(has_died),
            "Patient?deceased=false": Matches(lambda resource: not has_died(resource)),
        },
    ),
    Explanation(
        "le and ge ask for overlap beyond, or containment",
        "Search, prefixes: ge matches where the range above the search value overlaps the target's, or where the "
        "search value contains all of it; le is its mirror. A target that only shares a part of the search "
        "value's own range is neither. SEKMET takes that, too.",
        {
            "Patient?birthdate=le1950-04-01": Matches(born("1944", "1950-04-01")),
            "Encounter?date=ge2026-01-20": Matches(period(2, 3)),
            "Encounter?date=le2026-01-10": Matches(period(3, 4)),
        },
    ),
    Explanation(
        "Nearly is a tenth of the time since then",
        "Search, prefixes: for ap of dates a tenth of the gap between now and the date is recommended. SEKMET "
        "takes a day.",
        {"Patient?birthdate=ap2003-01-01": Matches(born("2001-07-15"))},
    ),
    Explanation(
        "A day without a zone is a day in London",
        "Search, date: where a date states no zone, a server should take its own. The node's is London, where "
        "half past eleven at night of 1 July in UTC is 2 July. SEKMET takes UTC.",
        {
            "Observation?date=2026-07-01": Matches(seen_in_london("2026-07-01")),
            "Observation?date=2026-07-02": Matches(seen_in_london("2026-07-02")),
        },
    ),
    Explanation(
        "A number is as exact as it is written",
        "Search, number and quantity: 100 is all that rounds to it, from 99.5 up to 100.5, and 1e2 from 95 up to "
        "105. SEKMET compares floating-point numbers for equality.",
        {
            "Observation?value-quantity=5": Matches(quantity(4.5, 5.5)),
            "Observation?value-quantity=100": Matches(quantity(99.5, 100.5)),
            "Observation?value-quantity=1e2": Matches(quantity(95, 105)),
            "Observation?value-quantity=ne100": Matches(not_quantity(99.5, 100.5)),
        },
    ),
    Explanation(
        "An amount has its unit",
        "Search, quantity: number|system|code matches amounts in that unit, and a server may convert. 72 kg is "
        "not 72/min, and 5400 g is 5.4 kg. SEKMET drops the unit.",
        {
            "Observation?value-quantity=72|http://unitsofmeasure.org|/min": Matches(quantity(71.5, 72.5, {"/min"})),
            "Observation?value-quantity=72||/min": Matches(quantity(71.5, 72.5, {"/min"})),
            "Observation?value-quantity=5400|http://unitsofmeasure.org|g": Matches(quantity(5.3995, 5.4005, {"kg"})),
        },
    ),
    Explanation(
        "A code is found by any word that it is called by",
        "Search, token: :text searches the text that goes with a code as a string, in the code's text and in its "
        "displays. The node begins at each word of them, for nobody knows which one a catalogue puts first; "
        "SEKMET at the first.",
        {"Observation?code:text=blood": Matches(called("blood"))},
    ),
    Explanation(
        "A reference to another server is to another resource",
        "Search, reference: an absolute URL stands for the resource at that URL; only one with this server's own "
        "base is the same as the relative one. SEKMET takes the type and id from any URL.",
        {"Encounter?subject=https://elsewhere.example.org/fhir/Patient/patient-03": Matches(nobody)},
    ),
    Explanation(
        "A summary holds what R4 marks for it",
        "Search, _summary: true answers the elements that are marked as summary in the resource's definition. "
        "SEKMET has one list for all types, without address and managing organisation.",
        {"Patient?_summary=true&_id=patient-02": Members(PATIENT_SUMMARY)},
    ),
    Explanation(
        "What is not understood is refused",
        "Search, errors: it is left to the server whether an unknown parameter is refused or ignored. Ignored, it "
        "shows more people than were asked for as if they were the answer, so the node refuses and names it. "
        "SEKMET answers without it, and with a warning.",
        {
            "Patient?nonsense=x": REFUSED,
            "POST Patient?nonsense=x": REFUSED,
            "Patient?name:nonsense=x": REFUSED,
            "Patient?family:text=smith": REFUSED,
            "Patient?birthdate:exact=1950": REFUSED,
            "Patient?_sort=nonsense": REFUSED,
            "Patient?_has:Observation:nonsense:code=x": REFUSED,
            "Patient?_include=Patient:nonsense&_id=patient-01": REFUSED,
        },
    ),
    Explanation(
        "What SEKMET leaves out",
        "Search, composite, _filter and token, and the parameter near of Location: SEKMET has no composites, no "
        "_filter, no places and no sets of codes, and answers without them, with everything.",
        {
            "Observation?code-value-quantity=8867-4$72": Matches(nobody),
            "Observation?_filter=status eq final": Matches(lambda resource: resource["status"] == "final"),
            "Location?near=51.5|-0.1|10|km": Matches(nobody),
            "Condition?code:in=http://example.org/ValueSet/x": Matches(nobody, or_refused=True),
        },
    ),
]
