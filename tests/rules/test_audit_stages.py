"""The stages of an audit: what each asks for, and what is late."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules import audit_stages
from safeguard_desk.rules.audit_stages import STAGES, Held, following, passed, refuse_unready
from safeguard_desk.rules.terms_quality import AuditState

READY = Held(
    scope=True, questions=5, cases=20, agencies=8, returns=100, findings=3, plan_agreed=True,
    verdict=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("state", "stage", "held", "lacks"),
    [
        (AuditState.PLANNED, AuditState.SCOPED, Held(), "a scope, questions"),
        (AuditState.SCOPED, AuditState.CASES, Held(agencies=2), "cases"),
        (AuditState.PLANNED, AuditState.RETURNS, Held(scope=True), "questions, cases, agencies"),
        (AuditState.RETURNS, AuditState.MODERATION, Held(), "returns"),
        (AuditState.FINDINGS, AuditState.PLAN, Held(), "findings"),
        (AuditState.PLAN, AuditState.MONITORED, Held(), "the action plan was agreed"),
        (AuditState.IMPACT, AuditState.CLOSED, Held(verdict=True, actions_awaited=2), "actions"),
    ],
)
def test_a_stage_says_what_the_audit_still_needs(
    state: AuditState, stage: AuditState, held: Held, lacks: str
) -> None:
    with pytest.raises(Refusal) as told:
        refuse_unready(state, stage, held)
    assert lacks in told.value.todo


def test_an_audit_that_has_everything_walks_through_all_stages_in_order() -> None:
    state: AuditState | None = AuditState.PLANNED
    walked = []
    while state is not None:
        walked.append(state)
        onward = following(state)
        if onward is not None:
            refuse_unready(state, onward, READY)
        state = onward
    assert tuple(walked) == STAGES
    assert len(walked) == 10


@given(st.sampled_from(STAGES[:-1]), st.sampled_from(STAGES))
def test_going_back_is_always_open_and_needs_nothing(state: AuditState, stage: AuditState) -> None:
    if passed(stage, state):
        refuse_unready(state, stage, Held())
    else:
        refuse_unready(state, stage, READY)


@pytest.mark.parametrize("state", [AuditState.CLOSED, AuditState.CANCELLED])
def test_a_closed_or_cancelled_audit_stays_as_it_is(state: AuditState) -> None:
    assert following(state) is None
    with pytest.raises(Refusal):
        refuse_unready(state, AuditState.PLANNED, READY)


def test_the_usual_timetable_keeps_the_order_of_the_stages() -> None:
    days = [audit_stages.timetable(date(2026, 4, 1))[stage] for stage in STAGES]
    assert days == sorted(days)
    assert days[0] == date(2026, 4, 1)


def test_an_audit_is_late_when_its_next_stage_was_planned_for_a_day_that_is_past() -> None:
    planned = {AuditState.RETURNS: date(2026, 9, 1), AuditState.CASES: date(2026, 7, 1)}
    late = audit_stages.late_since(AuditState.CASES, planned, date(2026, 9, 2))
    assert late == date(2026, 9, 1)
    assert audit_stages.late_since(AuditState.CASES, planned, date(2026, 9, 1)) is None
    assert audit_stages.late_since(AuditState.RETURNS, planned, date(2026, 12, 1)) is None


def test_practice_is_looked_at_again_a_year_after_the_plan_to_the_last_day_of_the_month() -> None:
    assert audit_stages.usual_re_audit(date(2028, 2, 29)) == date(2029, 2, 28)
