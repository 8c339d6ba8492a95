"""Which actions are to be chased today, for which time, and whom each chase goes to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Agency, Chase, Group, Matter, Person
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rating import next_chase
from safeguard_desk.rules.terms import ActionStatus, ChasedTo, GroupKind, MatterState, Side
from safeguard_desk.views.actions import is_restricted

CHASED = (ActionStatus.OPEN, ActionStatus.REOPENED)
"""What is on hold, proposed or completed is not chased."""


@dataclass(frozen=True)
class ToChase:
    """A chase that is due: of which action, the how manieth, to whom; `missing` says why it cannot.

    restricted: the action goes to its named owner only, and to nobody else of the agency.
    """

    id: str
    ref: str
    title: str
    group_id: str
    group: str
    side: Side
    due_on: date
    days_late: int
    number: int
    to: ChasedTo
    person_id: str | None
    role: str
    email: str
    agency_id: str | None
    agency: str
    last_on: date | None
    missing: str
    restricted: bool
    review: bool

    @property
    def words(self) -> str:
        """Return the action as a line of a mail."""
        late = f", {self.days_late} days late" if self.days_late else ""
        return f"{self.ref}  {self.title}, due {write_date(self.due_on)}{late}"


@dataclass(frozen=True)
class Chased:
    """A chase that was made."""

    on: date
    number: int
    to: ChasedTo
    role: str
    words: str


def to_chase(reader: Reader, group_id: str | None = None) -> list[ToChase]:
    """Return what is to be chased today, by whom it goes to, the latest first.

    An action without a date is in nobody's clock: the list "Without date" has it.
    """
    a, members = Action, _seniors(reader)
    owner = aliased(Person)
    statement = (
        select(
            *(a.id, a.ref, a.title, Group.id, Group.name, Group.kind, a.side, a.due_on),
            *(owner.id, owner.role, owner.email, Agency.id, Agency.name, is_restricted()),
            a.owner_words,
        )
        .join(Group, Group.id == a.group_id)
        .outerjoin(owner, owner.id == a.owner_id)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .where(a.status.in_(CHASED), a.due_on.is_not(None))
    )
    if group_id is not None:
        statement = statement.where(a.group_id == group_id)
    made, escalated = _made(reader), _escalated(reader)
    found = []
    rows: list[tuple[Any, ...]] = list(reader.rows(statement))
    for row in rows:
        due_on, action_id = row[7], row[0]
        days = made.get((action_id, due_on), [])
        chase = next_chase(due_on, days, reader.today)
        if chase is None or (chase.to is ChasedTo.BOARD and action_id in escalated):
            continue
        found.append(_line(row, chase.number, chase.to, days, members, reader.today))
    order = list(ChasedTo)
    found.sort(key=lambda one: (order.index(one.to), one.agency, one.role, one.due_on, one.ref))
    return found


def _line(
    row: tuple[Any, ...],
    number: int,
    to: ChasedTo,
    made: list[date],
    seniors: dict[str, tuple[str, str, str]],
    today: date,
) -> ToChase:
    person, role, email = row[8], row[9] or "", row[10] or ""
    agency_id, agency, restricted = row[11], row[12] or "", row[13]
    missing = ""
    if to is ChasedTo.SENIOR and not restricted:
        person, role, email = seniors.get(agency_id or "", (None, "", ""))
        if person is None:
            missing = f"{agency or 'Its agency'} has no senior member: tick one in People"
    elif to is ChasedTo.OWNER and person is None:
        person, role, email = seniors.get(agency_id or "", (None, "", ""))
        if person is None or restricted:
            missing = "No owner of the directory: give it one (O)"
            role = row[14] or ""
    if to is not ChasedTo.BOARD and not missing and not email:
        missing = f"{role} has no e-mail address: add it in People"
    return ToChase(
        id=row[0],
        ref=row[1],
        title=row[2],
        group_id=row[3],
        group=row[4],
        side=row[6],
        due_on=row[7],
        days_late=max(0, (today - row[7]).days),
        number=number,
        to=to,
        person_id=person,
        role=role,
        email=email,
        agency_id=agency_id,
        agency=agency,
        last_on=made[-1] if made else None,
        missing=missing,
        restricted=restricted,
        review=row[5] is GroupKind.REVIEW,
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
    """Return the days on which each action was chased for each of its due dates."""
    found: dict[tuple[str, date], list[date]] = defaultdict(list)
    statement = select(Chase.action_id, Chase.due_on, Chase.on).order_by(Chase.on, Chase.number)
    for action_id, due_on, on in reader.rows(statement):
        found[action_id, due_on].append(on)
    return found


def _escalated(reader: Reader) -> frozenset[str]:
    """Return the actions that a board has before it and has not answered."""
    statement = (
        select(Chase.action_id)
        .join(Matter, Matter.id == Chase.matter_id)
        .where(Matter.state != MatterState.CLOSED)
    )
    return frozenset(reader.scalars(statement))


def chased(reader: Reader, action_id: str) -> list[Chased]:
    """Return the chases of an action that were made, newest first."""
    statement = (
        select(Chase.on, Chase.number, Chase.to, Person.role, Chase.words)
        .outerjoin(Person, Person.id == Chase.person_id)
        .where(Chase.action_id == action_id)
        .order_by(Chase.on.desc(), Chase.number.desc())
    )
    return [
        Chased(on, number, to, role or "", words)
        for on, number, to, role, words in reader.rows(statement)
    ]
