"""What stands out today: clocks of meetings, what waits for whom, what is overdue or missing."""

from datetime import date

import pytest
from sqlalchemy import func, select
from tests.fixtures.harrow import MEETING, NEXT, Harrow

from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import Action, AgencyReturn, Attendance, Dispatch, Group, Setting
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import (
    ActionStatus,
    Capacity,
    ChasedTo,
    DispatchKind,
    EntryKind,
    MeetingState,
    Side,
)
from safeguard_desk.views import chasing, meeting_clocks
from safeguard_desk.views.broken import broken
from safeguard_desk.views.today import today
from safeguard_desk.views.today_lines import Line
from safeguard_desk.work import actions, approving, minuting, papers, planning

DECEMBER = date(2026, 12, 1)


def clocks(harrow: Harrow) -> list[tuple[str, str, str]]:
    with harrow.desk.read() as reader:
        return [(c.ref, c.kind, c.state.words) for c in meeting_clocks.running(reader)]


def lines(harrow: Harrow, title: str) -> list[Line]:
    with harrow.desk.read() as reader:
        found = [section for section in today(reader) if section.title == title]
    return list(found[0].lines) if found else []


def test_call_and_papers_run_before_a_meeting_and_only_soon_ones_are_told(harrow: Harrow) -> None:
    harrow.plan(DECEMBER)
    harrow.plan(NEXT)
    assert clocks(harrow) == [
        ("QA-2026-12-01", "call", "Missed by 5 working days"),
        ("QA-2026-12-01", "papers", "Running: due 23 Nov 2026, 4 working days left"),
    ]


def test_a_call_that_was_sent_and_papers_dispatched_end_their_clocks(harrow: Harrow) -> None:
    meeting = harrow.plan(DECEMBER)
    sent = Dispatch(kind=DispatchKind.CALL, meeting_id=meeting, on=date(2026, 11, 10))
    harrow.do(lambda uow: uow.add(sent).id)
    assert [kind for _, kind, _ in clocks(harrow)] == ["papers"]
    for state in (MeetingState.AGENDA_SET, MeetingState.DISPATCHED):
        harrow.do(planning.advance, meeting, state)
    assert clocks(harrow) == []


def test_a_cancelled_meeting_has_no_clock(harrow: Harrow) -> None:
    meeting = harrow.plan(DECEMBER)
    harrow.do(planning.advance, meeting, MeetingState.CANCELLED, "Inspection")
    assert clocks(harrow) == []


