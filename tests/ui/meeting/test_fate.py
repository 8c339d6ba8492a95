"""A meeting called off and held after all, each with its reason; and its calendar file."""

from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from tests.ui.meeting.room import Room

from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.ui.meeting.fate import Fate
from safeguard_desk.ui.meeting.plan import PlanStep


def fate(room: Room) -> Fate:
    room.space.show_step(0)
    assert isinstance(room.space.step, PlanStep)
    return room.space.step.fate


def give_reason(room: Room, words: str) -> Fate:
    found = fate(room)
    room.press(found.change, Qt.Key.Key_Space)
    QTest.keyClicks(found.reason, words)
    room.press(found.reason, Qt.Key.Key_Return)
    return found


def test_a_meeting_is_cancelled_with_a_reason_and_held_after_all_with_another(room: Room) -> None:
    found = give_reason(room, "The police cannot come")
    assert room.head().state is MeetingState.CANCELLED
    assert found.why.text() == "Cancelled: The police cannot come"
    assert found.change.text() == "Hold it after all"
    give_reason(room, "They can")
    assert (room.head().state, room.head().why) == (MeetingState.PLANNED, "They can")
    assert found.change.text() == "Cancel the meeting"


def test_without_a_reason_nothing_happens_and_esc_leaves(room: Room) -> None:
    found = give_reason(room, "  ")
    assert "reason is missing" in found.wrong.text()
    assert room.head().state is MeetingState.PLANNED
    room.press(found.reason, Qt.Key.Key_Escape)
    assert found.reason.isHidden()
    assert not found.change.isHidden()


def test_the_calendar_file_of_a_cancelled_meeting_strikes_it(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    room.press(fate(room).file, Qt.Key.Key_Space)
    planned = Calendar.from_ical(path.read_bytes())
    give_reason(room, "Snow")
    room.press(fate(room).file, Qt.Key.Key_Space)
    struck = Calendar.from_ical(path.read_bytes())
    assert (planned["METHOD"], struck["METHOD"]) == ("PUBLISH", "CANCEL")
    assert "Snow" not in path.read_text(encoding="utf-8")
