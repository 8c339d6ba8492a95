"""The matrix of partners in the window, worked by keyboard and mouse."""

from pathlib import Path

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.models import Dispatch, Link
from safeguard_desk.ui.coverage.page import CoveragePage


def opened(hand: Hand) -> CoveragePage:
    page = hand.tab("QA").show_page("coverage")
    assert isinstance(page, CoveragePage)
    hand.settle()
    return page


def flagged(page: CoveragePage) -> str:
    assert page.found is not None
    assert page.table is not None
    agency = next(one.id for one in page.found.lines if one.flag)
    page.table.choose(agency)
    return agency


def test_partners_stand_against_audits_and_data_with_their_gaps(hand: Hand) -> None:
    page = opened(hand)
    assert page.table is not None
    titles = [one.title for one in page.table.rows.columns]
    assert titles[:2] == ["Partner", "Side"]
    assert "QA-A-0001" in titles
    assert "Scorecard" in titles
    assert "took part in none" in page.summary.text()
    whole = len(page.table.rows.rows)
    page.gaps_only.click()
    assert page.table is not None
    assert 0 < len(page.table.rows.rows) < whole


def test_a_missing_partner_is_put_before_a_board_in_one_step(hand: Hand) -> None:
    page = opened(hand)
    agency = flagged(page)
    hand.press("Ask its chief executive to name a lead", page.ask)
    hand.press(Qt.Key.Key_Return, page.ask)
    assert hand.held(Link, "to_kind", from_id=agency, from_kind="agencies") == ["matters"]
    assert page.ask.text() == ""


def test_a_letter_to_a_missing_partner_is_written_and_recorded(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    agency = flagged(page)
    before = hand.held(Dispatch, "id", agency_id=agency)
    page.write_to(tmp_path)
    hand.settle()
    assert len(hand.held(Dispatch, "id", agency_id=agency)) == len(before) + 1
    made = next(one for one in hand.held(Dispatch, "files", agency_id=agency) if "Letter to" in one)
    assert (tmp_path / made).stat().st_size > 1000


def test_the_matrix_is_a_paper(hand: Hand) -> None:
    page = opened(hand)
    page.paper.click()
    hand.settle()
    assert page.preview.shown is not None
    page.preview.close_preview()
    assert page.stack.currentWidget() is page.table
