"""The paper of a round: agencies compared, and what staff and cases say beside them."""

from tests.fixtures.harrow import Harrow
from tests.work.test_assessments import opened, part, seen

from safeguard_desk.papers import Request, make
from safeguard_desk.registers import register
from safeguard_desk.registers.paging import Query, page
from safeguard_desk.rules.terms_quality import Score
from safeguard_desk.work import assessments as verbs
from safeguard_desk.work.assessments import Answer


def test_agencies_are_compared_with_counts_and_the_peers_score_beside(harrow: Harrow) -> None:
    round_id = opened(harrow)
    said = {"1": Answer(Score.MET), "2": Answer(Score.NOT_APPLICABLE)}
    harrow.do(verbs.take, part(harrow, round_id), said)
    line = seen(harrow, round_id).lines[0]
    standard = seen(harrow, round_id).standards[0].id
    answer = line.answers[standard].id
    harrow.do(verbs.moderate, answer, Score.PARTLY, reason="No evidence", by="Police")
    harrow.do(lambda uow: verbs.survey(uow, round_id, line.agency_id, standard, 12, 9).id)
    with harrow.desk.read() as reader:
        told = str(make("self-assessment", reader, Request(about=("assessment_rounds", round_id))))
        rows = page(reader, register("assessments"), Query())
    assert "100%, 2 of 2 points" in told
    assert "50%, 1 of 2 points" in told
    assert "met → partly" in told
    assert "9 of 12" in told
    columns = [one.code for one in register("assessments").columns]
    first = dict(zip(columns, rows[0][1:], strict=True))
    assert (first["own"], first["moderated"]) == (100, 50)
