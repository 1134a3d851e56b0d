# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Ways through the site that several tests take, by its own forms and links."""

from person import PERSON

SECTIONS = [
    "person", "contacts", "gp", "alerts", "resuscitation", "allergies", "problems", "medicines", "results", "encounters",
    "documents", "appointments", "care-plans", "support-at-home", "vaccinations", "procedures",
]  # fmt: skip

PUBLIC = ["/", "/areas", "/organisations", "/feeds", "/privacy", "/accessibility", "/sources-explained", "/sign-in"]


class Walk:
    """Leads a browser through the site."""

    def __init__(self, base, browser):
        self.base = base
        self.browser = browser

    def go(self, path):
        self.browser.go(self.base + path)

    def sign_in(self, kind, account):
        """Signs in as `staff` or `londoner` with an account of the test issuer."""
        self.go("/sign-in/" + kind)
        self.browser.press(self.browser.one(f"input[name=account][value='{account}']"))
        self.browser.send(self.browser.one("main form button[value=continue]"))

    def sign_out(self):
        self.browser.send(self.browser.one(".sign-out button"))

    def fill(self, prefix, **values):
        for name, value in values.items():
            box = self.browser.one(f"#{prefix}-{name.replace('_', '-')}")
            box.clear()
            box.send_keys(value)

    def send(self, form):
        """Presses the button of the finder `number` or `details`."""
        self.browser.send(self.browser.one(f"form:has(input[name=by][value={form}]) button"))

    def find_by_number(self, number=PERSON.number, year=None):
        self.go("/staff")
        self.fill("number", nhs_number=number, **self.born(year))
        self.send("number")

    def find_by_details(self, family, postcode):
        self.go("/staff")
        self.fill("details", family_name=family, postcode=postcode, **self.born())
        self.send("details")

    def born(self, year=None):
        """What the boxes for the person's date of birth take, or for the same day of another year."""
        return {"birth_day": PERSON.day, "birth_month": PERSON.month, "birth_year": year or PERSON.year}

    def open_record(self, account="gp"):
        """Signs in and opens the person's record; returns its path."""
        self.sign_in("staff", account)
        self.find_by_number()
        path = self.path()
        assert path.startswith("/record/") and path.count("/") == 2, f"no record opened, but {path}"
        return path

    def open_in_emergency(self, account="cardiologist"):
        """Opens the record without a relationship; returns its path."""
        self.sign_in("staff", account)
        self.find_by_number()
        assert self.path().endswith("/emergency"), f"no emergency access asked for, but {self.path()}"
        self.browser.one("#reason").send_keys("Brought in confused after a fall, medicines needed before treatment")
        self.browser.send(self.browser.one("main form button"))
        return self.path()

    def open_document_in_sections(self, record):
        """Opens the first document of a record that is told in sections."""
        self.go(f"{record}/documents")
        for link in [each for each in self.browser.links() if "/documents/" in each]:
            self.browser.go(link)
            if self.browser.all(".told h2"):
                return
        raise AssertionError("no document in sections")

    def postcode(self):
        """The person's postcode, read from the open record."""
        text = self.browser.one(".banner-details dd").get_attribute("textContent")
        return text.rsplit(", ", 1)[-1]

    def path(self):
        return self.browser.address.removeprefix(self.base).split("?")[0]
