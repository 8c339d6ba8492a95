"""Grades as people write them: "Requires Improvement", "RI", "N/A", "Good "."""

import re

from safeguard_desk.rules.terms_quality import Grade

SCALE = tuple(grade for grade in Grade if grade.counts)
"""The grades in their order, best first."""
NOT_KNOWN = "not known"
"""What stands for a case that the agency does not know."""
_WRITTEN = {
    Grade.OUTSTANDING: ("o", "out", "outstanding", "excellent", "1", "grade 1"),
    Grade.GOOD: ("g", "good", "2", "grade 2"),
    Grade.REQUIRES_IMPROVEMENT: (
        *("ri", "r i", "req imp", "requires improvement", "requires improvement to be good"),
        *("require improvement", "required improvement", "needs improvement"),
        *("requires some improvement", "3", "grade 3"),
    ),
    Grade.INADEQUATE: ("inad", "inadequate", "inadequate practice", "4", "grade 4"),
    Grade.NOT_APPLICABLE: (
        "na",
        "n a",
        "n app",
        "not applicable",
        "not relevant",
        "non applicable",
    ),
}
_GRADES = {words: grade for grade, known in _WRITTEN.items() for words in known}
_NOT_KNOWN = {"not known", "unknown", "not known to agency", "not known to us", "case not known"}


def read_grade(text: str) -> Grade | None:
    """Return the grade that a text means, however it is written; None where it means none."""
    return _GRADES.get(_plain(text))


def says_not_known(text: str) -> bool:
    """Tell whether a text says that the agency does not know the case."""
    return _plain(text) in _NOT_KNOWN


def rank(grade: Grade) -> int:
    """Return a grade's place on the scale, 0 for the best; not applicable has none."""
    return SCALE.index(grade)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
