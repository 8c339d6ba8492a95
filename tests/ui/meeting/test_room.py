"""In the room, by keyboard: items and their clocks, who comes and goes, interests, corrections."""

from datetime import UTC, time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room, moment

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Person
from safeguard_desk.rules.terms import EntryKind, Presence
from safeguard_desk.ui.meeting.entry_widget import EntryWidget
from safeguard_desk.views import interests as interests_view
from safeguard_desk.views import meetings
from safeguard_desk.work import agendas, interests

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # it has no pop-ups

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def items(room: Room) -> list[meetings.ItemView]:
    with room.desk.read() as reader:
        return meetings.items(reader, room.meeting_id)


def at(room: Room, hour: int, minute: int) -> None:
    room.clock.moment = moment(hour, minute).astimezone(UTC)
    room.live.tick()


def entry(room: Room, number: str) -> EntryWidget:
    shown = room.live.minutes.list.shown
    return next(one for one in shown if one.number.text() == number)


def press_on(room: Room, initials: str, key: str) -> None:
    view = room.live.attendance.view
    view.choose(room.seats()[initials].id)
    QTest.keyClicks(view, key)
    room.settle()


def test_the_clock_of_an_item_is_started_stopped_and_the_item_ticked_by_key(room: Room) -> None:
    field = room.live.line.field
    room.press(field, KEY.Key_T, CTRL)
    assert items(room)[0].started_at == time(10)
    at(room, 10, 7)
    room.press(field, KEY.Key_T, CTRL)
    assert items(room)[0].ended_at == time(10, 7)
    room.press(field, KEY.Key_D, CTRL)
    assert items(room)[0].discussed
    assert room.live.agenda.view.rows.rows[0].sign == "✓"
    room.press(field, KEY.Key_D, CTRL)
    assert not items(room)[0].discussed


def test_an_item_is_reached_by_its_number_and_a_wrong_one_says_so(room: Room) -> None:
    live = room.live
    room.press(live.line.field, KEY.Key_G, CTRL)
    jump = live.agenda.jump
    assert jump.isVisible()
    QTest.keyClicks(jump, "99")
    room.press(jump, KEY.Key_Return)
    assert "no item 99" in room.space.notice.words.text()
    jump.clear()
    QTest.keyClicks(jump, "5")
    room.press(jump, KEY.Key_Return)
    assert not jump.isVisible()
    assert live.minutes.title.text().startswith("5 ")
    assert items(room)[4].started_at == time(10)
    room.press(live.line.field, KEY.Key_G, CTRL)
    room.press(jump, KEY.Key_Escape)
    assert not jump.isVisible()


def test_attendance_is_reached_and_left_by_the_same_key(room: Room) -> None:
    live = room.live
    room.window.activateWindow()
    live.line.focus()
    room.press(live.line.field, KEY.Key_M, CTRL)
    assert live.attendance.view.hasFocus()
    room.press(live.attendance.view, KEY.Key_M, CTRL)
    assert live.line.field.hasFocus()


def test_running_over_is_told_in_words_with_the_projected_end(room: Room) -> None:
    pace = room.live.agenda.pace
    assert not pace.isVisible()
    room.type_line("> 1")
    assert pace.text().startswith("5 min left; the meeting would end at ")
    planned = sum(item.minutes for item in items(room))
    at(room, 10, 9)
    end = 10 * 60 + planned + 4
    late = end - 12 * 60
    told = f"{late} min late" if late > 0 else f"{-late} min early" if late else "on time"
    assert pace.text() == (
        f"4 min over; the meeting would end at {end // 60}:{end % 60:02d}, {told}"
    )
    room.type_line("close")
    assert not pace.isVisible()


def test_one_timer_moves_the_clocks_each_half_minute(room: Room) -> None:
    assert room.live._timer.interval() == 30_000
    assert room.live._timer.isActive()


def test_late_and_early_are_noted_by_key_and_can_be_corrected(room: Room) -> None:
    pane = room.live.attendance
    at(room, 10, 20)
    press_on(room, "DC", "t")
    assert pane.times.text() == "10:20"
    room.press(pane.times, KEY.Key_Return)
    seat = room.seats()["DC"]
    assert (seat.presence, seat.arrived_at) == (Presence.PRESENT, time(10, 20))
    press_on(room, "DC", "l")
    pane.times.clear()
    QTest.keyClicks(pane.times, "later")
    room.press(pane.times, KEY.Key_Return)
    assert "no time" in room.space.notice.words.text()
    pane.times.clear()
    QTest.keyClicks(pane.times, "11.40")
    room.press(pane.times, KEY.Key_Return)
    assert room.seats()["DC"].left_at == time(11, 40)
    row = pane.view.rows.place(seat.id)
    shown = pane.view.rows.data(pane.view.rows.index(row, 1))
    assert shown == "✓ Present\ncame 10:20, left 11:40"
    press_on(room, "DC", "t")
    pane.times.clear()
    room.press(pane.times, KEY.Key_Return)
    assert (room.seats()["DC"].arrived_at, room.seats()["DC"].left_at) == (None, time(11, 40))


