"""From a signal to a performance risk with its actions, in one step."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.views.scorecard import IndicatorRow
from safeguard_desk.work import warning
from safeguard_desk.work.warning import Made

_LINES = 3
_HINT = "What is to be done  @who  by when"


class RiskForm(QFrame):
    """The risk's words and up to three actions, each on a line; what is typed stays until taken."""

    opened = Signal(object)
    """The id of the risk."""
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Make it; `begin` fills it."""
        super().__init__(parent)
        self._jobs = jobs
        self._row: IndicatorRow | None = None
        self.setProperty("role", "card")
        self.title = self._line("The risk", "What may happen if nothing is done")
        self.lines = [self._line(f"Action {n}", _HINT) for n in range(1, _LINES + 1)]
        self.open = QPushButton("&Open the risk", self)
        make_primary(self.open)
        self.away = QPushButton("Cancel", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        heading = QLabel("Performance risk; its actions are due within six months", self)
        heading.setProperty("role", "heading")
        heading.setWordWrap(True)
        layout.addWidget(heading)
        layout.addWidget(self.title)
        for line in self.lines:
            layout.addWidget(line)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.away)
        buttons.addWidget(self.open)
        layout.addLayout(buttons)
        self.open.clicked.connect(self.offer)
        self.away.clicked.connect(self.left)
        for field in (self.title, *self.lines):
            field.returnPressed.connect(self.offer)

    def _line(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        return field

    def begin(self, row: IndicatorRow) -> None:
        """Begin with an indicator's signal; what was typed for the same one stays."""
        if self._row is None or self._row.id != row.id:
            self.title.setText(f"{row.title}: {row.warning}")
            for line in self.lines:
                line.clear()
        self._row = row
        self.title.setFocus()
        self.title.setCursorPosition(0)

    def offer(self) -> None:
        """Open the risk with the actions that have words."""
        if self._row is None:
            return
        verb = partial(
            warning.open_risk_typed,
            indicator_id=self._row.id,
            signal=self._row.warning,
            lines=[line.text() for line in self.lines],
            title=self.title.text(),
        )
        self._jobs.change(
            f"Open a risk for {self._row.ref}",
            verb,
            then=self._opened,
            refused=self.refused.emit,
        )

    def _opened(self, made: Made) -> None:
        self._row = None
        self.opened.emit(made.risk_id)
