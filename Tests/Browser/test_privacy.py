# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What must not be told, kept or let in."""

import json

from person import PERSON
from plain_http import request
from site_walk import SECTIONS


def cookies(browser):
    return {each["name"]: each["value"] for each in browser.driver.get_cookies()}


def test_headers(world):
    """Every page forbids scripts, frames, guessing of types and, where a person is on it, keeping"""
    record = world.walk.open_record()
    own = cookies(world.browser)
    for path in ("/", "/areas", "/sign-in", "/staff", record, f"{record}/medicines", f"{record}/print", "/none"):
        answer = request(world.base + path, cookies=own)
        headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy, f"{path}: {policy}"
        assert "unsafe" not in policy and "script-src" not in policy, f"{path}: {policy}"
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert "no-store" in headers["Cache-Control"], f"{path}: {headers['Cache-Control']}"
        assert b"style=" not in answer.body and b"<script" not in answer.body and b" onclick" not in answer.body, path


def test_cookie(world):
    """The session's cookie is out of reach of scripts and of other sites"""
    world.walk.sign_in("staff", "gp")
    found = [each for each in world.browser.driver.get_cookies() if len(each["value"]) > 20]
    assert found, "no session cookie"
    for each in found:
        assert each["httpOnly"] and each["sameSite"] in ("Lax", "Strict"), each


def test_nothing_comes_from_elsewhere(world):
    """No page asks any other server for anything, and no browser complains about one"""
    walk, browser = world.walk, world.browser
    browser.driver.get_log("performance")
    browser.driver.get_log("browser")
    record = walk.open_record()
    for path in (f"{record}/results/potassium", f"{record}/print", "/areas", "/feeds"):
        walk.go(path)
    asked = []
    for entry in browser.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.append(message["params"]["request"]["url"])
    assert len(asked) > 5, "no request was seen"
    strange = [each for each in asked if not each.startswith((world.base, "data:", "about:"))]
    assert not strange, f"asked elsewhere: {strange}"
    complaints = [each["message"] for each in browser.driver.get_log("browser") if each["level"] == "SEVERE"]
    assert not complaints, complaints


def test_addresses_and_titles_name_nobody(world):
    """No NHS number, name or birth date stands in any address, title or request while a person is found and read"""
    walk, browser = world.walk, world.browser
    browser.driver.get_log("performance")
    record = walk.open_record()
    for section in SECTIONS:
        walk.go(f"{record}/{section}")
        told = [each for each in [browser.driver.title, *browser.links("a")] if PERSON.tells(each)]
        assert not told, f"{section}: {told[:3]}"
    for entry in browser.driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = message["params"]["request"]["url"]
            assert not PERSON.tells(address), f"asked for {address}"


def test_a_record_belongs_to_one_session(world):
    """Another session's record address answers as one that does not exist, byte for byte"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    walk.sign_in("staff", "ed-doctor")
    own = cookies(browser)
    theirs = request(world.base + record, cookies=own)
    none = request(world.base + "/record/AAAAAAAAAAAAAAAAAAAAAA", cookies=own)
    assert theirs.status == none.status == 404
    assert theirs.body == none.body, "the two can be told apart"
    for path in (f"{record}/medicines", f"{record}/fhir", f"{record}/documents/x/file/0"):
        answer = request(world.base + path, cookies=own)
        assert answer.status == 404 and not PERSON.tells(answer.text), path


def test_without_a_session_nothing_opens(world):
    """Without a session, or with a forged or ended one, no page of a person opens"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    live = cookies(browser)
    walk.sign_out()
    name = next(name for name, value in live.items() if len(value) > 20)
    forged = {name: live[name][:-4] + "AAAA"}
    for sent in (None, {name: "forged"}, forged, live):
        for path in (record, f"{record}/medicines", "/staff", "/me", "/me/record", "/me/who-looked"):
            answer = request(world.base + path, cookies=sent)
            assert answer.status in (200, 303, 404), f"{path}: {answer.status}"
            assert not PERSON.tells(answer.text.replace("/sign-in", "")), f"{path} tells of the person"
            if answer.status == 200:
                assert "signed out" in answer.text, f"{path} opened"


def test_forms_need_their_token(world):
    """A form without the session's own token does nothing and says so"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    own = cookies(browser)
    wish = {"by": "number", "nhs-number": "9990000018", "birth-day": PERSON.day}
    wish |= {"birth-month": PERSON.month, "birth-year": PERSON.year}
    for token in ({}, {"csrf": ""}, {"csrf": "forged"}, {"csrf": own[next(iter(own))]}):
        for path in ("/staff/find", "/staff/open", f"{record}/wrong-person", "/sign-out"):
            answer = request(world.base + path, cookies=own, form={**wish, **token})
            assert answer.status == 403, f"{path} with {token}: {answer.status}"
            assert "This form is too old" in answer.text, path
    assert request(world.base + record, cookies=own).status == 200, "a forged form closed the record"


def test_expired_form_page_is_accessible(world):
    """A form whose token is no longer good leads to a page that says what to do, free of axe violations"""
    walk, browser = world.walk, world.browser
    walk.sign_in("staff", "gp")
    browser.driver.execute_script("document.querySelector('main input[name=csrf]').value = 'old'")
    walk.send("number")
    assert browser.heading == "This form is too old"
    assert not browser.faults_of_access()


def test_londoners_and_staff_are_kept_apart(world):
    """A Londoner opens no page of staff, and staff no page of a Londoner"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    walk.go("/me/record")
    assert walk.path() == "/sign-in", walk.path()
    walk.sign_in("londoner", "daughter")
    for path in ("/staff", record):
        walk.go(path)
        assert walk.path() == "/sign-in", f"{path} led to {walk.path()}"
