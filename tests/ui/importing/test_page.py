"""Import a tracker in the window: every row shown before, one step afterwards, one undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.fixtures.harrow import FILES
from tests.ui.hand import Hand

from safeguard_desk.models import Action
from safeguard_desk.rules.terms import ActionSource
from safeguard_desk.rules.tracker_words import Part
from safeguard_desk.ui.importing.page import ImportPage

QA = FILES / "tracker_qa_sub_group.xlsx"


def opened(hand: Hand, path: Path, tab: str = "LD") -> ImportPage:
    page = hand.tab(tab).show_page("import")
    assert isinstance(page, ImportPage)
    page.open_file(path)
    hand.settle()
    return page


def cells(page: ImportPage, title: str) -> list[str]:
    titles = [column.title for column in page.table.rows.columns]
    column = page.table.rows.columns[titles.index(title)]
    return [column.words(row) for row in page.table.rows.rows]


def imported(hand: Hand) -> list[str]:
    return sorted(hand.held(Action, "title", source=ActionSource.IMPORTED))


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "No,Action,Champion,Due\n1,Visit the wards,Matron,1/12/26\n2,Write it up,Clerk,soon\n"
        "Total,2,,\n"
    )
    return path


def test_an_empty_page_says_what_to_do(hand: Hand) -> None:
    page = hand.tab("LD").show_page("import")
    assert isinstance(page, ImportPage)
    assert page.hint.isVisible()
    assert "Choose file" in page.hint.text()
    assert page.choose.hasFocus()


def test_every_row_is_shown_with_what_becomes_of_it_before_anything_is_done(
    hand: Hand, tracker: Path
) -> None:
    page = opened(hand, tracker)
    assert cells(page, "Row") == ["2", "3", "4"]
    assert cells(page, "What becomes of it") == [
        "New",
        "New",
        "Left out: a line of totals: “Total 2”",
    ]
    assert cells(page, "Due") == ["1 Dec 2026", "soon", ""]
    assert page.summary.text().startswith("Would be: 3 rows: 2 created")
    assert imported(hand) == []


def test_enter_on_import_does_it_as_one_step_and_undo_takes_it_back(
    hand: Hand, tracker: Path
) -> None:
    page = opened(hand, tracker)
    page.bring.setFocus()
    QTest.keyClick(page.bring, Qt.Key.Key_Space)
    hand.settle()
    assert imported(hand) == ["Visit the wards", "Write it up"]
    shown = hand.window.page()
    assert shown is not None
    assert shown.panel() is not None
    hand.window.undo()
    hand.settle()
    assert imported(hand) == []


def test_what_a_column_holds_can_be_said_and_is_remembered(hand: Hand, tracker: Path) -> None:
    page = opened(hand, tracker)
    assert cells(page, "Owner") == ["", "", ""]
    box = page.columns.boxes["Champion"]
    box.setCurrentIndex(box.findData(Part.OWNER))
    hand.settle()
    assert cells(page, "Owner") == ["Matron", "Clerk", ""]
    page.bring.click()
    hand.settle()
    assert sorted(hand.held(Action, "owner_words", source=ActionSource.IMPORTED)) == [
        "Clerk",
        "Matron",
    ]
    again = opened(hand, tracker)
    assert again.columns.boxes["Champion"].currentData() == Part.OWNER
    assert not again.bring.isEnabled()  # nothing would change


def test_a_letter_leaves_the_chosen_row_out(hand: Hand, tracker: Path) -> None:
    opened(hand, tracker).bring.click()
    hand.settle()
    tracker.write_text(tracker.read_text().replace("1/12/26", "1/12/27"))
    page = opened(hand, tracker)
    assert "Changes due date" in cells(page, "What becomes of it")[0]
    page.table.choose(page.table.rows.rows[0].id)
    QTest.keyClicks(page.table, "s")
    hand.settle()
    assert cells(page, "What becomes of it")[0].startswith("Left out: it is LD-")


def test_what_is_no_tracker_is_refused_in_place_and_the_page_stays(
    hand: Hand, tmp_path: Path
) -> None:
    path = tmp_path / "telephone.csv"
    path.write_text("Name,Telephone\nReception,1\n")
    page = opened(hand, path)
    assert "no line of headings" in hand.window.notice.words.text()
    assert page.hint.isVisible()
    assert imported(hand) == []


def test_the_workbook_of_the_quality_group_comes_in_with_its_closed_sheet(hand: Hand) -> None:
    page = opened(hand, QA, tab="QA")
    assert "Closed 2025-26 2" in cells(page, "Row")
    page.bring.click()
    hand.settle()
    assert hand.desk.check().faults == ()


def test_a_shared_screen_shows_no_tracker(hand: Hand, tracker: Path) -> None:
    page = opened(hand, tracker)
    hand.window.toggle_presenting()
    assert page.hint.isVisible()
    hand.window.toggle_presenting()
    assert page.table.isVisible()
