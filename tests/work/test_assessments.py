"""Self-assessment: versions of standards, forms, scoring, peers, staff and cases side by side."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tests.fixtures.audited import agencies, fill, ready
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import assessments as forms
from safeguard_desk.models import Assessment, AssessmentAnswer, AuditQuestion, Standard, StandardMap
from safeguard_desk.rules.self_assessment import result
from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.views import assessments as views
from safeguard_desk.work import assessments as verbs
from safeguard_desk.work.assessments import Answer, NewStandard

MET, PARTLY, NOT_MET, NA = Score.MET, Score.PARTLY, Score.NOT_MET, Score.NOT_APPLICABLE
FIRST = (NewStandard("1", "Leaders are accountable"), NewStandard("2", "Staff are trained"))
SECOND = (
    NewStandard("1", "Leaders are accountable and visible", carries=("1",)),
    NewStandard("2a", "Staff are trained", carries=("2",)),
    NewStandard("2b", "Staff are supervised", carries=("2",)),
)


@pytest.mark.parametrize(
    ("scores", "points", "possible", "percent"),
    [
        ([MET, PARTLY, NOT_MET], 3, 6, 50),
        ([MET, NA, NA], 2, 2, 100),
        ([NOT_MET, NA], 0, 2, 0),
        ([NA, NA], 0, 0, None),
        ([MET, None], 2, 2, 100),
    ],
)
def test_what_does_not_apply_leaves_the_denominator(
    scores: list[Score | None], points: int, possible: int, percent: int | None
) -> None:
    found = result(scores)
    assert (found.points, found.possible, found.percent) == (points, possible, percent)


@given(st.lists(st.sampled_from(Score)))
def test_standards_that_do_not_apply_never_change_a_result(scores: list[Score]) -> None:
    assert result([*scores, NA, NA]) == result(scores)


def opened(harrow: Harrow, standards: tuple[NewStandard, ...] = FIRST, name: str = "S11") -> str:
    group, asked = harrow.group(), agencies(harrow, 2)

    def open_it(uow: UnitOfWork) -> str:
        made = verbs.make_set(uow, group, name, standards)
        due = uow.today + timedelta(days=30)
        return verbs.open_round(uow, group, name, made.id, asked, due).id

    return harrow.do(open_it)


def part(harrow: Harrow, round_id: str, place: int = 0) -> str:
    agency = agencies(harrow, 2)[place]
    return harrow.all(Assessment, round_id=round_id, agency_id=agency)[0].id


def seen(harrow: Harrow, round_id: str) -> views.RoundView:
    with harrow.desk.read() as reader:
        return views.round_view(reader, round_id)


def test_last_times_answers_come_forward_through_the_map_of_versions(harrow: Harrow) -> None:
    first = opened(harrow)
    said = {"1": Answer(MET, "Board minutes"), "2": Answer(PARTLY, "Training log")}
    harrow.do(verbs.take, part(harrow, first), said)
    harrow.clock.pass_by(days=2)
    second = seen(harrow, opened(harrow, SECOND))
    assert second.head.standards == "S11, version 2"
    line = second.lines[0]
    by_code = {one.code: line.before[one.id] for one in second.standards}
    told = {
        code: [(one.code, one.score, one.evidence) for one in held]
        for code, held in by_code.items()
    }
    assert told == {
        "1": [("1", MET, "Board minutes")],
        "2a": [("2", PARTLY, "Training log")],
        "2b": [("2", PARTLY, "Training log")],
    }


def test_a_version_cannot_carry_on_what_the_one_before_has_not(harrow: Harrow) -> None:
    opened(harrow)
    with pytest.raises(Refusal, match="carry on 9"):
        opened(harrow, (NewStandard("1", "Leaders", carries=("9",)),))


def test_a_form_goes_out_and_comes_back_whole(harrow: Harrow, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    round_id = opened(harrow)
    with harrow.desk.read() as reader:
        written = forms.write_forms(reader, round_id, tmp_path)
    assert len(written) == 2
    book = load_workbook(written[0])
    sheet = book[forms.SHEET]
    for row, words in ((5, "Met"), (6, "not applicable")):
        sheet.cell(row, 5).value = words
        sheet.cell(row, 6).value = "Seen"
    book.save(written[0])
    done = forms.import_form(harrow.desk, written[0])
    assert (done.rows, done.created, done.unchanged) == (2, 2, 0)
    line = seen(harrow, round_id).lines[0]
    assert line.part is Part.TOOK_PART
    assert line.own.words == "100%, 2 of 2 points"
    again = forms.import_form(harrow.desk, written[0])
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    sheet.cell(5, 5).value = "Splendid"
    book.save(written[0])
    with pytest.raises(Refusal, match="row 5: “Splendid” is no score of 1"):
        forms.import_form(harrow.desk, written[0])
    assert seen(harrow, round_id).lines[0].own == line.own


def test_what_is_no_form_is_refused(harrow: Harrow, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"nothing")
    with pytest.raises(Refusal, match="no workbook that can be read"):
        forms.import_form(harrow.desk, tmp_path / "x.xlsx")


def test_peers_score_beside_the_agencys_own_which_is_kept(harrow: Harrow) -> None:
    round_id = opened(harrow)
    mine = part(harrow, round_id)
    harrow.do(verbs.take, mine, {"1": Answer(MET), "2": Answer(MET)})
    answer = harrow.all(AssessmentAnswer, assessment_id=mine)[0].id
    with pytest.raises(Refusal, match="no reason"):
        harrow.do(verbs.moderate, answer, PARTLY, reason=" ", by="Police")
    harrow.do(verbs.moderate, answer, PARTLY, reason="No evidence since 2024", by="Police")
    line = seen(harrow, round_id).lines[0]
    assert (line.own.points, line.moderated.points) == (4, 3)
    with pytest.raises(Refusal, match="Peers have scored 1"):
        harrow.do(verbs.take, mine, {"1": Answer(NOT_MET)})
    assert harrow.desk.check().faults == ()


def test_staff_and_cases_stand_beside_what_an_agency_says(harrow: Harrow) -> None:
    audit_id = ready(harrow)
    fill(harrow, audit_id)
    round_id = opened(harrow)
    view = seen(harrow, round_id)
    agency, standard = view.lines[0].agency_id, view.standards[1].id
    questions = harrow.all(AuditQuestion, audit_id=audit_id)
    for one in sorted(questions, key=lambda held: held.position)[:2]:
        harrow.do(verbs.map_question, standard, one.id)
    with pytest.raises(Refusal, match="cannot have agreed"):
        harrow.do(verbs.survey, round_id, agency, standard, 10, 11)
    harrow.do(lambda uow: verbs.survey(uow, round_id, agency, standard, 40, 29).id)
    beside = seen(harrow, round_id).beside[agency, standard]
    assert (beside.agreed, beside.answered) == (29, 40)
    assert (beside.good, beside.graded) == (4, 8)


def test_an_agency_declines_with_a_reason_and_is_missing_after_the_day(harrow: Harrow) -> None:
    round_id = opened(harrow)
    with pytest.raises(Refusal, match="reason"):
        harrow.do(verbs.decline, part(harrow, round_id), "")
    harrow.do(verbs.decline, part(harrow, round_id), "Merging with another trust")
    harrow.clock.pass_by(days=40)
    parts = [one.part for one in seen(harrow, round_id).lines]
    assert parts == [Part.DECLINED, Part.MISSING]


def test_a_standard_that_the_round_has_not_is_named(harrow: Harrow) -> None:
    round_id = opened(harrow)
    with pytest.raises(Refusal, match="no standard 7"):
        harrow.do(verbs.take, part(harrow, round_id), {"7": Answer(MET)})
    assert not harrow.all(AssessmentAnswer)
    assert len(harrow.all(Standard)) == 2
    assert date(2026, 1, 1) < seen(harrow, round_id).head.due_on


def test_a_standard_that_stays_the_same_carries_itself_on(harrow: Harrow) -> None:
    group = harrow.group()
    harrow.do(lambda uow: verbs.make_set(uow, group, "Section 11", FIRST).id)
    changed = (FIRST[0], NewStandard("2", "Staff are trained each year"))
    second = harrow.do(lambda uow: verbs.make_set(uow, group, "Section 11", changed).id)
    with harrow.desk.read() as reader:
        of = select(Standard.code).join(StandardMap, StandardMap.standard_id == Standard.id)
        assert [row[0] for row in reader.rows(of.where(Standard.set_id == second))] == ["1"]


def test_a_form_with_other_columns_or_broken_inside_is_refused_whole(
    harrow: Harrow, tmp_path: Path
) -> None:
    round_id = opened(harrow)
    with harrow.desk.read() as reader:
        form = forms.write_forms(reader, round_id, tmp_path)[0]
    book = openpyxl.load_workbook(form)
    book[forms.SHEET].insert_cols(2)
    moved = tmp_path / "moved.xlsx"
    book.save(moved)
    with pytest.raises(Refusal, match="the headings are not those that were sent out"):
        forms.import_form(harrow.desk, moved)
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(broken, "w") as new:
        for part_of in old.infolist():
            data = old.read(part_of)
            cut = part_of.filename.endswith("sheet1.xml")
            new.writestr(part_of, data[: len(data) // 2] if cut else data)
    with pytest.raises(Refusal, match=r"broken\.xlsx"):
        forms.import_form(harrow.desk, broken)
    assert seen(harrow, round_id).lines[0].answers == {}


def test_evidence_that_peers_have_judged_is_not_taken_away(harrow: Harrow) -> None:
    round_id = opened(harrow)
    harrow.do(verbs.take, part(harrow, round_id), {"1": Answer(MET, "A report")})
    answer = next(iter(seen(harrow, round_id).lines[0].answers.values()))
    harrow.do(verbs.moderate, answer.id, PARTLY, reason="Thin", by="Police")
    with pytest.raises(Refusal, match="score or evidence is another"):
        harrow.do(verbs.take, part(harrow, round_id), {"1": Answer(MET, "")})
