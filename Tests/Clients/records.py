# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The few resources that the clients' scenarios are about."""

CLINIC = "Brixton Hill Surgery"


def organization():
    return {"resourceType": "Organization", "active": True, "name": CLINIC}


def patient(family, number=None, born="1950-04-01", clinic=None):
    body = {
        "resourceType": "Patient",
        "active": True,
        "name": [{"use": "official", "family": family, "given": ["Chinua"]}],
        "gender": "female",
        "birthDate": born,
    }
    if number:
        body["identifier"] = [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}]
    if clinic:
        body["managingOrganization"] = {"reference": clinic}
    return body


def encounter(subject):
    return {
        "resourceType": "Encounter",
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "subject": {"reference": subject},
        "period": {"start": "2026-03-02T09:00:00Z", "end": "2026-03-02T09:20:00Z"},
    }


def heart_rate(subject, rate):
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4", "display": "Heart rate"}]},
        "subject": {"reference": subject},
        "effectiveDateTime": "2026-03-02T09:05:00Z",
        "valueQuantity": {
            "value": rate, "unit": "/min", "system": "http://unitsofmeasure.org", "code": "/min"},
    }
