"""Planning a meeting: its agenda, who is expected, and its way to the day."""

from datetime import date, time

import pytest
from tests.fixtures.harrow import MEETING, Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Attendance, Group, Meeting, Membership, Person
from safeguard_desk.rules.terms import GroupKind, MeetingState, Presence
from safeguard_desk.work import people, planning, rescheduling, setting_up

STANDING = {
    "QA": [
        "Multi-agency audits",
        "Scorecard",
        "Single agency inspections and audits",
        "Challenge",
    ],
    "LD": [
        "Learning needs",
        "Training programme",
        "Evaluation and impact of training",
        "Learning from reviews",
    ],
    "CR": [
        "New referrals",
        "Reviews under way",
        "Recommendations",
        "Learning to share",
        "Child death overview findings",
    ],
}


def expected_at(harrow: Harrow, meeting_id: str) -> set[str]:
    return {seat.person_id for seat in harrow.all(Attendance, meeting_id=meeting_id)}


@pytest.mark.parametrize("code", ["QA", "LD", "CR"])
def test_a_planned_meeting_has_the_standing_agenda_with_the_groups_own_business(
    harrow: Harrow, code: str
) -> None:
    items = harrow.items(harrow.plan(code=code))
    assert [item.title for item in items] == [
        "Welcome, introductions and apologies",
        "Declarations of interest",
        "Minutes of the last meeting and matters arising",
        "Action tracker",
        *STANDING[code],
        "Items to and from the boards",
        "Risks",
        "Any other business",
        "Key messages for agencies",
        "Dates of next meetings",
    ]
    assert [item.position for item in items] == list(range(1, len(items) + 1))
    assert all(item.minutes > 0 for item in items)


def test_a_meeting_is_called_by_its_group_and_day(harrow: Harrow) -> None:
    meeting = harrow.get(Meeting, harrow.plan())
    assert meeting.ref == "QA-2026-11-17"
    assert meeting.starts_at == time(10)
    assert meeting.length_minutes == 120
    assert meeting.state is MeetingState.PLANNED


def test_a_group_does_not_meet_twice_on_one_day(harrow: Harrow) -> None:
    harrow.plan()
    with pytest.raises(Refusal, match="QA-2026-11-17"):
        harrow.plan()
    assert len(harrow.all(Meeting)) == 1


def test_two_groups_may_meet_on_one_day(harrow: Harrow) -> None:
    harrow.plan()
    harrow.plan(code="LD")
    assert {meeting.ref for meeting in harrow.all(Meeting)} == {"QA-2026-11-17", "LD-2026-11-17"}


def test_all_thirteen_members_are_expected(harrow: Harrow) -> None:
    presence = harrow.presence(harrow.plan())
    assert presence == dict.fromkeys(harrow.people, Presence.EXPECTED)
    assert len(presence) == 13


def test_only_members_of_the_day_are_expected(harrow: Harrow) -> None:
    by_person = {m.person_id: m.id for m in harrow.all(Membership)}
    left, stays = by_person[harrow.people["CF"]], by_person[harrow.people["VA"]]
    harrow.do(people.leave, left, date(2026, 11, 16))
    harrow.do(people.leave, stays, MEETING)
    new = harrow.do(lambda uow: people.add_person(uow, "Fire liaison", initials="FL").id)
    group = harrow.group()
    harrow.do(people.join, group, new, from_on=date(2026, 11, 18))
    retired = harrow.people["LN"]

    def retire(uow: UnitOfWork) -> None:
        uow.get(Person, retired).ended_on = date(2026, 10, 1)

    harrow.do(retire)
    expected = expected_at(harrow, harrow.plan())
    assert retired not in expected
    assert harrow.people["CF"] not in expected
    assert harrow.people["VA"] in expected
    assert new not in expected


def test_a_member_who_joins_later_is_expected_when_asked_again(harrow: Harrow) -> None:
    meeting = harrow.plan()
    new = harrow.do(lambda uow: people.add_person(uow, "Fire liaison", initials="FL").id)
    group = harrow.group()
    harrow.do(people.join, group, new)
    assert harrow.do(planning.expect_members, meeting) == 1
    assert harrow.do(planning.expect_members, meeting) == 0
    assert new in expected_at(harrow, meeting)


