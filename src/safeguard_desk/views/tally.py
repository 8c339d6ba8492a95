"""Very many actions counted in one go, by all that figures part them by.

The file makes one text of all actions, a few words each, and the words are counted here: measured
on 99,164 encrypted actions 0.12 s, where grouping in the file takes 0.55 s (it sorts by ids).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from sqlalchemy import ColumnElement, String, case, cast, func, literal, literal_column, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action
from safeguard_desk.rules.terms import ActionStatus, Rating
from safeguard_desk.views import counted
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.rated import rating

_ID = 32
"""Characters of an id."""
_LATE, _CLOSED, _OTHER = "!", "c", "."
_CANCELLED = "n"
_BY_LETTER = {grade.value[0]: grade for grade in Rating}
_RAISED = 2 * _ID + 2
_PART = itemgetter(slice(0, _RAISED), slice(_RAISED + 10, None))
_DATED = itemgetter(slice(2 * _ID, _RAISED + 10))
"""Of the words of an action: group, agency, mark and rating with slips; mark, rating, raised on."""


@dataclass(frozen=True)
class Part:
    """Open actions that are alike."""

    group_id: str
    agency_id: str | None
    rating: Rating
    overdue: bool
    slips: int


@dataclass(frozen=True)
class Tally:
    """How many open actions are alike, and were raised on a day; and the others.

    raised: all actions by the day they were raised, whatever became of them.
    """

    parts: dict[Part, int]
    raised: Counter[date]
    open_raised: Counter[date]
    closed: int
    cancelled: int


def _words(today: date) -> ColumnElement[str]:
    mark = case(
        (counted.late(today), literal_column(f"'{_LATE}'")),
        (Action.status == ActionStatus.CLOSED, literal_column(f"'{_CLOSED}'")),
        else_=literal_column(f"'{_OTHER}'"),
    )
    grade = func.coalesce(func.substr(cast(rating(today), String), 1, 1), literal(_CANCELLED))
    agency = func.coalesce(Action.agency_id, literal_column(f"'{' ' * _ID}'"))
    found: ColumnElement[str] = (
        cast(Action.group_id, String)
        + agency
        + mark
        + grade
        + cast(Action.raised_on, String)
        + cast(Action.slips, String)
    )
    return found


def tallied(reader: Reader, scope: Scope) -> Tally:
    """Return the actions of a scope, counted."""
    statement = select(func.aggregate_strings(_words(reader.today), ";"))
    text = reader.scalar(statement.where(scope.condition())) or ""
    words = text.split(";") if text else []
    raised: Counter[date] = Counter()
    open_raised: Counter[date] = Counter()
    closed = cancelled = 0
    for dated, count in Counter(map(_DATED, words)).items():
        mark, letter, day = dated[0], dated[1], date.fromisoformat(dated[2:])
        raised[day] += count
        if mark == _CLOSED:
            closed += count
        elif letter == _CANCELLED:
            cancelled += count
        else:
            open_raised[day] += count
    return Tally(_parts(words), raised, open_raised, closed, cancelled)


def _parts(words: list[str]) -> dict[Part, int]:
    found: dict[Part, int] = {}
    for (part, slips), count in Counter(map(_PART, words)).items():
        mark, letter = part[-2:]
        if mark != _CLOSED and letter != _CANCELLED:
            agency = part[_ID:-2].strip() or None
            rating = _BY_LETTER[letter]
            found[Part(part[:_ID], agency, rating, mark == _LATE, int(slips))] = count
    return found
