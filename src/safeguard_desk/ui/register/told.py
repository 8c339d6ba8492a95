"""What is told of a record beside its form: its history, and what was said of an action."""

from collections.abc import Iterable
from functools import partial
from html import escape
from operator import itemgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.registers.declare import Register
from safeguard_desk.registers.telling import Told, history
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.theme import colours
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import actions, chasing

_NOTHING = "–"


class ReadingPane(QTextBrowser):
    """Words to be read, chosen and copied; a table where there is one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty pane; `name` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)

    def show_table(self, titles: Iterable[str], rows: Iterable[Iterable[str]], empty: str) -> None:
        """Show rows under their titles, or the words for none."""
        lines = [f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows]
        if not lines:
            self.setPlainText(empty)
            return
        quiet = colours(self.palette()).quiet
        head = "".join(f'<th align="left" style="color:{quiet}">{escape(t)}</th>' for t in titles)
        table = f'<table cellpadding="5" width="100%"><tr>{head}</tr>{"".join(lines)}</table>'
        self.setHtml(table)


class HistoryPane(ReadingPane):
    """Who changed what of a record, and when."""

    def __init__(self, jobs: Jobs, register: Register, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__("History", parent)
        self._jobs = jobs
        self._register = register

    def show_record(self, record_id: str) -> None:
        """Show what was changed of a record, newest first."""
        told = self._jobs.read(partial(history, register=self._register, record_id=record_id))
        self.show_table(
            ("When", "Who", "What was done", "Field", "Before → after"),
            (_row(line) for line in told),
            "Nothing is known of how this came here.",
        )


def _row(line: Told) -> tuple[str, ...]:
    when = f"{write_date(line.at.date())} {line.at:%H:%M}"
    change = f"{line.before or _NOTHING} → {line.after or _NOTHING}" if line.before else line.after
    return when, line.who, line.title, line.field, change or _NOTHING


class UpdatesPane(QWidget):
    """What was said on an action's progress, and how its due date moved; a line to add a word."""

    wanted = Signal(object, object)
    """The action's id and the words of an update."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._record_id = ""
        self.line = LineField("Add an update", self)
        self.line.setPlaceholderText("What has been done? Enter adds it with today's date.")
        self.said = ReadingPane("Updates", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self.said, 1)
        self.line.returnPressed.connect(self._add)

    def show_record(self, record_id: str) -> None:
        """Show an action's updates and moves, newest first."""
        if record_id != self._record_id:
            self.line.clear()
            self._record_id = record_id
        rows = self._jobs.read(partial(_updates, action_id=record_id))
        titles = ("On", "What", "By", "At")
        self.said.show_table(titles, rows, "Nothing has been said on this action yet.")

    def added(self) -> None:
        """Empty the line: its words are among the updates now."""
        self.line.clear()

    def _add(self) -> None:
        words = self.line.text().strip()
        if words:
            self.wanted.emit(self._record_id, words)


def _updates(reader: Reader, action_id: str) -> list[tuple[str, ...]]:
    told = [(one.on, one.text, one.by, one.at) for one in actions.updates(reader, action_id)]
    told += [(one.on, one.told, "", "") for one in chasing.chased(reader, action_id)]
    for move in actions.due_changes(reader, action_id):
        before = write_date(move.before_on) if move.before_on else "no date"
        after = write_date(move.after_on) if move.after_on else "no date"
        why = f": {move.reason}" if move.reason else ""
        told.append((move.on, f"Due date moved from {before} to {after}{why}", "", ""))
    told.sort(key=itemgetter(0), reverse=True)
    return [(write_date(on), *rest) for on, *rest in told]
