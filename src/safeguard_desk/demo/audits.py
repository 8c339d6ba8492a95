"""The demonstration's audits: one closed after its re-audit, one under way, one planned."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action, AuditGrade, AuditReturn, AuditTool, Indicator, Priority
from safeguard_desk.rules.grades import SCALE
from safeguard_desk.rules.terms import ActionStatus, Side
from safeguard_desk.rules.terms_quality import AuditState, Basis, Grade, Practice, Why
from safeguard_desk.rules.terms_thread import FindingKind, Response
from safeguard_desk.work import (
    actions,
    audit_content,
    audit_impact,
    audit_returns,
    audits,
    linking,
)
from safeguard_desk.work.actions import NewAction

NEGLECT = (
    ("Voice of the child or adult", "Wishes are recorded in their own words at each contact"),
    ("Risk assessed and reviewed", "The neglect tool is used, and used again within six months"),
    ("Information shared in time", "What others need to know reaches them within a working day"),
    ("Plan is multi-agency", "Each agency's part, with dates, stands in one plan"),
    ("Management oversight", "Supervision is recorded and asks about drift each quarter"),
)
SELF_NEGLECT = (
    ("Capacity tested", "Executive capacity is tested by what happens, and recorded"),
    ("Fire risk", "A home fire safety visit is offered and the answer recorded"),
    ("One lead agency", "One agency leads and the others know which"),
    ("Relationship and pace", "The same person visits, and the plan allows the time it takes"),
)
_INVITED = ("HCS", "HAS", "ICB", "CNWL", "LNWUH", "Police", "Housing", "Secondary")
_SELF = ("HAS", "Housing", "LFB", "CNWL", "GPs", "Age UK")
_FOUND = (
    (
        FindingKind.IMPROVEMENT,
        "Neglect tools are filled in once and not again: risk is assessed and not reviewed",
        "Q2: fewer than half of the cases graded good or better",
        "Review every neglect tool within six months, with a date in the plan",
        ("Put a review date for the neglect tool into every plan", "PW"),
    ),
    (
        FindingKind.IMPROVEMENT,
        "Supervision records the visit and does not ask about drift",
        "Q5: moderation lowered more grades here than anywhere else",
        "Use one supervision template with a question on drift",
        ("Introduce the supervision template with its question on drift", "DN"),
    ),
    (
        FindingKind.STRENGTH,
        "Schools and school nursing write down what the child said, in the child's words",
        "Q1: most cases good or better",
        "",
        ("", ""),
    ),
)


class _Odds(NamedTuple):
    """How often of twelve each question is outstanding, good, requiring improvement, inadequate."""

    outstanding: int
    good: int
    improve: int
    inadequate: int


_BEFORE = (
    *(_Odds(2, 6, 3, 1), _Odds(0, 4, 6, 2), _Odds(1, 6, 4, 1), _Odds(1, 6, 4, 1)),
    _Odds(0, 5, 5, 2),
)
_AFTER = (
    *(_Odds(2, 7, 2, 1), _Odds(1, 8, 2, 1), _Odds(1, 6, 4, 1), _Odds(2, 6, 3, 1)),
    _Odds(1, 8, 2, 1),
)
_NOW = (_Odds(1, 4, 5, 2), _Odds(1, 4, 4, 3), _Odds(1, 6, 4, 1), _Odds(2, 6, 3, 1))


def audit(stage: Stage) -> None:
    """Plan and carry out the audits; they leave the clock at today."""
    chance = random.Random("audits")  # noqa: S311 - chosen, not secret
    first = _at(stage, 430, "Plan the neglect audit", lambda uow: _plan_neglect(uow, stage))
    _send_out(stage, first, 410, 375)
    _at(stage, 330, "Returns of the neglect audit", lambda uow: _fill(uow, first, _BEFORE, chance))
    _at(stage, 300, "Moderate the neglect audit", lambda uow: _moderate(uow, first, chance))
    _at(stage, 270, "Findings of the neglect audit", lambda uow: _find(uow, first, stage))
    _at(stage, 250, "Agree the plan", lambda uow: audit_impact.agree_plan(uow, first))
    _at(stage, 249, "Monitor", lambda uow: audits.move_to(uow, first, AuditState.MONITORED))
    _at(stage, 120, "Actions done", lambda uow: _complete(uow, first))
    again = _at(stage, 110, "Plan the re-audit", lambda uow: _repeat(uow, first))
    _send_out(stage, again, 100, 85)
    _at(stage, 60, "Returns of the re-audit", lambda uow: _fill(uow, again, _AFTER, chance))
    _at(stage, 50, "Moderate the re-audit", lambda uow: _moderate(uow, again, chance))
    _at(stage, 30, "Judge the re-audit", lambda uow: _judge(uow, first, again))
    now = _at(stage, 95, "Plan the audit of self-neglect", lambda uow: _plan_self(uow, stage))
    _send_out(stage, now, 80, 50)
    _at(stage, 12, "Returns on self-neglect", lambda uow: _some(uow, now, chance))
    _at(stage, 5, "Plan the next audit", lambda uow: _plan_next(uow, stage))
    stage.clock.set(stage.today)


def take_evidence(stage: Stage) -> None:
    """Take an indicator of the scorecard as evidence of what the neglect audit has changed."""
    stage.do("Take an indicator as evidence", _measure)


def _measure(uow: UnitOfWork) -> None:
    indicator = uow.find(select(Indicator).where(Indicator.title.startswith("Re-referrals")))
    if indicator is not None:
        audit_impact.measure_by(uow, audits.find(uow, "QA-A-0001").id, indicator.id)


def _at(stage: Stage, days: int, title: str, work: Callable[[UnitOfWork], object]) -> str:
    stage.clock.set(stage.today - timedelta(days=days))
    return str(stage.do(title, work))


def _send_out(stage: Stage, audit_id: str, chosen: int, sent: int) -> None:
    """Let the cases be selected and the forms go out, so many days ago."""
    for days, state in ((chosen, AuditState.CASES), (sent, AuditState.RETURNS)):
        verb = partial(audits.move_to, audit_id=audit_id, stage=state)
        _at(stage, days, f"Move the audit to {state.label.lower()}", verb)


def _plan_neglect(uow: UnitOfWork, stage: Stage) -> str:
    group = stage.groups["QA"]
    tool = audit_content.make_tool(
        *(uow, group, "Neglect tool", NEGLECT),
        purpose="Neglect of children and self-neglect of adults, in open cases",
    )
    made = audits.plan_audit(uow, group, "Neglect", cases=12, lead_id=stage.people["DN"])
    made.scope = "Cases open for six months or longer where neglect is the main concern."
    uow.flush()
    audits.add_reason(uow, made.id, Why.NATIONAL, "Child safeguarding practice review on neglect")
    priority = _priority(uow, "Neglect")
    if priority is not None:
        audits.add_reason(uow, made.id, Why.PRIORITY, record=("priorities", priority.id))
    audit_content.choose_tool(uow, made.id, tool.id)
    audit_content.add_cases(uow, made.id, "C01-C12")
    audit_content.invite(uow, made.id, [stage.agencies[short] for short in _INVITED])
    uow.flush()
    probation = audit_content.invite(uow, made.id, [stage.agencies["Probation"]])
    uow.flush()
    if probation:
        _missing(uow, made.id, stage.agencies["Probation"])
    audits.move_to(uow, made.id, AuditState.SCOPED)
    return made.id


def _missing(uow: UnitOfWork, audit_id: str, agency_id: str) -> None:
    for row in audit_content.agencies(uow, audit_id):
        if row.agency_id == agency_id:
            audit_content.mark_missing(uow, row.id)


def _grade(odds: _Odds, chance: random.Random) -> Grade:
    if chance.random() < 0.06:
        return Grade.NOT_APPLICABLE
    return chance.choices(SCALE, odds)[0]


def _fill(
    uow: UnitOfWork,
    audit_id: str,
    odds: tuple[_Odds, ...],
    chance: random.Random,
    share: float = 1.0,
) -> None:
    book = audit_returns.Book(uow, audit_id)
    asked = audit_content.questions(uow, audit_id)
    expected = [one for one in audit_content.agencies(uow, audit_id) if one.part.value == "invited"]
    for agency in expected:
        for case in audit_content.cases(uow, audit_id):
            if chance.random() > share:
                continue
            given = {
                question.id: _grade(odds[place], chance) for place, question in enumerate(asked)
            }
            words = chance.choice(("", "", "Chronology missing", "Wishes recorded well"))
            came = audit_returns.Returned(case.id, agency.agency_id, given, words)
            book.take(came)


def _moderate(uow: UnitOfWork, audit_id: str, chance: random.Random) -> None:
    held = select(AuditGrade).join(AuditReturn, AuditReturn.id == AuditGrade.return_id)
    for grade in uow.all(held.where(AuditReturn.audit_id == audit_id).order_by(AuditGrade.id)):
        lower = grade.self_grade in SCALE[:3] and chance.random() < 0.14
        if lower:
            moderated = SCALE[SCALE.index(grade.self_grade) + 1]
            audit_returns.moderate(uow, grade.id, moderated, "Not seen in the record")
    audit_returns.confirm(uow, audit_id)
    audits.move_to(uow, audit_id, AuditState.MODERATION)


def _find(uow: UnitOfWork, audit_id: str, stage: Stage) -> None:
    group = stage.groups["QA"]
    for kind, text, evidence, recommended, (action, owner) in _FOUND:
        found = linking.add_finding(
            *(uow, group, text), kind=kind, source=("audits", audit_id), evidence=evidence
        )
        if not recommended:
            continue
        made = linking.recommend(uow, found.id, recommended)
        linking.respond(uow, made.id, Response.ACCEPTED)
        new = NewAction(action, owners=(stage.people[owner],))
        audit_impact.raise_action(uow, audit_id, ("recommendations", made.id), new)
    audits.move_to(uow, audit_id, AuditState.PLAN)


def _complete(uow: UnitOfWork, audit_id: str) -> None:
    for action in audits.plan_of(uow, audit_id):
        if action.status is ActionStatus.OPEN:
            shown = "Seen in ten plans by the board coordinator"
            actions.complete(uow, action.id, shown)


def _repeat(uow: UnitOfWork, first: str) -> str:
    again = audit_impact.plan_re_audit(uow, first)
    audit_content.add_cases(uow, again.id, "D01-D12")
    invited = [row.agency_id for row in audit_content.agencies(uow, again.id)]
    audit_content.invite(uow, again.id, invited)
    uow.flush()
    audits.move_to(uow, again.id, AuditState.SCOPED)
    return again.id


def _judge(uow: UnitOfWork, first: str, again: str) -> None:
    said = "Risk is reviewed and supervision asks about drift; sharing in time has not moved."
    for audit_id in (first, again):
        audit_impact.give_verdict(uow, audit_id, Practice.PARTLY, Basis.RE_AUDIT, said)
    held = uow.get(Action, audits.plan_of(uow, first)[0].id)
    linking.add_finding(
        *(uow, held.group_id, "Information still takes more than a day to reach schools"),
        source=("audits", again),
        evidence="Q3: no clear change between audit and re-audit",
    )
    uow.flush()
    audits.move_to(uow, first, AuditState.CLOSED)
    audits.move_to(uow, again, AuditState.FINDINGS)


def _plan_self(uow: UnitOfWork, stage: Stage) -> str:
    group = stage.groups["QA"]
    tool = audit_content.make_tool(uow, group, "Self-neglect tool", SELF_NEGLECT, side=Side.ADULTS)
    made = audits.plan_audit(
        *(uow, group, "Self-neglect and hoarding"),
        side=Side.ADULTS,
        cases=20,
        lead_id=stage.people["HS"],
    )
    made.scope = "Cases closed in the last year in which the adult lived alone."
    uow.flush()
    audits.add_reason(uow, made.id, Why.REVIEW, "Themes of the safeguarding adults review")
    priority = _priority(uow, "Self-neglect and hoarding")
    if priority is not None:
        audits.add_reason(uow, made.id, Why.PRIORITY, record=("priorities", priority.id))
    audit_content.choose_tool(uow, made.id, uow.get(AuditTool, tool.id).id)
    audit_content.add_cases(uow, made.id, "S01-S20")
    audit_content.invite(uow, made.id, [stage.agencies[short] for short in _SELF])
    uow.flush()
    audits.move_to(uow, made.id, AuditState.SCOPED)
    return made.id


def _priority(uow: UnitOfWork, title: str) -> Priority | None:
    """Return a priority of the latest year that has one of this title."""
    wanted = select(Priority).where(Priority.title == title)
    return uow.find(wanted.order_by(Priority.year.desc()))


def _some(uow: UnitOfWork, audit_id: str, chance: random.Random) -> None:
    """Let four of the six agencies answer, and one of those not for every case."""
    rows = audit_content.agencies(uow, audit_id)
    audit_content.decline(uow, rows[-1].id, "The service knows none of the adults")
    audit_content.mark_missing(uow, rows[-2].id)
    uow.flush()
    _fill(uow, audit_id, _NOW, chance, 0.85)
    uow.flush()
    audit_content.expect_again(uow, rows[-2].id)


def _plan_next(uow: UnitOfWork, stage: Stage) -> str:
    priority = _priority(uow, "Harm outside the home")
    start = stage.today + timedelta(days=40)
    made = audits.plan_audit(uow, stage.groups["QA"], "Exploitation outside the home", start=start)
    made.side = Side.CHILDREN
    if priority is not None:
        audits.add_reason(uow, made.id, Why.PRIORITY, record=("priorities", priority.id))
    return made.id
