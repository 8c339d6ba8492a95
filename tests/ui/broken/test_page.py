"""Broken threads in the window: seen, opened, mended, gone."""

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.models import Finding
from safeguard_desk.ui.broken.page import BrokenPage
from safeguard_desk.work import linking


def test_a_break_leads_to_its_record_and_is_gone_when_it_is_mended(hand: Hand) -> None:
    group = hand.tab("QA").tab.group_id or ""
    hand.do(lambda uow: linking.add_finding(uow, group, "Returns are late"))
    finding = str(hand.held(Finding, "id", text="Returns are late")[0])
    page = hand.tab("QA").show_page("broken")
    assert isinstance(page, BrokenPage)
    hand.settle()
    page.sort.setCurrentIndex(page.sort.findData("finding"))
    assert f"finding {finding}" in [shown.id for shown in page.table.rows.rows]
    page.table.choose(f"finding {finding}", 1)
    hand.press(Qt.Key.Key_Return, page.table)
    panel = hand.tab("QA").panel()
    assert panel is not None
    assert panel.table.current_id() == finding
    hand.press("r", panel.table)
    assert panel.detail is not None
    hand.press("Name a lead", panel.detail.asking.line)
    hand.press(Qt.Key.Key_Return, panel.detail.asking.line)
    again = hand.tab("QA").show_page("broken")
    assert again is page
    hand.settle()
    assert f"finding {finding}" not in [shown.id for shown in page.table.rows.rows]
