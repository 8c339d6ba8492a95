"""The Papers step: cover sheet, versions, and the pack made, issued and made again."""

import io
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from reportlab.pdfgen.canvas import Canvas
from tests.ui.meeting.room import Room
from tests.ui.meeting.test_papers import step

from safeguard_desk.rules.terms import PackEdition, Purpose
from safeguard_desk.ui.papers.viewer import PaperViewer
from safeguard_desk.ui.widgets.choices import TermField
from safeguard_desk.views import meetings, packs
from safeguard_desk.views import papers as views


def file(tmp_path: Path, name: str, pages: int) -> Path:
    path = tmp_path / name
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"{name} {number + 1}")
        canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    return path


def held(room: Room) -> list[meetings.PaperView]:
    with room.desk.read() as reader:
        return meetings.papers(reader, room.meeting_id)


def settle(room: Room) -> None:
    for _ in range(6):
        room.settle()


def test_the_cover_sheet_is_filled_beside_the_table(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.attach([file(tmp_path, "Audit.pdf", 1)])
    settle(room)
    author = papers.cover.fields["author"]
    QTest.keyClicks(author, "Named nurse")
    room.press(author, Qt.Key.Key_Return)
    purpose = papers.cover.fields["purpose"]
    assert isinstance(purpose, TermField)
    purpose.setCurrentIndex(3)
    purpose.commit()
    settle(room)
    with room.desk.read() as reader:
        cover = views.covers(reader, room.meeting_id)[held(room)[0].id]
    assert (cover.author, cover.purpose, cover.wanted) == ("Named nurse", Purpose.DECISION, True)
    assert papers.cover.wanted.isChecked()
    papers.cover.wanted.click()
    settle(room)
    with room.desk.read() as reader:
        assert not views.covers(reader, room.meeting_id)[held(room)[0].id].wanted


def test_a_file_dropped_on_a_papers_row_is_its_new_version(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.attach([file(tmp_path, "Audit.pdf", 1)])
    settle(room)
    place = papers.view.visualRect(papers.view.rows.index(0, 1)).center()
    at = papers.view.viewport().mapTo(papers, place)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file(tmp_path, "Audit, final.pdf", 2)))])
    papers.dropEvent(
        QDropEvent(
            QPointF(at),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(room)
    (paper,) = held(room)
    assert paper.filename == "Audit, final.pdf"
    rows = papers.versions.view.rows
    assert [rows.data(rows.index(n, 2)) for n in range(2)] == [
        "Audit, final.pdf (in force)",
        "Audit.pdf",
    ]
    papers.side.setCurrentWidget(papers.versions)
    papers.versions.view.choose(rows.rows[1].id)
    room.press(papers.versions.view, Qt.Key.Key_Return)
    settle(room)
    shown = room.space.findChild(PaperViewer)
    assert isinstance(shown, PaperViewer)
    assert shown.title.text() == "Audit, version 1"
    assert shown.where.text() == "Page 1 of 1"


def test_the_pack_is_made_shown_issued_and_made_again(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = step(room)
    papers.under.setCurrentIndex(5)
    papers.attach([file(tmp_path, "Audit.pdf", 3)])
    settle(room)
    papers.side.setCurrentWidget(papers.pack)
    assert "No pack of this edition" in papers.pack.last.text()
    assert not papers.pack.issue.isEnabled()
    room.press(papers.pack.make, Qt.Key.Key_Space)
    settle(room)
    shown = room.space.findChild(PaperViewer)
    assert isinstance(shown, PaperViewer)
    assert shown.isVisible()
    assert "Pack 1" in shown.title.text()
    assert not shown.marks.isVisible()
    shown.close_preview()
    out = tmp_path / "pack.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    room.press(papers.pack.issue, Qt.Key.Key_Space)
    settle(room)
    assert out.read_bytes().startswith(b"%PDF")
    with room.desk.read() as reader:
        (issued,) = packs.issued(reader, room.meeting_id, PackEdition.OPEN)
    assert issued.number == 1
    assert "Pack 1 was issued on 17 Nov 2026" in papers.pack.last.text()
    room.jobs.undo()
    settle(room)
    assert "No pack of this edition" in papers.pack.last.text()
    room.jobs.redo()
    settle(room)
    papers.receive(held(room)[0].id, file(tmp_path, "Audit, final.pdf", 4))
    settle(room)
    papers.pack.make_pack()
    settle(room)
    assert "What changed since pack 1:\n• Changed: Audit" in papers.pack.told.text()


def test_no_restricted_pack_is_offered_while_presenting(room: Room) -> None:
    papers = step(room)
    papers.pack.edition.setCurrentIndex(1)
    room.space.presenting = True
    assert papers.pack.chosen_edition is PackEdition.OPEN
    assert not papers.pack.edition.isEnabled()


def test_a_member_is_chosen_for_their_own_copy(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.side.setCurrentWidget(papers.pack)
    assert not papers.pack.person.isVisible()
    papers.pack.edition.setCurrentIndex(2)
    assert papers.pack.person.isVisible()
    papers.pack.make_pack()
    settle(room)
    assert papers.pack.made is not None
    assert "copy for" in papers.pack.made.name


def test_a_paper_of_the_item_is_opened_from_the_room(room: Room, tmp_path: Path) -> None:
    papers = step(room)
    papers.under.setCurrentIndex(5)
    papers.attach([file(tmp_path, "Audit.pdf", 2)])
    settle(room)
    live = room.live
    live.look_at(held(room)[0].item_id)
    settle(room)
    assert live.papers.isVisible()
    live.papers.click()
    settle(room)
    shown = room.space.findChild(PaperViewer)
    assert isinstance(shown, PaperViewer)
    assert shown.where.text() == "Page 1 of 2"
