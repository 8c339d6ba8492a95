"""The minutes from draft to ratified, by the buttons people press."""

from datetime import UTC, date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.ui.meeting.room import Room, moment

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import MinutesState
from safeguard_desk.ui.meeting.approval import ApprovalPane
from safeguard_desk.ui.meeting.follow_up import FollowUpStep
from safeguard_desk.ui.meeting.minutes import MinutesStep
from safeguard_desk.work import approving


def step(room: Room) -> MinutesStep:
    room.space.show_step(3)
    assert isinstance(room.space.step, MinutesStep)
    return room.space.step


def pane(room: Room) -> ApprovalPane:
    return step(room).approval


def press(room: Room, words: str) -> None:
    button = next(button for button in pane(room).buttons if button.accessibleName() == words)
    room.press(button, Qt.Key.Key_Space)


def buttons(room: Room) -> list[str]:
    return [button.accessibleName() for button in pane(room).buttons]


def say(room: Room, words: str, button: QPushButton) -> None:
    pane(room).words.setPlainText(words)
    button.click()
    room.settle()


def to_circulated(room: Room) -> None:
    room.type_line("d: agreed to adopt the document")
    press(room, "Send to the co-chairs")
    press(room, "Approved by the Designated Nurse")
    press(room, "Approved by the Head of Safeguarding Adults")
    press(room, "Circulate to the group")


def test_minutes_go_from_draft_to_ratified_by_one_button_at_a_time(room: Room) -> None:
    room.type_line("d: agreed to adopt the document")
    assert buttons(room) == ["Send to the co-chairs"]
    press(room, "Send to the co-chairs")
    assert sorted(buttons(room)) == [
        "Approved by the Designated Nurse",
        "Approved by the Head of Safeguarding Adults",
    ]
    press(room, "Approved by the Designated Nurse")
    assert buttons(room) == ["Approved by the Head of Safeguarding Adults"]
    assert pane(room).next_words.text().startswith("1 of 2 co-chairs")
    press(room, "Approved by the Head of Safeguarding Adults")
    assert buttons(room) == ["Circulate to the group"]
    press(room, "Circulate to the group")
    assert pane(room).meetings.currentText() == "Meeting of 19 Jan 2027"
    pane(room).words.setPlainText("At 1.1 “adopt” reads “adopt locally”.")
    press(room, "Ratify")
    assert room.head().minutes_state is MinutesState.RATIFIED
    assert pane(room).words.toPlainText() == ""
    assert "Amendment: At 1.1 “adopt” reads “adopt locally”." in pane(room).events.text()
    assert buttons(room) == []


def test_ratified_minutes_are_locked_and_say_why(room: Room) -> None:
    to_circulated(room)
    press(room, "Ratify")
    entry = step(room).list.shown[0]
    assert entry.text.isReadOnly()
    assert not entry.kind.isEnabled()
    assert "Ratified and locked" in pane(room).next_words.text()
    assert not room.live.line.isVisible()
    say(room, "The date at 1.1 should read 14 January.", pane(room).words_button)
    assert "Correction: The date at 1.1 should read 14 January." in pane(room).events.text()


def test_text_changed_in_the_minutes_step_is_the_text_in_the_file(room: Room) -> None:
    room.type_line("a: bring a plan @DN by 15 jan")
    text = step(room).list.shown[0].text
    text.setFocus()
    text.go_to_end()
    QTest.keyClicks(text, " by practice")
    text.commit()
    room.settle()
    entry = room.entries()[0]
    assert entry.text == "bring a plan by practice"
    assert entry.action is not None
    assert entry.action.title == "bring a plan by practice"


def test_a_comment_is_kept_and_shown(room: Room) -> None:
    room.type_line("Opened")
    press(room, "Send to the co-chairs")
    say(room, "Name the audit at 1.1", pane(room).words_button)
    assert "Comment: Name the audit at 1.1" in pane(room).events.text()


def test_an_empty_comment_is_refused_over_the_steps(room: Room) -> None:
    room.type_line("Opened")
    say(room, "", pane(room).words_button)
    assert "A comment needs words" in room.space.notice.words.text()


def test_minutes_returned_to_draft_lose_their_approvals(room: Room) -> None:
    room.type_line("Opened")
    press(room, "Send to the co-chairs")
    press(room, "Approved by the Designated Nurse")
    say(room, "The chair asks for more on the audit", pane(room).back)
    assert room.head().minutes_state is MinutesState.DRAFT
    press(room, "Send to the co-chairs")
    assert len(buttons(room)) == 2


def test_the_text_of_approved_minutes_is_closed_and_says_so(room: Room) -> None:
    to_circulated(room)
    assert step(room).list.shown[0].text.isReadOnly()
    assert "the text is closed" in pane(room).next_words.text()
    assert room.live.why_closed.isVisible()
    assert not room.live.line.isVisible()


def test_words_typed_while_the_minutes_were_closed_elsewhere_stay_on_screen(room: Room) -> None:
    room.type_line("d: agreed to adopt the document")
    text = step(room).list.shown[0].text
    text.setFocus()
    text.go_to_end()
    QTest.keyClicks(text, " at once")

    def close_text(uow: UnitOfWork) -> None:
        approving.send_to_co_chairs(uow, room.meeting_id)
        uow.flush()
        uow.get(Meeting, room.meeting_id).minutes_state = MinutesState.CIRCULATED

    room.do(close_text)
    text.commit()
    room.settle()
    assert text.toPlainText() == "agreed to adopt the document at once"
    assert "circulated" in room.space.notice.words.text()
    assert room.entries()[0].text == "agreed to adopt the document"


def test_the_steps_say_which_one_comes_next(room: Room) -> None:
    bar = room.space.bar
    marked = [button.text() for button in bar.findChildren(QPushButton) if "next" in button.text()]
    assert marked == ["3  Meeting   ▸ next"]
    room.type_line("Opened")
    room.type_line("close")
    marked = [button.text() for button in bar.findChildren(QPushButton) if "next" in button.text()]
    assert marked == ["4  Minutes   ▸ next"]


def test_words_are_found_in_the_minutes(room: Room) -> None:
    room.type_line("Attendance rose")
    room.type_line("The scorecard was received")
    step(room).finder.setText("scorecard")
    assert [entry.text.toPlainText() for entry in step(room).list.shown] == [
        "The scorecard was received"
    ]


def test_follow_up_lists_actions_what_was_left_and_the_next_meeting(room: Room) -> None:
    room.type_line("a: bring a plan @DN by 15 jan")
    room.clock.moment = moment(9, day=date(2027, 1, 18)).astimezone(UTC)
    room.space.show_step(4)
    room.space.changed(room.desk.change("x", lambda uow: _nudge(uow, room)).changes)
    follow = room.space.step
    assert isinstance(follow, FollowUpStep)
    rows = follow.table.rows
    assert rows.data(rows.index(0, 3)) == "! 15 Jan 2027, 3 d late"
    assert "2  Declarations of interest" in follow.left.text()
    assert follow.next.text() == "Tuesday 19 January 2027, planned."


def _nudge(uow: UnitOfWork, room: Room) -> None:
    uow.get(Meeting, room.meeting_id).venue = "Elsewhere"
