"""What a board hears of learning in a time: given, attended, its effect, embedded, and to come."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Course, LearningNeed, TrainingSession
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import (
    Asked,
    Commissioning,
    Kirkpatrick,
    NeedResponse,
    NeedSource,
    NeedState,
    ProductState,
    SessionState,
)
from safeguard_desk.rules.working_days import add_months, financial_year
from safeguard_desk.views import learning_due, products, training_returns
from safeguard_desk.views.behind import Key
from safeguard_desk.views.evaluation import Evaluated
from safeguard_desk.views.kirkpatrick import CourseView, course_view
from safeguard_desk.views.learning_due import Overtaken
from safeguard_desk.views.products import ProductHead
from safeguard_desk.views.reach import Reach, reach
from safeguard_desk.views.reach_lines import Asked as ReachAsked
from safeguard_desk.views.training_returns import YearView


@dataclass(frozen=True)
class Given:
    """Sessions of a way of commissioning: how many of how many courses, and what they cost."""

    way: Commissioning
    courses: int
    delivered: int
    cancelled: int
    cost: int
    known: int
    """Delivered sessions whose cost is known."""
    keys: Mapping[str, tuple[Key, ...]] = field(default_factory=dict, hash=False)
    """The records behind the counts, by their names."""


@dataclass(frozen=True)
class NeedLine:
    """A learning need, and how it is answered."""

    id: str
    ref: str
    title: str
    source: NeedSource
    response: NeedResponse
    state: NeedState
    raised_on: date


@dataclass(frozen=True)
class Coming:
    """A course's sessions that are planned for the months after."""

    course: str
    sessions: int
    places: int
    first: date


@dataclass(frozen=True)
class LearningFacts:
    """All that a report of learning rests on."""

    first: date
    last: date
    reach: Reach
    given: tuple[Given, ...]
    courses: tuple[CourseView, ...]
    """Courses of which a session was held in the time, with their evaluation."""
    needs: tuple[NeedLine, ...]
    overtaken: tuple[Overtaken, ...]
    products: tuple[ProductHead, ...]
    drafts: int
    returns: YearView
    coming: tuple[Coming, ...]

    @property
    def raised(self) -> int:
        """How many needs were raised in the time."""
        return sum(self.first <= one.raised_on <= self.last for one in self.needs)

    @property
    def open_needs(self) -> tuple[NeedLine, ...]:
        """The needs that are not met yet."""
        return tuple(one for one in self.needs if one.state.is_open)

    @property
    def anything(self) -> bool:
        """Whether there is anything to tell."""
        return bool(
            self.reach.total.sessions or self.needs or self.products or self.returns.lines
            or self.coming
        )  # fmt: skip

    def unknown(self, *, names: bool) -> tuple[str, ...]:
        """Return what is not known, in words, agencies by name where wanted."""
        return tuple(_unknown(self, names=names))


def learning_facts(
    reader: Reader, side: Side, sides: Collection[Side], first: date, last: date
) -> LearningFacts:
    """Return what a board of a side hears of learning from a day to another."""
    lens = None if side is Side.BOTH else side
    found = reach(reader, ReachAsked(first, last, lens))
    held = [
        course_view(reader, one.id, starts_on=first, ends_on=min(last, reader.today))
        for one in found.courses
    ]
    every = products.products(reader, None, sides, restricted=False)
    sent = [one for one in every if one.sent_on and first <= one.sent_on <= last]
    waiting = {ProductState.DRAFT, ProductState.APPROVED}
    year = financial_year(last)
    asked = [one for one in training_returns.years(reader) if one <= year]
    return LearningFacts(
        first=first,
        last=last,
        reach=found,
        given=tuple(_given(reader, sides, first, last)),
        courses=tuple(held),
        needs=tuple(_needs(reader, sides, first, last)),
        overtaken=tuple(_overtaken(reader, sides)),
        products=tuple(sent),
        drafts=sum(one.state in waiting for one in every),
        returns=training_returns.year_view(reader, asked[0] if asked else year, None, sides),
        coming=tuple(_coming(reader, sides, last)),
    )


