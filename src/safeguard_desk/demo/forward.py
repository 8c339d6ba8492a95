"""The demonstration's forward plan: what each group means to speak of, and when."""

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import ItemKind, MeetingState, Purpose
from safeguard_desk.work import matters

PLANNED = {
    "QA": (
        ("Re-audit of neglect: scope and questions", "BM", Purpose.DECISION, 20, 0),
        ("Making Safeguarding Personal: what people say", "HS", Purpose.DISCUSSION, 15, 0),
        ("Inspection of probation: what it asks of partners", "PB", Purpose.ASSURANCE, 10, 1),
        ("Annual report: evidence from the group", "BM", Purpose.DECISION, 15, 1),
        ("Section 11 audit: next round", "BM", Purpose.DECISION, 15, None),
    ),
    "LD": (
        ("Professional curiosity: a course for both sides", "BM", Purpose.DECISION, 15, 0),
        ("Learning from the thematic review of exploitation", "BM", Purpose.DISCUSSION, 20, 1),
        ("Trainers' pool: hours given by agency", "BM", Purpose.ASSURANCE, 10, None),
    ),
    "CR": (
        ("Review tools: what each took and cost", "BM", Purpose.DISCUSSION, 15, 0),
        ("Near misses: a lighter route", "BM", Purpose.DECISION, 15, 1),
    ),
}
"""Title, owner, purpose, minutes, and which of the coming meetings; None: no date yet."""
PARKED = {
    "QA": "Data on children educated at home",
    "LD": "Joint conference with neighbouring boroughs",
}


def plan(stage: Stage) -> None:
    """Fill the groups' forward plans for the meetings to come."""
    for code in PLANNED:
        stage.do(f"Fill the forward plan of {code}", lambda uow, code=code: _plan(uow, stage, code))  # type: ignore[misc]


def _plan(uow: UnitOfWork, stage: Stage, code: str) -> None:
    group = stage.groups[code]
    coming = uow.all(
        select(Meeting)
        .where(
            Meeting.group_id == group,
            Meeting.held_on >= stage.today,
            Meeting.state != MeetingState.CANCELLED,
        )
        .order_by(Meeting.held_on)
    )
    for number, (title, owner, purpose, minutes, ahead) in enumerate(PLANNED[code]):
        aimed = coming[ahead].id if ahead is not None and ahead < len(coming) else None
        matters.plan(
            *(uow, group, title),
            meeting_id=aimed,
            owner_id=stage.people.get(owner),
            purpose=purpose,
            minutes=minutes,
            priority_id=stage.priorities[number % len(stage.priorities)],
        )
    if code in PARKED:
        parked = matters.plan(uow, group, PARKED[code], kind=ItemKind.OTHER)
        uow.flush()
        matters.park(uow, parked.id)
