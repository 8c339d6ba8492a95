"""A paper shown in the window, saved, and opened elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from tests.ui.meeting.room import Room, open_room

from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.papers import produce as making
from safeguard_desk.ui.papers.pages import draw, sheets
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.papers.produce import Produced, produce, save_as


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    made = open_room(tmp_path / "harrow.desk")
    yield made
    made.jobs.settle()
    made.window.close()
    made.jobs.close()
    made.desk.close()


def preview(room: Room) -> Preview:
    found = room.space.findChild(Preview)
    assert isinstance(found, Preview)
    return found


def shown(room: Room) -> Preview:
    """Show the agenda over the steps."""
    room.space.preview("Agenda", "agenda", Request(meeting_id=room.meeting_id))
    for _ in range(4):
        room.settle()
    return preview(room)


def test_the_agenda_is_shown_as_the_pages_that_will_be_printed(room: Room, qtbot: QtBot) -> None:
    panel = shown(room)
    assert panel.isVisible()
    assert panel.where.text().startswith("Page 1 of ")
    first = panel.pages.labels[0]
    qtbot.waitUntil(lambda: not first.pixmap().isNull(), timeout=5000)
    assert "Declarations of interest" in first.accessibleDescription()


def test_esc_puts_the_preview_away_and_the_step_is_there_again(room: Room) -> None:
    panel = shown(room)
    room.press(panel.pages, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert room.space.step.isVisible()


def test_a_paper_is_saved_where_it_is_wanted_with_its_ending(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "The agenda"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    made: list[Produced] = []
    produce(room.jobs, "agenda", Request(meeting_id=room.meeting_id), "pdf", made.append)
    room.settle()
    path = save_as(room.window, made[0])
    assert path == tmp_path / "The agenda.pdf"
    assert path.read_bytes().startswith(b"%PDF-")


def test_word_is_made_from_the_same_paper(room: Room) -> None:
    made: list[Produced] = []
    produce(room.jobs, "agenda", Request(meeting_id=room.meeting_id), "docx", made.append)
    room.settle()
    assert made[0].data.startswith(b"PK")
    assert made[0].filename.endswith(".docx")


def test_a_paper_that_lacks_its_meeting_is_refused_with_what_to_do(room: Room) -> None:
    refusals: list[Refusal] = []
    made: list[Produced] = []
    produce(room.jobs, "agenda", Request(), "pdf", made.append, refusals.append)
    room.settle()
    assert made == []
    assert refusals[0].todo


def test_a_name_that_file_systems_bar_is_made_plain() -> None:
    assert Produced("Agenda: QA/LD", "pdf", b"").filename == "Agenda- QA-LD.pdf"


def test_a_copy_opened_outside_that_nothing_opens_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    with pytest.raises(Refusal, match=r"No program on this computer opens Report\.pdf"):
        making.open_outside("Report.pdf", b"%PDF-")


def test_pages_are_drawn_at_the_size_asked_for(room: Room) -> None:
    made: list[Produced] = []
    produce(room.jobs, "agenda", Request(meeting_id=room.meeting_id), "pdf", made.append)
    room.settle()
    sizes = sheets(made[0].data)
    drawn = draw(made[0].data, 0, 2.0)
    assert (round(sizes[0].width), round(sizes[0].height)) == (595, 842)
    assert abs(drawn.width - 2 * sizes[0].width) <= 1
    assert drawn.image().size().width() == drawn.width
