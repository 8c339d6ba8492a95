"""Importing forms in the window: what columns hold, what becomes of each row, and one button."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange import evaluation as bring
from safeguard_desk.exchange.evaluation import RowShown, Shown, Wishes
from safeguard_desk.exchange.result import Imported
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.survey_words import META, TITLES, Holds
from safeguard_desk.rules.terms_learning import Asked
from safeguard_desk.ui.jobs import Jobs, Progress
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.views.evaluation import QuestionView
from safeguard_desk.views.evaluation_session import SessionView, sessions

_WIDE, _NARROW = 60, 22
"""Characters of a question that a choice shows when it is open, and while it is closed."""
_HEADING = 30
"""Characters of a heading that stand over its choice; all of them are told on pointing."""


class _Told:
    """A row of the file, with the id its table knows it by."""

    def __init__(self, place: int, one: RowShown) -> None:
        self.id = str(place)
        self.one = one


_COLUMNS = (
    Column("Row", lambda told: str(told.one.row), 5),
    Column("Delegate", lambda told: told.one.who, 22),
    Column("What becomes of it", lambda told: told.one.what, 21),
    Column("To know", lambda told: told.one.details),
)


class _ColumnChoices(QScrollArea):
    """A choice under each heading: what the column holds."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, QComboBox] = {}

    def show_columns(
        self, columns: Sequence[tuple[str, Holds | None]], questions: Sequence[QuestionView]
    ) -> None:
        """Show the headings of a file with what each was taken for."""
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, 0, 4)
        self.boxes = {}
        for heading, held in columns:
            if not heading or heading in self.boxes:
                continue
            box = self._box(heading, held, questions, inner)
            name = QLabel(heading if len(heading) <= _HEADING else f"{heading[:_HEADING]}…", inner)
            name.setToolTip(heading)
            name.setBuddy(box)
            grid.addWidget(name, 0, len(self.boxes))
            grid.addWidget(box, 1, len(self.boxes))
            self.boxes[heading] = box
        self.setWidget(inner)
        self.setFixedHeight(inner.sizeHint().height() + 20)

    def _box(
        self,
        heading: str,
        held: Holds | None,
        questions: Sequence[QuestionView],
        parent: QWidget,
    ) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(f"What the column {heading} holds")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_NARROW)
        box.addItem("Left out", None)
        for name in META:
            box.addItem(TITLES[name], (name, ""))
        for one in questions:
            words = one.text if len(one.text) <= _WIDE else f"{one.text[:_WIDE]}…"
            if len(one.stages) > 1:
                box.addItem(words, (one.code, ""))
            for stage in one.stages:
                box.addItem(f"{words} ({stage.label.lower()})", (one.code, stage.value))
        with QSignalBlocker(box):
            wanted = None if held is None else (held.name, held.asked.value if held.asked else "")
            places = [box.itemData(place) for place in range(box.count())]
            known = [tuple(one) if one else None for one in places]
            box.setCurrentIndex(known.index(wanted) if wanted in known else 0)
        box.activated.connect(self._chosen)
        return box

    def _chosen(self, _: int) -> None:
        self.changed.emit()

    def said(self) -> dict[str, Holds | None]:
        """Return what each column holds as it is chosen."""
        return {heading: _holds(box.currentData()) for heading, box in self.boxes.items()}


def _holds(value: object) -> Holds | None:
    if not isinstance(value, list | tuple):
        return None
    name, stage = value
    return Holds(str(name), Asked(stage) if stage else None)


class BringPanel(QWidget):
    """A file's preview: its session and stage, its columns, and what becomes of each row."""

    brought = Signal(object)
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(parent)
        self._jobs = jobs
        self._paths: list[Path] = []
        self._said: dict[str, Holds | None] = {}
        self.session = QComboBox(self)
        self.session.setAccessibleName("Session that the file is of")
        self.stage = QComboBox(self)
        self.stage.setAccessibleName("Stage that the file is of")
        self.stage.addItem("Stage as the columns say", None)
        for asked in Asked:
            self.stage.addItem(asked.label, asked)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.columns = _ColumnChoices(self)
        self.table = RowsView(Rows(_COLUMNS, self), "Rows of the file", self)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(True)
        self.bring = QPushButton("&Import", self)
        make_primary(self.bring)
        self.away = QPushButton("Cancel", self)
        top = QHBoxLayout()
        for widget in (self.session, self.stage):
            top.addWidget(widget)
        top.addWidget(self.summary, 1)
        top.addWidget(self.away)
        top.addWidget(self.bring)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.columns)
        layout.addWidget(self.table, 1)
        self.session.activated.connect(self._again)
        self.stage.activated.connect(self._again)
        self.columns.changed.connect(self._mapped)
        self.bring.clicked.connect(self.offer)
        self.away.clicked.connect(self.left)

    def open_files(self, paths: Sequence[Path], course_id: str, session_id: str | None) -> None:
        """Read files and show what would become of them; many are shown one after the other."""
        self._paths, self._said = list(paths), {}
        held: list[SessionView] = self._jobs.read(partial(sessions, course_id=course_id))
        with QSignalBlocker(self.session):
            self.session.clear()
            self.session.addItem("Session as the file says", "")
            for one in held:
                self.session.addItem(f"{one.ref}  {write_date(one.held_on)}", one.ref)
            refs = {one.id: one.ref for one in held}
            wanted = refs.get(session_id or "", "")
            self.session.setCurrentIndex(max(0, self.session.findData(wanted)))
        self._again()

    def _wishes(self) -> Wishes:
        stage = self.stage.currentData()
        return Wishes(
            session=self.session.currentData() or "",
            stage=Asked(stage) if stage else None,
            columns=dict(self._said),
        )

    def _mapped(self) -> None:
        self._said = self.columns.said()
        self._again()

    def _again(self, _: int = 0) -> None:
        if self._paths:
            work = partial(_look, self._jobs.desk, tuple(self._paths), self._wishes())
            self._jobs.compute(
                f"Reading {self._paths[0].name}", work, then=self._show, refused=self._not_read
            )

    def _not_read(self, refusal: object) -> None:
        self.refused.emit(refusal)
        self.left.emit()

    def _show(self, shown: Shown) -> None:
        name = self._paths[0].name if len(self._paths) == 1 else f"{len(self._paths)} files"
        would = f"Would be: {shown.done.words()} Nothing is done yet."
        self.summary.setText(f"{name}. {shown.problem or would}")
        self.columns.setVisible(bool(shown.columns))
        for widget in (self.session, self.stage):
            widget.setVisible(bool(shown.columns))
        self.columns.show_columns(shown.columns, shown.questions)
        self.table.rows.reset([_Told(place, one) for place, one in enumerate(shown.rows)])
        self.bring.setEnabled(bool(shown.done.created or shown.done.updated))
        self.bring.setFocus()

    def offer(self) -> None:
        """Do what is shown as one step."""
        if not self._paths:
            return
        self.bring.setEnabled(False)
        self._jobs.compute(
            f"Importing {self._paths[0].name}",
            partial(_bring, self._jobs.desk, tuple(self._paths), self._wishes()),
            then=self.brought.emit,
            refused=self._not_brought,
        )

    def _not_brought(self, refusal: object) -> None:
        self.bring.setEnabled(True)
        self.refused.emit(refusal)


def _look(desk: Desk, paths: tuple[Path, ...], wishes: Wishes, _: Progress) -> Shown:
    return bring.look(desk, paths, wishes)


def _bring(desk: Desk, paths: tuple[Path, ...], wishes: Wishes, _: Progress) -> Done[Imported]:
    return bring.bring_in(desk, paths, wishes)
