"""A year planned in one step, one date reworked alone, and the days to go round."""

from collections.abc import Sequence
from datetime import date, time

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Board, Group, Holiday, Meeting, Membership
from safeguard_desk.registers.holidays import HOLIDAYS
from safeguard_desk.rules.rhythm import read_rhythm
from safeguard_desk.rules.terms import Capacity, HolidayKind, MeetingState
from safeguard_desk.rules.year import Proposal, write_why
from safeguard_desk.views import calendar
from safeguard_desk.work import people, planning, year
from safeguard_desk.work.year import Chosen

RULE = "every second month, second Tuesday, 10:00"
TEN = time(10)


def propose(harrow: Harrow, rule: str = RULE, code: str = "QA", of: int = 2027) -> list[Proposal]:
    with harrow.desk.read() as reader:
        found = next(one for one in calendar.bodies(reader) if one.code == code)
        return calendar.propose_year(reader, found, read_rhythm(rule), of, venue=found.venue)


def plan(harrow: Harrow, chosen: Sequence[Chosen], code: str = "QA") -> tuple[str, ...]:
    group = harrow.group(code)
    return harrow.do(
        lambda uow: year.plan_year(uow, group, chosen, rule=RULE, venue="Civic Hub, room 3")
    )


def days(proposals: list[Proposal]) -> list[date]:
    return [one.held_on for one in proposals]


def refs(harrow: Harrow) -> list[str]:
    return sorted(meeting.ref for meeting in harrow.all(Meeting))


def share_a_chair(harrow: Harrow, code: str = "LD") -> str:
    chair = harrow.all(Membership, capacity=Capacity.CO_CHAIR)[0].person_id
    group = harrow.group(code)
    harrow.do(lambda uow: people.join(uow, group, chair, capacity=Capacity.MEMBER).id)
    return chair


def test_a_year_is_planned_in_one_step_and_taken_back_in_one(harrow: Harrow) -> None:
    chosen = [Chosen(one.held_on, TEN, "Civic Hub, room 3") for one in propose(harrow)]
    planned = plan(harrow, chosen)
    assert len(planned) == len(set(planned)) == 6
    assert refs(harrow) == sorted(planned)
    group = harrow.get(Group, harrow.group())
    assert (group.rhythm, group.venue) == (RULE, "Civic Hub, room 3")
    assert all(len(harrow.items(meeting.id)) == 13 for meeting in harrow.all(Meeting))
    harrow.desk.undo()
    assert refs(harrow) == []
    assert harrow.get(Group, harrow.group()).rhythm == ""


def test_the_year_goes_on_from_the_last_meeting_before_it(harrow: Harrow) -> None:
    harrow.plan(date(2027, 3, 9))
    assert days(propose(harrow))[:2] == [date(2027, 5, 11), date(2027, 7, 13)]
    cancelled = harrow.all(Meeting)[0].id
    harrow.do(planning.advance, cancelled, MeetingState.CANCELLED)
    assert days(propose(harrow))[0] == date(2027, 4, 13)


def test_a_year_proposed_again_says_what_is_planned_already(harrow: Harrow) -> None:
    chosen = [Chosen(one.held_on, TEN) for one in propose(harrow)[:2]]
    plan(harrow, chosen)
    assert [bool(one.standing) for one in propose(harrow)] == [True, True] + [False] * 4


def test_nothing_is_proposed_for_days_that_are_past(harrow: Harrow) -> None:
    assert days(propose(harrow, "monthly, first Monday", of=2026))[0] == date(2026, 12, 7)
    assert propose(harrow, of=2020) == []


def test_school_holidays_on_the_list_move_a_date(harrow: Harrow) -> None:
    harrow.do(lambda uow: year.add_holiday(uow, "Half term", date(2027, 4, 12), date(2027, 4, 16)))
    first = propose(harrow)[0]
    assert first.held_on == date(2027, 4, 20)
    assert write_why(first) == "Moved from Tue 13 Apr 2027: school holiday: Half term."


def test_a_co_chair_who_sits_elsewhere_moves_a_date_and_a_cancelled_meeting_does_not(
    harrow: Harrow,
) -> None:
    share_a_chair(harrow)
    other = harrow.plan(date(2027, 4, 13), "LD")
    first = propose(harrow)[0]
    assert first.held_on == date(2027, 4, 20)
    assert "is at LD-2027-04-13, 10:00" in write_why(first)
    harrow.do(planning.advance, other, MeetingState.CANCELLED)
    assert not propose(harrow)[0].moved


def test_a_date_that_clashes_is_refused_whole_and_planned_with_open_eyes(harrow: Harrow) -> None:
    share_a_chair(harrow)
    harrow.plan(date(2027, 4, 13), "LD")
    free, taken = Chosen(date(2027, 6, 8), TEN), Chosen(date(2027, 4, 13), TEN)
    with pytest.raises(Refusal, match=r"QA on 13 Apr 2027: .* is at LD-2027-04-13") as refused:
        plan(harrow, [free, taken])
    assert refused.value.kept == "Nothing was planned."
    assert refs(harrow) == ["LD-2027-04-13"]
    plan(harrow, [free, Chosen(date(2027, 4, 13), TEN, anyway=True)])
    assert refs(harrow) == ["LD-2027-04-13", "QA-2027-04-13", "QA-2027-06-08"]