def _given(reader: Reader, sides: Collection[Side], first: date, last: date) -> Iterator[Given]:
    s, c = TrainingSession, Course
    statement = (
        select(c.commissioning, c.id, s.state, s.cost_actual, s.id)
        .join(c, c.id == s.course_id)
        .where(s.held_on.between(first, last), c.side.in_(list(sides)))
    )
    rows: list[Any] = list(reader.rows(statement))
    for way in Commissioning:
        mine = [row for row in rows if row[0] is way]
        done = [row for row in mine if row[2] is SessionState.DELIVERED]
        costs = [row[3] for row in done if row[3] is not None]
        if mine:
            courses = len({row[1] for row in done})
            stopped = [row for row in mine if row[2] is SessionState.CANCELLED]
            keys = {
                "courses": tuple(dict.fromkeys(("courses", row[1]) for row in done)),
                "delivered": tuple(("training_sessions", row[4]) for row in done),
                "cancelled": tuple(("training_sessions", row[4]) for row in stopped),
            }
            yield Given(way, courses, len(done), len(stopped), sum(costs), len(costs), keys)


def _needs(reader: Reader, sides: Collection[Side], first: date, last: date) -> Iterator[NeedLine]:
    """Yield the needs that are open, and those raised in the time; restricted ones never."""
    n = LearningNeed
    statement = (
        select(n.id, n.ref, n.title, n.source, n.response, n.state, n.raised_on)
        .where(n.side.in_(list(sides)), ~n.restricted, n.raised_on <= last)
        .order_by(n.ref)
    )
    for row in reader.rows(statement):
        one = NeedLine(*row)
        if one.state.is_open or one.raised_on >= first:
            yield one


def _overtaken(reader: Reader, sides: Collection[Side]) -> Iterable[Overtaken]:
    wanted = set(reader.scalars(select(Course.id).where(Course.side.in_(list(sides)))))
    return [one for one in learning_due.overtaken(reader, None) if one.id in wanted]


def _coming(reader: Reader, sides: Collection[Side], last: date) -> Iterator[Coming]:
    """Yield what is planned for the three months after, by course."""
    s, c = TrainingSession, Course
    ahead = [state for state in SessionState if state.takes_bookings]
    statement = (
        select(c.title, s.capacity, s.held_on)
        .join(c, c.id == s.course_id)
        .where(s.held_on > last, s.held_on <= add_months(last, 3), s.state.in_(ahead))
        .where(c.side.in_(list(sides)))
        .order_by(s.held_on)
    )
    places: Counter[str] = Counter()
    sessions: Counter[str] = Counter()
    days: dict[str, date] = {}
    for title, capacity, held_on in reader.rows(statement):
        places[title] += capacity
        sessions[title] += 1
        days.setdefault(title, held_on)
    for title, day in days.items():
        yield Coming(title, sessions[title], places[title], day)


def _unknown(facts: LearningFacts, *, names: bool) -> Iterator[str]:
    found = facts.reach
    if found.total.without_delegates:
        yield (
            f"{found.total.without_delegates} of {found.total.sessions} sessions are known by"
            " totals only: which agencies came to them is not known."
        )
    if found.total.sessions and found.told_by < found.agencies_known:
        yield (
            f"{found.agencies_known - found.told_by} of {found.agencies_known} agencies have not"
            " told how large their workforce is."
        )
    for level, words in (
        (Kirkpatrick.BEHAVIOUR, "practice of those who came changed"),
        (Kirkpatrick.RESULTS, "children or adults are better off for it"),
    ):
        silent = [one for one in facts.courses if not one.level(level).known]
        if silent:
            named = ", ".join(one.head.title for one in silent[:3])
            more = f" and {len(silent) - 3} more" if len(silent) > 3 else ""
            yield f"Whether {words}: not known of {named}{more}."
    undated = [one for one in facts.given if one.known < one.delivered]
    if undated:
        number = sum(one.delivered - one.known for one in undated)
        missing = "one" if number == 1 else f"{number}"
        yield f"What {missing} of the delivered sessions cost is not recorded."
    missing_returns = facts.returns.missing
    if missing_returns:
        number = len(missing_returns)
        who = f"{number} agencies" if number > 1 else "one agency"
        if names:
            who = ", ".join(one.name for one in missing_returns[:4])
            who += f" and {number - 4} more" if number > 4 else ""
        yield f"What training {who} gave their own staff: no return came."
    late = sum(len(one.late) for one in facts.products)
    if late:
        yield f"How {late} of the products sent were used: the agencies have not answered."


def confidence(seen: Evaluated) -> str:
    """Return how confidence changed in the same people, else its score at the end, with counts."""
    for one in seen.changes:
        wanted = (one.first, one.second) == (Asked.BEFORE, Asked.END)
        if one.question.code == "confidence" and wanted:
            return one.change.words
    score = seen.score("confidence", Asked.END)
    return f"at the end {score.words}" if score is not None else "not known"
