"""Whether partners take part: how an invitation stands, and which partner is absent (DOMAIN 4)."""

from collections.abc import Iterable
from datetime import date

from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Part


def stands(part: Part, *, came: bool, due_on: date | None, today: date) -> Part:
    """Return how an invitation stands on a day: what came took part, what is overdue is missing."""
    if part is Part.DECLINED:
        return part
    if came or part is Part.TOOK_PART:
        return Part.TOOK_PART
    overdue = due_on is not None and due_on < today
    return Part.MISSING if overdue or part is Part.MISSING else Part.INVITED


def is_absent(parts: Iterable[Part | None]) -> bool:
    """Tell whether a partner took part in nothing at all, and is not waited for anywhere.

    A partner that was asked for nothing is absent too: the partnership wants all of both sides.
    """
    return not {Part.TOOK_PART, Part.INVITED} & set(parts)


def is_of(side: Side, other: Side) -> bool:
    """Tell whether what is of one side concerns an agency of another; both sides concern all."""
    return Side.BOTH in {side, other} or side is other
