"""Who takes the chair: chosen, or in turn; and the brief one press away."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room

from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.views import meetings


def plan(room: Room) -> PlanStep:
    room.space.show_step(0)
    assert isinstance(room.space.step, PlanStep)
    return room.space.step


def chair(room: Room) -> str | None:
    with room.desk.read() as reader:
        return meetings.head(reader, room.meeting_id).chair_id


def test_a_chair_is_chosen_among_the_co_chairs(room: Room) -> None:
    chairing = plan(room).chairing
    assert [chairing.chair.itemText(n) for n in range(chairing.chair.count())] == [
        "Not settled",
        "Head of Safeguarding Adults",
        "Designated Nurse",
    ]
    chairing.chair.setCurrentIndex(2)
    chairing.chair.activated.emit(2)
    room.settle()
    assert chair(room) == chairing.chair.itemData(2)
    room.jobs.undo()
    room.settle()
    assert chair(room) is None
    assert chairing.chair.currentText() == "Not settled"


def test_co_chairs_take_turns_by_one_button(room: Room) -> None:
    chairing = plan(room).chairing
    QTest.mouseClick(chairing.turns, Qt.MouseButton.LeftButton)
    room.settle()
    assert chair(room) is not None
    assert room.space.notice.words.text().startswith("In turn: QA-2026-11-17 ")


def test_the_brief_is_shown_over_the_steps(room: Room) -> None:
    chairing = plan(room).chairing
    QTest.mouseClick(chairing.brief, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.space.stack.currentWidget() is not plan(room)
