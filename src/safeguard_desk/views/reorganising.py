"""What a group has in hand and would hand on, when groups are merged, split, renamed or ended."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, null, or_, select, true
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    KINDS,
    Agency,
    Group,
    Meeting,
    Membership,
    Person,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.reorganising import Plan, takers
from safeguard_desk.rules.terms import (
    ActionStatus,
    Capacity,
    GroupKind,
    MatterState,
    MeetingState,
    RiskStatus,
)
from safeguard_desk.rules.terms_boards import ChallengeOutcome, GuidanceState
from safeguard_desk.rules.terms_learning import NeedState, ProductState, ReturnState
from safeguard_desk.rules.terms_quality import AuditState, Decided
from safeguard_desk.rules.terms_review import ReviewState
from safeguard_desk.rules.terms_thread import Response

_Columns = Any
_Open = Callable[[_Columns, date], "ColumnElement[bool]"]


class Moving(NamedTuple):
    """Records of a kind that go where their group's work goes: which of them, and their name."""

    kind: str
    heading: str
    name: str
    is_open: _Open
    at_home: GroupKind | None = None
    """The kind of group that has a workspace for them; None where every group has."""


def _open_term(name: str, term: Any) -> _Open:
    held = [one for one in term if one.is_open]
    return lambda columns, _: columns[name].in_(held)


def _any(_: _Columns, __: date) -> ColumnElement[bool]:
    return true()


def _with_source(_: _Columns, __: date) -> ColumnElement[bool]:
    return false()


_QA, _LD, _CR = GroupKind.QUALITY, GroupKind.LEARNING, GroupKind.REVIEW
MOVING: tuple[Moving, ...] = (
    Moving("actions", "Open actions", "title", _open_term("status", ActionStatus)),
    Moving(
        *("matters", "Forward plan", "title"),
        lambda columns, _: columns.state != MatterState.CLOSED,
    ),
    Moving("risks", "Open risks", "title", lambda c, _: c.status == RiskStatus.OPEN),
    Moving(
        *("decisions_between", "Decisions to be ratified", "text"),
        lambda c, _: c.ratified_at_id.is_(None),
    ),
    Moving("audits", "Audits", "title", _open_term("state", AuditState), _QA),
    Moving("audit_tools", "Audit tools", "name", _any, _QA),
    Moving(
        *("inspections", "Inspections", "title"),
        lambda c, today: or_(c.decided == Decided.AWAITED, c.next_on >= today),
    ),
    Moving("indicators", "Indicators", "title", lambda c, _: c.ended_on.is_(None), _QA),
    Moving("standard_sets", "Standards", "name", _any, _QA),
    Moving(
        *("assessment_rounds", "Rounds of self-assessment", "title"),
        lambda c, _: c.closed_on.is_(None),
        _QA,
    ),
    Moving("reviews", "Case reviews", "ref", _open_term("state", ReviewState), _CR),
    Moving("review_themes", "Themes of reviews", "title", _any, _CR),
    Moving(
        *("child_death_findings", "Child death findings", "period"),
        lambda c, _: c.response == "",
        _CR,
    ),
    Moving("learning_needs", "Learning needs", "title", _open_term("state", NeedState), _LD),
    Moving("courses", "Courses", "title", lambda c, _: c.ended_on.is_(None), _LD),
    Moving(
        *("learning_products", "Learning products", "title"),
        lambda c, _: c.state != ProductState.WITHDRAWN,
        _LD,
    ),
    Moving(
        *("training_returns", "Returns on single agency training", "ref"),
        lambda c, _: c.state != ReturnState.ANSWERED,
        _LD,
    ),
    Moving(
        *("challenges", "Challenges without an outcome", "text"),
        lambda c, _: c.outcome == ChallengeOutcome.OPEN,
    ),
    Moving("guidance", "Guidance", "title", lambda c, _: c.state != GuidanceState.WITHDRAWN),
    Moving("findings", "Findings", "text", _with_source),
    Moving(
        *("recommendations", "Recommendations", "text"),
        lambda c, _: c.response == Response.AWAITED,
    ),
    Moving(
        *("learning_points", "Learning points", "text"),
        lambda c, _: or_(
            c.individuals_on.is_(None), c.teams_on.is_(None), c.organisations_on.is_(None)
        ),
    ),
)
"""What goes along, besides members; findings and what rests on them go where their source goes."""
STAYING = frozenset(
    {
        "action_sheets", "dispatches", "meetings", "memberships", "named_views",
        "reports", "standing_items", "terms_of_reference",
    }
)  # fmt: skip
"""Kinds with a group that stay with it as they are: they are its record."""
_WITH_SOURCE = frozenset({"findings", "recommendations", "learning_points"})
"""Kinds that go where what they came from goes, whether or not they are settled."""
_ROOTS = ("source_id", "finding_id")
_LONG = 160
_CHAIRS = 2