def test_the_light_shows_the_present_moment(room: Room) -> None:
    room.type_line("attend all")
    room.type_line("> 1")
    light = room.live.attendance.light
    assert light.text().startswith("Quorate")
    room.type_line("Police left 10:30")
    assert light.text().startswith("Quorate")
    at(room, 10, 30)
    assert light.text() == "Not quorate: police not represented"
    assert room.live.attendance.count.text() == "11 here"
    room.type_line("d: agreed without the police")
    assert room.entries()[-1].subject_to_ratification
    room.type_line("DC arrived 10:30")
    assert light.text().startswith("Quorate")


def test_an_interest_is_declared_listed_corrected_and_counts(room: Room) -> None:
    room.type_line("attend all")
    room.type_line("> 5")
    room.type_line("d: agreed the audit")
    room.type_line("> 2")
    pane = room.live.minutes.interests
    assert pane.empty.isVisible()
    press_on(room, "DC", "i")
    field = room.live.line.field
    assert field.text() == "i: DC declared an interest "
    QTest.keyClicks(field, "in item 5 (spouse works for provider), withdrew")
    room.press(field, KEY.Key_Return)
    (row,) = pane.rows.values()
    assert row.who.text() == "DCI Public Protection, item 5 10:00:"
    assert row.withdrew.isChecked()
    assert room.entries()[0].subject_to_ratification
    row.words.setFocus()
    row.words.selectAll()
    QTest.keyClicks(row.words, "sister works there")
    room.press(row.words, KEY.Key_Return)
    row.withdrew.click()
    room.settle()
    with room.desk.read() as reader:
        (kept,) = interests_view.interests(reader, room.meeting_id)
    assert (kept.words, kept.withdrew, kept.at) == ("sister works there", False, time(10))
    assert not room.entries()[0].subject_to_ratification
    room.type_line("> 5")
    assert [one.who.text() for one in pane.rows.values()] == ["DCI Public Protection 10:00:"]
    next(iter(pane.rows.values())).away.click()
    room.settle()
    assert not pane.isVisible()


def test_interests_in_restricted_items_are_hidden_while_presenting(room: Room) -> None:
    def prepare(uow: UnitOfWork) -> None:
        item = agendas.agenda(uow, room.meeting_id)[4]
        item.restricted = True
        person = uow.session.query(Person).filter_by(initials="DN").one()
        interests.declare(uow, room.meeting_id, person.id, item.id, "knows the family")

    room.do(prepare)
    room.type_line("> 2")
    assert len(room.live.minutes.interests.rows) == 1
    room.space.presenting = True
    assert room.live.minutes.interests.rows == {}


def test_somebody_of_the_directory_and_somebody_new_are_added_in_attendance(room: Room) -> None:
    pane = room.live.attendance
    press_on(room, "DN", "+")
    assert pane.who.isVisible()
    QTest.keyClicks(pane.who, "di publ")
    completer = pane.who.completer()
    popup = completer.popup() if completer else None
    assert popup is not None
    room.press(popup, KEY.Key_Down)
    room.press(popup, KEY.Key_Return)
    assert pane.who.text().startswith("DI Public Protection")
    room.press(pane.who, KEY.Key_Return)
    assert [seat.role for seat in room.seats().values() if seat.presence is Presence.IN_ATTENDANCE]
    press_on(room, "DN", "+")
    QTest.keyClicks(pane.who, "Visiting Scholar, CNWL")
    room.press(pane.who, KEY.Key_Return)
    with room.desk.read() as reader:
        seats = meetings.seats(reader, room.meeting_id)
    added = {seat.role: seat.agency for seat in seats if seat.presence is Presence.IN_ATTENDANCE}
    assert added["Visiting Scholar"] == "CNWL"
    assert "DI Public Protection" in added
    assert not pane.who.isVisible()


def test_an_unknown_agency_keeps_what_was_typed_and_says_what_to_do(room: Room) -> None:
    pane = room.live.attendance
    press_on(room, "DN", "+")
    QTest.keyClicks(pane.who, "Guest, Nowhere Trust")
    room.press(pane.who, KEY.Key_Return)
    assert "no agency called" in room.space.notice.words.text()
    assert pane.who.text() == "Guest, Nowhere Trust"


def test_the_time_of_an_entry_is_corrected_by_hand_and_nothing_else_moves_it(room: Room) -> None:
    room.type_line("> 5")
    room.type_line("a first word")
    first = entry(room, "5.1")
    assert first.time.text() == "10:00"
    at(room, 10, 30)
    room.press(first.text, KEY.Key_End)
    QTest.keyClicks(first.text, " corrected")
    first.text.commit()
    room.settle()
    first.convert(EntryKind.DECISION)
    room.settle()
    assert [one.at for one in room.entries()] == [time(10)]
    room.press(first.text, KEY.Key_T, CTRL, SHIFT)
    assert first.time.hasFocus() or not room.window.isActiveWindow()
    first.time.selectAll()
    QTest.keyClicks(first.time, "9:5x")
    room.press(first.time, KEY.Key_Return)
    assert "no time" in room.space.notice.words.text()
    assert room.entries()[0].at == time(10)
    first.time.selectAll()
    QTest.keyClicks(first.time, "10:12")
    room.press(first.time, KEY.Key_Return)
    kept = room.entries()[0]
    assert (kept.at, kept.text) == (time(10, 12), "a first word corrected")


def test_an_entry_is_moved_to_another_item_with_its_time(room: Room) -> None:
    room.type_line("> 5")
    room.type_line("belongs elsewhere")
    widget = entry(room, "5.1")
    widget.kind.click()
    menu = room.live.minutes.list.menu
    assert menu is not None
    target = next(one for one in menu._items.actions() if one.text().startswith("6 "))
    target.trigger()
    menu.close()
    room.settle()
    (kept,) = room.entries()
    assert (kept.number, kept.at) == ("6.1", time(10))


def test_the_history_of_an_entry_shows_both_texts(room: Room) -> None:
    room.type_line("as typed")
    room.press(entry(room, "1.1").text, KEY.Key_End)
    QTest.keyClicks(entry(room, "1.1").text, " and corrected")
    entry(room, "1.1").text.commit()
    room.settle()
    with room.desk.read() as reader:
        told = str(reader.history("minute_entries", room.entries()[0].id))
    assert "as typed" in told
    assert "as typed and corrected" in told


def test_a_question_mark_outside_a_text_asks_for_the_keys(room: Room) -> None:
    asked: list[bool] = []
    room.space.keys_wanted.connect(partial(asked.append, True))
    QTest.keyClicks(room.live.agenda.view, "?")
    QTest.keyClicks(room.live.attendance.view, "?")
    assert len(asked) == 2
    QTest.keyClicks(room.live.line.field, "?")
    assert len(asked) == 2
    assert room.live.line.field.text() == "?"


def test_typing_as_fast_as_keys_come_loses_nothing(room: Room) -> None:
    """Two hundred lines without a pause, with the item changed every ten."""
    field = room.live.line.field
    field.setFocus()
    for number in range(200):
        if number % 10 == 0:
            QTest.keyClick(field, KEY.Key_Down, CTRL)
        QTest.keyClicks(field, f"note {number:03d}")
        QTest.keyClick(field, KEY.Key_Return)
    for _ in range(400):
        room.settle()
        if not field.text() and len(room.entries()) >= 200:
            break
    assert sorted(one.text for one in room.entries()) == [f"note {n:03d}" for n in range(200)]
    assert field.text() == ""


def test_what_follows_a_change_of_the_item_falls_under_it_however_fast_it_comes(
    room: Room,
) -> None:
    field = room.live.line.field
    lines = ["> 3", "under three", "> 12 A new one", "under the new one", "> 5", "under five"]
    for line in lines:
        QTest.keyClicks(field, line)
        QTest.keyClick(field, KEY.Key_Return)
    QTest.keyClick(field, KEY.Key_Down, CTRL)
    QTest.keyClicks(field, "under six")
    QTest.keyClick(field, KEY.Key_Return)
    for _ in range(20):
        room.settle()
    kept = {one.text: one.number for one in room.entries()}
    new = room.items().index("A new one") + 1
    assert kept == {
        "under three": "3.1",
        "under the new one": f"{new}.1",
        "under five": "5.1",
        "under six": "6.1",
    }


def test_a_refused_line_comes_back_before_what_was_typed_since(room: Room) -> None:
    field = room.live.line.field
    room.desk.read_only = True
    for line in ("first", "second"):
        QTest.keyClicks(field, line)
        QTest.keyClick(field, KEY.Key_Return)
    QTest.keyClicks(field, "third")
    room.settle()
    room.settle()
    assert field.text() == "second first third"
    room.desk.read_only = False


def test_lines_that_wait_are_sent_before_the_step_is_left(room: Room) -> None:
    field = room.live.line.field
    for line in ("> 3", "under three", "> 5", "under five"):
        QTest.keyClicks(field, line)
        QTest.keyClick(field, KEY.Key_Return)
    room.space.save()
    room.settle()
    kept = {one.text: one.number for one in room.entries()}
    assert kept == {"under three": "3.1", "under five": "5.1"}
