"""Small numbers that are not given: read as such, and never worked out again from a total."""

import re
from collections.abc import Iterable
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
