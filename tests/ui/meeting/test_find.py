"""Find in this meeting."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.ui.meeting.minutes import MinutesStep
from safeguard_desk.work import agendas

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def prepare(room: Room) -> None:
    room.window.activateWindow()
    for line in (
        "> 3",
        "neglect was spoken of; neglect again",
        "> 6",
        "a: review the toolkit on Neglect @DN",
        "> 1",
    ):
        room.type_line(line)


def find(room: Room, words: str) -> None:
    room.press(room.live.line.field, KEY.Key_F, CTRL)
    QTest.keyClicks(room.space.finder.words, words)
    room.settle()


def test_words_are_found_in_titles_minutes_and_actions_and_gone_through_by_key(room: Room) -> None:
    prepare(room)
    find(room, "negl")
    bar = room.space.finder
    assert bar.words.hasFocus()
    assert bar.count.text() == "1 of 2: 3.1 note"
    title = room.live.minutes.title
    assert title.text().startswith("3 ")
    (marked,) = [one for one in room.live.minutes.list.shown if one.text.extraSelections()]
    assert len(marked.text.extraSelections()) == 2
    room.press(bar.words, KEY.Key_F3)
    assert bar.count.text() == "2 of 2: 6.1 action"
    assert title.text().startswith("6 ")
    room.press(bar.words, KEY.Key_Return)
    assert bar.count.text() == "1 of 2: 3.1 note"
    room.press(bar.words, KEY.Key_F3, SHIFT)
    assert bar.count.text() == "2 of 2: 6.1 action"
    room.press(bar.words, KEY.Key_Escape)
    assert not bar.isVisible()
    assert room.live.line.field.hasFocus()
    assert not any(one.text.extraSelections() for one in room.live.minutes.list.shown)


def test_titles_references_and_owners_are_found(room: Room) -> None:
    prepare(room)
    for words, told in (
        ("Declarations", "1 of 1: item 2, title"),
        ("QA-0143", "1 of 1: 6.1 action"),
        ("Designated", "1 of 1: 6.1 action"),
        ("nowhere", "nothing found"),
    ):
        find(room, words)
        assert room.space.finder.count.text() == told


def test_finding_begins_no_item_and_loses_no_half_typed_line(room: Room) -> None:
    prepare(room)
    room.type_line("half typed", enter=False)
    begun = room.live._running
    find(room, "negl")
    assert room.live._running == begun
    room.press(room.space.finder.words, KEY.Key_Escape)
    assert room.live.line.field.text() == "half typed"


def test_restricted_places_are_not_found_while_presenting(room: Room) -> None:
    prepare(room)

    def restrict(uow: UnitOfWork) -> None:
        agendas.agenda(uow, room.meeting_id)[5].restricted = True

    room.do(restrict)
    find(room, "neglect")
    assert room.space.finder.count.text().startswith("1 of 2")
    room.space.presenting = True
    assert "of 2" not in room.space.finder.count.text()
    assert "2 places" not in room.space.finder.count.text()


def test_the_minutes_step_finds_too(room: Room) -> None:
    prepare(room)
    room.space.show_step(3)
    step = room.space.step
    assert isinstance(step, MinutesStep)
    room.press(step.list.shown[0].text, KEY.Key_F, CTRL)
    QTest.keyClicks(room.space.finder.words, "toolkit")
    room.settle()
    assert room.space.finder.count.text() == "1 of 1: 6.1 action"
    (marked,) = [one for one in step.list.shown if one.text.extraSelections()]
    assert marked.number.text() == "6.1"


def test_the_lists_beside_the_minutes_find_too(room: Room) -> None:
    prepare(room)
    for view in (room.live.agenda.view, room.live.attendance.view):
        room.press(view, KEY.Key_F, CTRL)
        assert room.space.finder.isVisible()
        room.press(room.space.finder.words, KEY.Key_Escape)
