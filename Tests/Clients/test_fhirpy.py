# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""fhirpy, the Python client by the makers of Aidbox, against a node."""

import asyncio
import json

import requests
from fhirpy import AsyncFHIRClient, SyncFHIRClient
from fhirpy.base.exceptions import AuthorizationError, MultipleResourcesFound, OperationOutcome, ResourceNotFound

from records import CLINIC, encounter, heart_rate, organization, patient
from servers import Node
from signing import exchange_keys, exchange_token

NUMBERS = "https://fhir.nhs.uk/Id/nhs-number"


def connected(node, **options):
    return SyncFHIRClient(node.base, **options)


def made(client, body):
    """The resource in the client's own class, not sent yet."""
    return client.resource(body["resourceType"], **{k: v for k, v in body.items() if k != "resourceType"})


def kept(client, body):
    """The resource as the node keeps it."""
    return made(client, body).create()


def refusal(call, kind):
    """The OperationOutcome that comes with the error that the call ends in."""
    try:
        call()
    except kind as error:
        outcome = json.loads(str(error))
        assert outcome["resourceType"] == "OperationOutcome", outcome
        return outcome["issue"]
    raise AssertionError(f"nothing was refused; {kind.__name__} was awaited")


def test_fhirpy_creates_reads_and_updates(world):
    """fhirpy creates resources that refer to each other, follows the reference, updates, refreshes, reads a version"""
    client = connected(world.node)
    clinic = kept(client, organization())
    person = kept(client, patient("Evaristo", clinic=f"Organization/{clinic.id}"))
    assert person.id and person.meta.versionId == "1"
    read = client.reference("Patient", person.id).to_resource()
    assert read.serialize() == person.serialize()
    assert read.managingOrganization.to_resource().name == CLINIC

    read["active"] = False
    read.update()
    assert read.meta.versionId == "2"
    # refresh() sends the version it knows as If-None-Match, and then keeps or replaces what it has.
    assert read.refresh().active is False
    assert person.active is True and person.refresh().active is False and person.meta.versionId == "2"
    first = client.execute(f"Patient/{person.id}/_history/1", method="get")
    assert first["meta"]["versionId"] == "1" and first["active"] is True

    stale = connected(world.node, extra_headers={"If-Match": 'W/"1"'})
    issues = refusal(lambda: made(stale, read.serialize()).update(), MultipleResourcesFound)
    assert issues[0]["code"] == "conflict", issues  # fhirpy has this one name for every 412
    assert client.get("Patient", person.id).meta.versionId == "2"


def test_fhirpy_asks_the_node_to_validate(world):
    """fhirpy asks the node whether a resource is valid and hears what is not"""
    client = connected(world.node)
    assert made(client, heart_rate("Patient/1", 60)).is_valid()
    wrong = client.resource("Observation", status="finished", code={"text": "Heart rate"})
    assert not wrong.is_valid()
    assert client.resources("Observation").fetch() == [], "asking stored something"


def test_fhirpy_creates_once(world):
    """fhirpy creates a person once under a condition, sixteen at a time, and updates by a condition"""
    body = patient("Aidoo", number="9000000017")
    condition = {"If-None-Exist": f"identifier={NUMBERS}|9000000017"}

    async def at_once():
        client = AsyncFHIRClient(world.node.base, extra_headers=condition)
        return await asyncio.gather(*(made(client, body).create() for _ in range(16)))

    assert len({each.id for each in asyncio.run(at_once())}) == 1
    client = connected(world.node)
    found = client.resources("Patient").search(identifier=f"{NUMBERS}|9000000017").fetch_all()
    assert [each.meta.versionId for each in found] == ["1"]

    search = client.resources("Patient").search(identifier=f"{NUMBERS}|9000000017")
    changed, was_created = search.update(made(client, {**body, "gender": "other"}))
    assert (changed.id, was_created, changed.gender) == (found[0].id, False, "other")
    fresh = patient("Aidoo", number="9000000025")
    search = client.resources("Patient").search(identifier=f"{NUMBERS}|9000000025")
    _, was_created = search.update(made(client, fresh))
    assert was_created

    kept(client, fresh)  # now the condition is met twice
    issues = refusal(lambda: search.update(made(client, fresh)), MultipleResourcesFound)
    assert issues[0]["code"] == "multiple-matches", issues
    # get_or_create() puts its condition where R4 has none; taking it for a plain create would double people.
    issues = refusal(lambda: search.get_or_create(made(client, fresh)), OperationOutcome)
    assert issues[0]["code"] == "not-supported" and "identifier" in issues[0]["diagnostics"], issues
    assert len(search.fetch_all()) == 2


