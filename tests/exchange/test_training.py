"""Exports of booking systems: read in any words, taken row by row, repeated without doubling."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import training
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.training import Wishes, import_training
from safeguard_desk.models import (
    AgencyAlias,
    Booking,
    Course,
    Delegate,
    EvaluationAnswer,
    EvaluationForm,
    TrainingSession,
)
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms_learning import BookingState as S
from safeguard_desk.rules.terms_learning import SessionState

SAMPLE = Path(__file__).parents[1] / "files" / "training_export.csv"
HEAD = "Course,Session date,Capacity,Delegate ID,Organisation,Job role,Booking status"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def written(folder: Path, text: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def rows(*lines: str) -> str:
    return "\n".join((HEAD, *lines))


def counts(done: Imported) -> tuple[int, int, int, int]:
    return done.created, done.updated, done.unchanged, len(done.skipped)


def reasons(done: Imported) -> dict[int, str]:
    return {one.row: one.reason for one in done.skipped}


def test_the_sample_comes_in_once_and_again_changes_nothing(harrow: Harrow) -> None:
    first = import_training(harrow.desk, SAMPLE)
    assert first.rows == 106 == sum(counts(first))
    assert counts(first) == (98, 0, 0, 8)
    again = import_training(harrow.desk, SAMPLE)
    assert counts(again) == (0, 0, 98, 8)
    assert len(harrow.all(Course)) == len(harrow.all(TrainingSession)) == 4


def test_one_undo_takes_the_whole_import_back(harrow: Harrow) -> None:
    before = harrow.desk.undo_title
    import_training(harrow.desk, SAMPLE)
    harrow.desk.undo()
    assert harrow.desk.undo_title == before
    assert not any(harrow.all(kind) for kind in (Booking, Delegate, Course))


def test_looking_changes_nothing_and_tells_the_same(harrow: Harrow) -> None:
    shown = training.look(harrow.desk, SAMPLE)
    assert not harrow.all(Course)
    assert counts(shown.done) == (98, 0, 0, 8)
    assert len(shown.rows) == 106
    assert import_training(harrow.desk, SAMPLE) == shown.done


def test_attendance_of_the_sample_is_that_of_its_rows_without_doubles(harrow: Harrow) -> None:
    import_training(harrow.desk, SAMPLE)
    titles = {one.id: one.title for one in harrow.all(Course)}
    courses = {one.id: titles[one.course_id] for one in harrow.all(TrainingSession)}
    came = Counter(
        courses[one.session_id] for one in harrow.all(Booking) if one.state is S.ATTENDED
    )
    lines = [one.split(",") for one in SAMPLE.read_text("utf-8-sig").splitlines()[1:]]
    wanted = {(one[0], one[3]) for one in lines if one[6] == "Attended"}
    assert came == Counter(course for course, _ in wanted)
    assert {one.state for one in harrow.all(TrainingSession)} == {SessionState.DELIVERED}


def test_scores_that_come_with_bookings_become_forms(harrow: Harrow) -> None:
    import_training(harrow.desk, SAMPLE)
    forms, answers = harrow.all(EvaluationForm), harrow.all(EvaluationAnswer)
    lines = [one.split(",") for one in SAMPLE.read_text("utf-8-sig").splitlines()[1:]]
    assert len(forms) == len(answers) > 150
    assert len(forms) <= sum(bool(cell) for one in lines for cell in one[7:])
    before = min(forms, key=lambda one: one.id)
    assert before.received_on.isoformat() == "2026-09-24"


def test_agencies_are_known_by_their_other_names_and_unknown_ones_are_asked(
    harrow: Harrow, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        rows(
            "Neglect,24/09/2026,25,D1,NHS NWL ICB,Nurse,Attended",
            "Neglect,24/09/2026,25,D2,Martian Police,Officer,Attended",
            "Neglect,24/09/2026,25,D3,,Officer,Attended",
        ),
    )
    shown = training.look(harrow.desk, path)
    assert [(one.words, one.rows) for one in shown.unknown] == [("Martian Police", 1)]
    police = next(key for key, name in shown.agencies if "Police" in name)
    told = Wishes(agencies={"Martian Police": police})
    done = import_training(harrow.desk, path, told)
    assert (4, "Agency", "") in {(one.row, one.field, one.text) for one in done.notes}
    (booking,) = [one for one in harrow.all(Booking) if one.role == "Officer" and one.agency_id]
    assert booking.agency_id == police
    assert harrow.all(AgencyAlias, alias="Martian Police")
    again = import_training(harrow.desk, path)
    assert counts(again) == (0, 0, 3, 0)


def test_an_agency_left_as_words_is_set_once_it_is_known(harrow: Harrow, tmp_path: Path) -> None:
    path = written(tmp_path, rows("Neglect,24/09/2026,25,D1,Martian Police,Officer,Attended"))
    import_training(harrow.desk, path)
    assert [(one.agency_id, one.agency_words) for one in harrow.all(Booking)] == [
        (None, "Martian Police")
    ]
    police = next(key for key, name in training.look(harrow.desk, path).agencies if "Pol" in name)
    done = import_training(harrow.desk, path, Wishes(agencies={"martian police": police}))
    assert counts(done) == (0, 1, 0, 0)
    assert [(one.agency_id, one.agency_words) for one in harrow.all(Booking)] == [(police, "")]


ODD = (
    "MCA,01/10/2026,2,L1,ICB,SW,Attended,2,6",
    "MCA,01/10/2026,2,L2,ICB,SW,Attended,2,4",
    "MCA,01/10/2026,2,L3,ICB,SW,Completed,2,4",
    "MCA,01/10/2026,2,L4,Martians,SW,Attended,,",
    "MCA,,2,L5,ICB,SW,Attended,,",
    ",01/10/2026,2,L6,ICB,SW,Attended,,",
    "MCA,01/10/2026,2,,ICB,SW,Attended,,",
    "MCA,01/10/2026,2,L7,ICB,SW,Zapped,,",
    "MCA,01/10/2026,2,L8,ICB,SW,DNA,2,3",
    "MCA,01/10/2026,2,L2,ICB,SW,Attended,2,4",
    "MCA,01/10/2026,2,L9,ICB,SW,Waitlist,,",
    "MCA,01/10/2026,2,L9,ICB,SW,DNA,,",
    "MCA,32/10/2026,2,L10,ICB,SW,Attended,,",
    "MCA,01/10/2026,many,L11,ICB,SW,Attended,,",
)


def test_odd_rows_are_told_one_by_one_and_none_is_half_taken(
    harrow: Harrow, tmp_path: Path
) -> None:
    text = "\n".join((f"{HEAD},Pre confidence,Post confidence", *ODD))
    done = import_training(harrow.desk, written(tmp_path, text))
    assert sum(counts(done)) == done.rows == len(ODD)
    assert reasons(done) == {
        2: "Post confidence: 6 of 5 is no score: it goes from 1 to 5.",
        6: "The session has no date.",
        7: "No course is named.",
        8: "No delegate is named.",
        9: "“Zapped” is no status of a booking that is known.",
        10: "Did not attend, and yet a score at the end was given.",
        11: "L2 is in this session already, in row 3.",
        12: "L9 is in this session already: row 13 (did not attend, ICB) was taken.",
        14: "“32/10/2026” is no date.",
        15: "Places: “many” is no number.",
    }
    notes = {(one.row, one.field, one.text) for one in done.notes}
    assert (5, "Agency", "Martians") in notes
    assert (5, "Places", "Attended") in notes, "the third of two places"
    assert {one.code for one in harrow.all(Delegate)} == {"L2", "L3", "L4", "L9"}
    assert len(harrow.all(EvaluationForm)) == 4


def test_attendance_known_on_the_desk_is_not_undone_by_an_older_file(
    harrow: Harrow, tmp_path: Path
) -> None:
    import_training(
        harrow.desk, written(tmp_path, rows("Neglect,24/09/2026,25,D1,ICB,Nurse,Attended"))
    )
    older = written(tmp_path, rows("Neglect,24/09/2026,25,D1,ICB,Nurse,Booked"), "older.csv")
    done = import_training(harrow.desk, older)
    assert counts(done) == (0, 0, 1, 0)
    assert done.notes[-1].kept_as == "attended, which is known on the desk"
    newer = written(tmp_path, rows("Neglect,24/09/2026,25,D1,ICB,Nurse,DNA"), "newer.csv")
    assert counts(import_training(harrow.desk, newer)) == (0, 1, 0, 0)
    assert [one.state for one in harrow.all(Booking)] == [S.DID_NOT_ATTEND]


VARIANTS = {
    "tab": ("Event\tStart\tMax places\tLearner\tEmployer\tJob title\tAttendance\n"
            "Neglect\t2026-09-24 09:30\t25\tD7\tICB\tNurse\tCompleted\n", "utf-8"),
    "semicolon": ("Event title;Event date;Total places;Learner ID;Agency;Role;Status\r\n"
                  "NEGLECT;24.09.2026;25;D7;ICB;Nurse;attended\r\n", "cp1252"),
    "utf-16": ("Course title,Start date,Places,Email,Name,Organisation,Position,Outcome\n"
               "Neglect,24 Sep 2026,25,a@example.org,A B,ICB,Nurse,Present\n", "utf-16"),
    "american": ("Course,Date,Places,Delegate ID,Organization,Role,Status\n"
                 "Neglect,9/24/2026,25,D7,ICB,Nurse,Attended\n", "utf-8-sig"),
    "names": ("Course,Date,Places,First name,Surname,Organisation,Job,Attended\n"
              "Neglect,24/09/2026,25,Ann,Example,ICB,Nurse,Y\n", "utf-8"),
    "title above": ("Bookings report,,,,,,\n\n"
                    "Course,Date,Places,Delegate ID,Organisation,Role,Status\n"
                    "Neglect,24/09/2026,25,D7,ICB,Nurse,Attended\n", "utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_exports_of_other_systems_say_the_same(harrow: Harrow, tmp_path: Path, name: str) -> None:
    text, encoding = VARIANTS[name]
    path = written(tmp_path, text, encoding=encoding)
    assert counts(import_training(harrow.desk, path)) == (1, 0, 0, 0)
    assert counts(import_training(harrow.desk, path)) == (0, 0, 1, 0)
    (session,) = harrow.all(TrainingSession)
    (booking,) = harrow.all(Booking)
    assert (session.held_on.isoformat(), session.capacity) == ("2026-09-24", 25)
    assert (booking.state, booking.role) == (S.ATTENDED, "Nurse")
    assert booking.agency_id is not None


def test_a_workbook_is_read_as_a_text_is(harrow: Harrow, tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Course", "Session date", "Capacity", "Delegate ID", "Organisation", "Status"])
    sheet.append(["Neglect", datetime.datetime(2026, 9, 24), 25, 1018, "ICB", "Attended"])
    book.save(tmp_path / "export.xlsx")
    assert counts(import_training(harrow.desk, tmp_path / "export.xlsx")) == (1, 0, 0, 0)
    assert [one.code for one in harrow.all(Delegate)] == ["1018"]


def test_courses_of_one_title_in_other_words_are_one(harrow: Harrow, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        rows(
            "Neglect: recognising and responding,24/09/2026,25,D1,ICB,Nurse,Attended",
            "NEGLECT - Recognising & Responding,24/09/2026,25,D2,ICB,Nurse,Attended",
            "Neglect: Recognising and Responding Training,01/10/2026,25,D2,ICB,Nurse,Attended",
        ),
    )
    assert counts(import_training(harrow.desk, path)) == (3, 0, 0, 0)
    assert len(harrow.all(Course)) == 1
    assert len(harrow.all(TrainingSession)) == 2


def test_a_session_is_known_by_its_code_when_it_moves(harrow: Harrow, tmp_path: Path) -> None:
    head = "Event ID,Event,Date,Places,Delegate ID,Organisation,Status\n"
    first = written(tmp_path, f"{head}E1,Neglect,24/09/2026,25,D1,ICB,Booked\n")
    import_training(harrow.desk, first)
    moved = written(tmp_path, f"{head}E1,Neglect,01/10/2026,25,D1,ICB,Booked\n", "moved.csv")
    assert counts(import_training(harrow.desk, moved)) == (0, 1, 0, 0)
    (session,) = harrow.all(TrainingSession)
    assert (session.held_on.isoformat(), session.sequence) == ("2026-10-01", 1)


def test_a_code_of_the_course_is_not_taken_for_one_of_a_session(
    harrow: Harrow, tmp_path: Path
) -> None:
    head = "Course code,Course,Date,Places,Delegate ID,Organisation,Status\n"
    text = (
        f"{head}NEG,Neglect,24/09/2026,25,D1,ICB,Attended\n"
        "NEG,Neglect,01/10/2026,25,D1,ICB,Attended\n"
    )
    import_training(harrow.desk, written(tmp_path, text))
    assert [one.code for one in harrow.all(TrainingSession)] == ["", ""]


AGGREGATE = """Training attendance of the quarter;;;;
Course title;Sessions;Places;Attended;% attended
Neglect toolkit;3;60;51;85%
Self-neglect;2;40;27;68%
Briefing;1;8;9;113%
Total;6;108;87;81%
"""


def test_a_table_of_totals_comes_in_for_its_quarter_and_doubles_nothing(
    harrow: Harrow, tmp_path: Path
) -> None:
    path = written(tmp_path, AGGREGATE)
    with pytest.raises(Refusal, match="no column for the day"):
        import_training(harrow.desk, path)
    wishes = Wishes(period=Period.parse("2026-Q2"))
    done = import_training(harrow.desk, path, wishes)
    assert counts(done) == (3, 0, 0, 1)
    assert reasons(done) == {6: "A total and no session; the rows above come to the same."}
    assert [(one.row, one.field) for one in done.notes] == [(5, "Attended")]
    assert counts(import_training(harrow.desk, path, wishes)) == (0, 0, 3, 1)
    toolkit = harrow.all(TrainingSession)[0]
    assert (toolkit.capacity, toolkit.sessions_told, toolkit.attended_told) == (60, 3, 51)
    named = written(tmp_path, AGGREGATE, "attendance 2026-Q2.csv")
    assert counts(import_training(harrow.desk, named)) == (0, 0, 3, 1)


def test_a_total_that_is_not_the_sum_is_told(harrow: Harrow, tmp_path: Path) -> None:
    text = AGGREGATE.replace("Total;6;108;87;81%", "Total;6;110;87;79%").replace("68%", "70%")
    done = import_training(harrow.desk, written(tmp_path, text, "attendance 2026-Q2.csv"))
    assert reasons(done) == {
        6: "A total and no session: places 110, and the rows above come to 108;"
        " rate 79%, and the rows above come to 81%."
    }
    assert ("Rate", "70%", "68%, which is 27 of 40") in {
        (one.field, one.text, one.kept_as) for one in done.notes
    }


def test_totals_do_not_count_beside_sessions_whose_delegates_are_known(
    harrow: Harrow, tmp_path: Path
) -> None:
    import_training(harrow.desk, SAMPLE)
    same = "Course,Places,Attended\nProfessional curiosity,40,25\n"
    other = "Course,Places,Attended\nProfessional curiosity,40,27\n"
    wishes = Wishes(period=Period.parse("2026-Q3"))
    assert counts(import_training(harrow.desk, written(tmp_path, same), wishes)) == (0, 0, 1, 0)
    done = import_training(harrow.desk, written(tmp_path, other), wishes)
    assert reasons(done)[2].startswith("It tells 27 of 40 places, and the sessions of Q3 26/27")


def test_a_session_with_its_day_is_known_by_totals_only(harrow: Harrow, tmp_path: Path) -> None:
    text = "Course,Date,Attended,Places\nNeglect,24/09/2026,22,25\nNeglect,,20,25\n"
    done = import_training(harrow.desk, written(tmp_path, text))
    assert counts(done) == (1, 0, 0, 1)
    (session,) = harrow.all(TrainingSession)
    assert (session.attended_told, session.sessions_told) == (22, None)
    assert session.state is SessionState.DELIVERED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "no column of courses"),
        ("Course,Delegate ID\nNeglect,D1\n", "no column for the day"),
        ("", "is empty"),
        ("Course,Places,Attended\nNeglect,20,10\n", "no column for the day"),
    ],
)
def test_what_is_no_export_is_refused(harrow: Harrow, tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        import_training(harrow.desk, written(tmp_path, text))
    assert not harrow.all(Course)
