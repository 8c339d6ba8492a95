"""What screens, papers and verbs read: meetings, what quick capture knows, the tracker's rows."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from tests.fixtures.harrow import MEETING, NEXT, Harrow, with_known_actions

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Membership
from safeguard_desk.rules.terms import Capacity, MeetingState, Presence
from safeguard_desk.views import actions as tracker
from safeguard_desk.views import groups, known, meetings
from safeguard_desk.work import actions, attending, people, planning
from safeguard_desk.work.editing import set_field

T = TypeVar("T")


def seen(harrow: Harrow, view: Callable[[Reader], T]) -> T:
    with harrow.desk.read() as reader:
        return view(reader)


@pytest.mark.parametrize("written", ["QA-2026-11-17", "qa 2026-11-17", " qa-2026-11-17 "])
def test_a_meeting_is_found_however_its_reference_is_written(harrow: Harrow, written: str) -> None:
    meeting = harrow.plan()
    assert seen(harrow, lambda reader: meetings.meeting_id(reader, written)) == meeting


def test_an_unknown_meeting_is_refused_with_the_latest_that_are_there(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="none yet"):
        seen(harrow, lambda reader: meetings.meeting_id(reader, "QA-2026-11-18"))
    harrow.plan()
    with pytest.raises(Refusal, match="the latest here: QA-2026-11-17"):
        seen(harrow, lambda reader: meetings.meeting_id(reader, "QA-2026-11-18"))
    with pytest.raises(Refusal, match="no longer there"):
        seen(harrow, lambda reader: meetings.head(reader, "gone"))


def test_the_next_and_the_last_meeting_pass_over_cancelled_ones(harrow: Harrow) -> None:
    group = harrow.group()
    first, cancelled, last = (harrow.plan(day) for day in (MEETING, date(2026, 12, 15), NEXT))
    harrow.do(planning.advance, cancelled, MeetingState.CANCELLED)
    harrow.plan(date(2026, 12, 1), "LD")
    following = seen(harrow, lambda reader: meetings.next_meeting(reader, group, MEETING))
    assert following == (last, NEXT)
    before = seen(harrow, lambda reader: meetings.last_meeting(reader, group, NEXT))
    assert before == (first, MEETING)
    assert seen(harrow, lambda reader: meetings.last_meeting(reader, group, MEETING)) is None


def test_co_chairs_are_seated_first_and_the_secretariat_last(harrow: Harrow) -> None:
    meeting = harrow.plan()
    seats = seen(harrow, lambda reader: meetings.seats(reader, meeting))
    capacities = [seat.capacity for seat in seats]
    assert capacities == sorted(capacities, key=list(Capacity).index)
    assert [seat.initials for seat in seats][:2] == ["HS", "DN"]  # by agency


def test_a_deputy_is_named_beside_who_sent_one(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(
        attending.mark, harrow.seat(meeting, "NG").id, Presence.DEPUTY, deputy="Practice lead"
    )
    harrow.do(attending.mark, harrow.seat(meeting, "HO").id, Presence.DEPUTY)
    seats = seen(harrow, lambda reader: meetings.seats(reader, meeting))
    assert {seat.initials: seat.deputy for seat in seats if seat.deputy} == {
        "NG": "Practice lead",
        "HO": "Tenancy Services Manager",
    }


def test_quick_capture_knows_who_is_expected_what_is_open_and_what_comes_next(
    harrow: Harrow,
) -> None:
    with_known_actions(harrow)
    meeting = harrow.plan()
    found = seen(harrow, lambda reader: known.known(reader, meeting))
    assert (found.today, found.group_code, found.next_meeting) == (MEETING, "QA", None)
    assert {person.initials for person in found.people} == harrow.people.keys()
    assert [action.ref for action in found.actions] == [f"QA-0{n}" for n in range(132, 138)]
    assert [item.number for item in found.items] == list(range(1, 14))
    assert {board.code for board in found.boards} == {"HSCB", "HSAB", "SSP"}
    chairs = {person.initials for person in found.people if person.is_co_chair}
    assert chairs == {"DN", "HS"}
    harrow.plan(NEXT)
    closed = found.actions[0].id
    harrow.do(actions.close, closed, meeting, evidence="Seen")
    found = seen(harrow, lambda reader: known.known(reader, meeting))
    assert found.next_meeting == NEXT
    assert closed not in [action.id for action in found.actions]


def test_a_member_of_two_groups_or_of_one_twice_is_known_once(harrow: Harrow) -> None:
    group, person = harrow.group(), harrow.people["HO"]
    first = harrow.all(Membership, person_id=person)[0].id
    harrow.do(people.leave, first, date(2026, 10, 1))
    harrow.do(people.join, group, person, from_on=date(2026, 10, 2))
    harrow.do(people.join, harrow.group("LD"), person)
    meeting = harrow.plan()
    found = seen(harrow, lambda reader: known.known(reader, meeting)).people
    assert [one.initials for one in found].count("HO") == 1
    assert len(found) == 13


def test_an_agency_that_has_ended_is_no_longer_offered(harrow: Harrow) -> None:
    meeting, agency = harrow.plan(), harrow.agencies["Cafcass"]
    harrow.do(set_field, Agency, agency, "ended_on", None, date(2026, 11, 1))
    found = seen(harrow, lambda reader: known.known(reader, meeting)).agencies
    assert agency not in [one.id for one in found]
    assert len(found) == len(harrow.agencies) - 1


def test_a_rating_and_the_days_overdue_are_those_of_the_readers_day(harrow: Harrow) -> None:
    harrow.raise_action(due_on=date(2026, 11, 20))

    def row() -> tuple[str, int]:
        found = seen(harrow, tracker.tracked)[0]
        assert found.rating is not None
        return found.rating.value, found.days_overdue

    assert row() == ("amber", 0)
    harrow.clock.pass_by(days=10)
    assert row() == ("red", 7)


def test_every_move_of_a_due_date_is_told_with_its_reason(harrow: Harrow) -> None:
    action = harrow.raise_action()
    for day, reason in ((date(2027, 2, 26), "Practices answer late"), (date(2027, 2, 12), "")):
        harrow.do(actions.move_due, action, day, reason)
    moves = seen(harrow, lambda reader: tracker.due_changes(reader, action))
    assert [(move.after_on, move.reason, move.later) for move in moves] == [
        (date(2027, 2, 26), "Practices answer late", True),
        (date(2027, 2, 12), "", False),
    ]


def test_the_newest_word_on_an_action_comes_first(harrow: Harrow) -> None:
    action = harrow.raise_action()
    for words in ("Begun", "Half done"):
        harrow.do(actions.update, action, words)
    told = seen(harrow, lambda reader: tracker.updates(reader, action))
    assert [update.text for update in told] == ["Half done", "Begun"]


def test_the_partnership_is_known_by_its_name(harrow: Harrow) -> None:
    assert seen(harrow, groups.partnership) == "Harrow"