def test_two_meetings_of_a_group_on_one_day_are_refused_even_so(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="meets on that day already"):
        plan(harrow, [Chosen(date(2027, 6, 8), TEN, anyway=True)] * 2)
    assert refs(harrow) == []


def test_two_dates_chosen_together_see_each_other(harrow: Harrow) -> None:
    plan(harrow, [Chosen(date(2027, 6, 8), TEN, "Civic Hub, room 3")])
    with pytest.raises(Refusal, match="Civic Hub, room 3 is taken by QA-2027-06-08"):
        plan(harrow, [Chosen(date(2027, 6, 8), time(11), "Civic Hub, room 3")], "LD")


def test_a_length_of_its_own_is_no_change_of_a_meeting(harrow: Harrow) -> None:
    plan(harrow, [Chosen(date(2027, 6, 8), TEN, length_minutes=90)])
    meeting = harrow.all(Meeting)[0]
    assert (meeting.length_minutes, meeting.sequence) == (90, 0)


def test_a_board_is_planned_as_a_group_is(harrow: Harrow) -> None:
    board = harrow.all(Board, code="HSAB")[0].id
    assert len(propose(harrow, "quarterly, last Wednesday, 09:30", "HSAB")) == 4
    chosen = [Chosen(date(2027, 4, 28), time(9, 30))]
    harrow.do(lambda uow: year.plan_year(uow, board, chosen, rule="quarterly, last Wednesday"))
    assert refs(harrow) == ["HSAB-2027-04-28"]
    group = harrow.all(Group, code="HSAB")[0]
    assert (group.board_id, group.rhythm) == (board, "quarterly, last Wednesday")


def test_nothing_ticked_is_refused_and_so_is_a_rule_that_is_none(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="No date is ticked"):
        plan(harrow, [])
    with pytest.raises(Refusal, match="does not say how often"):
        harrow.do(lambda uow: year.keep_rhythm(uow, harrow.group(), rule="Tuesdays"))


def test_reworking_one_date_touches_no_other(harrow: Harrow) -> None:
    chosen = [Chosen(one.held_on, TEN) for one in propose(harrow)]
    plan(harrow, chosen)
    june = harrow.all(Meeting, ref="QA-2027-06-08")[0].id
    harrow.do(lambda uow: year.rework(uow, june, date(2027, 6, 15)))
    assert harrow.get(Meeting, june).ref == "QA-2027-06-15"
    moved = {meeting.ref for meeting in harrow.all(Meeting) if meeting.sequence}
    assert moved == {"QA-2027-06-15"}
    harrow.desk.undo()
    assert harrow.all(Meeting, id=june)[0].held_on == date(2027, 6, 8)


def test_a_day_that_does_not_suit_is_refused_with_why_and_taken_anyway(harrow: Harrow) -> None:
    plan(harrow, [Chosen(date(2027, 5, 4), TEN)])
    meeting = harrow.all(Meeting)[0].id
    with pytest.raises(Refusal, match="does not suit QA-2027-05-04: bank holiday") as refused:
        harrow.do(lambda uow: year.rework(uow, meeting, date(2027, 5, 3)))
    assert "stays on 4 May 2027" in refused.value.kept
    harrow.do(lambda uow: year.rework(uow, meeting, date(2027, 5, 3), anyway=True))
    assert refs(harrow) == ["QA-2027-05-03"]


def test_a_holiday_that_ends_before_it_starts_is_refused_when_added_and_when_changed(
    harrow: Harrow,
) -> None:
    with pytest.raises(Refusal, match="ends on 1 Apr 2027, before it starts on 9 Apr 2027"):
        harrow.do(lambda uow: year.add_holiday(uow, "Easter", date(2027, 4, 9), date(2027, 4, 1)))
    create, edit = HOLIDAYS.create, HOLIDAYS.edit
    assert create is not None
    assert edit is not None
    first = date(2027, 3, 25)
    values = {"title": "Easter", "from_on": first, "to_on": date(2027, 4, 9)}
    held = harrow.do(create, None, values)
    with pytest.raises(Refusal, match="before it starts"):
        harrow.do(edit, held, "to_on", date(2027, 4, 9), date(2027, 3, 1), "")
    with pytest.raises(Refusal, match="a first and a last day"):
        harrow.do(edit, held, "from_on", first, None, "")
    kept = harrow.get(Holiday, held)
    assert (kept.kind, kept.from_on, kept.to_on) == (HolidayKind.SCHOOL, first, date(2027, 4, 9))


def test_a_holiday_of_one_day_needs_no_end_and_one_without_name_or_day_is_refused(
    harrow: Harrow,
) -> None:
    create = HOLIDAYS.create
    assert create is not None
    held = harrow.do(create, None, {"title": "Moving day", "from_on": date(2027, 4, 9)})
    assert harrow.get(Holiday, held).to_on == date(2027, 4, 9)
    for values in ({"title": " ", "from_on": date(2027, 4, 9)}, {"title": "Easter"}):
        with pytest.raises(Refusal):
            harrow.do(create, None, values)
