"""Attendance over a year: honest shares, deputies, agencies that are never there."""

from datetime import date

from tests.fixtures.harrow import Harrow

from safeguard_desk.models import Attendance
from safeguard_desk.rules.terms import EntryKind, MeetingState, Presence
from safeguard_desk.views.attendance_year import AttendanceYear, Line, attendance, share
from safeguard_desk.work import attending, minuting, people, planning

YEAR = (date(2026, 4, 1), date(2027, 3, 31))
DAYS = (date(2026, 5, 12), date(2026, 7, 14), date(2026, 9, 15))


def held(harrow: Harrow, day: date, **marks: Presence) -> str:
    """Hold a meeting: everybody present but those who are named."""
    meeting = harrow.plan(day)
    for initials, presence in marks.items():
        harrow.do(attending.mark, harrow.seat(meeting, initials).id, presence)
    harrow.do(attending.mark_all, meeting)
    harrow.do(minuting.add_entry, harrow.items(meeting)[0].id, EntryKind.NOTE, "Welcome.")
    return meeting


def seen(harrow: Harrow) -> AttendanceYear:
    with harrow.desk.read() as reader:
        return attendance(reader, harrow.group(), *YEAR)


def line(harrow: Harrow, initials: str) -> Line:
    return next(one for one in seen(harrow).lines if one.person_id == harrow.people[initials])


def test_a_share_is_told_with_its_denominator_and_none_of_nothing() -> None:
    assert share(5, 6) == "5 of 6 (83%)"
    assert share(0, 0) == "none yet"


def test_cancelled_meetings_and_those_to_come_lower_nobodys_share(harrow: Harrow) -> None:
    held(harrow, DAYS[0])
    cancelled = harrow.plan(DAYS[1])
    harrow.do(planning.advance, cancelled, MeetingState.CANCELLED, "Inspection")
    harrow.plan(date(2027, 1, 12))
    assert [meeting.held_on for meeting in seen(harrow).meetings] == [DAYS[0]]
    assert line(harrow, "DN").share == "1 of 1 (100%)"


def test_a_deputy_fills_the_place_and_apologies_do_not(harrow: Harrow) -> None:
    held(harrow, DAYS[0], DN=Presence.DEPUTY)
    held(harrow, DAYS[1], DN=Presence.APOLOGIES)
    held(harrow, DAYS[2])
    found = line(harrow, "DN")
    assert [mark.letter if mark else "" for mark in found.marks] == ["D", "A", "P"]
    assert (found.came, found.deputised, found.share) == (1, 1, "2 of 3 (67%)")


def test_a_member_who_joined_later_is_counted_from_then(harrow: Harrow) -> None:
    held(harrow, DAYS[0])
    group, agency = harrow.group(), next(iter(harrow.agencies.values()))
    person = harrow.do(lambda uow: people.add_person(uow, "New Nurse", agency_id=agency).id)
    harrow.do(lambda uow: people.join(uow, group, person, from_on=date(2026, 6, 1)).id)
    held(harrow, DAYS[1])
    found = next(one for one in seen(harrow).lines if one.role == "New Nurse")
    assert found.marks[0] is None
    assert found.share == "1 of 1 (100%)"


def test_an_agency_that_missed_the_last_two_meetings_is_named(harrow: Harrow) -> None:
    seats = harrow.all(Attendance, meeting_id=held(harrow, DAYS[0]))
    own = {s.person_id: s.agency_id for s in seats}
    agency = own[harrow.people["DN"]]
    missing = {i: Presence.ABSENT for i, p in harrow.people.items() if own.get(p) == agency}
    for day in DAYS[1:]:
        held(harrow, day, **missing)
    (absent,) = seen(harrow).absent
    assert absent.absent_in_a_row == 2
    assert absent.share == "1 of 3 (33%)"


def test_quoracy_is_told_for_each_meeting(harrow: Harrow) -> None:
    held(harrow, DAYS[0])
    meeting = harrow.plan(DAYS[1])
    for seat in harrow.all(Attendance, meeting_id=meeting):
        harrow.do(attending.mark, seat.id, Presence.APOLOGIES)
    harrow.do(minuting.add_entry, harrow.items(meeting)[0].id, EntryKind.NOTE, "Nobody.")
    assert [one.quorate for one in seen(harrow).meetings] == [True, False]