def test_fhirpy_turns_every_page(world):
    """fhirpy turns every page of a search and gets each match once, in order"""
    client = connected(world.node)
    ids = [kept(client, patient(f"Page{number:02}", born=f"1960-01-{number:02}")).id for number in range(1, 24)]
    search = client.resources("Patient").search(family="page").sort("-birthdate").limit(5)
    assert [each.id for each in search] == list(reversed(ids))
    assert len(search.fetch()) == 5
    assert client.resources("Patient").search(family="page", _total="accurate").fetch_raw().total == 23
    # Its own count() asks Aidbox in a way that R4 does not have; without a hint the node says what it knows.
    issues = refusal(lambda: client.resources("Patient").count(), OperationOutcome)
    assert "_totalMethod" in issues[0]["diagnostics"] and "_total," in issues[0]["diagnostics"], issues


def test_fhirpy_follows_references(world):
    """fhirpy gets included resources, reverse ones too, and searches through references both ways"""
    client = connected(world.node)
    clinic = kept(client, organization())
    one = kept(client, patient("Dangarembga", clinic=f"Organization/{clinic.id}"))
    other = kept(client, patient("Vera"))
    visits = [kept(client, encounter(f"Patient/{each.id}")) for each in (one, other)]
    rates = [kept(client, heart_rate(f"Patient/{one.id}", rate)) for rate in (61, 72, 140)]

    found = client.resources("Encounter").search(patient__Patient__organization__name=CLINIC.lower()).fetch_all()
    assert [each.id for each in found] == [visits[0].id]
    found = client.resources("Patient").has(
        "Observation", "patient", code="http://loinc.org|8867-4", value_quantity="gt100").fetch_all()
    assert [each.id for each in found] == [one.id]

    bundle = client.resources("Encounter").search(patient=one).include("Encounter", "subject").fetch_raw()
    assert [(each.search.mode, each.resource.id) for each in bundle.entry] == [
        ("match", visits[0].id), ("include", one.id)]
    bundle = client.resources("Patient").search(_id=one.id).revinclude("Observation", "subject").fetch_raw()
    assert {each.resource.id for each in bundle.entry if each.search.mode == "include"} == {each.id for each in rates}
    seen = client.resources("Observation").search(patient=one, date__ge="2026-03", date__lt="2026-04")
    assert [("valueQuantity" in each, each.status) for each in seen.elements("status")] == [(False, "final")] * 3


