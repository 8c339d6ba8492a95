"""Who may be written to about a meeting, what was sent, and the words of letters."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Agency,
    Attendance,
    Dispatch,
    LetterTemplate,
    Meeting,
    Membership,
    Person,
)
from safeguard_desk.rules.letters import USUAL
from safeguard_desk.rules.terms import Capacity, DispatchKind, PackEdition

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
            stands = Recipient(*second[:2], agency_id, agency or "", second[2], capacity, role)
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
    return [SentLine(*row[:2], row[2] or "", row[3] or "", *row[4:]) for row in rows]


def words_of(reader: Reader, code: str) -> Words:
    """Return a letter as the partnership words it, else as it usually is."""
    t = LetterTemplate
    row = reader.one(select(t.title, t.kind, t.subject, t.body).where(t.code == code))
    if row is not None:
        return Words(*row)
    usual = next(letter for letter in USUAL if letter.code == code)
    return Words(usual.title, usual.kind, usual.subject, usual.body)
