"""The year's programme in the window: bars, what calls for an audit, and the way to one."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.audits.files import one
from tests.ui.hand import Hand

from safeguard_desk.models import Audit, Link
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.ui.audits.bars import BARS_ROLE, Bar, bar_of
from safeguard_desk.ui.audits.page import AuditsPage
from safeguard_desk.ui.audits.programme import ProgrammePage
from safeguard_desk.ui.audits.tools import ToolsPage
from safeguard_desk.views import audits


def opened(hand: Hand) -> ProgrammePage:
    page = hand.tab("QA").show_page("programme")
    assert isinstance(page, ProgrammePage)
    hand.settle()
    return page


def test_every_audit_of_the_year_has_its_bar_with_those_that_were_closed_in_it(
    hand: Hand,
) -> None:
    page = opened(hand)
    refs = [row.head.ref for row in page.table.rows.rows]
    assert refs == ["QA-A-0001", "QA-A-0002", "QA-A-0003", "QA-A-0004"]
    bar = page.table.rows.data(page.table.rows.index(0, 4), BARS_ROLE)
    assert isinstance(bar, Bar)
    assert "Action plan reached" in bar.words
    spoken = page.table.rows.data(page.table.rows.index(0, 4), Qt.ItemDataRole.AccessibleTextRole)
    assert "Why: National learning" in spoken


def test_enter_opens_the_audit_in_its_workspace(hand: Hand) -> None:
    page = opened(hand)
    page.table.choose(page.table.rows.rows[2].id)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    hand.settle()
    found = hand.window.page()
    shown = found.shown() if found else None
    assert isinstance(shown, AuditsPage)
    assert shown.choice.currentText().startswith("QA-A-0003")


def test_what_calls_for_an_audit_becomes_one_that_says_why(hand: Hand) -> None:
    page = opened(hand)
    wanted = next(row for row in page.calls.rows.rows if row.called.kind == "priorities")
    page.calls.choose(wanted.id)
    page.take.click()
    hand.settle()
    made = one(hand, Audit, title=wanted.called.title)
    links = hand.held(Link, "from_id", to_id=made.id)
    assert links == [wanted.called.id]
    assert wanted.id not in [row.id for row in page.calls.rows.rows]
    assert page.table.chosen == made.id


def test_findings_of_case_reviews_are_put_away_while_the_screen_is_shared(hand: Hand) -> None:
    page = opened(hand)
    assert any(row.called.restricted for row in page.calls.rows.rows)
    page.present(True)
    assert not any(row.called.restricted for row in page.calls.rows.rows)


def test_a_typed_theme_is_planned_in_this_year(hand: Hand) -> None:
    page = opened(hand)
    hand.press("Transition", page.new)
    hand.press(Qt.Key.Key_Return, page.new)
    hand.settle()
    assert one(hand, Audit, title="Transition").state is AuditState.PLANNED
    assert page.table.rows.rows[-1].head.title == "Transition"


def test_the_years_programme_is_a_paper(hand: Hand) -> None:
    page = opened(hand)
    page.paper.click()
    hand.settle()
    hand.settle()
    assert page.preview.shown is not None
    page.preview.close_preview()
    assert page.whole.currentWidget() is page.split


def test_a_bar_marks_what_is_late(hand: Hand) -> None:
    head = hand.jobs.read(audits.programme)[2]
    (late,) = [one for one in bar_of(head, 2026, date(2026, 11, 23)).segments if one.late]
    assert late.stage is AuditState.MODERATION


def test_the_library_shows_a_tool_with_its_standards(hand: Hand) -> None:
    page = hand.tab("QA").show_page("tools")
    assert isinstance(page, ToolsPage)
    hand.settle()
    assert [row.name for row in page.table.rows.rows] == ["Neglect tool", "Self-neglect tool"]
    assert page.questions.rows.rowCount() == 5
    page.table.choose(page.table.rows.rows[1].id)
    assert page.questions.rows.rowCount() == 4
