"""Attendance by one key a person, and the quoracy light."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Attendance
from safeguard_desk.rules.terms import Presence
from safeguard_desk.ui.meeting.attendance_pane import how
from safeguard_desk.ui.meeting.follow_up import FollowUpStep
from safeguard_desk.work import attending


def mark(room: Room, initials: str, key: Qt.Key) -> None:
    pane = room.live.attendance
    pane.view.choose(room.seats()[initials].id)
    room.press(pane.view, key)


def test_p_a_and_x_mark_the_chosen_member_and_go_on_to_the_next(room: Room) -> None:
    view = room.live.attendance.view
    view.setFocus()
    order = [seat.initials for seat in view.rows.rows]
    for key in (Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_X):
        room.press(view, key)
    seats = room.seats()
    assert [seats[who].presence for who in order[:4]] == [
        Presence.PRESENT,
        Presence.APOLOGIES,
        Presence.ABSENT,
        Presence.EXPECTED,
    ]
    assert view.rows.rows[view.currentIndex().row()].initials == order[3]
    assert view.rows.data(view.rows.index(2, 1)) == "✗ Absent"


def test_d_marks_the_usual_deputy_and_asks_for_another_name_in_place(room: Room) -> None:
    pane = room.live.attendance
    mark(room, "DC", Qt.Key.Key_D)
    assert room.seats()["DC"].deputy == "DI Public Protection"
    assert pane.deputy.isVisible()
    QTest.keyClicks(pane.deputy, "Acting DI")
    room.press(pane.deputy, Qt.Key.Key_Return)
    assert room.seats()["DC"].deputy == "Acting DI"
    assert not pane.deputy.isVisible()


def test_all_present_leaves_those_marked_otherwise(room: Room) -> None:
    mark(room, "NG", Qt.Key.Key_A)
    room.live.attendance.everyone.click()
    room.settle()
    seats = room.seats()
    assert seats["NG"].presence is Presence.APOLOGIES
    assert seats["DC"].presence is Presence.PRESENT


def test_the_light_says_in_words_who_is_missing_and_when_the_meeting_is_quorate(
    room: Room,
) -> None:
    pane = room.live.attendance
    assert pane.light.text() == "Quoracy: mark who is here"
    for initials in ("DN", "HS", "CN", "LN"):
        mark(room, initials, Qt.Key.Key_P)
    assert pane.sign.text() == "▲"
    assert "police not represented" in pane.light.text()
    mark(room, "DC", Qt.Key.Key_P)
    assert pane.sign.text() == "●"
    assert pane.light.text().startswith("Quorate: 2 co-chairs, 3 of 3 partners")


def test_a_decision_without_a_quorum_says_that_it_must_be_ratified(room: Room) -> None:
    mark(room, "DN", Qt.Key.Key_P)
    room.type_line("d: agreed to adopt the document")
    assert room.entries()[0].subject_to_ratification
    room.space.show_step(4)
    assert isinstance(room.space.step, FollowUpStep)
    assert "1.1  agreed to adopt the document" in room.space.step.decisions.text()


def test_what_was_answered_before_stands_until_somebody_is_marked(room: Room) -> None:
    seat = room.seats()["NG"]

    def answer(uow: UnitOfWork) -> None:
        uow.get(Attendance, seat.id).reply = Presence.APOLOGIES

    room.do(answer)
    told = {row.id: how(row) for row in room.live.attendance.view.rows.rows}
    assert told[seat.id] == "· Not marked\nsaid: apologies"
    room.do(lambda uow: attending.mark(uow, seat.id, Presence.PRESENT))
    told = {row.id: how(row) for row in room.live.attendance.view.rows.rows}
    assert told[seat.id] == "✓ Present"
