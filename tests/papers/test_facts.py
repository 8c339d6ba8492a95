"""What papers know: restricted parts are gone from the facts, and figures agree with a count."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select
from tests.papers.stage import TODAY, WITHHELD, Stage

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Paragraph, Table, plain
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Attendance, Board, Meeting, MinuteEntry, Person
from safeguard_desk.papers import agenda, board_report, board_report_text, minutes, tracker
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import later
from safeguard_desk.rules.rating import brag
from safeguard_desk.rules.terms import (
    ActionStatus,
    EntryKind,
    MeetingState,
    Presence,
    Rating,
    Side,
)
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.work import actions, approving

COLLECTORS: tuple[Callable[[Reader, Request], object], ...] = (
    agenda.collect,
    minutes.collect,
    tracker.collect,
    board_report.collect,
)


def facts(stage: Stage, collect: Callable[[Reader, Request], object], **asked: object) -> str:
    request = Request(
        meeting_id=stage.meetings["CR-2026-10-20"],
        group_id=stage.groups["CR"],
        board_id=stage.boards["HSAB"],
        **asked,  # type: ignore[arg-type]
    )
    with stage.desk.read() as reader:
        return repr(collect(reader, request))


@pytest.mark.parametrize("collect", COLLECTORS)
def test_restricted_part_is_absent_from_the_facts(
    stage: Stage, collect: Callable[[Reader, Request], object]
) -> None:
    assert WITHHELD not in facts(stage, collect)
    assert WITHHELD not in facts(stage, collect, public=True)
    assert WITHHELD in facts(stage, collect, restricted=True)


@pytest.mark.parametrize("collect", [tracker.collect, board_report.collect])
def test_paper_of_all_groups_holds_nothing_restricted(
    stage: Stage, collect: Callable[[Reader, Request], object]
) -> None:
    for board in stage.boards.values():
        with stage.desk.read() as reader:
            assert WITHHELD not in repr(collect(reader, Request(board_id=board)))


def test_public_copy_never_holds_the_restricted_part(stage: Stage) -> None:
    with pytest.raises(Refusal, match="public copy"):
        Request(restricted=True, public=True)


def test_public_copy_does_not_tell_the_link(stage: Stage) -> None:
    assert "meet.example.org" in facts(stage, agenda.collect)
    assert "meet.example.org" not in facts(stage, agenda.collect, public=True)


def test_action_of_a_restricted_minute_is_restricted_whatever_its_own_flag(
    stage: Stage,
) -> None:
    """An action that was opened up by mistake still stays with the minute that raised it."""
    action = select(Action.id).where(Action.ref == "CR-0001")
    with stage.desk.read() as reader:
        action_id = reader.scalar(action)

    def open_up(uow: object) -> None:
        uow.get(Action, action_id).restricted = False  # type: ignore[attr-defined]

    stage.do(open_up)
    try:
        assert WITHHELD not in facts(stage, tracker.collect)
        assert WITHHELD not in facts(stage, minutes.collect)
    finally:
        stage.desk.undo()


def test_amendment_that_names_a_restricted_entry_stays_with_it(stage: Stage) -> None:
    review = stage.meetings["CR-2026-10-20"]
    stage.do(lambda uow: approving.circulate(uow, review))
    stage.do(lambda uow: approving.amend(uow, review, f"At 15.1, strike out {WITHHELD}."))
    stage.do(lambda uow: approving.amend(uow, review, "At 7.1, for 31 read 30."))
    try:
        with stage.desk.read() as reader:
            ordinary = minutes.collect(reader, Request(meeting_id=review))
            restricted = minutes.collect(reader, Request(meeting_id=review, restricted=True))
    finally:
        for _ in range(3):
            stage.desk.undo()
    assert [event.words for event in ordinary.amendments] == ["At 7.1, for 31 read 30."]
    assert len(restricted.amendments) == 2


def test_agenda_times_add_up(stage: Stage) -> None:
    with stage.desk.read() as reader:
        found = agenda.collect(reader, Request(meeting_id=stage.meetings["QA-2026-11-17"]))
    at = found.head.starts_at
    for line in found.part_1:
        assert line.starts_at == at
        at = later(at, line.minutes)
    assert found.ends_at == time(12)


def test_minutes_keep_the_due_date_that_was_agreed(stage: Stage) -> None:
    """A due date that moves after approval moves in the tracker, not in the minutes."""
    july = stage.meetings["QA-2026-07-14"]

    def due(collected: minutes.MinutesFacts) -> dict[str, date | None]:
        return {action.ref: action.due_on for action in collected.raised.actions}

    with stage.desk.read() as reader:
        before = due(minutes.collect(reader, Request(meeting_id=july)))
        action_id = reader.scalar(select(Action.id).where(Action.ref == "QA-0001"))
    stage.do(lambda uow: actions.move_due(uow, action_id, date(2027, 3, 1), "Cover is found."))
    try:
        with stage.desk.read() as reader:
            assert due(minutes.collect(reader, Request(meeting_id=july))) == before
            standing = tracker.collect(reader, Request(group_id=stage.groups["QA"])).open
            assert next(a.due_on for a in standing if a.ref == "QA-0001") == date(2027, 3, 1)
    finally:
        stage.desk.undo()


def _actions(reader: Reader, group_id: str) -> list[tuple[ActionStatus, Rating | None, Side]]:
    a = Action
    rows = reader.rows(
        select(a.status, a.due_on, a.slips, a.rating_override, a.side).where(
            a.group_id == group_id, ~a.restricted
        )
    )
    return [
        (status, brag(status, due, TODAY, slips, override), side)
        for status, due, slips, override, side in rows
    ]


def test_tracker_counts_agree_with_the_records(stage: Stage) -> None:
    group = stage.groups["QA"]
    with stage.desk.read() as reader:
        found = tracker.collect(reader, Request(group_id=group))
        records = _actions(reader, group)
    still_open = Counter(rating for status, rating, _ in records if status.is_open)
    assert Counter(action.rating for action in found.open) == still_open
    assert found.ever_closed == sum(s is ActionStatus.CLOSED for s, _, _ in records)
    assert found.cancelled == sum(s is ActionStatus.CANCELLED for s, _, _ in records)
    assert sum(count.red for count in found.counts.agencies) == still_open[Rating.RED]
    assert sum(count.total for count in found.counts.agencies) == len(found.open)


def test_tracker_puts_overdue_actions_first_and_the_longest_overdue_before(
    stage: Stage,
) -> None:
    with stage.desk.read() as reader:
        found = tracker.collect(reader, Request(group_id=stage.groups["QA"])).open
    late = [action.days_overdue > 0 for action in found]
    assert late == sorted(late, reverse=True)
    overdue = [action.due_on for action in found if action.days_overdue]
    assert overdue == sorted(overdue)  # type: ignore[type-var]
    assert found[0].ref == "QA-0002"


def test_board_hears_only_of_its_own_side_and_of_both(stage: Stage) -> None:
    with stage.desk.read() as reader:
        for code, sides in (
            ("HSCB", {Side.CHILDREN, Side.BOTH}),
            ("HSAB", {Side.ADULTS, Side.BOTH}),
            ("SSP", set(Side)),
        ):
            asked = Request(group_id=stage.groups["QA"], board_id=stage.boards[code])
            found = board_report.collect(reader, asked)
            records = _actions(reader, stage.groups["QA"])
            heard = [action for _, late in found.overdue for action in late]
            assert {action.side for action in heard} <= sides
            assert found.counts.total == sum(s.is_open and side in sides for s, _, side in records)


def test_board_report_lists_so_many_overdue_actions_of_an_agency_and_says_how_many_there_are(
    stage: Stage,
) -> None:
    with stage.desk.read() as reader:
        found = board_report.collect(reader, Request(board_id=stage.boards["SSP"]))
    agency, late = found.overdue[0]

    def listed(number: int) -> tuple[list[str], list[str]]:
        many = tuple(replace(late[0], ref=f"QA-{n:04}") for n in range(number))
        blocks = board_report_text.compose(replace(found, overdue=((agency, many),))).blocks
        rows = next(one.rows for one in blocks if isinstance(one, Table) and one.name == "Overdue")
        said = [plain(one.text) for one in blocks if isinstance(one, Paragraph)]
        return [str(row[1]) for row in rows if isinstance(row, tuple)], said

    most = board_report_text.LISTED
    refs, said = listed(most + 5)
    assert refs == [f"QA-{n:04}" for n in range(most)]
    assert any(one.startswith(f"Of {most + 5} overdue actions, up to {most}") for one in said)
    refs, said = listed(most)
    assert len(refs) == most
    assert not any("the tracker has them all" in one for one in said)


def test_escalation_is_put_before_the_board_it_names(stage: Stage) -> None:
    with stage.desk.read() as reader:
        reports = {
            code: board_report.collect(reader, Request(board_id=board))
            for code, board in stage.boards.items()
        }
    assert [one.board for one in reports["HSAB"].asked_here] == ["HSAB"]
    assert reports["HSCB"].asked_here == ()
    assert [one.board for one in reports["HSCB"].asked_elsewhere] == ["HSAB"]


def test_default_quarter_is_that_of_today(stage: Stage) -> None:
    with stage.desk.read() as reader:
        found = board_report.collect(reader, Request(board_id=stage.boards["HSCB"]))
    assert found.quarter == Quarter(2026, 3)


def test_only_the_meetings_of_the_quarter_are_reported(stage: Stage) -> None:
    with stage.desk.read() as reader:
        found = board_report.collect(
            reader,
            Request(
                group_id=stage.groups["QA"],
                board_id=stage.boards["SSP"],
                quarter=Quarter(2026, 2),
            ),
        )
    assert [m.meeting.ref for m in found.meetings] == ["QA-2026-07-14", "QA-2026-09-15"]
    assert [m.quoracy and m.quoracy.quorate for m in found.meetings] == [True, False]


def test_cancelled_meeting_is_listed_and_not_counted_in_attendance(stage: Stage) -> None:
    with stage.desk.read() as reader:
        found = board_report.collect(
            reader, Request(group_id=stage.groups["QA"], board_id=stage.boards["SSP"])
        )
    states = [m.meeting.state for m in found.meetings]
    assert states == [MeetingState.CANCELLED, MeetingState.HELD]
    assert {line.meetings for line in found.attendance} == {1}


def test_attendance_of_an_agency_agrees_with_its_seats(stage: Stage) -> None:
    with stage.desk.read() as reader:
        asked = Request(group_id=stage.groups["QA"], board_id=stage.boards["SSP"])
        november = board_report.collect(reader, asked).attendance
        seats = reader.rows(
            select(Person.agency_id, Attendance.presence)
            .join(Attendance, Attendance.person_id == Person.id)
            .where(Attendance.meeting_id == stage.meetings["QA-2026-11-17"])
        )
    lines = {line.agency: line for line in november}
    probation = lines["Probation Service"]
    assert (probation.represented, probation.apologies, probation.meetings) == (0, 1, 1)
    icb = lines["NHS North West London ICB"]
    assert (icb.represented, icb.meetings) == (1, 1), "one of its two members was there"
    assert lines["Harrow Council Housing"].deputy == 1
    here = {agency for agency, presence in seats if presence is Presence.PRESENT}
    assert sum(line.member for line in november) == len(here - {stage.agencies["BU"]})


def test_six_month_rule_is_counted_on_actions_with_a_plan(stage: Stage) -> None:
    with stage.desk.read() as reader:
        found = board_report.collect(reader, Request(board_id=stage.boards["HSCB"]))
    assert found.six_months == board_report.SixMonths(open=3, past=1, beyond=2, done=1, in_time=1)


def test_decisions_reported_are_the_quarters_minutes(stage: Stage) -> None:
    with stage.desk.read() as reader:
        found = board_report.collect(
            reader, Request(group_id=stage.groups["QA"], board_id=stage.boards["SSP"])
        )
        texts = reader.scalars(
            select(MinuteEntry.text)
            .join(Meeting, Meeting.id == MinuteEntry.meeting_id)
            .where(
                Meeting.held_on >= date(2026, 10, 1),
                Meeting.group_id == stage.groups["QA"],
                MinuteEntry.kind == EntryKind.DECISION,
            )
        )
    assert sorted(one.text for one in found.decisions) == sorted(texts)


def test_paper_without_what_it_is_made_for_is_refused(stage: Stage) -> None:
    with stage.desk.read() as reader:
        with pytest.raises(Refusal, match="meeting"):
            minutes.collect(reader, Request())
        with pytest.raises(Refusal, match="board"):
            board_report.collect(reader, Request())


def test_collecting_twice_gives_the_same_facts(stage: Stage) -> None:
    with stage.desk.read() as reader:
        board = reader.scalar(select(Board.id).where(Board.code == "SSP"))
        asked = Request(meeting_id=stage.meetings["QA-2026-11-17"], board_id=board)
        for collect in COLLECTORS:
            assert collect(reader, asked) == collect(reader, asked)
