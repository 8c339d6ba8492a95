"""In the room: coming and going, interests, decisions judged in their minute, corrections."""

from datetime import time

import pytest
from tests.fixtures.harrow import Harrow, with_known_actions

from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    ActionUpdate,
    AgendaItem,
    Attendance,
    Interest,
    MinuteEntry,
    Person,
)
from safeguard_desk.rules.terms import EntryKind, MinutesState, Presence
from safeguard_desk.views import interests as interests_view
from safeguard_desk.work import agendas, attending, capturing, interests, minuting


@pytest.fixture
def meeting(harrow: Harrow) -> str:
    """A meeting at which everybody but the police has been marked present."""
    made = harrow.plan()
    harrow.do(attending.mark_all, made)
    return made


def take(harrow: Harrow, meeting: str, line: str, at: time | None = None) -> str:
    item = harrow.items(meeting)[4].id
    return harrow.do(capturing.take, meeting, item, line, at).entry_id or ""


def edit(harrow: Harrow, entry: str, **fields: object) -> None:
    harrow.do(lambda uow: minuting.edit_entry(uow, entry, **fields))


def waits(harrow: Harrow, entry: str) -> bool:
    return harrow.get(MinuteEntry, entry).subject_to_ratification


def test_only_decisions_taken_while_the_police_were_away_wait_for_ratification(
    harrow: Harrow, meeting: str
) -> None:
    early = take(harrow, meeting, "d: agreed early", time(10, 10))
    late = take(harrow, meeting, "d: agreed late", time(10, 30))
    gone = take(harrow, meeting, "d: agreed at the end", time(11, 50))
    untimed = take(harrow, meeting, "d: agreed some time")
    take(harrow, meeting, "DC arrived 10:20")
    take(harrow, meeting, "Police left 11:40")
    seat = harrow.seat(meeting, "DC")
    assert (seat.presence, seat.arrived_at, seat.left_at) == (
        Presence.PRESENT,
        time(10, 20),
        time(11, 40),
    )
    assert [waits(harrow, one) for one in (early, late, gone, untimed)] == [
        True,
        False,
        True,
        False,
    ]
    edit(harrow, gone, at=time(11, 30))
    assert not waits(harrow, gone)
    harrow.do(attending.set_times, seat.id, None, None)
    assert not waits(harrow, early)


def test_who_comes_late_is_present_whatever_was_marked_before(harrow: Harrow) -> None:
    meeting = harrow.plan()
    seat = harrow.seat(meeting, "NG").id
    harrow.do(attending.mark, seat, Presence.APOLOGIES)
    harrow.do(attending.arrive, seat, time(10, 20))
    assert harrow.seat(meeting, "NG").presence is Presence.PRESENT
    harrow.do(attending.mark, seat, Presence.ABSENT)
    assert harrow.seat(meeting, "NG").arrived_at is None


def test_a_deputy_who_comes_late_stays_a_deputy(harrow: Harrow) -> None:
    meeting = harrow.plan()
    seat = harrow.seat(meeting, "HO").id
    harrow.do(attending.mark, seat, Presence.DEPUTY)
    harrow.do(attending.arrive, seat, time(10, 20))
    assert harrow.seat(meeting, "HO").presence is Presence.DEPUTY


def test_who_is_not_there_cannot_leave_and_a_time_is_needed(harrow: Harrow) -> None:
    meeting = harrow.plan()
    seat = harrow.seat(meeting, "NG").id
    harrow.do(attending.mark, seat, Presence.APOLOGIES)
    with pytest.raises(Refusal, match="apologies"):
        harrow.do(attending.depart, seat, time(11))
    with pytest.raises(Refusal, match="not said"):
        harrow.do(attending.arrive, seat, None)
    assert harrow.seat(meeting, "NG").presence is Presence.APOLOGIES


