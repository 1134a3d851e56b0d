# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What Londoners see of themselves."""

from checks import page_is_here, page_is_sound
from site_walk import SECTIONS


def test_londoner_pages_are_accessible(world):
    """A Londoner's pages, and every section of the record in plain words, are free of axe violations"""
    walk, browser = world.walk, world.browser
    walk.sign_in("londoner", "lead")
    for path in ("/me", "/me/record", "/me/who-looked", "/me/record/results/potassium"):
        walk.go(path)
        page_is_here(browser, path)
        page_is_sound(browser, path)
    for section in SECTIONS:
        walk.go(f"/me/record/{section}")
        page_is_here(browser, section)
        page_is_sound(browser, f"own {section}")


def test_who_looked(world):
    """A Londoner reads who looked, when, from where and why, newest first, emergency access with its reason"""
    walk, browser = world.walk, world.browser
    walk.open_record()
    walk.open_in_emergency()
    walk.sign_in("londoner", "lead")
    assert "Emergency access to your record was used" in browser.text(), "not told at once of emergency access"
    walk.go("/me/who-looked")
    looks = browser.all(".looks > li")
    emergency = next(each.text for each in looks if "Emergency access" in each.text and "not allowed" not in each.text)
    for part in ("Dr Ngozi Mohamed", "From where", "Synthetic Forest Gate Infirmary", "Brought in confused after a fall"):
        assert part in emergency, f"“{part}” missing from {emergency}"
    care = next(each.text for each in looks if "Dr Blessing Mensah" in each.text)
    for part in ("For your care: you are registered there", "Synthetic Canal Side Surgery", "Opened the record"):
        assert part in care, f"“{part}” missing from {care}"
    texts = [each.text for each in looks]
    assert texts.index(emergency) < texts.index(care), "the older look stands first"
    assert all("Number in the log: " in each for each in texts), "a look that cannot be asked about"


def test_plain_words(world):
    """A Londoner's record holds none of the words that only staff use"""
    walk, browser = world.walk, world.browser
    walk.sign_in("londoner", "lead")
    for section in ("medicines", "results", "problems", "resuscitation", "allergies"):
        walk.go(f"/me/record/{section}")
        text = browser.text()
        for word in ("break-glass", "misuse", "VIP", "citizen", "node", "social-care package", "Do not attempt CPR"):
            assert word not in text, f"“{word}” in {section}"


def test_sensitive_sources_are_counted_not_named(world):
    """Sources whose names would tell something sensitive are counted in one line, to staff and to the person"""
    walk, browser = world.walk, world.browser
    walk.sign_in("londoner", "lead")
    walk.go("/me/record")
    assert "never say here whether they know someone" in browser.one(".coverage").text
    record = walk.open_record()
    browser.press(browser.one(".coverage summary"))
    rows = [each.text for each in browser.all(".coverage tbody th") if "not shown" in each.text]
    assert 0 < len(rows) <= 4, f"{len(rows)} lines for unnamed sources: {rows}"
    assert "Quayside Clinic" not in browser.driver.page_source, "a sensitive source is named"
    assert record
