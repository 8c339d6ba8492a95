"""An audit's whole life in the window: from what called for it to the verdict on practice.

Everything is done by buttons, keys and files on a real encrypted file; what is asserted is what the
file holds and what the report says.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from tests.fixtures.harrow import settled
from tests.making import TestClock, bare_desk
from tests.papers.flat import flat
from tests.ui.audits.files import one
from tests.ui.hand import Hand

from safeguard_desk import papers
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.exchange.audit_forms import HEADINGS_ROW
from safeguard_desk.models import Action, Audit, AuditGrade, Board, Finding, Group, Link
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import ActionSource, ActionStatus
from safeguard_desk.rules.terms_quality import AuditState, Direction, Grade, Practice, Unit
from safeguard_desk.rules.terms_thread import LinkKind
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.ui import theme
from safeguard_desk.ui.audits.cases import CasesStep
from safeguard_desk.ui.audits.findings import FindingsStep
from safeguard_desk.ui.audits.grades import GradesStep
from safeguard_desk.ui.audits.impact import ImpactStep
from safeguard_desk.ui.audits.page import AuditsPage
from safeguard_desk.ui.audits.programme import ProgrammePage
from safeguard_desk.ui.audits.returns import ReturnsStep
from safeguard_desk.ui.audits.scope import ScopeStep
from safeguard_desk.ui.audits.step import Step
from safeguard_desk.ui.audits.tool import ToolStep
from safeguard_desk.work import actions, linking, scorecard, setting_up
from safeguard_desk.work.scorecard import Entry, NewIndicator

S = TypeVar("S", bound=Step)
RETURN = Qt.Key.Key_Return


@pytest.fixture
def hand(tmp_path: Path, qapp: QApplication) -> Iterator[Hand]:
    """A new partnership's desk, an indicator that is off target twice, and a review's finding."""
    clock = TestClock()
    desk = bare_desk(tmp_path / "Harrow.desk", clock)
    desk.change("Found", lambda uow: setting_up.set_up(uow, "Harrow"))
    harrow = settled(desk, clock)
    group = harrow.group()
    harrow.do(
        lambda uow: (
            linking.add_finding(
                uow, group, "Neglect is seen and not followed up", source=("reviews", "x")
            ).id
        )
    )
    harrow.do(lambda uow: _signal(uow, group))
    theme.apply(qapp, dark=False)
    made = Hand.at(desk)
    yield made
    made.leave()
    desk.close()


def _signal(uow: UnitOfWork, group_id: str) -> None:
    new = NewIndicator("Plans reviewed in time", unit=Unit.PERCENT, direction=Direction.UP)
    indicator = scorecard.add_indicator(uow, group_id, new).id
    for quarter, figure in (("2026-Q1", "71%"), ("2026-Q2", "68%")):
        scorecard.type_in(uow, Entry(indicator, Period.parse(quarter), figure))
    scorecard.set_target_typed(uow, indicator, "90%")


def step_of(hand: Hand, page: AuditsPage, kind: type[S]) -> S:
    place = next(n for n, step in enumerate(page.steps) if isinstance(step, kind))
    page.show_step(place)
    hand.settle()
    found = page.stack.currentWidget()
    assert isinstance(found, kind)
    return found


def answer(path: Path, grades: tuple[str, ...]) -> None:
    """Fill in a form as an agency would."""
    book = openpyxl.load_workbook(path)
    sheet = book["Return"]
    for row in range(HEADINGS_ROW + 1, sheet.max_row + 1):
        for place, grade in enumerate(grades, 3):
            sheet.cell(row, place).value = grade
    book.save(path)


def returned(hand: Hand, page: AuditsPage, folder: Path, grades: tuple[str, ...]) -> None:
    returns = step_of(hand, page, ReturnsStep)
    returns.make_forms(folder)
    hand.settle()
    files = sorted(folder.glob("*.xlsx"))
    assert len(files) > 8
    for path in files:
        answer(path, grades)
    returns.read_files(files)
    hand.settle()
    assert "0 missing" in returns.told.text()


def test_a_signal_leads_to_an_audit_a_plan_and_the_answer_whether_practice_changed(
    hand: Hand, tmp_path: Path
) -> None:
    programme = hand.tab("QA").show_page("programme")
    assert isinstance(programme, ProgrammePage)
    hand.settle()
    programme.take.click()
    hand.settle()
    hand.press(RETURN, programme.table)
    tab = hand.window.page()
    page = tab.shown() if tab else None
    assert isinstance(page, AuditsPage)
    _set_up(hand, page)
    returned(hand, page, tmp_path / "first", ("Good", "RI"))
    page.onward.click()  # moderation
    hand.settle()
    grades = step_of(hand, page, GradesStep)
    grades.confirm.click()
    hand.settle()
    assert set(hand.held(AuditGrade, "moderated")) == {Grade.GOOD, Grade.REQUIRES_IMPROVEMENT}
    _find_and_agree(hand, page)
    first = one(hand, Audit, ref="QA-A-0001")
    assert first.state is AuditState.PLAN
    again = _repeat(hand, page, tmp_path)
    assert hand.held(Link, "from_id", to_id=again.id, kind=LinkKind.CHECKED_BY) == [first.id]
    with hand.desk.read() as reader:
        told = flat(papers.make("audit-report", reader, Request(about=("audits", again.id))))
    assert "+100 points" in told
    assert "Practice has changed." in told
    for code in ("HSCB", "HSAB"):
        report = _board_report(hand, code)
        assert "QA-I-0001 | Plans reviewed in time | off target two periods running" in report
        assert "Re-audit: Plans reviewed in time: Practice has changed." in report
    assert hand.desk.check().faults == ()


def _board_report(hand: Hand, code: str) -> str:
    with hand.desk.read() as reader:
        board = reader.scalar(select(Board.id).where(Board.code == code))
        group = reader.scalar(select(Group.id).where(Group.code == "QA"))
        asked = Request(board_id=board, group_id=group, quarter=Quarter.of(reader.today))
        return flat(papers.make("board-report", reader, asked))


def _set_up(hand: Hand, page: AuditsPage) -> None:
    scope = step_of(hand, page, ScopeStep)
    assert scope.reasons.rows.rows[0].text.startswith("Data intelligence: QA-I-0001")
    hand.press("Cases open for six months", scope.rows["scope"].widget)
    tool = step_of(hand, page, ToolStep)
    for words in ("Is the child heard", "Is risk reviewed"):
        hand.press(words, tool.question)
        hand.press(RETURN, tool.question)
    cases = step_of(hand, page, CasesStep)
    hand.press("N01-N05", cases.codes)
    hand.press(RETURN, cases.codes)
    cases.everyone.click()
    hand.settle()
    for _ in range(3):  # scoped, cases selected, agency returns
        page.onward.click()
        hand.settle()
    assert one(hand, Audit, ref="QA-A-0001").state is AuditState.RETURNS


def _find_and_agree(hand: Hand, page: AuditsPage) -> None:
    page.onward.click()  # findings
    hand.settle()
    findings = step_of(hand, page, FindingsStep)
    findings.text.setPlainText("Risk is assessed once")
    findings.question.setCurrentIndex(2)
    findings.add.click()
    hand.settle()
    assert one(hand, Finding, text="Risk is assessed once").evidence.startswith("Q2 Is risk")
    hand.press("Put review dates into plans", findings.recommendation)
    hand.press(RETURN, findings.recommendation)
    page.onward.click()  # action plan
    hand.settle()
    impact = step_of(hand, page, ImpactStep)
    hand.press("Add a review date to the plan's form", impact.action)
    hand.press(RETURN, impact.action)
    impact.agree.click()
    hand.settle()
    action = one(hand, Action, title="Add a review date to the plan's form")
    assert action.source is ActionSource.RECOMMENDATION
    assert "QA-REC-0001" in action.raised_at
    assert action.plan_agreed_on is not None
    hand.do(lambda uow: actions.complete(uow, action.id, "In the form since May"))
    assert one(hand, Action, id=action.id).status is ActionStatus.COMPLETED


def _repeat(hand: Hand, page: AuditsPage, tmp_path: Path) -> Audit:
    impact = step_of(hand, page, ImpactStep)
    impact.repeat.click()
    hand.settle()
    again = one(hand, Audit, ref="QA-A-0002")
    assert page.bench.audit_id == again.id
    cases = step_of(hand, page, CasesStep)
    hand.press("R01-R05", cases.codes)
    hand.press(RETURN, cases.codes)
    cases.everyone.click()
    hand.settle()
    returned(hand, page, tmp_path / "again", ("Good", "Outstanding"))
    impact = step_of(hand, page, ImpactStep)
    assert [row.found.says for row in impact.compared.rows.rows] == ["no clear change", "better"]
    impact.suggest.click()
    impact.judge.click()
    hand.settle()
    assert one(hand, Audit, ref="QA-A-0002").verdict is Practice.CHANGED
    return again
