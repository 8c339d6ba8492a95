"""References as people write and read them: QA-0142 for a record, QA-2026-11-17 for a meeting."""

import re
from datetime import date

from safeguard_desk.rules.plain_text import plain

_SEGMENT = r"[A-Za-z][A-Za-z0-9]{0,11}"
_PREFIX = rf"{_SEGMENT}(?:-{_SEGMENT}){{0,2}}"
_WRITTEN = re.compile(
    rf"\s*(?:({_PREFIX})(?:\s*-\s*|\s+)|([A-Za-z]{{1,12}}))([0-9]{{1,9}})\s*", re.ASCII
)
_IN_TEXT = re.compile(rf"(?<![\w-])({_PREFIX})[- ]?([0-9]{{1,9}})(?![\w-])", re.ASCII)
_MEETING = re.compile(
    rf"\s*({_SEGMENT}?)(?:\s*-\s*|\s*)([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}})\s*", re.ASCII
)


def reference(prefix: str, number: int) -> str:
    """Return a record's reference: at least four digits, so that a list sorts."""
    return f"{prefix}-{number:04d}"


def parse(ref: str) -> tuple[str, int] | None:
    """Read a reference however it is written ("qa 142", "QA142", "QA-0142"); None if it is none."""
    found = _WRITTEN.fullmatch(plain(ref))
    if found is None:
        return None
    spaced, joined, number = found.groups()
    return (spaced or joined).upper(), int(number)


def find_references(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Return what reads like a reference in running text, written properly, with its span.

    The reading is lenient ("in 12" reads like one): ask whether such a record exists.
    """
    return [
        (reference(found[1].upper(), int(found[2])), found.span())
        for found in _IN_TEXT.finditer(plain(text))
    ]


def meeting_reference(code: str, day: date) -> str:
    """Return a meeting's reference: its group's code and its day."""
    return f"{code}-{day.isoformat()}"


def read_meeting_reference(ref: str) -> str | None:
    """Return a meeting's reference as it is kept ("qa 2026-11-17" too); None if it is none."""
    found = _MEETING.fullmatch(plain(ref))
    if found is None:
        return None
    code, *numbers = found.groups()
    try:
        return meeting_reference(code.upper(), date(*map(int, numbers)))
    except ValueError:
        return None
