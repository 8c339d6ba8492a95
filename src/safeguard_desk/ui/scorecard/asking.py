"""What the page asks of the desk, and how it sums it up."""

from collections.abc import Sequence
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Frequency
from safeguard_desk.views import boards
from safeguard_desk.views import scorecard as views
from safeguard_desk.views.scorecard import Awaited, Scorecard
from safeguard_desk.work import scorecard as verbs
from safeguard_desk.work.scorecard import Entry

SHOWN = 8
"""Periods that are shown at once."""


def today(reader: Reader) -> date:
    """Return the day."""
    return reader.today


def read(
    reader: Reader,
    group_id: str | None,
    frequency: Frequency,
    last: Period | None,
    sides: frozenset[Side],
) -> tuple[Scorecard, tuple[Awaited, ...]]:
    """Return the scorecard and what is awaited; the last period of it is over or has figures."""
    ending = last or _last(reader, group_id, frequency, sides)
    card = views.scorecard(
        reader, group_id, frequency=frequency, last=ending, count=SHOWN, sides=sides
    )
    return card, views.awaited(reader, group_id, sides)


def _last(
    reader: Reader, group_id: str | None, frequency: Frequency, sides: frozenset[Side]
) -> Period:
    """Return today's period where something is known of it, else the one before it."""
    now = Period.of(reader.today, frequency)
    card = views.scorecard(reader, group_id, frequency=frequency, last=now, count=1, sides=sides)
    begun = any(row.cells[-1].reading is not None for row in card.rows)
    return now if begun else now.moved(-1)


def empty(uow: UnitOfWork, entries: Sequence[Entry]) -> None:
    """Take away what stands in some cells."""
    for one in entries:
        verbs.type_in(uow, one)


def board(reader: Reader, sides: frozenset[Side]) -> str | None:
    """Return the board that hears of just one side; None for both."""
    found = (one.id for one in boards.every(reader) if one.sides == sides)
    return None if sides == frozenset(Side) else next(found, None)


def summary(card: Scorecard, missing: Sequence[Awaited]) -> str:
    """Return in a sentence what warns and what is awaited."""
    if not card.rows:
        return "" if not card.rhythms else "No indicator is measured in this way on this side."
    warning = card.warning
    number = len(card.rows)
    words = f"{number} indicator{'' if number == 1 else 's'}, {len(warning)} of them warning"
    unanswered = sum(one.risk is None for one in warning)
    if unanswered:
        words += f" ({unanswered} without a risk)"
    agencies = {one.agency for one in missing}
    if missing:
        what = "1 figure" if len(missing) == 1 else f"{len(missing)} figures"
        words += f"; {what} awaited from {', '.join(sorted(agencies))}"
    return words + "."
