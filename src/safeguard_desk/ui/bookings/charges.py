"""Charges for places that were not used: who, how much, how each stands; keys settle them."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.terms_learning import ChargeState
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.training_sessions import DelegateLine, delegate_lines
from safeguard_desk.work import telling_delegates

_KEYS = {
    "D": ChargeState.DUE,
    "S": ChargeState.SENT,
    "P": ChargeState.PAID,
    "W": ChargeState.WAIVED,
}
_HINT = "D due, S letter sent, P paid, W waived for the reason typed under the list; Esc goes back."
_NOBODY = "Every place of this session was used or given back in time."


@dataclass(frozen=True)
class _Shown:
    """A delegate with the id the table knows the booking by."""

    id: str
    line: DelegateLine


def _stands(one: _Shown) -> str:
    return one.line.charge_state.label if one.line.charge_state else "not charged"


_COLUMNS = (
    Column("Delegate", lambda one: one.line.called),
    Column("Agency", lambda one: one.line.agency, 24),
    Column("What happened", lambda one: one.line.state.label, 18),
    Column("Charge", lambda one: "" if one.line.charge is None else f"£{one.line.charge}", 10),
    Column("Stands", _stands, 16),
)


class ChargesPanel(QWidget):
    """The charges of a session in place of its page."""

    left = Signal()
    said = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, session_id: str, words: str, parent: QWidget) -> None:
        """Show the charges of a session."""
        super().__init__(parent)
        self._jobs, self._session_id = jobs, session_id
        title = QLabel(f"Places not used: {words}", self)
        title.setProperty("role", "heading")
        self.back = QPushButton("&Back", self)
        self.table = RowsView(Rows(_COLUMNS, self), "Charges", self)
        self.table.letters = "".join(_KEYS)
        self.reason = LineField("Reason for waiving", self)
        self.reason.setPlaceholderText("Reason for waiving, then W on the delegate")
        self.hint = QLabel(_HINT, self)
        self.hint.setProperty("role", "quiet")
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reason)
        layout.addWidget(self.hint)
        self.back.setShortcut("Esc")
        self.back.clicked.connect(self.left)
        self.table.pressed_key.connect(self._settle)
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Read the charges anew."""
        lines = self._jobs.read(partial(delegate_lines, session_id=self._session_id))
        rows = [
            _Shown(one.id, one)
            for one in lines
            if one.state.charged or one.charge_state is not None
        ]
        self.table.rows.show(rows)
        self.hint.setText(_HINT if rows else _NOBODY)
        if self.table.chosen is None and rows:
            self.table.choose(rows[0].id, 0)

    def _settle(self, booking_id: str, letter: str) -> None:
        state = _KEYS[letter]
        reason = self.reason.text() if state is ChargeState.WAIVED else ""
        verb = partial(
            telling_delegates.settle_charge, booking_id=booking_id, state=state, reason=reason
        )
        self._jobs.change(
            f"Charge: {state.label.lower()}",
            verb,
            then=self._settled,
            refused=self.refused.emit,
        )

    def _settled(self, _: object) -> None:
        self.reason.clear()
        self.read()
        self.table.setFocus()
