"""What others may hear of reviews: counts, and the anonymous wording that was agreed for them.

No title, code name or text of a case is in these facts, so that no paper made of them can tell it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    Finding,
    LearningPoint,
    Recommendation,
    ReviewStage,
)
from safeguard_desk.rules.clocks import CLOCKS
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, Side
from safeguard_desk.rules.terms_review import Publication, ReviewKind, ReviewState
from safeguard_desk.rules.terms_thread import Audience, FindingKind, Response
from safeguard_desk.views import reviews
from safeguard_desk.views.agreed_words import agreed
from safeguard_desk.views.reviews import Card, ClockView


@dataclass(frozen=True)
class ClockTold:
    """A clock of a case without its reasons."""

    kind: str
    standing: str
    due: date
    in_time: bool
    ended: date | None

    @property
    def words(self) -> str:
        """What it asks for, and how it stands: "Decide: due 3 Dec 2026, extended"."""
        told = {
            "running": f"due {write_date(self.due)}",
            "extended": f"extended to {write_date(self.due)}, with a reason",
            "missed": f"missed, was due {write_date(self.due)}",
            "stopped": "stopped, with a reason",
            "met": "met" if self.in_time else "met late",
        }[self.standing]
        return f"{reviews.SHORT.get(self.kind, self.kind)}: {told}"


@dataclass(frozen=True)
class CaseTold:
    """A case as others may hear of it; `words` is "" where no wording was agreed."""

    id: str
    kind: ReviewKind
    side: Side
    state: ReviewState
    referred_on: date
    decided_on: date | None
    words: str
    tool: str
    days_planned: int
    days_actual: int
    cost_planned: int
    cost_actual: int
    publication: Publication
    published_on: date | None
    published_until: date | None
    published_where: str
    clocks: tuple[ClockTold, ...]


@dataclass(frozen=True)
class RecommendationTold:
    """A recommendation of a review; `words` is "" where no wording was agreed."""

    case_id: str
    words: str
    to: str
    response: Response
    made_on: date
    actions: int
    done: int


@dataclass(frozen=True)
class LearningTold:
    """A learning point of a review, and when which audience heard it."""

    case_id: str
    noted_on: date
    heard: tuple[Audience, ...]


@dataclass(frozen=True)
class ActionTold:
    """An action that came of a review, without its words."""

    case_id: str
    status: ActionStatus
    raised_on: date
    due_on: date | None
    completed_on: date | None


@dataclass(frozen=True)
class ReviewsTold:
    """Everything that others may hear of the reviews of some sides."""

    today: date
    cases: tuple[CaseTold, ...]
    recommendations: tuple[RecommendationTold, ...]
    learning: tuple[LearningTold, ...]
    actions: tuple[ActionTold, ...]
    findings: tuple[tuple[FindingKind, date], ...]

    @property
    def open(self) -> tuple[CaseTold, ...]:
        """The cases that are under way."""
        return tuple(one for one in self.cases if one.state.is_open)

    @property
    def missed(self) -> int:
        """How many clocks of open cases are missed."""
        return sum(clock.standing == "missed" for one in self.open for clock in one.clocks)

    @property
    def overdue(self) -> int:
        """How many actions are past their day."""
        return sum(
            one.status.is_awaited and one.due_on is not None and one.due_on < self.today
            for one in self.actions
        )


@dataclass(frozen=True)
class ClockTally:
    """How the clocks of a kind stand."""

    label: str
    in_time: int
    late: int
    running: int
    extended: int
    stopped: int


def told(reader: Reader, sides: Collection[Side] = tuple(Side)) -> ReviewsTold:
    """Return what may be told of the reviews of some sides."""
    cards = [one for one in reviews.cards(reader) if one.head.side in sides]
    days = _days(reader)
    cases = tuple(
        _case(one, *days.get(one.id, (0, 0)))
        for one in sorted(cards, key=lambda one: (one.head.referred_on, one.head.ref))
    )
    ids = {one.id for one in cases}
    owners = {("reviews", one): one for one in ids}
    findings, made = _findings(reader, ids, owners), _recommendations(reader, ids, owners)
    learned = _learning(reader, ids, owners)
    actions = list(_actions(reader, owners))
    done: dict[str, list[bool]] = defaultdict(list)
    for kind, source, _, closed in actions:
        if kind == "recommendations":
            done[source].append(closed)
    return ReviewsTold(
        today=reader.today,
        cases=cases,
        recommendations=tuple(
            RecommendationTold(*row, len(done[made_id]), sum(done[made_id]))
            for made_id, row in made.items()
        ),
        learning=learned,
        actions=tuple(one for _, _, one, _ in actions),
        findings=findings,
    )


def tallies(cases: Iterable[CaseTold]) -> list[ClockTally]:
    """Return how the clocks of cases stand, a line for each kind of clock there is."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        for one in case.clocks:
            late = one.standing == "missed" or (one.standing == "met" and not one.in_time)
            by_kind[one.kind]["late" if late else one.standing] += 1
    return [
        ClockTally(
            clock.label,
            *(by_kind[kind][name] for name in ("met", "late", "running", "extended", "stopped")),
        )
        for kind, clock in CLOCKS.items()
        if kind in by_kind
    ]


