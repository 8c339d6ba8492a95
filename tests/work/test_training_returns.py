"""Single agency training: forms out and back, compared, challenged, and never older over newer."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixtures.audited import agencies
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.training_returns import import_return, import_returns, send
from safeguard_desk.models import Dispatch, TrainingReturn, TrainingReturnLine
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.shares import Share
from safeguard_desk.rules.terms_learning import CourseLevel, ReturnState
from safeguard_desk.rules.training_returns import Form, Said, Stamp, fault, moved, read_stamp
from safeguard_desk.views import training_returns as views
from safeguard_desk.work import training_returns as verbs

YEAR, DUE = 2026, date(2026, 12, 18)
AWARENESS, ADVANCED = CourseLevel.AWARENESS, CourseLevel.ADVANCED


@pytest.mark.parametrize(
    ("staff", "trained", "words"),
    [
        (10, 10, ""),
        (0, 0, ""),
        (3, 4, "4 trained of 3"),
        (None, 4, "how many need it is missing"),
        (4, None, "how many are trained is missing"),
        (-1, -2, "a number below nothing"),
    ],
)
def test_nobody_trains_more_than_there_are(
    staff: int | None, trained: int | None, words: str
) -> None:
    assert fault(staff, trained) == words


@given(st.integers(0, 10**6), st.integers(1, 99), st.integers(2000, 2099), st.text(max_size=30))
def test_a_stamp_is_read_as_it_was_written(
    number: int, edition: int, year: int, agency: str
) -> None:
    stamp = Stamp(edition, "0a" * 16, number, year, " ".join(agency.replace("|", "/").split()))
    assert read_stamp(stamp.written()) == stamp


def test_a_share_moves_in_points_and_not_where_nobody_is_counted() -> None:
    assert moved(Share(5, 10), Share(8, 10)) == pytest.approx(30)
    assert moved(Share(0, 0), Share(8, 10)) is None


@pytest.fixture
def asked(harrow: Harrow) -> list[TrainingReturn]:
    """Three agencies were asked for their return of 2026/27."""
    wanted = agencies(harrow)
    group = harrow.group("LD")
    return harrow.do(lambda uow: verbs.request(uow, group, YEAR, wanted, DUE))


def forms(harrow: Harrow, folder: Path) -> list[Path]:
    """Send the forms of the year out; return the workbooks."""
    folder.mkdir(exist_ok=True)
    made = send(harrow.desk, harrow.group("LD"), YEAR, folder, lambda *_: None).result
    return [one for one in made if one.suffix == ".xlsx"]


def fill_in(path: Path, to: Path, cells: dict[str, Any]) -> Path:
    """Fill cells of a form in and keep it under another name."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Training return"][place] = value
    book.save(to)
    return to


GOOD: dict[str, Any] = {
    "D5": 200,
    "E5": 150,
    "D7": "40",
    "E7": 30.0,
    "F7": "Two posts are vacant",
    "C11": "Audits",
}


