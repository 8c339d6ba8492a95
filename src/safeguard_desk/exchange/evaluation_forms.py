"""Evaluation forms as workbooks: one for a delegate, or a sheet with a line for each of a session.

Only answers can be written in. A hidden sheet says which session, stage and delegates they are of,
and which question stands where.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import safe_name
from safeguard_desk.exchange.return_forms import clean
from safeguard_desk.rules.evaluation import HIGHEST, LOWEST
from safeguard_desk.rules.terms_learning import Asked, QuestionKind
from safeguard_desk.views.evaluation import QuestionView
from safeguard_desk.views.evaluation_session import Delegate, SessionView, session_view

MARK = "safeguard-desk evaluation"
EDITION = "1"
FORM, SHEET, KEY_SHEET = "Your answers", "Answers", "Key"
FIRST = 5
"""The row of the first question of a form, and of the first delegate of a sheet."""
SPARE = 6
"""Lines of a sheet for forms without a delegate."""
_YES_NO = "Yes,No"
_SCALE = f"{LOWEST} is lowest, {HIGHEST} is highest"


@dataclass(frozen=True)
class Written:
    """A workbook: what it is called, and what it holds."""

    filename: str
    data: bytes


def form(view: SessionView, asked: Asked, delegate: Delegate | None = None) -> Written:
    """Return the workbook for one delegate; without one it is anonymous, and may be copied."""
    from openpyxl import Workbook

    questions = view.asked(asked)
    book = Workbook()
    page: Any = book.active
    page.title = FORM
    _put(page, 1, 1, _title(view, asked)).font = _font(14)
    _put(page, 2, 1, view.words)
    _put(page, 3, 1, _hint(asked))
    for width, letter in ((70, "A"), (60, "B")):
        page.column_dimensions[letter].width = width
    _head(page, FIRST - 1, ("Question", "Your answer"))
    for row, question in enumerate(questions, FIRST):
        _put(page, row, 1, f"{question.text}{_way(question)}").alignment = _wrapped()
        _open(page, row, 2)
        if question.kind is QuestionKind.WORDS:
            page.row_dimensions[row].height = 60
        _rule(page, question, f"B{row}")
    _protect(page, "portrait")
    _key(book, view, asked, questions, [delegate.id if delegate else ""], FORM)
    name = f"{view.ref} {asked.label.lower()}"
    return Written(
        safe_name(f"{name} {delegate.code}" if delegate else name, (), ".xlsx"), _of(book)
    )


def sheet(view: SessionView, asked: Asked) -> Written:
    """Return the workbook of a session with a line for each delegate, and some for the unnamed."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    questions = view.asked(asked)
    book = Workbook()
    page: Any = book.active
    page.title = SHEET
    _put(page, 1, 1, _title(view, asked)).font = _font(14)
    _put(page, 2, 1, view.words)
    _put(page, 3, 1, f"A line for each form. Scores: {_SCALE}. Yellow cells can be filled in.")
    _head(page, FIRST - 1, ("No.", "Delegate", *(f"{q.text}{_way(q)}" for q in questions)))
    for place, wide in enumerate((6, 14, *(_width(q) for q in questions)), 1):
        page.column_dimensions[get_column_letter(place)].width = wide
    people = view.present(asked)
    for row, one in enumerate([*people, *([None] * SPARE)], FIRST):
        _put(page, row, 1, str(one.number) if one else "")
        _put(page, row, 2, one.code if one else "not named")
        for place, _ in enumerate(questions, 3):
            _open(page, row, place)
    last = FIRST + len(people) + SPARE - 1
    for place, question in enumerate(questions, 3):
        letter = get_column_letter(place)
        _rule(page, question, f"{letter}{FIRST}:{letter}{last}")
    page.freeze_panes = page.cell(FIRST, 3)
    _protect(page, "landscape")
    keys = [*(one.id for one in people), *([""] * SPARE)]
    _key(book, view, asked, questions, keys, SHEET)
    return Written(safe_name(f"{view.ref} {asked.label.lower()} all", (), ".xlsx"), _of(book))


def write(
    reader: Reader, session_id: str, asked: Asked, folder: Path, *, each: bool = False
) -> list[Path]:
    """Write a session's sheet and the form without a name, or one form for each delegate.

    Refuses where nothing is asked at this stage, and a folder that cannot be written to.
    """
    view = session_view(reader, session_id)
    if not view.asked(asked):
        raise Refusal(
            f"Nothing is asked {asked.label.lower()} on this course.",
            "No form was made.",
            "Choose another stage, or add a question.",
        )
    people = view.present(asked)
    made = [form(view, asked, one) for one in people] if each else []
    if not each:
        made = [sheet(view, asked), form(view, asked)]
    if not made:
        raise Refusal(f"{view.ref} has no delegates.", "No form was made.", "Book somebody first.")
    for one in made:
        save(one.data, folder / one.filename)
    return [folder / one.filename for one in made]


