"""Who may be written to about a meeting, what was sent, and the words of letters."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    ActionOwner,
    Agency,
    Attendance,
    Dispatch,
    LetterTemplate,
    Meeting,
    Membership,
    Person,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.letters import USUAL
from safeguard_desk.rules.terms import ActionStatus, Capacity, DispatchKind, PackEdition
from safeguard_desk.views.actions import is_restricted

_NAMED = frozenset({Capacity.CO_CHAIR, Capacity.SECRETARIAT})
"""Capacities that may have the restricted part, unless the partnership names others."""


@dataclass(frozen=True)
class Recipient:
    """Somebody who may be written to; `email` is empty where the directory has none.

    named: the person may have the restricted part. deputy_of: the member whom a deputy stands for.
    """

    person_id: str
    role: str
    agency_id: str | None
    agency: str
    email: str
    capacity: Capacity
    deputy_of: str = ""

    @property
    def named(self) -> bool:
        """Say whether the person may have the restricted part."""
        return self.capacity in _NAMED and not self.deputy_of


@dataclass(frozen=True)
class SentLine:
    """A line of the record: what went to whom, and when."""

    kind: DispatchKind
    on: date
    role: str
    agency: str
    address: str
    subject: str
    files: str
    edition: PackEdition | None


@dataclass(frozen=True)
class Words:
    """The subject and the words of a letter, with placeholders."""

    title: str
    kind: DispatchKind
    subject: str
    body: str


def circulation(reader: Reader, meeting_id: str) -> list[Recipient]:
    """Return who is expected at a meeting, each with their usual deputy behind them."""
    a, deputy = Attendance, aliased(Person)
    statement = (
        select(
            *(Person.id, Person.role, Agency.id, Agency.name, Person.email, a.capacity),
            *(deputy.id, deputy.role, deputy.email),
        )
        .join(Person, Person.id == a.person_id)
        .outerjoin(Agency, Agency.id == a.agency_id)
        .join(Meeting, Meeting.id == a.meeting_id)
        .outerjoin(
            Membership,
            (Membership.person_id == Person.id)
            & (Membership.group_id == Meeting.group_id)
            & or_(Membership.to_on.is_(None), Membership.to_on >= Meeting.held_on),
        )
        .outerjoin(deputy, deputy.id == Membership.deputy_id)
        .where(a.meeting_id == meeting_id)
    )
    order = list(Capacity)
    found: dict[str, Recipient] = {}
    rows: list[tuple[Any, ...]] = list(reader.rows(statement))
    for person, role, agency_id, agency, email, capacity, *second in rows:
        found.setdefault(person, Recipient(person, role, agency_id, agency or "", email, capacity))
        if second[0] is not None:
            other, words, address = second
            stands = Recipient(other, words, agency_id, agency or "", address, capacity, role)
            found.setdefault(second[0], stands)
    return sorted(
        found.values(),
        key=lambda one: (order.index(one.capacity), one.agency, one.deputy_of or one.role,
                         bool(one.deputy_of)),
    )  # fmt: skip


def sent(reader: Reader, meeting_id: str) -> list[SentLine]:
    """Return what was sent about a meeting, newest first."""
    d = Dispatch
    statement = (
        select(d.kind, d.on, Person.role, Agency.name, d.address, d.subject, d.files, d.edition)
        .outerjoin(Person, Person.id == d.person_id)
        .outerjoin(Agency, Agency.id == d.agency_id)
        .where(d.meeting_id == meeting_id)
        .order_by(d.on.desc(), d.created_at.desc(), d.id.desc())
    )
    rows: list[tuple[Any, ...]] = list(reader.rows(statement))
    return [
        SentLine(kind, on, role or "", agency or "", address, subject, files, edition)
        for kind, on, role, agency, address, subject, files, edition in rows
    ]


def words_of(reader: Reader, code: str) -> Words:
    """Return a letter as the partnership words it, else as it usually is."""
    t = LetterTemplate
    row = reader.one(select(t.title, t.kind, t.subject, t.body).where(t.code == code))
    if row is not None:
        return Words(*row)
    usual = next(letter for letter in USUAL if letter.code == code)
    return Words(usual.title, usual.kind, usual.subject, usual.body)


@dataclass(frozen=True)
class ActionLine:
    """An action as a sheet or a mail names it."""

    ref: str
    title: str
    due: str
    raised_at: str

    @property
    def words(self) -> str:
        """Return it as one line of a mail."""
        where = f" ({self.raised_at})" if self.raised_at else ""
        return f"{self.ref}  {self.title}, due {self.due}{where}"


def actions_of(reader: Reader, meeting_id: str, recipient: Recipient) -> list[ActionLine]:
    """Return the open actions of a meeting that are somebody's, or their agency's if nobody's."""
    a = Action
    shared = select(ActionOwner.action_id).where(ActionOwner.person_id == recipient.person_id)
    theirs = (a.owner_id == recipient.person_id) | a.id.in_(shared)
    if recipient.agency_id is not None:
        theirs = theirs | ((a.agency_id == recipient.agency_id) & a.owner_id.is_(None))
    statement = (
        select(a.ref, a.title, a.due_on, a.due_words, a.raised_at)
        .where(
            a.meeting_id == meeting_id,
            theirs,
            a.status.in_([status for status in ActionStatus if status.is_awaited]),
        )
        .order_by(a.ref)
    )
    if not recipient.named:
        statement = statement.where(~is_restricted())
    return [
        ActionLine(ref, title, write_date(due_on) if due_on else due_words or "no date", raised_at)
        for ref, title, due_on, due_words, raised_at in reader.rows(statement)
    ]


def letters(reader: Reader) -> dict[str, Words]:
    """Return every letter by its code: as the partnership words it, else as it usually is."""
    found = {one.code: Words(one.title, one.kind, one.subject, one.body) for one in USUAL}
    t = LetterTemplate
    rows = reader.rows(select(t.code, t.title, t.kind, t.subject, t.body).order_by(t.title))
    for code, title, kind, subject, body in rows:
        found[code] = Words(title, kind, subject, body)
    return found
