"""Many actions at once, for measuring: the same verbs, thousands of times."""

from datetime import timedelta

from safeguard_desk.demo.directory import PEOPLE
from safeguard_desk.demo.stage import Progress, Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.work import actions

BATCH = 2_000
_DO = ("Review", "Report on", "Revise", "Audit", "Share", "Publish", "Brief teams on", "Test")
_WHAT = (
    "the neglect toolkit", "the threshold document", "the escalation procedure",
    "attendance at strategy meetings", "the self-neglect pathway", "return interviews",
    "the home fire safety form", "supervision of complex cases", "advocacy at first contact",
    "the information sharing agreement", "the was-not-brought policy", "transition plans",
)  # fmt: skip
_WHERE = (
    "in schools", "with housing officers", "across health providers", "in the front door",
    "with care homes", "in probation", "for young carers", "in the hospital", "with GPs",
)  # fmt: skip


def raise_many(stage: Stage, count: int, progress: Progress | None) -> None:
    """Raise `count` actions spread over the last two years, in steps of a few thousand."""
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        stage.do("Take over an older tracker", lambda uow, size=size: _batch(uow, stage, size))  # type: ignore[misc]
        if progress is not None:
            progress("Actions", start + size, count)


def _batch(uow: UnitOfWork, stage: Stage, size: int) -> None:
    chance, groups = stage.chance, list(stage.groups.values())
    owners = [person.initials for person in PEOPLE]
    for _ in range(size):
        raised = stage.today - timedelta(days=chance.randint(1, 730))
        new = actions.NewAction(
            f"{chance.choice(_DO)} {chance.choice(_WHAT)} {chance.choice(_WHERE)}",
            owners=(stage.people[chance.choice(owners)],),
            due_on=raised + timedelta(days=chance.randint(14, 400)),
        )
        group = groups[min(chance.randrange(5), 2)]
        action = actions.raise_action(uow, group, new, raised_on=raised, raised_at="Older tracker")
        if action.due_on is not None and action.due_on < stage.today and chance.random() < 0.93:
            actions.complete(uow, action.id, "Taken over as completed.", on=action.due_on)