def test_only_answers_can_be_written_in_and_the_key_is_out_of_reach(
    harrow: Harrow, asked: list[TrainingReturn], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(forms(harrow, tmp_path / "out")[0])
    page = book["Training return"]
    assert page.protection.sheet
    open_cells = {c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked}
    asked_for = {f"{letter}{row}" for letter in "DEF" for row in range(5, 10)}
    assert open_cells == asked_for | {f"{letter}11" for letter in "CDEF"}
    assert book["Form"].sheet_state == "veryHidden"
    assert len(page.data_validations.dataValidation) == 1
    sent = harrow.all(Dispatch)
    assert len(sent) == 3
    assert len(list((tmp_path / "out").glob("*.eml"))) == sum(bool(one.address) for one in sent)


def test_a_form_is_taken_in_and_reading_it_again_changes_nothing(
    harrow: Harrow, asked: list[TrainingReturn], tmp_path: Path
) -> None:
    path = fill_in(forms(harrow, tmp_path / "out")[0], tmp_path / "back.xlsx", GOOD)
    looked = import_return(harrow.desk, path, dry_run=True)
    assert (looked.rows, looked.created) == (3, 3)
    assert harrow.all(TrainingReturnLine) == []
    done = import_return(harrow.desk, path)
    assert (done.rows, done.created, done.updated, done.unchanged) == (3, 3, 0, 0)
    again = import_return(harrow.desk, path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    held = {one.level: (one.staff, one.trained) for one in harrow.all(TrainingReturnLine)}
    assert held == {AWARENESS: (200, 150), ADVANCED: (40, 30)}
    back = harrow.all(TrainingReturn, state=ReturnState.RECEIVED)
    assert [(one.quality, one.received_on) for one in back] == [("Audits", date(2026, 11, 17))]


def test_an_older_form_never_replaces_a_newer_one_in_silence(
    harrow: Harrow, asked: list[TrainingReturn], tmp_path: Path
) -> None:
    first = forms(harrow, tmp_path / "out")[0]
    early = fill_in(first, tmp_path / "early.xlsx", GOOD)
    late = fill_in(first, tmp_path / "late.xlsx", {**GOOD, "E5": 160})
    import_return(harrow.desk, early)
    assert import_return(harrow.desk, late).updated == 1
    with pytest.raises(Refusal, match="older than the one that was read"):
        import_return(harrow.desk, early)
    harrow.do(lambda uow: verbs.challenge(uow, asked[0].id, "Why so few?"))
    newer = forms(harrow, tmp_path / "again")
    name = next(one for one in newer if one.name == first.name)
    import_return(harrow.desk, fill_in(name, tmp_path / "new.xlsx", {**GOOD, "E5": 170}))
    other = fill_in(first, tmp_path / "other.xlsx", {**GOOD, "E5": 10})
    with pytest.raises(Refusal, match="older than the one that was read"):
        import_return(harrow.desk, other)
    assert [one.trained for one in harrow.all(TrainingReturnLine, level=AWARENESS)] == [170]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"D5": 10, "E5": 11}, "row 5: Awareness: 11 trained of 10"),
        ({"D5": 10}, "row 5: Awareness: how many are trained is missing"),
        ({"D6": "many", "E6": 3}, "row 6: Foundation: “many” is no number of staff"),
        ({"D6": "<5", "E6": 3}, "row 6: Foundation: a small number is held back"),
        ({"F9": "None of ours"}, "row 9: Strategic has words and no numbers"),
        ({"A5": "Basic", "D5": 1, "E5": 1}, "row 5: “Basic” is no level of the form"),
        ({"D4": "Staff"}, "columns of back.xlsx are not those of the form"),
        ({}, "was not filled in"),
    ],
)
def test_what_is_wrong_is_named_by_its_row_and_nothing_is_taken_in(
    harrow: Harrow,
    asked: list[TrainingReturn],
    tmp_path: Path,
    cells: dict[str, Any],
    why: str,
) -> None:
    good = {"D8": 5, "E8": 5} if cells else {}
    path = fill_in(forms(harrow, tmp_path / "out")[0], tmp_path / "back.xlsx", good | cells)
    with pytest.raises(Refusal, match=why.replace("(", r"\(")):
        import_return(harrow.desk, path)
    assert harrow.all(TrainingReturnLine) == []


