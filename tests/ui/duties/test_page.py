"""Terms and duties in the window: begun, agreed, and held against the year's minutes."""

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.models import Duty, TermsOfReference
from safeguard_desk.ui.duties.page import DutiesPage


def opened(hand: Hand, tab: str = "QA") -> DutiesPage:
    page = hand.tab(tab).show_page("duties")
    assert isinstance(page, DutiesPage)
    hand.settle()
    return page


def begun(hand: Hand) -> DutiesPage:
    page = opened(hand)
    page.new.click()
    hand.settle()
    page.item.setCurrentIndex(page.item.findData("audits"))
    hand.press("Run a series of multi-agency audits", page.duty)
    hand.press(Qt.Key.Key_Return, page.duty)
    return page


def test_an_empty_page_says_how_to_begin(hand: Hand) -> None:
    page = opened(hand, "LD")
    assert page.hint.isVisible()
    assert page.new.hasFocus()


def test_duties_are_typed_one_after_the_other_and_shown_over_the_year(hand: Hand) -> None:
    page = begun(hand)
    assert page.duty.hasFocus()
    assert page.found is not None
    (line,) = page.found.lines
    assert (line.text, line.code) == ("Run a series of multi-agency audits", "audits")
    assert hand.held(Duty, "text") == ["Run a series of multi-agency audits"]
    assert line.times > 0
    assert "1 of 1 duties were exercised" in page.told.text()


def test_agreed_terms_can_be_read_only_and_a_new_version_begins(hand: Hand) -> None:
    page = begun(hand)
    page.agree.click()
    hand.settle()
    assert page.text.isReadOnly()
    assert page.agree.isHidden()
    page.new.click()
    hand.settle()
    assert sorted(hand.held(TermsOfReference, "number")) == [1, 2]
    assert page.version.currentText() == "Version 2, draft"
    hand.window.undo()
    hand.settle()
    assert hand.held(TermsOfReference, "number") == [1]


def test_the_paper_is_made(hand: Hand) -> None:
    page = begun(hand)
    page.paper.click()
    hand.settle()
    assert page.preview.shown is not None
    assert page.preview.shown.data.startswith(b"%PDF")
