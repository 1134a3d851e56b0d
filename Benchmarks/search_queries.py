# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Draws searches from resources, family by family, and answers some of them by a plain scan of the same resources."""

import json
import random
import urllib.parse

PREFIXES = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"]
FAMILIES = ["string", "date", "token", "quantity", "composite", "reference", "token-and-date", "patient-code-date",
            "sorted"]
PAGE = "_count=20"


def encoded(value):
    return urllib.parse.quote(value, safe="")


def coding(concept):
    first = (concept or {}).get("coding", [{}])[0]
    return f"{first.get('system', '')}|{first['code']}" if "code" in first else None


class Sample:
    """Up to `size` resources of each type, every one as likely as another."""

    def __init__(self, files, seed, size=4000):
        self.random = random.Random(seed)
        self.kept = {}
        seen = {}
        for file in files:
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    kind = line[17:line.index('"', 17)]
                    kept = self.kept.setdefault(kind, [])
                    seen[kind] = seen.get(kind, 0) + 1
                    place = len(kept) if len(kept) < size else self.random.randrange(seen[kind])
                    if place >= size:
                        continue
                    if place == len(kept):
                        kept.append(line)
                    else:
                        kept[place] = line
        self.parsed = {kind: [json.loads(line) for line in kept] for kind, kept in self.kept.items()}

    def of(self, kind, has=lambda resource: True):
        return [resource for resource in self.parsed.get(kind, []) if has(resource)]


def string_queries(sample):
    for patient in sample.of("Patient", lambda patient: "name" in patient):
        name = patient["name"][0]
        if family := name.get("family"):
            yield f"Patient?family={encoded(family)}"
            yield f"Patient?name={encoded(family[:4])}"
            yield f"Patient?family:exact={encoded(family)}"
        if given := name.get("given"):
            yield f"Patient?given={encoded(given[0])}"
        if postcode := patient.get("address", [{}])[0].get("postalCode"):
            yield f"Patient?address-postalcode={encoded(postcode[:4])}"
    for organisation in sample.of("Organization", lambda organisation: "name" in organisation):
        yield f"Organization?name={encoded(organisation['name'].split()[0])}"


def date_queries(sample):
    for patient in sample.of("Patient", lambda patient: "birthDate" in patient):
        yield f"Patient?birthdate={sample.random.choice(PREFIXES)}{patient['birthDate']}"
    for observation in dated(sample):
        yield f"Observation?date={sample.random.choice(PREFIXES)}{observation['effectiveDateTime'][:10]}"
    for encounter in sample.of("Encounter", lambda encounter: "start" in encounter.get("period", {})):
        yield f"Encounter?date={sample.random.choice(PREFIXES)}{encounter['period']['start'][:10]}"


def token_queries(sample):
    for patient in sample.of("Patient", lambda patient: "identifier" in patient):
        identifier = patient["identifier"][0]
        yield f"Patient?identifier={encoded(identifier.get('system', '') + '|' + identifier['value'])}"
        yield f"Patient?gender={patient.get('gender', 'unknown')}"
    for observation in coded(sample):
        yield f"Observation?code={encoded(coding(observation['code']))}"
        yield f"Observation?category={coding(observation.get('category', [{}])[0]) or 'laboratory'}"
    for encounter in sample.of("Encounter", lambda encounter: "class" in encounter):
        yield f"Encounter?class={encounter['class']['code']}"
    for request in sample.of("MedicationRequest"):
        yield f"MedicationRequest?status={request['status']}"
        if code := coding(request.get("medicationCodeableConcept")):
            yield f"MedicationRequest?code={encoded(code)}"


def coded(sample):
    return sample.of("Observation", lambda observation: coding(observation.get("code")))


def dated(sample):
    return sample.of("Observation", lambda observation: "effectiveDateTime" in observation)


