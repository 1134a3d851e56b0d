# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""What holds of every page."""

from person import PERSON


def page_is_sound(browser, place):
    """No fault of access, one heading of the first rank, nothing loaded from elsewhere, nobody named in title or URL."""
    faults = browser.faults_of_access()
    assert not faults, f"{place}: {faults}"
    assert len(browser.all("h1")) == 1, f"{place}: {len(browser.all('h1'))} h1 headings"
    assert not browser.all("script"), f"{place}: a script"
    named = PERSON.tells(browser.driver.title) or PERSON.tells(browser.address)
    assert not named, f"{place}: {named} in the title or address: {browser.driver.title} {browser.address}"


def page_is_here(browser, place):
    """Not the page that says that there is none."""
    assert "not available" not in browser.driver.title, f"{place}: not available"
    assert "went wrong" not in browser.driver.title, f"{place}: {browser.text()}"


def fits(browser, place):
    """Nothing runs off the right side."""
    wider, places = browser.overflow()
    assert wider <= 0, f"{place}: {wider} pixels too wide: {places}"
