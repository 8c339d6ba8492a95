"""Returns of audits: forms out, forms and tables in, every doubt named row by row."""

from pathlib import Path

import openpyxl
import pytest
from tests.fixtures import audited
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.backup import list_backups
from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.audit_forms import HEADINGS_ROW, make_forms
from safeguard_desk.exchange.audit_returns import import_returns
from safeguard_desk.models import Agency, Audit, AuditAgency, AuditGrade, AuditReturn
from safeguard_desk.rules.terms_quality import AuditState, Grade, Part
from safeguard_desk.views import audit_grades, audits
from safeguard_desk.work import people

SAMPLE = Path(__file__).parent.parent / "files" / "audit_returns_neglect.csv"
HEADINGS = "Case,Agency,Q1 Voice of the child or adult,Q2 Risk assessed and reviewed,Comment"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)


def table(tmp_path: Path, *lines: str, headings: str = HEADINGS) -> Path:
    path = tmp_path / "returns.csv"
    path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
    return path


def names(harrow: Harrow, count: int = 3) -> list[str]:
    return sorted(one.name for one in harrow.all(Agency))[:count]


def test_the_sample_makes_an_audit_of_24_cases_and_9_agencies(harrow: Harrow) -> None:
    done = import_returns(harrow.desk, SAMPLE)
    assert (done.rows, done.created, done.skipped) == (197, 197, [])
    (audit,) = harrow.all(Audit)
    assert (audit.title, audit.state) == ("Neglect", AuditState.RETURNS)
    with harrow.desk.read() as reader:
        held = audit_grades.grades(reader, audit.id)
    assert (len(held.audit.cases), len(held.audit.agencies)) == (24, 9)
    assert len(held.missing()) == 24 * 9 - 197
    assert held.tallies[0].question.text == "Voice of the child or adult"
    assert harrow.desk.check().faults == ()


def test_a_second_import_of_the_same_changes_nothing(harrow: Harrow) -> None:
    import_returns(harrow.desk, SAMPLE)
    before = harrow.desk.undo_title
    again = import_returns(harrow.desk, SAMPLE)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 197)
    assert len(harrow.all(Audit)) == 1
    assert harrow.desk.undo_title == before


def test_an_import_is_one_step_of_undo_with_a_backup_before_it(harrow: Harrow) -> None:
    import_returns(harrow.desk, SAMPLE)
    assert [backup.reason for backup in list_backups(harrow.desk.path)] == ["before-import"]
    assert harrow.desk.undo().result == "Import audit returns from audit_returns_neglect.csv"
    assert harrow.all(Audit) == []
    assert harrow.all(AuditGrade) == []


def test_a_dry_run_tells_the_same_and_changes_nothing(harrow: Harrow) -> None:
    looked = import_returns(harrow.desk, SAMPLE, dry_run=True)
    assert harrow.all(Audit) == []
    assert import_returns(harrow.desk, SAMPLE).plain() == looked.plain()


def test_grades_in_any_wording_are_read_and_rows_with_a_fault_are_left_out_whole(
    harrow: Harrow, tmp_path: Path
) -> None:
    audit_id = audited.ready(harrow)
    one, two, _ = names(harrow)
    source = table(
        tmp_path,
        f"n01,{one},Requires Improvement,Good ,Seen",
        f"N02,{one},R.I.,n/a,",
        f"N03,{one},Godo,Good,",
        f"N99,{one},Good,Good,",
        f"N04,{one},Good,,",
        f"N01,{two.upper()},OUTSTANDING,4,",
        f"N01,{two},OUTSTANDING,4,",
        f"N01,{two},Good,4,",
        "N02,Nobody's Trust,Good,Good,",
        f"N02,{two},,,",
        f"Jane Smith,{two},Good,Good,",
    )
    done = import_returns(harrow.desk, source, audit="qa-a-0001")
    assert (done.rows, done.created) == (11, 4)
    assert {skipped.row: skipped.reason for skipped in done.skipped} == {
        4: "Q1: “Godo” is no grade.",
        5: "QA-A-0001 has no case N99.",
        8: "The same return as row 7, which was taken.",
        9: "Another return of the same case and agency as row 7, which was taken.",
        10: "The directory has no agency “Nobody's Trust”.",
        11: "Nothing is graded and nothing is said.",
        12: "“Jane Smith” is no code number of a case.",
    }
    assert [(note.row, note.field, note.kept_as) for note in done.notes] == [
        (6, "Q2", "not graded")
    ]
    with harrow.desk.read() as reader:
        held = audit_grades.grades(reader, audit_id)
    assert held.tallies[0].counts[Grade.REQUIRES_IMPROVEMENT] == 2
    assert held.tallies[1].counts[Grade.INADEQUATE] == 1


def test_a_return_that_came_again_with_another_grade_is_an_update(
    harrow: Harrow, tmp_path: Path
) -> None:
    audited.ready(harrow)
    one = names(harrow)[0]
    import_returns(harrow.desk, table(tmp_path, f"N01,{one},Good,Good,"), audit="QA-A-0001")
    done = import_returns(harrow.desk, table(tmp_path, f"N01,{one},Good,RI,"), audit="QA-A-0001")
    assert (done.updated, done.unchanged) == (1, 0)