def test_a_return_after_a_late_arrival_is_refused_rather_than_lost(harrow: Harrow) -> None:
    meeting = harrow.plan()
    seat = harrow.seat(meeting, "NG").id
    harrow.do(attending.arrive, seat, time(10, 20))
    harrow.do(attending.depart, seat, time(11))
    with pytest.raises(Refusal, match="10:20"):
        harrow.do(attending.arrive, seat, time(11, 30))


def test_of_an_agency_only_those_who_were_here_leave(harrow: Harrow, meeting: str) -> None:
    harrow.do(attending.mark, harrow.seat(meeting, "NG").id, Presence.APOLOGIES)
    take(harrow, meeting, "ICB left 11:40")
    assert harrow.seat(meeting, "DN").left_at == time(11, 40)
    assert harrow.seat(meeting, "NG").presence is Presence.APOLOGIES


def test_a_line_without_a_time_off_the_day_is_doubted_and_changes_nothing(
    harrow: Harrow, meeting: str
) -> None:
    taken = harrow.do(capturing.take, meeting, None, "DN left", None)
    assert (taken.words, len(taken.doubts)) == ("", 1)
    assert harrow.seat(meeting, "DN").left_at is None


def test_who_withdrew_does_not_count_for_decisions_of_that_item_alone(
    harrow: Harrow, meeting: str
) -> None:
    items = harrow.items(meeting)
    decided = harrow.do(
        lambda uow: minuting.add_entry(uow, items[4].id, EntryKind.DECISION, "x").id
    )
    other = harrow.do(lambda uow: minuting.add_entry(uow, items[5].id, EntryKind.DECISION, "y").id)
    line = "i: DC declared an interest in item 5 (spouse works for provider), withdrew"
    taken = harrow.do(capturing.take, meeting, items[1].id, line, time(10, 5))
    assert taken.words.endswith("item 5, withdrew")
    assert (waits(harrow, decided), waits(harrow, other)) == (True, False)
    harrow.do(minuting.move_entry, other, items[4].id, 1)
    assert waits(harrow, other)
    declared = harrow.all(Interest)[0]
    assert (declared.words, declared.at) == ("spouse works for provider", time(10, 5))
    harrow.do(interests.edit, declared.id, withdrew=False)
    assert not waits(harrow, decided)
    assert harrow.get(Interest, declared.id).at == time(10, 5)


def test_a_second_declaration_in_the_same_item_adds_to_the_first(
    harrow: Harrow, meeting: str
) -> None:
    for line in ("i: DN trustee of the hospice, item 5", "i: DN withdrew from item 5"):
        take(harrow, meeting, line)
    assert [(one.words, one.withdrew) for one in harrow.all(Interest)] == [
        ("trustee of the hospice", True)
    ]


def test_an_interest_declared_under_declarations_concerns_the_whole_meeting(
    harrow: Harrow, meeting: str
) -> None:
    harrow.do(capturing.take, meeting, harrow.items(meeting)[1].id, "i: DN governor of a school")
    with harrow.desk.read() as reader:
        (found,) = interests_view.interests(reader, meeting)
    assert (found.item_id, found.words, found.withdrew) == (None, "governor of a school", False)


def test_an_interest_of_somebody_not_on_the_list_is_refused(harrow: Harrow, meeting: str) -> None:
    stranger = next(
        one.id for one in harrow.all(Person) if one.id not in set(harrow.people.values())
    )
    with pytest.raises(Refusal, match="not on this meeting's list"):
        harrow.do(interests.declare, meeting, stranger, None)
    assert harrow.all(Interest) == []


def test_an_item_taken_off_leaves_its_interests_to_the_meeting(
    harrow: Harrow, meeting: str
) -> None:
    item = harrow.items(meeting)[4].id
    harrow.do(lambda uow: interests.declare(uow, meeting, harrow.people["DN"], item, "x").id)
    harrow.do(agendas.remove_item, item)
    assert [one.item_id for one in harrow.all(Interest)] == [None]


