"""Audits: the programme, its stages, returns, moderation, plan, re-audit and verdict."""

from datetime import date, timedelta

import pytest
from tests.fixtures import audited
from tests.fixtures.audited import GOOD, RI, agencies, agreed, fill, grades_of, planned, ready
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
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
    Board,
    Link,
)
from safeguard_desk.rules.rating import six_month_limit
from safeguard_desk.rules.terms_quality import AuditState, Basis, Grade, Part, Practice, Why
from safeguard_desk.views import audit_grades, audit_programme
from safeguard_desk.views import audits as views
from safeguard_desk.work import (
    actions,
    audit_content,
    audit_impact,
    audit_returns,
    audits,
    boards,
    linking,
)
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.audit_returns import Returned, Taken


def view(harrow: Harrow, audit_id: str) -> views.AuditView:
    with harrow.desk.read() as reader:
        return views.audit(reader, audit_id)


def graded(harrow: Harrow, audit_id: str) -> audit_grades.Grades:
    with harrow.desk.read() as reader:
        return audit_grades.grades(reader, audit_id)


def test_an_audit_is_planned_in_the_year_it_starts_with_a_bar_for_each_stage(
    harrow: Harrow,
) -> None:
    found = view(harrow, planned(harrow)).head
    assert (found.ref, found.year, found.state) == ("QA-A-0001", 2026, AuditState.PLANNED)
    assert [one.stage for one in found.stages][:3] == [
        AuditState.PLANNED, AuditState.SCOPED, AuditState.CASES,
    ]  # fmt: skip
    assert found.stages[3].planned_on == date(2026, 6, 10)
    assert harrow.desk.check().faults == ()


def test_an_audit_without_a_theme_is_refused(harrow: Harrow) -> None:
    group = harrow.group()
    with pytest.raises(Refusal, match="needs a theme"):
        harrow.do(audits.plan_audit, group, "  ")
    assert harrow.all(Audit) == []


def test_a_reason_links_the_record_that_called_for_the_audit_once(harrow: Harrow) -> None:
    audit_id = planned(harrow)
    board = harrow.all(Board)[0].id
    priority = harrow.do(lambda uow: boards.add_priority(uow, board, 2026, "Neglect").id)
    for _ in range(2):
        harrow.do(audits.add_reason, audit_id, Why.PRIORITY, "", ("priorities", priority))
    (reason,) = view(harrow, audit_id).reasons
    assert reason.text == "Board priority: Neglect"
    assert len(harrow.all(Link)) == 1
    harrow.do(audits.remove_reason, reason.id)
    assert harrow.all(Link) == []
    assert harrow.all(AuditReason) == []


def test_the_stages_go_forward_with_what_they_need_and_back_freely(harrow: Harrow) -> None:
    audit_id = planned(harrow)
    with pytest.raises(Refusal) as told:
        harrow.do(audits.move_to, audit_id, AuditState.RETURNS)
    assert "cases, agencies invited" in told.value.todo
    invited = agencies(harrow)
    harrow.do(lambda uow: len(audit_content.add_cases(uow, audit_id, "N01 N02")))
    harrow.do(audit_content.invite, audit_id, invited)
    harrow.do(audits.move_to, audit_id, AuditState.RETURNS)
    head = view(harrow, audit_id).head
    assert head.state is AuditState.RETURNS
    assert all(stage.reached_on for stage in head.stages[:4])
    harrow.do(audits.move_to, audit_id, AuditState.SCOPED)
    assert [bool(stage.reached_on) for stage in view(harrow, audit_id).head.stages[:4]] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_timetable_keeps_the_order_of_its_stages(harrow: Harrow) -> None:
    audit_id = planned(harrow)
    with pytest.raises(Refusal, match="would be before"):
        harrow.do(audits.plan_stage, audit_id, AuditState.RETURNS, date(2026, 4, 2))
    harrow.do(audits.shift, audit_id, 14)
    days = {one.stage: one.planned_on for one in view(harrow, audit_id).head.stages}
    assert days[AuditState.PLANNED] == date(2026, 4, 1)  # reached already
    assert days[AuditState.RETURNS] == date(2026, 6, 24)


