"""The next meeting ratifies what waits for it: minutes and decisions, by its own decision."""

from datetime import UTC, date

from PySide6.QtCore import Qt
from tests.ui.meeting.room import Room, moment, show_room
from tests.ui.meeting.test_minutes import to_circulated

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.terms import EntryKind, MinutesState
from safeguard_desk.ui.meeting.minutes import MinutesStep
from safeguard_desk.views import meetings
from safeguard_desk.work import between

NEXT = date(2027, 1, 19)


def decided(room: Room, *, restricted: bool = False) -> None:
    """Have both co-chairs agree to a decision between meetings."""

    def decide(uow: UnitOfWork) -> None:
        made = between.record(uow, room.group_id, "Send the toolkit out", restricted=restricted)
        for person in between.co_chairs(uow, room.group_id, uow.today):
            between.agree(uow, made.id, person)

    room.do(decide)


def following(room: Room) -> Room:
    """Open the next meeting on its day, in a window of its own."""
    with room.desk.read() as reader:
        found = meetings.next_meeting(reader, room.group_id, room.head().held_on)
    assert found is not None
    room.clock.moment = moment(10, 5, NEXT).astimezone(UTC)
    room.window.close()
    room.jobs.close()
    made = show_room(room.desk, room.clock, room.group_id, found[0])
    room.jobs, room.window = made.jobs, made.window
    return made


def test_the_minutes_item_of_the_next_meeting_ratifies_and_minutes_it(room: Room) -> None:
    to_circulated(room)
    decided(room)
    after = following(room)
    live = after.live
    item = next(one for one in after.space.picture.items if one.code == "minutes")
    assert live.minutes.ratify.isHidden()
    live.go_to(item.id)
    after.settle()
    bar = live.minutes.ratify
    assert [button.text() for button in bar.buttons] == [
        "Ratify the minutes of QA-2026-11-17", "Ratify QA-D-2026-01",
    ]  # fmt: skip
    bar.amendments[room.meeting_id].setText("At 1.1 “adopt” reads “adopt locally”.")
    after.press(bar.buttons[0], Qt.Key.Key_Space)
    assert [button.text() for button in bar.buttons] == ["Ratify QA-D-2026-01"]
    after.press(bar.buttons[0], Qt.Key.Key_Space)
    assert bar.isHidden()
    entries = after.entries()
    assert {entry.kind for entry in entries} == {EntryKind.DECISION}
    assert entries[0].text.endswith("with this amendment: At 1.1 “adopt” reads “adopt locally”.")
    assert entries[1].text.startswith("Ratified QA-D-2026-01")
    assert {entry.item_id for entry in entries} == {item.id}
    with after.desk.read() as reader:
        assert meetings.head(reader, room.meeting_id).minutes_state is MinutesState.RATIFIED
    after.window.undo()  # type: ignore[attr-defined]
    after.settle()
    after.window.undo()  # type: ignore[attr-defined]
    after.settle()
    assert len(bar.buttons) == 2
    assert after.entries() == []


def test_the_minutes_step_offers_it_too_once_the_meeting_began(room: Room) -> None:
    to_circulated(room)
    decided(room, restricted=True)
    after = following(room)
    after.space.show_step(3)
    step = after.space.step
    assert isinstance(step, MinutesStep)
    assert step.ratify.isHidden()
    after.type_line("The co-chair opened the meeting")
    after.space.show_step(3)
    assert len(step.ratify.buttons) == 2
    after.space.presenting = True
    assert [button.text() for button in step.ratify.buttons] == [
        "Ratify the minutes of QA-2026-11-17"
    ]
    after.space.presenting = False
    after.press(step.ratify.buttons[0], Qt.Key.Key_Space)
    with after.desk.read() as reader:
        head = meetings.head(reader, room.meeting_id)
    assert (head.minutes_state, head.ratified_at_id) == (
        MinutesState.RATIFIED, after.meeting_id,
    )  # fmt: skip
    assert "ratified and locked" in after.space.notice.words.text()


def test_nothing_is_ratified_before_the_day(room: Room) -> None:
    to_circulated(room)
    with room.desk.read() as reader:
        later = meetings.next_meeting(reader, room.group_id, room.head().held_on)
    assert later is not None
    room.window.close()
    room.jobs.close()
    made = show_room(room.desk, room.clock, room.group_id, later[0])
    room.jobs, room.window = made.jobs, made.window
    item = next(one for one in made.space.picture.items if one.code == "minutes")
    made.live.look_at(item.id)
    assert made.live.minutes.ratify.isHidden()
