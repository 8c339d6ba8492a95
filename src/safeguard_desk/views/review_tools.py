"""The library of review tools, its ranking for a case, and what each tool took and brought."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Review,
    ReviewStage,
    ReviewTool,
    ReviewToolFit,
    ReviewToolStage,
)
from safeguard_desk.rules.review_tools import Fit, Ranked, StageOf, rank
from safeguard_desk.rules.terms_review import ImpactSeen, ReviewKind, ReviewState, Trait
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.rules.working_days import working_days_between
from safeguard_desk.views import review_case


@dataclass(frozen=True)
class ToolView:
    """A tool of the library."""

    id: str
    name: str
    position: int
    fits: str
    people: str
    days: int
    cost: int
    in_use: bool
    fit: tuple[Fit, ...]
    stages: tuple[StageOf, ...]

    @property
    def elapsed(self) -> int:
        """Working days from its start to its end."""
        return max((one.on_day for one in self.stages), default=0)


def tools(reader: Reader) -> list[ToolView]:
    """Return the library in its order."""
    fits: dict[str, list[Fit]] = defaultdict(list)
    f = ReviewToolFit
    for tool, trait, points, reason in reader.rows(
        select(f.tool_id, f.trait, f.points, f.reason).order_by(f.points.desc(), f.id)
    ):
        fits[tool].append(Fit(trait, points, reason))
    stages: dict[str, list[StageOf]] = defaultdict(list)
    s = ReviewToolStage
    for tool, name, on_day, days in reader.rows(
        select(s.tool_id, s.name, s.on_day, s.days).order_by(s.position)
    ):
        stages[tool].append(StageOf(name, on_day, days))
    t = ReviewTool
    statement = select(t.id, t.name, t.position, t.fits, t.people, t.days, t.cost, t.in_use)
    return [
        ToolView(*row, tuple(fits[row[0]]), tuple(stages[row[0]]))
        for row in reader.rows(statement.order_by(t.position))
    ]


def suggestions(reader: Reader, traits: frozenset[Trait]) -> list[Ranked]:
    """Return the tools in use by how well they fit a case, best first, with the reasons."""
    return rank(((one.id, one.name, one.fit) for one in tools(reader) if one.in_use), traits)


@dataclass(frozen=True)
class Took:
    """What a review took and brought: days and cost planned and so far, and what came of it."""

    id: str
    ref: str
    tool: str
    kind: ReviewKind
    over: bool
    elapsed: int
    """Working days from its start to the last stage that was reached."""
    days_planned: int
    days_actual: int
    cost_planned: int
    cost_actual: int
    recommendations: int
    accepted: int
    completed: int
    impact: bool
    seen: ImpactSeen | None = None
    """What the last check of impact saw."""


def comparison(reader: Reader, group_id: str | None = None) -> list[Took]:
    """Return the reviews that have a tool, by tool and code name, for comparison."""
    r = Review
    statement = (
        select(r.id, r.ref, ReviewTool.name, r.kind, r.state, r.initiated_on, r.cost_planned)
        .add_columns(r.cost_actual, r.impact, r.impact_seen, r.aware_on)
        .join(ReviewTool, ReviewTool.id == r.tool_id)
        .order_by(ReviewTool.position, r.ref)
    )
    if group_id is not None:
        statement = statement.where(r.group_id == group_id)
    return [_took(reader, row) for row in reader.rows(statement)]


def _took(reader: Reader, row: Sequence[Any]) -> Took:
    """Return what one review took and brought; a rapid one runs from becoming aware."""
    review_id, ref, tool, kind, state, start, planned, actual, impact, judged, aware = row
    if kind is ReviewKind.RAPID:
        start = aware or start
    s = ReviewStage
    stages = reader.rows(
        select(s.planned_on, s.reached_on, s.days_planned, s.days_actual).where(
            s.review_id == review_id
        )
    )
    reached = [one[1] for one in stages if one[1] is not None]
    seen = review_case.case(reader, review_id)
    made = [
        one
        for finding in seen.findings
        if finding.kind is FindingKind.IMPROVEMENT
        for one in finding.recommendations
    ]
    return Took(
        *(review_id, ref, tool, kind),
        over=ReviewState.AGREED in _reached(state),
        elapsed=working_days_between(start, max(reached)) if start and reached else 0,
        days_planned=sum(one[2] for one in stages),
        days_actual=sum(one[3] for one in stages),
        cost_planned=planned,
        cost_actual=actual,
        recommendations=len(made),
        accepted=sum(one.response.is_agreed for one in made),
        completed=sum(not one.status.is_awaited for one in seen.actions),
        impact=bool(impact),
        seen=judged,
    )


@dataclass(frozen=True)
class ByTool:
    """What the reviews by one tool took on average and brought together; the rows are theirs."""

    id: str
    rows: tuple[Took, ...]

    @property
    def cost_planned(self) -> int:
        """Pounds planned, on average."""
        return self._average("cost_planned")

    @property
    def cost_actual(self) -> int:
        """Pounds so far, on average."""
        return self._average("cost_actual")

    @property
    def days_planned(self) -> int:
        """Days of work planned, on average."""
        return self._average("days_planned")

    @property
    def days_actual(self) -> int:
        """Days of work so far, on average."""
        return self._average("days_actual")

    @property
    def elapsed(self) -> int:
        """Working days they lasted, on average of those that reached a stage."""
        lasted = [one.elapsed for one in self.rows if one.elapsed]
        return round(sum(lasted) / len(lasted)) if lasted else 0

    def total(self, name: str) -> int:
        """Return a number of all its reviews together."""
        return sum(getattr(one, name) for one in self.rows)

    def _average(self, name: str) -> int:
        return round(self.total(name) / len(self.rows))


def by_tool(took: Sequence[Took]) -> list[ByTool]:
    """Return reviews by their tool, in the order in which the library has the tools."""
    found: dict[str, list[Took]] = {}
    for one in took:
        found.setdefault(one.tool, []).append(one)
    return [ByTool(tool, tuple(rows)) for tool, rows in found.items()]


def _reached(state: ReviewState) -> tuple[ReviewState, ...]:
    order = tuple(ReviewState)
    return order[: order.index(state) + 1]
