"""Minuting a meeting as it happens, with the keyboard."""

from datetime import UTC, date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room, moment, typed_lines

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import EntryKind, MeetingState, Presence
from safeguard_desk.ui.meeting.entry_widget import EntryWidget
from safeguard_desk.work import agendas, minuting

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def shown(room: Room) -> list[str]:
    """Return the minutes of the item on screen, as they are read."""
    area = room.live.minutes.list
    return [
        f"{entry.number.text()} {entry.kind.text().removesuffix(' ▾')}: {entry.text.toPlainText()}"
        for entry in area.shown
        if entry.isVisibleTo(area)
    ]


def entry_widget(room: Room, number: str) -> EntryWidget:
    found = room.live.minutes.list.shown
    return next(entry for entry in found if entry.number.text() == number)


def test_a_whole_meeting_typed_line_by_line_is_on_screen_and_in_the_file(room: Room) -> None:
    for line in typed_lines():
        room.type_line(line)
        assert room.live.line.field.text() == ""
    minutes = {entry.number: entry for entry in room.entries()}
    assert len(minutes) == 15
    assert minutes["3.1"].kind is EntryKind.DECISION
    challenge = minutes["4.2"]
    assert (challenge.by_agency, challenge.about_agency) == (
        "Metropolitan Police NW BCU",
        "NHS NWL ICB",
    )
    actions = [entry.action for entry in room.entries() if entry.action]
    assert [(a.ref, a.owner, a.due_on) for a in actions] == [
        ("QA-0143", "Designated Nurse", date(2027, 1, 15)),
        ("QA-0144", "QA co-chairs", date(2027, 5, 31)),
        ("QA-0145", "Performance Analyst", date(2027, 1, 19)),
    ]
    assert minutes["5.4"].board == "HSAB"
    assert minutes["5.5"].risk_ref == "QA-R-0001"
    assert shown(room) == [
        "7.1 Key message: ask your teams to use the revised neglect screening tool from 1 December"
    ]
    seats = room.seats()
    assert seats["NG"].presence is Presence.APOLOGIES
    assert (seats["HO"].presence, seats["HO"].deputy) == (
        Presence.DEPUTY,
        "Tenancy Services Manager",
    )
    assert room.head().closed_at is not None
    assert room.live.agenda.clock.text().startswith("Closed at 10:00")


def test_what_was_understood_is_seen_before_enter(room: Room) -> None:
    room.type_line("> 4")
    room.type_line("a: bring a plan @DN by 15 jan", enter=False)
    chips = room.live.line.chips
    assert chips.kind == "Action"
    assert chips.words == ("owner Designated Nurse", "due 15 Jan 2027", "under item 4")
    assert chips.accessibleDescription() == (
        "Action, owner Designated Nurse, due 15 Jan 2027, under item 4"
    )
    assert room.entries() == []


def test_an_unknown_owner_is_doubted_before_enter_and_the_words_are_kept(room: Room) -> None:
    room.type_line("a: ring the school @ZZ by 15 jan", enter=False)
    assert any("ZZ" in doubt for doubt in room.live.line.chips.doubts)
    room.press(room.live.line.field, Qt.Key.Key_Return)
    assert "ZZ" in room.entries()[0].text
    assert "To check" in room.live.said.text()


def test_a_line_that_says_nothing_is_not_cleared(room: Room) -> None:
    room.type_line("a:")
    assert room.live.line.field.text() == "a:"
    assert "not kept" in room.live.line.under.text()
    assert room.entries() == []


def test_a_refused_line_keeps_its_words_and_says_why(room: Room) -> None:
    room.type_line("First note")
    room.desk.read_only = True
    room.type_line("d: agreed to adopt the document")
    assert room.live.line.field.text() == "d: agreed to adopt the document"
    assert "reading only" in room.live.line.under.text()
    room.desk.read_only = False
    room.press(room.live.line.field, Qt.Key.Key_Return)
    assert room.live.line.field.text() == ""
    assert [entry.kind for entry in room.entries()] == [EntryKind.NOTE, EntryKind.DECISION]


def test_words_typed_while_a_line_is_being_kept_stay(room: Room) -> None:
    field = room.live.line.field
    room.type_line("First", enter=False)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, " and more")
    room.settle()
    assert [entry.text for entry in room.entries()] == ["First"]
    assert field.text() == " and more"


def test_ctrl_down_and_up_go_through_the_agenda_and_time_each_item(room: Room) -> None:
    field = room.live.line.field
    room.press(field, Qt.Key.Key_Down, CTRL)
    room.clock.moment = moment(10, 20).astimezone(UTC)
    room.live.tick()
    assert room.live.minutes.title.text() == "2  Declarations of interest"
    lines = room.live.agenda.view.rows.rows
    assert lines[1].sign == "▶"
    assert lines[1].time == "20 of 2 min, 18 over"
    room.press(field, Qt.Key.Key_Up, CTRL)
    assert room.live.minutes.title.text().startswith("1  Welcome")
    assert room.live.agenda.view.rows.rows[1].sign == "✓"
    assert room.head().state is MeetingState.HELD