def test_a_form_of_another_year_or_desk_is_refused_by_name(
    harrow: Harrow, asked: list[TrainingReturn], tmp_path: Path
) -> None:
    path = fill_in(forms(harrow, tmp_path / "out")[0], tmp_path / "back.xlsx", GOOD)
    group, wanted = harrow.group("LD"), agencies(harrow)
    harrow.do(lambda uow: len(verbs.request(uow, group, 2027, wanted, DUE)))
    with pytest.raises(Refusal, match="2026/27, not for 2027/28"):
        import_return(harrow.desk, path)
    assert import_return(harrow.desk, path, year=2026).created == 3
    others = asked[1:]
    harrow.do(lambda uow: verbs.withdraw(uow, others[-1].id))
    gone = fill_in(
        next(one for one in (tmp_path / "out").glob(f"{others[-1].ref}*.xlsx")),
        tmp_path / "gone.xlsx",
        GOOD,
    )
    with pytest.raises(Refusal, match="another desk"):
        import_return(harrow.desk, gone, year=2026)
    (tmp_path / "list.xlsx").write_bytes(b"PK no workbook")
    told = import_returns(harrow.desk, [tmp_path / "list.xlsx", gone, path], 2026).result
    assert [one[0] == "!" for one in told] == [True, True, False]
    assert told[-1] == "back.xlsx: 0 new, 0 changed, 3 as they were."


def test_what_is_asked_once_is_not_asked_again(harrow: Harrow, asked: list[TrainingReturn]) -> None:
    group, wanted = harrow.group("LD"), agencies(harrow, 4)
    made = harrow.do(lambda uow: verbs.request(uow, group, YEAR, wanted, DUE))
    assert [one.agency_id for one in made] == wanted[3:]
    with pytest.raises(Refusal, match="day to come"):
        harrow.do(lambda uow: verbs.request(uow, group, YEAR, wanted, date(2026, 1, 1)))


def test_a_challenge_waits_for_its_answer_and_is_late_after_four_weeks(
    harrow: Harrow, asked: list[TrainingReturn]
) -> None:
    one = asked[0].id
    harrow.do(lambda uow: verbs.take(uow, one, Form({AWARENESS: Said(100, 40)})))
    with pytest.raises(Refusal, match="not challenged yet"):
        harrow.do(lambda uow: verbs.respond(uow, one, "We will"))
    harrow.do(lambda uow: verbs.challenge(uow, one, "40 of 100: what stands in the way?"))
    harrow.clock.pass_by(days=29)
    with harrow.desk.read() as reader:
        (year, late), *_ = views.owing(reader)
    assert (year, late[0].id, late[0].stands) == (
        *(YEAR, one, "Challenged 17 Nov 2026, not answered"),
    )
    with pytest.raises(Refusal, match="not challenged yet"):
        harrow.do(lambda uow: verbs.respond(uow, one, "We will", date(2026, 1, 1)))
    harrow.do(lambda uow: verbs.respond(uow, one, "Three days are booked"))
    assert harrow.get(TrainingReturn, one).state is ReturnState.ANSWERED
    with harrow.desk.read() as reader:
        assert views.owing(reader) == []


def test_two_years_are_compared_on_the_levels_told_of_in_both(
    harrow: Harrow, asked: list[TrainingReturn]
) -> None:
    one, group = asked[0], harrow.group("LD")
    before = harrow.do(lambda uow: verbs.request(uow, group, YEAR - 1, [one.agency_id], DUE)[0].id)
    said = Form({AWARENESS: Said(100, 50), CourseLevel.STRATEGIC: Said(10, 0)})
    harrow.do(lambda uow: verbs.take(uow, before, said))
    now = Form({AWARENESS: Said(100, 80), ADVANCED: Said(10, 1)}, "Observed by peers")
    harrow.do(lambda uow: verbs.take(uow, one.id, now))
    with harrow.desk.read() as reader:
        seen = views.year_view(reader, YEAR, group)
        paper = make("training-returns", reader, Request(group_id=group, year=YEAR))
    line = next(found for found in seen.lines if found.id == one.id)
    assert line.moved == pytest.approx(30)
    assert line.all == Share(81, 110)
    assert seen.level(AWARENESS) == Share(80, 100)
    told = str(paper)
    assert "1 of 3 agencies sent a return." in told
    assert "81 of 110 (74%)" in told
    assert "+30 points, up much" in told
