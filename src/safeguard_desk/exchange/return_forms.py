"""Pre-meeting return forms: a workbook and a Word document for one agency, with the same lines.

Only the cells that are asked for can be written in. A stamp says which meeting, agency and edition
the form is of: on a hidden sheet of the workbook, in the footer of the document.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.returning import EDITION, PURPOSES, REPLIES, STATUSES, Stamp
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.returns import AgencyForm

ACTIONS = ("Ref", "Action", "Owner", "Due", "Status now", "How it stands", "Update")
MEMBERS = ("Role", "Will you come?", "Deputy (role)", "Reason")
ITEMS = ("Item you want", "Minutes", "Purpose", "Why, and who presents")
SHEETS = {"Actions": ACTIONS, "Who comes": MEMBERS, "Items": ITEMS}
STAMP_SHEET = "Form"
HEADINGS_ROW = 4
"""The row of a sheet that holds the headings; answers begin below it."""
EMPTY_ITEMS = 6
"""Lines for items that a form offers."""
_ANSWERED = {"Actions": (6, 7), "Who comes": (2, 3, 4), "Items": (1, 2, 3, 4)}
"""The columns of each sheet that may be written in, from 1."""
_WIDTHS = {
    "Actions": (12, 52, 26, 14, 14, 22, 52),
    "Who comes": (40, 20, 32, 44),
    "Items": (52, 12, 20, 52),
}
_HINTS = {
    "Actions": "Say how each action stands. Saying that it is done does not close it: the group"
    " closes it with your evidence.",
    "Who comes": "Choose an answer for each of your members; name a deputy by role.",
    "Items": "What your agency wants on the agenda, a line each.",
}
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def clean(text: str) -> str:
    """Return a text without signs that no office file may hold."""
    return _UNSAFE.sub("", text)


def stamp_of(meeting: MeetingHead, form: AgencyForm) -> Stamp:
    """Return the stamp of a form."""
    return Stamp(EDITION, meeting.ref, form.agency_id, form.agency)


def lines(form: AgencyForm) -> dict[str, list[tuple[str, ...]]]:
    """Return the lines of each part of a form as words."""
    return {
        "Actions": [
            (one.ref, one.title, one.owner, _day(one.due_on), one.status, "", "")
            for one in form.actions
        ],
        "Who comes": [(one.role, one.reply, one.deputy, "") for one in form.members],
        "Items": [("", "", "", "")] * EMPTY_ITEMS,
    }


def _day(day: date | None) -> str:
    return write_date(day) if day else ""


def write_workbook(meeting: MeetingHead, form: AgencyForm, path: Path) -> None:
    """Write an agency's form as a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    for title, rows in lines(form).items():
        _sheet(book.create_sheet(title), title, rows, meeting, form)
    hidden = book.create_sheet(STAMP_SHEET)
    hidden["A1"] = clean(stamp_of(meeting, form).written())
    hidden.sheet_state = "hidden"
    hidden.protection.sheet = True
    book.properties.title = clean(f"Return of {form.agency} for {meeting.ref}")
    book.save(path)


def _sheet(
    sheet: Any, title: str, rows: list[tuple[str, ...]], meeting: MeetingHead, form: AgencyForm
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    heading = f"{form.agency}: {title.lower()}, {meeting.group_name}, {write_day(meeting.held_on)}"
    _put(sheet, 1, 1, heading).font = Font(bold=True, size=14)
    _put(sheet, 2, 1, _HINTS[title])
    open_to = PatternFill("solid", fgColor="FFF7E0")
    for place, words in enumerate(SHEETS[title], 1):
        cell = _put(sheet, HEADINGS_ROW, place, words)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="123C4F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[title][place - 1]
    for number, row in enumerate(rows, HEADINGS_ROW + 1):
        for place, words in enumerate(row, 1):
            cell = _put(sheet, number, place, words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if place in _ANSWERED[title]:
                cell.protection = Protection(locked=False)
                cell.fill = open_to
    if title == "Actions" and not rows:
        _put(sheet, HEADINGS_ROW + 1, 1, "")
        _put(sheet, HEADINGS_ROW + 1, 2, "Your agency has no open action of this group.")
    _choices(sheet, title, len(rows))
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 1)
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _put(sheet: Any, row: int, column: int, words: str) -> Any:
    """Write words into a cell as words, whatever sign they begin with."""
    cell = sheet.cell(row, column)
    if words:
        cell.value = clean(words)
        cell.data_type = "s"
    return cell


def _choices(sheet: Any, title: str, count: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    column, words = {
        "Actions": (6, STATUSES),
        "Who comes": (2, tuple(REPLIES)),
        "Items": (3, PURPOSES),
    }[title]
    if not count:
        return
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.showErrorMessage = False
    letter = get_column_letter(column)
    rule.add(f"{letter}{HEADINGS_ROW + 1}:{letter}{HEADINGS_ROW + count}")
    sheet.add_data_validation(rule)


def write_document(meeting: MeetingHead, form: AgencyForm, path: Path) -> None:
    """Write an agency's form as a Word document."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.title = clean(f"Return of {form.agency} for {meeting.ref}")
    document.core_properties.author = ""
    document.add_heading(clean(f"Return of {form.agency}"), 1)
    document.add_paragraph(
        clean(f"{meeting.group_name}, {write_day(meeting.held_on)} ({meeting.ref})")
    )
    for title, rows in lines(form).items():
        document.add_heading(title, 2)
        document.add_paragraph(_HINTS[title])
        if title == "Who comes":
            document.add_paragraph(f"Answers: {'; '.join(REPLIES)}.")
        elif title == "Actions":
            document.add_paragraph(f"How it stands: {'; '.join(STATUSES)}.")
        elif title == "Items":
            document.add_paragraph(f"Purpose: {'; '.join(PURPOSES)}.")
        _table(document, SHEETS[title], rows)
    section.footer.paragraphs[0].text = clean(stamp_of(meeting, form).written())
    for run in section.footer.paragraphs[0].runs:
        run.font.size = Pt(6)
    document.save(str(path))


def _table(document: Any, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, headings, strict=True):
        cell.text = words
        cell.paragraphs[0].runs[0].bold = True
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(words)
