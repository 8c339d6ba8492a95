"""Nothing typed is lost: text saved while one types, the half-typed line kept, a kill survived."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.making import KEY, TestClock
from tests.ui.meeting.room import Room, show_room

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.engine import make_engine
from safeguard_desk.views import meetings
from safeguard_desk.work import drafting

ROOT = Path(__file__).parents[3]
CTRL = Qt.KeyboardModifier.ControlModifier

TYPIST = """
import sys, time
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.meeting.room import open_room
app = QApplication([])
room = open_room(Path(sys.argv[1]))
room.type_line("d: agreed to adopt the document")
text = room.live.minutes.list.shown[0].text
text.setFocus()
text.go_to_end()
QTest.keyClicks(text, " in full")
room.live.line.focus()
QTest.keyClicks(room.live.line.field, "a: ask every agency to")
until = time.monotonic() + 1
while time.monotonic() < until:
    app.processEvents()
    time.sleep(0.01)
print(room.meeting_id, flush=True)
time.sleep(60)
"""


def opened(path: Path) -> Desk:
    return Desk(path, make_engine(path, KEY), KEY, clock=TestClock(), who="tester")


def test_text_is_in_the_file_shortly_after_the_last_key(room: Room, qtbot: QtBot) -> None:
    room.type_line("First")
    text = room.live.minutes.list.shown[0].text
    text.setFocus()
    text.go_to_end()
    QTest.keyClicks(text, " and more")
    assert room.entries()[0].text == "First"
    qtbot.waitUntil(lambda: room.entries()[0].text == "First and more", timeout=5000)
    assert text.hasFocus()


def test_one_spell_of_typing_is_taken_back_as_one(room: Room) -> None:
    room.type_line("First")
    text = room.live.minutes.list.shown[0].text
    text.setFocus()
    text.go_to_end()
    for words in (" and", " more"):
        QTest.keyClicks(text, words)
        text.commit()
    room.settle()
    room.live.line.focus()
    room.press(room.live.line.field, Qt.Key.Key_Z, CTRL)
    assert room.entries()[0].text == "First"


def test_a_half_typed_line_is_kept_and_comes_back(room: Room, qtbot: QtBot) -> None:
    room.type_line("a: ask every agency to", enter=False)

    def kept() -> bool:
        with room.desk.read() as reader:
            return drafting.kept(reader, room.meeting_id) == "a: ask every agency to"

    qtbot.waitUntil(kept, timeout=5000)
    again = show_room(room.desk, room.clock, room.group_id, room.meeting_id)
    assert again.live.line.field.text() == "a: ask every agency to"
    assert "half typed" in again.live.line.under.text()
    again.window.close()
    again.jobs.close()


def test_a_line_that_was_taken_leaves_no_draft_behind(room: Room) -> None:
    room.type_line("Opened", enter=False)
    room.live.line.keep_draft()
    room.press(room.live.line.field, Qt.Key.Key_Return)
    with room.desk.read() as reader:
        assert drafting.kept(reader, room.meeting_id) == ""


def test_leaving_the_step_saves_what_is_being_typed(room: Room) -> None:
    room.type_line("First")
    text = room.live.minutes.list.shown[0].text
    text.setFocus()
    text.go_to_end()
    QTest.keyClicks(text, " and more")
    room.press(room.space, Qt.Key.Key_1, CTRL)
    assert room.space.step.title == "Plan"
    assert room.entries()[0].text == "First and more"


def test_what_was_typed_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "killed.desk"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
    }
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as typist:
        assert typist.stdout is not None
        meeting_id = typist.stdout.readline().strip()
        typist.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        typist.wait()
    desk = opened(path)
    with desk.read() as reader:
        minutes = meetings.entries(reader, meeting_id)
        draft = drafting.kept(reader, meeting_id)
    faults = desk.check().faults
    desk.close()
    assert [entry.text for entry in minutes] == ["agreed to adopt the document in full"]
    assert draft == "a: ask every agency to"
    assert not faults
