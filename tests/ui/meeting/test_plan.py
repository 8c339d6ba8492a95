"""Planning: date and place in fields that save when left, and an agenda put in order by key."""

from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from tests.ui.meeting.room import Room

from safeguard_desk.rules.terms import MeetingState, Purpose
from safeguard_desk.rules.times import read_minutes, read_time
from safeguard_desk.ui.meeting.agenda_table import AgendaTable, total_words
from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.views import meetings

ALT = Qt.KeyboardModifier.AltModifier


def plan(room: Room) -> PlanStep:
    room.space.show_step(0)
    assert isinstance(room.space.step, PlanStep)
    return room.space.step


def fill(room: Room, name: str, words: str) -> None:
    line = plan(room).line(name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    room.press(line, Qt.Key.Key_Return)


def edit(room: Room, agenda: AgendaTable, column: int, words: str) -> None:
    view = agenda.view
    view.setCurrentIndex(view.rows.index(view.currentIndex().row(), column))
    room.press(view, Qt.Key.Key_Return)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, words)
    room.press(editor, Qt.Key.Key_Return)


def item(room: Room, number: int) -> meetings.ItemView:
    with room.desk.read() as reader:
        return meetings.items(reader, room.meeting_id)[number - 1]


def test_alt_down_and_alt_up_move_an_item_and_the_choice_goes_with_it(room: Room) -> None:
    view = plan(room).agenda.view
    view.choose(item(room, 2).id)
    room.press(view, Qt.Key.Key_Down, ALT)
    assert room.items()[1:3] == [
        "Minutes of the last meeting and matters arising",
        "Declarations of interest",
    ]
    assert view.chosen == item(room, 3).id
    room.press(view, Qt.Key.Key_Up, ALT)
    room.press(view, Qt.Key.Key_Up, ALT)
    room.press(view, Qt.Key.Key_Up, ALT)
    assert room.items()[0] == "Declarations of interest"


def test_an_item_dragged_onto_another_takes_its_place(room: Room) -> None:
    view = plan(room).agenda.view
    view.choose(item(room, 1).id)
    place = QPointF(view.visualRect(view.rows.index(3, 1)).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, QMimeData(), buttons, keys))
    room.settle()
    assert room.items()[2] == "Welcome, introductions and apologies"


def test_a_new_item_follows_the_chosen_one(room: Room) -> None:
    agenda = plan(room).agenda
    agenda.view.choose(item(room, 5).id)
    QTest.keyClicks(agenda.new, "Neglect strategy")
    room.press(agenda.new, Qt.Key.Key_Return)
    assert room.items()[5] == "Neglect strategy"
    assert agenda.new.text() == ""
    assert agenda.view.chosen == item(room, 6).id


def test_an_item_without_a_title_is_refused_in_place(room: Room) -> None:
    agenda = plan(room).agenda
    QTest.keyClicks(agenda.new, "  ")
    room.press(agenda.new, Qt.Key.Key_Return)
    assert "needs a title" in agenda.refusal.text()
    assert len(room.items()) == 13


def test_title_presenter_and_minutes_are_edited_in_place(room: Room) -> None:
    agenda = plan(room).agenda
    agenda.view.choose(item(room, 5).id)
    edit(room, agenda, 2, "Multi-agency audit: neglect")
    edit(room, agenda, 3, "Designated Nurse")
    edit(room, agenda, 5, "1h")
    found = item(room, 5)
    assert (found.title, found.presenter, found.minutes) == (
        "Multi-agency audit: neglect",
        "Designated Nurse",
        60,
    )
    assert agenda.total.text() == "! 2 h 30 min of items for 2 h: 30 min too long, ends 12:30"


def test_a_number_of_minutes_that_is_none_is_refused_in_place(room: Room) -> None:
    agenda = plan(room).agenda
    edit(room, agenda, 5, "soon")
    assert "“soon” is no number of minutes" in agenda.refusal.text()
    assert item(room, 1).minutes == 5


