"""Papers: awaited, attached by button or drop, put under items, opened and sent out."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from tests.ui.meeting.room import Room

from safeguard_desk.desk import attachments
from safeguard_desk.rules.terms import MeetingState, PaperState
from safeguard_desk.ui.meeting.papers import PapersStep
from safeguard_desk.ui.papers import viewer
from safeguard_desk.views import meetings


def step(room: Room) -> PapersStep:
    room.space.show_step(1)
    assert isinstance(room.space.step, PapersStep)
    return room.space.step


def held(room: Room) -> list[meetings.PaperView]:
    with room.desk.read() as reader:
        return meetings.papers(reader, room.meeting_id)


def paper_file(tmp_path: Path, name: str = "Neglect audit.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7 the neglect audit")
    return path


def test_without_papers_the_step_says_what_to_do_first(room: Room) -> None:
    assert step(room).hint.isVisible()
    assert "Drop files here" in step(room).hint.text()


def test_a_paper_waited_for_is_awaited_under_its_item(room: Room) -> None:
    papers = step(room)
    papers.under.setCurrentIndex(5)
    QTest.keyClicks(papers.new, "Audit report")
    room.press(papers.new, Qt.Key.Key_Return)
    rows = papers.view.rows
    words = [rows.data(rows.index(0, n)) for n in range(3)]
    assert words == ["5 Multi-agency audits", "Audit report", "○ Awaited"]
    assert papers.new.text() == ""


def test_files_dropped_on_the_step_are_kept_in_the_desk(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper_file(tmp_path)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPointF(20, 20), action, mime, buttons, keys)
    papers.dragEnterEvent(entering)
    assert entering.isAccepted()
    papers.dropEvent(QDropEvent(QPointF(20, 20), action, mime, buttons, keys))
    room.settle()
    paper = held(room)[0]
    assert (paper.title, paper.filename, paper.state) == (
        "Neglect audit",
        "Neglect audit.pdf",
        PaperState.TABLED,
    )
    with room.desk.read() as reader:
        assert attachments.content(reader, paper.sha256) == b"%PDF-1.7 the neglect audit"


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_attached(
    room: Room, tmp_path: Path
) -> None:
    step(room).attach([paper_file(tmp_path), tmp_path / "gone.pdf"])
    room.settle()
    assert "gone.pdf could not be read" in room.space.notice.words.text()
    assert held(room) == []


def test_papers_are_moved_within_their_item_by_key(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.attach([paper_file(tmp_path, "One.pdf"), paper_file(tmp_path, "Two.pdf")])
    room.settle()
    papers.view.choose(held(room)[1].id)
    room.press(papers.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [paper.title for paper in held(room)] == ["Two", "One"]


def test_a_restricted_paper_is_hidden_while_presenting(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.attach([paper_file(tmp_path)])
    room.settle()
    papers.view.setCurrentIndex(papers.view.rows.index(0, 5))
    room.press(papers.view, Qt.Key.Key_Space)
    assert held(room)[0].restricted
    room.space.presenting = True
    assert papers.view.rows.rows == []


def test_delete_withdraws_a_paper_and_undo_brings_it_back(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.attach([paper_file(tmp_path)])
    room.settle()
    papers.view.setFocus()
    room.press(papers.view, Qt.Key.Key_Delete)
    assert held(room) == []
    room.jobs.undo()
    room.settle()
    assert len(held(room)) == 1


def test_enter_opens_the_paper_in_the_viewer_and_it_can_be_opened_outside(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, bytes]] = []
    monkeypatch.setattr(viewer, "open_outside", lambda name, data: opened.append((name, data)))
    papers = step(room)
    papers.attach([paper_file(tmp_path)])
    room.settle()
    papers.view.setFocus()
    room.press(papers.view, Qt.Key.Key_Return)
    room.settle()
    shown = room.space.findChild(viewer.PaperViewer)
    assert isinstance(shown, viewer.PaperViewer)
    assert "damaged" in shown.words.text()
    shown._buttons["open"].click()
    assert opened == [("Neglect audit.pdf", b"%PDF-1.7 the neglect audit")]


def test_dispatch_settles_the_agenda_and_sends_the_papers(room: Room) -> None:
    step(room).dispatch.click()
    room.settle()
    assert room.head().state is MeetingState.DISPATCHED
    assert not step(room).dispatch.isVisible()
