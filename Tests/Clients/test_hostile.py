# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What no well-meaning client sends: a node refuses it with a reason, goes on, and tells nothing of itself."""

import json
import re
import socket

from hostile_requests import Requests

J = "Content-Type: application/fhir+json\r\n"
X = "Content-Type: application/fhir+xml\r\n"
R4 = 'xmlns="http://hl7.org/fhir"'

# A refusal shows nothing of the machine or of the program's insides.
INSIDES = re.compile(rb"/tmp/|/usr/|\.sqlite|\.swift|Swift\.|_startIndex|Optional\(|SELECT |Fatal error")


def raw(node, data, wait=5):
    """All that the node sends until it closes the connection, or falls silent."""
    with socket.create_connection(("127.0.0.1", node.port), timeout=wait) as connection:
        answer = b""
        try:
            connection.sendall(data)
            while piece := connection.recv(65_536):
                answer += piece
        except (TimeoutError, ConnectionError):
            pass
        return answer


def message(method, target, headers="", body=b""):
    """One request as it goes over the wire."""
    body = body.encode() if isinstance(body, str) else body
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{method} {target} HTTP/1.1\r\nHost: x\r\n{headers}{length}".encode() + b"\r\n" + body


def closing(method, target, headers="", body=b""):
    return message(method, target, "Connection: close\r\n" + headers, body)


def statuses(answer):
    return [int(each) for each in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def outcome(answer):
    """The OperationOutcome in JSON that an answer holds, or nothing."""
    body = answer.partition(b"\r\n\r\n")[2]
    if b"application/fhir+json" not in answer.partition(b"\r\n\r\n")[0]:
        return None
    resource = json.loads(body)
    return resource if resource["resourceType"] == "OperationOutcome" else None


def nested(opening, closing_text, depth):
    return opening * depth + closing_text * depth


BODIES = {
    "nothing": "",
    "no object": "[]",
    "cut off": '{"resourceType":"Patient"',
    "two": '{"resourceType":"Patient"}{"resourceType":"Patient"}',
    "twice the same member": '{"resourceType":"Patient","gender":"male","gender":"female"}',
    "half of a character": '{"resourceType":"Patient","name":[{"family":"\\ud800"}]}',
    "not UTF-8": b'{"resourceType":"Patient","name":[{"family":"\xe9"}]}',
    "too long a form of a slash": b'{"resourceType":"Patient","name":[{"family":"\xc0\xaf"}]}',
    "UTF-16": '{"resourceType":"Patient"}'.encode("utf-16"),
    "no number": '{"resourceType":"Patient","multipleBirthInteger":NaN}',
    "an octal number": '{"resourceType":"Patient","multipleBirthInteger":012}',
    "more than a number holds": '{"resourceType":"Patient","multipleBirthInteger":99999999999999999999}',
    "100,000 arrays in each other": '{"resourceType":"Patient","x":' + nested("[", "]", 100_000) + "}",
    "100,000 objects in each other": '{"resourceType":"Patient","x":' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
    "a path as an id": '{"resourceType":"Patient","id":"../../etc/passwd"}',
    "another type": '{"resourceType":"Observation"}',
}

XML_BODIES = {
    "an entity of a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    f'<Patient {R4}><id value="&e;"/></Patient>',
    "entities that grow": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    f'<Patient {R4}><id value="&b;"/></Patient>',
    "50,000 elements in each other": f"<Patient {R4}>"
    + nested('<extension url="u">', "</extension>", 50_000) + "</Patient>",
    "another namespace": "<Patient/>",
    "another encoding": f'<?xml version="1.0" encoding="iso-8859-1"?><Patient {R4}/>',
    "cut off": f"<Patient {R4}><name>",
}

TARGETS = {
    "/fhir/../../etc/passwd": 404,
    "/fhir/Patient/..%2f..%2fetc%2fpasswd": 400,
    "/fhir/%2e%2e/metrics": 404,
    "/fhir/Patient/%00": 400,
    "/fhir/Patient/a%0d%0aX-Injected:%201": 400,
    "/fhir/Patient/a/_history/99999999999999999999": 404,
    "/fhir/Patient;x=1": 404,
    "/fhir/Nonsense": 404,
    "/fhir/Patient?_page=x": 400,
    "/fhir/Patient?identifier=%7C": 400,
    "/fhir/Patient?birthdate=2026-02-30": 400,
    "/fhir/Observation?value-quantity=1e999999999": 400,
    "/fhir/Patient?_filter=" + "(" * 500: 400,
    "/fhir/Patient?" + "link.link." * 50 + "name=x": 400,
    "/fhir/Patient?_count=-1": 400,
    "/fhir/_history?_since=x": 400,
}

# Where two readers of one message could see different ends of it.
AMBIGUOUS = {
    "length and chunks": b"POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n",
    "two lengths": b"POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\n123456789",
    "a length below nothing": b"POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Length: -6\r\n\r\n1234",
    "a folded header": b"GET /fhir/Patient HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n",
    "lines without returns": b"GET /fhir/Patient HTTP/1.1\nHost: x\n\n",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(200)),
}