@dataclass(frozen=True)
class Thing:
    """Something that goes along: a record, or a member's place in the group.

    `follows` is the id of the record that it came from and goes with, where that goes too.
    """

    kind: str
    id: str
    heading: str
    ref: str
    title: str
    group: str
    restricted: bool = False
    follows: str | None = None
    at_home: GroupKind | None = None


@dataclass(frozen=True)
class Meetings:
    """Meetings that a group that ends would still have held: they are cancelled."""

    group: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class InHand:
    """What groups have in hand, group by group."""

    things: tuple[Thing, ...]
    meetings: tuple[Meetings, ...] = field(default=())
    today: date = date.max

    def counts(self, group: str) -> Mapping[str, int]:
        """Return how many of each heading a group has, in the order of the list."""
        found: dict[str, int] = {}
        for thing in self.things:
            if thing.group == group:
                found[thing.heading] = found.get(thing.heading, 0) + 1
        return found


class GroupLine(NamedTuple):
    """A group as it stands: one that could be reorganised."""

    id: str
    code: str
    name: str
    kind: GroupKind
    members: int
    open_actions: int


class EndedGroup(NamedTuple):
    """A group that has ended, and the code of the group that followed it, if one did."""

    id: str
    code: str
    name: str
    kind: GroupKind
    ended_on: date
    successor: str


def ended_groups(reader: Reader) -> list[EndedGroup]:
    """Return the groups that have ended, boards left out, the latest first."""
    group, after = Group, aliased(Group)
    statement = (
        select(group.id, group.code, group.name, group.kind, group.ended_on, after.code)
        .outerjoin(after, after.id == group.successor_id)
        .where(group.kind != GroupKind.BOARD, group.ended_on < reader.today)
        .order_by(group.ended_on.desc(), group.code)
    )
    return [
        EndedGroup(identity, code, name, kind, ended_on, successor or "")
        for identity, code, name, kind, ended_on, successor in reader.rows(statement)
        if ended_on is not None
    ]


def current_groups(reader: Reader) -> list[GroupLine]:
    """Return every group that has not ended, boards left out, with members and open actions."""
    group, member = Group, Membership
    today = reader.today
    members = (
        select(func.count())
        .where(member.group_id == group.id, _current(today))
        .correlate(group.__table__)
        .scalar_subquery()
    )
    actions: _Columns = KINDS["actions"].__table__.c
    raised = (
        select(func.count())
        .where(actions.group_id == group.id, MOVING[0].is_open(actions, today))
        .correlate(group.__table__)
        .scalar_subquery()
    )
    statement = (
        select(group.id, group.code, group.name, group.kind, members, raised)
        .where(group.kind != GroupKind.BOARD)
        .where(or_(group.ended_on.is_(None), group.ended_on >= today))
        .order_by(group.created_at, group.id)
    )
    return [GroupLine(*row) for row in reader.rows(statement)]


def in_hand(reader: Reader, codes: Collection[str], on: date) -> InHand:
    """Return what the groups of these codes have in hand, and what they would meet for after a day.

    Records come with the words people know them by; restricted ones are marked.
    """
    groups = dict(reader.rows(select(Group.id, Group.code).where(Group.code.in_(codes))))
    things = _members(reader, groups, on)
    for moving in MOVING:
        things += _records(reader, moving, groups, {thing.id for thing in things})
    return InHand(tuple(things), tuple(_meetings(reader, groups, on)), reader.today)


def _current(on: date) -> ColumnElement[bool]:
    return or_(Membership.to_on.is_(None), Membership.to_on >= on)


def _members(reader: Reader, groups: Mapping[str, str], on: date) -> list[Thing]:
    statement = (
        select(Membership.id, Membership.group_id, Membership.capacity, Person.role, Agency.name)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Person.agency_id)
        .where(Membership.group_id.in_(groups), _current(on))
        .order_by(Membership.capacity == Capacity.MEMBER, Person.role, Membership.id)
    )
    return [
        Thing(
            *("memberships", identity, "Members", capacity.label),
            f"{role}, {agency}" if agency else role,
            groups[group],
        )
        for identity, group, capacity, role, agency in reader.rows(statement)
    ]


