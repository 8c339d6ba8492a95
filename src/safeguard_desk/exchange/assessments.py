"""Forms of self-assessment: a workbook for each agency with last time's answers, read back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.mail import safe_name
from safeguard_desk.exchange.office_rows import workbook
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.return_forms import HEADINGS_ROW, STAMP_SHEET, clean
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import Part, Score
from safeguard_desk.views.assessments import AgencyLine, RoundView, StandardView, round_view
from safeguard_desk.work import assessments
from safeguard_desk.work.assessments import Answer

SHEET = "Self-assessment"
HEADINGS = ("No.", "Standard", "What is expected", "Last time", "Your score", "Evidence", "Plans")
_WIDTHS = (8, 44, 44, 40, 16, 52, 44)
_OPEN = (5, 6, 7)
_MARK = "safeguard-desk self-assessment"
_KEPT = "Nothing of it was taken in."


def write_forms(reader: Reader, round_id: str, folder: Path) -> list[Path]:
    """Write a form for each agency that is still expected in a round; return the files."""
    view = round_view(reader, round_id)
    taken: list[str] = []
    made: list[Path] = []
    for line in view.lines:
        if line.part is Part.DECLINED:
            continue
        words = f"{view.head.ref} {line.short or line.name}"
        taken.append(safe_name(words, taken, ".xlsx"))
        out = folder / taken[-1]
        try:
            _write(view, line, out)
        except OSError as error:
            raise Refusal(
                f"{out.name} could not be written to {folder}: {error.strerror or error}.",
                f"{len(made)} forms are there.",
                "Choose another folder.",
            ) from error
        made.append(out)
    return made


def _write(view: RoundView, line: AgencyLine, out: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    _put(sheet, 1, 1, f"{view.head.title}: {line.name}").font = Font(bold=True, size=14)
    hint = f"Score each standard, say what shows it. Please return it by {_day(view)}."
    _put(sheet, 2, 1, hint)
    for place, words in enumerate(HEADINGS, 1):
        cell = _put(sheet, HEADINGS_ROW, place, words)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="123C4F")
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]
    for number, standard in enumerate(view.standards, HEADINGS_ROW + 1):
        for place, words in enumerate(_row(line, standard), 1):
            cell = _put(sheet, number, place, words)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if place in _OPEN:
                cell.protection = Protection(locked=False)
                cell.fill = PatternFill("solid", fgColor="FFF7E0")
    _choices(sheet, len(view.standards))
    sheet.freeze_panes = sheet.cell(HEADINGS_ROW + 1, 3)
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    hidden = book.create_sheet(STAMP_SHEET)
    for row, words in enumerate((_MARK, view.head.ref, line.agency_id), 1):
        _put(hidden, row, 1, words)
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    book.save(out)


def _day(view: RoundView) -> str:
    return write_date(view.head.due_on)


def _row(line: AgencyLine, standard: StandardView) -> tuple[str, ...]:
    """Return a standard's cells; what was answered stands, else last time's evidence."""
    before = line.before.get(standard.id, ())
    last = "\n".join(f"{one.round}, {one.code}: {one.score.label}" for one in before)
    held = line.answers.get(standard.id)
    if held is not None:
        answer = (held.score.label, held.evidence, held.planned)
    else:
        answer = ("", "\n".join(one.evidence for one in before if one.evidence), "")
    return (standard.code, standard.text, standard.expected, last, *answer)


def _choices(sheet: Any, count: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(score.label for score in Score)
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    rule.showErrorMessage = False
    rule.add(f"E{HEADINGS_ROW + 1}:E{HEADINGS_ROW + count}")
    sheet.add_data_validation(rule)


def _put(sheet: Any, row: int, column: int, words: str) -> Any:
    cell = sheet.cell(row, column)
    if words:
        cell.value = clean(words)
        cell.data_type = "s"
    return cell


def import_form(desk: Desk, source: Path, *, dry_run: bool = False) -> Imported:
    """Take a form that came back in, whole or not at all; the same again changes nothing.

    Refuses what is no form of this program, and names each score that is none, row by row.
    """
    ref, agency_id, answers = _read(source)
    done = Imported(rows=len(answers))
    with desk.read() as reader:
        from safeguard_desk.views.assessments import find_id

        round_id = find_id(reader, ref)
        line = round_view(reader, round_id).line(agency_id)
        held = len(line.answers) if line else 0
    if dry_run:
        return done
    verb = partial(_take, round_id=round_id, agency_id=agency_id, answers=answers)
    changed = desk.change("Take a self-assessment in", verb).result
    done.created = min(max(len(answers) - held, 0), changed)
    done.updated = changed - done.created
    done.unchanged = len(answers) - changed
    return done


def import_forms(
    desk: Desk, sources: Sequence[Path], tell: Callable[[int, int], None] | None = None
) -> Done[tuple[str, ...]]:
    """Take several forms in as one step; return a line for each, those refused with why."""
    told: list[str] = []
    read: list[tuple[str, str, str, dict[str, Answer]]] = []
    for number, source in enumerate(sources):
        if tell is not None:
            tell(number, len(sources))
        try:
            read.append((source.name, *_read(source)))
        except Refusal as refusal:
            told.append(f"! {source.name}: {refusal.what}")

    def run(uow: UnitOfWork) -> tuple[str, ...]:
        for name, ref, agency_id, answers in read:
            try:
                found = assessments.find_round(uow, ref)
                part = assessments.assessment(uow, found.id, agency_id)
                changed = assessments.take(uow, part.id, answers)
            except Refusal as refusal:
                told.append(f"! {name}: {refusal.what}")
                continue
            told.append(f"{name}: {changed} of {len(answers)} answers are new or changed.")
        return tuple(told)

    return desk.change("Take self-assessments in", run)


def _take(uow: UnitOfWork, *, round_id: str, agency_id: str, answers: dict[str, Answer]) -> int:
    part = assessments.assessment(uow, round_id, agency_id)
    return assessments.take(uow, part.id, answers)


def _read(source: Path) -> tuple[str, str, dict[str, Answer]]:
    """Return the round, the agency and the answers of a form; standards without a score are out."""
    foreign = Refusal(
        f"{source.name} is no form of self-assessment of this program.",
        _KEPT,
        "Read the workbook that was sent out.",
    )
    _, book = workbook(source, "a form")
    if STAMP_SHEET not in book.sheetnames or SHEET not in book.sheetnames:
        raise foreign
    stamp = [str(book[STAMP_SHEET].cell(row, 1).value or "") for row in (1, 2, 3)]
    if stamp[0] != _MARK:
        raise foreign
    answers, wrong = _answers(book[SHEET])
    if wrong:
        raise Refusal("; ".join(wrong[:8]) + ".", _KEPT, "Mend these rows and read it again.")
    return stamp[1], stamp[2], answers


def _answers(sheet: Any) -> tuple[dict[str, Answer], list[str]]:
    labels = {score.label.casefold(): score for score in Score}
    answers: dict[str, Answer] = {}
    wrong: list[str] = []
    found = tuple(str(sheet.cell(HEADINGS_ROW, place).value or "").strip() for place in range(1, 8))
    if found != HEADINGS:
        return {}, [f"row {HEADINGS_ROW}: the headings are not those that were sent out"]
    for row in range(HEADINGS_ROW + 1, sheet.max_row + 1):
        cells = [str(sheet.cell(row, place).value or "").strip() for place in range(1, 8)]
        code, said = cells[0], cells[4]
        if not code or not said:
            continue
        score = labels.get(said.casefold())
        if score is None:
            wrong.append(f"row {row}: “{said}” is no score of {code}")
        elif code in answers:
            wrong.append(f"row {row}: {code} stands twice")
        else:
            answers[code] = Answer(score, cells[5], cells[6])
    return answers, wrong
