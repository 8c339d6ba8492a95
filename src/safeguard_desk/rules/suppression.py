"""Small numbers that are not given: read as such, and never worked out again from a total."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SMALL = re.compile(r"<\s*[0-9]{1,2}|fewer than [0-9a-z]+|suppressed|\*|\[c\]|c", re.IGNORECASE)


@dataclass(frozen=True)
class Count:
    """A number; None where it is not given, because it is small or because nobody said it."""

    number: int | None
    suppressed: bool = False

    @property
    def words(self) -> str:
        """The number as it may be shown."""
        if self.suppressed:
            return "suppressed"
        return "–" if self.number is None else f"{self.number:,}"


def read_count(text: str) -> Count | None:
    """Read a cell as a number or as suppressed ("<5", "*"); None where it is neither."""
    words = text.strip()
    if not words:
        return Count(None)
    if _SMALL.fullmatch(words):
        return Count(None, suppressed=True)
    plain = words.replace(",", "")
    return Count(int(plain)) if plain.isdecimal() and plain.isascii() else None


def total(counts: Iterable[Count]) -> Count:
    """Return the sum; suppressed if any part is, because the part could be worked out from it."""
    held = list(counts)
    if any(one.suppressed for one in held):
        return Count(None, suppressed=True)
    if any(one.number is None for one in held) or not held:
        return Count(None)
    return Count(sum(one.number or 0 for one in held))


SMALLEST = 5
"""Numbers below it tell of so few that they are not given; nought tells of nobody, and is."""


def guarded(number: int | None, suppressed: bool = False) -> Count:
    """Return a number as it may be shown, whoever sent it: a small one is suppressed here too."""
    if suppressed or (number is not None and 0 < number < SMALLEST):
        return Count(None, suppressed=True)
    return Count(number)


def beside(parts: Mapping[str, Count], whole: Count) -> dict[str, Count]:
    """Return the parts as they may stand beside their whole.

    Where the whole is given and just one of several parts is hidden, that one would be what is
    left over; the smallest of the others is hidden with it.
    """
    shown = dict(parts)
    hidden = [name for name, one in parts.items() if one.suppressed]
    given = [name for name, one in parts.items() if one.number is not None]
    if whole.number is not None and len(hidden) == 1 and given:
        smallest = min(given, key=lambda name: (parts[name].number or 0, name))
        shown[smallest] = Count(None, suppressed=True)
    return shown
