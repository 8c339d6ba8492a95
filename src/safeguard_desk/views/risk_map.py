"""Risks as a heat map, and how each moved since a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Group, Risk, RiskScore
from safeguard_desk.rules.terms import RiskStatus, Side
from safeguard_desk.rules.working_days import Quarter

SCALE = range(1, 6)
"""Likelihood and impact go from 1 to 5 (DOMAIN 7)."""


@dataclass(frozen=True)
class RiskLine:
    """A risk now and as it was judged on the day from which movement is told."""

    id: str
    ref: str
    title: str
    group: str
    likelihood: int | None
    impact: int | None
    status: RiskStatus
    raised_on: date
    before: int | None
    since: date
    restricted: bool

    @property
    def score(self) -> int | None:
        """Likelihood times impact; None until both were judged."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact

    @property
    def movement(self) -> str:
        """Return how it moved, in words: "up from 8", "new", "closed", "unchanged"."""
        if self.status is RiskStatus.CLOSED:
            return "closed"
        if self.raised_on > self.since:
            return "new"
        if self.score is None:
            return "not scored"
        if self.before is None:
            return "first scored" if self.score else ""
        if self.before == self.score:
            return "unchanged"
        return f"{'up' if self.score > self.before else 'down'} from {self.before}"


@dataclass(frozen=True)
class RiskMap:
    """The risks of a group or all, of some sides, and since when their movement is told."""

    since: date
    lines: tuple[RiskLine, ...]

    @property
    def open(self) -> tuple[RiskLine, ...]:
        """The risks that are open."""
        return tuple(one for one in self.lines if one.status is RiskStatus.OPEN)

    def at(self, likelihood: int, impact: int) -> tuple[RiskLine, ...]:
        """Return the open risks in a cell of the map."""
        return tuple(o for o in self.open if (o.likelihood, o.impact) == (likelihood, impact))

    @property
    def unscored(self) -> tuple[RiskLine, ...]:
        """The open risks that were not judged yet."""
        return tuple(one for one in self.open if one.score is None)


def before_quarter(today: date) -> date:
    """Return the day from which movement is usually told: the last of the quarter before."""
    return Quarter.of(today).start - timedelta(days=1)


def risk_map(
    reader: Reader,
    group_id: str | None = None,
    *,
    sides: Collection[Side] = tuple(Side),
    since: date | None = None,
    restricted: bool = False,
) -> RiskMap:
    """Return the open risks and those closed since a day, the highest score first.

    since: the last day before the time that movement is told of; the quarter's eve if none.
    """
    day = since or before_quarter(reader.today)
    r = Risk
    judged_since = select(RiskScore.risk_id).where(RiskScore.on > day)
    statement = (
        select(
            *(r.id, r.ref, r.title, Group.code, r.likelihood, r.impact, r.status, r.raised_on),
            r.restricted,
        )
        .join(Group, Group.id == r.group_id)
        .where(r.side.in_(sides))
        .where(or_(r.status == RiskStatus.OPEN, r.id.in_(judged_since)))
    )
    if group_id is not None:
        statement = statement.where(r.group_id == group_id)
    if not restricted:
        statement = statement.where(~r.restricted)
    before = _before(reader, day)
    found = [RiskLine(*row[:8], before.get(row[0]), day, row[8]) for row in reader.rows(statement)]
    found.sort(key=lambda one: (one.status is RiskStatus.CLOSED, -(one.score or 0), one.ref))
    return RiskMap(day, tuple(found))


def _before(reader: Reader, day: date) -> dict[str, int | None]:
    """Return the score of each risk as it stood at the end of a day."""
    s = RiskScore
    rows = reader.rows(select(s.risk_id, s.likelihood, s.impact).where(s.on <= day).order_by(s.on))
    return {risk: _score(likelihood, impact) for risk, likelihood, impact in rows}


def _score(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact
