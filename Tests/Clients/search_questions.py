# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Three hundred searches that both servers are asked: those at the edges written out, the rest drawn from the data."""

import random
from urllib.parse import quote

from search_data import BIRTHS, CITIES, FAMILIES, GIVEN, LOINC, NUMBERS, PROBLEMS, SEED, SNOMED, TESTS, TIMES

COUNT = 300

WRITTEN = """
Patient?name=smith
Patient?name=nunez
Patient?name=Núñez
Patient?family=o'b
Patient?family:exact=Smith
Patient?family:exact=smith
Patient?family:contains=ber
Patient?given=zoe
Patient?given:exact=Zoë
Patient?given=jean paul
Patient?given=paul
Patient?name=van der
Patient?name=berg
Patient?name=comma\\,
Patient?family=100%
Patient?family=_mith
Patient?address-city=london
Patient?address=mare
Patient?address=e8
Patient?address:contains=mare
Patient?address-postalcode=E8 3AA
Patient?name:missing=true
Patient?gender:missing=true
Patient?gender:missing=false
Patient?gender=female
Patient?gender=FEMALE
Patient?gender:not=female
Patient?gender=female,male
Patient?gender=female&active=true
Patient?active=true
Patient?deceased=true
Patient?deceased=false
Patient?identifier=NOSYS3
Patient?identifier=|NOSYS3
Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|
Patient?identifier=https://fhir.nhs.uk/Id/nhs-number|9000000004
Patient?identifier=https://mrn.example.org|A\\|B
Patient?identifier=https://mrn.example.org|9000000004
Patient?phone=020 7946 0003
Patient?email=p3@example.org
Patient?telecom=p3@example.org
Patient?birthdate=1950-04-01
Patient?birthdate=1950-04
Patient?birthdate=1950
Patient?birthdate=ne1950-04-01
Patient?birthdate=gt1961-12-31
Patient?birthdate=ge1961-12-31
Patient?birthdate=lt1950-04-01
Patient?birthdate=le1950-04-01
Patient?birthdate=sa1950-04
Patient?birthdate=eb1950-04
Patient?birthdate=ge1950&birthdate=lt2000
Patient?birthdate=ap2001-07-15
Patient?birthdate=ap2003-01-01
Patient?birthdate=1950-13
Patient?birthdate=yesterday
Patient?_id=patient-03,patient-04
Patient?_id=nobody
Patient?_tag=study
Patient?_tag=https://tags.example.org|study
Patient?_lastUpdated=gt2020
Patient?_lastUpdated=lt2020
Patient?general-practitioner=Practitioner/practitioner-01
Patient?general-practitioner:Practitioner=practitioner-01
Patient?general-practitioner:Organization=practitioner-01
Patient?general-practitioner.name=smith
Patient?general-practitioner:Practitioner.family=adeyemi
Patient?organization.name=camden
Patient?organization:Organization.partof.name=north
Patient?organization.partof:missing=true
Patient?link=Patient/patient-01
Patient?_has:Encounter:subject:status=planned
Patient?_has:Observation:patient:code=http://loinc.org|8867-4
Patient?_has:Observation:subject:_has:DiagnosticReport:result:status=final
Patient?_has:Condition:patient:code=44054006&gender=male
Patient?_has:Observation:patient:encounter.class=AMB
Patient?_has:Observation:nonsense:code=x
Patient?_sort=_id&_count=7
Patient?_sort=-_id&_count=50
Patient?_sort=birthdate,_id
Patient?_sort=-birthdate,_id
Patient?_sort=family,_id&family:missing=false
Patient?_sort=gender,-_id
Patient?_sort=nonsense
Patient?_count=0
Patient?_count=3&_sort=_id
Patient?_summary=count
Patient?_summary=count&gender=male
Patient?_elements=name,gender&_id=patient-02
Patient?_summary=text&_id=patient-02
Patient?_summary=true&_id=patient-02
Patient?_summary=data&_id=patient-02
Patient?nonsense=x
Patient?name:nonsense=x
Patient?family:text=smith
Patient?birthdate:exact=1950
Patient?_include=Patient:organization&_id=patient-01
Patient?_include=Patient:nonsense&_id=patient-01
Patient?_include=Patient:organization&_include:iterate=Organization:partof&_id=patient-02
Patient?_include=*&_id=patient-02
Patient?_revinclude=Observation:subject&_id=patient-02
Patient?_revinclude=Encounter:patient&_revinclude:iterate=Observation:encounter&_id=patient-01
Encounter?_include=Encounter:location&_include:iterate=Location:organization&status=planned
Encounter?_include=Encounter:subject:Patient&status=finished
Encounter?date=2026-01-15
Encounter?date=2026-01
Encounter?date=ge2026-01-15
Encounter?date=ge2026-01-20
Encounter?date=ge2026-02-10
Encounter?date=le2026-01-15
Encounter?date=le2026-01-10
Encounter?date=gt2026-01-15
Encounter?date=lt2026-01-15
Encounter?date=sa2026-01-15
Encounter?date=eb2026-01-15
Encounter?date=ne2026-01
Encounter?date:missing=true
Encounter?class=AMB
Encounter?class:not=AMB
Encounter?location.name=ward 4
Encounter?location.organization.name=north
Encounter?patient=patient-03
Encounter?patient=Patient/patient-03
Encounter?subject=Patient/patient-03,Patient/patient-04
Encounter?patient.birthdate=lt1960
Encounter?participant:Practitioner.name=núñez
Encounter?practitioner=Practitioner/practitioner-02
Observation?code=8867-4
Observation?code=http://loinc.org|8867-4
Observation?code=|local-1
Observation?code=local-1
Observation?code:text=said
Observation?code:text=heart
Observation?code:text=blood
Observation?code:not=8867-4
Observation?code=8867-4,718-7&status=final
Observation?category=vital-signs
Observation?component-code=8480-6
Observation?combo-code=8480-6
Observation?value-concept=260385009
Observation?value-string=100
Observation?value-string:contains=%
Observation?value-string:contains=normal
Observation?value-quantity=5
Observation?value-quantity=5.4
Observation?value-quantity=100
Observation?value-quantity=1e2
Observation?value-quantity=gt100
Observation?value-quantity=ge100
Observation?value-quantity=lt5.4
Observation?value-quantity=le5.4
Observation?value-quantity=ne100
Observation?value-quantity=ap100
Observation?value-quantity=72|http://unitsofmeasure.org|/min
Observation?value-quantity=72||/min
Observation?value-quantity=5400|http://unitsofmeasure.org|g
Observation?value-quantity=many
Observation?date=2026-07-01
Observation?date=2026-07-02
Observation?date=2026-07-02T00:30:00+01:00
Observation?patient=Patient/patient-29
Observation?subject=Patient/patient-29/_history/1
Encounter?subject={base}/Patient/patient-03
Encounter?subject=https://elsewhere.example.org/fhir/Patient/patient-03
POST Patient?family=smith&gender=female
POST Patient?_has:Observation:patient:code=http://loinc.org|8867-4&_sort=-_id
POST Encounter?subject=Patient/patient-03,Patient/patient-04&_include=Encounter:subject
POST Patient?nonsense=x
Patient?name=smith&name=ada
Patient?given=ada&given=zoe
Observation?subject:identifier=https://fhir.nhs.uk/Id/nhs-number|9000000000
Observation?subject:missing=true
Observation?encounter=Encounter/encounter-03
Observation?encounter.status=finished&code=718-7
Observation?patient:Patient.general-practitioner:Practitioner.name=smith
Observation?code-value-quantity=8867-4$72
Observation?_filter=status eq final
Condition?code:in=http://example.org/ValueSet/x
Location?near=51.5|-0.1|10|km
DiagnosticReport?result.code=8867-4
DiagnosticReport?based-on.priority=urgent
Organization?partof=Organization/organization-01
Organization?name=trust of
Organization?partof:missing=true
Group?member=Patient/patient-01
Immunization?date=2025-11-15
Immunization?lot-number=lot
Nonsense?name=x
""".strip().splitlines()


