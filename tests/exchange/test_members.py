"""Importing members: one step, repeatable, with every doubt told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from safeguard_desk.desk.backup import list_backups
from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.members import import_members
from safeguard_desk.registers import register
from safeguard_desk.registers.paging import Query, page
from safeguard_desk.rules.terms import Capacity, StatutoryPartner
from safeguard_desk.work import people

FILES = Path(__file__).parent.parent / "files"


def rows(desk: Desk, code: str, *columns: str) -> list[tuple[object, ...]]:
    wanted = register(code)
    places = [1 + [c.code for c in wanted.columns].index(column) for column in columns]
    with desk.read() as reader:
        return [tuple(row[p] for p in places) for row in page(reader, wanted, Query())]


def test_the_sample_makes_members_with_deputies_and_partners(desk: Desk) -> None:
    done = import_members(desk, FILES / "members.csv")
    assert (done.rows, done.created, done.skipped) == (13, 13, [])
    members = rows(desk, "members", "initials", "status", "deputy")
    assert ("DN", Capacity.CO_CHAIR, "Deputy Designated Nurse") in members
    assert ("BM", Capacity.SECRETARIAT, "") in members
    assert ("PA", Capacity.IN_ATTENDANCE, "") in members
    partners = {partner for (partner,) in rows(desk, "agencies", "partner") if partner}
    assert partners == set(StatutoryPartner)
    noted = {note.text for note in done.notes}
    assert "NHS NWL ICB" in noted


def test_an_import_is_one_step_and_a_backup_is_made_before(desk: Desk) -> None:
    import_members(desk, FILES / "members.csv")
    assert [backup.reason for backup in list_backups(desk.path)] == ["before-import"]
    assert desk.undo().result == "Import members from members.csv"
    assert rows(desk, "members", "initials") == []
    assert rows(desk, "agencies", "title") == []


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(desk: Desk) -> None:
    looked = import_members(desk, FILES / "members.csv", dry_run=True)
    assert rows(desk, "people", "title") == []
    assert list_backups(desk.path) == []
    assert import_members(desk, FILES / "members.csv") == looked


def test_an_agency_known_by_another_name_is_not_made_twice(desk: Desk) -> None:
    def police(uow: object) -> None:
        people.add_agency(
            uow,  # type: ignore[arg-type]
            "Metropolitan Police North West BCU",
            short_name="Police",
            partner=StatutoryPartner.POLICE,
            aliases=("Metropolitan Police NW BCU",),
        )

    desk.change("Add the police", police)
    import_members(desk, FILES / "members.csv")
    named = [name for (name,) in rows(desk, "agencies", "title") if "Police" in str(name)]
    assert named == ["Metropolitan Police North West BCU"]


def test_a_table_without_groups_needs_one_named(
    desk: Desk, tmp_path: Path, group_id: Callable[[str], str]
) -> None:
    table = tmp_path / "members.csv"
    table.write_text("Role,Agency\nNamed GP,Primary care\n", "utf-8")
    with pytest.raises(Refusal, match="Group"):
        import_members(desk, table)
    assert import_members(desk, table, group="LD").created == 1
    assert rows(desk, "members", "group") == [("LD",)]
    assert group_id("LD")


def test_a_row_without_role_is_skipped_with_its_number_and_reason(
    desk: Desk, tmp_path: Path
) -> None:
    table = tmp_path / "members.csv"
    table.write_text("Role,Agency,Group\n,ICB,QA\nNurse,ICB,QA\n", "utf-8")
    done = import_members(desk, table)
    assert [(skipped.row, skipped.reason) for skipped in done.skipped] == [
        (2, "The row has no role.")
    ]
    assert done.created == 1
