"""Importing evaluation forms: our own workbooks, and the export of any survey tool."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import evaluation_forms
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.tables import Row, Table, content_of, read_table
from safeguard_desk.rules.evaluation import STANDARD, read_score, read_yes_no
from safeguard_desk.rules.survey_words import Holds, Question, match, stage_of, usual_stage
from safeguard_desk.rules.terms_learning import Asked, FormSource, QuestionKind
from safeguard_desk.rules.tracker_dates import month_comes_first, read_day
from safeguard_desk.views.evaluation import QuestionView, questions
from safeguard_desk.views.evaluation_session import SessionView, find_session, session_view
from safeguard_desk.work import evaluation as verbs
from safeguard_desk.work.evaluation import Became
from safeguard_desk.work.evaluation_questions import settle

_ZIP = b"PK\x03\x04"
_NOBODY = frozenset({"", "anonymous", "anon", "-", "n/a"})
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    **{one.text: () for one in STANDARD},
    **dict.fromkeys(("Email", "ID", "Response ID", "Completion time", "Delegate ID"), ()),
}
"""Headings by which the line that holds them is known."""
Columns = Mapping[str, Holds | None]
"""What columns hold, by their headings, where somebody has said so."""


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


@dataclass(frozen=True)
class RowShown:
    """What becomes of a row: whose form it is, in a word, and what is to be known of it."""

    row: int
    who: str
    what: str
    details: str


@dataclass
class Shown:
    """What an import did, or would do: counts, rows, and what its columns were taken for."""

    done: Imported = field(default_factory=Imported)
    rows: list[RowShown] = field(default_factory=list)
    columns: list[tuple[str, Holds | None]] = field(default_factory=list)
    stage: Asked | None = None
    questions: tuple[QuestionView, ...] = ()
    problem: str = ""
    """Why nothing could be taken, where saying what the columns hold would help."""


@dataclass(frozen=True)
class Wishes:
    """What is said about a file besides: its session, its stage, and what its columns hold."""

    session: str = ""
    """The session's reference or the booking system's code; empty: a column has it."""
    stage: Asked | None = None
    columns: Columns = field(default_factory=dict)
    sheet: str | None = None


@dataclass(frozen=True)
class _Form:
    """A form as a file has it: nothing of it is taken unless all of it can be."""

    row: int
    session_id: str
    booking_id: str | None
    key: str
    asked: Asked
    cells: Mapping[str, str]
    received_on: date | None = None
    with_manager: bool = False


def import_evaluation(
    desk: Desk, source: Path, wishes: Wishes | None = None, *, dry_run: bool = False
) -> Imported:
    """Import forms from a workbook of ours or a survey tool's export; again changes nothing.

    A row is taken as a whole or not at all. One import is one step, with a backup before it.
    """
    if dry_run:
        return look(desk, [source], wishes).done
    return bring_in(desk, [source], wishes).result


def look(desk: Desk, sources: Sequence[Path], wishes: Wishes | None = None) -> Shown:
    """Return what an import would do, row by row; nothing is done.

    A file of which no column is known is no refusal here: its columns can be said.
    """
    shown = Shown()
    try:
        with suppress(_OnlyLooking):
            _run(desk, sources, wishes or Wishes(), shown, dry=True)
    except Refusal as refusal:
        if not shown.columns:
            raise
        shown.problem = str(refusal)
    return shown


def bring_in(desk: Desk, sources: Sequence[Path], wishes: Wishes | None = None) -> Done[Imported]:
    """Import files as one step with a backup before it, and tell what it changed."""
    desk.back_up("before-import")
    return _run(desk, sources, wishes or Wishes(), Shown(), dry=False)


def _run(
    desk: Desk, sources: Sequence[Path], wishes: Wishes, shown: Shown, *, dry: bool
) -> Done[Imported]:
    def run(uow: UnitOfWork) -> Imported:
        settle(uow)
        for source in sources:
            _take_file(uow, source, wishes, shown)
        if dry:
            raise _OnlyLooking
        return shown.done

    name = sources[0].name if len(sources) == 1 else f"{len(sources)} files"
    return desk.change(f"Import evaluation {name}", run)


def _take_file(uow: UnitOfWork, source: Path, wishes: Wishes, shown: Shown) -> None:
    own = None
    if content_of(source).startswith(_ZIP):
        own = evaluation_forms.read(source)
    if own is not None:
        for given in own.forms:
            form = _Form(
                *(given.row, own.session_id, given.booking_id, given.key, own.asked, given.cells)
            )
            _take(uow, shown, given.row, _who(uow, form), [form], FormSource.SHEET)
        return
    table = read_table(source, _HEADINGS, sheet=wishes.sheet)
    _Survey(uow, table, wishes, shown).take()


def _who(uow: UnitOfWork, form: _Form) -> str:
    view = session_view(uow.reader, form.session_id)
    found = next((one.code for one in view.delegates if one.id == form.booking_id), "")
    return found or "not named"


class _Survey:
    """A survey tool's table: a row a respondent, a column a question."""

    def __init__(self, uow: UnitOfWork, table: Table, wishes: Wishes, shown: Shown) -> None:
        """Look at the headings; refuses a table without answers to any question."""
        self.uow, self.table, self.shown = uow, table, shown
        self.session = find_session(uow.reader, wishes.session) if wishes.session else None
        self.views: dict[str, SessionView] = {}
        course = self._view(self.session).course_id if self.session else None
        self.questions = questions(uow.reader, course)
        asked = [Question(one.code, one.text, one.stages) for one in self.questions]
        found = match(table.headings, asked, wishes.stage)
        self.columns = [
            wishes.columns.get(heading, held)
            for heading, held in zip(table.headings, found, strict=True)
        ]
        self.stage = wishes.stage or usual_stage(self.columns)
        shown.columns = list(zip(table.headings, self.columns, strict=True))
        shown.stage, shown.questions = self.stage, tuple(self.questions)
        if not any(one is not None and one.is_answer for one in self.columns):
            raise Refusal(
                "No column of this file holds answers to a question of the evaluation.",
                "Nothing was imported.",
                "Head the columns by the questions, or say in the preview what each holds.",
            )
        days = [row.get(h) for row in table.rows for h in self._headings("received")]
        self.month_first = month_comes_first(days)
        self.seen: dict[tuple[str, Asked], int] = {}
        self.alike: dict[str, int] = defaultdict(int)

    def _headings(self, name: str) -> list[str]:
        return [h for h, held in self.shown.columns if held is not None and held.name == name]

    def _cell(self, row: Row, name: str) -> str:
        return next((row.get(heading) for heading in self._headings(name)), "")

    def _view(self, session_id: str) -> SessionView:
        if session_id not in self.views:
            self.views[session_id] = session_view(self.uow.reader, session_id)
        return self.views[session_id]

    def take(self) -> None:
        """Take every row."""
        for row in self.table.rows:
            who = self._cell(row, "delegate") or self._cell(row, "email") or "not named"
            noted = len(self.shown.done.notes)
            try:
                forms = self._forms(row)
            except Refusal as refusal:
                _left_out(self.shown, row.number, who, refusal.what, noted)
                continue
            _take(self.uow, self.shown, row.number, who, forms, FormSource.EXPORT, noted)
            self.seen |= {
                (one.booking_id, one.asked): row.number for one in forms if one.booking_id
            }

    def _forms(self, row: Row) -> list[_Form]:
        """Return the forms of a row, one for each stage that it has answers of."""
        if row.surplus:
            raise _refused(f"“{row.surplus[0][:40]}” stands beyond the last heading")
        session = self._session(row)
        view = self._view(session)
        booking = self._booking(row, view)
        stage = self._stage(row)
        cells: dict[Asked, dict[str, str]] = defaultdict(dict)
        for heading, held in self.shown.columns:
            if held is None or not held.is_answer or not row.get(heading):
                continue
            cells[held.asked or stage][held.name] = row.get(heading)
        if not cells:
            raise _refused("there is no answer in it")
        for asked in cells:
            earlier = self.seen.get((booking or "", asked))
            if earlier is not None:
                raise _refused(f"the same delegate answered in row {earlier} already")
        manager = self._cell(row, "manager")
        key = self._key(row, session)
        return [
            _Form(
                *(row.number, session, booking, key, asked, said),
                received_on=self._received(row),
                with_manager=bool(manager and read_yes_no(manager)),
            )
            for asked, said in cells.items()
        ]

    def _session(self, row: Row) -> str:
        if self.session is not None:
            return self.session
        words = self._cell(row, "session")
        if not words:
            raise _refused("it does not say of which session it is; choose one above")
        return find_session(self.uow.reader, words)

    def _booking(self, row: Row, view: SessionView) -> str | None:
        """Return the booking of a row's delegate; None where nobody is named, or nobody known."""
        code, email = self._cell(row, "delegate"), self._cell(row, "email")
        for name, words in (("Delegate", code), ("E-mail", email)):
            plain = words.strip().casefold()
            if plain in _NOBODY:
                continue
            found = [
                one
                for one in view.delegates
                if plain in {one.code.casefold(), one.email.casefold(), str(one.number)}
            ]
            if len(found) == 1:
                return found[0].id
            kept = f"an unnamed form: nobody of {view.ref} is known by that"
            self.shown.done.notes.append(Noted(row.number, name, words, kept))
        return None

    def _stage(self, row: Row) -> Asked:
        words = self._cell(row, "stage")
        if not words:
            return self.stage
        found = stage_of(words) or next(
            (one for one in Asked if words.casefold() in {one.value, one.label.casefold()}), None
        )
        if found is None:
            raise _refused(f"“{words}” is no stage: before, at the end or after three months")
        return found

    def _received(self, row: Row) -> date | None:
        words = self._cell(row, "received")
        if not words:
            return None
        day = read_day(words.split("T")[0], self.uow.today, month_first=self.month_first)
        day = day or read_day(words.split()[0], self.uow.today, month_first=self.month_first)
        if day is None or day > self.uow.today:
            kept = "today: it is no day that has been"
            self.shown.done.notes.append(Noted(row.number, "Received", words, kept))
            return None
        return day

    def _key(self, row: Row, session: str) -> str:
        """Return what a row is known by: its own number, or all that it says and how often."""
        number = self._cell(row, "respondent")
        if number:
            return f"response:{number}"
        said = "\n".join((session, self.stage.value, *(f"{k}={v}" for k, v in row.cells.items())))
        digest = hashlib.sha256(said.encode()).hexdigest()[:24]
        self.alike[digest] += 1
        return f"row:{digest}:{self.alike[digest]}"


