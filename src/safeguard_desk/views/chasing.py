"""Which actions are to be chased today, for which time, and whom each chase goes to."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, case, cast, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Agency, Chase, Group, Matter, Person
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rating import CHASE_BEFORE, next_chase
from safeguard_desk.rules.terms import ActionStatus, ChasedTo, GroupKind, MatterState, Side
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.agreed_words import APART, of_actions
from safeguard_desk.views.sides import EVERY

CHASED = (ActionStatus.OPEN, ActionStatus.REOPENED)
"""What is on hold, proposed or completed is not chased."""


@dataclass(frozen=True)
class ToChase:
    """A chase that is due: of which action, the how manieth, to whom; `missing` says why it cannot.

    owner: who owns the action, where the chase goes to somebody else. restricted: the action goes
    to its named owner only, and to nobody else of the agency; all of a review group are. lacks:
    what is missing and can be given here: "due_on", "owner", "email" or "senior". agreed: the
    anonymous wording of a restricted action, where there is one.
    """

    id: str
    ref: str
    title: str
    group_id: str
    group: str
    side: Side
    due_on: date | None
    days_late: int
    number: int
    to: ChasedTo
    owner: str
    person_id: str | None
    role: str
    email: str
    agency_id: str | None
    agency: str
    last_on: date | None
    missing: str
    restricted: bool
    review: bool
    lacks: str = ""
    agreed: str = ""

    @property
    def told(self) -> str:
        """What is asked, as a mail may say it: of a restricted action in agreed wording only."""
        return self.agreed or APART if self.restricted else self.title

    @property
    def due(self) -> str:
        """Return the due date in words."""
        return write_date(self.due_on) if self.due_on else "no date"

    @property
    def words(self) -> str:
        """Return the action as a line of a mail."""
        days = "day" if self.days_late == 1 else "days"
        late = f", {self.days_late} {days} late" if self.days_late else ""
        owned = f" (owner: {self.owner})" if self.to is not ChasedTo.OWNER and self.owner else ""
        return f"{self.ref}  {self.told}, due {self.due}{late}{owned}"


@dataclass(frozen=True)
class Chased:
    """A chase that was made; `mailed` where a mail went out."""

    on: date
    number: int
    to: ChasedTo
    role: str
    words: str
    mailed: bool

    @property
    def told(self) -> str:
        """Return it in words for the action's updates, where what was answered stands too."""
        if self.to is ChasedTo.BOARD:
            return f"Put before the board: {self.words}"
        how = "mail" if self.mailed else "phone"
        senior = ", the senior member" if self.to is ChasedTo.SENIOR else ""
        return f"Chase {self.number} by {how} to {self.role or 'the owner'}{senior}"


def to_chase(
    reader: Reader, group_id: str | None = None, *, on: date | None = None
) -> list[ToChase]:
    """Return what is to be chased today (or on another day), by whom it goes to, the latest first.

    An action without a date is in nobody's clock, and is listed last with what it lacks.
    """
    found = _due(reader, on or reader.today, group_id)
    if any(one.restricted for one in found):
        words = of_actions(reader)
        found = [replace(one, agreed=words.get(one.id, "")) for one in found]
    return sorted(found, key=_order)


def _due(
    reader: Reader,
    today: date,
    group_id: str | None = None,
    sides: frozenset[Side] = EVERY,
    *,
    begun: bool = False,
) -> list[ToChase]:
    """Return what is to be chased, in no order and without wording agreed for others.

    begun: those only that were chased before.
    """
    a, seniors = Action, _seniors(reader)
    owner = aliased(Person)
    # No chase falls earlier than the working days before the due date: what is due later can wait.
    until = add_working_days(today, CHASE_BEFORE)
    statement = (
        select(
            *(a.id, a.ref, a.title, Group.id, Group.name, Group.kind, a.side, a.due_on),
            *(owner.id, owner.role, owner.email, owner.ended_on, a.owner_words),
            *(Agency.id, Agency.name, is_restricted(), a.due_words),
        )
        .join(Group, Group.id == a.group_id)
        .outerjoin(owner, owner.id == a.owner_id)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .where(a.status.in_(CHASED), or_(a.due_on.is_(None), a.due_on <= until))
    )
    if group_id is not None:
        statement = statement.where(a.group_id == group_id)
    if sides != EVERY:
        statement = statement.where(a.side.in_(sides))
    if begun:
        statement = statement.where(_begun())
    made, escalated = _made(reader), escalated_ids(reader)
    found = []
    rows: list[tuple[Any, ...]] = list(reader.rows(statement))
    for action in map(_Waiting._make, rows):
        if action.due_on is None:
            found.append(_undated(action))
            continue
        days = made.get((action.id, action.due_on), [])
        chase = next_chase(action.due_on, days, today)
        if chase is None or (chase.to is ChasedTo.BOARD and action.id in escalated):
            continue
        late = max(0, (today - action.due_on).days)
        whom = _whom(action, chase.to, seniors)
        found.append(_line(action, chase.number, chase.to, whom, days, late))
    return found


def _order(one: ToChase) -> tuple[Any, ...]:
    late = (one.due_on or date.max, one.ref)
    return (one.due_on is None, list(ChasedTo).index(one.to), one.agency, one.role, *late)


@dataclass(frozen=True)
class Counted:
    """How many chases of a group are due, how many go to a board, and how many cannot."""

    group_id: str
    group: str
    number: int
    boards: int
    stuck: int
    review: bool


def counted(reader: Reader, sides: frozenset[Side] = EVERY) -> list[Counted]:
    """Return the chases that are due today by group, without those of actions without a date.

    What was never chased goes to its owner as soon as it is in its time, and is counted by the
    file; only the rest is looked at one by one.
    """
    again: dict[str, list[ToChase]] = defaultdict(list)
    for one in _due(reader, reader.today, sides=sides, begun=True):
        if one.due_on is not None:
            again[one.group_id].append(one)
    found = []
    for group_id, name, kind, fresh, stuck in _fresh(reader, sides):
        held = again[group_id]
        number = fresh + len(held)
        if number:
            boards = sum(one.to is ChasedTo.BOARD for one in held)
            missing = stuck + sum(bool(one.missing) for one in held)
            review = kind is GroupKind.REVIEW
            found.append(Counted(group_id, name, number, boards, missing, review))
    return found


def _fresh(reader: Reader, sides: frozenset[Side]) -> list[tuple[str, str, GroupKind, int, int]]:
    """Return of each group how many actions are to be chased for the first time, and cannot be."""
    a, owner = Action, aliased(Person)
    reached = [agency for agency, (_, _, email) in _seniors(reader).items() if email]
    unowned = or_(
        Group.kind == GroupKind.REVIEW,
        a.agency_id.is_(None),
        a.agency_id.not_in(reached),
        is_restricted(),
    )
    stuck = case(
        (owner.id.is_(None), unowned), else_=or_(owner.ended_on.is_not(None), owner.email == "")
    )
    statement = (
        select(a.group_id, func.count(), func.sum(cast(stuck, Integer)))
        .join(Group, Group.id == a.group_id)
        .outerjoin(owner, owner.id == a.owner_id)
        .where(a.status.in_(CHASED), a.due_on <= add_working_days(reader.today, CHASE_BEFORE))
        .where(~_begun(), a.side.in_(sides))
        .group_by(a.group_id)
    )
    found = {group: (number, without) for group, number, without in reader.rows(statement)}
    groups = select(Group.id, Group.name, Group.kind).order_by(Group.created_at)
    return [(*row, *found.get(row[0], (0, 0))) for row in reader.rows(groups)]


def _begun() -> ColumnElement[bool]:
    """Return the condition that an action was chased for the due date that it has."""
    asked = select(Chase.id).where(Chase.action_id == Action.id, Chase.number > 0)
    return asked.where(Chase.due_on == Action.due_on).correlate(Action).exists()


class _Waiting(NamedTuple):
    """An action that somebody waits for, as the statement above reads it."""

    id: str
    ref: str
    title: str
    group_id: str
    group: str
    kind: GroupKind
    side: Side
    due_on: date | None
    owner_id: str | None
    owner: str | None
    email: str | None
    left_on: date | None
    owner_words: str
    agency_id: str | None
    agency: str | None
    hidden: bool
    due_words: str

    @property
    def restricted(self) -> bool:
        """Tell whether nobody but its owner may read of it."""
        return self.hidden or self.kind is GroupKind.REVIEW


@dataclass(frozen=True)
class _Whom:
    """Whom a chase goes to, and what stands in its way."""

    person_id: str | None
    role: str
    email: str
    missing: str = ""
    lacks: str = ""