def test_fhirpy_sends_bundles(world):
    """fhirpy sends a transaction, done or refused as a whole, and a batch, whose entries stand for themselves"""
    client = connected(world.node)
    address = "urn:uuid:c0ffee00-9c10-4d5c-9e3c-6b4f2b8a0001"
    entries = [
        {"fullUrl": address, "resource": patient("Adichie"), "request": {"method": "POST", "url": "Patient"}},
        {"resource": heart_rate(address, 66), "request": {"method": "POST", "url": "Observation"}},
        {"request": {"method": "GET", "url": "Patient?family=adichie"}},
    ]
    answer = client.resource("Bundle", type="transaction", entry=entries)
    answer = client.execute("", method="post", data=answer.serialize())
    assert [each["response"]["status"].split()[0] for each in answer["entry"]] == ["201", "201", "200"]
    person = answer["entry"][2]["resource"]["entry"][0]["resource"]
    assert client.resources("Observation").search(patient=f"Patient/{person['id']}").first().valueQuantity.value == 66

    wrong = [entries[0], {"resource": {"resourceType": "Nonsense"}, "request": {"method": "POST", "url": "Nonsense"}}]
    issues = refusal(
        lambda: client.execute("", data={"resourceType": "Bundle", "type": "transaction", "entry": wrong}),
        (OperationOutcome, ResourceNotFound))
    assert issues[0]["severity"] == "error", issues
    assert len(client.resources("Patient").search(family="adichie").fetch_all()) == 1
    answer = client.execute("", data={"resourceType": "Bundle", "type": "batch", "entry": wrong})
    statuses = [each["response"]["status"].split()[0] for each in answer["entry"]]
    assert statuses[0] == "201" and statuses[1].startswith("4"), statuses
    assert answer["entry"][1]["response"]["outcome"]["issue"][0]["severity"] == "error"


def test_fhirpy_reads_history_and_what_is_gone(world):
    """fhirpy reads the history of a person, of all people, and hears that a deleted one is gone"""
    client = connected(world.node)
    person = kept(client, patient("Emecheta"))
    person["active"] = False
    person.update()
    kept(client, patient("Okorafor"))
    person.delete()
    issues = refusal(lambda: client.get("Patient", person.id), ResourceNotFound)
    assert issues[0]["code"] == "deleted", issues
    issues = refusal(lambda: client.get("Patient", "nobody"), ResourceNotFound)
    assert issues[0]["code"] == "not-found", issues
    history = client.execute(f"Patient/{person.id}/_history", method="get")
    assert [each.request.method for each in history.entry] == ["DELETE", "PUT", "POST"]
    history = client.execute("Patient/_history", method="get")
    assert [each.request.method for each in history.entry] == ["DELETE", "POST", "PUT", "POST"]
    assert [each.name[0].family for each in client.resources("Patient").fetch_all()] == ["Okorafor"]


def test_fhirpy_hears_what_is_wrong(world):
    """fhirpy hears in an OperationOutcome what is wrong, also where it means something that R4 does not have"""
    client = connected(world.node)
    issues = refusal(lambda: kept(client, patient("Wrong", born="yesterday")), OperationOutcome)
    assert any("birthDate" in place for issue in issues for place in issue.get("expression", [])), issues
    issues = refusal(lambda: client.resources("Patient").search(surname="x").fetch(), OperationOutcome)
    assert "surname" in issues[0]["diagnostics"], issues
    # patch() sends the changed members as plain JSON, which is no patch of R4: nothing may change by it.
    person = kept(client, patient("Unpatched"))
    issues = refusal(lambda: person.patch(active=False), OperationOutcome)
    for kind in ("application/json-patch+json", "application/fhir+json", "application/xml-patch+xml"):
        assert kind in issues[0]["diagnostics"], issues
    assert client.get("Patient", person.id).meta.versionId == "1"
    # Whoever left a Subscription would wait for what is never sent.
    subscription = {
        "resourceType": "Subscription", "status": "requested", "reason": "x", "criteria": "Patient",
        "channel": {"type": "rest-hook", "endpoint": "https://elsewhere.example/told"}}
    issues = refusal(lambda: kept(client, subscription), OperationOutcome)
    assert issues[0]["code"] == "not-supported" and "Subscriptions" in issues[0]["diagnostics"], issues


