# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The resources that are searched on two servers: made-up people with names, times and codes at the edges of FHIR."""

import random

SEED = 20_260_703

NUMBERS = "https://fhir.nhs.uk/Id/nhs-number"
MRN = "https://mrn.example.org"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"

FAMILIES = [
    "Okafor", "O'Brien", "Núñez", "Nunez", "Smith", "SMITHERS", "van der Berg", "Łukasz", "Ng", "Smith-Jones"]
GIVEN = ["Ada", "Zoë", "Zoe", "Jean Paul", "María", "Li", "Amina", "ada"]
CITIES = ["London", "Londonderry", "Hackney", "Tower Hamlets", "Kingston upon Thames"]
# Of every precision that R4 has.
BIRTHS = ["1944", "1950-04", "1950-04-01", "1961-12-31", "1984-02-29", "2001-07-15", "2020-01-01"]
TIMES = [
    "2024", "2025-11", "2026-01-15", "2026-01-15T09:30:00Z", "2026-01-15T09:30:00+01:00", "2026-01-15T09:30:00.500Z",
    "2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-06-30", "2026-12-31T12:00:00Z",
]
PERIODS = [
    {"start": "2026-01-10", "end": "2026-01-20"},
    {"start": "2026-01-15T08:00:00Z", "end": "2026-01-15T18:00:00Z"},
    {"start": "2026-02-01"},
    {"end": "2026-01-31"},
    {"start": "2025-12-30T22:00:00Z", "end": "2026-01-02T06:00:00Z"},
]
TESTS = [
    ("8867-4", "Heart rate", "/min"), ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL"),
    ("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL"), ("29463-7", "Body weight", "kg"),
]
VALUES = [5, 5.4, 5.40, 72, 72.5, 99.5, 100, 100.4, 140, 0.001]
PROBLEMS = [("44054006", "Type 2 diabetes mellitus"), ("38341003", "Hypertension"), ("195967001", "Asthma")]


def concept(system, code, display, text=None):
    return {"coding": [{"system": system, "code": code, "display": display}], **({"text": text} if text else {})}


def reference(resource):
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