def test_a_person_who_left_and_came_back_is_expected_once(harrow: Harrow) -> None:
    group, person = harrow.group(), harrow.people["CF"]
    first = harrow.all(Membership, person_id=person)[0].id
    harrow.do(people.leave, first, MEETING)
    harrow.do(people.join, group, person, from_on=MEETING)
    meeting = harrow.plan()
    assert len(harrow.all(Attendance, meeting_id=meeting, person_id=person)) == 1


def test_a_group_that_has_ended_plans_no_meeting_after_its_end(harrow: Harrow) -> None:
    group = harrow.group("LD")

    def end(uow: UnitOfWork) -> None:
        uow.get(Group, group).ended_on = date(2026, 12, 31)

    harrow.do(end)
    harrow.plan(date(2026, 12, 31), "LD")
    with pytest.raises(Refusal, match="ended on 31 Dec 2026"):
        harrow.plan(date(2027, 1, 1), "LD")


def test_an_unknown_group_is_refused_with_those_that_are_known(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="CR, LD, QA"):
        harrow.do(planning.group_by_code, "XY")
    assert harrow.do(lambda uow: planning.group_by_code(uow, " qa ").code) == "QA"


def test_a_meeting_goes_from_planned_to_dispatched_step_by_step(harrow: Harrow) -> None:
    meeting = harrow.plan()
    with pytest.raises(Refusal, match="Papers dispatched"):
        harrow.do(planning.advance, meeting, MeetingState.DISPATCHED)
    for state in (MeetingState.AGENDA_SET, MeetingState.DISPATCHED, MeetingState.HELD):
        harrow.do(planning.advance, meeting, state)
    with pytest.raises(Refusal, match="stays held"):
        harrow.do(planning.advance, meeting, MeetingState.CANCELLED)
    assert harrow.get(Meeting, meeting).state is MeetingState.HELD


def test_a_cancelled_meeting_is_planned_again_with_a_reason_only(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(planning.advance, meeting, MeetingState.CANCELLED)
    with pytest.raises(Refusal, match="a reason"):
        harrow.do(planning.advance, meeting, MeetingState.PLANNED)
    harrow.do(planning.advance, meeting, MeetingState.PLANNED, "Room found")
    assert harrow.get(Meeting, meeting).state is MeetingState.PLANNED


@pytest.mark.parametrize("minutes", [-1, 0, 4, 601])
def test_a_length_that_is_no_length_is_refused(harrow: Harrow, minutes: int) -> None:
    meeting = harrow.plan()
    with pytest.raises(Refusal, match="5 and 600"):
        harrow.do(
            planning.arrange,
            meeting,
            starts_at=time(9),
            length_minutes=minutes,
            venue="",
            link="",
        )
    assert harrow.get(Meeting, meeting).starts_at == time(10)


def test_a_meeting_is_arranged_with_time_and_place(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(
        planning.arrange,
        meeting,
        starts_at=time(9, 30),
        length_minutes=90,
        venue=" Hub ",
        link="",
    )
    found = harrow.get(Meeting, meeting)
    assert (found.starts_at, found.length_minutes, found.venue) == (time(9, 30), 90, "Hub")


def test_a_meeting_moves_to_another_day_with_its_reference(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(rescheduling.reschedule, meeting, date(2026, 11, 24))
    assert harrow.get(Meeting, meeting).ref == "QA-2026-11-24"
    other = harrow.plan()
    with pytest.raises(Refusal, match="QA-2026-11-24"):
        harrow.do(rescheduling.reschedule, other, date(2026, 11, 24))


def test_a_thematic_group_is_founded_with_an_agenda_of_its_own(harrow: Harrow) -> None:
    group = harrow.do(
        lambda uow: (
            setting_up.found_group(
                uow, "vawg", "Violence against women and girls", GroupKind.THEMATIC
            ).id
        )
    )
    meeting = harrow.do(planning.plan_meeting, group, MEETING)
    assert meeting.ref == "VAWG-2026-11-17"
    assert [item.title for item in harrow.items(meeting.id)][4] == "The group's subject"
