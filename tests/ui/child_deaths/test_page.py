"""Child death findings in the window: imported by preview, presented, answered, acted upon."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hand import Hand

from safeguard_desk.models import Action, ChildDeathFinding
from safeguard_desk.ui.child_deaths.page import ChildDeathsPage

TABLE = """Period,Area,Deaths reviewed,With modifiable factors,Theme,Recommendation
Q1 2026/27,North West London,31,12,Safer sleep,Renew messages
Q1 2026/27,Harrow,<5,<5,Safer sleep,
Q2 2026/27,North West London,27,9,Asthma,
Q2 2026/27,Harrow,7,3,,
Q2 2026/27,Harrow,8,3,,
"""


def opened(hand: Hand) -> ChildDeathsPage:
    page = hand.tab("CR").show_page("cdop")
    assert isinstance(page, ChildDeathsPage)
    hand.settle()
    return page


def filled(hand: Hand, folder: Path) -> ChildDeathsPage:
    page = opened(hand)
    path = folder / "deaths.csv"
    path.write_text(TABLE, encoding="utf-8")
    page.open_file(path)
    hand.settle()
    assert "4 created" in page.panel.summary.text()
    assert "1 skipped" in page.panel.summary.text()
    what = [row.one.what for row in page.panel.table.rows.rows]
    assert what == ["Created"] * 4 + ["Left out"]
    assert hand.held(ChildDeathFinding, "area") == []  # only looked at so far
    page.panel.bring.click()
    hand.settle()
    return page


def test_findings_come_in_by_preview_and_small_numbers_stay_hidden(
    hand: Hand, tmp_path: Path
) -> None:
    page = filled(hand, tmp_path)
    assert len(hand.held(ChildDeathFinding, "area")) == 4
    shown = {
        (row.period, row.area): (row.deaths.words, row.modifiable.words)
        for row in page.table.rows.rows
    }
    assert shown["Q1 2026/27", "Harrow"] == ("suppressed", "suppressed")
    assert shown["Q2 2026/27", "Harrow"] == ("7", "suppressed")
    assert "Harrow, all periods: reviewed suppressed" in page.sums.text()
    assert (
        "North West London, all periods: reviewed 58, with modifiable factors 21"
        in page.sums.text()
    )
    assert page.chart.chart is not None


def test_findings_are_presented_answered_and_acted_upon(hand: Hand, tmp_path: Path) -> None:
    page = filled(hand, tmp_path)
    chosen = page.table.chosen
    row = page.rows["to_ssp_on"]
    row.offered.emit(row, date(2026, 11, 10))
    hand.settle()
    page.words.setText("Put safer sleep on the agenda of health visitors")
    QTest.keyClick(page.words, Qt.Key.Key_Return)
    hand.settle()
    assert hand.held(ChildDeathFinding, "to_ssp_on").count(date(2026, 11, 10)) == 1
    assert hand.held(Action, "source_id").count(chosen) == 1
    assert [one.title for one in page.raised.rows.rows] == [
        "Put safer sleep on the agenda of health visitors"
    ]


def test_presenting_hides_them(hand: Hand, tmp_path: Path) -> None:
    page = filled(hand, tmp_path)
    page.present(True)
    assert page.whole.currentWidget() is page.empty
    assert page.table.rows.rows == []
    page.present(False)
    assert page.whole.currentWidget() is page.work
