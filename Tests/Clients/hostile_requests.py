# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Requests at random: searches by every parameter; resources, bundles and patches with something changed in them."""

import copy
import json
import random

import requests

from search_data import SEED, Data

VALUES = {
    "string": ["a", "É", "%", '"', "\\", "a\\,b", "", "x" * 300, "{", "\U0001f600", "a b", "*"],
    "token": ["a", "a|b", "|a", "a|", "http://loinc.org|8867-4", "true", "|", "\\|", "a|b|c", ""],
    "date": ["2026", "ge2026-01", "ne2026-02-30", "sa2026-01-01T00:00:00Z", "eb1", "lt", "9999-12-31", "0001"],
    "number": ["1", "gt1.5", "ne-1", "1e3", "ap0", "1e400", "x", "-0"],
    "quantity": ["1", "5.4|http://unitsofmeasure.org|mg", "gt5||mg", "1|x|", "|||", "1|http://unitsofmeasure.org|1/0"],
    "reference": ["Patient/a", "a", "http://x/Patient/a", "urn:uuid:1", "#a", "Nonsense/1", ""],
    "uri": ["http://x", "urn:a", "x|1", ""],
    "composite": ["a$b", "a", "a$b$c", "$", "a|b$gt5"],
    "special": ["x", "51|0|1|km", "1|2"],
}
MODIFIERS = ["", "", "", ":missing", ":exact", ":contains", ":not", ":text", ":of-type", ":identifier", ":above",
             ":below", ":in", ":Patient", ":nonsense", ":", "::"]
CONTROLS = ["_summary", "_elements", "_total", "_count", "_filter", "_format", "_page", "_sort", "_include",
            "_revinclude"]
CONTROL_VALUES = ["true", "text", "0", "1", "id,name", "none", "xml", "name eq a", "(", "", "*", "-_id", "Patient:link"]
PIECES = [None, 0, -1, 1.5, "", " ", "x" * 1000, True, [], {}, [[]], [None], {"resourceType": "Patient"}, "2026-13-45",
          1e300, "<div/>", {"reference": "#"}, [{}] * 3]
JSON_PATCH, FHIR = "application/json-patch+json", "application/fhir+json"


class Requests:
    """The same two thousand in every run."""

    def __init__(self, node):
        self.base, self.random, self.session = node.base, random.Random(SEED + 2), requests.Session()
        self.resources = Data().resources[:60]
        statement = self.session.get(self.base + "/metadata", timeout=30).json()
        self.parameters = {
            each["type"]: [(one["name"], one["type"]) for one in each["searchParam"]]
            for each in statement["rest"][0]["resource"] if "searchParam" in each
        }
        self.last, self.seen = None, set()

    def send(self, number):
        """Sends one; every tenth from the start gives the others something to find."""
        chosen = self.random.choice
        if number % 10 == 0:
            resource = chosen(self.resources)
            answer = self.write("PUT", f"/{resource['resourceType']}/{resource['id']}", resource)
        else:
            answer = chosen([self.search, self.search, self.changed_resource, self.bundle, self.patch])()
        self.seen.add(answer.status_code)
        return answer

    def write(self, method, path, body, media=FHIR):
        text = json.dumps(body)
        self.last = f"{method} {path} {text[:1500]}"
        headers = {"Content-Type": media, "Accept": self.random.choice([FHIR, FHIR, "application/fhir+xml"])}
        return self.session.request(method, self.base + path, data=text, headers=headers, timeout=60)

    def query(self):
        chosen, kind = self.random.choice, self.random.choice(["Patient", "Observation", *self.parameters])
        pairs = []
        for _ in range(chosen([1, 1, 2, 3])):
            name, value_kind = chosen(self.parameters[kind])
            if value_kind == "reference" and self.random.random() < 0.3:
                name += chosen(["", ":Patient"]) + "." + chosen(self.parameters["Patient"])[0]
                value_kind = chosen(list(VALUES))
            values = [chosen(VALUES[value_kind]) for _ in range(chosen([1, 1, 3]))]
            pairs.append((name + chosen(MODIFIERS), ",".join(values)))
        if self.random.random() < 0.4:
            pairs.append((chosen(CONTROLS), chosen(CONTROL_VALUES)))
        return kind, pairs

    def search(self):
        kind, pairs = self.query()
        self.last = f"search {kind} {pairs}"
        if self.random.random() < 0.3:
            return self.session.post(f"{self.base}/{kind}/_search", data=pairs, timeout=60)
        return self.session.get(f"{self.base}/{kind}", params=pairs, timeout=60)

    def changed(self, value):
        """The value with something in it missing, put in or replaced."""
        if self.random.random() < 0.04:
            return copy.deepcopy(self.random.choice(PIECES))
        if isinstance(value, dict):
            return {name: self.changed(each) for name, each in value.items() if self.random.random() > 0.02}
        if isinstance(value, list):
            return [self.changed(each) for each in value] * self.random.choice([1, 1, 1, 1, 0, 3])
        return value

    def changed_resource(self):
        resource = self.random.choice(self.resources)
        path = f"/{resource['resourceType']}"
        method, path = self.random.choice(
            [("POST", path), ("POST", path + "/$validate"), ("PUT", f"{path}/{resource['id']}")])
        return self.write(method, path, self.changed(resource))

    def bundle(self):
        chosen, entries = self.random.choice, []
        for number in range(chosen([1, 2, 5])):
            resource, (kind, pairs) = chosen(self.resources), self.query()
            question = "&".join(f"{name}={value}" for name, value in pairs)
            path = f"{resource['resourceType']}/{resource['id']}"
            request = {
                "method": chosen(["POST", "PUT", "GET", "DELETE", "PATCH", "HEAD"]),
                "url": chosen([path, resource["resourceType"], f"{kind}?{question}", path + "/_history", "$x", "/"]),
            }
            if self.random.random() < 0.2:
                request["ifNoneExist"] = question
            entries.append({"fullUrl": chosen([f"urn:uuid:{number}", ""]), "resource": resource, "request": request})
        body = {"resourceType": "Bundle", "type": chosen(["batch", "transaction"]), "entry": entries}
        return self.write("POST", "", self.changed(body))

    def patch(self):
        chosen = self.random.choice
        paths = ["/name", "/name/0/given/-", "/", "", "/id", "/meta/tag", "/x/y", "/~1"]
        operations = [
            {"op": chosen(["add", "remove", "replace", "move", "copy", "test"]), "from": "/name", "path": chosen(paths),
             "value": chosen(PIECES)}
            for _ in range(2)
        ]
        path = f"/Patient/patient-{self.random.randint(1, 12):02}"
        return self.write("PATCH", path, self.changed(operations), JSON_PATCH)
