"""Evaluation forms out and in: workbooks of ours, and the exports of survey tools."""

from pathlib import Path

import openpyxl
import pytest
from tests.fixtures import trained
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import evaluation as bring
from safeguard_desk.exchange import evaluation_forms as forms
from safeguard_desk.exchange.evaluation import Wishes
from safeguard_desk.models import EvaluationAnswer, EvaluationForm
from safeguard_desk.rules.survey_words import Holds
from safeguard_desk.rules.terms_learning import Asked, BookingState, FormSource

BEFORE, END, LATER = Asked


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


@pytest.fixture
def session(harrow: Harrow) -> tuple[str, list[str]]:
    return trained.session(harrow, trained.course(harrow))


def written(
    harrow: Harrow, session: str, folder: Path, stage: Asked = END, *, each: bool = False
) -> list[Path]:
    with harrow.desk.read() as reader:
        return forms.write(reader, session, stage, folder, each=each)


def csv(tmp_path: Path, text: str, name: str = "export.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def fill(path: Path, answers: dict[str, str | int]) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in answers.items():
        book.worksheets[0][cell] = value
    book.save(path)


def test_a_form_is_locked_but_for_its_answers_and_its_key_is_out_of_sight(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    _, single = written(harrow, session[0], tmp_path)
    book = openpyxl.load_workbook(single)
    page = book.worksheets[0]
    assert page.protection.sheet
    assert (
        page["A5"].value == "How confident are you to act on what this training is about? (1 to 5)"
    )
    assert page["A5"].protection.locked
    assert not page["B5"].protection.locked
    assert book["Key"].sheet_state == "veryHidden"


def test_the_sheet_of_a_session_comes_back_line_by_line_and_doubles_nothing(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    sheet, _ = written(harrow, session[0], tmp_path)
    fill(sheet, {"C5": 4, "D5": 5, "C6": 6, "C11": 3, "C12": 3, "H12": "More time to practise"})
    done = bring.import_evaluation(harrow.desk, sheet)
    assert (done.rows, done.created, len(done.skipped)) == (4, 3, 1)
    assert done.skipped[0].row == 6
    assert "6 of 5 is no score" in done.skipped[0].reason
    again = bring.import_evaluation(harrow.desk, sheet)
    assert (again.rows, again.unchanged, len(again.skipped)) == (4, 3, 1)
    held = harrow.all(EvaluationForm)
    assert [one.booking_id for one in held] == [session[1][0], None, None]
    assert {one.source for one in held} == {FormSource.SHEET}
    fill(sheet, {"C6": 2, "C5": 5})
    third = bring.import_evaluation(harrow.desk, sheet)
    assert (third.created, third.updated, third.unchanged) == (1, 1, 2)


def test_copies_of_the_form_without_a_name_are_forms_of_their_own(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    _, single = written(harrow, session[0], tmp_path)
    for number in range(2):
        fill(single, {"B5": 4, "B10": f"Words {number}"})
        bring.import_evaluation(harrow.desk, single)
        bring.import_evaluation(harrow.desk, single)
    assert len(harrow.all(EvaluationForm)) == 2


def test_a_delegates_own_form_is_theirs(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    made = written(harrow, session[0], tmp_path, LATER, each=True)
    assert [one.name for one in made][:2] == [
        *("LD-S-0001 after three months D001.xlsx", "LD-S-0001 after three months D002.xlsx")
    ]
    fill(made[1], {"B5": 4, "B7": "Yes"})
    bring.import_evaluation(harrow.desk, made[1])
    (held,) = harrow.all(EvaluationForm)
    assert (held.booking_id, held.asked) == (session[1][1], LATER)


SURVEY = """Training feedback 8 July,,,,,,
ID,Completion time,Email,Before: confidence,After: confidence,What will you do differently after this training?,Shoe size
1,08/07/2026 16:01,d001@example.org,2 - Low,4 - Agree,Ask about sleep,9
2,08/07/2026 16:02,anonymous,3,Strongly agree,,8
3,08/07/2026 16:02,d003@example.org,3,6,,8
4,08/07/2026 16:03,stranger@example.org,2,3,,
5,08/07/2026 16:03,d001@example.org,1,1,,
6,08/07/2026 16:04,d005@example.org,,,,
"""  # noqa: E501


def test_a_survey_tools_export_is_taken_row_by_row(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    path = csv(tmp_path, SURVEY)
    wishes = Wishes(session="LD-S-0001")
    shown = bring.look(harrow.desk, [path], wishes)
    assert not harrow.all(EvaluationForm), "only looked"
    assert [one.what for one in shown.rows] == [
        *("New form", "New form", "Left out", "New form", "Left out", "Left out")
    ]
    done = bring.import_evaluation(harrow.desk, path, wishes)
    assert (done.rows, done.created, len(done.skipped)) == (6, 3, 3)
    assert [(one.row, one.reason) for one in done.skipped] == [
        (5, "Confidence: 6 of 5 is no score: it goes from 1 to 5."),
        (7, "The same delegate answered in row 3 already."),
        (8, "There is no answer in it."),
    ]
    assert [(one.row, one.field, one.text) for one in done.notes] == [
        (6, "E-mail", "stranger@example.org")
    ]
    held = harrow.all(EvaluationForm)
    assert len(held) == 6, "before and at the end, of three rows"
    assert not [one for one in harrow.all(EvaluationAnswer) if one.score == 6]
    first = [one for one in held if one.booking_id == session[1][0]]
    assert {one.asked for one in first} == {BEFORE, END}
    assert {one.received_on.isoformat() for one in first} == {"2026-07-08"}
    again = bring.import_evaluation(harrow.desk, path, wishes)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert len(harrow.all(EvaluationForm)) == 6


def test_a_row_is_taken_at_every_stage_or_at_none(harrow: Harrow, tmp_path: Path) -> None:
    absent = BookingState.DID_NOT_ATTEND
    trained.session(harrow, trained.course(harrow), state=absent)
    text = "Delegate ID,Pre confidence,Post confidence\nD001,2,4\nD002,3,\n"
    done = bring.import_evaluation(harrow.desk, csv(tmp_path, text), Wishes(session="LD-S-0001"))
    assert (done.created, len(done.skipped)) == (1, 1)
    assert "did not attend" in done.skipped[0].reason
    assert [one.asked for one in harrow.all(EvaluationForm)] == [BEFORE]


def test_rows_without_a_session_are_told_and_a_column_may_name_it(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    text = "Session,Confidence\nLD-S-0001,4\nLD-S-0009,4\n,4\n"
    done = bring.import_evaluation(harrow.desk, csv(tmp_path, text))
    assert done.created == 1
    assert [one.reason for one in done.skipped] == [
        "There is no session “LD-S-0009”.",
        "It does not say of which session it is; choose one above.",
    ]
    assert harrow.all(EvaluationForm)[0].session_id == session[0]


def test_what_a_column_holds_can_be_said(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    path = csv(tmp_path, "Shoe size,Wie sicher?\n9,4\n8,5\n")
    with pytest.raises(Refusal) as refused:
        bring.import_evaluation(harrow.desk, path, Wishes(session="LD-S-0001"))
    assert "No column of this file" in refused.value.what
    columns = {"Wie sicher?": Holds("confidence", END)}
    wishes = Wishes(session="LD-S-0001", columns=columns)
    assert bring.import_evaluation(harrow.desk, path, wishes).created == 2
    assert sorted(one.score or 0 for one in harrow.all(EvaluationAnswer)) == [4, 5]


def test_alike_answers_of_two_people_are_two_forms(
    harrow: Harrow, session: tuple[str, list[str]], tmp_path: Path
) -> None:
    path = csv(tmp_path, "Confidence,Knowledge\n4,4\n4,4\n")
    for _ in range(2):
        bring.import_evaluation(harrow.desk, path, Wishes(session="LD-S-0001"))
    assert len(harrow.all(EvaluationForm)) == 2
