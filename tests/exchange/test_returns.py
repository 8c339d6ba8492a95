"""Pre-meeting returns: forms for every agency, and what comes back read in once."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import returns
from safeguard_desk.exchange.return_reading import read_return
from safeguard_desk.models import Action, ActionUpdate, AgencyReturn, Attendance, Matter
from safeguard_desk.rules.returning import EDITION, MARK, read_purpose, read_reply, read_stamp
from safeguard_desk.rules.terms import ActionStatus, EntryKind, Presence, Purpose
from safeguard_desk.views import building
from safeguard_desk.views import returns as view

ICB = "NHS NWL ICB"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)


@pytest.fixture
def forms(harrow: Harrow, tmp_path: Path) -> tuple[str, Path]:
    """A planned meeting with an open action of the ICB, and the folder of its forms."""
    meeting = harrow.plan()
    harrow.raise_action()
    folder = tmp_path / "forms"
    returns.make_forms(harrow.desk, meeting, folder)
    return meeting, folder


def file(folder: Path, ending: str, agency: str = ICB) -> Path:
    return folder / f"QA-2026-11-17 {agency}{ending}"


def fill_workbook(path: Path, cells: dict[tuple[str, int, int], Any]) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    for (sheet, row, column), value in cells.items():
        book[sheet].cell(row, column).value = value
    book.save(path)


def fill_document(path: Path, cells: dict[tuple[int, int, int], str]) -> None:
    import docx

    document = docx.Document(str(path))
    for (table, row, column), words in cells.items():
        document.tables[table].rows[row].cells[column].text = words
    document.save(str(path))


def answered(path: Path) -> None:
    """Fill in the ICB's form: an update, both replies, and an item."""
    if path.suffix == ".xlsx":
        fill_workbook(
            path,
            {
                ("Actions", 5, 6): "Done: see the update",
                ("Actions", 5, 7): "Toolkit is out",
                ("Who comes", 5, 2): "Sends a deputy",
                ("Who comes", 5, 3): "Deputy Designated Nurse",
                ("Who comes", 6, 2): "Apologies",
                ("Who comes", 6, 4): "Leave",
                ("Items", 5, 1): "Dental contract",
                ("Items", 5, 2): 20,
                ("Items", 5, 3): "For decision",
            },
        )
    else:
        fill_document(
            path,
            {
                (0, 1, 5): "Done: see the update",
                (0, 1, 6): "Toolkit is out",
                (1, 1, 1): "Sends a deputy",
                (1, 1, 2): "Deputy Designated Nurse",
                (1, 2, 1): "apologies.",
                (1, 2, 3): "Leave",
                (2, 1, 0): "Dental contract",
                (2, 1, 1): "20 min",
                (2, 1, 2): "decision",
            },
        )


def seats(harrow: Harrow, meeting: str) -> list[Attendance]:
    return harrow.all(Attendance, meeting_id=meeting, agency_id=harrow.agencies[ICB])


def test_every_agency_gets_a_workbook_and_a_document_and_is_asked(
    harrow: Harrow, forms: tuple[str, Path]
) -> None:
    meeting, folder = forms
    with harrow.desk.read() as reader:
        asked = view.returns(reader, meeting)
    assert len(list(folder.iterdir())) == 2 * len(asked)
    assert all(line.asked_on is not None and line.received_on is None for line in asked)
    (icb,) = [line for line in asked if line.agency == ICB]
    assert (icb.members, icb.actions) == (len(seats(harrow, meeting)), 1)


