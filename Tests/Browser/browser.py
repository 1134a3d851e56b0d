# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Debian's Chromium, and what the tests ask of a page in it."""

from axe_playwright_python.base import AXE_SCRIPT
from plain_http import request
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

WIDE = (1366, 768)
NARROW = (320, 640)

# Every rule of axe-core counts, the ones it calls good practice as well.
AXE_RUN = """
const done = arguments[arguments.length - 1];
const rules = arguments[0];
axe.run(document, {resultTypes: ["violations"], ...(rules.length ? {runOnly: rules} : {})}).then(
  answer => done(answer.violations.map(each => ({
    rule: each.id, help: each.help, places: each.nodes.slice(0, 3).map(node => node.html.slice(0, 160))}))),
  problem => done([{rule: "axe", help: String(problem), places: []}]));
"""

# What sticks out of the window to the right, the scrolled width first.
OVERFLOW = """
const width = document.documentElement.clientWidth;
const wide = [...document.querySelectorAll("body *")].filter(
  each => each.getBoundingClientRect().right > width + 1 && !each.closest(".unseen, .skip, svg"));
return [document.documentElement.scrollWidth - width, wide.slice(0, 3).map(each => each.outerHTML.slice(0, 160))];
"""


def is_gone(element):
    """Whether the page that an element was on is there no more.

    In the moment between two pages chromedriver says so in words of its own, not with the exception made for it.
    """
    try:
        element.is_enabled()
        return False
    except StaleElementReferenceException:
        return True
    except WebDriverException as failure:
        if "does not belong to the document" in str(failure):
            return True
        raise


class Browser:
    """One Chromium."""

    def __init__(self, *flags):
        options = Options()
        for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--force-prefers-reduced-motion", *flags):
            options.add_argument(flag)
        options.add_argument(f"--window-size={WIDE[0]},{WIDE[1]}")
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        # Brings an element clear of the fixed banner before it is pressed.
        self.scrolls_by_script = True
        self.driver.set_page_load_timeout(60)
        self.driver.set_script_timeout(60)

    def close(self):
        self.driver.quit()

    def reset(self):
        """Nobody signed in, nothing cached, a wide window, a fast line."""
        self.command("Network.enable")
        self.command("Network.clearBrowserCookies")
        self.command("Network.clearBrowserCache")
        self.command(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        self.resize(WIDE)

    def command(self, name, **arguments):
        return self.driver.execute_cdp_cmd(name, arguments)

    def resize(self, size):
        """Sets the size of the page itself, whatever the window's frame takes."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=False
        )

    def go(self, address):
        self.driver.get(address)

    @property
    def address(self):
        return self.driver.current_url

    @property
    def heading(self):
        return self.one("h1").text

    def text(self):
        return self.one("main").text

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def links(self, selector="main a"):
        """The addresses on this site that links lead to, without their fragments, each once."""
        found = [each.get_attribute("href") for each in self.all(selector)]
        return list(dict.fromkeys(each.split("#")[0] for each in found if each))

    def press(self, element):
        """Clicks as a user does, wherever on the page the element is."""
        if self.scrolls_by_script:
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def send(self, button):
        """Presses a button that sends a form, and waits until its page has gone."""
        page = self.one("html")
        self.press(button)
        WebDriverWait(self.driver, 30, poll_frequency=0.05).until(lambda _: is_gone(page))

    def faults_of_access(self, *rules):
        """What axe-core finds on the page: by all its rules, or by some."""
        self.driver.execute_script(AXE_SCRIPT)
        return self.driver.execute_async_script(AXE_RUN, list(rules))

    def overflow(self):
        """By how many pixels the page is wider than the window, and which elements are."""
        return self.driver.execute_script(OVERFLOW)

    def box(self, element):
        return self.driver.execute_script(
            "const box = arguments[0].getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]", element
        )

    def fetch(self, address):
        """Asks for an address with the browser's cookies, but not in the browser."""
        cookies = {each["name"]: each["value"] for each in self.driver.get_cookies()}
        return request(address, cookies=cookies)
