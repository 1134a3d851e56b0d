# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""The person whom the demonstration names, with something in every section of the record."""

import datetime
import json
import re


class Person:
    """Her birth date is known once the demonstration has made its people: it makes her as old as her story says."""

    number = "999 000 0018"
    family = "Ashdown"
    born = None

    def read(self, staff):
        """Reads the birth date from the file of a demonstration that says who can sign in."""
        scenarios = json.loads(staff.read_text(encoding="utf-8"))["scenarios"]
        self.born = datetime.date.fromisoformat(next(each["birthDate"] for each in scenarios if each["slug"] == "lead"))

    @property
    def day(self):
        return str(self.born.day)

    @property
    def month(self):
        return str(self.born.month)

    @property
    def year(self):
        return str(self.born.year)

    @property
    def written(self):
        """The birth date as pages write it, such as 15-Aug-1948."""
        return f"{self.born:%d-%b-%Y}"

    def tells(self, text):
        """What of a text tells NHS number, name or birth date, however they are written; nothing where nothing does."""
        number = self.number.replace(" ", r"\W{0,3}")
        born = rf"(?<!\d){self.year}(?!\d)|{self.born:%Y%m%d}|{self.born:%d%m%Y}|{self.born:%d-%m}|{self.born:%d-%b}"
        found = re.search(rf"{number}|{self.family}|margaret|{born}", text, re.IGNORECASE)
        return found.group() if found else None


PERSON = Person()
