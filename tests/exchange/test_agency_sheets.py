"""Agencies' sheets: locked but for four cells, and read back against what changed meanwhile."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agency_sheets as sheets
from safeguard_desk.models import (
    Action,
    ActionEvidence,
    ActionSheet,
    ActionUpdate,
    Dispatch,
    DueDateChange,
)
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.three_way import Verdict
from safeguard_desk.views.agency_sheets import Proposal
from safeguard_desk.work import actions
from safeguard_desk.work.actions import NewAction

DUE = date(2026, 12, 1)
STATUS, DATE, UPDATE, EVIDENCE = 6, 7, 8, 9
Fill = Callable[..., Path]


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


@pytest.fixture
def sent(harrow: Harrow, tmp_path: Path) -> Path:
    """The sheet of the ICB, with two actions of its Designated Nurse and without a hidden one."""
    harrow.raise_action("Publish the toolkit", due_on=DUE)
    harrow.raise_action("=Name a lead", due_on=DUE)
    group = harrow.group()
    hidden = NewAction("Hidden", owners=(harrow.people["DN"],), due_on=DUE, restricted=True)
    harrow.do(lambda uow: actions.raise_action(uow, group, hidden).id)
    made = sheets.make(harrow.desk, group, [], lambda done, total: None)
    sheets.write(made, tmp_path)
    harrow.do(lambda uow: sheets.record(uow, made=made, group_id=group))
    (file,) = tmp_path.glob("*.xlsx")
    return file


@pytest.fixture
def fill(sent: Path) -> Fill:
    def fill(**cells: Any) -> Path:
        """Write into the sheet: row5_status="Completed"."""
        places = {"ref": 1, "status": STATUS, "due": DATE, "update": UPDATE, "evidence": EVIDENCE}
        book = openpyxl.load_workbook(sent)
        for name, value in cells.items():
            row, _, column = name.removeprefix("row").partition("_")
            book["Actions"].cell(int(row), places[column]).value = value
        path = sent.with_name("filled.xlsx")
        book.save(path)
        return path

    return fill


def said(harrow: Harrow, path: Path) -> dict[tuple[str, str], Proposal]:
    with harrow.desk.read() as reader:
        back = sheets.read_back(reader, path)
    return {(one.ref, one.field): one for one in back.proposals}


def test_only_four_cells_of_a_line_can_be_written_in_and_the_key_is_hidden(sent: Path) -> None:
    book = openpyxl.load_workbook(sent)
    page = book["Actions"]
    assert page.protection.sheet
    assert book["Key"].sheet_state == "veryHidden"
    unlocked = [cell.column for cell in page[5] if not cell.protection.locked]
    assert unlocked == [STATUS, DATE, UPDATE, EVIDENCE]
    assert [page.cell(row, 1).value for row in (5, 6, 7)] == ["QA-0001", "QA-0002", None]
    assert page["B6"].value == "=Name a lead"
    assert page["B6"].data_type == "s"
    assert page["G5"].value.date() == DUE
    assert page.data_validations.dataValidation[0].formula1 == '"Open,On hold,Completed"'


def test_sending_is_recorded_with_a_mail_for_the_agencys_member(harrow: Harrow, sent: Path) -> None:
    (mail,) = sent.parent.glob("*.eml")
    assert b"X-Unsent: 1" in mail.read_bytes()
    (one,) = harrow.all(Dispatch)
    assert (one.address, one.agency_id) == ("dn@example.org", harrow.agencies["NHS NWL ICB"])
    assert len(harrow.all(ActionSheet)) == 1


def test_a_sheet_that_nobody_filled_in_changes_nothing(harrow: Harrow, sent: Path) -> None:
    assert said(harrow, sent) == {}
    done = sheets.import_sheet(harrow.desk, sent)
    assert (done.rows, done.updated, done.unchanged) == (2, 0, 2)


def test_what_the_agency_says_is_taken_in_as_one_step_and_only_once(
    harrow: Harrow, fill: Fill
) -> None:
    path = fill(
        row5_status="Completed",
        row5_evidence="Published on 3 November",
        row6_due="31 January 2027",
        row6_update="Waits for the new lead",
    )
    done = sheets.import_sheet(harrow.desk, path)
    assert (done.rows, done.updated, done.skipped) == (2, 2, [])
    first, second = harrow.all(Action, restricted=False)
    assert (first.status, first.evidence) == (ActionStatus.COMPLETED, "Published on 3 November")
    assert first.completed_by == "NHS NWL ICB"
    assert (second.due_on, second.slips) == (date(2027, 1, 31), 1)
    (update,) = harrow.all(ActionUpdate)
    assert (update.text, update.by_words) == ("Waits for the new lead", "NHS NWL ICB")
    assert [one.reason for one in harrow.all(DueDateChange)] == ["Waits for the new lead"]
    assert len(harrow.all(ActionEvidence)) == 1
    again = sheets.import_sheet(harrow.desk, path)
    assert (again.updated, again.unchanged) == (0, 2)
    harrow.desk.undo()
    assert {one.status for one in harrow.all(Action)} == {ActionStatus.OPEN}


def test_what_changed_here_meanwhile_is_shown_beside_and_not_overwritten(
    harrow: Harrow, fill: Fill
) -> None:
    action = harrow.all(Action, ref="QA-0001")[0].id
    path = fill(row5_due="15/01/2027", row6_status="On hold", row6_update="Lead has left")
    harrow.do(actions.move_due, action, date(2026, 12, 20), "Agreed by phone")
    found = said(harrow, path)
    clash = found["QA-0001", "due"]
    assert (clash.sent, clash.now, clash.returned) == ("1 Dec 2026", "20 Dec 2026", "15/01/2027")
    assert clash.verdict is Verdict.CONFLICT
    assert found["QA-0002", "status"].verdict is Verdict.THEIRS
    done = sheets.import_sheet(harrow.desk, path)
    assert (done.updated, [one.row for one in done.skipped]) == (1, [5])
    assert harrow.get(Action, action).due_on == date(2026, 12, 20)
    with harrow.desk.read() as reader:
        back = sheets.read_back(reader, path)
    harrow.do(partial(sheets.take, back=back, accepted=[clash]))
    assert harrow.get(Action, action).due_on == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("cells", "field", "why"),
    [
        ({"row5_status": "Completed"}, "status", "Completed needs evidence"),
        ({"row5_status": "Nearly"}, "status", "“Nearly” is none of Open, On hold, Completed"),
        ({"row5_due": "when ready"}, "due", "No date: “when ready”"),
        ({"row5_ref": "QA-0999"}, "row", "It was not on the sheet as sent"),
        ({"row5_ref": "QA-0002"}, "row", "It stands twice in the sheet"),
        ({"row5_status": "On hold"}, "status", "On hold needs a reason"),
    ],
)
def test_what_cannot_be_taken_in_is_named_and_nothing_of_it_is_done(
    harrow: Harrow, fill: Fill, cells: dict[str, str], field: str, why: str
) -> None:
    path = fill(**cells)
    with harrow.desk.read() as reader:
        back = sheets.read_back(reader, path)
    problems = [one for one in back.proposals if one.problem]
    assert any(one.field == field and why in one.problem for one in problems)
    done = sheets.import_sheet(harrow.desk, path)
    assert done.rows == done.updated + done.unchanged + len(done.skipped)
    assert done.updated == 0
    assert done.skipped
    assert {one.status for one in harrow.all(Action)} == {ActionStatus.OPEN}


def test_a_date_typed_as_a_date_and_one_kept_by_an_office_program_read_alike(
    harrow: Harrow, fill: Fill
) -> None:
    path = fill(row5_due=date(2027, 2, 1), row5_update="More time, please")
    assert said(harrow, path)["QA-0001", "due"].value == date(2027, 2, 1)


def test_what_is_no_sheet_of_this_desk_is_refused_by_name(
    harrow: Harrow, sent: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(sent)
    book["Key"]["A1"] = "SAFEGUARD-DESK-ACTIONS|1|0123"
    foreign = tmp_path / "foreign.xlsx"
    book.save(foreign)
    empty = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(empty)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(sent.read_bytes()[:2000])
    older = tmp_path / "older.xlsx"
    book["Key"]["A1"] = "SAFEGUARD-DESK-ACTIONS|9|0123"
    book.save(older)
    for path, why in (
        (foreign, "was not sent from this desk"),
        (empty, "is no sheet of actions"),
        (broken, "is no workbook"),
        (older, "another version"),
        (tmp_path / "gone.xlsx", "could not be read"),
    ):
        with pytest.raises(Refusal, match=why):
            sheets.import_sheet(harrow.desk, path)


def test_a_line_that_is_gone_from_the_sheet_is_told(harrow: Harrow, sent: Path) -> None:
    book = openpyxl.load_workbook(sent)
    book["Actions"].delete_rows(6)
    path = sent.with_name("cut.xlsx")
    book.save(path)
    assert "is gone from the sheet" in said(harrow, path)["QA-0002", "row"].problem
