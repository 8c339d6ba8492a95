"""Papers in the viewer: any kind, found in, marked for oneself alone, also after a new version."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select
from tests.ui.meeting.room import Room, open_room

from safeguard_desk.models import PaperMark
from safeguard_desk.rules.terms import MarkKind
from safeguard_desk.ui.papers.page_text import between, find, find_again, read_place, spread
from safeguard_desk.ui.papers.viewer import PaperFile, PaperViewer
from safeguard_desk.work import marking, papers
from safeguard_desk.work.papers import Content


def pdf(*pages: str, rotation: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for words in pages:
        if rotation:
            canvas.setPageRotation(rotation)
        for number, line in enumerate(words.split("\n")):
            canvas.drawString(100, 500 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


AUDIT = pdf("Audit of neglect", "Children are seen\nwithin ten days of referral", "Annex")


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    made = open_room(tmp_path / "harrow.desk")
    yield made
    made.jobs.settle()
    made.window.close()
    made.jobs.close()
    made.desk.close()


def attached(room: Room, data: bytes = AUDIT, name: str = "audit.pdf") -> str:
    content = Content(name, "application/pdf", data)
    return room.desk.change(
        "Attach", lambda uow: papers.attach(uow, room.meeting_id, "Audit", content).id
    ).result


def opened(room: Room, paper_id: str) -> PaperViewer:
    from safeguard_desk.views import meetings

    with room.desk.read() as reader:
        paper = next(p for p in meetings.papers(reader, room.meeting_id) if p.id == paper_id)
    room.space.open_paper(PaperFile(paper.id, paper.title, paper.filename, paper.sha256))
    for _ in range(6):
        room.settle()
    viewer = room.space.findChild(PaperViewer)
    assert isinstance(viewer, PaperViewer)
    return viewer


def marks(room: Room) -> list[Any]:
    wanted = (PaperMark.who, PaperMark.kind, PaperMark.page, PaperMark.quote, PaperMark.words)
    with room.desk.read() as reader:
        return list(reader.rows(select(*wanted)))


def press(room: Room, viewer: PaperViewer, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    viewer.pages.setFocus()
    for key, modifier in keys:
        QTest.keyClick(viewer.pages, key, modifier)
        for _ in range(4):
            room.settle()


NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_words_are_found_page_by_page_and_shown(room: Room) -> None:
    viewer = opened(room, attached(room))
    viewer.finding.open()
    QTest.keyClicks(viewer.finding.line, "TEN days")
    room.press(viewer.finding.line, Qt.Key.Key_Return)
    room.settle()
    assert viewer.finding.count.text() == "1 of 1"
    assert viewer.pages.labels[1].spots
    assert viewer.chosen is not None
    assert viewer.chosen.quote == "ten days"
    room.press(viewer.finding.line, Qt.Key.Key_Escape)
    assert viewer.isVisible()
    assert not viewer.finding.isVisible()


def test_words_are_chosen_by_key_and_highlighted_with_h(room: Room) -> None:
    viewer = opened(room, attached(room))
    press(room, viewer, (Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_H, NONE))
    assert marks(room) == [("Business Manager", MarkKind.HIGHLIGHT, 1, "Audit of", "")] or [
        mark[1:] for mark in marks(room)
    ] == [(MarkKind.HIGHLIGHT, 1, "Audit of", "")]
    assert [line.shown for line in viewer.lines] == ["Audit of"]
    assert viewer.pages.labels[0].spots
    room.desk.undo()
    assert marks(room) == []


def test_words_are_chosen_by_mouse(room: Room) -> None:
    viewer = opened(room, attached(room))
    leaf = viewer.pages.labels[0]
    (box,) = find(AUDIT, "Audit of neglect")[0].boxes
    y = round((box[1] + box[3] / 2) * leaf.height())
    start, end = QPoint(round(box[0] * leaf.width()) + 2, y), QPoint(0, y)
    end.setX(round((box[0] + box[2]) * leaf.width()) - 2)
    QTest.mousePress(leaf, Qt.MouseButton.LeftButton, NONE, start)
    QTest.mouseRelease(leaf, Qt.MouseButton.LeftButton, NONE, end)
    room.settle()
    assert viewer.chosen is not None
    assert viewer.chosen.quote == "Audit of neglect"


def test_n_adds_a_note_whose_words_are_typed_in_the_margin(room: Room) -> None:
    viewer = opened(room, attached(room))
    press(room, viewer, (Qt.Key.Key_N, NONE))
    assert viewer.marks.line is not None
    QTest.keyClicks(viewer.marks.words, "Ask for figures")
    viewer.marks.words.commit()
    for _ in range(4):
        room.settle()
    assert [(mark[1], mark[4]) for mark in marks(room)] == [(MarkKind.NOTE, "Ask for figures")]
    assert [line.shown for line in viewer.lines] == ["Ask for figures"]
    room.press(viewer.marks.view, Qt.Key.Key_Delete)
    assert marks(room) == []


def test_marks_of_somebody_else_are_never_shown(room: Room) -> None:
    paper = attached(room)
    new = marking.NewMark(MarkKind.NOTE, 1, "0.1,0.1,0.1,0.1", words="Between us")
    who, room.desk.who = room.desk.who, "Somebody else"
    room.desk.change("Note", lambda uow: marking.mark(uow, paper, "0" * 64, new))
    room.desk.who = who
    viewer = opened(room, paper)
    assert viewer.lines == ()
    assert not viewer.pages.labels[0].spots


def test_a_mark_stands_where_its_words_are_in_the_next_version(room: Room) -> None:
    paper = attached(room)
    viewer = opened(room, paper)
    for words in ("ten days", "Annex"):
        viewer.choose(find(AUDIT, words)[0])
        viewer.mark(MarkKind.HIGHLIGHT)
        room.settle()
    viewer.close_preview()
    newer = Content("audit 2.pdf", "application/pdf", pdf("A new page", "Then within ten\ndays"))
    room.desk.change("Receive", lambda uow: papers.receive(uow, paper, newer))
    viewer = opened(room, paper)
    assert [(line.page, line.shown) for line in viewer.lines] == [
        (2, "ten days"),
        (None, "On the earlier version: Annex"),
    ]
    assert len(viewer.lines[0].boxes) == 2


def test_private_marks_are_not_on_a_screen_that_is_shared(room: Room) -> None:
    paper = attached(room)
    viewer = opened(room, paper)
    press(room, viewer, (Qt.Key.Key_N, NONE))
    room.space.presenting = True
    assert not viewer.isVisible()
    viewer = opened(room, paper)
    assert not viewer.marks.isVisible()
    assert not viewer.pages.labels[0].spots


def test_a_kind_that_cannot_be_shown_says_so_and_opens_outside(room: Room) -> None:
    viewer = opened(room, attached(room, b"\x00\x00\x00\x18ftyp", "film.mp4"))
    assert "opened separately" in viewer.words.text()
    assert viewer._buttons["open"].isEnabled()


def test_a_text_and_a_picture_are_shown_as_pages(room: Room) -> None:
    viewer = opened(room, attached(room, b"Neglect toolkit", "note.txt"))
    assert viewer.where.text() == "Page 1 of 1"
    viewer.close_preview()
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(out, "PNG")
    viewer = opened(room, attached(room, out.getvalue(), "plan.png"))
    assert viewer.where.text() == "Page 1 of 1"


def test_pages_are_turned_by_key(room: Room) -> None:
    viewer = opened(room, attached(room))
    press(room, viewer, (Qt.Key.Key_PageDown, CTRL))
    assert viewer.pages.verticalScrollBar().value() > 0
    press(room, viewer, (Qt.Key.Key_Home, NONE))
    assert viewer.pages.page_in_sight == 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_place_of_words_is_right_on_a_turned_page(rotation: int) -> None:
    data = pdf("Audit of neglect", rotation=rotation)
    (found,) = find(data, "of")
    (box,) = found.boxes
    assert all(0 < edge < 1 for edge in box)
    middle_x, middle_y = box[0] + box[2] / 2, box[1] + box[3] / 2
    along_x, along_y = (box[2] / 4, 0.0) if rotation in {0, 180} else (0.0, box[3] / 4)
    start, end = (middle_x - along_x, middle_y - along_y), (middle_x + along_x, middle_y + along_y)
    chosen = between(data, 1, start, end)
    assert chosen is not None
    assert chosen.quote == "of"


def test_a_choice_grows_shrinks_and_moves_on_word_by_word() -> None:
    one = spread(AUDIT, None, 2, 1)
    two = spread(AUDIT, one, 2, 1)
    three = spread(AUDIT, spread(AUDIT, two, 2, 1), 2, 1)
    assert [s.quote for s in (one, two, three) if s] == [
        "Children",
        "Children are",
        "Children are seen within",
    ]
    back, on = spread(AUDIT, three, 2, -1), spread(AUDIT, two, 2, 2)
    assert [s.quote for s in (back, on) if s] == ["Children are seen", "seen"]
    assert spread(pdf(""), None, 1, 1) is None


def test_a_quote_is_found_nearest_to_where_it_was() -> None:
    data = pdf("neglect", "other", "neglect", "neglect")
    found = find_again(data, [("neglect", 3), ("gone", 1), ("", 1)])
    assert [stretch.page if stretch else None for stretch in found] == [3, None, None]


def test_places_are_kept_as_words() -> None:
    assert read_place("0.1,0.2,0.3,0.4 0.5,0.5,0.1,0.1") == (
        (0.1, 0.2, 0.3, 0.4),
        (0.5, 0.5, 0.1, 0.1),
    )
    assert read_place("") == ()
