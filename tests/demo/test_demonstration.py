"""The demonstration desk: a believable year, the same for the same arguments."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import func, inspect, select
from tests.fixtures.demonstration import TODAY, copied, made, opened
from tests.making import bare_desk

from safeguard_desk import demo, papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents import pdf
from safeguard_desk.models import (
    KINDS,
    Action,
    Agency,
    AgendaItem,
    Attendance,
    Board,
    Group,
    JournalEntry,
    JournalGroup,
    Meeting,
    MinuteEntry,
    Paper,
    Person,
    Priority,
    Proposal,
    Risk,
)
from safeguard_desk.papers import Request
from safeguard_desk.rules.rating import brag
from safeguard_desk.rules.terms import (
    ActionStatus,
    EntryKind,
    GroupKind,
    MeetingState,
    MinutesState,
    PaperState,
    Presence,
    Rating,
)
from safeguard_desk.work import capturing, taken

Content = dict[str, list[tuple[Any, ...]]]


def content(desk: Desk) -> Content:
    """Return every record, in the order of ids, with what it refers to in place of ids."""
    with desk.read() as reader:
        inserted = select(JournalEntry.record_id).where(JournalEntry.operation == "insert")
        made_in_order = reader.scalars(inserted.order_by(JournalEntry.seq))
        places = {record_id: f"record {place}" for place, record_id in enumerate(made_in_order)}
        found: Content = {
            kind: [_plain(row, places) for row in reader.rows(_rows(model).order_by(model.id))]
            for kind, model in KINDS.items()
        }
        entry = JournalEntry
        entries = select(entry.kind, entry.operation, entry.record_id)
        found["entries"] = [_plain(row, places) for row in reader.rows(entries.order_by(entry.seq))]
        steps = select(JournalGroup.title, JournalGroup.at, JournalGroup.kind)
        found["steps"] = list(reader.rows(steps.order_by(JournalGroup.seq)))
        return found


_ID = re.compile(r"\b[0-9a-f]{32}\b")
"""An id, also within words: versions of minutes name their entries."""


def _rows(model: Any) -> Any:
    columns = inspect(model).local_table.c
    # What a proposal is known by is made of the ids of its entry, which differ.
    return select(*(c for c in columns if c is not columns.get("sha256") or model is not Proposal))


def _plain(row: tuple[Any, ...], places: dict[str, str]) -> tuple[Any, ...]:
    def named(found: re.Match[str]) -> str:
        return places.get(found[0], found[0])

    return tuple(_ID.sub(named, value) if isinstance(value, str) else value for value in row)


@pytest.fixture
def count(demo_desk: Desk) -> Callable[..., int]:
    def counted(model: Any, *conditions: Any) -> int:
        with demo_desk.read() as reader:
            statement = select(func.count()).select_from(model).where(*conditions)
            return int(reader.scalar(statement))

    return counted


def test_the_same_arguments_make_the_same_content(demo_file: Path, tmp_path: Path) -> None:
    first, second = copied(demo_file, tmp_path), opened(made(tmp_path / "Second.desk"))
    ours, theirs = content(first), content(second)
    assert ours.keys() == theirs.keys()
    for kind, records in ours.items():
        assert records == theirs[kind], kind
    first.close()
    second.close()


def test_the_demonstration_is_whole(demo_desk: Desk) -> None:
    assert demo_desk.check().faults == ()


def test_two_boards_many_agencies_and_people_by_role(count: Callable[..., int]) -> None:
    assert count(Board, Board.code.in_(("HSCB", "HSAB"))) == 2
    assert count(Agency) >= 30
    assert count(Person) >= 45
    assert count(Person, Person.role == "") == 0


def test_each_group_has_held_six_meetings_that_are_minuted(demo_desk: Desk) -> None:
    with demo_desk.read() as reader:
        held = reader.rows(
            select(Group.code, Meeting.id)
            .join(Group, Group.id == Meeting.group_id)
            .where(Meeting.state == MeetingState.HELD)
        )
        assert Counter(code for code, _ in held) == {"QA": 6, "LD": 6, "CR": 6}
        for code, meeting in held:
            _is_believable(reader, code, meeting)


def _is_believable(reader: Reader, code: str, meeting: str) -> None:
    marked = set(
        reader.scalars(select(Attendance.presence).where(Attendance.meeting_id == meeting))
    )
    assert Presence.EXPECTED not in marked, code
    assert {Presence.PRESENT, Presence.APOLOGIES} <= marked, code
    agenda = select(AgendaItem.position).where(AgendaItem.meeting_id == meeting)
    positions = reader.scalars(agenda.order_by(AgendaItem.position))
    assert list(positions) == list(range(1, len(positions) + 1))
    assert len(positions) >= 13
    minutes = papers.make("minutes", reader, Request(meeting_id=meeting))
    with PdfDocument(pdf.to_bytes(minutes)) as printed:
        # One to three pages of minutes, and two for the attendance of 30 and the action list.
        assert 3 <= len(printed) <= 5, code
    entries = select(func.count()).select_from(MinuteEntry)
    assert reader.scalar(entries.where(MinuteEntry.meeting_id == meeting)) >= 20, code


def test_two_meetings_of_each_group_and_three_of_each_board_lie_ahead(
    count: Callable[..., int],
) -> None:
    ahead = (Meeting.state == MeetingState.PLANNED, Meeting.held_on > TODAY)
    boards = select(Group.id).where(Group.kind == GroupKind.BOARD)
    assert count(Meeting, *ahead, Meeting.group_id.not_in(boards)) == 6
    assert count(Meeting, *ahead, Meeting.group_id.in_(boards)) == 6


def test_actions_stand_in_every_status_and_every_rating(demo_desk: Desk) -> None:
    a = Action
    with demo_desk.read() as reader:
        found = reader.rows(select(a.status, a.due_on, a.slips, a.rating_override))
    assert len(found) >= 150
    statuses = Counter(row[0] for row in found)
    assert set(statuses) == set(ActionStatus)
    ratings = Counter(brag(row[0], row[1], TODAY, row[2], row[3]) for row in found)
    assert all(ratings[rating] >= 5 for rating in Rating), ratings
    assert statuses[ActionStatus.CLOSED] > 30


def test_minutes_hold_entries_of_every_kind_in_every_state(demo_desk: Desk) -> None:
    with demo_desk.read() as reader:
        kinds = set(reader.scalars(select(MinuteEntry.kind).distinct()))
        states = set(reader.scalars(select(Meeting.minutes_state).distinct()))
    assert kinds == set(EntryKind)
    assert {MinutesState.NOT_STARTED, MinutesState.CIRCULATED, MinutesState.RATIFIED} <= states


def test_boards_have_priorities_and_groups_have_risks(count: Callable[..., int]) -> None:
    assert count(Priority) >= 8
    assert count(Risk, Risk.likelihood.is_not(None)) == 6
    assert count(Risk) > 6
    assert count(Paper, Paper.state == PaperState.RECEIVED) > 30


def test_case_review_keeps_a_restricted_part(count: Callable[..., int]) -> None:
    assert count(MinuteEntry, MinuteEntry.restricted) > 0
    assert count(Action, Action.restricted) > 0


def test_owners_and_agencies_of_actions_are_known(count: Callable[..., int]) -> None:
    unowned = count(Action, Action.owner_id.is_(None), Action.status != ActionStatus.PROPOSED)
    assert unowned / count(Action) < 0.05


@pytest.mark.parametrize(
    "today", [date(2028, 2, 29), date(2027, 1, 1), date(2026, 4, 1), date(2026, 12, 27)]
)
def test_any_day_may_be_today(tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    doubts: list[tuple[int, str, str]] = []

    def capture(*args: Any) -> taken.Captured:
        captured = capturing_as_it_is(*args)
        doubts.extend(captured.doubts)
        return captured

    capturing_as_it_is = capturing.capture
    monkeypatch.setattr(capturing, "capture", capture)
    desk = opened(made(tmp_path / "Other.desk", today), today)
    assert doubts == []
    assert desk.check().faults == ()
    with desk.read() as reader:
        latest = reader.scalar(
            select(func.max(Meeting.held_on)).where(Meeting.state == MeetingState.HELD)
        )
        raised = reader.scalar(select(func.max(Action.raised_on)))
        changed = reader.scalar(select(func.max(JournalGroup.at)))
    assert latest <= today
    assert raised <= today
    assert changed.date() <= today
    desk.close()


def test_years_and_scale_make_more_of_it(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    desk = bare_desk(tmp_path / "Large.desk")
    demo.make(desk, today=TODAY, years=2, scale=2, progress=lambda *step: told.append(step))
    with desk.read() as reader:
        held = select(func.count()).select_from(Meeting).where(Meeting.state == MeetingState.HELD)
        assert reader.scalar(held) == 36
        assert reader.scalar(select(func.count()).select_from(Action)) > 1300
    assert told[0] == ("Meetings", 1, 36)
    assert told[-1] == ("Actions", 1000, 1000)
    assert desk.check().faults == ()
    desk.close()