def test_the_purpose_is_chosen_from_a_list(room: Room) -> None:
    view = plan(room).agenda.view
    view.setCurrentIndex(view.rows.index(3, 4))
    room.press(view, Qt.Key.Key_Return)
    box = view.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "For assurance"
    box.setCurrentText("For decision")
    room.press(box, Qt.Key.Key_Return)
    assert item(room, 4).purpose is Purpose.DECISION


def test_an_item_goes_to_part_2_under_its_heading_by_the_space_bar(room: Room) -> None:
    view = plan(room).agenda.view
    view.setCurrentIndex(view.rows.index(4, 6))
    title = item(room, 5).title
    room.press(view, Qt.Key.Key_Space)
    assert item(room, 13).restricted
    assert item(room, 13).title == title
    assert [line.title for line in view.rows.rows][12:] == ["Part 2: restricted", title]


def test_delete_takes_an_item_off_but_not_one_with_minutes(room: Room) -> None:
    room.type_line("Opened")
    agenda = plan(room).agenda
    agenda.view.choose(item(room, 13).id)
    room.press(agenda.view, Qt.Key.Key_Delete)
    assert len(room.items()) == 12
    agenda.view.choose(item(room, 1).id)
    room.press(agenda.view, Qt.Key.Key_Delete)
    assert len(room.items()) == 12
    assert "has minutes" in agenda.refusal.text()


def test_a_loose_date_moves_the_meeting_and_is_shown_in_full(room: Room) -> None:
    fill(room, "date", "24 nov")
    assert room.head().held_on == date(2026, 11, 24)
    assert room.head().ref == "QA-2026-11-24"
    assert plan(room).line("date").text() == "24 Nov 2026"


def test_a_day_on_which_the_group_meets_already_is_refused_and_the_words_stay(room: Room) -> None:
    fill(room, "date", "19 jan 2027")
    assert "meets on 19 Jan 2027 already" in plan(room).wrong.text()
    assert plan(room).line("date").text() == "19 jan 2027"
    assert room.head().held_on == date(2026, 11, 17)


def test_time_length_venue_and_link_are_kept_when_left(room: Room) -> None:
    fill(room, "time", "2pm")
    fill(room, "length", "1:30")
    fill(room, "venue", "Civic Hub")
    fill(room, "link", "https://meet.example.org/qa")
    head = room.head()
    assert (head.starts_at, head.length_minutes) == (time(14), 90)
    assert (head.venue, head.link) == ("Civic Hub", "https://meet.example.org/qa")
    assert plan(room).line("length").text() == "90 min"


def test_words_that_are_no_time_stay_in_the_field_and_are_explained(room: Room) -> None:
    fill(room, "time", "noonish")
    assert "“noonish” is no time" in plan(room).wrong.text()
    assert plan(room).line("time").text() == "noonish"
    assert room.head().starts_at == time(10)


def test_one_button_leads_from_planned_to_the_papers(room: Room) -> None:
    step = plan(room)
    assert step.next.text() == "Set the agenda"
    step.next.click()
    room.settle()
    assert room.head().state is MeetingState.AGENDA_SET
    step.next.click()
    assert room.space.step.title == "Papers"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (115, "1 h 55 min of items for 2 h, 5 min to spare"),
        (120, "2 h of items for 2 h, just right"),
        (150, "2 h 30 min of items for 2 h: 30 min too long"),
    ],
)
def test_the_sum_of_minutes_is_told_in_words(minutes: int, words: str) -> None:
    assert total_words(minutes, 120) == words


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10", time(10)),
        ("1000", time(10)),
        ("9.30", time(9, 30)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("25:00", None),
        ("10:75", None),
        ("13pm", None),
        ("noon", None),
    ],
)
def test_times_are_typed_loosely(text: str, at: time | None) -> None:
    assert read_time(text) == at


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("90 min", 90), ("1:30", 90), ("1.5h", 90), ("1 h 30 min", 90), ("long", None)],
)
def test_lengths_are_typed_loosely(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes
