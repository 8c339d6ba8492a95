"""Entries of the minutes: numbered, moved, edited and taken out."""

from datetime import time

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, AgendaItem, Meeting, MinuteEntry, MinutesEvent, Risk
from safeguard_desk.rules.terms import EntryKind, MeetingState, MinutesState, MinutesStep
from safeguard_desk.views import meetings as view
from safeguard_desk.work import agendas, approving, capturing, minuting, planning


def numbers(harrow: Harrow, meeting_id: str) -> list[str]:
    with harrow.desk.read() as reader:
        return [f"{entry.number} {entry.text}" for entry in view.entries(reader, meeting_id)]


def edit(harrow: Harrow, entry_id: str, **fields: object) -> None:
    harrow.do(lambda uow: minuting.edit_entry(uow, entry_id, **fields))


def test_the_first_entry_lets_the_meeting_be_held_and_begins_the_draft(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.minuted(meeting, EntryKind.NOTE)
    harrow.minuted(meeting, EntryKind.NOTE)
    found = harrow.get(Meeting, meeting)
    assert (found.state, found.minutes_state) == (MeetingState.HELD, MinutesState.DRAFT)
    assert [event.step for event in harrow.all(MinutesEvent)] == [MinutesStep.DRAFTED]


def test_entries_are_numbered_by_their_item(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first, second = (item.id for item in harrow.items(meeting)[:2])
    for item, text in ((second, "A"), (first, "B"), (second, "C")):
        harrow.do(minuting.add_entry, item, EntryKind.NOTE, text)
    assert numbers(harrow, meeting) == ["1.1 B", "2.1 A", "2.2 C"]


def test_a_moved_entry_takes_its_number_in_the_new_item(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first, second = (item.id for item in harrow.items(meeting)[:2])
    made = {
        text: harrow.do(minuting.add_entry, item, EntryKind.NOTE, text).id
        for item, text in ((first, "A"), (first, "B"), (first, "C"), (second, "D"))
    }
    harrow.do(minuting.move_entry, made["C"], first, 1)
    assert numbers(harrow, meeting) == ["1.1 C", "1.2 A", "1.3 B", "2.1 D"]
    harrow.do(minuting.move_entry, made["A"], second, 2)
    assert numbers(harrow, meeting) == ["1.1 C", "1.2 B", "2.1 D", "2.2 A"]
    harrow.do(minuting.remove_entry, made["D"])
    assert numbers(harrow, meeting) == ["1.1 C", "1.2 B", "2.1 A"]


def test_the_text_of_an_action_follows_its_minute(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[3].id
    entry = harrow.do(capturing.take, meeting, item, "a: publish the toolkit @DN").entry_id
    assert entry is not None
    edit(harrow, entry, text="Publish the neglect toolkit", restricted=True)
    action = harrow.all(Action)[0]
    assert (action.title, action.restricted) == ("Publish the neglect toolkit", True)


def test_the_risk_of_a_minute_follows_it_too(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[3].id
    entry = harrow.do(capturing.take, meeting, item, "r: data may come late").entry_id
    assert entry is not None
    edit(harrow, entry, text="Data may come too late", restricted=True)
    risk = harrow.all(Risk)[0]
    assert (risk.title, risk.restricted) == ("Data may come too late", True)


def test_only_what_is_written_is_edited(harrow: Harrow) -> None:
    entry = harrow.minuted(harrow.plan(), EntryKind.NOTE)
    with pytest.raises(TypeError, match="position"):
        edit(harrow, entry, position=3)


def test_an_entry_that_raised_an_action_keeps_its_kind(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[3].id
    entry = harrow.do(capturing.take, meeting, item, "a: publish the toolkit @DN").entry_id
    assert entry is not None
    with pytest.raises(Refusal, match="has been raised"):
        harrow.do(minuting.change_kind, entry, EntryKind.NOTE)
    harrow.do(minuting.remove_entry, entry)
    assert [action.title for action in harrow.all(Action)] == ["publish the toolkit"]


def test_what_is_minuted_in_a_restricted_item_is_restricted(harrow: Harrow) -> None:
    meeting = harrow.plan()
    part_2 = harrow.do(lambda uow: agendas.add_item(uow, meeting, "Part 2", restricted=True).id)
    for line in ("n: what was said", "a: do this @DN", "r: that may happen"):
        harrow.do(capturing.take, meeting, part_2, line)
    assert [entry.restricted for entry in harrow.all(MinuteEntry)] == [True, True, True]
    assert [action.restricted for action in harrow.all(Action)] == [True]
    assert [risk.restricted for risk in harrow.all(Risk)] == [True]


def test_an_item_ends_when_the_next_begins_and_the_last_with_the_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first, second = (item.id for item in harrow.items(meeting)[:2])
    harrow.do(minuting.start_item, first, time(10, 4))
    harrow.do(minuting.start_item, second, time(10, 9))
    harrow.do(minuting.close_meeting, meeting, time(10, 58))
    times = [
        (i.started_at, i.ended_at) for i in (harrow.get(AgendaItem, n) for n in (first, second))
    ]
    assert times == [(time(10, 4), time(10, 9)), (time(10, 9), time(10, 58))]
    found = harrow.get(Meeting, meeting)
    assert (found.opened_at, found.closed_at) == (time(10, 4), time(10, 58))


def test_an_item_that_is_taken_up_again_keeps_its_beginning(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first, second = (item.id for item in harrow.items(meeting)[:2])
    for item, minute in ((first, 4), (second, 9), (first, 15)):
        harrow.do(minuting.start_item, item, time(10, minute))
    harrow.do(minuting.close_meeting, meeting, time(10, 58))
    found = harrow.get(AgendaItem, first)
    assert (found.started_at, found.ended_at) == (time(10, 4), time(10, 58))


def test_approved_minutes_take_no_entry_until_they_are_returned(harrow: Harrow) -> None:
    meeting = harrow.plan()
    entry = harrow.minuted(meeting, EntryKind.NOTE)
    harrow.do(approving.send_to_co_chairs, meeting)
    edit(harrow, entry, text="As the co-chair wished.")
    for initials in ("DN", "HS"):
        harrow.do(approving.approve, meeting, harrow.people[initials])
    item = harrow.items(meeting)[0].id
    with pytest.raises(Refusal, match="approved by co-chairs"):
        harrow.do(minuting.add_entry, item, EntryKind.NOTE, "Too late.")
    with pytest.raises(Refusal, match="approved by co-chairs"):
        edit(harrow, entry, text="Too late.")
    harrow.do(approving.return_to_draft, meeting, "A figure is wrong at 2.1")
    edit(harrow, entry, text="In time.")
    assert numbers(harrow, meeting) == ["2.1 In time."]


def test_a_cancelled_meeting_takes_no_minutes(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(planning.advance, meeting, MeetingState.CANCELLED)
    with pytest.raises(Refusal, match="Cancelled"):
        harrow.minuted(meeting, EntryKind.NOTE)