def test_a_cancelled_audit_needs_a_reason_and_takes_nothing_more(harrow: Harrow) -> None:
    audit_id = planned(harrow)
    with pytest.raises(Refusal, match="no reason"):
        harrow.do(audits.cancel, audit_id, " ")
    harrow.do(audits.cancel, audit_id, "Covered by the joint inspection")
    with pytest.raises(Refusal, match="is cancelled"):
        harrow.do(audit_content.add_question, audit_id, "One more")
    harrow.do(audits.move_to, audit_id, AuditState.PLANNED)
    assert harrow.get(Audit, audit_id).state_reason == ""


def test_a_tool_of_the_library_is_copied_and_later_versions_alter_no_audit(
    harrow: Harrow,
) -> None:
    group = harrow.group()
    tool = harrow.do(lambda uow: audit_content.make_tool(uow, group, "Neglect tool", [("A", "s")]))
    audit_id = harrow.do(lambda uow: audits.plan_audit(uow, group, "Neglect").id)
    harrow.do(audit_content.choose_tool, audit_id, tool.id)
    newer = harrow.do(
        lambda uow: audit_content.make_tool(uow, group, "Neglect tool", [("A?", "s"), ("B", "")])
    )
    assert (newer.number, newer.earlier_id) == (2, tool.id)
    found = view(harrow, audit_id)
    assert [one.text for one in found.questions] == ["A"]
    assert found.head.tool == "Neglect tool, version 1"
    harrow.do(audit_content.add_question, audit_id, "C")
    kept = harrow.do(lambda uow: audit_content.keep_as_tool(uow, audit_id).id)
    with harrow.desk.read() as reader:
        shelf = views.tools(reader)
    assert [(one.number, one.latest) for one in shelf] == [(3, True), (2, False), (1, False)]
    assert harrow.get(AuditTool, kept).number == 3


