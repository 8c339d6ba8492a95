"""Returns in the Plan step: forms into a folder, files read by dialog or drop, who is missing."""

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from tests.ui.meeting.room import Room

from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.ui.meeting.returns_panel import ReturnsPanel, state


def panel(room: Room) -> ReturnsPanel:
    room.space.show_step(0)
    step = room.space.step
    assert isinstance(step, PlanStep)
    step.ask.click()
    return step.returns


def states(shown: ReturnsPanel) -> dict[str, str]:
    return {line.agency: state(line) for line in shown.view.rows.rows}


def made(room: Room, folder: Path) -> ReturnsPanel:
    shown = panel(room)
    assert shown.heading.text().startswith("10 agencies are expected")
    shown.make_forms(folder)
    room.settle()
    return shown


def answered(folder: Path, agency: str = "CNWL") -> Path:
    path = folder / f"QA-2026-11-17 {agency}.xlsx"
    book = load_workbook(path)
    book["Who comes"].cell(5, 2).value = "Apologies"
    book["Items"].cell(5, 1).value = "Waiting times"
    book.save(path)
    return path


def test_forms_are_made_and_every_agency_is_missing_until_its_return_is_read(
    room: Room, tmp_path: Path
) -> None:
    shown = made(room, tmp_path / "forms")
    assert set(states(shown).values()) == {"! Missing, asked 17 Nov 2026"}
    shown.read_files([answered(tmp_path / "forms")])
    room.settle()
    assert states(shown)["CNWL"] == "Came back 17 Nov 2026"
    assert shown.heading.text().startswith("1 of 10 came back, 9 missing")
    assert "Read: CNWL." in room.space.notice.words.text()
    step = room.space.step
    assert isinstance(step, PlanStep)
    assert step.build.text() == "&Build agenda (1 proposed)"
    assert room.seats()["CN"].presence.value == "expected"


def test_dropped_files_are_read_and_a_foreign_one_is_named(room: Room, tmp_path: Path) -> None:
    shown = made(room, tmp_path / "forms")
    foreign = tmp_path / "letter.docx"
    foreign.write_bytes(b"no form")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in (answered(tmp_path / "forms"), foreign)])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    shown.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    room.settle()
    assert states(shown)["CNWL"].startswith("Came back")
    assert shown.wrong.text() == "! letter.docx is no return form of this program."


def test_a_folder_that_cannot_be_written_to_is_refused_in_place(room: Room, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    shown = panel(room)
    shown.make_forms(taken)
    room.settle()
    assert "could not be written" in shown.wrong.text()
    assert set(states(shown).values()) == {"Not asked yet"}


def test_once_the_meeting_was_held_no_return_is_asked_for(room: Room) -> None:
    room.type_line("Opened")
    shown = panel(room)
    assert not shown.make.isEnabled()
    assert not shown.read.isEnabled()
    room.press(shown.view, Qt.Key.Key_Escape)
    step = room.space.step
    assert isinstance(step, PlanStep)
    assert step.main.currentIndex() == 0