def test_somebody_new_is_added_in_attendance_by_role(harrow: Harrow, meeting: str) -> None:
    seat = harrow.do(
        lambda uow: attending.add_by_role(uow, meeting, "Commissioning Lead", "icb").id
    )
    added = harrow.get(Attendance, seat)
    assert added.presence is Presence.IN_ATTENDANCE
    assert harrow.get(Person, added.person_id).role == "Commissioning Lead"
    with pytest.raises(Refusal, match="no agency called"):
        harrow.do(attending.add_by_role, meeting, "Guest", "Nowhere Trust")


def test_an_update_goes_to_the_action_and_into_the_minutes(harrow: Harrow, meeting: str) -> None:
    ids = with_known_actions(harrow)
    entry = take(harrow, meeting, "update QA-0137: the draft is with legal", time(10, 5))
    assert harrow.get(MinuteEntry, entry).text == "QA-0137: the draft is with legal"
    updates = harrow.all(ActionUpdate, action_id=ids["QA-0137"])
    assert [one.text for one in updates] == ["the draft is with legal"]


def test_correcting_an_entry_keeps_when_it_was_noted(harrow: Harrow, meeting: str) -> None:
    entry = take(harrow, meeting, "n: as it was typed", time(10, 12))
    before = harrow.get(MinuteEntry, entry)
    items = harrow.items(meeting)
    edit(harrow, entry, text="as it was meant", restricted=True)
    harrow.do(minuting.change_kind, entry, EntryKind.DECISION)
    harrow.do(minuting.move_entry, entry, items[6].id, 1)
    after = harrow.get(MinuteEntry, entry)
    assert (after.at, after.created_at) == (time(10, 12), before.created_at)
    assert (after.text, after.kind, after.item_id) == (
        "as it was meant",
        EntryKind.DECISION,
        items[6].id,
    )
    edit(harrow, entry, at=time(10, 15))
    assert harrow.get(MinuteEntry, entry).at == time(10, 15)
    assert harrow.get(MinuteEntry, entry).created_at == before.created_at


def test_an_item_is_stopped_begun_again_and_ticked(harrow: Harrow, meeting: str) -> None:
    item = harrow.items(meeting)[4].id
    harrow.do(minuting.start_item, item, time(10))
    harrow.do(minuting.stop_item, item, time(10, 5))
    assert harrow.get(AgendaItem, item).ended_at == time(10, 5)
    harrow.do(minuting.start_item, item, time(10, 9))
    again = harrow.get(AgendaItem, item)
    assert (again.started_at, again.ended_at) == (time(10), None)
    harrow.do(minuting.tick, item, discussed=True)
    assert harrow.get(AgendaItem, item).discussed


def test_nothing_of_the_room_changes_once_the_minutes_are_ratified(
    harrow: Harrow, meeting: str
) -> None:
    item, seat = harrow.items(meeting)[4].id, harrow.seat(meeting, "DN").id

    def ratify(uow: object) -> None:
        from safeguard_desk.desk.unit_of_work import UnitOfWork
        from safeguard_desk.models import Meeting

        assert isinstance(uow, UnitOfWork)
        uow.get(Meeting, meeting).minutes_state = MinutesState.RATIFIED

    harrow.do(ratify)
    for verb in (
        lambda uow: attending.depart(uow, seat, time(11)),
        lambda uow: attending.arrive(uow, seat, time(11)),
        lambda uow: attending.set_times(uow, seat, None, None),
        lambda uow: interests.declare(uow, meeting, harrow.people["DN"], item, "x"),
        lambda uow: minuting.tick(uow, item, discussed=True),
        lambda uow: minuting.stop_item(uow, item, time(11)),
        lambda uow: attending.add_by_role(uow, meeting, "Guest"),
    ):
        with pytest.raises(Refusal, match="ratified"):
            harrow.do(verb)