def test_the_draft_is_due_until_it_is_sent_and_the_minutes_until_they_are_circulated(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    harrow.clock.pass_by(days=7)
    assert [(kind, words) for _, kind, words in clocks(harrow)] == [
        ("minutes-draft", "Running: due 24 Nov 2026, 0 working days left"),
        ("minutes-out", "Running: due 1 Dec 2026, 5 working days left"),
    ]
    item = harrow.items(meeting)[0].id
    harrow.do(minuting.add_entry, item, EntryKind.NOTE, "Welcome.")
    harrow.do(approving.send_to_co_chairs, meeting)
    assert [kind for _, kind, _ in clocks(harrow)] == ["minutes-out"]
    waiting = lines(harrow, "Minutes waiting")
    assert [line.words for line in waiting] == ["Minutes of QA-2026-11-17"]
    chairs = harrow.all(Attendance, meeting_id=meeting, capacity=Capacity.CO_CHAIR)
    assert waiting[0].detail.count(" and ") == len(chairs) - 1
    for chair in chairs:
        harrow.do(approving.approve, meeting, chair.person_id)
    assert lines(harrow, "Minutes waiting")[0].detail == "approved: circulate them"
    harrow.do(approving.circulate, meeting)
    assert clocks(harrow) == []
    assert lines(harrow, "Minutes waiting") == []


def test_a_local_clock_runs_as_long_as_the_partnership_has_settled(harrow: Harrow) -> None:
    harrow.plan(DECEMBER)
    harrow.do(lambda uow: uow.add(Setting(key="clock.papers", value="7")).id)
    assert clocks(harrow)[-1] == (
        "QA-2026-12-01",
        "papers",
        "Running: due 19 Nov 2026, 2 working days left",
    )


def test_the_next_meeting_of_each_group_says_what_comes_next(harrow: Harrow) -> None:
    harrow.plan(DECEMBER)
    told = {line.words.split(":")[0]: line for line in lines(harrow, "Next meetings")}
    assert told["Quality Assurance"].detail == "next: build the agenda"
    assert "1 December 2026, 10:00" in told["Quality Assurance"].words
    empty = told["Learning and Development"]
    assert (empty.words, empty.is_list) == ("Learning and Development: no meeting is planned", True)


def test_overdue_actions_are_counted_with_the_oldest(harrow: Harrow) -> None:
    harrow.raise_action("Publish the toolkit", date(2026, 11, 2))
    harrow.raise_action("Train the trainers", date(2026, 11, 20))
    harrow.raise_action("Later", date(2027, 3, 1))
    chase, line = lines(harrow, "Actions to chase")
    assert chase.words == "Quality Assurance: 2 actions to chase today"
    assert (chase.kind, chase.is_list) == ("chasing", True)
    assert line.words == "Quality Assurance: 1 overdue, 1 due within 14 days"
    assert line.detail == "the oldest since 2 Nov 2026"
    assert (line.late, line.filter, line.kind) == (True, "overdue", "actions")


def test_an_action_its_owner_calls_done_is_chased_no_more(harrow: Harrow) -> None:
    action = harrow.raise_action("Publish the toolkit", date(2026, 11, 2))
    harrow.do(actions.complete, action, "Sent to all schools")
    assert lines(harrow, "Actions to chase") == []


def test_papers_and_returns_that_are_missing_are_told_before_the_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan(DECEMBER)
    paper = harrow.do(lambda uow: papers.call_for(uow, meeting, "Neglect audit").id)
    for agency in list(harrow.agencies.values())[:4]:
        asked = AgencyReturn(meeting_id=meeting, agency_id=agency, asked_on=MEETING)
        harrow.do(lambda uow, asked=asked: uow.add(asked).id)  # type: ignore[misc]
    assert [line.words for line in lines(harrow, "Papers awaited")] == ["Neglect audit"]
    (missing,) = lines(harrow, "Returns missing")
    assert missing.detail == "4 returns missing"
    assert missing.words.endswith(" and 1 more")
    content = papers.Content("audit.pdf", "application/pdf", b"%PDF-1.7 audit")
    harrow.do(papers.receive, paper, content)
    assert lines(harrow, "Papers awaited") == []


def test_a_desk_on_which_nothing_waits_says_only_what_meets_next(harrow: Harrow) -> None:
    with harrow.desk.read() as reader:
        assert [section.title for section in today(reader)] == ["Next meetings"]


def test_lines_of_case_reviews_are_marked_restricted(harrow: Harrow) -> None:
    harrow.plan(DECEMBER, "CR")
    assert all(line.restricted for line in lines(harrow, "Clocks running out"))
    told = [line for line in lines(harrow, "Next meetings") if line.words.startswith("Case")]
    assert told[0].restricted


@pytest.mark.parametrize("lens", Side)
def test_chases_are_counted_as_they_are_listed_one_by_one(demo_desk: Desk, lens: Side) -> None:
    with demo_desk.read() as reader:
        every = chasing.to_chase(reader)
        listed = [one for one in every if one.due_on is not None and one.side in seen(lens)]
        counted = chasing.counted(reader, seen(lens))
    by_group: dict[str, tuple[int, int, int]] = {}
    for one in listed:
        number, boards, stuck = by_group.get(one.group_id, (0, 0, 0))
        by_group[one.group_id] = (
            number + 1,
            boards + (one.to is ChasedTo.BOARD),
            stuck + bool(one.missing),
        )
    assert listed
    assert {one.group_id: (one.number, one.boards, one.stuck) for one in counted} == by_group


@pytest.mark.parametrize("lens", [Side.CHILDREN, Side.ADULTS])
def test_through_a_lens_lists_are_counted_by_side(demo_desk: Desk, lens: Side) -> None:
    a = Action
    awaited = [status for status in ActionStatus if status.is_awaited]
    late = select(Group.name, func.count()).join(a, a.group_id == Group.id)
    late = late.where(a.status.in_(awaited), a.side.in_(seen(lens))).group_by(Group.name)
    with demo_desk.read() as reader:
        known = {
            f"{group}: {number} overdue"
            for group, number in reader.rows(late.where(a.due_on < reader.today))
        }
        whole = {one.title: one.lines for one in today(reader)}
        seen_through = {one.title: one.lines for one in today(reader, seen(lens))}
        missing = [one for one in broken(reader, within=7) if one.side in seen(lens)]
    told = {
        line.words.partition(",")[0]
        for line in seen_through["Actions to chase"]
        if line.kind == "actions" and not line.words.partition(": ")[2].startswith("0 ")
    }
    assert told == known
    assert known
    number = sum(
        int(line.words.partition(": ")[2].split()[0])
        for line in seen_through.get("Threads that broke this week", ())
    )
    assert number == len(missing)
    assert set(seen_through) <= set(whole)
