"""Reviews as their board and their lists show them: how far each is, and how its clocks stand."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Board,
    Person,
    Review,
    ReviewAgency,
    ReviewClock,
    ReviewRole,
    ReviewTool,
)
from safeguard_desk.rules.clocks import CLOCKS, ClockState, clock_state
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.review_states import following
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import (
    Abuse,
    Harm,
    ImpactSeen,
    Panel,
    Publication,
    ReviewKind,
    ReviewState,
)

SHORT = {
    "notification": "Notify Panel",
    "rapid-review": "Rapid review",
    "lcspr": "Publish",
    "lcspr-copy": "Copy to Panel",
    "sar-decision": "Decide",
    "sar": "Complete",
    "impact-check": "Check impact",
}
"""What a clock asks for, in two words."""
SIGNS = {"running": "◷", "extended": "↷", "met": "✓", "missed": "!", "stopped": "■"}
"""How a clock stands, so that colour never speaks alone."""
_NEXT = {
    ReviewState.REFERRED: "Screen the referral",
    ReviewState.SCREENED: "Answer the criteria and decide",
    ReviewState.DECISION: "Agree terms of reference and a tool",
    ReviewState.SCOPED: "Ask agencies for their summaries",
    ReviewState.GATHERING: "Merge the chronology and analyse",
    ReviewState.ANALYSIS: "Take findings down and draft the report",
    ReviewState.DRAFT: "Agree the report in the group",
    ReviewState.AGREED: "Take the report to the board",
    ReviewState.ACCEPTED: "Settle publication",
    ReviewState.PUBLISHED: "Agree the action plan",
    ReviewState.PLAN: "Check impact",
    ReviewState.IMPACT: "Close the review",
}

_DOES = {
    ReviewState.REFERRED: "Business unit",
    ReviewState.SCREENED: "Co-chairs",
    ReviewState.DECISION: "Co-chairs",
    ReviewState.DRAFT: "Co-chairs",
    ReviewState.AGREED: "Co-chairs",
    ReviewState.ACCEPTED: "Board",
    ReviewState.PUBLISHED: "Co-chairs",
    ReviewState.PLAN: "Group",
    ReviewState.IMPACT: "Business unit",
}
"""Who does what is next in a state; in all others the lead reviewer does."""


@dataclass(frozen=True)
class ClockView:
    """A clock of a review: the rule it started under, and how it stands."""

    id: str
    review_id: str
    kind: str
    starts_on: date
    due_on: date
    source: str
    valid_from: date | None
    valid_to: date | None
    state: ClockState

    @property
    def label(self) -> str:
        """What it is, in full."""
        return CLOCKS[self.kind].label

    @property
    def short(self) -> str:
        """What it asks for, with its sign and days: "! Decide: 3 days late"."""
        told = {
            "met": f"met {write_date(self.met_on)}" if self.met_on else "met",
            "stopped": f"stopped: {_brief(self.stopped)}",
            "extended": f"{_days(self.state.days)} left, extended: {_brief(self.extended)}",
            "missed": f"missed by {_days(abs(self.state.days))}",
        }.get(self.state.standing, f"{_days(self.state.days)} left")
        late = "" if self.state.in_time or self.state.standing == "missed" else ", late"
        return f"{SIGNS[self.state.standing]} {SHORT.get(self.kind, self.kind)}: {told}{late}"

    @property
    def edition(self) -> str:
        """When the rule it started under was or is in force."""
        if self.valid_from is None:
            return ""
        if self.valid_to is None:
            return f"in force from {write_date(self.valid_from)}"
        return f"in force {write_date(self.valid_from)} to {write_date(self.valid_to)}"

    met_on: date | None = None
    stopped_on: date | None = None
    stopped: str = ""
    extended: str = ""

    @property
    def urgency(self) -> tuple[int, int]:
        """What orders clocks: the most urgent first, those that no longer run last."""
        live = self.state.standing in {"running", "extended", "missed"}
        return (0 if live else 1, self.state.days)


def _brief(reason: str) -> str:
    return shorten(reason, 44, placeholder=" …")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}" if count else "today"


@dataclass(frozen=True)
class Head:
    """A case by itself."""

    id: str
    ref: str
    title: str
    group_id: str
    board: str
    side: Side
    kind: ReviewKind
    state: ReviewState
    state_reason: str
    referred_on: date
    referred_by: str
    agency_id: str | None
    agency: str
    happened: str
    happened_on: date | None
    harm: Harm
    abuse: Abuse
    aware_on: date | None
    notified_on: date | None
    decided_on: date | None
    decided_by: str
    decision_reasons: str
    initiated_on: date | None
    purpose: str
    questions: str
    immediate_action: str
    lived_experience: str
    national_issues: str
    period_from: date | None
    period_to: date | None
    traits: str
    tool_id: str | None
    tool: str
    tool_reasons: str
    cost_planned: int
    cost_actual: int
    analysis: str
    public_words: str
    publication: Publication
    publication_reason: str
    published_on: date | None
    published_until: date | None
    published_where: str
    plan_agreed_on: date | None
    impact: str
    impact_on: date | None
    impact_seen: ImpactSeen | None
    answer: str
    answered_on: date | None
    restricted: bool

    @property
    def next_state(self) -> ReviewState | None:
        """The state that comes after this one."""
        return following(self.kind, self.state)

    @property
    def next_step(self) -> str:
        """What is to be done now."""
        if self.kind.is_light and self.state.is_open:
            return "Agree what is learned and answer those who sent it"
        return _NEXT.get(self.state, "")


@dataclass(frozen=True)
class Card:
    """A case on the board: itself, its clocks, who leads it and which agencies it concerns."""

    head: Head
    clocks: tuple[ClockView, ...]
    who: str
    agencies: tuple[str, ...]
    awaited: tuple[str, ...] = ()
    """Agencies whose summary is awaited; with "late" behind those that are."""

    @property
    def side(self) -> Side:
        """The side of the case."""
        return self.head.side

    @property
    def next_who(self) -> str:
        """Who does what is next: by the state, or the lead reviewer where the review is theirs."""
        return _DOES.get(self.head.state, "") or self.who or "Business unit"

    @property
    def next_line(self) -> str:
        """Who does what next, in a line; the state where nothing is."""
        head = self.head
        if not head.state.is_open:
            return head.state.label
        step = head.next_step
        if self.awaited and head.state in {ReviewState.SCOPED, ReviewState.GATHERING}:
            step = f"Get summaries: {', '.join(self.awaited)}"
        return f"{self.next_who}: {step[0].lower()}{step[1:]}"

    @property
    def id(self) -> str:
        """The case's id."""
        return self.head.id

    @property
    def urgent(self) -> ClockView | None:
        """The clock that runs out next or is missed."""
        live = (one for one in self.clocks if one.urgency[0] == 0)
        return min(live, key=lambda one: one.urgency, default=None)


