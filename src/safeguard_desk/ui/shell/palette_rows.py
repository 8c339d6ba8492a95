"""How the search box shows its lines: headings, and what was found with the place beside it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from safeguard_desk.ui.theme import colours

WHAT = Qt.ItemDataRole.UserRole
"""What Enter does: None for a line that only tells."""
_BESIDE = WHAT + 1
_BELOW = WHAT + 2
_MARGIN = 8
_SHARE = 0.45
"""The part of a line that a place may take at most."""
_Index = QModelIndex | QPersistentModelIndex


def heading(words: str) -> QListWidgetItem:
    """Return a heading; it cannot be chosen."""
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = QFont()
    font.setBold(True)
    item.setFont(font)
    return item


def told(words: str) -> QListWidgetItem:
    """Return words that only tell something."""
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def line(title: str, beside: str, below: str, what: object) -> QListWidgetItem:
    """Return a line: its title, at the right its key or place, below it the words round the hit."""
    item = QListWidgetItem(title)
    item.setData(WHAT, what)
    item.setData(_BESIDE, beside)
    item.setData(_BELOW, below)
    spoken = ", ".join(part for part in (title, beside, below) if part)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    item.setToolTip(f"{title}\n{beside}" if beside else title)
    return item


class LineDelegate(QStyledItemDelegate):
    """Paints a line; what does not fit is cut with an ellipsis, the place last."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of one line of text, or of two."""
        height = QFontMetrics(option.font).height()
        lines = 2 if index.data(_BELOW) else 1
        return QSize(0, height * lines + _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the ground as the style does, and the words on it."""
        self.initStyleOption(option, index)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        known = colours(option.palette)
        # The sheet gives a chosen line the tint, which asks for ink of its own.
        ink = QColor(known.on_tint if chosen else known.text)
        quiet = ink if chosen else QColor(known.quiet)
        painter.save()
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        told = index.data(WHAT) is None
        area = option.rect.adjusted(_MARGIN, _MARGIN // 2, -_MARGIN, -_MARGIN // 2)
        first = QRect(area.x(), area.y(), area.width(), metrics.height())
        beside = index.data(_BESIDE) or ""
        taken = min(metrics.horizontalAdvance(beside), int(area.width() * _SHARE))
        right = QRect(first.right() - taken, first.y(), taken + 1, first.height())
        left = first.adjusted(0, 0, -(taken + 2 * _MARGIN) if beside else 0, 0)
        painter.setPen(quiet if told else ink)
        _write(painter, left, option.text, metrics)
        painter.setPen(quiet)
        _write(painter, right, beside, metrics)
        _write(painter, first.translated(0, metrics.height()), index.data(_BELOW) or "", metrics)
        painter.restore()


def _write(painter: QPainter, area: QRect, words: str, metrics: QFontMetrics) -> None:
    if words:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
