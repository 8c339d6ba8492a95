"""Agencies' own training in the window: asked for, sent, typed, read back, challenged."""

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.errors import Refusal
from safeguard_desk.models import TrainingReturn, TrainingReturnLine
from safeguard_desk.rules.terms_learning import ReturnState
from safeguard_desk.ui.training_returns.page import TrainingReturnsPage

RETURN = Qt.Key.Key_Return


def opened(hand: Hand) -> TrainingReturnsPage:
    page = hand.tab("LD").show_page("single-agency")
    assert isinstance(page, TrainingReturnsPage)
    hand.settle()
    return page


def asked(hand: Hand) -> TrainingReturnsPage:
    """Ask every agency by the form of the page."""
    page = opened(hand)
    assert "No returns were asked for yet" in page.empty.words.text()
    page.empty.button.click()
    hand.press("29 jan", page.asking.due.line)
    page.asking.ask.click()
    hand.settle()
    return page


def test_a_year_is_asked_for_and_what_came_on_paper_is_typed_in_its_cells(hand: Hand) -> None:
    page = asked(hand)
    assert "0 of" in page.summary.text()
    refusals: list[Refusal] = []
    page.refused.connect(refusals.append)
    rows = page.answers.levels.rows
    rows.setData(rows.index(0, 2), "30")
    hand.settle()
    assert refusals[0].what == "Awareness: 30 trained of 0."
    rows.setData(rows.index(0, 1), "120")
    hand.settle()
    rows.setData(rows.index(0, 2), "90")
    hand.settle()
    assert rows.data(rows.index(0, 3)) == "75%"
    assert hand.held(TrainingReturnLine, "trained") == [90]
    assert page.answers.head.text().endswith("came 20 Nov 2026.")
    rows.setData(rows.index(1, 1), "many")
    hand.settle()
    assert "no number of staff" in refusals[-1].what


def test_forms_go_out_and_come_back_and_a_foreign_file_is_told(hand: Hand, tmp_path: Path) -> None:
    page = asked(hand)
    page.make_forms(tmp_path)
    hand.settle()
    books = sorted(tmp_path.glob("*.xlsx"))
    assert len(books) == len(page.agencies.rows.rows)
    book = openpyxl.load_workbook(books[0])
    book["Training return"]["D5"], book["Training return"]["E5"] = 50, 20
    book.save(books[0])
    (tmp_path / "other.xlsx").write_text("no workbook")
    page.read_files([books[0], tmp_path / "other.xlsx"])
    hand.settle()
    told = page.result.text().splitlines()
    assert any(line.startswith("! other.xlsx is no workbook") for line in told)
    assert f"{books[0].name}: 1 new, 0 changed, 0 as they were." in told
    assert hand.held(TrainingReturnLine, "staff") == [50]
    assert "1 of" in page.summary.text()


def test_a_return_is_challenged_and_its_answer_taken_down(hand: Hand) -> None:
    page = asked(hand)
    line = page.line()
    assert line is not None
    answers = page.answers
    assert not answers.answered.isEnabled()
    hand.press("Why is nobody trained?", answers.challenge)
    answers.put.click()
    hand.settle()
    assert hand.held(TrainingReturn, "state", id=line.id) == [ReturnState.CHALLENGED]
    hand.press("Forty places are booked", answers.response)
    answers.answered.click()
    hand.settle()
    assert hand.held(TrainingReturn, "response", id=line.id) == ["Forty places are booked"]
    assert "answered 20 Nov 2026" in answers.head.text()