_OWN = [name for name in Head.__annotations__ if name not in {"board", "agency", "tool"}]


def heads(reader: Reader, group_id: str | None = None) -> list[Head]:
    """Return the cases of a group (of all, where none is named), by code name."""
    statement = (
        select(Board.code, Agency.name, ReviewTool.name, *(getattr(Review, n) for n in _OWN))
        .select_from(Review)
        .outerjoin(Board, Board.id == Review.board_id)
        .outerjoin(Agency, Agency.id == Review.agency_id)
        .outerjoin(ReviewTool, ReviewTool.id == Review.tool_id)
        .order_by(Review.ref)
    )
    if group_id is not None:
        statement = statement.where(Review.group_id == group_id)
    return [
        Head(
            board=board or "SSP and HSCB",
            agency=agency or "",
            tool=tool or "",
            **dict(zip(_OWN, rest, strict=True)),
        )
        for board, agency, tool, *rest in reader.rows(statement)
    ]


def head(reader: Reader, review_id: str) -> Head:
    """Return one case; refuse when it is no longer there."""
    group = reader.scalar(select(Review.group_id).where(Review.id == review_id))
    found = next((one for one in heads(reader, group) if one.id == review_id), None)
    if found is None:
        raise Refusal(
            "This case is no longer there.", "Nothing is shown.", "Look at the list again."
        )
    return found