def test_fhirpy_executes_operations(world):
    """fhirpy executes operations as it does by default, which is by POST, with Parameters where they have some"""
    client = connected(world.node)
    person = kept(client, patient("Emezi"))
    other = kept(client, patient("Bulawayo"))
    visit = kept(client, encounter(f"Patient/{person.id}"))
    rates = [kept(client, heart_rate(f"Patient/{person.id}", rate)) for rate in (61, 72)]
    kept(client, heart_rate(f"Patient/{other.id}", 80))

    def ids(bundle):
        return {each["resource"]["id"] for each in bundle["entry"]}

    assert ids(person.execute("$everything")) == {person.id, visit.id, *(each.id for each in rates)}
    only = {"resourceType": "Parameters", "parameter": [{"name": "_type", "valueCode": "Encounter"}]}
    assert ids(person.execute("$everything", data=only)) == {visit.id}
    assert visit.id in ids(visit.execute("$everything"))
    summary = person.execute("$summary")
    assert summary["type"] == "document" and summary["entry"][0]["resource"]["resourceType"] == "Composition"
    last = {"resourceType": "Parameters", "parameter": [
        {"name": "patient", "valueString": f"Patient/{person.id}"}, {"name": "max", "valuePositiveInt": 1}]}
    assert len(client.resources("Observation").execute("$lastn", data=last)["entry"]) == 1
    letter = kept(client, {
        "resourceType": "Composition", "status": "final", "type": {"text": "Letter"}, "date": "2026-03-01",
        "title": "Letter", "author": [{"display": "Dr A"}], "subject": {"reference": f"Patient/{person.id}"}})
    assert ids(letter.execute("$document")) == {letter.id, person.id}
    assert person.execute("$meta")["parameter"][0]["valueMeta"]["versionId"] == "1"
    wrong = {"resourceType": "Parameters", "parameter": [{"name": "_nonsense", "valueCode": "x"}]}
    issues = refusal(lambda: person.execute("$everything", data=wrong), OperationOutcome)
    assert "_nonsense" in issues[0]["diagnostics"], issues


def test_fhirpy_with_a_token(world):
    """fhirpy with a token, even one signed by an exchange, gets no record from a node that answers its exchange"""
    with exchange_keys(world.program) as keys, Node(world.program, exchange_keys=keys.public) as node:
        assert requests.get(node.base + "/metadata", timeout=10).json()["resourceType"] == "CapabilityStatement"
        for bearer in ["not-a-token", exchange_token(keys.private, node="ncl")]:
            client = connected(node, authorization=f"Bearer {bearer}")
            for call in (
                lambda: client.get("Patient", "someone"),
                lambda: client.resources("Patient").fetch_all(),
                lambda: kept(client, patient("Written")),
                lambda: client.execute("", data={"resourceType": "Bundle", "type": "batch"}),
            ):
                issues = refusal(call, AuthorizationError)
                assert issues[0]["code"] == "login", issues


def test_fhirpy_finds_places_and_addresses(world):
    """fhirpy finds the places within a distance, and what lies below and above an address"""
    client = connected(world.node)
    hospitals = [("Guy's", 51.5033, -0.0866), ("Barts", 51.5173, -0.1000), ("Leeds", 53.8067, -1.5520)]
    for name, latitude, longitude in hospitals:
        kept(client, {
            "resourceType": "Location", "name": name, "position": {"latitude": latitude, "longitude": longitude}})

    def near(question):
        return sorted(each.name for each in client.resources("Location").search(near=question).fetch_all())

    # Guy's and Barts are 1.81 km apart, and Leeds some 275 km from both.
    assert near("51.5033|-0.0866|1.8|km") == ["Guy's"]
    assert near("51.5033|-0.0866|1.82|km") == ["Barts", "Guy's"]
    assert near("51.5033|-0.0866|1820|m") == ["Barts", "Guy's"]
    assert near("51.5033|-0.0866|300|km") == ["Barts", "Guy's", "Leeds"]

    sets = ["https://a.example.org/fhir", "https://a.example.org/fhir/ValueSet", "https://a.example.org/fhirs"]
    for url in sets:
        kept(client, {"resourceType": "ValueSet", "url": url, "status": "draft"})

    def found(**question):
        return sorted(each.url for each in client.resources("ValueSet").search(**question).fetch_all())

    assert found(url=sets[0]) == sets[:1]
    assert found(url__below=sets[0]) == sets[:2]
    assert found(url__above=sets[1] + "/x") == sets[:2]