def measured(sample):
    return [observation for observation in coded(sample)
            if "code" in observation.get("valueQuantity", {}) and "value" in observation["valueQuantity"]]


def amount(sample, observation):
    quantity = observation["valueQuantity"]
    prefix = sample.random.choice(["", "gt", "lt", "ge", "le"])
    return prefix + encoded(f"{quantity['value']}|{quantity.get('system', '')}|{quantity['code']}")


def quantity_queries(sample):
    for observation in measured(sample):
        yield f"Observation?value-quantity={amount(sample, observation)}"


def composite_queries(sample):
    for observation in measured(sample):
        yield f"Observation?code-value-quantity={encoded(coding(observation['code']))}${amount(sample, observation)}"


def about_people(sample):
    return [observation for observation in coded(sample) if "reference" in observation.get("subject", {})]


def reference_queries(sample):
    for observation in about_people(sample):
        yield f"Observation?subject={observation['subject']['reference']}"
    for encounter in sample.of("Encounter", lambda encounter: "reference" in encounter.get("subject", {})):
        yield f"Encounter?subject={encounter['subject']['reference']}"
        if "reference" in encounter.get("serviceProvider", {}):
            yield f"Encounter?service-provider={encounter['serviceProvider']['reference']}"
    for request in sample.of("MedicationRequest", lambda request: "reference" in request.get("subject", {})):
        yield f"MedicationRequest?subject={request['subject']['reference']}"


def token_and_date_queries(sample):
    for observation in coded(sample):
        if date := observation.get("effectiveDateTime"):
            prefix = sample.random.choice(["ge", "le", "lt", "gt", ""])
            yield f"Observation?code={encoded(coding(observation['code']))}&date={prefix}{date[:10]}"


def patient_code_date_queries(sample):
    for observation in about_people(sample):
        if date := observation.get("effectiveDateTime"):
            yield (f"Observation?patient={observation['subject']['reference']}"
                   f"&code={encoded(coding(observation['code']))}&date=ge{date[:4]}")


def sorted_queries(sample):
    for observation in about_people(sample):
        yield f"Observation?patient={observation['subject']['reference']}&_sort=-date"
        yield f"Observation?code={encoded(coding(observation['code']))}&_sort=-date"


def draw(sample):
    """Up to 2,000 searches of each family, in a random order."""
    makers = [string_queries, date_queries, token_queries, quantity_queries, composite_queries, reference_queries,
              token_and_date_queries, patient_code_date_queries, sorted_queries]
    drawn = {}
    for family, maker in zip(FAMILIES, makers):
        queries = [f"{query}&{PAGE}" for query in maker(sample)]
        sample.random.shuffle(queries)
        drawn[family] = queries[:2000]
    empty = [family for family, queries in drawn.items() if not queries]
    if empty:
        raise SystemExit(f"the data has nothing to search by: {', '.join(empty)}")
    return drawn


def scanned_counts(files, sample, size=5):
    """Searches with the number of matches that a scan of all lines finds."""
    wanted = {}
    for observation in sample.random.sample(about_people(sample), min(size, len(about_people(sample)))):
        patient, code = observation["subject"]["reference"], coding(observation["code"])
        wanted[f"Observation?patient={patient}"] = lambda r, p=patient: r.get("subject", {}).get("reference") == p
        wanted[f"Observation?code={encoded(code)}"] = lambda r, c=code: c in codes(r)
        wanted[f"Observation?patient={patient}&code={encoded(code)}"] = (
            lambda r, p=patient, c=code: r.get("subject", {}).get("reference") == p and c in codes(r))
    counts = dict.fromkeys(wanted, 0)
    for file in files:
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                if line.startswith('{"resourceType":"Observation"'):
                    resource = json.loads(line)
                    for query, matches in wanted.items():
                        counts[query] += matches(resource)
    return counts


def codes(observation):
    return [f"{each.get('system', '')}|{each.get('code')}" for each in observation["code"].get("coding", [])]
