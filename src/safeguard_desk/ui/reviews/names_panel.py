"""The key of a case's names: opened by its own passphrase, and forgotten when it is left.

What is typed here is kept nowhere but sealed: no draft, no spelling, no search sees it.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.real_names import Named, read_names, write_names
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.reviews.step import buttons
from safeguard_desk.ui.shell.passphrase import NewPassphrase
from safeguard_desk.ui.widgets.secret import passphrase_line
from safeguard_desk.views import case_key
from safeguard_desk.work import case_keys

_ABOUT = (
    "Real names are needed for one thing only: to find them in a text of this case before anything"
    " leaves. They are sealed under a passphrase of their own, which is not the desk's; nobody can"
    " open them without it. They are in no search, export, history or paper."
)


class Found:
    """A place where somebody is named, as a row."""

    def __init__(self, place: int, named: Named) -> None:
        """Keep what was found under a number."""
        self.id = str(place)
        self.named = named

    def __eq__(self, other: object) -> bool:
        """Compare by what was found."""
        return isinstance(other, Found) and self.named == other.named

    __hash__ = None  # type: ignore[assignment]


def _place(row: Found) -> str:
    return row.named.place


def _code(row: Found) -> str:
    return row.named.code


def _around(row: Found) -> str:
    return f"… {row.named.around} …"


class NamesPanel(QWidget):
    """Passphrase and names at the left, where they were found at the right."""

    left = Signal()
    refused = Signal(object)
    said = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay the panel out; nothing is opened yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.review_id = ""
        self._passphrase: str | None = None
        self.passphrase = passphrase_line("Passphrase of the key", self)
        self.open = QPushButton("&Open the key", self)
        self.new = NewPassphrase(self)
        self.names = QPlainTextEdit(self)
        self.names.setAccessibleName("Names behind the code names")
        self.names.setPlaceholderText("Child A = first and last name; another name\nMother = …")
        self.names.setTabChangesFocus(True)
        self.keep = QPushButton("&Seal these names", self)
        make_primary(self.keep)
        self.look = QPushButton("&Look for names in this case", self)
        self.forget = QPushButton("&Forget the key", self)
        self.back = QPushButton("← Back to the &case", self)
        self.told = quiet("", self)
        columns = (
            Column("Where", _place, 22),
            Column("Instead of", _code, 12),
            Column("What stands there", _around),
        )
        self.found = RowsView(Rows(columns, self), "Where somebody is named", self)
        self.found.setWordWrap(True)
        self._lay_out()
        self.open.clicked.connect(self._open)
        self.passphrase.returnPressed.connect(self._open)
        self.keep.clicked.connect(self._keep)
        self.look.clicked.connect(self._look)
        self.forget.clicked.connect(self._forget)
        self.back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading("Key of names", self))
        left.addWidget(quiet(_ABOUT, self))
        line = QHBoxLayout()
        line.addWidget(self.passphrase, 1)
        line.addWidget(self.open)
        left.addLayout(line)
        left.addWidget(self.told)
        left.addWidget(self.names, 1)
        left.addWidget(self.new)
        left.addLayout(buttons((self.keep, self.forget)))
        right = QVBoxLayout()
        right.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(heading("Where somebody is named", self), 1)
        line.addWidget(self.look)
        right.addLayout(line)
        right.addWidget(self.found, 1)
        right.addLayout(buttons((self.back,)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addLayout(right, 1)

    def begin(self, review_id: str) -> None:
        """Show the panel for a case, locked if a key is kept."""
        self.clear()
        self.review_id = review_id
        self._show()

    def _show(self) -> None:
        kept = self.jobs.read(partial(case_key.has_key, review_id=self.review_id))
        opened = self._passphrase is not None
        for widget in (self.passphrase, self.open):
            widget.setVisible(kept and not opened)
        self.names.setEnabled(opened or not kept)
        self.keep.setEnabled(opened or not kept)
        self.new.setVisible(not kept or opened)
        self.look.setEnabled(opened)
        self.forget.setVisible(kept)
        if kept and not opened:
            self.told.setText("A key is kept, and closed.")
        elif opened:
            self.told.setText("The key is open until you leave this page. A new passphrase below"
                              " replaces its own; empty keeps it.")  # fmt: skip
        else:
            self.told.setText("No key is kept yet: type the names and a passphrase for them.")

    def arrive(self) -> None:
        """Begin with the passphrase, or with the first name."""
        (self.passphrase if self.passphrase.isVisible() else self.names).setFocus()

    def clear(self) -> None:
        """Forget everything that was typed or opened."""
        self._passphrase = None
        self.passphrase.clear()
        self.new.clear()
        self.names.clear()
        self.names.document().clearUndoRedoStacks()
        self.found.rows.reset([])

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the key when the panel is left, locked or presented over."""
        self.clear()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back to the case."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        typed = self.passphrase.text()
        try:
            names = self.jobs.read(
                partial(case_key.names, review_id=self.review_id, passphrase=typed)
            )
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self._passphrase = typed
        self.passphrase.clear()
        self.names.setPlainText(write_names(names))
        self._show()
        self.look.setFocus()

    def _keep(self) -> None:
        typed = bool(self.new.first.text() or self.new.again.text())
        try:
            names = read_names(self.names.toPlainText())
            chosen = self.new.value() if typed or self._passphrase is None else self._passphrase
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        verb = partial(
            case_keys.keep,
            review_id=self.review_id,
            names=names,
            passphrase=chosen,
            before=self._passphrase,
        )
        then = partial(NamesPanel._kept, self, chosen)
        self.jobs.change("Seal the key of names", verb, then=then, refused=self.refused.emit)

    def _kept(self, chosen: str, _: object) -> None:
        self._passphrase = chosen
        self.new.clear()
        self._show()
        self.said.emit("The names are sealed. Without the passphrase nobody can open them again.")

    def _look(self) -> None:
        if self._passphrase is None:
            return
        view: Any = partial(_find, review_id=self.review_id, passphrase=self._passphrase)
        self.jobs.look(view, self._looked)

    def _looked(self, found: list[Named]) -> None:
        if self._passphrase is None:
            return
        self.found.rows.reset([Found(place, one) for place, one in enumerate(found)])
        self.found.resizeRowsToContents()
        number = len(found)
        self.told.setText(
            f"! Somebody is named at {number} place{'' if number == 1 else 's'}."
            if number
            else "✓ Nobody is named in any text of this case."
        )

    def _forget(self) -> None:
        verb = partial(case_keys.forget, review_id=self.review_id)
        self.jobs.change(
            "Forget the key of names", verb, then=self._forgotten, refused=self.refused.emit
        )

    def _forgotten(self, _: object) -> None:
        self.begin(self.review_id)


def _find(reader: Reader, *, review_id: str, passphrase: str) -> list[Named]:
    return case_key.find(reader, review_id, passphrase)
