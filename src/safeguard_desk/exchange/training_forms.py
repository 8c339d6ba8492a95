"""Forms of training returns: a workbook for each agency, and what one that came back says.

Only the answers can be written in; a hidden sheet says which return it is of, and its number.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.office_rows import workbook
from safeguard_desk.exchange.return_forms import STAMP_SHEET, clean
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.suppression import read_count
from safeguard_desk.rules.terms_learning import CourseLevel
from safeguard_desk.rules.training_returns import (
    EDITION,
    MEANINGS,
    QUALITY,
    Form,
    Said,
    Stamp,
    fault,
    read_stamp,
    year_words,
)
from safeguard_desk.views.training_returns import ReturnLine

SHEET = "Training return"
HEADINGS = (
    *("Level", "Whom it is for", "Last year"),
    *("Staff who need it", "Of them trained", "What we should know"),
)
HEADINGS_ROW = 4
_WIDTHS = (14, 42, 18, 16, 16, 60)
_OPEN = (4, 5, 6)
_KEPT = "Nothing of it was taken in."
_LEVELS = {level.label: level for level in CourseLevel}
_FIRST = HEADINGS_ROW + 1
_QUALITY_ROW = _FIRST + len(_LEVELS) + 1
_HINT = (
    "Fill in the yellow cells: numbers of staff as they stand now, volunteers and agency staff with"
    " them. Somebody who needs two levels counts in both. Leave a level empty if nobody needs it."
)


def write_form(line: ReturnLine, year: int, number: int) -> bytes:
    """Return an agency's form, with last year's numbers beside the cells to fill in."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    page: Any = book.active
    page.title = SHEET
    words = f"{line.agency}: single agency training {year_words(year)}"
    _put(page, 1, 1, words).font = Font(bold=True, size=14)
    _put(page, 2, 1, _HINT)
    _put(page, 3, 1, f"Please return it by {write_date(line.due_on)}." if line.due_on else "")
    _head(page)
    for row, level in enumerate(CourseLevel, _FIRST):
        before = line.before.get(level)
        said = line.levels.get(level)
        _put(page, row, 1, level.label)
        _put(page, row, 2, MEANINGS[level])
        _put(page, row, 3, f"{before.trained} of {before.staff}" if before else "not told")
        answers: tuple[Any, ...] = (said.staff, said.trained, said.words) if said else ("", "", "")
        for place, value in zip(_OPEN, answers, strict=True):
            _answer(page, row, place, value)
        page.row_dimensions[row].height = 32
    _put(page, _QUALITY_ROW, 1, "Quality")
    _put(page, _QUALITY_ROW, 2, QUALITY).alignment = _wrapped()
    _answer(page, _QUALITY_ROW, 3, line.quality)
    page.merge_cells(
        start_row=_QUALITY_ROW, end_row=_QUALITY_ROW, start_column=3, end_column=len(HEADINGS)
    )
    page.row_dimensions[_QUALITY_ROW].height = 120
    _rules(page)
    _key(book, line, year, number)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _put(page: Any, row: int, column: int, words: str) -> Any:
    """Write words as words, whatever sign they begin with."""
    cell = page.cell(row, column)
    if words:
        cell.value = clean(words)
        cell.data_type = "s"
    if row >= HEADINGS_ROW:
        cell.alignment = _wrapped()
    return cell


def _answer(page: Any, row: int, column: int, value: Any) -> None:
    from openpyxl.styles import PatternFill, Protection

    cell = page.cell(row, column)
    if isinstance(value, int):
        cell.value = value
    else:
        _put(page, row, column, value)
    cell.alignment = _wrapped()
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor="FFF7E0")


def _wrapped() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top")


def _head(page: Any) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for place, words in enumerate(HEADINGS, 1):
        cell = _put(page, HEADINGS_ROW, place, words)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="123C4F")
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]


def _rules(page: Any) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    rule.allow_blank = True
    rule.errorTitle, rule.error = "No number", "Give a whole number of staff."
    rule.add(f"D{_FIRST}:E{_FIRST + len(_LEVELS) - 1}")
    page.add_data_validation(rule)
    page.freeze_panes = page.cell(_FIRST, 2)
    page.protection.sheet = True
    page.protection.formatRows = page.protection.formatColumns = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _key(book: Any, line: ReturnLine, year: int, number: int) -> None:
    hidden = book.create_sheet(STAMP_SHEET)
    _put(hidden, 1, 1, Stamp(EDITION, line.id, number, year, line.agency).written())
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    book.properties.title = clean(f"Training return of {line.agency}, {year_words(year)}")
    book.properties.creator = ""


def read_form(path: Path) -> tuple[Stamp, Form, int]:
    """Return which form it is, what it says, and how many lines were filled in.

    Refuses what is no form of this program, and names each line that is wrong, by its row.
    """
    _, book = workbook(path, "a training return")
    found = _words(book[STAMP_SHEET]["A1"].value) if STAMP_SHEET in book.sheetnames else ""
    stamp = read_stamp(found)
    if stamp is None or SHEET not in book.sheetnames:
        raise Refusal(
            f"{path.name} is no training return of this program.",
            _KEPT,
            "Read the workbook that was sent out, not a copy of its lines.",
        )
    if stamp.edition != EDITION:
        raise Refusal(
            f"{path.name} was made by another version of the program.",
            _KEPT,
            "Make the agency a new form.",
        )
    page = book[SHEET]
    if tuple(_words(page.cell(HEADINGS_ROW, n).value) for n in range(1, 7)) != HEADINGS:
        raise Refusal(
            f"The columns of {path.name} are not those of the form.",
            _KEPT,
            f"They should be: {', '.join(HEADINGS)}.",
        )
    levels, wrong = _levels(page)
    if wrong:
        raise Refusal(
            f"{path.name}: {'; '.join(wrong)}.", _KEPT, "Mend these rows and read it again."
        )
    form = Form(levels, _words(page.cell(_QUALITY_ROW, 3).value))
    if not levels and not form.quality:
        raise Refusal(f"{path.name} was not filled in.", _KEPT, "Ask the agency for its numbers.")
    return stamp, form, len(levels) + bool(form.quality)


def _levels(page: Any) -> tuple[dict[CourseLevel, Said], list[str]]:
    levels: dict[CourseLevel, Said] = {}
    wrong = []
    for row in range(_FIRST, _FIRST + len(_LEVELS)):
        name, staff, trained, words = (_words(page.cell(row, n).value) for n in (1, *_OPEN))
        level = _LEVELS.get(name)
        if level is None:
            wrong.append(f"row {row}: “{name}” is no level of the form")
            continue
        if not staff and not trained:
            if words:
                wrong.append(f"row {row}: {name} has words and no numbers")
            continue
        numbers = [read_count(one) for one in (staff, trained)]
        odd = [said for said, one in zip((staff, trained), numbers, strict=True) if one is None]
        small = any(one.suppressed for one in numbers if one)
        told = [one.number if one else None for one in numbers]
        problem = fault(*told) if not odd and not small else ""
        if odd:
            problem = f"“{odd[0]}” is no number of staff"
        elif small:
            problem = "a small number is held back; the form needs it, and no paper shows it alone"
        if problem:
            wrong.append(f"row {row}: {name}: {problem}")
        else:
            levels[level] = Said(told[0] or 0, told[1] or 0, words)
    return levels, wrong


def _words(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