def test_only_what_is_asked_for_can_be_written_in_and_the_stamp_is_hidden(
    forms: tuple[str, Path],
) -> None:
    from openpyxl import load_workbook

    book = load_workbook(file(forms[1], ".xlsx"))
    assert book["Form"].sheet_state == "hidden"
    stamp = read_stamp(book["Form"]["A1"].value)
    assert stamp is not None
    assert (stamp.edition, stamp.meeting, stamp.agency) == (EDITION, "QA-2026-11-17", ICB)
    sheet = book["Actions"]
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[5]] == [True] * 5 + [False] * 2
    assert sheet.data_validations.dataValidation


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_return_is_read_into_updates_replies_and_items_and_a_second_time_changes_nothing(
    harrow: Harrow, forms: tuple[str, Path], ending: str
) -> None:
    meeting, folder = forms
    path = file(folder, ending)
    answered(path)
    done = returns.read_one(harrow.desk, meeting, path)
    assert (done.rows, done.created, done.updated, done.unchanged) == (4, 2, 2, 0)
    (update,) = harrow.all(ActionUpdate)
    assert update.text == "Toolkit is out (done: see the update)"
    assert update.by_words == ICB
    (action,) = harrow.all(Action)
    assert action.status is ActionStatus.OPEN
    replies = {(seat.reply, seat.deputy_words, seat.reason) for seat in seats(harrow, meeting)}
    assert (Presence.DEPUTY, "Deputy Designated Nurse", "") in replies
    assert (Presence.APOLOGIES, "", "Leave") in replies
    assert all(seat.presence is Presence.EXPECTED for seat in seats(harrow, meeting))
    (wish,) = harrow.all(Matter)
    assert (wish.title, wish.minutes, wish.purpose) == ("Dental contract", 20, Purpose.DECISION)
    with harrow.desk.read() as reader:
        (one,) = [p for p in building.proposals(reader, meeting) if p.title == "Dental contract"]
    assert one.reason == f"Asked for by {ICB}"
    again = returns.read_one(harrow.desk, meeting, path)
    assert (again.rows, again.unchanged) == (4, 4)
    assert len(harrow.all(ActionUpdate)) == len(harrow.all(Matter)) == 1


def test_a_dry_run_tells_all_and_changes_nothing(harrow: Harrow, forms: tuple[str, Path]) -> None:
    meeting, folder = forms
    path = file(folder, ".xlsx")
    answered(path)
    done = returns.read_one(harrow.desk, meeting, path, dry_run=True)
    assert (done.created, done.updated) == (2, 2)
    assert harrow.all(ActionUpdate) == []
    assert all(record.received_on is None for record in harrow.all(AgencyReturn))


def test_what_is_not_understood_is_kept_as_words_and_listed(
    harrow: Harrow, forms: tuple[str, Path]
) -> None:
    meeting, folder = forms
    path = file(folder, ".xlsx")
    fill_workbook(
        path,
        {
            ("Actions", 5, 1): "QA-0999",
            ("Actions", 5, 7): "Somebody else's",
            ("Who comes", 5, 2): "Perhaps",
            ("Items", 5, 1): "Dental",
            ("Items", 5, 2): "a while",
            ("Items", 6, 4): "An item without a title",
        },
    )
    done = returns.read_one(harrow.desk, meeting, path)
    assert [skipped.row for skipped in done.skipped] == [5, 6]
    assert {noted.text for noted in done.notes} == {
        "Somebody else's",
        "Perhaps",
        "a while",
        "An item without a title",
    }
    assert any(seat.reason == "Perhaps" for seat in seats(harrow, meeting))
    (wish,) = harrow.all(Matter)
    assert wish.notes == "Minutes as written: a while"
    icb = harrow.agencies[ICB]
    (record,) = harrow.all(AgencyReturn, agency_id=icb)
    assert "Somebody else's (words of the return)" in record.words


def test_an_action_of_another_agency_is_not_updated(
    harrow: Harrow, forms: tuple[str, Path]
) -> None:
    meeting, folder = forms
    path = file(folder, ".xlsx", "Cafcass")
    fill_workbook(path, {("Actions", 5, 1): "QA-0001", ("Actions", 5, 7): "Not ours"})
    done = returns.read_one(harrow.desk, meeting, path)
    assert "is not an action of Cafcass" in done.skipped[0].reason
    assert harrow.all(ActionUpdate) == []


