"""The demonstration's round of self-assessment: three forms came back, one agency declined."""

from datetime import timedelta

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import AssessmentAnswer
from safeguard_desk.rules.terms_quality import Score
from safeguard_desk.work import assessments
from safeguard_desk.work.assessments import Answer, NewStandard

STANDARDS = (
    NewStandard("1", "Leaders are accountable for safeguarding", "A named lead reports each year"),
    NewStandard("2", "Staff are trained to the level of their role", "Nine in ten are in date"),
    NewStandard("3", "Staff are supervised", "Each case is discussed every six weeks"),
    NewStandard("4", "People are recruited safely", "References and checks before they start"),
)
_MET, _PARTLY, _NOT, _NA = Score.MET, Score.PARTLY, Score.NOT_MET, Score.NOT_APPLICABLE
ANSWERS = {
    "ICB": (_MET, _PARTLY, _MET, _MET),
    "Police": (_MET, _MET, _NOT, _MET),
    "HAS": (_MET, _PARTLY, _PARTLY, _NA),
}


def assess(stage: Stage) -> None:
    """Open the round, take what came back in, and let peers score one answer otherwise."""
    stage.clock.set(stage.today - timedelta(days=80))
    agencies = {short: stage.agencies[short] for short in (*ANSWERS, "CNWL")}

    def begin(uow: UnitOfWork) -> str:
        made = assessments.make_set(uow, stage.groups["QA"], "Section 11", STANDARDS)
        due = uow.today + timedelta(days=45)
        asked = list(agencies.values())
        title = "Section 11 self-assessment"
        return assessments.open_round(uow, stage.groups["QA"], title, made.id, asked, due).id

    round_id = stage.do("Open a round of self-assessment", begin)

    def take(uow: UnitOfWork) -> None:
        for short, scores in ANSWERS.items():
            part = assessments.assessment(uow, round_id, agencies[short])
            said = {
                one.code: Answer(score, "Shown to the board in the spring")
                for one, score in zip(STANDARDS, scores, strict=True)
            }
            assessments.take(uow, part.id, said)
        declined = assessments.assessment(uow, round_id, agencies["CNWL"])
        assessments.decline(uow, declined.id, "Assesses itself for four boroughs at once in May")

    stage.clock.set(stage.today - timedelta(days=50))
    stage.do("Take self-assessments in", take)
    stage.clock.set(stage.today - timedelta(days=40))
    stage.do("Score as peers", lambda uow: _peers(uow, round_id, agencies))


def _peers(uow: UnitOfWork, round_id: str, agencies: dict[str, str]) -> None:
    from sqlalchemy import select

    part = assessments.assessment(uow, round_id, agencies["ICB"])
    mine = select(AssessmentAnswer).where(AssessmentAnswer.assessment_id == part.id)
    answer = next(one for one in uow.all(mine) if one.score is Score.MET)
    reason = "The last report named no lead"
    assessments.moderate(uow, answer.id, Score.PARTLY, reason=reason, by="Police")
    found = uow.all(mine.order_by(AssessmentAnswer.created_at, AssessmentAnswer.id))
    for number, one in enumerate(found):
        assessments.survey(uow, round_id, agencies["ICB"], one.standard_id, 64, 41 + 5 * number)
