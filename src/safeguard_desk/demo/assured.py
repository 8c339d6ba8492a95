"""What the demonstration's boards answered, what was challenged, and the guidance in force."""

from datetime import timedelta

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Audit, Challenge, Inspection, MatterMove, Risk
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_boards import ChallengeOutcome, GuidanceKind
from safeguard_desk.rules.terms_thread import LinkKind
from safeguard_desk.work import answering, challenges, guidance, linking, risks

ANSWERS = (
    ("Agreed; the partnership pays for two days of an analyst", "It fits the priority on neglect"),
    ("Agreed: the chair writes to the chief executive", "Three reminders were without effect"),
)
GUIDANCE = (
    (
        *("QA", "London Safeguarding Children Procedures, 8th edition", GuidanceKind.LONDON),
        *(Side.CHILDREN, "", "londonsafeguardingchildrenprocedures.co.uk", 400),
    ),
    (
        *("QA", "London Multi-Agency Adult Safeguarding Policy and Procedures"),
        *(GuidanceKind.LONDON, Side.ADULTS, "", "londonadass.org.uk", 420),
    ),
    (
        *("QA", "Neglect toolkit for Harrow", GuidanceKind.LOCAL, Side.CHILDREN),
        "Audits found no shared way to say how serious neglect is",
        *("Practitioner's page of the partnership", 800),
    ),
    (
        *("LD", "What the training pool asks of its trainers", GuidanceKind.LOCAL, Side.BOTH),
        *("The London procedures say nothing of pools of trainers", "Training pages", 300),
    ),
    (
        *("QA", "Self-neglect and hoarding protocol", GuidanceKind.LOCAL, Side.ADULTS),
        "Two reviews found that housing and fire service had no way into the adult pathway",
        *("Adults' pages of the partnership", 60),
    ),
)
"""Owner group, title, kind, side, why it was needed, where it is read, begun so many days ago."""
RESCORED = (
    ("audit returns in time", 4, 4, "Two more agencies missed the last audit"),
    ("not taken up by agencies", 2, 3, "Places are released to the waiting list since spring"),
)
SERVES = (("audits", Audit), ("inspections", Inspection))


def assure(stage: Stage) -> None:
    """Play what came back from the boards, the challenge log, guidance and risks."""
    stage.clock.set(stage.today - timedelta(days=40))
    stage.do("Score risks again", _rescore)
    for line in GUIDANCE:
        _guide(stage, line)
    stage.clock.set(stage.today - timedelta(days=20))
    stage.do("Take down what boards decided", _answer)
    stage.do("Settle challenges", lambda uow: _challenge(uow, stage))
    stage.do("Say which priorities work serves", lambda uow: _serve(uow, stage))
    stage.clock.set(stage.today)


def _rescore(uow: UnitOfWork) -> None:
    for words, likelihood, impact, why in RESCORED:
        risk = uow.session.scalars(select(Risk).where(Risk.title.contains(words))).one()
        risks.score(uow, risk.id, likelihood, impact, why)


def _guide(stage: Stage, line: tuple) -> None:  # type: ignore[type-arg]
    code, title, kind, side, why, where, days = line
    begun = stage.today - timedelta(days=days)
    stage.clock.set(begun)

    def begin(uow: UnitOfWork) -> str:
        group = stage.groups[code]
        new = guidance.begin(*(uow, group, title), kind=kind, side=side, reason=why, found_at=where)
        if kind is GuidanceKind.LOCAL:
            guidance.consult(uow, new.id, "All partner agencies; practitioners' forum of the month")
        return new.id

    made = stage.do(f"Begin guidance: {title}", begin)
    if days > 90:  # the youngest is still out for consultation
        stage.clock.set(begun + timedelta(days=45))
        stage.do(f"Approve guidance: {title}", lambda uow: guidance.approve(uow, made).id)


def _answer(uow: UnitOfWork) -> None:
    asked = select(MatterMove).where(MatterMove.ref.is_not(None)).order_by(MatterMove.on)
    for number, move in enumerate(list(uow.all(asked))[: len(ANSWERS)]):
        decision, reason = ANSWERS[number]
        answering.decide(uow, move.id, decision, reason=reason)
        if number == 0:
            answering.hear(uow, move.id)


def _challenge(uow: UnitOfWork, stage: Stage) -> None:
    held = uow.all(select(Challenge).where(Challenge.response != "").order_by(Challenge.made_on))
    for one in list(held)[:4]:
        words = "Seen in the figures of the quarter after"
        challenges.settle(uow, one.id, ChallengeOutcome.ACCEPTED, words)
    made = challenges.challenge(
        *(uow, stage.groups["QA"]),
        "Feedback to referrers still goes out in half of cases only",
        to_agency_id=stage.agencies["HCS"],
        made_on=stage.today - timedelta(days=60),
    )
    challenges.chase(uow, made.id, stage.today - timedelta(days=2))
    challenges.challenge(
        *(uow, stage.groups["CR"], "Learning of the last two reviews is in no course yet"),
        to_group_id=stage.groups["LD"],
        made_on=stage.today - timedelta(days=15),
    )


def _serve(uow: UnitOfWork, stage: Stage) -> None:
    """Tie every second audit and inspection to a priority; some priorities stay untested."""
    for kind, model in SERVES:
        served = list(uow.all(select(model).order_by(model.ref)))[::2]
        for number, record in enumerate(served):
            priority = stage.priorities[number % max(1, len(stage.priorities) - 2)]
            linking.link(uow, ("priorities", priority), (kind, record.id), LinkKind.SERVED_BY)
