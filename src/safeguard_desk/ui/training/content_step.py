"""What a course teaches from when on, what each version rests on, and what overtook it."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.rules.dates import read_date, write_date
from safeguard_desk.rules.terms_learning import ContentBasis
from safeguard_desk.ui.audits.step import quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.courses import ContentView, CourseView, VersionView
from safeguard_desk.views.linkable import linkable
from safeguard_desk.work import course_content

KEY = (
    "O: overtaken by…, with its day after a @, as “Guidance of 2023 @15 dec 2023”. H: it still"
    " holds. Enter opens the record behind it; Delete takes it out. A new version carries what"
    " overtook it instead."
)


def _since(row: ContentView) -> str:
    if row.overtaken_on is None:
        return f"? {row.doubt}" if row.doubt else ""
    return f"! since {write_date(row.overtaken_on)}: {row.overtaken_words}"


def _style(row: ContentView) -> Style:
    return Style(bold=row.overtaken, only=3)


COLUMNS = (
    Column("Basis", lambda row: row.basis.label, 18),
    Column("Rests on", lambda row: row.words),
    Column("Of", lambda row: write_date(row.dated_on) if row.dated_on else "", 12),
    Column("Overtaken", _since, 44),
)


class ContentStep(QWidget):
    """One version at a time; the newest takes content and is taken on to the next."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(parent)
        self.bench = bench
        self.view: CourseView | None = None
        self.version = QComboBox(self)
        self.version.setAccessibleName("Version")
        self.changes = QLabel(self)
        self.changes.setWordWrap(True)
        self.table = RowsView(Rows(COLUMNS, self, style=_style), "What the version rests on", self)
        self.table.letters = "OH"
        self.table.setWordWrap(True)
        self.by = QLineEdit(self)
        self.by.setAccessibleName("What overtook the chosen content")
        self.by.setPlaceholderText("Overtaken by: which guidance or review @its day, then Enter")
        self.record = PickField(
            "A record the course rests on", partial(bench.jobs.read, linkable), self
        )
        self.record.setPlaceholderText("Rests on: a review, audit, need, learning point; Enter")
        self.basis = TermField("Kind of source", ContentBasis, self, required=True)
        self.basis.setCurrentIndex(0)
        self.words = LineField("A source in words", self)
        self.words.setPlaceholderText("or in words: research, guidance @its day, then Enter")
        self.new = LineField("What is new in the next version", self)
        self.new.setPlaceholderText("New version: what is new in it, then Enter")
        self.open = QPushButton("&Open the record", self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.version)
        top.addWidget(self.changes, 1)
        top.addWidget(self.open)
        adding = QHBoxLayout()
        adding.addWidget(self.record, 3)
        adding.addWidget(self.basis)
        adding.addWidget(self.words, 3)
        turning = QHBoxLayout()
        turning.addWidget(self.by, 1)
        turning.addWidget(self.new, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(quiet(KEY, self))
        layout.addLayout(adding)
        layout.addLayout(turning)

    def _connect(self) -> None:
        self.version.activated.connect(self._fill)
        self.table.pressed_key.connect(self._key)
        self.table.opened.connect(self._open)
        self.table.removed.connect(self._remove)
        self.by.returnPressed.connect(self._overtake)
        self.record.returnPressed.connect(self._rest_on)
        self.words.returnPressed.connect(self._rest_on_words)
        self.new.returnPressed.connect(self._new_version)
        self.open.clicked.connect(self._open_chosen)

    def show_course(self, view: CourseView) -> None:
        """Show a course's versions; the one that was chosen stays."""
        other = self.view is None or self.view.head.id != view.head.id
        newest = self.view is None or self._version_id == self.view.newest.id
        chosen = None if other or newest else self._version_id
        self.view = view
        with QSignalBlocker(self.version):
            self.version.clear()
            for one in view.versions:
                words = f"Version {one.number}, from {write_date(one.valid_from)}"
                self.version.addItem(words, one.id)
            self.version.setCurrentIndex(max(0, self.version.findData(chosen)))
        self._fill()

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    @property
    def _version_id(self) -> str:
        return str(self.version.currentData() or "")

    def _shown(self) -> VersionView | None:
        held = self.view.versions if self.view else ()
        return next((one for one in held if one.id == self._version_id), None)

    def _fill(self, _: object = None) -> None:
        shown = self._shown()
        if shown is None or self.view is None:
            return
        newest = shown.id == self.view.newest.id
        self.table.rows.show(shown.contents)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and shown.contents:
            self.table.choose(shown.contents[0].id, 1)
        said = shown.changes or "The first version"
        if not shown.contents:
            said += ". Nothing says yet what it rests on: name it below."
        self.changes.setText(said)
        for widget in (self.by, self.record, self.basis, self.words, self.new):
            widget.setVisible(newest)

    def _key(self, content_id: str, letter: str) -> None:
        if letter == "O":
            self.by.setFocus()
        else:
            verb = partial(course_content.still_holds, content_id=content_id)
            self.bench.do("Content still holds", verb)

    def _overtake(self) -> None:
        words, on = self._dated(self.by.text())
        if self.table.chosen is None:
            self.bench.refuse("No content is chosen.", "Nothing was changed.", "Choose it above.")
            return
        verb = partial(
            course_content.overtake_content, content_id=self.table.chosen, words=words, on=on
        )
        self.bench.do("Content is overtaken", verb, then=self._cleared(self.by))

    def _dated(self, text: str) -> tuple[str, date | None]:
        """Read words with their day after a @ at the end."""
        words, sign, typed = text.rpartition("@")
        day = read_date(typed, today(self.bench.jobs)) if sign else None
        return (words.strip(), day) if day is not None else (text.strip(), None)

    def _rest_on(self) -> None:
        chosen = self.record.value()
        if chosen is None:
            self.bench.refuse("No record fits.", "Nothing was added.", "Choose from the list.")
            return
        kind, record_id = chosen.split(" ")
        verb = partial(course_content.carry, course_id=self.bench.chosen, record=(kind, record_id))
        self.bench.do("Say what a course rests on", verb, then=self._cleared(self.record))

    def _rest_on_words(self) -> None:
        words, on = self._dated(self.words.text())
        verb = partial(
            course_content.add_content,
            version_id=self._version_id,
            basis=ContentBasis(self.basis.value() or ContentBasis.RESEARCH),
            words=words,
            on=on,
        )
        self.bench.do("Say what a course rests on", verb, then=self._cleared(self.words))

    def _new_version(self) -> None:
        verb = partial(
            course_content.new_version, course_id=self.bench.chosen, changes=self.new.text()
        )
        self.bench.do("Begin a new version", verb, then=self._cleared(self.new))

    def _cleared(self, line: QLineEdit) -> Any:
        return partial(_clear, line)

    def _remove(self, content_id: str) -> None:
        verb = partial(course_content.remove_content, content_id=content_id)
        self.bench.do("Take content out of a course", verb)

    def _open_chosen(self) -> None:
        if self.table.chosen:
            self._open(self.table.chosen)

    def _open(self, content_id: str) -> None:
        row = self.table.rows.rows[self.table.rows.place(content_id)]
        if row.source_id and not row.hidden:
            self.bench.record_wanted.emit(row.source_kind, row.source_id)


def _clear(line: QLineEdit, _: object) -> None:
    line.clear()
