"""What inspections the demonstration's Quality Assurance group has had before it."""

from datetime import timedelta

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.terms_quality import Decided, Inspectorate, Turn
from safeguard_desk.work import inspections, linking
from safeguard_desk.work.actions import NewAction

RECEIVED = (
    (
        *("Youth justice services in Harrow", Inspectorate.YOUTH, "YJS", 210),
        "Good overall; resettlement requires improvement",
        "Resettlement plans come late; education is not at the table when they are made.",
        "Resettlement is a matter for all partners, and housing was not asked.",
        ("Why did no plan name a housing officer?", "From September one attends each planning day"),
        (Decided.MONITOR, "The plan is to be seen at two meetings", 30),
    ),
    (
        *("PEEL: how the force keeps people safe", Inspectorate.PEEL, "Police", 150),
        "Adequate",
        "Notifications to partners are late at weekends; the child's voice is recorded well.",
        "The dip sample of the group shows the same delay.",
        ("What is done about weekends?", ""),
        (Decided.MONITOR, "Figures by week are to come", -10),
    ),
    (
        *("Two care homes of one provider", Inspectorate.CQC, "HAS", 60),
        "One good, one requires improvement",
        "Medicines were given late; a suspension of placements is in force.",
        "",
        ("", ""),
        (Decided.AWAITED, "", 0),
    ),
)
"""Title, body, agency, days ago, judgement, issues, analysis, challenge, decision and next date."""


def inspect(stage: Stage) -> None:
    """Take the inspections down, each with what the group said and decided."""
    for line in RECEIVED:
        stage.clock.set(stage.today - timedelta(days=line[3]))
        stage.do(f"Inspection: {line[0]}", lambda uow, line=line: _one(uow, stage, line))  # type: ignore[misc]
    stage.clock.set(stage.today)


def _one(uow: UnitOfWork, stage: Stage, line: tuple) -> None:  # type: ignore[type-arg]
    title, body, agency, _, judgement, issues, analysis, talk, decided = line
    agency_id = stage.agencies.get(agency)
    made = inspections.receive(
        uow,
        stage.groups["QA"],
        title,
        body=body,
        agency_id=agency_id,
        judgement=judgement,
        issues=issues,
    )
    made.analysis = analysis
    for turn, words in zip(Turn, talk, strict=True):
        if words:
            inspections.say(uow, made.id, turn, words)
    decision, why, ahead = decided
    if decision is Decided.AWAITED:
        return
    following = stage.today + timedelta(days=ahead)
    inspections.decide(uow, made.id, decision, why, next_on=following)
    found = linking.add_finding(
        uow, stage.groups["QA"], issues, source=("inspections", made.id), side=made.side
    )
    new = NewAction("Bring the plan with its measures", agency_id=agency_id, due_on=following)
    linking.raise_action_on(uow, ("findings", found.id), new)
