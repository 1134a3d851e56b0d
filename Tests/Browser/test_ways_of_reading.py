# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Narrow screens, slow lines, no scripts, dark colours."""

import time

from browser import NARROW, Browser
from checks import fits
from site_walk import PUBLIC, SECTIONS, Walk

# A line of 400 ms and 50 kB/s, and what we allow on it until the record can be read.
SLOW = {"latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000, "offline": False}
FAST = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1, "offline": False}
SECONDS_ON_SLOW_LINE = 4
BYTES_OF_RECORD_AND_STYLE = 60_000
BYTES_OF_STYLE = 40_000


def test_narrow_screens(world):
    """At 320 pixels nothing runs off the side, on any page"""
    walk, browser = world.walk, world.browser
    browser.resize(NARROW)
    for path in PUBLIC + ["/sign-in/staff"]:
        walk.go(path)
        fits(browser, path)
    record = walk.open_record()
    fits(browser, "record")
    paths = [f"{record}/{section}" for section in SECTIONS]
    for path in [*paths, f"{record}/results/potassium", f"{record}/results/blood-pressure", f"{record}/print", "/staff"]:
        walk.go(path)
        fits(browser, path)
    for section in ("documents", "encounters"):
        walk.go(f"{record}/{section}")
        browser.go(next(each for each in browser.links() if f"/{section}/" in each))
        fits(browser, f"one of {section}")
    walk.open_document_in_sections(record)
    fits(browser, "a document in sections")
    walk.go("/staff")
    walk.send("number")
    fits(browser, "errors")
    walk.sign_in("staff", "cardiologist")
    walk.find_by_number()
    fits(browser, "emergency access")
    walk.sign_in("londoner", "lead")
    own = [f"/me/record/{section}" for section in SECTIONS]
    for path in ["/me", "/me/record", "/me/who-looked", "/me/record/results/potassium", *own]:
        walk.go(path)
        fits(browser, path)


def test_targets_are_large_enough(world):
    """On touch screens buttons and links that stand alone are at least 24 pixels high"""
    walk, browser = world.walk, world.browser
    browser.resize(NARROW)
    walk.open_record()
    small = [
        each.text
        for each in browser.all(".button, .plain-button, .record-nav a, summary, .site-nav a, .check-again")
        if each.is_displayed() and browser.box(each)[3] - browser.box(each)[1] < 24
    ]
    assert not small, f"too small: {small[:5]}"


def test_slow_line(world):
    """On a line of 400 ms and 50 kB/s the record can be read within 4 seconds, with nothing kept from before"""
    walk, browser = world.walk, world.browser
    walk.open_record()
    address = browser.address
    # The best of three: what else the machine does at the moment is not the line's slowness.
    for _ in range(3):
        browser.command("Network.emulateNetworkConditions", **FAST)
        browser.go("about:blank")
        browser.command("Network.clearBrowserCache")
        browser.command("Network.emulateNetworkConditions", **SLOW)
        begun = time.monotonic()
        browser.go(address)
        taken = time.monotonic() - begun
        if taken <= SECONDS_ON_SLOW_LINE:
            break
    assert "ASHDOWN" in browser.one(".banner").text
    sizes = browser.driver.execute_script(
        """return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
        .map(each => [each.name, each.transferSize])"""
    )
    total = sum(size for _, size in sizes)
    print(f"    {total} bytes in {len(sizes)} requests, {taken:.1f} s on the slow line")
    assert taken <= SECONDS_ON_SLOW_LINE, f"{taken:.1f} s"
    assert total <= BYTES_OF_RECORD_AND_STYLE, f"{total} bytes: {sizes}"
    assert len(sizes) <= 6, f"{len(sizes)} requests"


def test_size_of_the_stylesheet(world):
    """The stylesheet has at most 40 kB"""
    world.walk.go("/")
    address = world.browser.one("link[rel=stylesheet]").get_attribute("href")
    size = len(world.browser.fetch(address).body)
    assert size <= BYTES_OF_STYLE, f"{size} bytes"


def test_without_scripts(world):
    """With scripts off, from signing in to a Londoner's who-looked page, everything works"""
    browser = Browser("--blink-settings=scriptEnabled=false")
    try:
        browser.reset()
        browser.go("data:text/html,<title>off</title><script>document.title='on'</script>")
        assert browser.driver.title == "off", "scripts are not off"
        walk = Walk(world.base, browser)
        browser.scrolls_by_script = False
        record = walk.open_record()
        assert "ASHDOWN" in browser.one(".banner").text
        browser.press(browser.one(".coverage summary"))
        assert browser.one(".coverage table").is_displayed(), "the sources do not open"
        for link in ("medicines", "results", "documents"):
            walk.go(record)
            browser.send(browser.one(f".record-section h2 a[href$='/{link}']"))
            assert walk.path().endswith("/" + link)
        walk.sign_out()
        walk.sign_in("londoner", "lead")
        walk.go("/me/who-looked")
        assert browser.all(".looks > li")
    finally:
        browser.close()


def test_dark_colours(world):
    """In dark colours the record, the finder and the pages of a Londoner keep their contrast"""
    walk, browser = world.walk, world.browser
    browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    try:
        record = walk.open_record()
        paths = [record, f"{record}/results/potassium", "/staff", "/areas"]
        for path in paths:
            walk.go(path)
            assert not browser.faults_of_access("color-contrast"), f"{path}: {browser.faults_of_access('color-contrast')}"
        walk.sign_in("londoner", "lead")
        walk.go("/me/who-looked")
        assert not browser.faults_of_access("color-contrast"), "who looked"
    finally:
        browser.command("Emulation.setEmulatedMedia", features=[])
