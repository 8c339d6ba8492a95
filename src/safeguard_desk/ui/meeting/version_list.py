"""The versions of the chosen paper: the one in force, and those it replaced."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.views.papers import VersionView


def _file(one: VersionView) -> str:
    return f"{one.filename} (in force)" if one.in_force else one.filename


_COLUMNS = (
    Column("", lambda one: f"{one.number}", 4),
    Column("Received", lambda one: write_date(one.received_on) if one.received_on else "", 12),
    Column("File", _file, 0),
)
_HINT = "Nothing has come in yet. Drop the file on the paper's row, or press “New version”."


class VersionList(QWidget):
    """Enter opens a version; a new one comes by drop on the paper's row or by the button."""

    opened = Signal(object)
    """The VersionView to be shown."""
    wanted = Signal()
    """A file shall be chosen as the new version."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.view = RowsView(Rows(_COLUMNS, self), "Versions of this paper", self)
        self.view.opened.connect(self._open)
        self.hint = QLabel(_HINT, self)
        self.hint.setWordWrap(True)
        self.new = QPushButton("New version", self)
        self.new.clicked.connect(self.wanted)
        self.open = QPushButton("Open this version", self)
        self.open.clicked.connect(self._open)
        buttons = QHBoxLayout()
        buttons.addWidget(self.new)
        buttons.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(self.view, 1)
        layout.addLayout(buttons)

    def show_versions(self, versions: list[VersionView], *, can_add: bool) -> None:
        """Show the versions, the newest first."""
        self.view.rows.show(versions)
        if self.view.chosen is None and versions:
            self.view.choose(versions[0].id, 0)
        self.hint.setVisible(not versions)
        self.view.setVisible(bool(versions))
        self.open.setEnabled(bool(versions))
        self.new.setEnabled(can_add)

    def _open(self, _: object = None) -> None:
        place = self.view.rows.place(self.view.chosen)
        if place >= 0:
            self.opened.emit(self.view.rows.rows[place])
