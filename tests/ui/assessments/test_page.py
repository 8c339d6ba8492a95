"""A round of self-assessment in the window: forms out and in, peers, staff, cases and refusals."""

from datetime import date
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.assessments import SHEET
from safeguard_desk.exchange.return_forms import HEADINGS_ROW
from safeguard_desk.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentRound,
    StaffSurvey,
    StandardMap,
    StandardQuestion,
)
from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.ui.assessments.page import AssessmentsPage

RETURN = Qt.Key.Key_Return
TABLE = "No,Standard,Expected,Carries on\n1,Leaders are accountable,A named lead,1\n2,New,,\n"


def opened(hand: Hand) -> AssessmentsPage:
    page = hand.tab("QA").show_page("rounds")
    assert isinstance(page, AssessmentsPage)
    hand.settle()
    return page


def choose(hand: Hand, page: AssessmentsPage, part: Part) -> str:
    found = next(row for row in page.agencies.rows.rows if row.line.part is part)
    page.agencies.choose(found.id)
    hand.settle()
    return str(found.id)


def test_a_round_shows_who_answered_and_what_everybody_says(hand: Hand) -> None:
    page = opened(hand)
    assert "Section 11, version 1" in page.summary.text()
    assert "3 of 4 came back, 1 declined" in page.summary.text()
    choose(hand, page, Part.TOOK_PART)
    assert [row.standard.code for row in page.standards.rows.rows] == ["1", "2", "3", "4"]
    assert "Evidence: Shown to the board in the spring" in page.answering.detail.text()
    choose(hand, page, Part.DECLINED)
    assert "declined: Assesses itself" in page.answering.detail.text()
    assert not page.answering.keep_score.isEnabled()


def test_peers_score_otherwise_with_a_reason_and_the_agencys_own_score_is_kept(hand: Hand) -> None:
    page = opened(hand)
    refusals: list[Refusal] = []
    page.refused.connect(refusals.append)
    choose(hand, page, Part.TOOK_PART)
    acts, row = page.answering, page.voices()
    assert row is not None
    assert row.answer is not None
    acts.score.setCurrentIndex(acts.score.findData(Score.NOT_MET))
    acts.keep_score.click()
    hand.settle()
    assert "give no reason" in refusals[0].what
    acts.score.setCurrentIndex(acts.score.findData(Score.NOT_MET))
    hand.press("No report was seen", acts.why)
    hand.press(RETURN, acts.why)
    hand.settle()
    assert hand.held(AssessmentAnswer, "moderated", id=row.answer.id) == [Score.NOT_MET]
    assert hand.held(AssessmentAnswer, "score", id=row.answer.id) == [row.answer.score]
    assert "Peers: No report was seen" in acts.detail.text()


def test_staff_figures_and_questions_of_audits_stand_beside_a_standard(hand: Hand) -> None:
    page = opened(hand)
    choose(hand, page, Part.TOOK_PART)
    acts, row = page.answering, page.voices()
    assert row is not None
    hand.press("7", acts.agreed)
    hand.press("9", acts.answered)
    hand.press(RETURN, acts.answered)
    hand.settle()
    assert (9, 7) in zip(
        hand.held(StaffSurvey, "answered", standard_id=row.id),
        hand.held(StaffSurvey, "agreed", standard_id=row.id),
        strict=True,
    )
    acts.map.click()
    hand.settle()
    question = acts.question.currentData()
    assert question in hand.held(StandardQuestion, "question_id", standard_id=row.id)
    assert "Cases are those of QA-A-" in acts.detail.text()


def test_a_round_is_opened_from_a_table_and_its_forms_come_back(hand: Hand, tmp_path: Path) -> None:
    table = tmp_path / "Section 11.csv"
    table.write_text(TABLE, encoding="utf-8")
    page = opened(hand)
    page.new.click()
    form = page.beginning
    hand.press("Section 11", form.name)
    form.take_table(table)
    form.due.show_value(date(2027, 5, 28))
    form.open.click()
    hand.settle()
    assert page.view is not None
    assert page.view.head.ref == "QA-SA-0002"
    assert page.view.head.standards == "Section 11, version 2"
    assert len(hand.held(StandardMap, "id")) == 1
    folder = tmp_path / "forms"
    folder.mkdir()
    page.make_forms(folder)
    hand.settle()
    files = sorted(folder.glob("*.xlsx"))
    assert len(files) == len(page.view.lines) > 8
    for row, words in enumerate(("Met", "Not applicable"), HEADINGS_ROW + 1):
        book = openpyxl.load_workbook(files[0])
        book[SHEET].cell(row, 5).value = words
        book.save(files[0])
    nonsense = tmp_path / "nonsense.xlsx"
    nonsense.write_bytes(b"no workbook")
    page.read_files([files[0], nonsense])
    hand.settle()
    assert "2 of 2 answers are new or changed" in page.result.text()
    assert "! nonsense.xlsx: " in page.result.text()
    assert hand.held(Assessment, "part", round_id=page.view.head.id).count(Part.TOOK_PART) == 1
    assert "1 of" in page.summary.text()
    hand.window.undo()
    hand.settle()
    assert hand.held(Assessment, "part", round_id=page.view.head.id).count(Part.TOOK_PART) == 0


def test_a_round_without_a_day_is_not_opened_and_a_table_without_columns_is_named(
    hand: Hand, tmp_path: Path
) -> None:
    page = opened(hand)
    refusals: list[Refusal] = []
    page.refused.connect(refusals.append)
    page.new.click()
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    page.beginning.take_table(bad)
    page.beginning.open.click()
    hand.settle()
    assert [one.what for one in refusals] == [
        "bad.csv is no table of standards.",
        "The round lacks a day by which agencies answer.",
    ]
    assert len(hand.held(AssessmentRound, "id")) == 1
    page.beginning.cancel.click()
    assert page.stack.currentWidget() is page.body


def test_an_agency_that_declines_says_why(hand: Hand) -> None:
    page = opened(hand)
    chosen = choose(hand, page, Part.DECLINED)
    hand.press("Will answer in June", page.reason)
    hand.press(RETURN, page.reason)
    hand.settle()
    assert hand.held(Assessment, "reason", id=chosen) == ["Will answer in June"]