def find_id(reader: Reader, ref: str) -> str:
    """Return the id of a case by its code name; refuse an unknown one."""
    wanted = ref.strip().upper()
    found: str | None = reader.scalar(select(Review.id).where(func.upper(Review.ref) == wanted))
    if found is None:
        raise Refusal(
            f"There is no case “{ref.strip()}”.",
            "Nothing was made.",
            "See: list reviews. A code name reads like CR-2026-04.",
        )
    return found


def clocks(reader: Reader, review_id: str | None = None) -> list[ClockView]:
    """Return the clocks of a case (of all, where none is named), the most urgent first."""
    c = ReviewClock
    statement = select(
        *(c.id, c.review_id, c.kind, c.starts_on, c.due_on, c.source, c.valid_from, c.valid_to),
        *(c.met_on, c.stopped, c.stopped_on, c.extended, c.extended_to),
    )
    if review_id is not None:
        statement = statement.where(c.review_id == review_id)
    found = []
    for row in reader.rows(statement):
        clock, review, kind, starts_on, due_on, source, valid_from, valid_to, *rest = row
        met_on, stopped, stopped_on, extended, extended_to = rest
        state = clock_state(
            *(due_on, reader.today),
            met_on=met_on,
            stopped=stopped,
            extended_to=extended_to,
            extended=extended,
        )
        found.append(
            ClockView(
                *(clock, review, kind, starts_on, due_on, source, valid_from, valid_to, state),
                *(met_on, stopped_on, stopped, extended),
            )
        )
    return sorted(found, key=lambda one: (*one.urgency, one.kind))


def cards(reader: Reader, group_id: str | None = None) -> list[Card]:
    """Return the cases of a group as cards: the most urgent first, then by code name."""
    by_case: dict[str, list[ClockView]] = defaultdict(list)
    for clock in clocks(reader):
        by_case[clock.review_id].append(clock)
    leads = _leads(reader)
    involved: dict[str, list[str]] = defaultdict(list)
    awaited: dict[str, list[str]] = defaultdict(list)
    r = ReviewAgency
    statement = (
        select(r.review_id, Agency.short_name, Agency.name, r.asked_on, r.due_on, r.received_on)
        .join(Agency, Agency.id == ReviewAgency.agency_id)
        .order_by(Agency.name)
    )
    for review_id, short, name, asked, due, received in reader.rows(statement):
        involved[review_id].append(short or name)
        if asked is not None and received is None:
            late = due is not None and due < reader.today
            awaited[review_id].append(f"{short or name}{' late' if late else ''}")
    found = [
        Card(
            *(one, tuple(by_case[one.id]), leads.get(one.id, "")),
            *(tuple(involved[one.id]), tuple(awaited[one.id])),
        )
        for one in heads(reader, group_id)
    ]
    return sorted(found, key=_order)


def _order(card: Card) -> tuple[int, int, str]:
    urgent = card.urgent
    live = card.head.state.is_open
    return (0 if live else 1, urgent.state.days if urgent and live else 10_000, card.head.ref)


def _leads(reader: Reader) -> dict[str, str]:
    statement = (
        select(ReviewRole.review_id, Person.role, ReviewRole.words)
        .outerjoin(Person, Person.id == ReviewRole.person_id)
        .where(ReviewRole.role == Panel.LEAD)
        .order_by(ReviewRole.created_at)
    )
    return {review: role or words for review, role, words in reader.rows(statement)}
