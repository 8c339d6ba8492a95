"""What changed between two texts, word by word, and how a change is carried to a third text.

A text is cut into words, spaces and signs; nothing is lost, so that the pieces of a difference put
together again give either text to the letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_TOKEN = re.compile(r"\s+|\w+(?:[.’'\-]\w+)*|[^\w\s]")


class Part(Enum):
    """What became of a stretch of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, went out or came in."""

    part: Part
    text: str


def tokens(text: str) -> list[str]:
    """Return words, spaces and signs in order; together they are the text."""
    return _TOKEN.findall(text)


def diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return how `before` becomes `after`; of a replacement what goes out stands first."""
    old, new = tokens(before), tokens(after)
    found: list[Piece] = []
    for tag, a, b, c, d in _steps(old, new):
        if tag == "equal":
            found.append(Piece(Part.SAME, "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece(Part.OUT, "".join(old[a:b])))
        if d > c:
            found.append(Piece(Part.IN, "".join(new[c:d])))
    return tuple(found)


def _steps(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's steps; a lone space between two changes belongs to the change."""
    steps: list[tuple[str, int, int, int, int]] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    last = len(codes) - 1
    for place, (tag, a, b, c, d) in enumerate(codes):
        slight = tag == "equal" and 0 < place < last and not "".join(old[a:b]).strip()
        if slight or tag != "equal":
            if steps and steps[-1][0] == "replace":
                _, from_old, _, from_new, _ = steps.pop()
                steps.append(("replace", from_old, b, from_new, d))
            else:
                steps.append(("replace", a, b, c, d))
        else:
            steps.append((tag, a, b, c, d))
    return steps


def before_of(pieces: Iterable[Piece]) -> str:
    """Return the text as it was."""
    return "".join(piece.text for piece in pieces if piece.part is not Part.IN)


def after_of(pieces: Iterable[Piece]) -> str:
    """Return the text as it became."""
    return "".join(piece.text for piece in pieces if piece.part is not Part.OUT)


def merge(before: str, after: str, now: str) -> str | None:
    """Carry the change from `before` to `after` over to the text as it is now.

    None where the words that the change touches, or those right beside them, were changed
    meanwhile: a person must decide then.
    """
    if now == before:
        return after
    old, new, present = tokens(before), tokens(after), tokens(now)
    if now == after:
        return now
    meanwhile = [step for step in _steps(old, present) if step[0] != "equal"]
    made = present[:]
    for _, a, b, c, d in reversed([step for step in _steps(old, new) if step[0] != "equal"]):
        shift = 0
        for _, x, y, p, q in meanwhile:
            if y < a:
                shift += (q - p) - (y - x)
            elif x <= b:
                return None
        made[a + shift : b + shift] = new[c:d]
    return "".join(made)


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1, by their words in order."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return 0.0
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in tokens(text) if not word.isspace()]
