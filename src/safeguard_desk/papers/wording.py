"""Words that several papers need: counts, lists, times, people and dates as sentences say them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from safeguard_desk.documents.model import Told, behind
from safeguard_desk.rules.dates import write_date

BEARS_PER_CENT = 10
"""Below so many a per cent says more than is known: the counts stand alone."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 action", "3 actions", "2 agencies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spoken(number: int, one: str, many: str = "") -> str:
    """Return a count as running text says it: small numbers in words, none as "no"."""
    words = _SMALL[number] if number < len(_SMALL) else f"{number:,}"
    return f"{words} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end, if it has none."""
    text = text.strip()
    end = "" if text.endswith((".", "!", "?", "…", ":")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}" if text else ""


def share(part: int, whole: int) -> str:
    """Return a part with what it is counted on, and the per cent where the whole can bear one."""
    if not whole:
        return "none to count"
    words = f"{part} of {whole}" + (f" ({percent(part, whole)})" if whole >= BEARS_PER_CENT else "")
    counted = behind(part)
    return words if counted is None else Told(words, counted)


def percent(part: int, whole: int) -> str:
    """Return a part of a whole in per cent; a dash where there is nothing to count on."""
    return f"{round(100 * part / whole)}%" if whole else "–"


def clock(at: time) -> str:
    """Return a time of day as papers show it: "10:05"."""
    return f"{at:%H:%M}"


def later(at: time, minutes: int) -> time:
    """Return the time of day some minutes later."""
    return (datetime.combine(date.min, at) + timedelta(minutes=minutes)).time()


def person(role: str, agency: str) -> str:
    """Return a person as papers name one: by role, with the agency in brackets."""
    return f"{role} ({agency})" if agency else role


def due(due_on: date | None, due_words: str) -> str:
    """Return a due date as every list shows it; as it was said where no date is known."""
    return write_date(due_on) if due_on else due_words or "No date"


def boards_of(partnership: str) -> str:
    """Return in whose name papers go out: "Harrow safeguarding boards"."""
    return f"{partnership} safeguarding boards" if partnership else ""
