"""Broken threads in the window: seen, opened, mended, gone."""

from datetime import timedelta

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Agency, Finding
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.broken.page import BrokenPage
from safeguard_desk.work import challenges, linking


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


def test_the_list_is_narrowed_by_agency_and_age_and_esc_shows_everything(hand: Hand) -> None:
    group = hand.tab("QA").tab.group_id or ""
    police = hand.held(Agency, "id")[0]

    def make(uow: UnitOfWork) -> None:
        linking.add_finding(uow, group, "Returns are late")
        long_ago = uow.today - timedelta(days=200)
        challenges.challenge(uow, group, "Who attends?", to_agency_id=police, answer_by=long_ago)

    hand.do(make)
    page = hand.tab("QA").show_page("broken")
    assert isinstance(page, BrokenPage)
    hand.settle()
    every = len(page.table.rows.rows)
    page.age.setCurrentIndex(page.age.findText("Over 6 months old"))
    assert [shown.one.words for shown in page.table.rows.rows] == ["Who attends?"]
    assert f"{every - 1} more" in page.summary.text()
    page.agency.setCurrentIndex(page.agency.count() - 1)
    page.sort.setCurrentIndex(page.sort.findData("finding"))
    assert page.stack.currentWidget() is page.quiet
    assert "Esc shows everything" in page.quiet.text()
    hand.press(Qt.Key.Key_Escape, page)
    assert len(page.table.rows.rows) == every


def test_what_is_missing_follows_the_lens(hand: Hand) -> None:
    group = hand.tab("QA").tab.group_id or ""

    def make(uow: UnitOfWork) -> None:
        for side in (Side.CHILDREN, Side.ADULTS):
            linking.add_finding(uow, group, f"Of {side.label}", side=side)

    hand.do(make)
    page = hand.tab("QA").show_page("broken")
    assert isinstance(page, BrokenPage)
    hand.settle()
    page.sort.setCurrentIndex(page.sort.findData("finding"))
    page.narrow(Side.ADULTS)
    words = {shown.one.words for shown in page.table.rows.rows}
    assert "Of Adults" in words
    assert "Of Children" not in words
