"""The stages of an audit: their order, usual timetable, and what each must have (DOMAIN 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.rules.working_days import add_months

STAGES = tuple(state for state in AuditState if state is not AuditState.CANCELLED)
"""The stages in their order."""
USUAL_WEEKS = {
    AuditState.PLANNED: 0,
    AuditState.SCOPED: 3,
    AuditState.CASES: 5,
    AuditState.RETURNS: 10,
    AuditState.MODERATION: 13,
    AuditState.FINDINGS: 16,
    AuditState.PLAN: 19,
    AuditState.MONITORED: 32,
    AuditState.IMPACT: 45,
    AuditState.CLOSED: 47,
}
"""Weeks after the beginning by which a stage is usually reached; local, a first proposal only."""
RE_AUDIT_MONTHS = 12
"""Months after the plan was agreed by which practice is looked at again, if nothing else is said:
six for the actions, and as long for them to be felt."""


@dataclass(frozen=True)
class Held:
    """What an audit holds, as far as its stages ask for it."""

    scope: bool = False
    questions: int = 0
    cases: int = 0
    agencies: int = 0
    returns: int = 0
    findings: int = 0
    plan_agreed: bool = False
    actions_awaited: int = 0
    verdict: bool = False


def timetable(start: date) -> dict[AuditState, date]:
    """Return the usual day of each stage of an audit that begins on a day."""
    return {stage: start + timedelta(weeks=weeks) for stage, weeks in USUAL_WEEKS.items()}


def following(state: AuditState) -> AuditState | None:
    """Return the stage after one; None after the last, and for a cancelled audit."""
    if not state.is_open:
        return None
    return STAGES[STAGES.index(state) + 1]


def passed(stage: AuditState, state: AuditState) -> bool:
    """Tell whether an audit in a state has reached a stage."""
    return state in STAGES and STAGES.index(stage) <= STAGES.index(state)


def late_since(
    state: AuditState, planned: Mapping[AuditState, date | None], today: date
) -> date | None:
    """Return the planned day of the next stage where it is past; None where all is in time."""
    to_come = following(state)
    due = planned.get(to_come) if to_come else None
    return due if due is not None and due < today else None


def wanting(stage: AuditState, held: Held) -> tuple[str, ...]:
    """Return what an audit lacks for a stage, in words; nothing where it can be reached."""
    needs: dict[AuditState, tuple[tuple[bool, str], ...]] = {
        AuditState.SCOPED: ((held.scope, "a scope"), (held.questions > 0, "questions")),
        AuditState.CASES: ((held.cases > 0, "cases"), (held.agencies > 0, "agencies invited")),
        AuditState.RETURNS: (
            (held.questions > 0, "questions"),
            (held.cases > 0, "cases"),
            (held.agencies > 0, "agencies invited"),
        ),
        AuditState.MODERATION: ((held.returns > 0, "returns"),),
        AuditState.FINDINGS: ((held.returns > 0, "returns"),),
        AuditState.PLAN: ((held.findings > 0, "findings"),),
        AuditState.MONITORED: ((held.plan_agreed, "a day on which the action plan was agreed"),),
        AuditState.IMPACT: ((held.verdict, "a verdict on practice"),),
        AuditState.CLOSED: (
            (held.verdict, "a verdict on practice"),
            (held.actions_awaited == 0, "actions all completed"),
        ),
    }
    return tuple(words for there, words in needs.get(stage, ()) if not there)


def refuse_unready(state: AuditState, stage: AuditState, held: Held) -> None:
    """Refuse a move that goes over a stage, or to one that the audit has not what it takes for.

    An audit may go back to any earlier stage: what it holds stays.
    """
    if not state.is_open:
        raise Refusal(
            f"This audit is {state.label.lower()}.",
            "Its stage stays as it is.",
            "Undo that step first, or plan a new audit.",
        )
    if passed(stage, state):
        return
    lacking = [
        words
        for between in STAGES[STAGES.index(state) + 1 : STAGES.index(stage) + 1]
        for words in wanting(between, held)
    ]
    if lacking:
        # Each thing once, in the order in which it is asked for.
        raise Refusal(
            f"“{stage.label}” cannot be reached yet.",
            f"The audit stays at “{state.label}”.",
            f"It still needs: {', '.join(dict.fromkeys(lacking))}.",
        )


def usual_re_audit(agreed: date) -> date:
    """Return the day by which practice is looked at again after a plan was agreed."""
    return add_months(agreed, RE_AUDIT_MONTHS)