def test_an_agency_by_another_name_or_not_invited_is_taken_and_said(
    harrow: Harrow, tmp_path: Path
) -> None:
    audited.ready(harrow)
    harrow.do(lambda uow: people.add_agency(uow, "London Fire Brigade").id)
    done = import_returns(harrow.desk, table(tmp_path, "N01,LFB,Good,Good,"), audit="QA-A-0001")
    assert [note.kept_as for note in done.notes] == [
        "London Fire Brigade, by another name",
        "taking part in QA-A-0001: it was not invited",
    ]
    brigade = harrow.all(Agency, name="London Fire Brigade")[0].id
    (row,) = harrow.all(AuditAgency, agency_id=brigade)
    assert row.part is Part.TOOK_PART


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("Case,Agency,Comment", "no column for a question"),
        ("Agency,Q1 Voice of the child or adult", "no column for Case"),
        ("Case,Agency,Q1 Something else", "does not ask “Something else”"),
        ("Case,Agency,Q1 One,Q1 Two", "Two columns are headed Q1"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_whole(
    harrow: Harrow, tmp_path: Path, headings: str, told: str
) -> None:
    audited.ready(harrow)
    with pytest.raises(Refusal, match=told):
        import_returns(
            harrow.desk,
            table(tmp_path, "N01,X,Good,Good,", headings=headings),
            audit="QA-A-0001",
        )
    assert harrow.all(AuditReturn) == []


def test_a_table_of_nothing_usable_makes_no_audit(harrow: Harrow, tmp_path: Path) -> None:
    done = import_returns(harrow.desk, table(tmp_path, "N01,X,Perfect,Good,"))
    assert (done.created, len(done.skipped), done.notes) == (0, 1, [])
    assert harrow.all(Audit) == []


def test_a_closed_or_unknown_audit_takes_nothing(harrow: Harrow, tmp_path: Path) -> None:
    audited.ready(harrow)
    source = table(tmp_path, f"N01,{names(harrow)[0]},Good,Good,")
    with pytest.raises(Refusal, match="no audit with the reference"):
        import_returns(harrow.desk, source, audit="QA-A-0009")
    audit = harrow.all(Audit)[0].id
    harrow.do(lambda uow: setattr(uow.get(Audit, audit), "state", AuditState.CLOSED))
    with pytest.raises(Refusal, match="closed"):
        import_returns(harrow.desk, source, audit="QA-A-0001")


def test_a_form_for_each_agency_comes_back_into_its_own_audit(
    harrow: Harrow, tmp_path: Path
) -> None:
    audit_id = audited.ready(harrow)
    made = make_forms(harrow.desk, audit_id, tmp_path / "forms")
    assert len(made.files) == 3
    book = openpyxl.load_workbook(made.files[0])
    sheet = book["Return"]
    heads = [cell.value for cell in sheet[HEADINGS_ROW]]
    assert heads[:3] == ["Case", "Agency", "Q1 Voice of the child or adult"]
    assert sheet.protection.sheet
    assert not sheet.cell(HEADINGS_ROW + 1, 3).protection.locked
    assert sheet.cell(HEADINGS_ROW + 1, 1).protection.locked
    for place, grade in enumerate(("Good", "Requires improvement", "Not applicable"), 3):
        sheet.cell(HEADINGS_ROW + 1, place).value = grade
    for place in (3, 4, 5):
        sheet.cell(HEADINGS_ROW + 2, place).value = "Not known"
    book.save(made.files[0])
    done = import_returns(harrow.desk, made.files[0])
    assert (done.rows, done.created, len(done.skipped)) == (4, 2, 2)
    held = harrow.all(AuditReturn)
    assert sorted(one.not_known for one in held) == [False, True]
    assert import_returns(harrow.desk, made.files[0]).unchanged == 2
    with pytest.raises(Refusal, match="is a form of QA-A-0001"):
        import_returns(harrow.desk, made.files[0], audit="QA-A-0002")
    again = make_forms(harrow.desk, audit_id, tmp_path / "again")
    filled = openpyxl.load_workbook(again.files[0])["Return"]
    assert filled.cell(HEADINGS_ROW + 1, 4).value == "Requires improvement"


def test_forms_need_cases_agencies_and_questions(harrow: Harrow, tmp_path: Path) -> None:
    audit_id = audited.planned(harrow)
    with pytest.raises(Refusal, match="no cases and no agencies invited"):
        make_forms(harrow.desk, audit_id, tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal, match="could not be written"):
        make_forms(harrow.desk, audited.ready(harrow), tmp_path / "file")


def test_forty_cases_of_twelve_agencies_and_ten_questions_are_taken_at_once(
    harrow: Harrow, tmp_path: Path
) -> None:
    chosen = [one.name for one in harrow.all(Agency)]
    headings = "Case,Agency," + ",".join(f"Q{n} Question {n}" for n in range(1, 11))
    lines = [
        f"K{case:02d},{agency}," + ",".join(["Good", "RI"] * 5)
        for case in range(1, 41)
        for agency in chosen
    ]
    done = import_returns(harrow.desk, table(tmp_path, *lines, headings=headings))
    assert done.created == 40 * len(chosen)
    with harrow.desk.read() as reader:
        (head,) = audits.programme(reader)
        held = audit_grades.grades(reader, head.id)
    assert held.total == 400 * len(chosen)
    assert held.tallies[0].share.value == 1
