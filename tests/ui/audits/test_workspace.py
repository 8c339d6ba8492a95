"""An audit in the window, from a typed theme to its verdict; and what the file holds of it."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.audits.files import one
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import (
    Action,
    Audit,
    AuditAgency,
    AuditCase,
    AuditGrade,
    AuditQuestion,
    AuditReason,
    AuditReturn,
    AuditTool,
    Finding,
    Recommendation,
)
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms_quality import (
    AuditState,
    Frequency,
    Grade,
    Part,
    Practice,
    Unit,
)
from safeguard_desk.ui.audits.cases import CasesStep
from safeguard_desk.ui.audits.findings import FindingsStep
from safeguard_desk.ui.audits.grades import GradesStep
from safeguard_desk.ui.audits.impact import ImpactStep
from safeguard_desk.ui.audits.page import AuditsPage
from safeguard_desk.ui.audits.returns import ReturnsStep
from safeguard_desk.ui.audits.scope import ScopeStep
from safeguard_desk.ui.audits.tool import ToolStep
from safeguard_desk.work import scorecard
from safeguard_desk.work.scorecard import Entry, NewIndicator

RETURN = Qt.Key.Key_Return
SCOPE, TOOL, CASES, RETURNS, GRADES, FINDINGS, IMPACT = range(7)


def opened(hand: Hand, ref: str = "") -> AuditsPage:
    page = hand.tab("QA").show_page("audits")
    assert isinstance(page, AuditsPage)
    hand.settle()
    if ref:
        page.open_record("audits", one(hand, Audit, ref=ref).id)
        hand.settle()
    return page


def shown(hand: Hand, page: AuditsPage, place: int) -> object:
    page.show_step(place)
    hand.settle()
    return page.stack.currentWidget()


def test_a_typed_theme_is_an_audit_and_opens_at_its_scope(hand: Hand) -> None:
    page = opened(hand)
    hand.press("Hoarding", page.new)
    hand.press(RETURN, page.new)
    hand.settle()
    made = one(hand, Audit, title="Hoarding")
    assert made.state is AuditState.PLANNED
    assert page.choice.currentText().endswith("Hoarding")
    step = page.stack.currentWidget()
    assert isinstance(step, ScopeStep)
    assert step.rows["scope"].widget.hasFocus()
    assert "still needs a scope, questions" in page.told.text()


def test_what_is_typed_in_the_scope_is_in_the_file_when_the_step_is_left(hand: Hand) -> None:
    page = opened(hand, "QA-A-0004")
    step = page.stack.currentWidget()
    assert isinstance(step, ScopeStep)
    hand.press("Children known to two agencies", step.rows["scope"].widget)
    page.show_step(TOOL)
    hand.settle()
    assert one(hand, Audit, ref="QA-A-0004").scope == "Children known to two agencies"


def test_a_reason_names_what_called_for_the_audit(hand: Hand) -> None:
    page = opened(hand, "QA-A-0004")
    step = page.stack.currentWidget()
    assert isinstance(step, ScopeStep)
    before = len(hand.held(AuditReason, "id"))
    step.add.click()
    hand.settle()
    assert "Choose why first" in hand.window.notice.words.text()
    step.why.setCurrentIndex(step.why.findText("National learning"))
    hand.press("Panel's annual report", step.words)
    hand.press(RETURN, step.words)
    hand.settle()
    assert len(hand.held(AuditReason, "id")) == before + 1
    assert step.reasons.rows.rows[-1].text == "National learning: Panel's annual report"
    step.reasons.choose(step.reasons.rows.rows[-1].id)
    QTest.keyClick(step.reasons, Qt.Key.Key_Delete)
    hand.settle()
    assert len(hand.held(AuditReason, "id")) == before


def test_a_planned_day_is_typed_loosely_and_refused_out_of_order(hand: Hand) -> None:
    page = opened(hand, "QA-A-0004")
    step = page.stack.currentWidget()
    assert isinstance(step, ScopeStep)
    row = step.stages.rows.rows[3]
    step.stages.rows.edited.emit(row.id, "planned_on", "never")
    hand.settle()
    assert "is no day" in hand.window.notice.words.text()
    step.stages.rows.edited.emit(row.id, "planned_on", "1 jan 2020")
    hand.settle()
    assert "would be before" in hand.window.notice.words.text()


def test_a_tool_is_copied_and_a_question_typed_beside_its_standard(hand: Hand) -> None:
    page = opened(hand, "QA-A-0004")
    step = shown(hand, page, TOOL)
    assert isinstance(step, ToolStep)
    assert "No questions yet" in step.told.text()
    step.library.setCurrentIndex(step.library.findText("Neglect tool", Qt.MatchFlag.MatchContains))
    step.copy.click()
    hand.settle()
    assert step.table.rows.rowCount() == 5
    hand.press("Was the child seen alone?", step.question)
    hand.press("At each visit", step.standard)
    hand.press(RETURN, step.standard)
    hand.settle()
    audit = one(hand, Audit, ref="QA-A-0004")
    assert hand.held(AuditQuestion, "standard", audit_id=audit.id)[-1] == "At each visit"
    assert step.question.hasFocus()
    step.keep.click()
    hand.settle()
    assert sorted(hand.held(AuditTool, "number")) == [1, 1, 2]


def test_cases_are_codes_and_agencies_come_with_their_side(hand: Hand) -> None:
    page = opened(hand, "QA-A-0004")
    step = shown(hand, page, CASES)
    assert isinstance(step, CasesStep)
    hand.press("Jane Smith", step.codes)
    hand.press(RETURN, step.codes)
    hand.settle()
    assert "no code number" in hand.window.notice.words.text()
    assert step.codes.text() == "Jane Smith"
    step.codes.setText("E01-E06")
    hand.press(RETURN, step.codes)
    step.everyone.click()
    hand.settle()
    audit = one(hand, Audit, ref="QA-A-0004")
    assert len(hand.held(AuditCase, "code", audit_id=audit.id)) == 6
    invited = len(hand.held(AuditAgency, "id", audit_id=audit.id))
    assert invited > 20
    step.decline.click()
    hand.settle()
    assert "gives a reason" in hand.window.notice.words.text()
    hand.press("No such cases", step.reason)
    hand.press(RETURN, step.reason)
    hand.settle()
    assert hand.held(AuditAgency, "reason", part=Part.DECLINED, audit_id=audit.id) == [
        "No such cases"
    ]


def test_forms_go_out_and_a_file_that_came_back_is_read(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand, "QA-A-0003")
    step = page.stack.currentWidget()
    assert isinstance(step, ReturnsStep)
    assert "66 of 100" not in step.told.text() or "missing" in step.told.text()
    step.make_forms(tmp_path)
    hand.settle()
    assert len(list(tmp_path.glob("QA-A-0003 *.xlsx"))) == 5
    audit = one(hand, Audit, ref="QA-A-0003")
    before = len(hand.held(AuditReturn, "id", audit_id=audit.id))
    back = tmp_path / "back.csv"
    back.write_text(
        "Case,Agency,Q1 Capacity tested,Q2 Fire risk,Q3 One lead agency,Q4 Relationship and pace\n"
        "S01,General practice,Good,RI,N/A,Good\n"
        "S02,General practice,Perfect,RI,N/A,Good\n",
        encoding="utf-8",
    )
    step.read_files([back, tmp_path / "none.csv"])
    hand.settle()
    assert len(hand.held(AuditReturn, "id", audit_id=audit.id)) == before + 1
    assert "“Perfect” is no grade" in step.result.text()
    assert "none.csv" in step.result.text()
    hand.window.undo()
    hand.settle()
    assert len(hand.held(AuditReturn, "id", audit_id=audit.id)) == before


def test_a_cell_is_moderated_with_a_key_and_a_reason(hand: Hand) -> None:
    page = opened(hand, "QA-A-0003")
    step = shown(hand, page, GRADES)
    assert isinstance(step, GradesStep)
    assert step.grid is not None
    row, column = next(
        (r, c)
        for r, line in enumerate(step.grid.rows.rows)
        for c, held in enumerate(line.returns, 1)
        if held
        and (grade := held.grades.get(step.tallies.chosen))
        and grade.self_grade is Grade.GOOD
    )
    step.grid.setCurrentIndex(step.grid.rows.index(row, column))
    chosen = step.chosen()
    assert chosen is not None
    QTest.keyClick(step.grid, Qt.Key.Key_G)
    hand.settle()
    assert one(hand, AuditGrade, id=chosen.id).moderated is Grade.GOOD
    step.grid.setCurrentIndex(step.grid.rows.index(row, column))
    QTest.keyClick(step.grid, Qt.Key.Key_I)
    hand.settle()
    assert step.reason.hasFocus()
    assert step.reason_told.text() == "Good becomes Inadequate:"
    hand.press("Nothing on file", step.reason)
    hand.press(RETURN, step.reason)
    hand.settle()
    held = one(hand, AuditGrade, id=chosen.id)
    assert (held.moderated, held.reason) == (Grade.INADEQUATE, "Nothing on file")
    assert step.grid.rows.data(step.grid.rows.index(row, column)) == "Inad. ← Good"
    step.grid.setCurrentIndex(step.grid.rows.index(row, column))
    QTest.keyClick(step.grid, Qt.Key.Key_B)
    hand.settle()
    assert one(hand, AuditGrade, id=chosen.id).moderated is None
    step.confirm.click()
    hand.settle()
    assert not step.confirm.isEnabled()
    assert "weighted kappa" in step.told.text()


def test_a_missing_grade_is_filled_in_for_an_agency_by_its_letter(hand: Hand) -> None:
    page = opened(hand, "QA-A-0003")
    step = shown(hand, page, GRADES)
    assert isinstance(step, GradesStep)
    assert step.grid is not None
    audit = one(hand, Audit, ref="QA-A-0003")
    before = len(hand.held(AuditReturn, "id", audit_id=audit.id))
    column = [one.title for one in step.grid.rows.columns].index("GPs")
    step.grid.setCurrentIndex(step.grid.rows.index(0, column))
    QTest.keyClick(step.grid, Qt.Key.Key_C)
    hand.settle()
    assert len(hand.held(AuditReturn, "id", audit_id=audit.id)) == before
    QTest.keyClick(step.grid, Qt.Key.Key_O)
    hand.settle()
    assert len(hand.held(AuditReturn, "id", audit_id=audit.id)) == before + 1
    assert step.grid.rows.data(step.grid.rows.index(0, column)) == "Outst."


def test_a_finding_takes_its_evidence_from_the_grades_and_is_answered(hand: Hand) -> None:
    page = opened(hand, "QA-A-0003")
    step = shown(hand, page, FINDINGS)
    assert isinstance(step, FindingsStep)
    assert step.told.isVisible()
    step.text.setPlainText("Housing knew of the damage and had nobody to tell")
    assert step.before.text() == "", "what a restricted review found is not told here"
    step.text.setPlainText("Information takes days to reach housing and schools")
    assert step.before.text().startswith("Found before: QA-F-")
    step.question.setCurrentIndex(2)
    step.add.click()
    hand.settle()
    audit = one(hand, Audit, ref="QA-A-0003")
    finding = one(hand, Finding, source_id=audit.id)
    assert finding.evidence.startswith("Q2 Fire risk: good or better in ")
    hand.press("Ask housing at the first meeting", step.recommendation)
    hand.press(RETURN, step.recommendation)
    hand.settle()
    made = one(hand, Recommendation, finding_id=finding.id)
    step.table.choose(made.id)
    step.accept.click()
    hand.settle()
    assert one(hand, Recommendation, id=made.id).response.value == "accepted"


def test_a_finding_that_was_made_before_is_told_while_it_is_typed(hand: Hand) -> None:
    page = opened(hand, "QA-A-0003")
    step = shown(hand, page, FINDINGS)
    assert isinstance(step, FindingsStep)
    step.text.setPlainText("The supervision template still records no question of drift")
    assert step.before.isVisible()
    assert step.before.text().startswith("Found before: QA-F-")


def test_the_plan_is_agreed_and_its_six_months_run(hand: Hand) -> None:
    page = opened(hand, "QA-A-0002")
    step = shown(hand, page, IMPACT)
    assert isinstance(step, ImpactStep)
    hand.press("Agree a one-day rule with schools", step.action)
    hand.press(RETURN, step.action)
    hand.settle()
    page.onward.click()
    hand.settle()
    step.agree.click()
    hand.settle()
    audit = one(hand, Audit, ref="QA-A-0002")
    assert audit.plan_agreed_on is not None
    action = one(hand, Action, title="Agree a one-day rule with schools")
    assert action.plan_agreed_on == audit.plan_agreed_on
    assert action.due_on is not None
    assert "six months end" in step.told.text()


def test_the_re_audit_shows_before_and_after_with_intervals(hand: Hand) -> None:
    page = opened(hand, "QA-A-0002")
    step = shown(hand, page, IMPACT)
    assert isinstance(step, ImpactStep)
    assert step.compared.rows.rowCount() == 5
    change = step.compared.rows.data(step.compared.rows.index(1, 3))
    assert "95% interval" in change
    step.suggest.click()
    assert step.reasons.toPlainText().startswith("Of 5 questions")
    step.judge.click()
    hand.settle()
    assert one(hand, Audit, ref="QA-A-0002").verdict is Practice.CHANGED
    step.go.click()
    hand.settle()
    assert page.choice.currentText().startswith("QA-A-0001")


def test_an_indicator_is_taken_as_evidence_and_told_before_and_since_the_plan(hand: Hand) -> None:
    page = opened(hand, "QA-A-0001")
    group = one(hand, Audit, ref="QA-A-0001").group_id

    def measure(uow: UnitOfWork) -> None:
        new = NewIndicator("Neglect tools reviewed in time", unit=Unit.PERCENT)
        made = scorecard.add_indicator(uow, group, new)
        last = Period.of(date(2026, 9, 30), Frequency.QUARTER)
        for back, words in enumerate(("71%", "64%", "48%", "45%")):
            scorecard.type_in(uow, Entry(made.id, last.moved(-back), words))

    hand.do(measure)
    step = shown(hand, page, IMPACT)
    assert isinstance(step, ImpactStep)
    step.indicator.setFocus()
    step.indicator.setText("reviewed in time")
    step.measure.click()
    hand.settle()
    row = step.measures.rows.rows[-1]
    place = len(step.measures.rows.rows) - 1
    assert row.measure.name.endswith("Neglect tools reviewed in time")
    shown_cells = [step.measures.rows.data(step.measures.rows.index(place, n)) for n in (1, 2)]
    assert shown_cells == ["45%, 48%", "64%, 71%"]
    page.report.click()
    hand.settle()
    hand.settle()
    assert page.preview.shown is not None
    step.measures.choose(row.id)
    step.measures.removed.emit(row.id)
    hand.settle()
    assert step.measures.rows.rowCount() == place


def test_an_audit_moves_on_only_with_what_it_needs(hand: Hand) -> None:
    page = opened(hand, "QA-A-0004")
    page.onward.click()
    hand.settle()
    assert "still needs" in hand.window.notice.words.text()
    assert page.stage.currentText() == "Planned"
    page.stage.setCurrentIndex(page.stage.findData(AuditState.PLAN))
    page.stage.activated.emit(page.stage.currentIndex())
    hand.settle()
    assert page.stage.currentText() == "Planned"


def test_the_report_is_shown_and_put_away(hand: Hand) -> None:
    page = opened(hand, "QA-A-0002")
    page.report.click()
    hand.settle()
    hand.settle()
    assert page.preview.shown is not None
    assert page.whole.currentWidget() is page.preview
    page.preview.close_preview()
    assert page.whole.currentWidget() is page.work


def test_the_thread_of_an_audit_leads_to_its_re_audit_and_verdict(hand: Hand) -> None:
    page = opened(hand, "QA-A-0001")
    page.thread_button.click()
    hand.settle()
    assert page.whole.currentWidget() is page.thread_pane
    refs = [row.node.ref for row in page.thread_pane.list.rows.rows]
    assert {"QA-A-0001", "QA-A-0002"} <= set(refs)
    kinds = {row.node.kind for row in page.thread_pane.list.rows.rows}
    assert {"findings", "recommendations", "actions", "verdict audits"} <= kinds
    page.thread_button.click()
    assert page.whole.currentWidget() is page.work


def test_an_audit_that_is_undone_is_gone_from_the_page(hand: Hand) -> None:
    page = opened(hand)
    hand.press("Hoarding", page.new)
    hand.press(RETURN, page.new)
    hand.settle()
    hand.window.undo()
    hand.settle()
    assert "Hoarding" not in page.choice.currentText()
    assert hand.held(Audit, "id", title="Hoarding") == []


@pytest.mark.parametrize("place", range(7))
def test_every_step_of_a_closed_audit_can_be_looked_at(hand: Hand, place: int) -> None:
    page = opened(hand, "QA-A-0001")
    shown(hand, page, place)
    assert page.onward.isHidden()
