# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""SMART's own Python client, fhirclient, against a node. It reads every answer into classes of R4, which are strict."""

import json
from contextlib import contextmanager

import requests
from fhirclient import client
from fhirclient.models.bundle import Bundle, BundleEntry, BundleEntryRequest
from fhirclient.models.capabilitystatement import CapabilityStatement
from fhirclient.models.encounter import Encounter
from fhirclient.models.observation import Observation
from fhirclient.models.operationoutcome import OperationOutcome
from fhirclient.models.organization import Organization
from fhirclient.models.patient import Patient
from fhirclient.server import FHIRNotFoundException, FHIRUnauthorizedException

from records import CLINIC, encounter, heart_rate, organization, patient
from servers import Node
from signing import exchange_keys, exchange_token


def connected(node):
    """A client that has read the CapabilityStatement, as an application begins."""
    smart = client.FHIRClient(settings={"app_id": "onelondon-tests", "api_base": node.base})
    assert smart.prepare() and smart.ready, "the client found no way in"
    return smart.server


@contextmanager
def with_headers(server, **headers):
    """Sends headers for which the client has no argument of its own."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    server.session.headers.update(names)
    try:
        yield
    finally:
        for name in names:
            del server.session.headers[name]


def refusal(call, status):
    """The OperationOutcome that comes with the error that the call ends in."""
    try:
        call()
    except (FHIRNotFoundException, FHIRUnauthorizedException, requests.HTTPError) as error:
        assert error.response.status_code == status, f"{error.response.status_code}: {error.response.text}"
        return OperationOutcome(error.response.json())
    raise AssertionError(f"nothing was refused; {status} was awaited")


def all_resources(search, server):
    return list(search.perform_resources_iter(server))


def created(kind, body, server):
    """The resource as the server keeps it after a create."""
    kept = kind(kind(body).create(server))
    kept.origin_server = server
    assert kept.id and kept.meta.versionId == "1", kept.as_json()
    return kept


def test_fhirclient_reads_what_the_node_offers(world):
    """fhirclient reads the CapabilityStatement and finds what it needs"""
    statement = connected(world.node).capabilityStatement
    assert isinstance(statement, CapabilityStatement)
    assert statement.fhirVersion == "4.0.1" and statement.kind == "instance"
    offered = {each.type: {one.code for one in each.interaction or ()} for each in statement.rest[0].resource}
    assert len(offered) > 100, len(offered)
    wanted = {"read", "vread", "create", "update", "delete", "search-type", "history-instance"}
    assert wanted <= offered["Patient"], offered["Patient"]
    # Nothing is sent for Subscriptions, and Parameters only go with operations.
    assert "create" not in offered["Subscription"] and not offered["Parameters"]
    assert "Nobody is asked to sign in" in statement.rest[0].security.description


def test_fhirclient_creates_reads_and_updates(world):
    """fhirclient creates resources that refer to each other, reads them, a version of them, and updates them"""
    server = connected(world.node)
    clinic = created(Organization, organization(), server)
    person = created(Patient, patient("Achebe", clinic=f"Organization/{clinic.id}"), server)
    read = Patient.read(person.id, server)
    assert read.as_json() == person.as_json()
    assert read.name[0].family == "Achebe" and read.birthDate.isostring == "1950-04-01"
    # The client follows the reference itself.
    home = read.managingOrganization.resolved(Organization) or Organization.read_from(
        read.managingOrganization.reference, server)
    assert home.name == CLINIC

    read.name[0].given = ["Chinua", "Albert"]
    with with_headers(server, If_Match='W/"1"'):
        second = Patient(read.update(server))
    assert second.meta.versionId == "2" and second.name[0].given == ["Chinua", "Albert"]
    first = Patient.read_from(f"Patient/{person.id}/_history/1", server)
    assert first.meta.versionId == "1" and first.name[0].given == ["Chinua"]

    with with_headers(server, If_Match='W/"1"'):
        outcome = refusal(lambda: read.update(server), 412)
    assert outcome.issue[0].code == "conflict", outcome.as_json()
    assert Patient.read(person.id, server).meta.versionId == "2"


def test_fhirclient_creates_once(world):
    """fhirclient creates a person once, however often it asks with the same condition"""
    server = connected(world.node)
    body = patient("Mensah", number="9000000009")
    condition = "identifier=https://fhir.nhs.uk/Id/nhs-number|9000000009"
    with with_headers(server, If_None_Exist=condition):
        answers = [Patient(body).create(server) for _ in range(3)]
    assert {each["id"] for each in answers} == {answers[0]["id"]}
    found = all_resources(Patient.where({"identifier": "https://fhir.nhs.uk/Id/nhs-number|9000000009"}), server)
    assert [each.id for each in found] == [answers[0]["id"]]
    assert found[0].meta.versionId == "1"


def test_fhirclient_turns_every_page(world):
    """fhirclient turns every page of a search and gets each match once, in order"""
    server = connected(world.node)
    days = range(1, 24)
    ids = [created(Patient, patient(f"Page{day:02}", born=f"1960-01-{day:02}"), server).id for day in days]
    search = Patient.where({"family": "page", "_sort": "-birthdate", "_count": "5"})
    pages = list(search.perform_iter(server))
    assert [len(page.entry) for page in pages] == [5, 5, 5, 5, 3]
    assert all(page.type == "searchset" for page in pages)
    assert [entry.resource.id for page in pages for entry in page.entry] == list(reversed(ids))


def test_fhirclient_follows_references(world):
    """fhirclient gets included resources and searches through references"""
    server = connected(world.node)
    clinic = created(Organization, organization(), server)
    one = created(Patient, patient("Okri", clinic=f"Organization/{clinic.id}"), server)
    other = created(Patient, patient("Soyinka"), server)
    visits = [created(Encounter, encounter(f"Patient/{each.id}"), server) for each in (one, other)]
    rates = [created(Observation, heart_rate(f"Patient/{one.id}", rate), server) for rate in (61, 72, 140)]

    found = all_resources(Encounter.where({"subject": {"$type": "Patient", "family": "okri"}}), server)
    assert [each.id for each in found] == [visits[0].id]
    found = all_resources(Encounter.where({"patient": {"organization": {"name": CLINIC.lower()}}}), server)
    assert [each.id for each in found] == [visits[0].id]

    included = all_resources(Encounter.where({"patient": f"Patient/{one.id}"}).include("subject"), server)
    assert {(each.resource_type, each.id) for each in included} == {("Encounter", visits[0].id), ("Patient", one.id)}
    reverse = all_resources(Patient.where({"family": "okri"}).include("subject", Observation, reverse=True), server)
    assert {each.id for each in reverse} == {one.id, *(each.id for each in rates)}
    fast = all_resources(Observation.where({"value-quantity": "gt100", "code": "http://loinc.org|8867-4"}), server)
    assert [(each.id, each.valueQuantity.value) for each in fast] == [(rates[2].id, 140)]


def test_fhirclient_sends_a_transaction(world):
    """fhirclient sends a transaction whose entries refer to each other, and all of it is done or none"""
    server = connected(world.node)

    def entry(address, resource):
        return BundleEntry({
            "fullUrl": address, "resource": resource,
            "request": {"method": "POST", "url": resource["resourceType"]}})

    bundle = Bundle({"resourceType": "Bundle", "type": "transaction"})
    bundle.entry = [
        entry("urn:uuid:1fb0fd8c-9c10-4d5c-9e3c-6b4f2b8a0001", patient("Emecheta")),
        entry("urn:uuid:1fb0fd8c-9c10-4d5c-9e3c-6b4f2b8a0002",
              heart_rate("urn:uuid:1fb0fd8c-9c10-4d5c-9e3c-6b4f2b8a0001", 66)),
    ]
    answer = Bundle(bundle.create(server))
    assert answer.type == "transaction-response"
    assert [each.response.status.split()[0] for each in answer.entry] == ["201", "201"]
    person, rate = (each.response.location.split("/_history/")[0].split("/fhir/")[-1] for each in answer.entry)
    assert Observation.read_from(rate, server).subject.reference == person

    bundle.entry[0].resource.name[0].family = "Nobody"
    bundle.entry[1].request = BundleEntryRequest({"method": "PUT", "url": "Observation/other"})
    bundle.entry[1].resource.id = "this"
    outcome = refusal(lambda: bundle.create(server), 400)
    assert outcome.issue[0].severity == "error", outcome.as_json()
    assert all_resources(Patient.where({"family": "nobody"}), server) == []


def test_fhirclient_reads_history_and_what_is_gone(world):
    """fhirclient reads the history of a person and hears that a deleted one is gone"""
    server = connected(world.node)
    person = created(Patient, patient("Head"), server)
    person.active = False
    Patient(person.update(server))
    assert person.delete(server) is None
    assert refusal(lambda: Patient.read(person.id, server), 410).issue[0].code == "deleted"
    assert refusal(lambda: Patient.read("nobody", server), 404).issue[0].code == "not-found"
    history = Bundle.read_from(f"Patient/{person.id}/_history", server)
    assert history.type == "history"
    assert [each.request.method for each in history.entry] == ["DELETE", "PUT", "POST"]
    assert [each.response.etag for each in history.entry] == ['W/"3"', 'W/"2"', 'W/"1"']
    assert [each.resource.active for each in history.entry[1:]] == [False, True]
    assert all_resources(Patient.where({"family": "head"}), server) == []


def test_fhirclient_hears_what_is_wrong(world):
    """fhirclient hears in an OperationOutcome what is wrong with a resource, a search and JSON that is none"""
    server = connected(world.node)
    wrong = patient("Wrong")
    wrong["birthDate"] = "01/04/1950"
    outcome = refusal(lambda: server.post_json("Patient", wrong), 400)
    assert any("birthDate" in place for issue in outcome.issue for place in issue.expression or []), outcome.as_json()
    outcome = refusal(lambda: list(Patient.where({"surname": "x"}).perform_iter(server)), 400)
    assert "'surname'" in outcome.issue[0].diagnostics and "family" in outcome.issue[0].diagnostics
    answer = server.session.post(
        server.base_uri + "Patient", data="{", headers={"Content-Type": "application/fhir+json"})
    assert answer.status_code == 400
    assert OperationOutcome(json.loads(answer.text)).issue[0].code == "structure"


def test_fhirclient_with_a_token(world):
    """fhirclient with a token, even one signed by an exchange, gets no record from a node that answers its exchange"""
    with exchange_keys(world.program) as keys, Node(world.program, exchange_keys=keys.public) as node:
        for bearer in ["not-a-token", exchange_token(keys.private, node="ncl")]:
            server = connected(node)  # the statement is there for everyone
            with with_headers(server, Authorization=f"Bearer {bearer}"):
                for call in (
                    lambda: Patient.read("someone", server),
                    lambda: list(Patient.where({"family": "a"}).perform_iter(server)),
                    lambda: Patient(patient("Written")).create(server),
                    lambda: Bundle.read_from("_history", server),
                ):
                    outcome = refusal(call, 401)
                    assert outcome.issue[0].code == "login", outcome.as_json()