def test_looking_at_another_item_does_not_begin_it_and_offers_the_way_back(room: Room) -> None:
    room.type_line("> 5")
    agenda = room.live.agenda.view
    agenda.setFocus()
    room.press(agenda, Qt.Key.Key_Up)
    assert room.live.minutes.title.text() == "4  Action tracker"
    assert room.live.minutes.away.text() == "Back to item 5, under discussion"
    room.live.minutes.away.click()
    room.settle()
    assert room.live.minutes.title.text().startswith("5")


def test_ctrl_z_in_an_empty_line_takes_back_the_line_before(room: Room) -> None:
    room.type_line("First")
    room.type_line("Second")
    room.press(room.live.line.field, Qt.Key.Key_Z, CTRL)
    assert [entry.text for entry in room.entries()] == ["First"]
    assert shown(room) == ["1.1 Note: First"]
    room.press(room.live.line.field, Qt.Key.Key_Y, CTRL)
    assert [entry.text for entry in room.entries()] == ["First", "Second"]


def test_ctrl_z_in_a_line_with_words_takes_back_the_words_only(room: Room) -> None:
    room.type_line("First")
    room.type_line("half", enter=False)
    room.press(room.live.line.field, Qt.Key.Key_Z, CTRL)
    assert room.live.line.field.text() == ""
    assert [entry.text for entry in room.entries()] == ["First"]


def test_a_line_and_its_kept_draft_are_taken_back_as_one(room: Room) -> None:
    room.type_line("First")
    room.type_line("Second", enter=False)
    room.live.line.keep_draft()
    room.press(room.live.line.field, Qt.Key.Key_Return)
    room.press(room.live.line.field, Qt.Key.Key_Z, CTRL)
    assert [entry.text for entry in room.entries()] == ["First"]
    room.press(room.live.line.field, Qt.Key.Key_Z, CTRL)
    assert room.entries() == []


@pytest.mark.qt_log_ignore("This plugin does not support")  # the test platform has no pop-ups
def test_a_note_turned_into_a_decision_keeps_its_words(room: Room) -> None:
    room.type_line("The group adopted the document")
    room.press(entry_widget(room, "1.1").kind, Qt.Key.Key_Space)
    menu = room.live.minutes.list.menu
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Note"]
    next(action for action in menu.actions() if action.text() == "Decision").trigger()
    menu.close()
    room.settle()
    assert shown(room) == ["1.1 Decision: The group adopted the document"]


def test_entries_are_moved_and_removed_by_key(room: Room) -> None:
    room.type_line("First")
    room.type_line("Second")
    room.press(entry_widget(room, "1.2").text, Qt.Key.Key_Up, ALT)
    assert shown(room) == ["1.1 Note: Second", "1.2 Note: First"]
    room.press(entry_widget(room, "1.1").text, Qt.Key.Key_Delete, CTRL, SHIFT)
    assert shown(room) == ["1.1 Note: First"]
    assert "Removed 1.1" in room.space.notice.words.text()
    room.press(room.live.line.field, Qt.Key.Key_Z, CTRL)
    assert shown(room) == ["1.1 Note: Second", "1.2 Note: First"]


def test_an_entry_edited_elsewhere_is_not_torn_from_under_the_cursor(room: Room) -> None:
    room.type_line("First")
    text = entry_widget(room, "1.1").text
    text.setFocus()
    text.go_to_end()
    QTest.keyClicks(text, " and half")
    room.do(lambda uow: _venue(uow, room))
    assert text.toPlainText() == "First and half"
    text.commit()
    room.settle()
    assert room.entries()[0].text == "First and half"


def _venue(uow: UnitOfWork, room: Room) -> None:
    uow.get(Meeting, room.meeting_id).venue = "Elsewhere"


def test_restricted_items_and_minutes_are_hidden_while_presenting(room: Room) -> None:
    def restrict(uow: UnitOfWork) -> None:
        items = agendas.agenda(uow, room.meeting_id)
        items[4].restricted = True
        minuting.add_entry(uow, items[4].id, EntryKind.NOTE, "The secret")

    room.do(restrict)
    assert "Multi-agency audits" in [line.title for line in room.live.agenda.view.rows.rows]
    room.space.presenting = True
    assert "Multi-agency audits" not in [line.title for line in room.live.agenda.view.rows.rows]
    room.space.show_step(3)
    visible = room.space.step.findChildren(EntryWidget)
    assert visible == []