def _whom(action: _Waiting, to: ChasedTo, seniors: dict[str, tuple[str, str, str]]) -> _Whom:
    """Return whom a chase goes to: of a restricted action always its named owner."""
    owner = (action.owner_id or "", action.owner or action.owner_words, action.email or "")
    # What an agency as a whole has taken on is asked of its senior member from the first.
    by_agency = action.owner_id is None or to is ChasedTo.SENIOR
    if to is ChasedTo.BOARD:
        return _Whom(action.owner_id, *owner[1:])
    if by_agency and not action.restricted:
        person_id, role, email = seniors.get(action.agency_id or "", ("", "", ""))
    else:
        person_id, role, email = owner
        if action.left_on is not None:
            words = f"{role} has left: name another owner"
            return _Whom(None, role, "", words, "owner")
    if not person_id and action.owner_id is not None and action.agency_id is not None:
        words = f"{action.agency} has no senior member: name one"
        return _Whom(None, "", "", words, "senior")
    if not person_id:
        words = "No owner of the directory: name one"
        return _Whom(None, action.owner_words, "", words, "owner")
    if not email:
        return _Whom(person_id, role, "", f"{role} has no e-mail address: give it", "email")
    return _Whom(person_id, role, email)


def _undated(action: _Waiting) -> ToChase:
    """Return an action that no clock runs for, with what to do about it."""
    said = f" (“{action.due_words}”)" if action.due_words else ""
    whom = _Whom(
        action.owner_id,
        action.owner or action.owner_words,
        action.email or "",
        f"No due date{said}: give one",
        "due_on",
    )
    return _line(action, 1, ChasedTo.OWNER, whom, [], 0)


def _line(
    action: _Waiting, number: int, to: ChasedTo, whom: _Whom, days: list[date], late: int
) -> ToChase:
    return ToChase(
        id=action.id,
        ref=action.ref,
        title=action.title,
        group_id=action.group_id,
        group=action.group,
        side=action.side,
        due_on=action.due_on,
        days_late=late,
        number=number,
        to=to,
        owner=action.owner or action.owner_words,
        person_id=whom.person_id,
        role=whom.role,
        email=whom.email,
        agency_id=action.agency_id,
        agency=action.agency or "",
        last_on=days[-1] if days else None,
        missing=whom.missing,
        restricted=action.restricted,
        review=action.kind is GroupKind.REVIEW,
        lacks=whom.lacks,
    )


def _seniors(reader: Reader) -> dict[str, tuple[str, str, str]]:
    """Return the senior member of each agency by its id: the person, the role, the address."""
    p = Person
    statement = (
        select(p.agency_id, p.id, p.role, p.email)
        .where(p.senior, p.agency_id.is_not(None), p.ended_on.is_(None))
        .order_by(p.email == "", p.role)
    )
    found: dict[str, tuple[str, str, str]] = {}
    for agency_id, person, role, email in reader.rows(statement):
        if agency_id is not None:
            found.setdefault(agency_id, (person, role, email))
    return found


def _made(reader: Reader) -> dict[tuple[str, date], list[date]]:
    """Return the days on which each action was chased for each of its due dates.

    One put before a board while no chase was due has the number 0: it was not asked for again.
    """
    found: dict[tuple[str, date], list[date]] = defaultdict(list)
    statement = (
        select(Chase.action_id, Chase.due_on, Chase.on)
        .where(Chase.number > 0)
        .order_by(Chase.on, Chase.number)
    )
    for action_id, due_on, on in reader.rows(statement):
        found[action_id, due_on].append(on)
    return found


def escalated_ids(reader: Reader) -> frozenset[str]:
    """Return the actions that a board has before it and has not answered."""
    statement = (
        select(Chase.action_id)
        .join(Matter, Matter.id == Chase.matter_id)
        .where(Matter.state != MatterState.CLOSED)
    )
    return frozenset(reader.scalars(statement))


def chased(reader: Reader, action_id: str) -> list[Chased]:
    """Return the chases of an action that were made, newest first."""
    c = Chase
    statement = (
        select(c.on, c.number, c.to, Person.role, c.words, c.dispatch_id.is_not(None))
        .outerjoin(Person, Person.id == c.person_id)
        .where(c.action_id == action_id)
        .order_by(c.on.desc(), c.number.desc())
    )
    return [
        Chased(on, number, to, role or "", words, mailed)
        for on, number, to, role, words, mailed in reader.rows(statement)
    ]
