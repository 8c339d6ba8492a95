"""Themes that run through reviews: how much stands under each, and what each review says."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import NoteKind
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import review_themes as views
from safeguard_desk.views.review_themes import NoteOf, ThemeView
from safeguard_desk.work import review_themes

_SEEN = ("review_themes", "theme_notes", "reviews", "findings", "recommendations", "actions")
_EMPTY = (
    "No themes yet. Type one above, or put a finding under one on the step “Findings” of a case."
)


def _title(row: ThemeView) -> str:
    return row.title


def _words(row: ThemeView) -> str:
    return row.words


def _reviews(row: ThemeView) -> str:
    return str(len(row.reviews))


def _findings(row: ThemeView) -> str:
    return str(len(row.findings))


def _good(row: ThemeView) -> str:
    return str(row.good)


def _made(row: ThemeView) -> str:
    return str(row.recommendations)


def _case(row: NoteOf) -> str:
    return row.ref


def _about(row: NoteOf) -> str:
    return row.about


def _kind(row: NoteOf) -> str:
    return f"{'★ ' if row.kind is NoteKind.GOOD_PRACTICE else ''}{row.kind.label}"


def _text(row: NoteOf) -> str:
    return row.text


def _finding(row: NoteOf) -> str:
    return row.finding


def _came(row: NoteOf) -> str:
    if not row.finding:
        return ""
    if not row.recommendations:
        return "nothing yet"
    made = f"{row.recommendations} recommendation{'' if row.recommendations == 1 else 's'}"
    return f"{made}, {row.actions_open} open action{'' if row.actions_open == 1 else 's'}"


def _noted(row: NoteOf) -> str:
    return write_date(row.noted_on)


def _strong(row: NoteOf) -> Style:
    return Style(bold=row.kind is NoteKind.GOOD_PRACTICE)


class ThemesPage(Page):
    """Themes above; what stands under the chosen one below."""

    in_view = frozenset({"review_themes", "theme_notes"})
    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the themes."""
        super().__init__(jobs, tab, parent)
        self.new = LineField("Name of a new theme", self)
        self.new.setPlaceholderText("New theme: a name = what is meant by it, then Enter")
        columns = (
            Column("Theme", _title, 30, "title"),
            Column("What is meant", _words, 0, "words"),
            Column("Reviews", _reviews, 8, right=True),
            Column("Findings", _findings, 9, right=True),
            Column("Good practice", _good, 13, right=True),
            Column("Recommended", _made, 13, right=True),
        )
        rows = Rows(columns, self)
        self.table = RowsView(rows, "Themes", self)
        self.table.setWordWrap(True)
        self.table.setToolTip("F2 changes a cell; Delete takes away a theme nothing stands under")
        notes = (
            Column("Case", _case, 12),
            Column("About", _about, 26),
            Column("Kind", _kind, 15),
            Column("What it says", _text),
            Column("Finding", _finding, 11),
            Column("What came of it", _came, 19),
            Column("Noted", _noted, 12),
        )
        self.notes = RowsView(Rows(notes, self, style=_strong), "What reviews say", self)
        self.notes.setWordWrap(True)
        self.notes.setToolTip("Enter opens the case; Delete takes the note away")
        self.told = heading("", self)
        self.empty = quiet(_EMPTY, self)
        self._lay_out()
        self.new.returnPressed.connect(self._add)
        rows.edited.connect(self._edit)
        self.table.removed.connect(self._remove)
        self.table.selectionModel().currentChanged.connect(self._show_notes)
        self.notes.opened.connect(self._open)
        self.notes.removed.connect(self._remove_note)
        self._show()

    def _lay_out(self) -> None:
        title = QLabel("Themes of reviews", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.new, 1)
        below = QWidget(self)
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 6, 0, 0)
        lower.addWidget(self.told)
        lower.addWidget(self.notes, 1)
        split = QSplitter(self)
        split.setOrientation(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(below)
        split.setSizes([260, 380])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.empty)
        layout.addWidget(split, 1)

    def arrive(self) -> None:
        """Put the focus on the themes, or where the first is typed."""
        (self.table if self.table.rows.rows else self.new).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of a theme, or of what reviews say."""
        if changes.touches(*_SEEN):
            self._show()

    def look_again(self) -> None:
        """Show what reviews seen through the window's lens say."""
        self._show()

    def present(self, presenting: bool) -> None:
        """Show nothing while the screen is shared: notes are restricted."""
        super().present(presenting)
        self._show()

    def open_record(self, kind: str, record_id: str) -> None:
        """Choose a theme."""
        if kind == "review_themes" and not self.presenting:
            self.table.choose(record_id)
            self.table.setFocus()

    def about(self) -> tuple[str, str] | None:
        """Return the theme that is chosen."""
        chosen = self.table.chosen
        return ("review_themes", chosen) if chosen else None

    def _show(self) -> None:
        read = partial(views.themes, group_id=self.tab.group_id)
        found = [
            replace(theme, notes=tuple(self.through(theme.notes)))
            for theme in ([] if self.presenting else self.jobs.read(read))
        ]
        self.table.rows.show(found)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and found:
            self.table.choose(found[0].id)
        self.empty.setVisible(not found and not self.presenting)
        self._show_notes()

    def _show_notes(self, *_: object) -> None:
        place = self.table.rows.place(self.table.chosen)
        theme: ThemeView | None = self.table.rows.rows[place] if place >= 0 else None
        self.notes.rows.show(theme.notes if theme else ())
        self.notes.resizeRowsToContents()
        if self.notes.chosen is None and theme and theme.notes:
            self.notes.choose(theme.notes[0].id)
        number = len(theme.notes) if theme else 0
        self.told.setText(
            f"{theme.title}: {number} note{'' if number == 1 else 's'} from"
            f" {', '.join(theme.reviews) or 'no review yet'}"
            if theme
            else ""
        )

    def _add(self) -> None:
        name, _, words = self.new.text().partition("=")
        verb = partial(_add, group_id=self.tab.group_id or "", title=name, words=words)
        self.jobs.change("Add a theme", verb, then=self._added, refused=self.refused.emit)

    def _added(self, theme_id: str) -> None:
        self.new.clear()
        self.table.choose(theme_id)

    def _edit(self, theme_id: str, name: str, typed: object) -> None:
        row = self.table.rows.rows[self.table.rows.place(theme_id)]
        verb = partial(
            review_themes.edit, theme_id=theme_id, name=name, seen=getattr(row, name), value=typed
        )
        self.jobs.change("Change a theme", verb, refused=self.refused.emit)

    def _remove(self, theme_id: str) -> None:
        verb = partial(review_themes.remove, theme_id=theme_id)
        self.jobs.change("Take a theme away", verb, refused=self.refused.emit)

    def _remove_note(self, note_id: str) -> None:
        verb = partial(review_themes.take_back, note_id=note_id)
        self.jobs.change("Take a note away", verb, refused=self.refused.emit)

    def _open(self, note_id: str) -> None:
        row = self.notes.rows.rows[self.notes.rows.place(note_id)]
        self.record_wanted.emit("reviews", row.review_id)


def _add(uow: UnitOfWork, *, group_id: str, title: str, words: str) -> str:
    return review_themes.add(uow, group_id, title, words).id
