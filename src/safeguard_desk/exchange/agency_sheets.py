"""Agencies' sheets of actions: workbooks that go out with a mail each, and are read back.

Only status, due date, update and evidence can be written in; a hidden sheet carries the key.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import Attached, Mail, draft, safe_name
from safeguard_desk.exchange.office_rows import workbook
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.return_forms import clean
from safeguard_desk.rules.agency_sheets import (
    ANSWERED,
    COLUMNS,
    EDITION,
    STATUSES,
    Filled,
    read_stamp,
    stamp,
)
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.rules.three_way import Verdict
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.agency_sheets import (
    AgencyLine,
    Proposal,
    SheetAction,
    SheetHead,
    agencies,
    proposals,
    sheet,
    sheet_actions,
)
from safeguard_desk.views.called import named
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.groups import partnership
from safeguard_desk.work import agency_sheets as verbs
from safeguard_desk.work import dispatching

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEY_SHEET, TITLE = "Key", "Actions"
HEADINGS_ROW = 4
REPLY = 10
"""Working days within which a sheet is asked back."""
MOST_ROWS = 2_000
_WIDTHS = (11, 46, 24, 20, 36, 16, 16, 44, 44)
_HINT = "Please fill in the yellow cells. A new date asks for more time; say in the update why."
_KEPT = "Nothing of it was taken in."
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outgoing:
    """A sheet ready to go: the agency, its actions, the workbook, and the mail where it has one."""

    agency: AgencyLine
    key: str
    lines: tuple[SheetAction, ...]
    filename: str
    data: bytes
    mail: tuple[str, bytes] | None
    subject: str


def make(
    desk: Desk, group_id: str | None, wanted: Sequence[str], progress: Progress
) -> list[Outgoing]:
    """Make the sheets of some agencies, of all with open actions where none is named."""
    made: list[Outgoing] = []
    with desk.read() as reader:
        known = agencies(reader, group_id)
        chosen = [one for one in known if not wanted or one.id in wanted]
        if not chosen:
            raise Refusal(
                "None of these agencies has an open action.", "No sheet was made.", "Choose others."
            )
        taken: list[str] = []
        for number, agency in enumerate(chosen):
            progress(number, len(chosen))
            made.append(_one(reader, desk, group_id, agency, taken))
    return made


def _one(
    reader: Reader, desk: Desk, group_id: str | None, agency: AgencyLine, taken: list[str]
) -> Outgoing:
    lines = tuple(sheet_actions(reader, agency.id, group_id))
    key = verbs.new_key()
    group = named(reader, "groups", group_id) or partnership(reader)
    data = write_sheet(agency.agency, group, lines, key, reader.today)
    filename = safe_name(f"{group} - actions of {agency.agency}", taken, ".xlsx")
    taken.append(filename)
    words = words_of(reader, "agency_sheet")
    values = {
        "partnership": partnership(reader),
        "group": group,
        "recipient": agency.role or agency.agency,
        "agency": agency.agency,
        "reply_by": write_day(add_working_days(reader.today, REPLY)),
        "sender": desk.who,
        "today": write_date(reader.today),
        "attached": filename,
        "actions": "\n".join(f"{line.ref}  {line.title}" for line in lines),
        "reason": "",
    }
    subject = fill(words.subject, values)
    mail = None
    if agency.email:
        letter = Mail(
            to=((agency.role, agency.email),),
            subject=subject,
            body=fill(words.body, values),
            attached=(Attached(filename, XLSX, data),),
        )
        mail = (safe_name(f"{subject} - {agency.role}", taken), draft(letter, desk.clock()))
        taken.append(mail[0])
    return Outgoing(agency, key, lines, filename, data, mail, subject)


def write_sheet(
    agency: str, group: str, lines: Sequence[SheetAction], key: str, today: Any
) -> bytes:
    """Return an agency's workbook."""
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    page.title = TITLE
    _put(page, 1, 1, f"{agency}: actions, {group}, {write_date(today)}", bold=14)
    _put(page, 2, 1, _HINT)
    _headings(page)
    for number, line in enumerate(lines, HEADINGS_ROW + 1):
        _line(page, number, line)
    _rules(page, len(lines))
    hidden: Any = book.create_sheet(KEY_SHEET)
    hidden["A1"] = stamp(key)
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    book.properties.title = clean(f"Actions of {agency}")
    book.properties.creator = ""
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _put(page: Any, row: int, column: int, words: str, *, bold: int = 0) -> Any:
    """Write words as words, whatever sign they begin with."""
    from openpyxl.styles import Font

    cell = page.cell(row, column)
    if words:
        cell.value = clean(words)
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True, size=bold)
    return cell


