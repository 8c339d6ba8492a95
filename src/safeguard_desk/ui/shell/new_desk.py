"""Making a desk: whose, where, under what passphrase; then its recovery sheet, at once."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk import paths
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Worker
from safeguard_desk.ui.shell import desk_work
from safeguard_desk.ui.shell.passphrase import NewPassphrase
from safeguard_desk.ui.widgets.notices import NoticeBar

SUFFIX = ".desk"


class NewDesk(QStackedWidget):
    """Two pages: the questions, and the recovery sheet. Nothing typed is lost by a refusal."""

    left = Signal()
    made = Signal(object, object)
    """The open desk and its path."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        """Lay the questions out."""
        super().__init__(parent)
        self._worker = worker
        self.who = ""
        self._desk: object = None
        self._own_place = False
        self.notice = NoticeBar(self)
        self.addWidget(self._questions())
        self.addWidget(self._sheet_page())

    def _questions(self) -> QWidget:
        page = QWidget(self)
        self.name = QLineEdit(page)
        self.name.setAccessibleName("Partnership, as Harrow")
        self.name.setPlaceholderText("Partnership, as Harrow")
        self.place = QLineEdit(page)
        self.place.setAccessibleName("File")
        self.place.setText(str(paths.desks() / f"Desk{SUFFIX}"))
        self.browse = QPushButton("Choose…", page)
        self.passphrase = NewPassphrase(page)
        self.make = QPushButton("Make the desk", page)
        self.make.setProperty("leading", "true")
        self.cancel = QPushButton("Back", page)
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(self.browse)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.make, 1)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.notice)
        layout.addWidget(self.name)
        layout.addLayout(where)
        layout.addWidget(self.passphrase)
        layout.addSpacing(4)
        layout.addLayout(buttons)
        self.name.textEdited.connect(self._suggest)
        self.place.textEdited.connect(self._placed)
        self.browse.clicked.connect(self._browse)
        self.passphrase.entered.connect(self.begin)
        self.make.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.left)
        return page

    def _sheet_page(self) -> QWidget:
        page = QWidget(self)
        words = QLabel(
            "Your desk is ready.\n\nIf the passphrase is ever lost, only the recovery sheet opens"
            " the desk: nobody else has a copy of its key. Save the sheet now, print it, lock it"
            " away, and delete the file.",
            page,
        )
        words.setWordWrap(True)
        self.saved = QLabel(page)
        self.saved.setWordWrap(True)
        self.saved.setProperty("role", "quiet")
        self.sheet = QPushButton("Save the recovery sheet…", page)
        self.sheet.setProperty("leading", "true")
        self.go = QPushButton("Open the desk without a sheet", page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (words, self.saved, self.sheet, self.go):
            layout.addWidget(part)
        layout.addStretch(1)
        self.sheet.clicked.connect(self._ask_sheet)
        self.go.clicked.connect(self._go)
        return page

    def _suggest(self, name: str) -> None:
        if not self._own_place:
            plain = "".join(sign for sign in name if sign.isalnum() or sign in " -").strip()
            self.place.setText(str(paths.desks() / f"{plain or 'Desk'}{SUFFIX}"))

    def _placed(self, _: str) -> None:
        self._own_place = True

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Where the desk is kept", self.place.text(), f"Desk (*{SUFFIX})"
        )
        if chosen:
            path = Path(chosen)
            named = path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
            self.place.setText(str(named))
            self._own_place = True

    def begin(self) -> None:
        """Make the desk on the worker, or say what is lacking."""
        self.notice.clear()
        if not self.name.text().strip():
            self.name.setFocus()
            what = "The partnership has no name."
            self.notice.refuse(Refusal(what, "", "Name the borough, as Harrow."))
            return
        try:
            secret = self.passphrase.value()
        except Refusal as refusal:
            self.notice.refuse(refusal)
            return
        self.setEnabled(False)
        path, name = Path(self.place.text()), self.name.text()
        work = partial(desk_work.create, path, secret, name, self.who)
        self._worker.compute("Making the desk", work, then=self._made, refused=self._refused)

    def _made(self, desk: object) -> None:
        self.setEnabled(True)
        self._desk = desk
        self.passphrase.clear()
        self.setCurrentIndex(1)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, refusal: Refusal) -> None:
        self.setEnabled(True)
        self.notice.refuse(refusal)

    def _ask_sheet(self) -> None:
        path = Path(self.place.text())
        suggested = str(Path.home() / f"{path.stem} recovery sheet.pdf")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save the recovery sheet", suggested, "PDF (*.pdf)"
        )
        if chosen:
            self.save_sheet(Path(chosen))

    def save_sheet(self, out: Path) -> None:
        """Write the sheet on the worker."""
        work = partial(desk_work.recovery_sheet, self._desk, out)  # type: ignore[arg-type]
        self._worker.compute(
            "Making the recovery sheet", work, then=self._sheet_saved, refused=self._sheet_refused
        )

    def _sheet_saved(self, out: object) -> None:
        self.saved.setText(f"Saved as {out}.")
        self.go.setText("Open the desk")
        self.go.setFocus()

    def _sheet_refused(self, refusal: Refusal) -> None:
        self.saved.setText(str(refusal))

    def _go(self) -> None:
        desk, self._desk = self._desk, None
        self.setCurrentIndex(0)
        self.made.emit(desk, self.place.text())
