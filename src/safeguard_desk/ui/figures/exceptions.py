"""The exceptions to the six-month rule with their reasons, each a line that leads to its action."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.views.six_month_exceptions import Exceptions

_MOST_ROWS = 10


class ExceptionsCard(QFrame):
    """Enter or a double click on a line opens the action."""

    opened = Signal(object)
    """The id of an action."""

    def __init__(self, excepted: Exceptions, parent: QWidget | None = None) -> None:
        """Show the exceptions."""
        super().__init__(parent)
        self.setProperty("role", "card")
        listed = len(excepted.rows)
        words = f"Exceptions to the six-month rule, with their reasons: {excepted.total:,}"
        more = f" (the {listed} latest due are listed)" if listed < excepted.total else ""
        title = QLabel(words + more, self)
        title.setProperty("role", "heading")
        columns = (
            Column("Ref", _ref, 10),
            Column("Agency", _agency, 14),
            Column("Six months", _limit, 12),
            Column("Due", _due, 12),
            Column("How it stands", _stands, 30),
            Column("Reason", _reason),
        )
        self.table = RowsView(Rows(columns), "Exceptions to the six-month rule", self)
        self.table.rows.reset(excepted.rows)
        line = self.fontMetrics().height() + 14
        self.table.setMinimumHeight(line * (min(listed, _MOST_ROWS) + 1) + 24)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(title)
        layout.addWidget(self.table)
        self.table.opened.connect(self.opened)


def _ref(row: Any) -> str:
    return str(row.ref)


def _agency(row: Any) -> str:
    return str(row.agency)


def _limit(row: Any) -> str:
    return write_date(row.limit)


def _due(row: Any) -> str:
    return write_date(row.due) if row.due else ""


def _stands(row: Any) -> str:
    return str(row.stands.label)


def _reason(row: Any) -> str:
    return str(row.reason)
