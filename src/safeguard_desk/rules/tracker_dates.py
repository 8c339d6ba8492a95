"""Due dates as trackers have them: loose, revised in place, or no date at all."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from safeguard_desk.rules.dates import find_date, read_date

_WAS = re.compile(
    r"\(?\s*(?:was|previously|prev\.?|originally|original|orig\.?|from|extended from|moved from)"
    r"\s*:?\s*(?P<was>[^()]+?)\s*\)?\s*$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\s*$")
_SERIAL = re.compile(r"^\d{5}(?:\.0+)?$")
_EPOCH = date(1899, 12, 30)
"""The day from which Excel counts (its day 60, 29 Feb 1900, never was)."""
_TIME = re.compile(
    r"[T\s]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|\s*(?:am|pm))?\s*$", re.IGNORECASE
)


_MONTHS = """
january ionawr janvier januar jänner enero stycznia styczeń ianuarie janeiro gennaio
february chwefror février fevrier februar febrero lutego luty februarie fevereiro febbraio
march mawrth mars märz maerz marzo marca marzec martie março marco
april ebrill avril abril kwietnia kwiecień aprilie aprile
may mai mayo maja maj maio maggio
june mehefin juin juni junio czerwca czerwiec iunie junho giugno
july gorffennaf juillet juli julio lipca lipiec iulie julho luglio
august awst août aout agosto sierpnia sierpień
september medi septembre septiembre września wrzesień septembrie setembro settembre
october hydref octobre oktober octubre października październik octombrie outubro ottobre
november tachwedd novembre noviembre listopada listopad noiembrie novembro
december rhagfyr décembre decembre dezember diciembre grudnia grudzień decembrie dezembro dicembre
"""
"""Months in the languages of people who keep trackers here, a line each, English first."""
_ENGLISH = {
    other: words[0]
    for words in (line.split() for line in _MONTHS.split("\n"))
    if words
    for other in words[1:]
}
_FOREIGN = re.compile(
    rf"(?<!\w)(?:de\s+)?({'|'.join(_ENGLISH)})(?!\w)(?:\s+de(?!\w))?", re.IGNORECASE
)


def in_english(words: str) -> str:
    """Return words with the months of other languages in English: "31 janvier 2027"."""
    return _FOREIGN.sub(lambda found: _ENGLISH[found[1].casefold()], words)


class DueRead(NamedTuple):
    """What a due cell says: the date, the one it replaced, and the words that are kept.

    `words` is empty where the cell was a date and nothing else; `loose` says that a date was read
    out of words, so that it is to be looked at.
    """

    on: date | None
    was: date | None
    words: str
    loose: bool


def month_comes_first(cells: Iterable[str]) -> bool:
    """Say whether a column of dates is written month first, as 07/25/26.

    Only where a date proves it (its second number is over 12) and none proves the opposite.
    """
    proves_month, proves_day = False, False
    for cell in cells:
        found = _NUMBERS.match(cell)
        if found:
            first, second = int(found[1]), int(found[2])
            proves_month = proves_month or first <= 12 < second <= 31
            proves_day = proves_day or second <= 12 < first <= 31
    return proves_month and not proves_day


def read_day(text: str, anchor: date, *, month_first: bool = False) -> date | None:
    """Return the date a cell holds and nothing else; None if it is none.

    anchor: the day from which words like "end of July" are looked at. Excel's day numbers and a
    time after the date are understood.
    """
    words = _TIME.sub("", text.strip())
    if month_first and (found := _NUMBERS.match(words)):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return read_date(f"{found[2]}/{found[1]}/{year}", anchor)
    if _SERIAL.match(words):
        days = int(float(words))
        return _EPOCH + timedelta(days=days) if 36_526 <= days <= 73_050 else None
    return read_date(words, anchor) or read_date(_in_figures(words), anchor)


def _in_figures(words: str) -> str:
    """Return a date with its month in English, and the 1er and 1. of other languages as 1."""
    return re.sub(r"^(\d{1,2})(?:er|\.|º)\s+(?=\D)", r"\1 ", in_english(words))


def read_due(text: str, anchor: date, *, month_first: bool = False) -> DueRead:
    """Return what a due cell says, read as seen from the day the action was raised.

    "31/07/26 (was 30/06/26)" is the first, moved from the second. "ASAP" and "ongoing" stay words.
    A date within other words is taken, and the words are kept beside it.
    """
    cell = " ".join(text.split())
    if not cell:
        return DueRead(None, None, "", loose=False)
    exact = read_day(cell, anchor, month_first=month_first)
    if exact is not None:
        loose = not re.search(r"\d", cell) or not re.search(r"\d{1,2}\D+\w+|^\d{5}", cell)
        return DueRead(exact, None, "", loose=loose or _is_month(cell))
    revised = _WAS.search(cell)
    if revised and revised.start():
        now = read_day(cell[: revised.start()].strip(" ,;-("), anchor, month_first=month_first)
        was = read_day(revised["was"], anchor, month_first=month_first)
        if now is not None:
            return DueRead(now, was, "" if was else cell, loose=was is None)
    found = find_date(cell, anchor) or find_date(in_english(cell), anchor)
    return DueRead(found[0] if found else None, None, cell, loose=found is not None)


def _is_month(cell: str) -> bool:
    """Say whether a cell names a month and year only: its last day is then a reading of it."""
    return (
        re.fullmatch(r"(?:the\s+)?(?:end\s+(?:of\s+)?)?[A-Za-z]+\.?[\s/'-]*\d{2,4}", cell)
        is not None
    )