def _refused(reason: str) -> Refusal:
    return Refusal(
        f"{reason[:1].upper()}{reason[1:]}.", "The row was left out.", "Put it right and try again."
    )


def _left_out(shown: Shown, row: int, who: str, why: str, noted: int) -> None:
    del shown.done.notes[noted:]
    shown.done.rows += 1
    shown.done.skipped.append(Skipped(row, why))
    shown.rows.append(RowShown(row, who, "Left out", why))


def _take(
    uow: UnitOfWork,
    shown: Shown,
    row: int,
    who: str,
    forms: Sequence[_Form],
    source: FormSource,
    noted: int | None = None,
) -> bool:
    """Take a row's forms, all or none, and say which; what cannot be is told with its reasons."""
    start = len(shown.done.notes) if noted is None else noted
    try:
        read = [(form, _answers(uow, form)) for form in forms]
        for form, answers in read:
            verbs.check(
                *(uow, form.session_id, form.booking_id, form.asked, answers),
                received_on=form.received_on,
            )
    except Refusal as refusal:
        _left_out(shown, row, who, refusal.what, start)
        return False
    became = [
        verbs.take_form(
            *(uow, form.session_id, form.booking_id, form.asked, answers),
            source=source,
            received_on=form.received_on,
            with_manager=form.with_manager,
            key=form.key,
        ).became
        for form, answers in read
    ]
    shown.done.rows += 1
    what = _together(became)
    setattr(shown.done, what.value, getattr(shown.done, what.value) + 1)
    stages = ", ".join(
        f"{form.asked.label.lower()}: {len(answers)} answer{'' if len(answers) == 1 else 's'}"
        for form, answers in read
    )
    told = [f"{n.field} “{n.text}” kept as {n.kept_as}" for n in shown.done.notes[start:]]
    words = {Became.CREATED: "New form", Became.UPDATED: "Changed", Became.UNCHANGED: "Unchanged"}
    shown.rows.append(RowShown(row, who, words[what], "; ".join([stages, *told])))
    return True


def _together(became: Sequence[Became]) -> Became:
    for one in (Became.CREATED, Became.UPDATED):
        if one in became:
            return one
    return Became.UNCHANGED


def _answers(uow: UnitOfWork, form: _Form) -> dict[str, int | str | None]:
    """Return a form's answers; refuses with every cell that cannot be read, by its question."""
    course = session_view(uow.reader, form.session_id).course_id
    known = {one.code: one for one in questions(uow.reader, course, retired=True)}
    answers: dict[str, int | str | None] = {}
    faults: list[str] = []
    for code, words in form.cells.items():
        question = known.get(code)
        kind = question.kind if question is not None else QuestionKind.WORDS
        try:
            if kind is QuestionKind.SCORE:
                answers[code] = read_score(words)
            elif kind is QuestionKind.YES_NO:
                answers[code] = read_yes_no(words)
            else:
                answers[code] = words
        except Refusal as refusal:
            faults.append(f"{code}: {refusal.what.rstrip('.')}")
    if faults:
        raise _refused("; ".join(faults))
    # What a file leaves empty takes nothing away that is known here.
    return {code: said for code, said in answers.items() if said is not None}
