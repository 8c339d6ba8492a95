"""Inspections as people see them: the list, one with its challenge, and what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Agency, Finding, Inspection, InspectionWord
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ItemKind, Purpose, Side
from safeguard_desk.rules.terms_quality import Decided, Inspectorate, Turn
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.meetings import MeetingHead

UNDER = "inspections"
"""The code of the standing item that takes inspections up."""


@dataclass(frozen=True)
class InspectionRow:
    """An inspection as lists and papers show it."""

    id: str
    ref: str
    title: str
    group_id: str
    body: Inspectorate
    agency: str
    published_on: date
    judgement: str
    issues: str
    analysis: str
    decided: Decided
    decided_reason: str
    decided_on: date | None
    next_on: date | None
    restricted: bool
    side: Side


@dataclass(frozen=True)
class Said:
    """A word of a challenge."""

    turn: Turn
    on: date
    by: str
    text: str


@dataclass(frozen=True)
class Following:
    """A finding or an action that came of an inspection."""

    ref: str
    text: str
    state: str


def listed(
    reader: Reader, group_id: str | None = None, *, restricted: bool = True
) -> list[InspectionRow]:
    """Return the inspections of a group, or of all, the newest first."""
    i = Inspection
    statement = (
        select(
            *(i.id, i.ref, i.title, i.group_id, i.body, func.coalesce(Agency.name, "")),
            i.published_on,
            *(i.judgement, i.issues, i.analysis, i.decided, i.decided_reason, i.decided_on),
            *(i.next_on, i.restricted, i.side),
        )
        .outerjoin(Agency, Agency.id == i.agency_id)
        .order_by(i.published_on.desc(), i.ref)
    )
    if group_id is not None:
        statement = statement.where(i.group_id == group_id)
    if not restricted:
        statement = statement.where(i.restricted.is_(False))
    rows: Any = reader.rows(statement)
    return [InspectionRow(*row) for row in rows]


def one(reader: Reader, inspection_id: str) -> InspectionRow:
    """Return an inspection; refuses one that is gone."""
    found = next((row for row in listed(reader) if row.id == inspection_id), None)
    if found is None:
        raise Refusal("This inspection is no longer there.", "", "It may have been undone.")
    return found


def find_id(reader: Reader, ref: str) -> str:
    """Return an inspection's id by its reference; refuses one that nobody has."""
    wanted = ref.strip().upper()
    found: str | None = reader.scalar(select(Inspection.id).where(Inspection.ref == wanted))
    if found is None:
        raise Refusal(
            f"There is no inspection “{ref}”.", "Nothing was done.", "See: list inspections."
        )
    return found


def said(reader: Reader, inspection_id: str) -> list[Said]:
    """Return what was challenged and answered, in order."""
    w = InspectionWord
    statement = (
        select(w.turn, w.on, w.by_words, w.text)
        .where(w.inspection_id == inspection_id)
        .order_by(w.on, w.created_at, w.id)
    )
    return [Said(*row) for row in reader.rows(statement)]


def following(reader: Reader, inspection_id: str) -> list[Following]:
    """Return the findings and actions that came of an inspection, those on its findings too."""
    of = Finding.source_kind == "inspections", Finding.source_id == inspection_id
    found = [
        Following(ref, text, kind.label)
        for ref, text, kind in reader.rows(
            select(Finding.ref, Finding.text, Finding.kind).where(*of).order_by(Finding.ref)
        )
    ]
    own = and_(Action.source_kind == "inspections", Action.source_id == inspection_id)
    ids = select(Finding.id).where(*of)
    on_findings = and_(Action.source_kind == "findings", Action.source_id.in_(ids))
    statement = select(Action.ref, Action.title, Action.status).where(or_(own, on_findings))
    found += [
        Following(ref, title, status.label)
        for ref, title, status in reader.rows(statement.order_by(Action.ref))
    ]
    return found


def due(reader: Reader, group_id: str | None, day: date) -> list[tuple[InspectionRow, str]]:
    """Return the inspections that a meeting on a day should hear of, each with why."""
    found = []
    for row in listed(reader, group_id):
        if row.decided is Decided.AWAITED and row.published_on <= day:
            found.append((row, f"to be discussed, published on {write_date(row.published_on)}"))
        elif row.next_on is not None and row.next_on <= day and row.decided is not Decided.NOTE:
            found.append((row, f"update due on {write_date(row.next_on)}"))
    return found


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose the inspections to discuss and those of which an update is due.

    They are lines under a standing item; those of the restricted part are items of that part.
    """
    for row, why in due(reader, meeting.group_id, meeting.held_on):
        words = f"{row.ref} {row.title}"
        yield Proposal(
            f"inspections {row.id}",
            ItemKind.BUSINESS,
            words,
            why.capitalize() + ".",
            purpose=Purpose.ASSURANCE,
            restricted=row.restricted,
            under=f"inspections:{row.ref}" if row.restricted else UNDER,
            line="" if row.restricted else f"{words}: {why}",
            mark="" if row.restricted else row.ref,
        )
