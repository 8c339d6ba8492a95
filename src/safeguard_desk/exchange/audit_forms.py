"""Return forms of an audit: a workbook for each agency, with a line for each case.

Only the cells that are asked for can be written in. A stamp on a hidden sheet says which audit and
agency the form is of; the visible columns are those of any other table of returns.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.audit_forms import EDITION, Stamp
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import Grade
from safeguard_desk.views.audit_grades import Grades, ReturnView, grades
from safeguard_desk.views.audits import AgencyView, AuditHead

STAMP_SHEET = "Form"
RETURN_SHEET = "Return"
HEADINGS_ROW = 5
"""The row of the sheet that holds the headings; the cases begin below it."""
NOT_KNOWN = "Not known"
"""What an agency chooses for a case that it does not know."""
CHOICES = (*(grade.label for grade in Grade), NOT_KNOWN)
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NAME = 60
"""Characters of an agency's name in a file's name."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """The forms that were written."""

    files: tuple[Path, ...]

    @property
    def words(self) -> str:
        """What was made, in a sentence."""
        count = f"{len(self.files)} form{'' if len(self.files) == 1 else 's'}"
        return f"{count} in {self.files[0].parent}."


def make_forms(
    desk: Desk,
    audit_id: str,
    folder: Path,
    tell: Tell | None = None,
    only: Sequence[str] | None = None,
) -> Made:
    """Write a workbook for every agency of which returns are expected; forms of before are lost.

    only: the ids of the agencies it is wanted for. Refuses an audit without questions, cases or
    agencies, and a folder that cannot be written to.
    """
    with desk.read() as reader:
        held = grades(reader, audit_id)
    view = held.audit
    asked = [a for a in view.agencies if a.expected and (only is None or a.agency_id in only)]
    lacking = [
        words
        for there, words in (
            (view.questions, "questions"), (view.cases, "cases"), (asked, "agencies invited")
        )
        if not there
    ]  # fmt: skip
    if lacking:
        raise Refusal(
            f"{view.head.ref} has no {' and no '.join(lacking)} yet.",
            "No form was made.",
            "Add them first: a form has a line for each case and a column for each question.",
        )
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, agency in enumerate(asked):
            if tell is not None:
                tell(number, len(asked))
            path = folder / f"{view.head.ref} {_named(agency.name)}.xlsx"
            write_form(held, agency, path)
            made.append(path)
    except OSError as error:
        raise Refusal(
            f"The forms could not be written into {folder}: {error.strerror or error}.",
            f"{len(made)} were written before.",
            "Choose another folder, or close the files that are open.",
        ) from error
    return Made(tuple(made))


def _named(agency: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in agency)
    return " ".join(kept.split())[:_NAME].strip() or "agency"


def write_form(held: Grades, agency: AgencyView, path: Path) -> None:
    """Write an agency's form, with what it has returned before already in it."""
    from openpyxl import Workbook

    book = Workbook()
    del book[book.sheetnames[0]]
    _returns(book.create_sheet(RETURN_SHEET), held, agency)
    _standards(book.create_sheet("Standards"), held)
    hidden = book.create_sheet(STAMP_SHEET)
    hidden["A1"] = _clean(Stamp(EDITION, held.audit.head.ref, agency.name).written())
    hidden.sheet_state = "hidden"
    hidden.protection.sheet = True
    book.properties.title = _clean(f"Return of {agency.name} for {held.audit.head.ref}")
    book.save(path)


def _returns(sheet: Any, held: Grades, agency: AgencyView) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    view = held.audit
    asked = [question.heading for question in view.questions]
    headings = ["Case", "Agency", *asked, "Comment", "Evidence"]
    _put(sheet, 1, 1, f"{view.head.ref} {view.head.title}: return of {agency.name}").font = Font(
        bold=True, size=14
    )
    _put(sheet, 2, 1, _hint(view.head, agency))
    _put(sheet, 3, 1, "No names, dates of birth or addresses: the case's code number is enough.")
    for place, words in enumerate(headings, 1):
        cell = _put(sheet, HEADINGS_ROW, place, words)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="123C4F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        wide = 10 if place == 1 else 26 if place == 2 else 20 if place <= len(asked) + 2 else 44
        sheet.column_dimensions[get_column_letter(place)].width = wide
    open_to = PatternFill("solid", fgColor="FFF7E0")
    for number, case in enumerate(view.cases, HEADINGS_ROW + 1):
        came = held.returns.get((case.id, agency.agency_id))
        answers = _answers(came, [question.id for question in view.questions])
        for place, words in enumerate([case.code, agency.name, *answers], 1):
            cell = _put(sheet, number, place, words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if place > 2:
                cell.protection = Protection(locked=False)
                cell.fill = open_to
    _choices(sheet, len(asked), len(view.cases))
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 3)
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _hint(audit: AuditHead, agency: AgencyView) -> str:
    due = f" Please return it by {write_date(agency.due_on)}." if agency.due_on else ""
    return (
        "Choose a grade for each question of each case; the standards are on the second sheet."
        f" “{NOT_KNOWN}” if your agency does not know the case.{due}"
    )


def _answers(came: ReturnView | None, asked: list[str]) -> list[str]:
    if came is None:
        return [""] * (len(asked) + 2)
    if came.not_known:
        return [*([NOT_KNOWN] * len(asked)), came.comment, came.evidence]
    given = (came.grades.get(question) for question in asked)
    marks = [grade.self_grade.label if grade else "" for grade in given]
    return [*marks, came.comment, came.evidence]


def _choices(sheet: Any, questions: int, cases: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{",".join(CHOICES)}"', allow_blank=True)
    rule.error = "Choose one of the grades of the list."
    rule.errorTitle = "No grade"
    first, last = get_column_letter(3), get_column_letter(2 + questions)
    rule.add(f"{first}{HEADINGS_ROW + 1}:{last}{HEADINGS_ROW + cases}")
    sheet.add_data_validation(rule)


def _standards(sheet: Any, held: Grades) -> None:
    from openpyxl.styles import Alignment, Font

    _put(sheet, 1, 1, "What each question asks, and the standard it is graded by").font = Font(
        bold=True, size=14
    )
    for place, (words, wide) in enumerate((("Question", 60), ("Standard", 80)), 1):
        _put(sheet, 3, place, words).font = Font(bold=True)
        sheet.column_dimensions["AB"[place - 1]].width = wide
    for number, question in enumerate(held.audit.questions, 4):
        for place, words in enumerate((question.heading, question.standard), 1):
            _put(sheet, number, place, words).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.protection.sheet = True


def _clean(text: str) -> str:
    return _UNSAFE.sub("", text)


def _put(sheet: Any, row: int, column: int, words: str) -> Any:
    """Write words into a cell as words, whatever sign they begin with."""
    cell = sheet.cell(row, column)
    if words:
        cell.value = _clean(words)
        cell.data_type = "s"
    return cell
