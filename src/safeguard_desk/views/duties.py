"""A group's terms of reference, and which duty was exercised at which meeting of a year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    AgendaItem,
    Duty,
    DutyExercise,
    Meeting,
    MinuteEntry,
    StandingItem,
    TermsOfReference,
)
from safeguard_desk.rules.terms import MeetingState


@dataclass(frozen=True)
class TermsView:
    """A version of terms of reference; a draft has no day on which it was agreed."""

    id: str
    number: int
    title: str
    text: str
    agreed_on: date | None
    review_on: date | None

    def overdue(self, today: date) -> bool:
        """Say whether the day of its review has passed."""
        return self.review_on is not None and self.review_on < today


@dataclass(frozen=True)
class DutyLine:
    """A duty with, for each meeting of the year, the numbers of the items that exercised it."""

    id: str
    number: int
    text: str
    code: str
    standing: str
    """The title of the standing item under which it is usually exercised."""
    items: tuple[tuple[int, ...], ...]

    @property
    def times(self) -> int:
        """Return at how many meetings it was exercised."""
        return sum(bool(found) for found in self.items)


@dataclass(frozen=True)
class DutiesYear:
    """The duties of one version over the meetings held in a year."""

    meetings: tuple[tuple[str, str, date], ...]
    """(id, reference, day)."""
    lines: tuple[DutyLine, ...]

    @property
    def idle(self) -> tuple[DutyLine, ...]:
        """Return the duties that no meeting of the year exercised."""
        return tuple(line for line in self.lines if not line.times)


def versions(reader: Reader, group_id: str) -> list[TermsView]:
    """Return the versions of a group's terms, the newest first."""
    t = TermsOfReference
    statement = (
        select(t.id, t.number, t.title, t.text, t.agreed_on, t.review_on)
        .where(t.group_id == group_id)
        .order_by(t.number.desc())
    )
    return [TermsView(*row) for row in reader.rows(statement)]


def in_force(found: list[TermsView]) -> TermsView | None:
    """Return the version in force: the newest that was agreed, else the newest draft."""
    agreed = [terms for terms in found if terms.agreed_on is not None]
    return next(iter(agreed or found), None)


def standing(reader: Reader, group_id: str) -> list[tuple[str, str]]:
    """Return code and title of a group's standing items that have a code."""
    s = StandingItem
    statement = (
        select(s.code, s.title).where(s.group_id == group_id, s.code != "").order_by(s.position)
    )
    return [(code, title) for code, title in reader.rows(statement)]


def year(reader: Reader, group_id: str, terms_id: str, start: date, end: date) -> DutiesYear:
    """Return which duty was exercised at which meeting held from a day to a day.

    A duty counts as exercised where its standing item has minutes, or where somebody said so.
    """
    m = Meeting
    meetings: list[tuple[Any, ...]] = list(
        reader.rows(
            select(m.id, m.ref, m.held_on)
            .where(
                m.group_id == group_id,
                m.held_on.between(start, end),
                m.state == MeetingState.HELD,
            )
            .order_by(m.held_on)
        )
    )
    titles = dict(standing(reader, group_id))
    minuted = _minuted(reader, [row[0] for row in meetings])
    said = _said(reader, terms_id)
    d = Duty
    duties: list[tuple[Any, ...]] = list(
        reader.rows(
            select(d.id, d.position, d.text, d.code)
            .where(d.terms_id == terms_id)
            .order_by(d.position)
        )
    )
    lines = []
    for duty, position, text, code in duties:
        marks = tuple(
            tuple(
                sorted(
                    {n for c, n in minuted.get(meeting, ()) if code and c == code}
                    | {n for i, n in said.get(duty, ()) if i == meeting}
                )
            )
            for meeting, *_ in meetings
        )
        lines.append(DutyLine(duty, position, text, code, titles.get(code, ""), marks))
    found = tuple((meeting, ref, day) for meeting, ref, day in meetings)
    return DutiesYear(found, tuple(lines))


def _minuted(reader: Reader, ids: list[str]) -> dict[str, set[tuple[str, int]]]:
    """Return for each meeting the codes and numbers of items that have minutes."""
    i = AgendaItem
    statement = (
        select(i.meeting_id, i.code, i.position)
        .join(MinuteEntry, MinuteEntry.item_id == i.id)
        .where(i.meeting_id.in_(ids), i.code != "")
        .distinct()
    )
    found: dict[str, set[tuple[str, int]]] = {}
    for meeting, code, number in reader.rows(statement):
        found.setdefault(meeting, set()).add((code, number))
    return found


def _said(reader: Reader, terms_id: str) -> dict[str, set[tuple[str, int]]]:
    """Return for each duty the meetings and item numbers that were named for it."""
    e, i = DutyExercise, AgendaItem
    statement = (
        select(e.duty_id, i.meeting_id, i.position)
        .join(i, i.id == e.item_id)
        .join(Duty, Duty.id == e.duty_id)
        .where(Duty.terms_id == terms_id)
    )
    found: dict[str, set[tuple[str, int]]] = {}
    for duty, meeting, number in reader.rows(statement):
        found.setdefault(duty, set()).add((meeting, number))
    return found