def test_a_form_of_another_meeting_edition_or_desk_is_refused_by_name(
    harrow: Harrow, forms: tuple[str, Path], tmp_path: Path
) -> None:
    meeting, folder = forms
    path = file(folder, ".xlsx")
    other = harrow.plan(code="LD")
    with pytest.raises(Refusal, match="for QA-2026-11-17, not for LD-2026-11-17"):
        returns.read_one(harrow.desk, other, path)
    icb = harrow.agencies[ICB]
    strange = path.rename(tmp_path / "strange.xlsx")
    from openpyxl import load_workbook

    book = load_workbook(strange)
    stamp = book["Form"]["A1"].value
    for words, match in (
        (stamp.replace(icb, "f" * 32), "does not know"),
        (stamp.replace(f"{MARK}|{EDITION}", f"{MARK}|0"), "older form"),
        (stamp.replace(f"{MARK}|{EDITION}", f"{MARK}|9"), "newer form"),
        ("nothing", "no return form"),
    ):
        book["Form"]["A1"].value = words
        book.save(strange)
        with pytest.raises(Refusal, match=match):
            returns.read_one(harrow.desk, meeting, strange)
    assert all(record.received_on is None for record in harrow.all(AgencyReturn))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7 something", b"Ref,Action"])
def test_a_foreign_file_is_refused(
    harrow: Harrow, forms: tuple[str, Path], tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refusal, match="no return form"):
        returns.read_one(harrow.desk, forms[0], path)


def test_a_form_that_lost_a_sheet_or_its_columns_is_refused(
    harrow: Harrow, forms: tuple[str, Path]
) -> None:
    from openpyxl import load_workbook

    path = file(forms[1], ".xlsx")
    fill_workbook(path, {("Items", 4, 1): "Something else"})
    with pytest.raises(Refusal, match="columns of “Items”"):
        returns.read_one(harrow.desk, forms[0], path)
    book = load_workbook(path)
    del book["Items"]
    book.save(path)
    with pytest.raises(Refusal, match="lost its sheet “Items”"):
        returns.read_one(harrow.desk, forms[0], path)


def test_several_files_are_one_step_and_a_bad_one_is_named(
    harrow: Harrow, forms: tuple[str, Path], tmp_path: Path
) -> None:
    meeting, folder = forms
    answered(file(folder, ".xlsx"))
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no")
    files = [file(folder, ".xlsx"), bad, file(folder, ".docx", "Cafcass")]
    read = returns.read_files(harrow.desk, meeting, files).result
    assert sorted(read.agencies) == sorted([ICB, "Cafcass"])
    assert read.refused == ["bad.docx is no return form of this program."]
    harrow.desk.undo()
    assert harrow.all(Matter) == []


def test_the_returns_of_a_meeting_that_was_held_are_closed(
    harrow: Harrow, forms: tuple[str, Path], tmp_path: Path
) -> None:
    meeting, folder = forms
    harrow.minuted(meeting, EntryKind.NOTE)
    with pytest.raises(Refusal, match="returns are closed"):
        returns.read_one(harrow.desk, meeting, file(folder, ".xlsx"))
    with pytest.raises(Refusal, match="is held"):
        returns.make_forms(harrow.desk, meeting, tmp_path / "more")


def test_a_folder_that_cannot_be_written_to_is_refused(harrow: Harrow, tmp_path: Path) -> None:
    meeting = harrow.plan()
    taken = tmp_path / "taken"
    taken.write_text("a file")
    with pytest.raises(Refusal, match="could not be written"):
        returns.make_forms(harrow.desk, meeting, taken)
    assert harrow.all(AgencyReturn) == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [("yes", Presence.PRESENT), (" Apologies. ", Presence.APOLOGIES), ("maybe", None), ("", None)],
)
def test_replies_are_read_leniently(words: str, meant: Presence | None) -> None:
    assert read_reply(words) is meant


@pytest.mark.parametrize(("words", "meant"), [("decision", Purpose.DECISION), ("lunch", None)])
def test_purposes_are_read_leniently(words: str, meant: Purpose | None) -> None:
    assert read_purpose(words) is meant


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_form_with_any_part_spoilt_or_missing_is_refused_or_read_but_never_a_fault(
    forms: tuple[str, Path], ending: str
) -> None:
    data = file(forms[1], ending).read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    refused = 0
    for hit in parts:
        for spoilt in (None, b"junk", parts[hit][: len(parts[hit]) // 2]):
            made = BytesIO()
            with zipfile.ZipFile(made, "w") as out:
                for name, content in parts.items():
                    if name != hit or spoilt is not None:
                        out.writestr(name, spoilt if name == hit and spoilt else content)
            try:
                read_return(made.getvalue(), "return")
            except Refusal:
                refused += 1
    assert refused
