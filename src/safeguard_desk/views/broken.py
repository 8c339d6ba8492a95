"""Where threads stop short, and what else is forgotten: since when, and what mends it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.views import breaks, breaks_learning
from safeguard_desk.views.break_sorts import Sort, Weight

SORTS = tuple(
    sorted(
        (*breaks.SORTS, *breaks_learning.SORTS), key=lambda sort: list(Weight).index(sort.weight)
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

    def days(self, today: date) -> int:
        """Return for how many days it has been so."""
        return max(0, (today - self.since).days) if self.since is not None else 0


def broken(
    reader: Reader, group_id: str | None = None, *, hidden: bool = True, within: int | None = None
) -> list[Break]:
    """Return every break of a group, or of all, by weight and then the oldest first.

    within: those only that became a break in the last so many days.
    """
    found: list[Break] = []
    for sort in SORTS:
        statement = sort.find(reader.today)
        if group_id is not None:
            statement = statement.where(sort.group == group_id)
        if within is not None:
            until = reader.today - sort.grace
            whole = statement.subquery()
            day = list(whole.c)[_DAY]
            began = until - timedelta(days=within)
            statement = select(whole).where(day >= began, day <= until)
        found += _breaks(sort, reader.rows(statement.limit(MOST)))
    kept = [one for one in found if hidden or not one.hidden]
    order = list(Weight)
    return sorted(
        kept, key=lambda one: (order.index(one.weight), one.since or date.max, one.sort, one.ref)
    )


def _breaks(sort: Sort, rows: Iterable[Sequence[Any]]) -> list[Break]:
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