def _case(card: Card, days_planned: int, days_actual: int) -> CaseTold:
    head = card.head
    out = head.publication in {Publication.PUBLISHED, Publication.SUMMARY}
    return CaseTold(
        *(head.id, head.kind, head.side, head.state, head.referred_on, head.decided_on),
        words=agreed(head.public_words),
        tool=head.tool,
        days_planned=days_planned,
        days_actual=days_actual,
        cost_planned=head.cost_planned,
        cost_actual=head.cost_actual,
        publication=head.publication,
        published_on=head.published_on if out else None,
        published_until=head.published_until if out else None,
        published_where=agreed(head.published_where) if out else "",
        clocks=tuple(_clock(one) for one in card.clocks),
    )


def _clock(one: ClockView) -> ClockTold:
    state = one.state
    return ClockTold(one.kind, state.standing, state.due, state.in_time, one.met_on)


def _days(reader: Reader) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    s = ReviewStage
    for review, planned, actual in reader.rows(select(s.review_id, s.days_planned, s.days_actual)):
        held = found.get(review, (0, 0))
        found[review] = (held[0] + planned, held[1] + actual)
    return found


Owners = dict[tuple[str, str], str]
"""Which case a record belongs to, by its kind and id."""


def _findings(
    reader: Reader, ids: set[str], owners: Owners
) -> tuple[tuple[FindingKind, date], ...]:
    f = Finding
    statement = select(f.id, f.source_id, f.kind, f.found_on).where(f.source_kind == "reviews")
    found = []
    for finding, review, kind, on in reader.rows(statement.order_by(f.ref)):
        if review in ids:
            owners["findings", finding] = review
            found.append((kind, on))
    return tuple(found)


def _recommendations(
    reader: Reader, ids: set[str], owners: Owners
) -> dict[str, tuple[str, str, str, Response, date]]:
    r = Recommendation
    statement = (
        select(r.id, r.source_id, r.public_words, Agency.name, r.response, r.made_on)
        .outerjoin(Agency, Agency.id == r.agency_id)
        .where(r.source_kind == "reviews")
        .order_by(r.ref)
    )
    found = {}
    for made, review, words, to, response, on in reader.rows(statement):
        if review in ids:
            owners["recommendations", made] = review
            found[made] = (review, agreed(words), to or "The partnership", response, on)
    return found


def _learning(reader: Reader, ids: set[str], owners: Owners) -> tuple[LearningTold, ...]:
    p = LearningPoint
    statement = select(
        *(p.id, p.finding_id, p.source_kind, p.source_id, p.noted_on),
        *(p.individuals_on, p.teams_on, p.organisations_on),
    ).order_by(p.ref)
    found = []
    for point, finding, kind, source, noted_on, *days in reader.rows(statement):
        review = source if kind == "reviews" and source in ids else None
        review = review or owners.get(("findings", finding or ""))
        if review is not None:
            owners["learning_points", point] = review
            heard = tuple(one for one, day in zip(Audience, days, strict=True) if day)
            found.append(LearningTold(review, noted_on, heard))
    return tuple(found)


def _actions(reader: Reader, owners: Owners) -> Iterable[tuple[str, str, ActionTold, bool]]:
    a = Action
    statement = (
        select(*(a.source_kind, a.source_id, a.status, a.raised_on, a.due_on, a.completed_on))
        .where(a.source_id.is_not(None))
        .order_by(a.ref)
    )
    for kind, source, status, raised_on, due_on, completed_on in reader.rows(statement):
        review = owners.get((kind, source or ""))
        if review is not None:
            told_of = ActionTold(review, status, raised_on, due_on, completed_on)
            yield kind, source or "", told_of, not status.is_awaited
