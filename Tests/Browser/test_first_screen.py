# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What must be in sight when a record opens on a common screen."""

from browser import WIDE
from person import PERSON

# Each with the words its card's heading begins with.
CARDS = {
    "allergy state": "Known allergies",
    "resuscitation decision": "Resuscitation decision",
    "flags": "Flags",
    "high-risk medicines": "High-risk medicines",
    "last potassium and eGFR": "Last potassium and eGFR",
    "last three encounters": "Last three encounters",
}


def stands_in_first_screen(browser, element, what):
    left, top, right, bottom = browser.box(element)
    inside = left >= 0 and top >= 0 and right <= WIDE[0] and bottom <= WIDE[1]
    assert inside and bottom > top, f"{what} stands at {left:.0f}, {top:.0f} to {right:.0f}, {bottom:.0f}"


def whole_first_screen(browser):
    for selector in (".banner", ".coverage", ".banner-allergies"):
        stands_in_first_screen(browser, browser.one(selector), selector)
    cards = browser.all(".card")
    for what, heading in CARDS.items():
        card = next((each for each in cards if each.text.startswith(heading)), None)
        assert card, f"no card “{heading}”"
        for number, line in enumerate(card.find_elements("css selector", ".item, .big-value, .card-gaps, .card-alert, .from")):
            stands_in_first_screen(browser, line, f"{what}, line {number + 1}")
    encounters = next(each for each in cards if each.text.startswith("Last three encounters"))
    assert len(encounters.find_elements("css selector", ".items > li")) == 3
    values = [each.text for each in browser.all(".last-results .big-value")]
    assert len(values) == 2 and "mmol/L" in values[0] and "mL/min" in values[1], f"potassium and eGFR: {values}"


def test_first_screen_of_a_record(world):
    """At 1366×768 unscrolled all that must be seen at once is in sight"""
    world.walk.open_record()
    whole_first_screen(world.browser)


def test_first_screen_in_an_emergency(world):
    """At 1366×768 the same holds with the notice of emergency access on top"""
    world.walk.open_in_emergency()
    whole_first_screen(world.browser)


def test_banner_stays(world):
    """The banner with name, birth date, gender and NHS number stays in sight when the record is scrolled"""
    world.walk.open_record()
    browser = world.browser
    browser.driver.execute_script("window.scrollTo({top: 4000, behavior: 'instant'})")
    for selector in (".banner-person", ".banner-facts .number", ".banner-allergies"):
        stands_in_first_screen(browser, browser.one(selector), selector)
    text = browser.one(".banner").text
    for part in ("ASHDOWN, Margaret", f"{PERSON.written} (", "Female", "999 000 0018", "Known allergies"):
        assert part in text, f"“{part}” not in the banner"
