# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Finding a person, opening the record and every page of it, as staff."""

from checks import page_is_here, page_is_sound
from person import PERSON
from site_walk import SECTIONS


def test_wrong_details_say_what_to_do(world):
    """Each wrong entry is named beside its box and above the form, with what to enter"""
    walk, browser = world.walk, world.browser
    walk.sign_in("staff", "gp")
    cases = [
        ({"nhs_number": "", "birth_day": ""}, ["Enter an NHS number", "Enter a date of birth, such as"]),
        ({"nhs_number": "999 123", "birth_day": "15"}, ["10 digits"]),
        ({"nhs_number": "999 000 0019", "birth_day": "15"}, ["typing error"]),
        ({"nhs_number": "0000000000", "birth_day": "15"}, ["belongs to nobody"]),
        ({"nhs_number": "999 000 0018", "birth_day": "32"}, ["Enter a date of birth, such as"]),
    ]
    for values, messages in cases:
        walk.go("/staff")
        walk.fill("number", **values)
        if values["birth_day"]:
            walk.fill("number", birth_month="8", birth_year="1948")
        walk.send("number")
        for message in messages:
            assert message in browser.one(".error-summary").text, f"{values}: no “{message}” above the form"
            assert message in " ".join(each.text for each in browser.all(".fault")), f"{values}: not at the field"
        assert browser.driver.title.startswith("Error: "), browser.driver.title
        target = browser.one(".error-summary a").get_attribute("href").split("#")[1]
        assert browser.all(f"#{target}"), f"the error leads to #{target}, which is not there"
        page_is_sound(browser, str(values))
    walk.go("/staff")
    walk.send("details")
    for message in ("Enter a family name", "Enter a date of birth", "Enter a postcode"):
        assert message in browser.one(".error-summary").text, f"no “{message}”"
    page_is_sound(browser, "no details")


def test_several_roles(world):
    """Staff who work in two roles are asked in which, with words when none is chosen, free of axe violations"""
    walk, browser = world.walk, world.browser
    walk.sign_in("staff", "locum")
    assert browser.one("h1").text == "Choose your role", browser.text()[:200]
    page_is_sound(browser, "choice of a role")
    browser.send(browser.one("main form button"))
    assert "Choose the role you are working in" in browser.one(".error-summary").text
    page_is_sound(browser, "no role chosen")
    browser.press(browser.all("input[name=role]")[1])
    browser.send(browser.one("main form button"))
    assert "Urgent Care" in browser.one(".site-reader").text
    walk.go("/staff/role")
    page_is_sound(browser, "another role")


def test_nobody_found(world):
    """A person whom nobody knows: the page says what to check and that it proves nothing"""
    world.walk.sign_in("staff", "gp")
    world.walk.find_by_number(number="999 000 0042", year="1950")
    assert "No record found" in world.browser.text()
    assert "does not mean" in world.browser.text()
    page_is_sound(world.browser, "no match by number")
    world.walk.find_by_details("Nobody-Known", "N1 1AA")
    assert "No record found" in world.browser.text()
    page_is_sound(world.browser, "no match by details")


def test_candidates_and_confirmation(world):
    """A list of candidates tells nothing clinical, and opening asks for two identifiers and a reason"""
    walk, browser = world.walk, world.browser
    walk.open_record()
    postcode = walk.postcode()
    walk.find_by_details("Ashdown", postcode)
    assert "ASHDOWN" in browser.text()
    for word in ("llerg", "medicine", "diagnos", "CPR", "encounter"):
        assert word not in browser.text(), f"“{word}” on the list of candidates"
    page_is_sound(browser, "candidates")
    browser.send(browser.one(".candidates button"))
    page_is_sound(browser, "confirmation")
    browser.send(browser.one("main form button"))
    assert "at least two" in browser.one(".error-summary").text and "why you need" in browser.one(".error-summary").text
    page_is_sound(browser, "confirmation with errors")
    browser.press(browser.one("#checked-name"))
    browser.press(browser.one("#purpose-direct-care"))
    browser.send(browser.one("main form button"))
    assert "at least two" in browser.one(".error-summary").text, "one identifier opened the record"
    browser.press(browser.one("#checked-birth-date"))
    browser.send(browser.one("main form button"))
    assert walk.path().startswith("/record/"), walk.path()


