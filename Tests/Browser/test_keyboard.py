# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The way from signing in to an open record and back with the keyboard alone."""

from browser import is_gone
from person import PERSON
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

FOCUS = """
const own = document.activeElement;
const look = getComputedStyle(own);
const box = own.getBoundingClientRect();
return {tag: own.tagName, text: (own.innerText || own.value || "").trim(), name: own.name || "", value: own.value || "",
  id: own.id, href: own.getAttribute("href") || "",
  seen: (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none",
  within: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
"""


class Keyboard:
    """Presses keys and looks where the focus is."""

    def __init__(self, browser):
        self.browser = browser

    def press(self, *keys):
        ActionChains(self.browser.driver).send_keys(*keys).perform()

    def go_on(self):
        """Presses Enter where it leads to another page, and waits for that."""
        page = self.browser.one("html")
        self.press(Keys.ENTER)
        WebDriverWait(self.browser.driver, 30, poll_frequency=0.05).until(lambda _: is_gone(page))

    def focus(self):
        return self.browser.driver.execute_script(FOCUS)

    def tab_to(self, what, matches, limit=60):
        """Presses Tab until something matches; each stop on the way must be seen to have the focus."""
        for _ in range(limit):
            self.press(Keys.TAB)
            focus = self.focus()
            if focus["tag"] == "BODY":
                continue
            assert focus["seen"], f"the focus cannot be seen on {focus}"
            assert focus["within"], f"the focus is out of sight on {focus}"
            if matches(focus):
                return focus
        raise AssertionError(f"{what} cannot be reached with the keyboard")


def link(text):
    return lambda focus: focus["tag"] == "A" and focus["text"].startswith(text)


def button(text):
    return lambda focus: focus["tag"] == "BUTTON" and focus["text"].startswith(text)


def test_keyboard_alone(world):
    """With the keyboard alone: sign in, find, open the record, a trend and back, close, sign out"""
    walk, browser = world.walk, world.browser
    keys = Keyboard(browser)
    walk.go("/sign-in")
    keys.tab_to("staff sign-in", link("Sign in as staff"))
    keys.go_on()
    keys.tab_to("the accounts", lambda focus: focus["name"] == "account")
    keys.press(Keys.SPACE)
    assert browser.one("input[name=account]:checked").get_attribute("value") == "gp"
    keys.tab_to("the issuer's button", button("Continue"))
    keys.go_on()
    assert browser.heading == "Find a person"
    keys.press(Keys.TAB)
    assert keys.focus()["href"] == "#content", "the skip link is not the first stop"
    keys.press(Keys.ENTER)
    keys.press(Keys.TAB)
    assert keys.focus()["name"] == "nhs-number", f"the skip link led to {keys.focus()}"
    keys.press("9990000018", Keys.TAB, PERSON.day, Keys.TAB, PERSON.month, Keys.TAB, PERSON.year)
    keys.go_on()
    assert "ASHDOWN" in browser.one(".banner").text, "the record did not open"
    keys.tab_to("the sources", lambda focus: focus["tag"] == "SUMMARY" and "sources" in focus["text"])
    keys.press(Keys.SPACE)
    assert browser.one(".coverage table").is_displayed()
    keys.press(Keys.SPACE)
    keys.tab_to("the trend of potassium", link("Potassium"))
    keys.go_on()
    assert browser.heading == "Potassium", browser.heading
    keys.tab_to("the way back", link("Back to the record"))
    keys.go_on()
    assert walk.path().count("/") == 2
    keys.tab_to("“Close record”", link("Close record"), limit=250)
    keys.go_on()
    assert browser.heading == "Find a person"
    keys.tab_to("signing out", button("Sign out"))
    keys.go_on()
    assert browser.heading == "You have signed out"


def test_focus_is_never_trapped(world):
    """Tab leads through the finder and its errors from the first stop to the last and on"""
    world.walk.sign_in("staff", "gp")
    world.walk.send("number")
    keys = Keyboard(world.browser)
    stops = []
    for _ in range(60):
        keys.press(Keys.TAB)
        focus = keys.focus()
        stops.append((focus["tag"], focus["id"], focus["text"], focus["href"]))
    assert any(stop[0] == "A" and stop[3] == "/accessibility" for stop in stops), "the foot is not reached"
    assert stops.count(stops[0]) > 1 or any(stop[0] == "BODY" for stop in stops), "the focus does not come round"