def refused(name, answer, status, node):
    assert node.is_running(), f"{name}: the node has ended"
    assert statuses(answer) == [status], f"{name}: {answer[:300]}"
    assert not INSIDES.search(answer), f"{name}: {answer[:2000]}"
    found = outcome(answer)
    assert found, f"{name}: {answer[:300]}"
    assert found["issue"][0]["severity"] == "error" and found["issue"][0]["diagnostics"], f"{name}: {found}"
    assert len(answer) < 10_000, f"{name}: {len(answer)} bytes"


def stored(node):
    answer = raw(node, closing("GET", "/fhir/_history"))
    return json.loads(answer.partition(b"\r\n\r\n")[2])["total"]


def test_hostile_bodies(world):
    """Bodies that are no resources are refused with a reason, and nothing is stored"""
    node = world.node
    for name, body in BODIES.items():
        refused(name, raw(node, closing("POST", "/fhir/Patient", J, body)), 400, node)
    for name, body in XML_BODIES.items():
        answer = raw(node, closing("POST", "/fhir/Patient", X + "Accept: application/fhir+json\r\n", body))
        refused(name, answer, 400, node)
        assert b"root:" not in answer, name
    assert stored(node) == 0


def test_hostile_addresses(world):
    """Addresses that lead out, inject or overload are refused with a reason"""
    for target, status in TARGETS.items():
        answer = raw(world.node, closing("GET", target))
        refused(target[:60], answer, status, world.node)
        assert b"\r\nX-Injected" not in answer, target
    # A type is not deleted or replaced because an id is empty.
    for method in ("DELETE", "PUT"):
        body = '{"resourceType":"Patient","id":"x"}' if method == "PUT" else b""
        answer = raw(world.node, closing(method, "/fhir/Patient/", J, body))
        assert statuses(answer)[0] in (400, 404, 405, 412) and outcome(answer), f"{method}: {answer[:300]}"
    assert stored(world.node) == 0


def test_hostile_framing(world):
    """Messages whose end is in doubt are refused, and several on one connection are answered in their order"""
    for name, data in AMBIGUOUS.items():
        answer = raw(world.node, data)
        assert statuses(answer) == [400] and b"http_request" not in answer, f"{name}: {answer[:300]}"
    body = '{"resourceType":"Patient","id":"one"}'
    answer = raw(
        world.node,
        message("PUT", "/fhir/Patient/one", J, body) + message("GET", "/fhir/Patient/one")
        + message("DELETE", "/fhir/Patient/one") + closing("GET", "/fhir/Patient/one"))
    assert statuses(answer) == [201, 200, 204, 410], answer[:500]
    assert world.node.is_running()


def test_hostile_links(world):
    """Links are made from the node's own address, whatever Host or target a request names"""
    for head in ("GET http://evil.example/fhir/Patient HTTP/1.1\r\nHost: x\r\n",
                 "GET /fhir/Patient HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"):
        answer = raw(world.node, head.encode() + b"Connection: close\r\n\r\n")
        assert statuses(answer) == [200] and b"evil" not in answer, answer[:500]
        assert world.node.base.encode() in answer


def test_hostile_random_requests(world):
    """Two thousand requests at random are answered or refused with a reason, none of them by an error of the node"""
    requests = Requests(world.node)
    for number in range(2_000):
        answer = requests.send(number)
        told = f"{requests.last}: {answer.status_code} {answer.text[:300]}"
        assert world.node.is_running(), told
        assert answer.status_code < 500, told
        assert answer.elapsed.total_seconds() < 20, told
        if answer.status_code >= 400:
            assert "OperationOutcome" in answer.text[:200] and not INSIDES.search(answer.content), told
    assert {200, 201, 400, 404} <= requests.seen, requests.seen
    return f"answered with {sorted(requests.seen)}"
