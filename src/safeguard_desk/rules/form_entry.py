"""Typing paper forms: what each key does, so that a form takes a key for an answer and one to save.

A score is a digit and moves on by itself. A delegate's number moves on as soon as no other digit
could follow it. 0, space and full stop leave a question unanswered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from safeguard_desk.rules.evaluation import HIGHEST, LOWEST


class Box(Enum):
    """What is typed into a box."""

    NUMBER = "number"
    SCORE = "score"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Asked:
    """A box of the form: the question's code, its words, and what is typed into it."""

    code: str
    words: str
    box: Box


NUMBER = "#"
"""The code of the box for the delegate's number on the sign-in sheet."""
_SKIP = frozenset("0 .-")
_YES_NO = {"1": "1", "y": "1", "j": "1", "2": "0", "n": "0"}


@dataclass(frozen=True)
class Entry:
    """A form that is being typed: its boxes, what stands in them, and the box that is next.

    highest: the last number of the sign-in sheet. told: what was wrong with the last key.
    """

    boxes: tuple[Asked, ...]
    values: tuple[str, ...]
    place: int = 0
    highest: int = 0
    told: str = ""

    @classmethod
    def of(cls, boxes: Sequence[Asked], highest: int = 0) -> "Entry":
        """Return an empty form."""
        return cls(tuple(boxes), ("",) * len(boxes), 0, highest)

    @property
    def empty(self) -> bool:
        """Say whether nothing is answered."""
        return not any(
            value for box, value in zip(self.boxes, self.values, strict=True) if box.code != NUMBER
        )

    @property
    def untouched(self) -> bool:
        """Say whether nothing stands in any box."""
        return not any(self.values)

    @property
    def full(self) -> bool:
        """Say whether every box was passed."""
        return self.place >= len(self.boxes)

    @property
    def number(self) -> int | None:
        """The delegate's number; None for a form without one."""
        found = dict(zip((box.code for box in self.boxes), self.values, strict=True)).get(NUMBER)
        return int(found) if found else None

    @property
    def answers(self) -> dict[str, int]:
        """What was answered, by the code of the question: yes is 1 and no is 0."""
        return {
            box.code: int(value)
            for box, value in zip(self.boxes, self.values, strict=True)
            if value and box.code != NUMBER
        }

    def press(self, sign: str) -> "Entry":
        """Return the form after a key."""
        if self.full:
            return replace(self, told="Everything is answered: Enter saves the form.")
        box = self.boxes[self.place]
        if box.box is Box.NUMBER:
            return self._number(sign)
        if sign in _SKIP:
            return self._put("", on=True)
        if box.box is Box.SCORE:
            fits = sign.isdecimal() and sign.isascii() and LOWEST <= int(sign) <= HIGHEST
            answer, wanted = (sign if fits else None), f"no score: {LOWEST} to {HIGHEST}"
        else:
            answer, wanted = _YES_NO.get(sign.casefold()), "no answer: 1 yes, 2 no"
        if answer is None:
            return replace(self, told=f"“{sign}” is {wanted}, or 0 for no answer.")
        return self._put(answer, on=True)

    def _number(self, sign: str) -> "Entry":
        held = self.values[self.place]
        if sign in _SKIP and not (sign == "0" and held):
            return self._put(held, on=True)
        if not (sign.isdecimal() and sign.isascii()):
            return replace(self, told=f"“{sign}” is no number.")
        number = int(held + sign)
        if number > self.highest:
            return self._put("", on=False, told=f"The sign-in sheet goes to {self.highest}.")
        # No other digit can follow where it would lead beyond the last number.
        return self._put(str(number), on=number * 10 > self.highest)

    def _put(self, value: str, *, on: bool, told: str = "") -> "Entry":
        values = (*self.values[: self.place], value, *self.values[self.place + 1 :])
        return replace(self, values=values, place=self.place + on, told=told)

    def back(self) -> "Entry":
        """Return the form with the last key taken back: what stands here, or in the box before."""
        if not self.full and self.values[self.place]:
            return self._put("", on=False)
        if not self.place:
            return self
        return self.move(-1).emptied()

    def emptied(self) -> "Entry":
        """Return the form with nothing in the box that is next."""
        return self if self.full else self._put("", on=False)

    def move(self, by: int) -> "Entry":
        """Return the form with another box next; what stands in the boxes stays."""
        return replace(self, place=min(max(0, self.place + by), len(self.boxes)), told="")

    def cleared(self) -> "Entry":
        """Return the form empty again."""
        return Entry.of(self.boxes, self.highest)

    def filled(self, values: Sequence[str], place: int) -> "Entry":
        """Return the form with what was typed before; values that fit no box are left out."""
        fits = tuple(values) if len(values) == len(self.boxes) else ("",) * len(self.boxes)
        checked = tuple(
            value if value.isdecimal() and value.isascii() and len(value) < 6 else ""
            for value in fits
        )
        return replace(self, values=checked, place=min(max(0, place), len(self.boxes)), told="")