def test_emergency_access(world):
    """Without a relationship a record opens only with a reason, and says so on top"""
    walk, browser = world.walk, world.browser
    walk.sign_in("staff", "cardiologist")
    walk.find_by_number()
    page_is_sound(browser, "emergency access")
    handle = walk.path().split("/")[2]
    walk.go(f"/record/{handle}")
    assert walk.path().endswith("/emergency"), "the record opened without a reason"
    browser.send(browser.one("main form button"))
    assert "at least" in browser.one(".error-summary").text
    page_is_sound(browser, "emergency access with an error")
    walk.open_in_emergency()
    assert "Emergency access until" in browser.one(".record-notices").text
    page_is_sound(browser, "record in an emergency")


def test_every_page_of_a_record_is_accessible(world):
    """The record, its sections and a document, an encounter and a trend are free of axe violations"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    page_is_sound(browser, "record")
    for section in SECTIONS:
        walk.go(f"{record}/{section}")
        page_is_here(browser, section)
        page_is_sound(browser, section)
        assert "ASHDOWN" in browser.one(".banner").text, f"no banner on {section}"
    for path in ("/results/potassium", "/results/blood-pressure", "/print"):
        walk.go(record + path)
        page_is_here(browser, path)
        page_is_sound(browser, path)
    for section in ("documents", "encounters"):
        walk.go(f"{record}/{section}")
        browser.go(next(each for each in browser.links() if f"/{section}/" in each))
        page_is_sound(browser, f"one of {section}")
    walk.open_document_in_sections(record)
    page_is_sound(browser, "a document in sections")


def test_every_link_of_a_record_leads_somewhere(world):
    """Every link of the record's page and of its lists opens a page or a file"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    asked = {}
    for page in ("", "/documents", "/encounters", "/results"):
        walk.go(record + page)
        for link in browser.links():
            asked.setdefault(link, page)
    assert len(asked) > 40, f"only {len(asked)} links"
    lost = [each for each in asked if browser.fetch(each).status not in (200, 303)]
    assert not lost, f"{len(lost)} links lead nowhere: {lost[:5]}"


def test_documents_open(world):
    """Each document shows its text, opens its file or says who holds it; a file is never kept by the browser"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    walk.go(f"{record}/documents")
    files = []
    documents = [each for each in browser.links() if "/documents/" in each]
    assert len(documents) > 5, f"{len(documents)} documents"
    for link in documents:
        browser.go(link)
        own = [each for each in browser.links() if "/file/" in each]
        files += own
        texts = [each.text for each in browser.all(".letter, .told")]
        assert own or any(texts) or "Ask the source for it" in browser.text(), f"nothing to read on {link}"
    for file in files:
        answer = browser.fetch(file)
        assert answer.status == 200, f"{file}: {answer.status}"
        assert answer.body.startswith(b"%PDF") or "pdf" not in answer.headers["Content-Type"], "not the PDF"
        assert answer.headers["Cache-Control"] == "no-store"


def test_print_view(world):
    """The print view repeats the identity on every sheet and says who printed it and when"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    walk.go(f"{record}/print")
    head = browser.one("table.sheets > thead").text
    assert "ASHDOWN" in head and "999 000 0018" in head and PERSON.written in head
    assert "Printed by Dr Blessing Mensah" in browser.text()
    paper = browser.command("Page.printToPDF", preferCSSPageSize=True)["data"]
    assert len(paper) > 10_000


def test_wrong_person_closes_the_record(world):
    """“Wrong person” closes the record, and its address opens nothing any more"""
    walk, browser = world.walk, world.browser
    record = walk.open_record()
    browser.send(browser.one(".record-nav form button"))
    assert walk.path() == "/staff", walk.path()
    walk.go(record)
    assert "not available" in browser.driver.title, "the record is still open"


def test_roles_see_their_sections_only(world):
    """A receptionist's record says which sections are not for the role, and shows nothing of them"""
    walk, browser = world.walk, world.browser
    walk.sign_in("staff", "receptionist")
    walk.find_by_number()
    page_is_sound(browser, "record of a receptionist")
    walk.go(walk.path() + "/medicines")
    assert "Your role does not see this section" in browser.text()
    assert "warfarin" not in browser.driver.page_source.lower(), "a medicine on a receptionist's page"
