# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Pages that everyone can open, and those around signing in and out."""

from checks import page_is_here, page_is_sound
from site_walk import PUBLIC


def test_public_pages_are_accessible(world):
    """Every public page is free of axe violations"""
    for path in PUBLIC:
        world.walk.go(path)
        page_is_here(world.browser, path)
        page_is_sound(world.browser, path)


def test_public_pages_say_what_they_promise(world):
    """The areas, the organisations and how fresh each one's information is stand on public pages"""
    world.walk.go("/areas")
    assert len(world.browser.all(".tile")) == 33, "not 33 boroughs on the map"
    assert "After the flood" in world.browser.text(), "the map's notice is missing"
    world.walk.go("/organisations")
    rows = world.browser.all(".organisations tbody tr")
    assert len(rows) > 20, f"{len(rows)} organisations"
    assert all("received" in row.text.lower() or "Switched off" in row.text for row in rows), "a row without freshness"
    world.walk.go("/feeds")
    assert world.browser.all(".sign-missing") and world.browser.all(".sign-late"), "no feed is told to be late or down"


def test_pages_around_signing_in_are_accessible(world):
    """The issuer's page for either kind of account is free of axe violations, and so is one that is not there"""
    for path in ("/sign-in/staff", "/sign-in/londoner", "/no-such-page", "/record/none"):
        world.walk.go(path)
        page_is_sound(world.browser, path)


def test_signing_out(world):
    """After signing out the page says so, and the record and the way back are closed"""
    path = world.walk.open_record()
    world.walk.sign_out()
    page_is_sound(world.browser, "signed out")
    assert world.browser.heading == "You have signed out"
    world.walk.go(path)
    assert world.walk.path() == "/sign-in", f"led to {world.walk.path()}"
    world.browser.driver.back()
    world.browser.driver.back()
    assert "ASHDOWN" not in world.browser.driver.page_source, "the back button brings the record back"
