"""What an agency says once a year of its own training, and what a return may say."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from safeguard_desk.rules.shares import Share
from safeguard_desk.rules.terms_learning import CourseLevel

MARK = "SAFEGUARD-DESK-TRAINING-RETURN"
EDITION = 1
"""Raised when the form's columns change: an older one is then refused by name."""
MEANINGS: Mapping[CourseLevel, str] = {
    CourseLevel.AWARENESS: "Everybody: how to know a concern, and whom to tell",
    CourseLevel.FOUNDATION: "Staff in regular contact with children or adults at risk",
    CourseLevel.ADVANCED: "Staff who assess, plan and work with other agencies",
    CourseLevel.SPECIALIST: "Named and designated roles, and those who lead enquiries",
    CourseLevel.STRATEGIC: "Leaders, governors and board members",
}
"""Whom each level of the return is for, as its form says."""
QUALITY = (
    "How do you make sure of the quality and the effect of your own training? Say what shows it:"
    " observation, evaluation, audits of practice."
)
LARGE = 10
"""Points by which a share has to move to be called a change."""


@dataclass(frozen=True)
class Said:
    """Of one level: how many staff need it, how many of them are trained, and words."""

    staff: int
    trained: int
    words: str = ""

    @property
    def share(self) -> Share:
        """Those trained of those who need it."""
        return Share(self.trained, self.staff)


@dataclass(frozen=True)
class Form:
    """What a form says: its levels, and how the agency looks after quality."""

    levels: Mapping[CourseLevel, Said]
    quality: str = ""

    @property
    def fingerprint(self) -> str:
        """Return what tells one filling of a form from another."""
        told = [[one.value, s.staff, s.trained, s.words] for one, s in sorted(self.levels.items())]
        return hashlib.sha256(json.dumps([told, self.quality]).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Stamp:
    """What a form is known by: the return it is of, its number, its year and its agency."""

    edition: int
    return_id: str
    number: int
    year: int
    agency: str

    def written(self) -> str:
        """Return it as the form carries it."""
        parts = (MARK, self.edition, self.return_id, self.number, self.year)
        return "|".join((*map(str, parts), self.agency.replace("|", "/")))


def read_stamp(words: str) -> Stamp | None:
    """Return the stamp that some words are; None where they are none."""
    parts = words.strip().split("|")
    if len(parts) != 6 or parts[0] != MARK:
        return None
    numbers = parts[1], parts[3], parts[4]
    if not all(one.isascii() and one.isdecimal() for one in numbers):
        return None
    return Stamp(int(parts[1]), parts[2], int(parts[3]), int(parts[4]), parts[5])


def fault(staff: int | None, trained: int | None) -> str:
    """Return what is wrong with a level's two numbers; empty where nothing is.

    None is a number that was not given.
    """
    if staff is None or trained is None:
        return "how many need it is missing" if staff is None else "how many are trained is missing"
    if staff < 0 or trained < 0:
        return "a number below nothing"
    if trained > staff:
        return f"{trained} trained of {staff}"
    return ""


def together(said: Iterable[Said]) -> Share:
    """Return several levels or agencies as one share: a person counts at each level needed."""
    held = list(said)
    return Share(sum(one.trained for one in held), sum(one.staff for one in held))


def moved(before: Share, now: Share) -> float | None:
    """Return by how many points a share moved; None where one of them counts nobody."""
    if before.value is None or now.value is None:
        return None
    return 100 * (now.value - before.value)


def year_words(year: int) -> str:
    """Return a financial year by the one in which it starts: "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"