class Data:
    """The resources, in an order in which each comes after those that it refers to."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.resources = []
        self.counts = {}
        self.places()
        self.people()
        self.care()
        self.edges()

    def add(self, kind, **members):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        made = {"resourceType": kind, "id": f"{kind.lower()}-{self.counts[kind]:02}", **members}
        self.resources.append(made)
        return made

    def of(self, kind):
        return [each for each in self.resources if each["resourceType"] == kind]

    def places(self):
        trust = self.add("Organization", active=True, name="North London Trust", alias=["NLT", "Trust of the North"])
        for name in ["Camden Clinic", "camden laboratory", "St Ann's"]:
            self.add("Organization", active=name != "St Ann's", name=name, partOf=reference(trust))
        for number, name in enumerate(["Ward 4", "Ward 40", "Theatre"]):
            status = "active" if number else "suspended"
            self.add("Location", status=status, name=name, managingOrganization=reference(trust))
        for family in ["Adeyemi", "Smith", "Núñez"]:
            person = self.add("Practitioner", active=True, name=[{"family": family, "given": ["Dr"]}])
            self.add("PractitionerRole", active=True, practitioner=reference(person), organization=reference(trust))

    def people(self):
        for number in range(30):
            pick = self.random.choice
            person = {
                "identifier": [{"system": NUMBERS, "value": f"90000{number:05}"}],
                "name": [{"use": "official", "family": FAMILIES[number % 10], "given": [pick(GIVEN), pick(GIVEN)]}],
                "gender": pick(["female", "male", "other"]),
                "active": pick([True, False]),
                "birthDate": BIRTHS[number % 7],
                "address": [{"line": [f"{number} Mare Street"], "city": pick(CITIES),
                             "postalCode": f"E8 {number % 9}AA", "country": "GB"}],
                "managingOrganization": reference(pick(self.of("Organization"))),
                "generalPractitioner": [reference(pick(self.of("Practitioner") + self.of("Organization")))],
            }
            if number % 3 == 0:
                person["identifier"].append({"value": f"NOSYS{number}"})
                person["telecom"] = [{"system": "phone", "value": f"020 7946 {number:04}"},
                                     {"system": "email", "value": f"p{number}@example.org"}]
            if number % 5 == 0:
                del person["gender"], person["address"]
            if number % 7 == 3:
                person["deceasedBoolean"] = number % 2 == 0
            if number % 7 == 4:
                person["deceasedDateTime"] = "2026-01-15"
            if number % 6 == 5:
                person["meta"] = {"tag": [{"system": "https://tags.example.org", "code": "study"}]}
            self.add("Patient", **person)

    def care(self):
        pick, places, people = self.random.choice, self.of("Location"), self.of("Patient")
        for number in range(24):
            self.add(
                "Encounter", status=pick(["finished", "in-progress", "planned"]),
                **{"class": {"system": ACT, "code": pick(["AMB", "IMP", "EMER"])}},
                subject=reference(people[number % 12]), period=PERIODS[number % 5],
                location=[{"location": reference(pick(places))}],
                participant=[{"individual": reference(pick(self.of("Practitioner")))}])
        for number in range(60):
            code, display, unit = TESTS[number % 4]
            value = VALUES[number % 10]
            seen = {"effectiveDateTime": TIMES[number % 10]}
            if number % 6 == 5:
                seen = {"effectivePeriod": PERIODS[number % 5]}
            self.add(
                "Observation", status=pick(["final", "amended", "preliminary"]),
                code=concept(LOINC, code, display, f"{display} as measured" if number % 2 else None),
                category=[concept(CATEGORY, pick(["vital-signs", "laboratory"]), "Category")],
                subject=reference(people[number % 10]), encounter=reference(pick(self.of("Encounter"))), **seen,
                valueQuantity={"value": value, "unit": unit, "system": UCUM, "code": unit})
        for number in range(18):
            code, display = PROBLEMS[number % 3]
            problem = {"recordedDate": TIMES[number % 10]} if number % 3 else {}
            self.add(
                "Condition", subject=reference(people[number % 9]), code=concept(SNOMED, code, display),
                clinicalStatus=concept(CLINICAL, pick(["active", "resolved"]), "Status"),
                onsetDateTime=TIMES[(number + 3) % 10], **problem)
        for number in range(12):
            asked = self.add(
                "ServiceRequest", status=pick(["active", "completed"]), intent="order",
                priority=pick(["routine", "urgent"]), code=concept(LOINC, "58410-2", "CBC panel"),
                subject=reference(people[number % 8]), authoredOn=TIMES[number % 10],
                requester=reference(pick(self.of("Practitioner"))))
            self.add(
                "DiagnosticReport", status="final", code=concept(LOINC, "58410-2", "CBC panel", "Blood count"),
                subject=asked["subject"], basedOn=[reference(asked)], issued="2026-01-16T08:00:00Z",
                result=[reference(each) for each in self.random.sample(self.of("Observation"), 2)])

    def edges(self):
        """What one server or another is known to trip over."""
        person = reference(self.of("Patient")[0])
        self.add("Observation", status="final", code=concept(LOINC, "8867-4", "Heart rate"), subject=person,
                 valueString="100% of the normal", effectiveInstant="2026-01-15T09:30:00Z")
        self.add("Observation", status="final", code={"text": "Said by the patient"}, subject=person,
                 valueCodeableConcept=concept(SNOMED, "260385009", "Negative"))
        self.add("Observation", status="final", code={"coding": [{"code": "local-1"}]},
                 subject={"identifier": {"system": NUMBERS, "value": "9000000000"}})
        self.add("Observation", status="final", code=concept(LOINC, "85354-9", "Blood pressure"), subject=person,
                 component=[{"code": concept(LOINC, "8480-6", "Systolic")},
                            {"code": concept(LOINC, "8462-4", "Diastolic")}])
        self.add("Observation", status="final", code=concept(LOINC, "29463-7", "Body weight"), subject=person,
                 effectiveDateTime="2026-07-01T23:30:00Z",
                 valueQuantity={"value": 103, "unit": "kg", "system": UCUM, "code": "kg"})
        self.add("Observation", status="final", code=concept(LOINC, "29463-7", "Body weight"),
                 subject={"reference": "Patient/patient-29/_history/1"}, effectiveDateTime="2026-07-02",
                 valueQuantity={"value": 95, "unit": "kg", "system": UCUM, "code": "kg"})
        self.add("Patient", name=[{"text": "Núñez, Jean Paul"}], link=[{"other": person, "type": "seealso"}])
        self.add("Patient", identifier=[{"system": MRN, "value": "A|B"}], name=[{"family": "Comma, Back\\slash"}])
        self.add("Group", type="person", actual=True, name="Camden cohort", member=[{"entity": person}])
        self.add("Immunization", status="completed", patient=person, occurrenceDateTime="2025-11",
                 vaccineCode=concept(SNOMED, "1119349007", "COVID-19 vaccine"), lotNumber="LOT-7a")

    def transaction(self):
        """One transaction that gives both servers the same resources under the same ids."""
        return {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [
                {"resource": each, "request": {"method": "PUT", "url": f"{each['resourceType']}/{each['id']}"}}
                for each in self.resources
            ],
        }
