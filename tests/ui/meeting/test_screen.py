"""What every step owes to people who cannot see, use no mouse, or sit at a small screen."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from tests.ui.meeting.room import Room

from safeguard_desk.ui.meeting.rows import RowsView
from safeguard_desk.ui.meeting.workspace import MeetingWorkspace
from safeguard_desk.work import planning

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
PLACES = range(5)


def filled(room: Room, place: int) -> QWidget:
    for line in (
        "attend all",
        "> 4",
        "a: bring a plan @DN by 15 jan",
        "c: Police challenged the ICB",
    ):
        room.type_line(line)
    room.space.show_step(place)
    room.settle()
    return room.space


def controls(space: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in space.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisibleTo(space)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def name(widget: QWidget) -> str:
    parent = widget.parentWidget()
    form = parent.layout() if parent is not None else None
    label = form.labelForField(widget) if isinstance(form, QFormLayout) else None
    spoken = widget.accessibleName() or (label.text() if isinstance(label, QLabel) else "")
    return spoken or (widget.text() if isinstance(widget, QAbstractButton) else "")


@pytest.mark.parametrize("place", PLACES)
def test_every_control_is_named_for_a_screen_reader(room: Room, place: int) -> None:
    found = controls(filled(room, place))
    assert len(found) > 5
    assert [widget for widget in found if not name(widget)] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_word_on_a_button_or_label_is_cut_at_1366_by_768(room: Room, place: int) -> None:
    space = filled(room, place)
    assert space.width() == 1366
    words: list[QAbstractButton | QLabel] = [
        *space.findChildren(QAbstractButton),
        *(label for label in space.findChildren(QLabel) if not label.wordWrap()),
    ]
    cut = [
        (widget.text(), widget.width())
        for widget in words
        if widget.isVisibleTo(space)
        and widget.width() < widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
    ]
    assert cut == []


@pytest.mark.parametrize("place", PLACES)
def test_a_row_of_a_table_is_read_as_one_sentence(room: Room, place: int) -> None:
    space = filled(room, place)
    for view in space.findChildren(RowsView):
        if view.isVisibleTo(space) and view.rows.rows:
            spoken = view.rows.data(view.rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
            assert ", " in spoken


@pytest.mark.parametrize("place", PLACES)
def test_ctrl_and_its_number_bring_every_step(room: Room, place: int) -> None:
    keys = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
    room.press(room.space, keys[place], Qt.KeyboardModifier.ControlModifier)
    titles = ("Plan", "Papers", "Meeting", "Minutes", "Follow-up")
    assert room.space.step.title == titles[place]


def test_ctrl_enter_brings_the_capture_line_from_anywhere(room: Room) -> None:
    room.live.attendance.view.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier
    room.press(room.live.attendance.view, Qt.Key.Key_Return, keys)
    assert room.live.line.field.hasFocus()


def test_going_back_asks_for_the_list_of_meetings(room: Room) -> None:
    asked: list[bool] = []
    room.space.closed.connect(lambda: asked.append(True))
    room.space.back.click()
    assert asked == [True]


def test_a_meeting_that_was_undone_says_so_in_place(room: Room) -> None:
    day = date(2027, 5, 4)
    planned = room.do(lambda uow: planning.plan_meeting(uow, room.group_id, day).id)
    space = MeetingWorkspace(room.jobs, planned, room.window)
    room.jobs.changed.connect(space.changed)
    room.jobs.undo()
    room.settle()
    assert "no longer there" in space.notice.words.text()
    assert not space.stack.isEnabled()
