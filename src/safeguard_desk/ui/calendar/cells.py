"""How a day is painted: its number, what it is called, and a chip for each meeting."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.rules.working_days import month_end
from safeguard_desk.ui.calendar.days import Cell, Days
from safeguard_desk.ui.calendar.marks import WORDS, colour, paint_mark, text_of
from safeguard_desk.ui.theme import Colours, colours
from safeguard_desk.views.calendar import Entry

Index = QModelIndex | QPersistentModelIndex
_AIR = 3
_SATURDAY = 5
_LONG = 2
"""Days between first and last from which a holiday's name is written across the year's row."""
_LEFT, _RIGHT, _MIDDLE = (
    text_of(Qt.AlignmentFlag.AlignLeft),
    text_of(Qt.AlignmentFlag.AlignRight),
    text_of(Qt.AlignmentFlag.AlignHCenter),
)


def chip_places(cell: QRect, line: int, count: int, *, head: int) -> list[QRect]:
    """Return where the chips of a day stand: as many as there is room for, a line each."""
    height = line + _AIR
    room = max(0, (cell.height() - head - _AIR) // height)
    return [
        QRect(cell.left() + _AIR, cell.top() + head + n * height, cell.width() - 2 * _AIR, line + 1)
        for n in range(min(count, room))
    ]


class DayPainter(QStyledItemDelegate):
    """Paints a day of the month; the narrow one of the year paints less."""

    narrow = False

    def head(self, metrics: QFontMetrics) -> int:
        """Return how high the line above the chips is."""
        return metrics.height() + 2 * _AIR

    def chips(self, place: QRect, metrics: QFontMetrics, cell: Cell) -> list[tuple[Entry, QRect]]:
        """Return the meetings of a day that are shown, each with its place."""
        places = chip_places(place, metrics.height(), len(cell.entries), head=self.head(metrics))
        return list(zip(cell.entries, places, strict=False))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the least room for a day: its head and two chips."""
        line = option.fontMetrics.height()
        return QSize(line * 2, self.head(option.fontMetrics) + 2 * (line + _AIR) + _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a day."""
        model = index.model()
        cell = model.cell(index) if isinstance(model, Days) else None
        look = colours(option.palette)
        if cell is None:
            painter.fillRect(option.rect, QColor(look.ground))
            return
        painter.save()
        painter.fillRect(option.rect, _ground(cell, look))
        self._paint_head(painter, option, cell, look)
        shown = self.chips(option.rect, option.fontMetrics, cell) if cell.entries else []
        for entry, place in shown:
            self._paint_chip(painter, option, entry, place)
        hidden = len(cell.entries) - len(shown)
        if hidden:
            self._paint_more(painter, option, hidden, look)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(look.accent), 3 if focused else 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell, look: Colours
    ) -> None:
        metrics = option.fontMetrics
        line = option.rect.adjusted(6, _AIR, -6, 0)
        line.setHeight(metrics.height())
        number = str(cell.day.day)
        painter.setFont(_bold(option.font) if cell.today else option.font)
        wide = metrics.horizontalAdvance(f"{number}  ")
        if cell.today:
            badge = QRect(line.left() - 3, line.top(), wide + 2, line.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(badge, 4, 4)
            painter.setPen(QColor(look.on_accent))
        else:
            painter.setPen(QColor(look.text if cell.inside else look.quiet))
        painter.drawText(line, _LEFT, number)
        if cell.named:
            painter.setFont(option.font)
            painter.setPen(QColor(look.text if cell.named[0].bank else look.quiet))
            rest = line.adjusted(wide + 4, 0, 0, 0)
            words = metrics.elidedText(
                cell.named[0].title, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, _RIGHT, words)

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, place: QRect
    ) -> None:
        look, metrics = colours(option.palette), option.fontMetrics
        ink = colour(entry.state, option.palette)
        _frame(painter, place, ink, look)
        side = min(place.height() - 4, metrics.capHeight() + 3)
        mark = QRect(place.left() + 5, place.center().y() - side // 2, side, side)
        paint_mark(painter, mark, entry.state, ink)
        font = QFont(option.font)
        font.setStrikeOut(entry.state is MeetingState.CANCELLED)
        painter.setFont(font)
        painter.setPen(ink)
        words = place.adjusted(side + 8, 0, -1, 0)
        fitting = _fitting(entry, metrics, words.width())
        painter.drawText(words, _LEFT, fitting)

    def _paint_more(
        self, painter: QPainter, option: QStyleOptionViewItem, hidden: int, look: Colours
    ) -> None:
        painter.setFont(option.font)
        painter.setPen(QColor(look.link))
        foot = option.rect.adjusted(0, 0, -5, -1)
        painter.drawText(
            foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), f"+{hidden}"
        )


class YearDayPainter(DayPainter):
    """Paints a day of the year: the letter of its weekday, and codes."""

    narrow = True

    def head(self, metrics: QFontMetrics) -> int:
        """Return how high the weekday's letter is: it shares the day with its chips."""
        return metrics.height() - 1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the least room for a day: its letter and one chip."""
        line = option.fontMetrics.height()
        return QSize(line, self.head(option.fontMetrics) + line + 2 * _AIR)

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell, look: Colours
    ) -> None:
        line = option.rect.adjusted(2, 0, -2, 0)
        line.setHeight(self.head(option.fontMetrics))
        painter.setFont(_bold(option.font) if cell.today else option.font)
        painter.setPen(QColor(look.accent if cell.today else look.quiet))
        painter.drawText(line, _LEFT if cell.entries else _MIDDLE, "MTWTFSS"[cell.day.weekday()])
        side = option.fontMetrics.capHeight()
        mark = QRect(line.right() - side, line.center().y() - side // 2, side, side)
        self._paint_name(painter, option, cell, look)
        for entry in reversed(cell.entries):  # a chip has no room for its shape
            paint_mark(painter, mark, entry.state, colour(entry.state, option.palette))
            mark.translate(-side - 1, 0)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell, look: Colours
    ) -> None:
        """Paint this day's part of a holiday's name, which runs over all its days of the month."""
        long = next((one for one in cell.named if (one.to_on - one.from_on).days >= _LONG), None)
        if long is None:
            return
        first = max(long.from_on, cell.day.replace(day=1))
        last = min(long.to_on, month_end(cell.day.year, cell.day.month))
        wide = option.rect.width()
        run = QRect(option.rect)
        run.setLeft(option.rect.left() - (cell.day - first).days * wide + 3)
        run.setRight(option.rect.right() + (last - cell.day).days * wide)
        run.setTop(option.rect.bottom() - option.fontMetrics.height())
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        words = QFontMetrics(font).elidedText(long.title, Qt.TextElideMode.ElideRight, run.width())
        painter.drawText(run, _LEFT, words)
        painter.restore()

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, place: QRect
    ) -> None:
        look = colours(option.palette)
        ink = colour(entry.state, option.palette)
        room = place.adjusted(-_AIR + 1, 0, _AIR - 1, 0)
        _frame(painter, room, ink, look)
        font = QFont(option.font)
        font.setStrikeOut(entry.state is MeetingState.CANCELLED)
        metrics = QFontMetrics(font)
        wide = metrics.horizontalAdvance(entry.code)
        if wide > room.width() - 4:  # a board's code is longer than a day is wide
            font.setStretch(max(50, round(100 * (room.width() - 4) / wide)))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(room, _MIDDLE, entry.code)


def _ground(cell: Cell, look: Colours) -> QColor:
    if any(one.bank for one in cell.named):
        return QColor(look.tint)
    if cell.named:
        return QColor(look.hover)
    if not cell.inside or cell.day.weekday() >= _SATURDAY:
        return QColor(look.ground)
    return QColor(look.base)


def _frame(painter: QPainter, place: QRect, ink: QColor, look: Colours) -> None:
    painter.setPen(QPen(ink, 1))
    painter.setBrush(QColor(look.base))
    painter.drawRoundedRect(place, 4, 4)


def _fitting(entry: Entry, metrics: QFontMetrics, width: int) -> str:
    """Return as much of a meeting as a chip can hold: its state goes first, never its code."""
    brief = f"{entry.code} {entry.starts_at:%H:%M}"
    whole = f"{brief} {WORDS[entry.state]}"
    if metrics.horizontalAdvance(whole) <= width:
        return whole
    return metrics.elidedText(brief, Qt.TextElideMode.ElideRight, width)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
