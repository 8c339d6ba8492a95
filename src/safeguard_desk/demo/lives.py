"""What becomes of the demonstration's actions between meetings: updates, slips, completions."""

from datetime import date, timedelta

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.work import actions, evidence

UPDATES = (
    "First draft shared with partners for comment.",
    "Meeting held with two agencies; a third joins next week.",
    "Data requested; the analyst expects it within ten working days.",
    "Agreed in principle by the service's management team.",
    "Awaiting sign-off by the head of service.",
)
EVIDENCE = (
    "Document published and sent to all members.",
    "Report presented to the group, with counts.",
    "Letter sent and answered; the answer is filed.",
    "Training delivered; attendance list held by the business unit.",
    "Form changed in the case system; screenshot supplied.",
)
IMPACT = (
    "Dip sample of ten cases shows the change in eight.",
    "Referrals with the new prompt rose from 3 to 11 in a quarter.",
    "Practitioners describe the change in supervision notes.",
)
REASONS = (
    "The agency lead was away; cover is in place now.",
    "Waiting for the regional template.",
    "The case system is updated once a quarter.",
    "Depends on the outcome of the audit.",
)


def go_on(stage: Stage, code: str, until: date) -> None:
    """Let a group's actions go on up to the day before a meeting."""
    stage.clock.set(until - timedelta(days=2))
    stage.do("Chase actions", lambda uow: _chase(uow, stage, stage.groups[code]))


def until_today(stage: Stage) -> None:
    """Let all actions go on up to today, and leave a few in the rarer states."""
    stage.clock.set(stage.today - timedelta(days=1))
    for group_id in stage.groups.values():
        stage.do("Chase actions", lambda uow, group_id=group_id: _chase(uow, stage, group_id))  # type: ignore[misc]
    stage.do("Review the tracker", lambda uow: _rarer_states(uow, stage))


def _chase(uow: UnitOfWork, stage: Stage, group_id: str) -> None:
    chance = stage.chance
    awaited = tuple(status for status in ActionStatus if status.is_awaited)
    statement = select(Action).where(Action.group_id == group_id, Action.status.in_(awaited))
    for action in uow.all(statement.order_by(Action.ref)):
        if action.due_on is None or action.raised_on >= uow.today:
            continue
        draw = chance.random()
        if action.due_on <= uow.today + timedelta(days=10) and draw < 0.5:
            actions.complete(uow, action.id, chance.choice(EVIDENCE))
            if draw < 0.2:
                evidence.judge(uow, action.id, chance.choice(IMPACT), by="QA co-chairs")
        elif action.due_on <= uow.today and draw < 0.72:
            later = add_working_days(uow.today, chance.choice((15, 25, 40)))
            actions.move_due(uow, action.id, later, chance.choice(REASONS))
        elif draw > 0.7:
            actions.update(uow, action.id, chance.choice(UPDATES))


def _rarer_states(uow: UnitOfWork, stage: Stage) -> None:
    """On hold, cancelled, proposed and reopened: a few of each, as every tracker has."""
    opened = select(Action).where(Action.status == ActionStatus.OPEN).order_by(Action.ref)
    found = list(uow.all(opened))
    stage.chance.shuffle(found)
    for action in found[:4]:
        actions.hold(uow, action.id, "Criminal proceedings; looked at again after the trial.")
    for action in found[4:8]:
        actions.cancel(uow, action.id, "Overtaken by the regional procedure.")
    closed = select(Action).where(Action.status == ActionStatus.CLOSED).order_by(Action.ref)
    for action in stage.chance.sample(list(uow.all(closed)), 3):
        actions.reopen(uow, action.id, "The dip sample found the old form still in use.")
    for code, title in (
        ("QA", "Invite the ambulance service to the next audit panel"),
        ("LD", "Offer the neglect course to volunteers of faith groups"),
        ("CR", "Ask neighbouring boroughs for their review tools"),
    ):
        proposed = actions.NewAction(title, status=ActionStatus.PROPOSED)
        actions.raise_action(uow, stage.groups[code], proposed, raised_at="Business unit")
