"""Agency sheets in the window: made, read back, accepted one by one and together."""

from pathlib import Path

import openpyxl
from tests.ui.hand import Hand

from safeguard_desk.models import Action, ActionSheet, ActionUpdate, Person
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.ui.sheets.page import SheetsPage


def opened(hand: Hand) -> SheetsPage:
    def addresses(uow: object) -> None:
        from sqlalchemy import select

        for person in uow.all(select(Person)):  # type: ignore[attr-defined]
            person.email = f"{person.id[-6:]}@example.org"

    hand.do(addresses)
    page = hand.tab("QA").show_page("sheets")
    assert isinstance(page, SheetsPage)
    hand.settle()
    return page


def filled(folder: Path) -> Path:
    """Fill in the first sheet: its first action completed, an update for it."""
    path = sorted(folder.glob("*.xlsx"))[0]
    book = openpyxl.load_workbook(path)
    page = book["Actions"]
    page.cell(5, 6).value = "Completed"
    page.cell(5, 8).value = "All schools have it"
    page.cell(5, 9).value = "Letter of 4 November"
    book.save(path)
    return path


def test_sheets_are_made_read_back_and_accepted_together(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    page.make_into(tmp_path)
    hand.settle()
    count = len(list(tmp_path.glob("*.xlsx")))
    assert count == len(hand.held(ActionSheet, "id")) == page.table.rows.rowCount()
    path = filled(tmp_path)
    page.read_files([path])
    hand.settle()
    assert page.stack.currentWidget() is page.decide
    fields = {shown.one.field for shown in page.decide.table.rows.rows}
    assert {"status", "update", "evidence"} <= fields
    page.decide.accept_all()
    hand.settle()
    assert "All schools have it" in hand.held(ActionUpdate, "text")
    ref = openpyxl.load_workbook(path)["Actions"].cell(5, 1).value
    assert hand.held(Action, "status", ref=ref) == [ActionStatus.COMPLETED]
    assert not page.decide.everything.isEnabled()
    hand.window.undo()
    hand.settle()
    assert hand.held(Action, "status", ref=ref) != [ActionStatus.COMPLETED]


def test_one_field_is_accepted_by_a_key_and_another_left(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    page.make_into(tmp_path)
    hand.settle()
    path = filled(tmp_path)
    page.read_files([path])
    table = page.decide.table
    update = next(one.id for one in table.rows.rows if one.one.field == "update")
    status = next(one.id for one in table.rows.rows if one.one.field == "status")
    table.choose(status, 2)
    hand.press("l", table)
    table.choose(update, 2)
    hand.press("a", table)
    assert hand.held(ActionUpdate, "text", text="All schools have it") == ["All schools have it"]
    ref = openpyxl.load_workbook(path)["Actions"].cell(5, 1).value
    assert hand.held(Action, "status", ref=ref) != [ActionStatus.COMPLETED]


def test_a_file_that_is_none_is_refused_in_the_page(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    page.read_files([path])
    assert "no sheet of actions" in page.notice.words.text()
    assert page.stack.currentWidget() is page.table
