"""Today: clocks, meetings, minutes, actions, papers and returns that want somebody's attention."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.dates import write_day
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell import desk_work
from safeguard_desk.ui.shell.commands import Command, Run
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.theme import colours
from safeguard_desk.views.today import today
from safeguard_desk.views.today_lines import Line, Section

_LINE = Qt.ItemDataRole.UserRole
_QUIET = (
    "All is well: no clock runs out, nothing waits, nothing is overdue.\n"
    "Plan the year's meetings in Calendar, or open a group's tab."
)
_NOTHING = "Nothing stands out of what the lens shows; F12 turns it."
_COMMAND = "command"
_OLD = timedelta(days=2)
"""Age of a backup from which Home speaks of it: one is made whenever the desk is opened."""
_LEFT = 26
"""Pixels before the words, in which the sign of what is late stands."""


class TodayPage(Page):
    """One list under headings; Enter or a double click opens the place of a line."""

    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Lay out the page; what stands out is read when the page is shown."""
        super().__init__(jobs, tab, parent)
        self._reading = self._again = False
        self.heading = QLabel(self)
        self.heading.setProperty("role", "title")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Today")
        self.list.setUniformItemSizes(False)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.empty = QLabel(_QUIET, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.hide()
        self._sections: tuple[Section, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self.heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.empty, 1)
        self.list.itemActivated.connect(self._open)

    def arrive(self) -> None:
        """Put the focus on the first line; the day may have changed since it was last seen.

        The reading waits a turn: at opening it would lengthen the making of the whole window.
        """
        self.list.setFocus()
        QTimer.singleShot(0, self, self._show)

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change: nearly any of them may begin or end a line."""
        self._show()

    def look_again(self) -> None:
        """Tell what is seen through the window's lens."""
        if self.heading.text():
            self._show()

    def present(self, presenting: bool) -> None:
        """Leave out lines of restricted work while the screen is shared."""
        hidden = presenting != self.presenting
        super().present(presenting)
        if hidden and self.heading.text():
            self._paint()  # at once, and without the worker: the screen is shared

    def _show(self) -> None:
        """Read off the window's thread; what changes meanwhile is read once more afterwards."""
        self._again = self._reading
        if not self._reading:
            self._reading = True
            self.jobs.look(partial(_read, sides=seen(self.lens)), self._arrived)

    def _arrived(self, found: tuple[tuple[Section, ...], date]) -> None:
        self._reading = False
        if self._again:
            self._show()
        self._sections, day = found
        self.heading.setText(f"Today, {write_day(day)}")
        self._paint()

    def _paint(self) -> None:
        chosen = self._line(self.list.currentItem())
        self.list.clear()
        for section in (*self._sections, *self._backup()):
            self._add(section)
        self.list.setVisible(self.list.count() > 0)
        self.empty.setText(_QUIET if self.lens is Side.BOTH else _NOTHING)
        self.empty.setVisible(self.list.count() == 0)
        self._choose(chosen)

    def _backup(self) -> Iterator[Section]:
        """Yield that there is no backup of the last days, where there is none."""
        found = desk_work.backups_of(self.jobs.desk.path)
        age = datetime.now() - found[0].made if found else None
        if age is None or age > _OLD:
            words = "There is no backup yet" if age is None else f"Last backup {age.days} days ago"
            line = Line(words, "Enter makes one now", _COMMAND, "back_up", late=True)
            yield Section("Backups", (line,))

    def _add(self, section: Section) -> None:
        lines = [line for line in section.lines if not (self.presenting and line.restricted)]
        if not lines:
            return
        heading = QListWidgetItem(section.title)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(heading)
        for line in lines:
            item = QListWidgetItem(line.words)
            item.setData(_LINE, line)
            item.setToolTip(line.detail)
            late = "Late. " if line.late else ""
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{section.title}. {late}{line.words}. {line.detail}",
            )
            self.list.addItem(item)

    def _choose(self, wanted: Line | None) -> None:
        """Keep the chosen line through a change; without one, choose the first."""
        places = [row for row in range(self.list.count()) if self._line(self.list.item(row))]
        same = [
            row
            for row in places
            if wanted and (held := self._line(self.list.item(row))) and held.id == wanted.id
        ]
        if places:
            self.list.setCurrentRow((same or places)[0])

    @staticmethod
    def _line(item: QListWidgetItem | None) -> Line | None:
        found = item.data(_LINE) if item is not None else None
        return found if isinstance(found, Line) else None

    def _open(self, item: QListWidgetItem) -> None:
        line = self._line(item)
        if line is None:
            return
        if line.kind == _COMMAND:
            run = Run("action", code=line.id)
            self.command_wanted.emit(Command(line.words, frozenset(), "", run))
        elif line.is_list:
            self.list_wanted.emit(line.id or None, line.kind, line.filter)
        else:
            self.record_wanted.emit(line.kind, line.id)


def _read(reader: Reader, sides: frozenset[Side]) -> tuple[tuple[Section, ...], date]:
    return today(reader, sides), reader.today


class _Painter(QStyledItemDelegate):
    """Headings in bold; a line with its sign at the left and its detail in quiet words below."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a heading or a line."""
        line = index.data(_LINE)
        painter.save()
        if isinstance(line, Line):
            self._paint_line(painter, option, line)
        else:
            painter.setFont(_bold(option.font))
            painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
            box = option.rect.adjusted(4, 8, -4, -2)
            painter.drawText(box, Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        known = colours(option.palette)
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        text = option.palette.color(role)
        metrics = option.fontMetrics
        first = QRect(option.rect.adjusted(_LEFT, 4, -8, 0))
        first.setHeight(metrics.height())
        second = first.translated(0, metrics.height() + 1)
        painter.setPen(text if chosen or not line.late else known.bad)
        if line.late:
            painter.setFont(_bold(option.font))
            painter.drawText(first.translated(8 - _LEFT, 0), 0, "!")
        painter.setFont(option.font)
        painter.setPen(text)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(first, 0, metrics.elidedText(line.words, elide, first.width()))
        painter.setPen(text if chosen else (known.bad if line.late else known.quiet))
        painter.drawText(second, 0, metrics.elidedText(line.detail, elide, second.width()))

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Give a line room for two rows of words, a heading for one and some air."""
        height = option.fontMetrics.height()
        line = isinstance(index.data(_LINE), Line)
        return QSize(200, 2 * height + 10 if line else height + 16)


def _bold(font: QFont) -> QFont:
    found = QFont(font)
    found.setBold(True)
    return found