def _title(view: SessionView, asked: Asked) -> str:
    return f"{view.course}: how was it?" if asked is Asked.END else f"{view.course}: evaluation"


def _hint(asked: Asked) -> str:
    if asked is Asked.LATER:
        return (
            f"Please fill in the yellow cells together with your line manager. Scores: {_SCALE}."
            " No names of children or adults."
        )
    return f"Please fill in the yellow cells. Scores: {_SCALE}. No names of children or adults."


def _way(question: QuestionView) -> str:
    if question.kind is QuestionKind.SCORE:
        return f" ({LOWEST} to {HIGHEST})"
    return " (yes or no)" if question.kind is QuestionKind.YES_NO else ""


def _width(question: QuestionView) -> int:
    return 40 if question.kind is QuestionKind.WORDS else 18


def _put(page: Any, row: int, column: int, words: str) -> Any:
    """Write words as words, whatever sign they begin with."""
    cell = page.cell(row, column)
    if words:
        cell.value = clean(words)
        cell.data_type = "s"
    return cell


def _font(size: int) -> Any:
    from openpyxl.styles import Font

    return Font(bold=True, size=size)


def _wrapped() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top")


def _head(page: Any, row: int, words: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, said in enumerate(words, 1):
        cell = _put(page, row, place, said)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="123C4F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _open(page: Any, row: int, column: int) -> None:
    from openpyxl.styles import PatternFill, Protection

    cell = page.cell(row, column)
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor="FFF7E0")
    cell.alignment = _wrapped()


def _rule(page: Any, question: QuestionView, where: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if question.kind is QuestionKind.WORDS:
        return
    words = ",".join(str(score) for score in range(LOWEST, HIGHEST + 1))
    if question.kind is QuestionKind.YES_NO:
        words = _YES_NO
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.errorTitle, rule.error = "No answer", f"Choose one of {words.replace(',', ', ')}."
    rule.add(where)
    page.add_data_validation(rule)


def _protect(page: Any, orientation: str) -> None:
    page.protection.sheet = True
    page.protection.formatRows = page.protection.formatColumns = False
    page.page_setup.orientation = orientation
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _key(
    book: Any,
    view: SessionView,
    asked: Asked,
    questions: Sequence[QuestionView],
    bookings: Sequence[str],
    page: str,
) -> None:
    hidden = book.create_sheet(KEY_SHEET)
    for row, words in enumerate((MARK, EDITION, page, view.id, asked.value, uuid4().hex), 1):
        _put(hidden, row, 1, words)
    for row, question in enumerate(questions, 1):
        _put(hidden, row, 2, question.code)
    for row, booking in enumerate(bookings, 1):
        _put(hidden, row, 3, booking or "-")
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    book.properties.title = clean(f"Evaluation of {view.ref}")
    book.properties.creator = ""


def _of(book: Any) -> bytes:
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@dataclass(frozen=True)
class Given:
    """A form as a workbook has it: its line, whose it is (None: nobody's), and its cells."""

    row: int
    booking_id: str | None
    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Back:
    """A workbook that came back."""

    session_id: str
    asked: Asked
    forms: tuple[Given, ...]


def read(path: Path) -> Back | None:
    """Return what a workbook says; None where it is none of these forms.

    Refuses one of another edition of the program.
    """
    import hashlib

    from safeguard_desk.exchange.office_rows import workbook

    data, book = workbook(path, "an evaluation form")
    if KEY_SHEET not in book.sheetnames:
        return None
    hidden = book[KEY_SHEET]
    mark, edition, page, session_id, asked, token = (
        str(hidden.cell(row, 1).value or "") for row in range(1, 7)
    )
    if mark != MARK:
        return None
    if edition != EDITION or page not in book.sheetnames:
        raise Refusal(
            f"{path.name} was made by another version of the program.",
            "Nothing of it was taken in.",
            "Make new forms and have it filled in again.",
        )
    codes, bookings = _column(hidden, 2), _column(hidden, 3)
    answers = book[page]
    forms = []
    for place, booking in enumerate(bookings):
        of = None if booking == "-" else booking
        if page == FORM:
            cells = [_cell(answers.cell(FIRST + n, 2).value) for n in range(len(codes))]
            # A copy of one file is another person's form: only the file itself tells them apart.
            key = f"file:{hashlib.sha256(data).hexdigest()[:32]}"
        else:
            cells = [_cell(answers.cell(FIRST + place, 3 + n).value) for n in range(len(codes))]
            key = f"sheet:{token}:{place}"
        said = {code: words for code, words in zip(codes, cells, strict=True) if words}
        if said or page == FORM:
            forms.append(Given(FIRST + place, of, "" if of else key, said))
    return Back(session_id, Asked(asked), tuple(forms))


def _column(page: Any, column: int) -> list[str]:
    found = []
    for row in range(1, page.max_row + 1):
        words = str(page.cell(row, column).value or "")
        if not words:
            break
        found.append(words)
    return found


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