def test_a_question_with_grades_stays_and_one_without_leaves_no_gap(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    first = view(harrow, audit_id).questions[0].id
    harrow.do(audit_content.remove_question, first)
    assert [one.code for one in view(harrow, audit_id).questions] == ["Q1", "Q2"]
    fill_two = {one.id: GOOD for one in view(harrow, audit_id).questions}
    case, agency = view(harrow, audit_id).cases[0].id, agencies(harrow)[0]
    harrow.do(audit_returns.take_return, audit_id, Returned(case, agency, fill_two))
    with pytest.raises(Refusal, match="has 1 grades already"):
        harrow.do(audit_content.remove_question, view(harrow, audit_id).questions[0].id)
    with pytest.raises(Refusal, match="has returns"):
        harrow.do(audit_content.remove_case, case)


def test_cases_are_code_numbers_and_added_once(harrow: Harrow) -> None:
    audit_id = planned(harrow)
    harrow.do(lambda uow: len(audit_content.add_cases(uow, audit_id, "N01-N03")))
    harrow.do(lambda uow: len(audit_content.add_cases(uow, audit_id, "n02 N04")))
    assert [one.code for one in view(harrow, audit_id).cases] == ["N01", "N02", "N03", "N04"]
    with pytest.raises(Refusal, match="no code number"):
        harrow.do(audit_content.add_cases, audit_id, "Jane Smith")
    assert len(harrow.all(AuditCase)) == 4


def test_agencies_are_expected_until_they_decline_with_a_reason_or_are_missing(
    harrow: Harrow,
) -> None:
    audit_id = ready(harrow)
    first, second, third = view(harrow, audit_id).agencies
    assert first.due_on == date(2026, 6, 10)
    assert view(harrow, audit_id).expected == 12
    with pytest.raises(Refusal, match="gives a reason"):
        harrow.do(audit_content.decline, first.id, "")
    harrow.do(audit_content.decline, first.id, "No case known")
    harrow.do(audit_content.mark_missing, second.id)
    assert view(harrow, audit_id).expected == 4
    harrow.do(audit_content.expect_again, second.id)
    case = view(harrow, audit_id).cases[0].id
    question = view(harrow, audit_id).questions[0].id
    came = Returned(case, third.agency_id, {question: GOOD})
    harrow.do(audit_returns.take_return, audit_id, came)
    for verb in (audit_content.mark_missing, audit_content.withdraw):
        with pytest.raises(Refusal, match="has sent returns"):
            harrow.do(verb, third.id)
    assert harrow.get(AuditAgency, third.id).part is Part.TOOK_PART


def test_the_same_return_changes_nothing_and_a_new_grade_is_an_update(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    case, agency = view(harrow, audit_id).cases[0].id, agencies(harrow)[0]
    one, two, _ = (question.id for question in view(harrow, audit_id).questions)
    came = Returned(case, agency, {one: GOOD, two: RI}, "Seen")
    taken = [harrow.do(audit_returns.take_return, audit_id, came) for _ in range(2)]
    assert taken == [Taken.CREATED, Taken.UNCHANGED]
    better = Returned(case, agency, {two: GOOD})
    assert harrow.do(audit_returns.take_return, audit_id, better) is Taken.UPDATED
    (held,) = harrow.all(AuditReturn)
    assert held.comment == "Seen"
    with pytest.raises(Refusal, match="Nothing is graded"):
        harrow.do(audit_returns.take_return, audit_id, Returned(case, agency))
    harrow.do(audit_returns.remove_return, held.id)
    assert harrow.all(AuditGrade) == []
    assert view(harrow, audit_id).agencies[0].part is Part.INVITED


def test_a_case_that_an_agency_does_not_know_is_no_missing_return(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    case, agency = view(harrow, audit_id).cases[0].id, agencies(harrow)[0]
    assert len(graded(harrow, audit_id).missing()) == 12
    harrow.do(audit_returns.take_return, audit_id, Returned(case, agency, not_known=True))
    assert len(graded(harrow, audit_id).missing()) == 11


def test_moderation_keeps_both_grades_and_asks_why_they_differ(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    first = grades_of(harrow, audit_id)[0].id
    with pytest.raises(Refusal, match="no reason is given"):
        harrow.do(audit_returns.moderate, first, Grade.INADEQUATE)
    harrow.do(audit_returns.moderate, first, Grade.INADEQUATE, "No plan on file")
    held = harrow.get(AuditGrade, first)
    assert (held.self_grade, held.moderated) == (GOOD, Grade.INADEQUATE)
    case, agency = held.return_id, held.question_id
    row = harrow.get(AuditReturn, case)
    with pytest.raises(Refusal, match="moderated already"):
        harrow.do(
            audit_returns.take_return,
            audit_id,
            Returned(row.case_id, row.agency_id, {agency: RI}),
        )
    assert len(graded(harrow, audit_id).unmoderated()) == 35
    assert harrow.do(audit_returns.confirm, audit_id) == 35
    found = graded(harrow, audit_id)
    assert (found.moderated, found.overall.pairs, found.overall.lowered) == (36, 36, 1)
    assert found.tallies[0].share.words == "11 of 12 (92%)"
    assert found.tallies[0].own.words == "12 of 12 (100%)"
    assert found.tallies[0].agreement.kappa == 0
    harrow.do(audit_returns.moderate, first, None)
    assert harrow.get(AuditGrade, first).reason == ""


def test_actions_of_a_plan_run_six_months_from_its_agreement(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    with pytest.raises(Refusal, match="no action yet"):
        harrow.do(audit_impact.agree_plan, audit_id)
    finding = agreed(harrow, audit_id)
    (first,) = harrow.all(Action)
    today = first.plan_agreed_on
    assert today is not None
    assert first.due_on == six_month_limit(today)
    assert (first.source_kind, first.source_id) == ("findings", finding)
    late = NewAction("Train schools", due_on=today + timedelta(days=300))
    with pytest.raises(Refusal, match="six months of this plan end"):
        harrow.do(audit_impact.raise_action, audit_id, ("findings", finding), late)
    harrow.do(audit_impact.raise_action, audit_id, ("findings", finding), late, "After the term")
    assert len(harrow.do(lambda uow: audits.plan_of(uow, audit_id))) == 2
    with pytest.raises(Refusal, match="still to come"):
        harrow.do(audit_impact.agree_plan, audit_id, today + timedelta(days=1))


def test_a_re_audit_asks_the_same_questions_and_gives_counts_with_intervals(
    harrow: Harrow,
) -> None:
    first = ready(harrow, "N01-N08", 4)
    fill(harrow, first, (GOOD, RI, GOOD))
    with pytest.raises(Refusal, match="no agreed action plan"):
        harrow.do(audit_impact.plan_re_audit, first)
    agreed(harrow, first)
    again = harrow.do(lambda uow: audit_impact.plan_re_audit(uow, first).id)
    invited = agencies(harrow, 4)
    harrow.do(lambda uow: len(audit_content.add_cases(uow, again, "R01-R08")))
    harrow.do(audit_content.invite, again, invited)
    fill(harrow, again, (GOOD, GOOD, RI))
    with harrow.desk.read() as reader:
        found = audit_grades.comparison(reader, again)
        assert audit_grades.comparison(reader, first) is None
    assert found is not None
    assert [one.says for one in found.questions] == ["no clear change", "better", "worse"]
    assert found.questions[1].before.words == "0 of 32 (0%)"
    assert found.questions[1].after.words == "32 of 32 (100%)"
    assert found.suggestion.verdict is Practice.PARTLY
    links = [(one.from_id, one.to_id) for one in harrow.all(Link)]
    assert links == [(first, again)]
    with pytest.raises(Refusal, match="needs its reasons"):
        harrow.do(audit_impact.give_verdict, again, Practice.PARTLY, Basis.RE_AUDIT, "")
    harrow.do(audit_impact.give_verdict, again, Practice.PARTLY, Basis.RE_AUDIT, "Risk is better")
    assert view(harrow, again).head.verdict is Practice.PARTLY
    assert harrow.desk.check().faults == ()


def test_the_same_cases_are_compared_each_with_itself(harrow: Harrow) -> None:
    first = ready(harrow, "N01-N08", 2)
    fill(harrow, first, (RI, RI, GOOD))
    agreed(harrow, first)
    again = harrow.do(lambda uow: audit_impact.plan_re_audit(uow, first, same_cases=True).id)
    assert [one.code for one in view(harrow, again).cases][:2] == ["N01", "N02"]
    fill(harrow, again, (GOOD, RI, GOOD))
    with harrow.desk.read() as reader:
        found = audit_grades.comparison(reader, again)
    assert found is not None
    assert found.paired
    assert found.questions[0].change is not None
    assert found.questions[0].change.difference == 1
    assert all(one.earlier_id for one in harrow.all(AuditQuestion, audit_id=again))


def test_the_programme_suggests_what_has_no_audit_and_says_why(harrow: Harrow) -> None:
    group = harrow.group()
    board = harrow.all(Board)[0].id
    priority = harrow.do(lambda uow: boards.add_priority(uow, board, 2026, "Exploitation").id)
    harrow.do(lambda uow: linking.add_finding(uow, group, "Missed visits", source=("reviews", "x")))

    def suggested() -> list[audit_programme.Called]:
        with harrow.desk.read() as reader:
            return audit_programme.suggestions(reader, group)

    assert [one.why for one in suggested()] == [Why.REVIEW, Why.PRIORITY]
    assert "without an audit" in suggested()[1].reason
    called = suggested()[1]
    harrow.do(
        lambda uow: (
            audits.plan_for(
                uow, group, called.title, called.why, ("priorities", priority), called.side
            ).id
        )
    )
    assert [one.why for one in suggested()] == [Why.REVIEW]


def test_a_re_audit_that_is_overdue_is_suggested_until_it_is_planned(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    agreed(harrow, audit_id)
    with harrow.desk.read() as reader:
        assert audit_programme.suggestions(reader) == []
        today = reader.today
    due = today - timedelta(days=3)
    seen = harrow.get(Audit, audit_id).re_audit_due_on
    harrow.do(audits.edit, audit_id, "re_audit_due_on", seen, due)
    with harrow.desk.read() as reader:
        (called,) = audit_programme.suggestions(reader)
    assert (called.why, called.late) == (Why.RE_AUDIT, True)
    harrow.do(lambda uow: audit_impact.plan_re_audit(uow, audit_id).id)
    with harrow.desk.read() as reader:
        assert audit_programme.suggestions(reader) == []


def test_an_audit_closes_with_a_verdict_and_its_actions_done(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    agreed(harrow, audit_id)
    harrow.do(audits.move_to, audit_id, AuditState.MONITORED)
    harrow.do(audit_impact.give_verdict, audit_id, Practice.CHANGED, Basis.INDICATOR, "Up")
    with pytest.raises(Refusal) as told:
        harrow.do(audits.move_to, audit_id, AuditState.CLOSED)
    assert "actions all completed" in told.value.todo
    (action,) = harrow.all(Action)
    harrow.do(actions.complete, action.id, "Seen by the board coordinator")
    harrow.do(audits.move_to, audit_id, AuditState.CLOSED)
    assert harrow.get(Audit, audit_id).state is AuditState.CLOSED
    assert audited.QUESTIONS[0][0] == view(harrow, audit_id).questions[0].text
