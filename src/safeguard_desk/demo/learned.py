"""What the demonstration's Case Review group found, recommended and wants learned."""

from datetime import timedelta

from safeguard_desk.demo.cases import FIRE
from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_thread import Audience, FindingKind, Response
from safeguard_desk.work import linking
from safeguard_desk.work.actions import NewAction

FOUND = (
    (
        *("Missed appointments were recorded as choices and not as a sign of neglect", "CHILDREN"),
        "Health services and schools agree who follows up two missed appointments",
        *("ICB", Response.ACCEPTED, "", "DN"),
        "Was not brought: what two missed appointments can mean",
    ),
    (
        *("Capacity was assumed from a tidy conversation and tested by nobody", "ADULTS"),
        "The self-neglect pathway names who tests executive capacity, and when",
        *("HAS", Response.PART, "The health trusts keep their own form", "HS"),
        "Executive capacity: ask what happens, not what the person says",
    ),
    (
        *("Housing knew of the damage to the flat and had nobody to tell", "BOTH"),
        *("", "", Response.AWAITED, "", "", ""),
    ),
)
"""Finding, side, recommendation, to whom, response, its reason, an action's owner, learning."""
GOOD = "A school nurse visited three times in a week and wrote down the child's own words"


def learn(stage: Stage) -> None:
    """Take down the findings of a learning review, and what followed."""
    stage.clock.set(stage.today - timedelta(days=95))
    stage.do("Findings of the learning review", lambda uow: _found(uow, stage))
    stage.clock.set(stage.today)


def _found(uow: UnitOfWork, stage: Stage) -> None:
    group = stage.groups["CR"]
    source = ("reviews", stage.cases[FIRE])
    strength = FindingKind.STRENGTH
    linking.add_finding(uow, group, GOOD, kind=strength, source=source, side=Side.CHILDREN)
    for text, side, recommended, to, response, reason, owner, learning in FOUND:
        finding = linking.add_finding(uow, group, text, source=source, side=Side[side])
        if not recommended:
            continue
        made = linking.recommend(uow, finding.id, recommended, agency_id=stage.agencies[to])
        linking.respond(uow, made.id, response, reason)
        due = stage.today + timedelta(days=stage.chance.randint(20, 90))
        new = NewAction(recommended, owners=(stage.people[owner],), due_on=due, side=Side[side])
        linking.raise_action_on(uow, ("recommendations", made.id), new)
        point = linking.add_learning_point(uow, group, learning, finding_id=finding.id)
        linking.share(uow, point.id, Audience.INDIVIDUALS)
