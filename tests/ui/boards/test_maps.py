"""The priorities map and the risk map: a cell leads to its rows, and a row to its record."""

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.models import Board, Priority, Risk
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.boards.priorities import PrioritiesPage
from safeguard_desk.ui.boards.risks import RiskMapPage
from safeguard_desk.views.risk_map import SCALE
from safeguard_desk.work import boards, risks


def priorities(hand: Hand) -> PrioritiesPage:
    page = hand.tab("boards").show_page("priorities-map")
    assert isinstance(page, PrioritiesPage)
    hand.settle()
    return page


def risk_map(hand: Hand) -> RiskMapPage:
    page = hand.tab("boards").show_page("risk-map")
    assert isinstance(page, RiskMapPage)
    hand.settle()
    return page


def test_a_cell_shows_its_rows_and_enter_opens_one(hand: Hand) -> None:
    page = priorities(hand)
    cell = page.matrix.current()
    assert cell is not None
    assert len(page.rows.rows.rows) == int(cell.words) > 0
    hand.press(Qt.Key.Key_Return, page.matrix)
    page.rows.choose(page.rows.rows.rows[0].id)
    hand.press(Qt.Key.Key_Return, page.rows)
    shown = hand.window.pages[hand.window.bar.place()]
    assert shown.meeting is not None


def test_a_new_priority_is_a_blank_spot_in_words_and_not_in_colour_alone(hand: Hand) -> None:
    page = priorities(hand)
    board = page.board.currentData()
    year = financial_year(hand.desk.clock().date())
    hand.do(lambda uow: boards.add_priority(uow, board, year, "Modern slavery").id)
    assert "Modern slavery" in page.summary.text()
    row = next(
        place for place, name in enumerate(page.matrix.cells.rows) if "Modern slavery" in name
    )
    assert page.matrix.cells.cells[row][0].words == "! blank"
    page.across.setCurrentIndex(1)
    assert {"QA", "LD", "CR"} >= set(page.matrix.cells.columns)
    assert hand.held(Priority, "board_id", title="Modern slavery") == [board]
    assert board in hand.held(Board, "id")


def test_a_rescored_risk_changes_its_cell_and_says_how_it_moved(hand: Hand) -> None:
    page = risk_map(hand)
    risk = next(one for one in page.moved.rows.rows if one.score and one.score < 20)
    at = (len(SCALE) - 5, 4)
    before = len(page.matrix.cells.cells[at[0]][at[1]].behind)
    hand.do(lambda uow: risks.score(uow, risk.id, 5, 5, "Two more agencies left"))
    assert len(page.matrix.cells.cells[at[0]][at[1]].behind) == before + 1
    page.matrix.choose(*at)
    assert risk.id in {key[1] for key in page.matrix.current().behind}  # type: ignore[union-attr]
    moved = next(one for one in page.moved.rows.rows if one.id == risk.id)
    assert moved.movement.startswith(("up from", "new", "first scored"))
    page.moved.choose(risk.id)
    hand.press(Qt.Key.Key_Return, page.moved)
    shown = hand.window.pages[hand.window.bar.place()].panel()
    assert shown is not None
    assert shown.register.kind == "risks"
    assert hand.held(Risk, "likelihood", id=risk.id) == [5]
