"""A year's timetable as a bar for each audit, a part of it for each stage, under the months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.ui.theme import colours
from safeguard_desk.views.audits import AuditHead, StageView

BARS_ROLE = Qt.ItemDataRole.UserRole + 7
"""The role under which a cell gives its Bar."""
_MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
_LETTERS = {
    AuditState.SCOPED: "S",
    AuditState.CASES: "C",
    AuditState.RETURNS: "R",
    AuditState.MODERATION: "M",
    AuditState.FINDINGS: "F",
    AuditState.PLAN: "P",
    AuditState.MONITORED: "✓6",
    AuditState.IMPACT: "I",
    AuditState.CLOSED: "■",
}
KEY = (
    "Each part of a bar leads up to a stage: S scoped, C cases, R returns, M moderation,"
    " F findings, P plan, ✓6 monitored, I impact, ■ closed. Filled: reached. Outlined: planned."
    " Line: today."
)


@dataclass(frozen=True)
class Segment:
    """A part of a bar: up to which stage, from when to when, and whether it is reached."""

    stage: AuditState
    start: date
    end: date
    reached: bool
    late: bool

    @property
    def letter(self) -> str:
        """What stands in it where there is room."""
        return _LETTERS.get(self.stage, "")


@dataclass(frozen=True)
class Bar:
    """What is painted of an audit within the days of a year."""

    first: date
    last: date
    today: date
    segments: tuple[Segment, ...]

    @property
    def words(self) -> str:
        """Return the bar for those who cannot see it."""
        return "; ".join(
            f"{one.stage.label} {'reached' if one.reached else 'planned'} {write_date(one.end)}"
            + (", late" if one.late else "")
            for one in self.segments
        )


def bar_of(audit: AuditHead, year: int, today: date) -> Bar:
    """Return an audit's bar in a financial year."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    return Bar(first, last, today, tuple(_segments(audit.stages, today)))


def _segments(stages: Sequence[StageView], today: date) -> list[Segment]:
    found: list[Segment] = []
    before: date | None = None
    for one in stages:
        day = one.reached_on or one.planned_on
        if day is None:
            continue
        if before is not None and day >= before:
            late = one.reached_on is None and day < today
            found.append(Segment(one.stage, before, day, one.reached_on is not None, late))
        before = max(before or day, day)
    return found


class BarPainter(QStyledItemDelegate):
    """Paints the bars; colour, outline and letter say the same."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Give a line room for its bar."""
        return QSize(100, option.fontMetrics.height() + 14)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a bar under its months."""
        bar = index.data(BARS_ROLE)
        if not isinstance(bar, Bar):
            super().paint(painter, option, index)
            return
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.AlternateBase))
        known = colours(option.palette)
        area = option.rect
        for month in range(1, 12):
            x = _x(area, bar, _month(bar.first, month))
            painter.setPen(QPen(QColor(known.line), 1))
            painter.drawLine(x, area.top(), x, area.bottom())
        for one in bar.segments:
            self._segment(painter, area, bar, one)
        if bar.first <= bar.today <= bar.last:
            x = _x(area, bar, bar.today)
            painter.setPen(QPen(QColor(known.text), 2))
            painter.drawLine(x, area.top(), x, area.bottom())
        painter.restore()

    def _segment(self, painter: QPainter, area: QRect, bar: Bar, one: Segment) -> None:
        if one.end < bar.first or one.start > bar.last:
            return
        view = self.parent()
        palette = view.palette() if isinstance(view, QWidget) else QPalette()
        known = colours(palette)
        left = _x(area, bar, max(one.start, bar.first))
        right = _x(area, bar, min(one.end, bar.last))
        box = QRectF(left + 0.5, area.top() + 5.5, max(right - left - 1, 2), area.height() - 11)
        if one.reached:
            painter.fillRect(box, QColor(known.accent))
            ink = known.on_accent
        else:
            painter.fillRect(box, QColor(known.notice if one.late else known.raised))
            line = QPen(QColor(known.bad if one.late else known.edge), 1.2)
            painter.setPen(line)
            painter.drawRect(box)
            ink = known.bad if one.late else known.text
        words = f"!{one.letter}" if one.late else one.letter
        if painter.fontMetrics().horizontalAdvance(words) + 4 <= box.width():
            painter.setPen(QColor(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class MonthHeader(QHeaderView):
    """A header that writes the months over the column of bars."""

    def __init__(self, column: int, parent: QWidget) -> None:
        """Write months over a column."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._column = column

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Write the months from April, or the column's title."""
        super().paintSection(painter, rect, logical_index)
        if logical_index != self._column:
            return
        painter.save()
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        bar = Bar(date(2025, 4, 1), date(2026, 3, 31), date.min, ())
        for place, name in enumerate(_MONTHS):
            left = _x(rect, bar, _month(bar.first, place))
            right = _x(rect, bar, _month(bar.first, place + 1)) if place < 11 else rect.right()
            box = QRect(left + 3, rect.top(), right - left - 3, rect.height())
            fits = painter.fontMetrics().horizontalAdvance(name) <= box.width()
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name if fits else name[0])
        painter.restore()


def _month(first: date, place: int) -> date:
    year, month = divmod(first.month - 1 + place, 12)
    return date(first.year + year, month + 1, 1)


def _x(area: QRect, bar: Bar, day: date) -> int:
    span = (bar.last - bar.first).days + 1
    return area.left() + round((day - bar.first).days * area.width() / span)
