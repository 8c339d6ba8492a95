"""Rows as people write them: who is meant, what is unclear, and imports that repeat."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.making import bare_desk

from safeguard_desk.desk.backup import list_backups
from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.members import import_members
from safeguard_desk.exchange.result import Imported
from safeguard_desk.registers import register
from safeguard_desk.registers.paging import Query, page
from safeguard_desk.rules.terms import Side, StatutoryPartner
from safeguard_desk.work import people, setting_up

Import = Callable[..., Imported]
HEADINGS = "Initials,Role,Agency,Side,Group,Capacity,Deputy role,Email"


def rows(desk: Desk, code: str, *columns: str) -> list[tuple[Any, ...]]:
    wanted = register(code)
    places = [1 + [c.code for c in wanted.columns].index(column) for column in columns]
    with desk.read() as reader:
        return [tuple(row[p] for p in places) for row in page(reader, wanted, Query())]


@pytest.fixture
def bring(desk: Desk, tmp_path: Path) -> Import:
    """Import lines under the usual headings, or a whole table."""

    def bring(*lines: str, headings: str = HEADINGS, **options: Any) -> Imported:
        table = tmp_path / "members.csv"
        table.write_text("\n".join((headings, *lines)), "utf-8")
        return import_members(desk, table, **options)

    return bring


def reasons(done: Imported) -> list[str]:
    return [skipped.reason for skipped in done.skipped]


def test_two_people_of_one_role_are_told_apart_by_initials(desk: Desk, bring: Import) -> None:
    lines = (
        "HA,Headteacher,Schools,Children,QA,Member,,office@example.org",
        "HB,Headteacher,Schools,Children,QA,Member,,office@example.org",
    )
    done = bring(*lines)
    assert (done.created, done.updated) == (2, 0)
    assert sorted(rows(desk, "people", "initials")) == [("HA",), ("HB",)]
    assert "another Headteacher" in done.notes[-1].kept_as
    assert bring(*lines).unchanged == 2


def test_initials_of_somebody_elsewhere_skip_the_row_and_leave_no_trace(
    desk: Desk, bring: Import
) -> None:
    bring("LN,Head of Safeguarding,LNWUH,Both,QA,Member,,")
    done = bring("LN,Head of Safeguarding,Brand New Trust,Both,QA,Member,,")
    assert reasons(done) == ["The initials LN belong to the Head of Safeguarding (LNWUH)."]
    assert done.notes == []
    assert rows(desk, "agencies", "title") == [("LNWUH",)]


def test_shifted_cells_skip_the_row(desk: Desk, bring: Import) -> None:
    done = bring("NG,Named GP, Harrow,NHS NWL ICB,Both,QA,Member,,ng@example.org")
    assert "the cells have shifted" in reasons(done)[0]
    assert rows(desk, "people", "title") == []


def test_a_person_of_several_groups_can_stand_in_one_row(desk: Desk, bring: Import) -> None:
    done = bring(
        'DN,Designated Nurse,NHS NWL ICB,Both,"QA, LD/cr",Member,,',
        "HS,Head of Service,Housing,Both,Quality Assurance,Member,,",
        "XX,Somebody,Housing,Both,QA + ZZ,Member,,",
    )
    assert (done.created, reasons(done)) == (2, ["There is no group “ZZ”."])
    assert sorted(rows(desk, "members", "initials", "group")) == [
        ("DN", "CR"), ("DN", "LD"), ("DN", "QA"), ("HS", "QA"),
    ]  # fmt: skip


def test_new_initials_and_a_new_role_are_known_by_the_e_mail_address(
    desk: Desk, bring: Import
) -> None:
    bring("DN,Designated Nurse,NHS NWL ICB,Both,QA,Member,,dn@example.org")
    assert bring("DNC,Designated Nurse,NHS NWL ICB,Both,QA,Member,,DN@example.org").updated == 1
    done = bring("DNC,Lead Nurse,NHS NWL ICB,Both,QA,Member,,dn@example.org")
    assert (done.updated, done.notes[0].kept_as) == (
        1,
        "new role of the Designated Nurse, known by e-mail",
    )
    assert rows(desk, "people", "initials", "title") == [("DNC", "Lead Nurse")]


def test_letters_beyond_english_are_the_same_role_in_any_case(desk: Desk, bring: Import) -> None:
    bring(",Équipe Lead,Schools,Both,QA,Member,,")
    assert bring(",équipe LEAD,Schools,Both,QA,Member,,").created == 0
    assert len(rows(desk, "people", "title")) == 1


def test_an_empty_cell_leaves_what_is_on_file(desk: Desk, bring: Import) -> None:
    bring("CN,Named Nurse,CNWL,Both,QA,Member,Practitioner,cn@example.org")
    done = bring(",Named Nurse,CNWL,,QA,,,")
    assert (done.unchanged, done.notes) == (1, [])
    assert rows(desk, "members", "initials", "deputy") == [("CN", "Practitioner")]


def test_nobody_is_their_own_deputy(desk: Desk, bring: Import) -> None:
    done = bring("NG,Named GP,NHS NWL ICB,Both,QA,Member,named gp,")
    assert [note.field for note in done.notes] == ["Agency", "Deputy role"]
    assert rows(desk, "members", "deputy") == [("",)]


def test_an_agency_whose_rows_differ_in_side_is_of_both(desk: Desk, bring: Import) -> None:
    lines = ("A,Nurse,CNWL,Children,QA,,,", "B,Doctor,CNWL,Adults,QA,,,")
    done = bring(*lines)
    assert rows(desk, "agencies", "side") == [(Side.BOTH,)]
    assert "of both sides" in done.notes[-1].kept_as
    again = bring(*lines)
    assert (again.unchanged, again.notes) == (2, [])


def test_an_agency_on_file_answers_to_other_names_it_is_known_by(desk: Desk, bring: Import) -> None:
    desk.change(
        "Add", lambda uow: people.add_agency(uow, "NHS North West London ICB", short_name="ICB")
    )
    line = "DN,Designated Nurse,NWL ICB,Both,QA,Member,,"
    done = bring(line)
    assert done.notes[0].kept_as == "NHS North West London ICB, by another name"
    assert rows(desk, "agencies", "title", "aliases") == [("NHS North West London ICB", 1)]
    again = bring(line)
    assert (again.unchanged, again.notes) == (1, [])


def test_the_council_is_one_agency_and_its_departments_are_others(
    desk: Desk, bring: Import
) -> None:
    bring("PA,Analyst,Harrow Council,,QA,,,", "HO,Head,Harrow Council Housing,,QA,,,")
    assert len(rows(desk, "agencies", "title")) == 2


@pytest.mark.parametrize(
    ("name", "partner"),
    [
        ("NHS NWL ICB", StatutoryPartner.ICB),
        ("North West London Integrated Care Board", StatutoryPartner.ICB),
        ("Metropolitan Police NW BCU", StatutoryPartner.POLICE),
        ("Harrow Council Adult Services", StatutoryPartner.LOCAL_AUTHORITY),
        ("Children\N{RIGHT SINGLE QUOTATION MARK}s Services", StatutoryPartner.LOCAL_AUTHORITY),
        ("London Borough of Harrow", StatutoryPartner.LOCAL_AUTHORITY),
        ("Harrow Youth Council", None),
        ("Council for Voluntary Service", None),
        ("Office for Police Conduct", None),
        ("British Transport Police", None),
        ("Quicbridge Trust", None),
        ("Schools", None),
    ],
)
def test_a_name_tells_the_safeguarding_partner(name: str, partner: StatutoryPartner | None) -> None:
    assert agencies.partner(name) is partner


def test_no_name_belongs_to_two_agencies() -> None:
    names = [name.casefold() for same in agencies.SAME for name in same]
    assert len(names) == len(set(names))


def test_a_group_that_has_ended_takes_no_members(desk: Desk, bring: Import) -> None:
    from sqlalchemy import select

    from safeguard_desk.models import Group

    def end(uow: Any) -> None:
        uow.find(select(Group).where(Group.code == "LD")).ended_on = uow.today.replace(day=1)

    desk.change("End", end)
    assert reasons(bring("A,Nurse,CNWL,,LD,,,")) == ["There is no group “LD”."]


def test_an_unknown_group_named_for_all_is_refused_before_anything(
    desk: Desk, bring: Import
) -> None:
    with pytest.raises(Refusal, match="no group “ZZ”"):
        bring("A,Nurse,CNWL,,,,,", group="ZZ")
    assert list_backups(desk.path) == []


def test_other_words_for_the_headings_and_lines_above_them_are_understood(
    desk: Desk, bring: Import
) -> None:
    done = bring(
        "Initials;Job title;Organisation;Sub group;E-mail address",
        "NG;Named GP;NHS NWL ICB;QA;ng@example.org",
        headings="Members of the group, as of November 2026\n",
    )
    assert (done.rows, done.created) == (1, 1)
    assert rows(desk, "people", "initials", "email") == [("NG", "ng@example.org")]


def test_a_sheet_can_be_chosen_by_name(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Notes"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Members 2026")
    for line in (HEADINGS.split(","), ["NG", "Named GP", "NHS NWL ICB", "Both", "QA"]):
        sheet.append(line)
    path = tmp_path / "a.xlsx"
    book.save(path)
    with pytest.raises(Refusal, match="no column for Role"):
        import_members(desk, path)
    with pytest.raises(Refusal, match="Its sheets are: Sheet, Members 2026"):
        import_members(desk, path, sheet="Other")
    assert import_members(desk, path, sheet="members 2026").created == 1


def test_an_import_that_changes_nothing_is_no_step(desk: Desk, bring: Import) -> None:
    line = "CN,Named Nurse,CNWL,Both,QA,Member,,"
    bring(line)
    desk.change("Add", lambda uow: people.add_agency(uow, "Cafcass"))
    assert bring(line).unchanged == 1
    assert desk.undo_title == "Add"


@pytest.fixture(scope="module")
def any_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = bare_desk(tmp_path_factory.mktemp("any") / "Any.desk")
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    yield desk
    desk.close()


def everything(desk: Desk) -> list[list[tuple[Any, ...]]]:
    """Return the whole directory in plain rows."""
    return [
        sorted(rows(desk, "members", "initials", "title", "agency", "status", "deputy", "group")),
        sorted(rows(desk, "people", "initials", "title", "agency", "email")),
        sorted(rows(desk, "agencies", "title", "side", "aliases")),
    ]


def _cell(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


LINES = st.lists(
    st.tuples(
        _cell("", "A", "B", "C"),
        _cell("Nurse", "nurse", "Doctor", "Équipe", "équipe", ""),
        _cell("CNWL", "cnwl", "CNWL NHS FT", "ICB", "NHS NWL ICB", "NWL ICB", ""),
        _cell("", "Children", "Adults", "Both", "neither"),
        _cell("QA", "LD", "QA/LD", "", "Case review"),
        _cell("", "Member", "Co-chair", "Boss"),
        _cell("", "Nurse", "Deputy nurse"),
        _cell("", "a@x.org", "A@x.org", "b@x.org"),
    ),
    max_size=7,
)


@given(LINES)
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_any_table_looks_as_it_is_done_and_comes_to_rest(
    any_desk: Desk, tmp_path: Path, lines: list[tuple[str, ...]]
) -> None:
    """A dry run tells what the import does; done again, it leaves all as it is."""
    table = io.StringIO()
    print(HEADINGS, file=table)
    for line in lines:
        print(",".join(line), file=table)
    path = tmp_path / "members.csv"
    path.write_text(table.getvalue(), "utf-8")
    steps = 0
    try:
        looked = import_members(any_desk, path, dry_run=True)
        first = import_members(any_desk, path)
        steps += first.created + first.updated > 0
        assert looked == first
        assert first.rows == len([line for line in lines if any(line)])
        assert first.rows == first.created + first.updated + first.unchanged + len(first.skipped)
        after = everything(any_desk)
        again = import_members(any_desk, path)
        steps += again.created + again.updated > 0
        assert again.created == 0
        assert everything(any_desk) == after
    finally:
        for _ in range(steps):
            any_desk.undo()
    assert rows(any_desk, "people", "title") == []