def _records(
    reader: Reader, moving: Moving, groups: Mapping[str, str], going: Collection[str]
) -> list[Thing]:
    c: _Columns = KINDS[moving.kind].__table__.c
    condition = moving.is_open(c, reader.today)
    roots = [c[name] for name in _ROOTS if name in c]
    told = [c[name] if name in c else null() for name in ("ref", "restricted", *_ROOTS)]
    statement = (
        select(c.id, c.group_id, c[moving.name], condition, *told)
        .where(c.group_id.in_(groups))
        .where(or_(condition, *(one.is_not(None) for one in roots if moving.kind in _WITH_SOURCE)))
        .order_by(c.created_at, c.id)
    )
    things = []
    for identity, group, name, is_open, ref, restricted, *named in reader.rows(statement):
        follows = next((root for root in named if root in going), None)
        if is_open or follows is not None:
            things.append(
                Thing(
                    *(moving.kind, identity, moving.heading, ref or "", str(name)[:_LONG]),
                    *(groups[group], bool(restricted), follows, moving.at_home),
                )
            )
    return things


def _meetings(reader: Reader, groups: Mapping[str, str], on: date) -> list[Meetings]:
    m = Meeting
    statement = (
        select(m.group_id, m.ref)
        .where(
            and_(m.group_id.in_(groups), m.held_on >= on),
            m.state.not_in((MeetingState.HELD, MeetingState.CANCELLED)),
        )
        .order_by(m.held_on, m.ref)
    )
    found: dict[str, list[str]] = {}
    for group, ref in reader.rows(statement):
        found.setdefault(groups[group], []).append(ref)
    return [Meetings(code, tuple(refs)) for code, refs in found.items()]


def warnings(plan: Plan, held: InHand, kinds: Mapping[str, GroupKind]) -> list[str]:
    """Say what a plan does that somebody may not have meant; `kinds` are those of all groups."""
    going = [
        (thing, code)
        for thing in held.things
        for code in takers(plan, thing.id, thing.group, thing.follows)
        if code != thing.group
    ]
    return [
        *_ahead(plan, going, held.today),
        *_homeless(going, {**kinds, **{one.code: one.kind for one in plan.founds}}),
        *_chairs(plan, going),
        *(
            f"{one.group}: {len(one.refs)} planned meeting(s) are cancelled ({_first(one.refs)});"
            " what was on their agendas goes to the forward plan."
            for one in held.meetings
            if one.group in plan.ends
        ),
        *(
            f"{one.code} begins without members."
            for one in plan.founds
            if not any(code == one.code for thing, code in going if thing.kind == "memberships")
        ),
        *(
            f"The members of {code} end with it: nobody takes them."
            for code, taker in plan.ends.items()
            if not taker and held.counts(code).get("Members")
        ),
    ]


def _ahead(plan: Plan, going: list[tuple[Thing, str]], today: date) -> list[str]:
    """Say what does not wait for the first day of the new order, where that is still to come."""
    if plan.on <= today:
        return []
    work = sum(thing.kind != "memberships" for thing, _ in going)
    at_once = [f"{work} records go over" if work else "", "names change" if plan.renames else ""]
    told = " and ".join(filter(None, at_once))
    return [
        f"{write_date(plan.on)} is still to come: members and meetings follow on that day"
        + (f", but {told} at once." if told else ".")
    ]


def _homeless(going: list[tuple[Thing, str]], known: Mapping[str, GroupKind]) -> list[str]:
    counts: dict[tuple[str, str], int] = {}
    for thing, code in going:
        if thing.at_home not in {None, known.get(code)}:
            key = (thing.heading, code)
            counts[key] = counts.get(key, 0) + 1
    return [
        f"{count} of “{heading}” go to {code}, whose tab has no workspace for them: search and"
        " threads still find them. A group of the right kind has one."
        for (heading, code), count in counts.items()
    ]


def _chairs(plan: Plan, going: list[tuple[Thing, str]]) -> list[str]:
    begins = {one.code for one in plan.founds}
    counts: dict[str, int] = {}
    for thing, code in going:
        if thing.kind == "memberships" and thing.ref == Capacity.CO_CHAIR.label:
            counts[code] = counts.get(code, 0) + 1
    told = []
    for code, count in counts.items():
        if code not in begins:
            told.append(f"{count} co-chair(s) join {code} as members: it has co-chairs of its own.")
        elif count != _CHAIRS:
            told.append(f"{code} begins with {count} co-chair(s); a group has {_CHAIRS}.")
    return told


def _first(refs: tuple[str, ...]) -> str:
    return ", ".join(refs[:3]) + (" …" if len(refs) > 3 else "")
