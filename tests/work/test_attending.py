"""Attendance: who came, who sent a deputy, and what a lost quorum does to decisions."""

from datetime import time

import pytest
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import MinuteEntry, Person
from safeguard_desk.rules.terms import Capacity, EntryKind, Presence
from safeguard_desk.views import meetings as view
from safeguard_desk.work import approving, attending, minuting, people


def mark(harrow: Harrow, meeting: str, initials: str, presence: Presence, deputy: str = "") -> None:
    harrow.do(attending.mark, harrow.seat(meeting, initials).id, presence, deputy=deputy)


def quorate(harrow: Harrow, meeting: str) -> bool:
    with harrow.desk.read() as reader:
        return view.quoracy(reader, meeting).quorate


def test_all_who_are_not_marked_yet_are_marked_present(harrow: Harrow) -> None:
    meeting = harrow.plan()
    mark(harrow, meeting, "NG", Presence.APOLOGIES)
    assert harrow.do(attending.mark_all, meeting, at=time(10, 2)) == 12
    assert harrow.do(attending.mark_all, meeting) == 0
    presence = harrow.presence(meeting)
    assert presence.pop("NG") is Presence.APOLOGIES
    assert set(presence.values()) == {Presence.PRESENT}
    assert harrow.seat(meeting, "DN").marked_at == time(10, 2)


def test_the_usual_deputy_comes_when_none_is_named(harrow: Harrow) -> None:
    meeting = harrow.plan()
    mark(harrow, meeting, "HO", Presence.DEPUTY)
    seat = harrow.seat(meeting, "HO")
    assert seat.deputy_words == "Tenancy Services Manager"
    deputy = seat.deputy_id
    assert deputy is not None
    assert harrow.get(Person, deputy).role == "Tenancy Services Manager"


def test_another_deputy_is_kept_in_words_and_the_usual_one_is_recognised(harrow: Harrow) -> None:
    meeting = harrow.plan()
    mark(harrow, meeting, "HO", Presence.DEPUTY, "Interim manager")
    assert (harrow.seat(meeting, "HO").deputy_id, harrow.seat(meeting, "HO").deputy_words) == (
        None,
        "Interim manager",
    )
    mark(harrow, meeting, "HO", Presence.DEPUTY, "tenancy services manager")
    assert harrow.seat(meeting, "HO").deputy_id is not None
    mark(harrow, meeting, "HO", Presence.PRESENT)
    seat = harrow.seat(meeting, "HO")
    assert (seat.deputy_id, seat.deputy_words) == (None, "")


def test_a_member_without_a_usual_deputy_may_send_an_unnamed_one(harrow: Harrow) -> None:
    meeting = harrow.plan()
    mark(harrow, meeting, "NG", Presence.DEPUTY)
    assert harrow.seat(meeting, "NG").presence is Presence.DEPUTY
    assert harrow.seat(meeting, "NG").deputy_words == ""


def test_a_visitor_is_in_attendance_and_does_not_count_for_quoracy(harrow: Harrow) -> None:
    meeting = harrow.plan()
    visitor = harrow.do(lambda uow: people.add_person(uow, "Fire liaison", initials="FL").id)
    seat = harrow.do(attending.add_attendee, meeting, visitor, at=time(10, 5))
    assert (seat.capacity, seat.presence) == (Capacity.IN_ATTENDANCE, Presence.IN_ATTENDANCE)
    with pytest.raises(Refusal, match="on the list already"):
        harrow.do(attending.add_attendee, meeting, visitor)
    with pytest.raises(Refusal, match="on the list already"):
        harrow.do(attending.add_attendee, meeting, harrow.people["NG"])
    assert not quorate(harrow, meeting)


def test_decisions_are_subject_to_ratification_only_while_the_quorum_is_lost(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    decision = harrow.minuted(meeting, EntryKind.DECISION)
    note = harrow.minuted(meeting, EntryKind.NOTE)

    def subject() -> tuple[bool, bool]:
        return (
            harrow.get(MinuteEntry, decision).subject_to_ratification,
            harrow.get(MinuteEntry, note).subject_to_ratification,
        )

    assert subject() == (False, False)  # nothing is known before anybody is marked
    harrow.do(attending.mark_all, meeting)
    assert quorate(harrow, meeting)
    assert subject() == (False, False)
    mark(harrow, meeting, "DC", Presence.APOLOGIES)  # the police are no longer represented
    assert not quorate(harrow, meeting)
    assert subject() == (True, False)
    later = harrow.minuted(meeting, EntryKind.DECISION, "A second decision.")
    assert harrow.get(MinuteEntry, later).subject_to_ratification
    mark(harrow, meeting, "DC", Presence.DEPUTY)
    assert quorate(harrow, meeting)
    assert subject() == (False, False)


def test_an_entry_that_becomes_a_decision_or_ceases_to_be_one_follows_the_quorum(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    entry = harrow.minuted(meeting, EntryKind.NOTE)
    mark(harrow, meeting, "DC", Presence.ABSENT)
    harrow.do(minuting.change_kind, entry, EntryKind.DECISION)
    assert harrow.get(MinuteEntry, entry).subject_to_ratification
    harrow.do(minuting.change_kind, entry, EntryKind.NOTE)
    assert not harrow.get(MinuteEntry, entry).subject_to_ratification


def test_ratifying_the_minutes_lets_decisions_taken_without_a_quorum_stand(harrow: Harrow) -> None:
    meeting = harrow.plan()
    decision = harrow.minuted(meeting, EntryKind.DECISION)
    mark(harrow, meeting, "DC", Presence.ABSENT)
    harrow.do(approving.send_to_co_chairs, meeting)
    for initials in ("DN", "HS"):
        harrow.do(approving.approve, meeting, harrow.people[initials])
    harrow.do(approving.circulate, meeting)
    assert harrow.get(MinuteEntry, decision).subject_to_ratification
    later = harrow.plan(NEXT)
    harrow.do(approving.ratify, meeting, later)
    assert not harrow.get(MinuteEntry, decision).subject_to_ratification