def _headings(page: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for place, words in enumerate(COLUMNS, 1):
        cell = _put(page, HEADINGS_ROW, place, words)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="123C4F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]


def _line(page: Any, number: int, line: SheetAction) -> None:
    from openpyxl.styles import Alignment, PatternFill, Protection

    words = (line.ref, line.title, line.owner, line.raised_at, line.last, line.status.label)
    for place, said in enumerate((*words, "", "", ""), 1):
        cell = _put(page, number, place, said)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if place in ANSWERED:
            cell.protection = Protection(locked=False)
            cell.fill = PatternFill("solid", fgColor="FFF7E0")
    due = page.cell(number, COLUMNS.index("Due") + 1)
    due.number_format = "d mmm yyyy"
    if line.due_on is not None:
        due.value = line.due_on
    elif line.due_words:
        due.value = clean(line.due_words)


def _rules(page: Any, count: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    labels = ",".join(status.label for status in STATUSES)
    rule = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=True)
    rule.showErrorMessage = False
    letter = get_column_letter(COLUMNS.index("Status") + 1)
    rule.add(f"{letter}{HEADINGS_ROW + 1}:{letter}{HEADINGS_ROW + max(1, count)}")
    page.add_data_validation(rule)
    page.freeze_panes = page.cell(HEADINGS_ROW + 1, 2)
    page.protection.sheet = True
    page.protection.formatRows = page.protection.formatColumns = False
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def write(made: Sequence[Outgoing], folder: Path) -> int:
    """Write the workbooks and their mails into a folder; return how many mails there are."""
    for one in made:
        save(one.data, folder / one.filename)
        if one.mail is not None:
            save(one.mail[1], folder / one.mail[0])
    return sum(one.mail is not None for one in made)


def record(uow: UnitOfWork, *, made: Sequence[Outgoing], group_id: str | None) -> int:
    """Record the sheets as sent; return how many."""
    for one in made:
        verbs.send(uow, one.key, one.agency.id, group_id, one.lines, one.filename)
        sent = dispatching.Sent(one.agency.email, None, one.agency.id, files=(one.filename,))
        dispatching.record(
            uow, DispatchKind.AGENCY_SHEET, [sent], subject=one.subject, group_id=group_id
        )
    return len(made)


@dataclass(frozen=True)
class Back:
    """A filled sheet: which it is, and what it says field by field."""

    filename: str
    sha256: str
    head: SheetHead
    filled: tuple[Filled, ...]
    proposals: tuple[Proposal, ...]

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.filled)


def read_back(reader: Reader, path: Path) -> Back:
    """Return what a filled sheet says; refuses one that is none of this desk's."""
    data, book = workbook(path, "a sheet of actions")
    found = read_stamp(str(book[KEY_SHEET]["A1"].value)) if KEY_SHEET in book.sheetnames else None
    if found is None or TITLE not in book.sheetnames:
        raise Refusal(
            f"{path.name} is no sheet of actions of this program.",
            _KEPT,
            "Read the workbook that was sent out, not a copy of its lines.",
        )
    if found[0] != EDITION:
        raise Refusal(
            f"{path.name} was made by another version of the program.",
            _KEPT,
            "Send the agency a new sheet.",
        )
    head = sheet(reader, found[1])
    lines = list(_filled(book[TITLE], path.name))
    digest = hashlib.sha256(data).hexdigest()
    return Back(path.name, digest, head, tuple(lines), tuple(proposals(reader, head, lines)))


def _filled(page: Any, filename: str) -> list[Filled]:
    rows = page.iter_rows(
        min_row=HEADINGS_ROW, max_row=HEADINGS_ROW + MOST_ROWS, max_col=len(COLUMNS)
    )
    found = []
    for number, row in enumerate(rows, HEADINGS_ROW):
        cells = [_words(cell.value) for cell in row]
        if number == HEADINGS_ROW:
            if tuple(cells) != COLUMNS:
                raise Refusal(
                    f"The columns of {filename} are not those of the sheet.",
                    _KEPT,
                    f"They should be: {', '.join(COLUMNS)}.",
                )
        elif any(cells):
            found.append(Filled(number, cells[0], cells[5], cells[6], cells[7], cells[8]))
    return found


def _words(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "year") and hasattr(value, "day"):
        return write_date(value.date() if hasattr(value, "date") else value)
    return str(value).strip()


def usual(back: Back) -> list[Proposal]:
    """Return what is accepted together: what the agency changed and nobody here did."""
    return [one for one in back.proposals if one.verdict is Verdict.THEIRS and not one.problem]


def import_sheet(desk: Desk, path: Path, *, dry_run: bool = False) -> Imported:
    """Read a filled sheet and take in what nobody here has changed meanwhile, as one step."""
    with desk.read() as reader:
        back = read_back(reader, path)
    accepted = usual(back)
    if accepted and not dry_run:
        desk.change(f"Read the sheet of {back.head.agency}", partial(_take, back=back))
    return told(back, accepted)


def _take(uow: UnitOfWork, *, back: Back) -> verbs.Taken:
    return take(uow, back=back, accepted=usual(back))


def take(uow: UnitOfWork, *, back: Back, accepted: Sequence[Proposal]) -> verbs.Taken:
    """Take in what was accepted of a sheet."""
    return verbs.take(uow, back.head.id, accepted, back.proposals, back.sha256)


def told(back: Back, accepted: Sequence[Proposal]) -> Imported:
    """Return what became of each line, as the command line tells it."""
    changed = {one.row for one in accepted}
    wrong = [
        one
        for one in back.proposals
        if one.row and (one.problem or one.verdict is Verdict.CONFLICT)
    ]
    skipped = {one.row for one in wrong} - changed
    result = Imported(rows=back.lines, updated=len(changed))
    result.skipped = [Skipped(row, _reason(row, wrong)) for row in sorted(skipped)]
    result.notes = [
        Noted(one.row, one.field, one.returned, one.problem or one.verdict.label)
        for one in back.proposals
        if (one in wrong and one.row in changed) or not one.row
    ]
    result.unchanged = back.lines - len(changed) - len(skipped)
    return result


def _reason(row: int, wrong: Sequence[Proposal]) -> str:
    return "; ".join(
        one.problem or f"{one.field}: changed here too" for one in wrong if one.row == row
    )
