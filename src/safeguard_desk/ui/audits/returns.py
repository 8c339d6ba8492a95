"""The fourth step: forms out, returns in, and what is still missing."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import audit_forms
from safeguard_desk.exchange.audit_forms import Tell
from safeguard_desk.exchange.audit_returns import Read, import_files
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.audits.cases import part
from safeguard_desk.ui.audits.step import Bench, Step
from safeguard_desk.ui.audits.wide import WideRows
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows
from safeguard_desk.ui.widgets.notices import announce
from safeguard_desk.views.audit_picture import Picture
from safeguard_desk.views.audits import AgencyView

_KINDS = "Returns (*.xlsx *.csv)"
_MOST = 12
"""Faults that are shown; the others are counted."""


@dataclass(frozen=True)
class Line:
    """An agency's returns: how many of how many, and the cases that are missing."""

    id: str
    agency: AgencyView
    cases: int
    missing: tuple[str, ...]
    late: bool


def _name(row: Line) -> str:
    return row.agency.name


def _part(row: Line) -> str:
    return part(row.agency)


def _came(row: Line) -> str:
    if not row.agency.expected:
        return "–"
    return f"{row.cases - len(row.missing)} of {row.cases}"


def _due(row: Line) -> str:
    if row.agency.due_on is None or not row.agency.expected:
        return ""
    return f"{'! ' if row.late else ''}{write_date(row.agency.due_on)}"


def _missing(row: Line) -> str:
    if not row.missing:
        return "all in" if row.agency.expected else row.agency.reason
    return " ".join(row.missing) if len(row.missing) < row.cases else "all"


def _spoken(row: Line) -> str:
    late = ", late" if row.late else ""
    return f"{row.agency.name}, {_part(row)}, {_came(row)} returned{late}. Missing: {_missing(row)}"


class ReturnsStep(Step):
    """A line for each agency. Files that came back are chosen, or dropped here."""

    title = "Returns"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.setAcceptDrops(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        columns = (
            Column("Agency", _name),
            Column("Takes part", _part, 13),
            Column("Returned", _came, 12),
            Column("Due", _due, 15),
            Column("Missing", _missing, 46),
        )
        self.table = WideRows(Rows(columns, self, spoken=_spoken), "Returns", self)
        self.table.setWordWrap(True)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        self.result.hide()
        self.make = QPushButton("&Make forms…", self)
        self.make.setToolTip("An Excel form for each agency, into a folder")
        self.one = QPushButton("Form of the &chosen agency…", self)
        self.read = QPushButton("&Read returned files…", self)
        self.read.setToolTip("Several at once, forms or tables; they can be dropped here too")
        make_primary(self.read)
        foot = QHBoxLayout()
        for button in (self.make, self.one, self.read):
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.result)
        layout.addLayout(foot)
        self.make.clicked.connect(self._choose_folder)
        self.one.clicked.connect(self._choose_folder_for_one)
        self.read.clicked.connect(self._choose_files)

    def show_picture(self, picture: Picture) -> None:
        """Show how the returns stand."""
        if self.picture is not None and self.picture.head.id != picture.head.id:
            self.result.hide()
        super().show_picture(picture)
        view = picture.grades.audit
        codes = {case.id: case.code for case in view.cases}
        missing: dict[str, list[str]] = {}
        for case_id, agency_id in picture.grades.missing():
            missing.setdefault(agency_id, []).append(codes[case_id])
        lines = []
        for one in view.agencies:
            lacking = tuple(missing.get(one.agency_id, ()))
            late = bool(lacking) and one.due_on is not None and one.due_on < picture.today
            lines.append(Line(one.id, one, len(view.cases), lacking, late))
        self.table.rows.show(lines)
        if self.table.chosen is None and lines:
            self.table.choose(lines[0].id)
        ready = bool(view.cases and view.agencies and view.questions) and view.head.state.is_open
        for button in (self.make, self.one, self.read):
            button.setEnabled(ready)
        self.told.setText(_told(picture))

    def arrive(self) -> None:
        """Put the focus on the table."""
        self.table.setFocus()

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the return forms")
        if name:
            self.make_forms(Path(name))

    def _choose_folder_for_one(self) -> None:
        place = self.table.rows.place(self.table.chosen)
        name = QFileDialog.getExistingDirectory(self, "Folder for the return form")
        if name and place >= 0:
            self.make_forms(Path(name), (self.table.rows.rows[place].agency.agency_id,))

    def make_forms(self, folder: Path, only: tuple[str, ...] | None = None) -> None:
        """Write forms into a folder."""
        work = partial(_make, self.bench.jobs.desk, self.audit_id, folder, only)
        self.bench.jobs.compute("Making forms", work, then=self._made, refused=self._refuse)

    def _made(self, made: audit_forms.Made) -> None:
        self.bench.say(made.words)

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Returned files", "", _KINDS)
        self.read_files([Path(name) for name in names])

    def read_files(self, paths: list[Path]) -> None:
        """Read files that came back, as one step."""
        if not paths or self.picture is None:
            return
        work = partial(_read, self.bench.jobs.desk, self.picture.head.ref, tuple(paths))
        self.bench.jobs.compute("Reading returns", work, then=self._was_read, refused=self._refuse)

    def _was_read(self, read: Read) -> None:
        faults = [*read.refused, *read.skipped]
        shown = faults[:_MOST] + ([f"and {len(faults) - _MOST} more"] if faults[_MOST:] else [])
        notes = [f"· {note}" for note in read.notes[:_MOST]]
        self._say("\n".join([read.words, *(f"! {fault}" for fault in shown), *notes]))

    def _refuse(self, refusal: Refusal) -> None:
        self._say(f"! {refusal}")

    def _say(self, words: str) -> None:
        self.result.setText(words)
        self.result.setAccessibleName(words)
        self.result.show()
        announce(self, words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and self.read.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.read_files(paths)


def _make(
    desk: Desk, audit_id: str, folder: Path, only: tuple[str, ...] | None, tell: Tell
) -> audit_forms.Made:
    return audit_forms.make_forms(desk, audit_id, folder, tell, only)


def _read(desk: Desk, ref: str, paths: tuple[Path, ...], tell: Tell) -> Done[Read]:
    return import_files(desk, ref, paths, tell)


def _told(picture: Picture) -> str:
    view = picture.grades.audit
    if not view.questions or not view.cases or not view.agencies:
        return "Forms need questions, cases and agencies: add them in the steps before."
    missing = len(picture.grades.missing())
    return (
        f"{view.received} of {view.expected} returns are in, {missing} missing. Drop files that"
        " came back here: forms, or any table with Case, Agency and Q1, Q2, …"
    )
