"""What audits have due: on agendas, at Home, and what the scorecard calls for."""

from datetime import date, timedelta

from tests.fixtures.audited import agreed, fill, ready
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Audit, AuditAgency, AuditCase, Link
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms_quality import AuditState, Direction, Frequency, Unit, Why
from safeguard_desk.views import audit_picture, audit_programme, building
from safeguard_desk.views.today import today
from safeguard_desk.work import audit_impact, audit_returns, audits, scorecard
from safeguard_desk.work import building as verbs
from safeguard_desk.work.audit_returns import Returned
from safeguard_desk.work.scorecard import Entry, NewIndicator

MEETING = date(2026, 12, 15)


def lines(harrow: Harrow, meeting_id: str) -> list[str]:
    with harrow.desk.read() as reader:
        found = building.proposals(reader, meeting_id)
    return [one.line for one in found if one.under == "audits"]


def home(harrow: Harrow) -> list[tuple[str, str, bool]]:
    with harrow.desk.read() as reader:
        found = [section for section in today(reader) if section.title == "Audits"]
    return [(one.words, one.detail, one.late) for one in (found[0].lines if found else ())]


def test_returns_that_are_late_are_on_the_next_agenda_and_at_home(harrow: Harrow) -> None:
    meeting = harrow.plan(MEETING)
    audit_id = ready(harrow)
    harrow.do(audits.move_to, audit_id, AuditState.RETURNS)
    due = harrow.all(AuditAgency)[0].due_on
    assert due == date(2026, 6, 10)
    (line,) = lines(harrow, meeting)
    assert line.startswith("QA-A-0001 returns: 12 missing since 10 Jun 2026, of ")
    ((words, _, late),) = home(harrow)
    assert words == "QA-A-0001 Neglect: returns missing"
    assert late
    fill(harrow, audit_id)
    assert lines(harrow, meeting) == []
    assert home(harrow) == []


def test_a_line_that_was_taken_is_not_proposed_again_when_fewer_are_missing(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan(MEETING)
    audit_id = ready(harrow)
    harrow.do(audits.move_to, audit_id, AuditState.RETURNS)
    with harrow.desk.read() as reader:
        chosen = [one.id for one in building.proposals(reader, meeting) if one.under == "audits"]
    assert harrow.do(lambda uow: verbs.build_agenda(uow, meeting, chosen).lines) == 1
    case, agency = harrow.all(AuditCase)[0], harrow.all(AuditAgency)[0]
    came = Returned(case.id, agency.agency_id, not_known=True)
    harrow.do(audit_returns.take_return, audit_id, came)
    assert lines(harrow, meeting) == []
    assert home(harrow)[0][1].startswith("11 missing since ")


def test_a_plan_to_agree_a_re_audit_due_and_six_months_past_are_the_groups_business(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan(MEETING)
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    harrow.do(audits.move_to, audit_id, AuditState.MODERATION)
    assert lines(harrow, meeting) == [
        "QA-A-0001 due: findings to hear, planned for 22 Jul 2026 (Neglect)"
    ]
    agreed(harrow, audit_id)
    harrow.do(audits.move_to, audit_id, AuditState.MONITORED)

    def long_ago(uow: UnitOfWork) -> None:

        audit = uow.get(Audit, audit_id)
        audit.plan_agreed_on, audit.re_audit_due_on = date(2026, 3, 2), date(2026, 12, 1)

    harrow.do(long_ago)
    assert "QA-A-0001 re-audit: due 1 Dec 2026 (Neglect)" in lines(harrow, meeting)
    assert "QA-A-0001 six months: ended 2 Sep 2026 (Neglect)" in lines(harrow, meeting)


def test_an_indicator_off_target_calls_for_an_audit_and_can_be_its_evidence(
    harrow: Harrow,
) -> None:
    group = harrow.group()

    def measure(uow: UnitOfWork) -> str:

        new = NewIndicator("Re-referrals", unit=Unit.PERCENT, direction=Direction.DOWN)
        made = scorecard.add_indicator(uow, group, new)
        scorecard.set_target(uow, made.id, 20.0, valid_from=date(2025, 4, 1))
        last = Period.of(date(2026, 9, 30), Frequency.QUARTER)
        for back, words in enumerate(("24%", "23%", "22%")):
            scorecard.type_in(uow, Entry(made.id, last.moved(-back), words))
        return made.id

    indicator = harrow.do(measure)
    with harrow.desk.read() as reader:
        (called,) = audit_programme.suggestions(reader, group)
    assert (called.why, called.kind) == (Why.DATA, "indicators")
    assert "QA-I-0001 on the scorecard: " in called.reason
    made = harrow.do(
        lambda uow: (
            audits.plan_for(
                uow, group, called.title, called.why, ("indicators", indicator), called.side
            ).id
        )
    )
    with harrow.desk.read() as reader:
        assert audit_programme.suggestions(reader, group) == []
    for _ in range(2):
        harrow.do(lambda uow: audit_impact.measure_by(uow, made, indicator).id)
    assert len(harrow.all(Link, from_id=made)) == 1
    with harrow.desk.read() as reader:
        (found,) = audit_picture.picture(reader, made).measures
    assert [value for _, _, value in found.points] == [22.0, 23.0, 24.0]
    plan = found.points[1][1] - timedelta(days=1)
    assert found.side_of(plan) == ([22.0], [23.0, 24.0])
    assert found.target == 20.0
