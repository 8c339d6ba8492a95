"""The scorecard in the window: typed, pasted, imported, explained, and answered with a risk."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from tests.fixtures.harrow import FILES
from tests.ui.hand import Hand

from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Agency,
    Commentary,
    Group,
    Indicator,
    IndicatorTarget,
    Link,
    Measurement,
    Risk,
)
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Direction, Measured, Unit
from safeguard_desk.ui.scorecard.cells import FIRST, TARGET
from safeguard_desk.ui.scorecard.page import ScorecardPage
from safeguard_desk.work import scorecard
from safeguard_desk.work.scorecard import Entry, NewIndicator

SAMPLE = FILES / "scorecard.xlsx"
TITLES = ("GP reports", "Plans", "Concerns")


@pytest.fixture
def page(hand: Hand) -> ScorecardPage:
    """Three indicators, the first off target for two quarters, in the window."""
    (group,) = hand.held(Group, "id", code="QA")

    def add(uow: object) -> None:
        for title, unit, side in zip(
            TITLES,
            (Unit.PERCENT, Unit.NUMBER, Unit.NUMBER),
            (Side.CHILDREN, Side.CHILDREN, Side.ADULTS),
            strict=True,
        ):
            new = NewIndicator(title, unit=unit, side=side, direction=Direction.UP)
            made = scorecard.add_indicator(uow, group, new)  # type: ignore[arg-type]
            if unit is Unit.PERCENT:
                start = date(2024, 4, 1)
                scorecard.set_target(uow, made.id, 60.0, valid_from=start)  # type: ignore[arg-type]
                for code, text in (("2025-Q4", "70%"), ("2026-Q1", "19%"), ("2026-Q2", "18% p")):
                    entry = Entry(made.id, Period.parse(code), text)
                    scorecard.type_in(uow, entry)  # type: ignore[arg-type]

    hand.do(add)
    return opened(hand)


def opened(hand: Hand) -> ScorecardPage:
    shown = hand.tab("QA").show_page("scorecard")
    assert isinstance(shown, ScorecardPage)
    shown.arrive()
    hand.settle()
    return shown


def column(page: ScorecardPage, code: str) -> int:
    assert page.card is not None
    return FIRST + [one.code for one in page.card.periods].index(code)


def go(page: ScorecardPage, title: str, code: str) -> None:
    row = [one.title for one in page.cells.rows].index(title)
    page.grid.setCurrentIndex(page.cells.index(row, column(page, code)))
    page.grid.setFocus()


def text(page: ScorecardPage, title: str, code: str) -> str:
    row = [one.title for one in page.cells.rows].index(title)
    return str(page.cells.index(row, column(page, code)).data())


def type_words(
    hand: Hand, page: ScorecardPage, words: str, key: Qt.Key = Qt.Key.Key_Return
) -> None:
    QTest.keyClicks(page.grid, words[0])
    editor = page.grid.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, words[1:])
    QTest.keyClick(editor, key)
    hand.settle()


def held(hand: Hand, title: str, code: str) -> list[tuple[object, ...]]:
    (found,) = hand.held(Indicator, "id", title=title)
    where = {"indicator_id": found, "period": code}
    kinds = hand.held(Measurement, "kind", **where)
    return list(zip(kinds, hand.held(Measurement, "value", **where), strict=True))


def test_quarters_are_columns_and_a_cell_says_how_it_stands(page: ScorecardPage) -> None:
    heads = [
        str(page.cells.headerData(at, Qt.Orientation.Horizontal))
        for at in range(page.cells.columnCount())
    ]
    assert heads[:FIRST] == ["Indicator", "Agency", "Target", "Warns"]
    assert heads[-1] == "Q2 26/27"
    assert text(page, "GP reports", "2025-Q4") == "70%"
    assert text(page, "GP reports", "2026-Q2") == "! 18% p"
    assert page.cells.index(0, 3).data() == "! off target ×2"
    assert "off target, ≥ 60%" in page.cells.index(0, column(page, "2026-Q1")).data(
        Qt.ItemDataRole.AccessibleTextRole
    )


@pytest.mark.parametrize(
    ("typed", "shown", "kind", "value"),
    [
        ("<5", "<5", Measured.SUPPRESSED, None),
        ("awaited", "awaited", Measured.AWAITED, None),
        ("n/a", "n/a", Measured.NOT_APPLICABLE, None),
        ("12.4", "12.4", Measured.FIGURE, 12.4),
        ("2,744 p", "2,744 p", Measured.FIGURE, 2744.0),
    ],
)
def test_what_is_typed_is_kept_as_it_is_meant(
    hand: Hand,
    page: ScorecardPage,
    typed: str,
    shown: str,
    kind: Measured,
    value: float | None,
) -> None:
    go(page, "Plans", "2026-Q1")
    type_words(hand, page, typed)
    assert text(page, "Plans", "2026-Q1") == shown
    assert held(hand, "Plans", "2026-Q1") == [(kind, value)]


def test_enter_goes_down_and_tab_to_the_right(hand: Hand, page: ScorecardPage) -> None:
    go(page, "Plans", "2026-Q1")
    type_words(hand, page, "12", Qt.Key.Key_Tab)
    assert page.grid.currentIndex().column() == column(page, "2026-Q2")
    assert page.grid.state() != page.grid.State.EditingState
    type_words(hand, page, "14", Qt.Key.Key_Return)
    assert page.cells.rows[page.grid.currentIndex().row()].title == "Concerns"
    assert (text(page, "Plans", "2026-Q1"), text(page, "Plans", "2026-Q2")) == ("12", "14")


def test_a_share_is_typed_with_its_parts_and_edited_again_with_them(
    hand: Hand, page: ScorecardPage
) -> None:
    go(page, "GP reports", "2025-Q3")
    type_words(hand, page, "45/60")
    assert text(page, "GP reports", "2025-Q3") == "75%"
    index = page.cells.index(0, column(page, "2025-Q3"))
    assert index.data(Qt.ItemDataRole.EditRole) == "45/60"


def test_words_that_are_refused_stay_in_the_cell_until_put_right(
    hand: Hand, page: ScorecardPage
) -> None:
    refusals: list[Refusal] = []
    page.refused.connect(refusals.append)
    go(page, "GP reports", "2025-Q3")
    type_words(hand, page, "61/60")
    assert text(page, "GP reports", "2025-Q3") == "61/60 ?"
    assert [one.what for one in refusals] == ["61 of 60: the numerator is above the denominator."]
    assert held(hand, "GP reports", "2025-Q3") == []
    go(page, "GP reports", "2025-Q3")
    type_words(hand, page, "41/60")
    assert text(page, "GP reports", "2025-Q3") == "68.3%"


def test_a_block_copied_from_excel_is_pasted_at_once_and_undone_at_once(
    hand: Hand, page: ScorecardPage
) -> None:
    go(page, "GP reports", "2025-Q2")
    QGuiApplication.clipboard().setText("0.09\t0.11\n<5\tawaited\n1,204\t1,180\n")
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert text(page, "GP reports", "2025-Q2") == "! 9%"
    assert text(page, "Plans", "2025-Q3") == "awaited"
    assert text(page, "Concerns", "2025-Q2") == "1,204"
    hand.window.commands["undo"].trigger()
    hand.settle()
    assert text(page, "Concerns", "2025-Q2") == ""
    assert held(hand, "GP reports", "2025-Q2") == []


def test_a_block_with_one_bad_cell_changes_nothing(hand: Hand, page: ScorecardPage) -> None:
    go(page, "Plans", "2025-Q2")
    QGuiApplication.clipboard().setText("12\tabout 14")
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    assert held(hand, "Plans", "2025-Q2") == []


def test_delete_empties_a_cell(hand: Hand, page: ScorecardPage) -> None:
    go(page, "GP reports", "2026-Q2")
    QTest.keyClick(page.grid, Qt.Key.Key_Delete)
    hand.settle()
    assert text(page, "GP reports", "2026-Q2") == ""
    assert held(hand, "GP reports", "2026-Q2") == []


def test_the_chart_of_the_chosen_indicator_speaks_with_figures_target_and_signal(
    hand: Hand, page: ScorecardPage
) -> None:
    go(page, "GP reports", "2026-Q2")
    hand.settle()
    words = page.pane.chart.accessibleDescription()
    assert "falling to 19 per cent in Q1 26/27, falling to 18 per cent in Q2 26/27" in words
    assert "Target: 60 per cent." in words
    assert "Signal: off target two periods running, Q1 26/27 to Q2 26/27." in words
    assert page.pane.signal.text().startswith("! Signal: off target two periods running")


def test_commentary_belongs_to_its_period(hand: Hand, page: ScorecardPage) -> None:
    go(page, "GP reports", "2026-Q1")
    hand.settle()
    page.pane.words.setFocus()
    QTest.keyClicks(page.pane.words, "Two practices closed.")
    go(page, "GP reports", "2026-Q2")
    hand.settle()
    assert hand.held(Commentary, "words", period="2026-Q1") == ["Two practices closed."]
    assert page.pane.words.toPlainText() == ""
    go(page, "GP reports", "2026-Q1")
    hand.settle()
    assert page.pane.words.toPlainText() == "Two practices closed."


def test_a_signal_opens_a_risk_with_actions_in_one_step(hand: Hand, page: ScorecardPage) -> None:
    go(page, "GP reports", "2026-Q2")
    hand.settle()
    before = len(hand.held(Action, "id"))
    page.pane.risk.click()
    QTest.keyClicks(page.pane.form.lines[0], "Agree a route with practices by 14 jan")
    page.pane.form.open.click()
    hand.settle()
    (found,) = hand.held(Indicator, "id", title="GP reports")
    (risk,) = hand.held(Link, "to_id", from_id=found)
    assert hand.held(Action, "source_id", title="Agree a route with practices") == [risk]
    assert len(hand.held(Action, "id")) == before + 1
    (ref,) = hand.held(Risk, "ref", id=risk)
    assert page.pane.risk.text() == f"Show {ref}"
    hand.window.commands["undo"].trigger()
    hand.settle()
    assert hand.held(Risk, "id", id=risk) == []
    assert page.pane.risk.text() == "Open a &risk…"


def test_the_other_side_and_all_charts(hand: Hand, page: ScorecardPage) -> None:
    page.side.setCurrentIndex(2)
    assert [row.title for row in page.cells.rows] == ["Concerns"]
    page.side.setCurrentIndex(0)
    page.what.setCurrentIndex(1)
    hand.settle()
    assert [card.title.text() for card in page.charts.cards] == list(TITLES)
    QTest.keyClick(page.charts.cards[1], Qt.Key.Key_Return)
    hand.settle()
    assert page.what.currentIndex() == 0
    assert page.pane.row is not None
    assert page.pane.row.title == "Plans"


def test_what_is_awaited_leads_to_its_cell(hand: Hand, page: ScorecardPage) -> None:
    go(page, "Plans", "2026-Q1")
    type_words(hand, page, "awaited")
    assert "Awaited (" in page.what.itemText(2)
    page.what.setCurrentIndex(2)
    rows = page.awaited.rows.rows
    place = next(n for n, one in enumerate(rows) if one.one.said == "awaited")
    page.awaited.setCurrentIndex(page.awaited.rows.index(place, 0))
    QTest.keyClick(page.awaited, Qt.Key.Key_Return)
    hand.settle()
    assert page.what.currentIndex() == 0
    assert page.grid.currentIndex().column() == column(page, "2026-Q1")


def test_an_empty_scorecard_says_what_to_do_and_takes_the_file_people_have(hand: Hand) -> None:
    page = opened(hand)
    assert page.empty.isVisible()
    assert "Import…" in page.empty.words.text()
    page.open_file(SAMPLE)
    hand.settle()
    assert "11 rows: 11 created" in page.panel.summary.text()
    told = {row.one.title: row.one for row in page.panel.table.rows.rows}
    assert told["Contacts to MASH"].what == "New indicator"
    assert told["Contacts to MASH"].details.startswith("5 of 5 figures are new")
    assert "Met Police / Council" in told["Return interviews within 72 hours"].details
    assert hand.held(Indicator, "id") == []
    page.panel.bring.click()
    hand.settle()
    assert len(hand.held(Indicator, "id")) == 11
    assert page.cells.rows[0].title == "Contacts to MASH"
    assert text(page, "Children in custody with a health plan", "2026-Q1") == "<5"
    assert text(page, "Re-referrals within 12 months", "2026-Q1") == "! 23.8%"
    hand.window.commands["undo"].trigger()
    hand.settle()
    assert hand.held(Indicator, "id") == []
    assert page.empty.isVisible()


def test_a_file_that_is_no_scorecard_is_refused_in_place(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    source = tmp_path / "notes.csv"
    source.write_text("Name,Value\nx,1\n", encoding="utf-8")
    page.open_file(source)
    hand.settle()
    assert page.empty.isVisible()
    assert hand.held(Indicator, "id") == []


def test_the_paper_is_shown_for_the_board_of_the_chosen_side(
    hand: Hand, page: ScorecardPage
) -> None:
    page.side.setCurrentIndex(1)
    page.paper.click()
    hand.settle()
    assert page.preview.shown is not None
    assert page.preview.shown.data.startswith(b"%PDF")
    page.preview.close_preview()
    hand.settle()
    assert page.grid.isVisible()


def test_another_s_change_is_followed_without_losing_the_place(
    hand: Hand, page: ScorecardPage
) -> None:
    go(page, "Plans", "2026-Q1")
    (plans,) = hand.held(Indicator, "id", title="Plans")
    entry = Entry(plans, Period.parse("2026-Q1"), "31")
    hand.do(lambda uow: scorecard.type_in(uow, entry))
    assert text(page, "Plans", "2026-Q1") == "31"
    assert page.grid.currentIndex().column() == column(page, "2026-Q1")
    assert hand.held(Agency, "id")


def test_a_target_is_typed_into_its_cell_and_holds_from_today(
    hand: Hand, page: ScorecardPage
) -> None:
    page.grid.setCurrentIndex(page.cells.index(1, TARGET))
    page.grid.setFocus()
    type_words(hand, page, "40 ±2")
    (plans,) = hand.held(Indicator, "id", title="Plans")
    assert hand.held(IndicatorTarget, "value", indicator_id=plans) == [40.0]
    assert hand.held(IndicatorTarget, "tolerance", indicator_id=plans) == [2.0]
    page.grid.setCurrentIndex(page.cells.index(1, TARGET))
    type_words(hand, page, "<5")
    assert hand.held(IndicatorTarget, "value", indicator_id=plans) == [40.0]
