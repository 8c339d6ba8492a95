"""Cases in the window: a referral from the board to its decision, its tool and its findings."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hand import Hand

from safeguard_desk.models import Finding, Review, ReviewClock, ReviewCriterion, ReviewStage
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Answer, Harm, ReviewKind, ReviewState
from safeguard_desk.ui.reviews.decision import DecisionStep
from safeguard_desk.ui.reviews.findings import FindingsStep
from safeguard_desk.ui.reviews.page import CasesPage
from safeguard_desk.ui.reviews.referral import ReferralStep
from safeguard_desk.ui.reviews.tool import ToolStep
from safeguard_desk.ui.reviews.tools import ReviewToolsPage


def opened(hand: Hand) -> CasesPage:
    page = hand.tab("CR").show_page("cases")
    assert isinstance(page, CasesPage)
    hand.settle()
    return page


def referred(hand: Hand, words: str = "An adult was harmed by a lodger") -> CasesPage:
    page = opened(hand)
    page.new.click()
    page.form.happened.setPlainText(words)
    page.form.side.setCurrentIndex(page.form.side.findText(Side.ADULTS.label))
    page.form.harm.show_value(Harm.SERIOUS)
    page.form.take.click()
    hand.settle()
    return page


def test_an_empty_board_says_how_to_begin(hand: Hand) -> None:
    page = opened(hand)
    assert page.whole.currentWidget() is page.empty
    assert page.new.isVisible()


def test_a_referral_is_warned_of_taken_down_and_its_clock_runs(hand: Hand) -> None:
    page = opened(hand)
    page.new.click()
    page.form.happened.setPlainText("Born 3 May 2019, of HA1 2XY")
    assert "a date of birth" in page.form.warning.text()
    assert "a postcode" in page.form.warning.text()
    page.form.take.click()
    hand.settle()
    assert hand.held(Review, "ref") == []  # nobody said whom it concerns
    page = referred(hand)
    assert len(hand.held(Review, "ref")) == 1
    assert hand.held(ReviewClock, "kind") == ["sar-decision"]
    assert page.whole.currentWidget() is page.work
    assert page.bench.review_id
    hand.window.undo()
    hand.settle()
    assert hand.held(Review, "ref") == []


def test_criteria_are_answered_one_by_one_and_the_case_is_decided(hand: Hand) -> None:
    page = referred(hand)
    step = page.steps[1]
    assert isinstance(step, DecisionStep)
    page.show_step(1)
    given = (Answer.YES, Answer.YES, Answer.NO, Answer.YES, Answer.YES)
    for answer in given:
        step.reasons.setText("The records show it")
        step.answers[answer].click()
        hand.settle()
    assert sorted(hand.held(ReviewCriterion, "answer")) == sorted(given)
    assert "Section 44(1) to (3) is met" in step.verdict.text()
    step.why.setText("It must be held")
    step.by.setText("Independent chair")
    step.decide.click()
    hand.settle()
    assert hand.held(Review, "decided_on") == [None]  # “not taken further” is against the law here
    step.kind.setCurrentIndex(step.kind.findText(ReviewKind.SAR.label))
    step.decide.click()
    hand.settle()
    assert hand.held(Review, "state") == [ReviewState.DECISION]
    assert sorted(hand.held(ReviewClock, "kind")) == ["sar", "sar-decision"]
    tool = page.steps[2]
    assert isinstance(tool, ToolStep)
    page.show_step(2)
    tool.traits[next(one for one in tool.traits if one.value == "urgent")].click()
    hand.settle()
    assert tool.tools.rows.rows[0].ranked.name == "Safeguarding adults review in rapid time"
    tool.tools.choose(tool.tools.rows.rows[0].id)
    tool.choose.click()
    hand.settle()
    assert len(hand.held(ReviewStage, "planned_on")) == 5


def test_a_clock_is_stopped_with_its_reason_only(hand: Hand) -> None:
    page = referred(hand)
    step = page.steps[0]
    assert isinstance(step, ReferralStep)
    page.show_step(0)
    step.stop.click()
    hand.settle()
    assert hand.held(ReviewClock, "stopped") == [""]
    step.reason.setText("Criminal proceedings")
    step.stop.click()
    hand.settle()
    assert hand.held(ReviewClock, "stopped") == ["Criminal proceedings"]
    assert step.clocks.rows.rows[0].state.words == "Stopped: Criminal proceedings"


def test_a_finding_is_restricted_and_shows_on_the_case(hand: Hand) -> None:
    page = referred(hand)
    step = page.steps[5]
    assert isinstance(step, FindingsStep)
    page.show_step(5)
    step.words.setText("Nobody visited the household")
    step.finding.click()
    hand.settle()
    assert hand.held(Finding, "restricted") == [True]
    assert "no recommendation and no reason" in " ".join(
        row.words for row in step.missing.rows.rows
    )


def test_the_board_is_walked_by_keyboard_and_empty_while_presenting(hand: Hand) -> None:
    page = referred(hand)
    page.show_board()
    column = page.board.columns[0]
    assert column.count() == 1
    assert "Decide" in column.item(0).text()
    page.sieve.words.setText("nobody")
    assert column.count() == 0
    page.sieve.words.setText("lodger")
    column.setFocus()
    column.setCurrentRow(0)
    QTest.keyClick(column, Qt.Key.Key_Return)
    hand.settle()
    assert page.whole.currentWidget() is page.work
    page.present(True)
    assert page.whole.currentWidget() is page.board
    assert column.count() == 0
    assert page.about() is None
    page.present(False)
    assert column.count() == 1


def test_the_library_is_stocked_by_the_first_referral_and_edited_in_place(hand: Hand) -> None:
    referred(hand)
    page = hand.tab("CR").show_page("review-tools")
    assert isinstance(page, ReviewToolsPage)
    hand.settle()
    assert len(page.table.rows.rows) == 10
    tool = page.table.rows.rows[0]
    page.table.rows.edited.emit(tool.id, "cost", "3,500")
    hand.settle()
    assert page.table.rows.rows[0].cost == 3500
    page.stages.setPlainText("5 Meet, 2 days\n9 Write, 3 days")
    page.keep.click()
    hand.settle()
    assert [one.on_day for one in page.table.rows.rows[0].stages] == [5, 9]
