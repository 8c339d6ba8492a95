"""Where threads stop short, and what else is forgotten: since when, and what mends it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_thread import Weight
from safeguard_desk.views import breaks, breaks_learning, breaks_reckoned
from safeguard_desk.views.break_sorts import Named, Reckoned, Row, Sort
from safeguard_desk.views.sides import sides_of

SORTS: tuple[Sort | Reckoned, ...] = tuple(
    sorted(
        (*breaks_reckoned.SORTS, *breaks.SORTS, *breaks_learning.SORTS),
        key=lambda sort: list(Weight).index(sort.weight),
    )
)
"""Every sort of break, the heaviest first (DOMAIN 6, consistency checks; DOMAIN 7)."""
MOST = 300
"""Breaks of one sort that are listed."""
_DAY = 5
"""The place of the day among what a sort's statement gives."""


@dataclass(frozen=True)
class Break:
    """One thing that is missing: of which record, since when, and the step that mends it."""

    sort: str
    title: str
    weight: Weight
    kind: str
    id: str
    group: str
    ref: str
    words: str
    agency: str
    since: date | None
    mend: str
    hidden: bool
    side: Side = Side.BOTH

    def days(self, today: date) -> int:
        """Return for how many days it has been so."""
        return max(0, (today - self.since).days) if self.since is not None else 0


def broken(
    reader: Reader, group_id: str | None = None, *, hidden: bool = True, within: int | None = None
) -> list[Break]:
    """Return every break of a group, or of all, by weight and then the oldest first.

    within: those only that became a break in the last so many days.
    """
    found = [one for sort in SORTS for one in _breaks(sort, _rows(reader, sort, group_id, within))]
    kept = _sided(reader, [one for one in found if hidden or not one.hidden])
    order = list(Weight)
    return sorted(
        kept, key=lambda one: (order.index(one.weight), one.since or date.max, one.sort, one.ref)
    )


@dataclass(frozen=True)
class Narrowed:
    """Which breaks are looked at: one sort or weight, an agency by part of its name, an age.

    older: at least so many days. sides: with those that concern both.
    """

    sort: str = ""
    weight: Weight | None = None
    agency: str = ""
    older: int = 0
    sides: frozenset[Side] = frozenset(Side)

    def keep(self, found: Iterable[Break], today: date) -> list[Break]:
        """Return the breaks that are looked at."""
        wanted = self.agency.strip().casefold()
        return [
            one
            for one in found
            if self.sort in {"", one.sort}
            and self.weight in {None, one.weight}
            and wanted in one.agency.casefold()
            and one.days(today) >= self.older
            and one.side in self.sides
        ]


def _sided(reader: Reader, found: list[Break]) -> list[Break]:
    """Return breaks with the side of their records."""
    sides = sides_of(reader, ((one.kind, one.id) for one in found))
    return [replace(one, side=sides[one.kind, one.id]) for one in found]


def _rows(
    reader: Reader, sort: Sort | Reckoned, group_id: str | None, within: int | None
) -> Iterable[Row]:
    span = timedelta(days=within) if within is not None else None
    if isinstance(sort, Reckoned):
        began = reader.today - span if span is not None else date.min
        mine = [row for of, row in sort.read(reader) if group_id in {None, of}]
        return [row for row in mine if row[_DAY] >= began][:MOST]
    statement = sort.find(reader.today)
    if group_id is not None:
        statement = statement.where(sort.group == group_id)
    if span is not None:
        until = reader.today - sort.grace
        whole = statement.subquery()
        day = list(whole.c)[_DAY]
        statement = select(whole).where(day >= until - span, day <= until)
    return reader.rows(statement.limit(MOST))


def _breaks(sort: Named, rows: Iterable[Row]) -> list[Break]:
    found = []
    for identity, group, ref, words, agency, since, restricted, kind in rows:
        day = date.fromisoformat(since) if isinstance(since, str) else since
        found.append(
            Break(
                sort=sort.code,
                title=sort.title,
                weight=sort.weight,
                kind=sort.kind,
                id=identity,
                group=group,
                ref=ref or "",
                words=" ".join(str(words).split()),
                agency=agency or "",
                since=day,
                mend=sort.mend,
                hidden=bool(restricted) or kind is GroupKind.REVIEW,
            )
        )
    return found
