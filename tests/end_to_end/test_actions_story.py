"""A tracker's whole life in the window: imported, filled in, sent out, read back, chased, shown.

Everything is done by the main window on a real encrypted file; what is asserted is what it holds.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.fixtures.harrow import FILES, MEMBERS
from tests.making import TestClock, bare_desk
from tests.ui.hand import Hand, shown

from safeguard_desk.exchange.actions import import_actions
from safeguard_desk.exchange.members import import_members
from safeguard_desk.models import Action, Chase, DueDateChange
from safeguard_desk.papers import make
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.ui import theme
from safeguard_desk.ui.chasing.page import ChasingPage
from safeguard_desk.ui.sheets.page import SheetsPage
from safeguard_desk.work import setting_up

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def hand(qapp: QApplication, tmp_path: Path) -> Iterator[Hand]:
    theme.wear(qapp, "light", 0)
    clock = TestClock(datetime(2026, 11, 17, 9, tzinfo=UTC))
    desk = bare_desk(tmp_path / "Harrow.desk", clock)
    desk.change("Set up", partial(setting_up.set_up, partnership="Harrow"))
    import_members(desk, MEMBERS, group="QA")
    import_actions(desk, FILES / "tracker_qa_sub_group.xlsx", group="QA")
    hand = Hand.at(desk)
    yield hand
    hand.leave()
    desk.close()


def test_a_tracker_from_excel_to_the_board(hand: Hand, tmp_path: Path) -> None:
    assert len(hand.held(Action, "id")) == 14
    fill_in(hand)
    add_one(hand)
    ref = send_and_read_back(hand, tmp_path / "sheets")
    chase(hand, tmp_path / "mails", without=ref)
    agency = hand.held(Action, "agency_id", ref=ref)[0]
    with hand.desk.read() as reader:
        words = repr(make("tracker", reader, Request(agency_id=agency)))
    assert "Write to the chief officers" in words
    assert hand.held(DueDateChange, "reason")
    assert hand.desk.check().faults == ()


def fill_in(hand: Hand) -> None:
    """Two actions get an owner by typing, and both dates move, with a reason where one is due."""
    panel = hand.section("actions")
    rows = [row for row, status in enumerate(shown(panel, "status")) if status == "Open"][:2]
    ids = [panel.rows.id_at(row) for row in rows]
    for identity in ids:
        panel.table.choose(identity)
        hand.press("x", panel.table)
    assert panel.grid is not None
    strip = panel.grid.strip
    panel.grid.ask("owner")
    hand.press("designated nurse safeguarding children", strip.field)
    hand.press(Qt.Key.Key_Return, strip.field)
    panel.grid.ask("due")
    line = getattr(strip.field, "line", strip.field)
    hand.press("1 dec", line)
    hand.press(Qt.Key.Key_Return, line)
    if strip.isVisible():
        hand.press("Agreed with the nurse", strip.line)
        hand.press(Qt.Key.Key_Return, strip.line)
    held = [hand.held(Action, "due_on", id=identity)[0] for identity in ids]
    assert held == [date(2026, 12, 1)] * 2
    hand.press(Qt.Key.Key_Escape, panel.table)


def add_one(hand: Hand) -> None:
    """One typed line adds an action with its owner and date."""
    panel = hand.section("actions")
    before = len(hand.held(Action, "id"))
    hand.press("n", panel.table)
    assert panel.adding.line is not None
    hand.press("Write to the chief officers @DN by 2 dec", panel.adding.line.field)
    hand.press(Qt.Key.Key_Return, panel.adding.line.field)
    assert len(hand.held(Action, "id")) == before + 1


def send_and_read_back(hand: Hand, folder: Path) -> str:
    """Agencies get sheets; one comes back with an action done: return its reference."""
    sheets = hand.tab("QA").show_page("sheets")
    assert isinstance(sheets, SheetsPage)
    folder.mkdir()
    sheets.make_into(folder)
    hand.settle()
    path = next(one for one in folder.glob("*.xlsx") if "ICB" in one.name)
    book = openpyxl.load_workbook(path)
    page = book["Actions"]
    ref = str(page.cell(5, 1).value)
    page.cell(5, 6).value, page.cell(5, 9).value = "Completed", "Published on 3 November"
    book.save(path)
    sheets.read_files([path])
    sheets.decide.accept_all()
    hand.settle()
    assert hand.held(Action, "status", ref=ref) == [ActionStatus.COMPLETED]
    return ref


def chase(hand: Hand, folder: Path, without: str) -> None:
    """What is left is chased; one undo takes all chases back, and redo makes them again."""
    chasing = hand.tab("QA").show_page("chasing")
    assert isinstance(chasing, ChasingPage)
    hand.settle()
    lines = chasing.chosen_lines()
    assert without not in {line.ref for line in lines}
    folder.mkdir()
    chasing.write_to(folder)
    hand.settle()
    assert len(hand.held(Chase, "id")) == len(lines) > 0
    hand.window.undo()
    hand.settle()
    assert hand.held(Chase, "id") == []
    hand.window.redo()
    hand.settle()
    assert len(hand.held(Chase, "id")) == len(lines)