class Generator:
    """Draws searches whose values are in the data; the same ones each time."""

    def __init__(self):
        self.random = random.Random(SEED + 1)

    def prefixed(self, values, prefixes=("", "eq", "ne", "gt", "lt", "ge", "le", "sa", "eb")):
        return self.random.choice(prefixes) + str(self.random.choice(values))

    def alternatives(self, values):
        return ",".join(self.random.sample(values, self.random.choice([1, 1, 2])))

    def piece(self, text):
        """The beginning of a word, as a person types it."""
        return text[: self.random.randint(2, len(text))].lower()

    def patient(self):
        pick = self.random.choice
        return pick([
            lambda: "name=" + self.piece(pick(FAMILIES)),
            lambda: "family:contains=" + pick(FAMILIES)[1:4],
            lambda: "given" + pick(["", ":exact"]) + "=" + pick(GIVEN),
            lambda: "address-city=" + self.piece(pick(CITIES)),
            lambda: "birthdate=" + self.prefixed(BIRTHS),
            lambda: "identifier=" + pick(["", NUMBERS + "|"]) + f"90000{self.random.randrange(30):05}",
            lambda: "gender" + pick(["", ":not"]) + "=" + pick(["female", "male", "other"]),
            lambda: "active=" + pick(["true", "false"]),
            lambda: "_has:Encounter:patient:date=" + self.prefixed(["2026-01-12", "2026-02", "2026"]),
            lambda: "_has:Condition:subject:code=" + pick(PROBLEMS)[0],
            lambda: "organization:Organization.name=" + pick(["camden", "north", "st"]),
        ])()

    def observation(self):
        pick = self.random.choice
        return pick([
            lambda: "code=" + self.alternatives([LOINC + "|" + each[0] for each in TESTS]),
            lambda: "date=" + self.prefixed(TIMES),
            lambda: "status" + pick(["", ":not"]) + "=" + self.alternatives(["final", "amended", "preliminary"]),
            lambda: "patient.gender=" + pick(["female", "male"]),
            lambda: "subject:Patient.name=" + self.piece(pick(FAMILIES)),
            lambda: f"patient=Patient/patient-{self.random.randint(1, 12):02}",
            lambda: "value-quantity=" + pick(["gt", "lt", "ge", "le"]) + pick(["6", "72.2", "99", "120"]),
            lambda: "encounter.class=" + pick(["AMB", "IMP"]),
        ])()

    def condition(self):
        pick = self.random.choice
        return pick([
            lambda: "code=" + self.alternatives([SNOMED + "|" + each[0] for each in PROBLEMS]),
            lambda: "onset-date=" + self.prefixed(TIMES),
            lambda: "recorded-date" + pick([":missing=true", ":missing=false"]),
            lambda: "clinical-status=active",
            lambda: "subject.family=" + self.piece(pick(FAMILIES)),
        ])()

    def question(self):
        kind, draw = self.random.choice(
            [("Patient", self.patient), ("Observation", self.observation), ("Condition", self.condition)])
        parts = sorted({draw() for _ in range(self.random.choice([1, 1, 2]))})
        return f"{kind}?{'&'.join(parts)}"


def questions():
    """The searches, none twice."""
    generator, asked = Generator(), list(dict.fromkeys(WRITTEN))
    while len(asked) < COUNT:
        drawn = generator.question()
        if drawn not in asked:
            asked.append(drawn)
    return asked


def address(question):
    """The question as it stands in a URL."""
    return quote(question, safe="?&=:,|$/'-_.!*~{}")
