"""A finding of a case review followed to a changed indicator, and told to each board."""

from datetime import date

import pytest
from tests.fixtures.harrow import MEETING, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.numbers import compare
from safeguard_desk.exchange import issuing
from safeguard_desk.models import Board, Group, Indicator, Meeting
from safeguard_desk.papers import reporting
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.reorganising import Founded, Plan
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_quality import Basis, Direction, Practice, Unit
from safeguard_desk.rules.terms_thread import LinkKind, Response
from safeguard_desk.views import reports as report_views
from safeguard_desk.views.annual import evidence as annual
from safeguard_desk.views.thread import thread
from safeguard_desk.work import (
    actions,
    audit_impact,
    audits,
    evidence,
    linking,
    planning,
    reports,
    reviews,
    scorecard,
)
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.reorganising import reorganise

FINDING = "Health and housing did not tell each other of missed visits"
TOLD = "Visits that are missed twice are passed on"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def followed(harrow: Harrow) -> tuple[str, str]:
    """Follow a finding to an audit with a verdict; return the ids of the finding and the audit."""
    cr, qa = harrow.group("CR"), harrow.group()
    case = harrow.do(lambda uow: reviews.refer(uow, cr, "An adult was harmed", side=Side.ADULTS).id)
    finding = harrow.do(
        lambda uow: linking.add_finding(uow, cr, FINDING, source=("reviews", case)).id
    )
    icb = harrow.agencies["NHS NWL ICB"]
    asked = harrow.do(lambda uow: linking.recommend(uow, finding, TOLD, agency_id=icb).id)
    harrow.do(linking.respond, asked, Response.ACCEPTED)
    new = NewAction(TOLD, owners=(harrow.people["DN"],), due_on=date(2027, 1, 29))
    action = harrow.do(lambda uow: linking.raise_action_on(uow, ("recommendations", asked), new).id)
    meeting = harrow.plan(MEETING)
    harrow.do(actions.complete, action, "The protocol of 3 November")
    harrow.do(lambda uow: planning.be_held(uow, uow.get(Meeting, meeting)))
    harrow.do(actions.close, action, meeting)
    audit = harrow.do(lambda uow: audits.plan_audit(uow, qa, "Missed visits").id)
    harrow.do(
        lambda uow: (
            linking.link(uow, ("actions", action), ("audits", audit), LinkKind.CHECKED_BY).id
        )
    )
    wanted = scorecard.NewIndicator(
        "Missed visits passed on", unit=Unit.PERCENT, direction=Direction.UP
    )
    indicator = harrow.do(lambda uow: scorecard.add_indicator(uow, qa, wanted).id)
    for period, value in (("2026-Q1", "41"), ("2026-Q2", "44"), ("2026-Q3", "83")):
        entry = scorecard.Entry(indicator, Period.parse(period), value)
        harrow.do(scorecard.type_in, entry)
    harrow.do(lambda uow: audit_impact.measure_by(uow, audit, indicator).id)
    words = "Four in five are passed on, and were two in five"
    harrow.do(audit_impact.give_verdict, audit, Practice.CHANGED, Basis.INDICATOR, words)
    harrow.do(evidence.judge, action, "Passed on in 83 per cent", by="Head of Safeguarding Adults")
    return finding, audit


def report(harrow: Harrow, board: str) -> str:
    found = harrow.all(Board, code=board)[0].id
    with harrow.desk.read() as reader:
        wanted = reporting.proposed(reader, "board-report", "2026-Q3", board_id=found)
    return harrow.do(lambda uow: reports.begin(uow, **wanted).id)


def test_a_finding_of_a_review_is_followed_to_a_changed_indicator_and_told_to_each_board(
    harrow: Harrow,
) -> None:
    finding, audit = followed(harrow)
    with harrow.desk.read() as reader:
        shown = thread(reader, "findings", finding)
    kinds = {node.key[0] for node in shown.nodes}
    assert {"reviews", "findings", "recommendations", "actions", "audits", "indicators"} <= kinds
    assert any("changed" in node.state.lower() for node in shown.nodes)
    for board in ("HSCB", "HSAB"):
        made = report(harrow, board)
        harrow.do(reports.say, made, "Audits and their impact", "This began with one adult's case.")
        issuing.issue(harrow.desk, made)
        with harrow.desk.read() as reader:
            head = report_views.head(reader, made)
            lines = reporting.figures(reader, head)
            _, pdf = report_views.kept(reader, made, "pdf")
        said = {line.value for line in lines}
        assert any("Practice has changed" in words for words in said)
        assert "This began with one adult's case." in said
        assert pdf.startswith(b"%PDF")
        assert not any("An adult was harmed" in words for words in said)
    harrow.do(audit_impact.give_verdict, audit, Practice.PARTLY, Basis.INDICATOR, "One agency fell")
    later = report(harrow, "HSAB")
    issued = _issued(harrow, "HSAB")
    with harrow.desk.read() as reader:
        now = reporting.figures(reader, report_views.head(reader, later))
        before = reporting.thawed(report_views.frozen(reader, issued))
    changed = compare(before, now)
    assert any("partly changed" in (one.after or "") for one in changed)
    assert any("Practice has changed" in (one.before or "") for one in changed)


def _issued(harrow: Harrow, board: str) -> str:
    with harrow.desk.read() as reader:
        return next(
            one.id for one in report_views.listed(reader) if one.board == board and one.issued_on
        )


def test_the_same_thread_is_evidence_of_the_annual_reports_and_outlives_a_reorganisation(
    harrow: Harrow,
) -> None:
    finding, audit = followed(harrow)
    new = Founded("PQ", "Practice and Quality", GroupKind.QUALITY)
    harrow.do(reorganise, Plan(date(2027, 1, 1), founds=(new,), ends={"QA": "PQ"}))
    board = harrow.all(Board, code="HSCB")[0].id
    with harrow.desk.read() as reader:
        shown = thread(reader, "findings", finding)
        hscb = annual(reader, board, 2026)
    assert ("audits", audit) in {node.key for node in shown.nodes}
    effective = next(one for one in hscb.evidence if one.requirement.code == "effective")
    assert any("Missed visits: practice has changed" in one.text for one in effective.statements)
    moved = harrow.all(Indicator)[0]
    assert harrow.get(Group, moved.group_id).code == "PQ"
    harrow.desk.undo()
    assert harrow.get(Group, harrow.all(Indicator)[0].group_id).code == "QA"
    assert harrow.desk.check().faults == ()
