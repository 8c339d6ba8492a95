"""The desk's own page: who works here, how it looks, passphrase, recovery sheet, backups."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import RapidFrom
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell import desk_work
from safeguard_desk.ui.shell.passphrase import NewPassphrase
from safeguard_desk.ui.shell.preferences import SIZES, Preferences
from safeguard_desk.ui.widgets.fields import LineField, NumberField
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.ui.widgets.secret import passphrase_line
from safeguard_desk.views.booking_rules import booking_rules
from safeguard_desk.views.reviews_due import rapid_from
from safeguard_desk.work import bookings, settled

THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
_SHOWN = 8
"""Backups that are named on the page."""


def ask_for_sheet(parent: QWidget, jobs: Jobs, then: Callable[[object], None]) -> None:
    """Ask where the recovery sheet goes, and have it written there."""
    name = f"{jobs.desk.path.stem} recovery sheet.pdf"
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Save the recovery sheet", str(Path.home() / name), "PDF (*.pdf)"
    )
    if chosen:
        path = Path(chosen)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        work = partial(desk_work.recovery_sheet, jobs.desk, path)
        jobs.compute("Making the recovery sheet", work, then=then)


def card(title: str, parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """Return a framed part of a page with its heading, and the layout to fill."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(8)
    heading = QLabel(title, frame)
    heading.setProperty("role", "heading")
    layout.addWidget(heading)
    return frame, layout


def quiet(words: str, parent: QWidget) -> QLabel:
    """Return words that explain."""
    label = QLabel(words, parent)
    label.setWordWrap(True)
    label.setProperty("role", "quiet")
    return label


class SettingsPage(QScrollArea):
    """Two columns: this person and computer at the left, the file at the right."""

    changed = Signal(object)
    left = Signal()
    said = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, settings: Preferences, parent: QWidget | None = None) -> None:
        """Lay the page out."""
        super().__init__(parent)
        self._jobs = jobs
        self.settings = settings
        self.setWidgetResizable(True)
        inside = QWidget(self)
        title = QLabel("Desk and settings", inside)
        title.setProperty("role", "title")
        self.back = QPushButton("Back", inside)
        self.back.clicked.connect(self.left)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.back)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        left = (self._person, self._looks, self._rapid, self._training)
        for parts in (left, (self._secret, self._safety)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for part in parts:
                column.addWidget(part(inside))
            column.addStretch(1)
            columns.addLayout(column, 1)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addLayout(columns, 1)
        self.setWidget(inside)

    def _person(self, parent: QWidget) -> QFrame:
        frame, layout = card("Who you are", parent)
        self.who = LineField("Your name or initials", frame)
        self.who.show_value(self.settings.who or self._jobs.desk.who)
        self.who.committed.connect(self._named)
        layout.addWidget(quiet("Shown in the history of what you change.", frame))
        layout.addWidget(self.who)
        return frame

    def _looks(self, parent: QWidget) -> QFrame:
        frame, layout = card("How it looks", parent)
        self.theme = QComboBox(frame)
        self.theme.setAccessibleName("Colours")
        for _, words in THEMES:
            self.theme.addItem(words)
        codes = [code for code, _ in THEMES]
        known = self.settings.theme in codes
        self.theme.setCurrentIndex(codes.index(self.settings.theme) if known else 0)
        self.size_box = QComboBox(frame)
        self.size_box.setAccessibleName("Text size")
        for size in SIZES:
            self.size_box.addItem(f"{size:g} points" if size else "As the system")
        if self.settings.text_points in SIZES:
            self.size_box.setCurrentIndex(SIZES.index(self.settings.text_points))
        for words, box in (("Colours", self.theme), ("Text size", self.size_box)):
            line = QHBoxLayout()
            label = QLabel(words, frame)
            label.setBuddy(box)
            line.addWidget(label, 1)
            line.addWidget(box, 1)
            layout.addLayout(line)
        self.theme.activated.connect(self._looked)
        self.size_box.activated.connect(self._looked)
        return frame

    def _rapid(self, parent: QWidget) -> QFrame:
        frame, layout = card("Clocks of case review", parent)
        self.rapid_from = QComboBox(frame)
        self.rapid_from.setAccessibleName("A rapid review counts from")
        for one in RapidFrom:
            self.rapid_from.addItem(one.label)
        label = QLabel("A &rapid review counts from", frame)
        label.setBuddy(self.rapid_from)
        words = (
            "15 working days (Working Together). Clocks that run follow; those that were met,"
            " stopped or extended stay."
        )
        layout.addWidget(label)
        layout.addWidget(self.rapid_from)
        layout.addWidget(quiet(words, frame))
        self.rapid_from.activated.connect(self._settle_rapid)
        self.rapid_from.setEnabled(not self._jobs.desk.read_only)
        return frame

    def _settle_rapid(self, place: int) -> None:
        verb = partial(settled.settle_rapid_from, begins=list(RapidFrom)[place])
        self._jobs.change(
            "Settle from when a rapid review counts",
            verb,
            then=self._settled,
            refused=self.notice.refuse,
        )

    def _settled(self, moved: object) -> None:
        self.said.emit(f"It is settled; {moved} running clock{'' if moved == 1 else 's'} moved.")

    def _training(self, parent: QWidget) -> QFrame:
        frame, layout = card("Bookings of training", parent)
        self.booking: dict[str, NumberField] = {}
        titles = (
            ("cancel_days", "Days before a session until which a place is given back in &time"),
            ("charge", "Charge for &non-attendance, in pounds; 0 for none"),
            ("remind_days", "Days before a session from which delegates are reminded of it"),
        )
        for name, title in titles:
            field = NumberField(title.replace("&", ""), frame)
            field.setProperty("rule", name)
            # The page itself in a closure would hold it for ever.
            field.committed.connect(self._settle_booking)
            field.setEnabled(not self._jobs.desk.read_only)
            label = QLabel(title, frame)
            label.setWordWrap(True)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
            self.booking[name] = field
        return frame

    def _settle_booking(self, value: object) -> None:
        name = str(self.sender().property("rule"))
        verb = partial(bookings.settle, name=name, value=value if isinstance(value, int) else 0)
        self._jobs.change("Settle a rule of bookings", verb, refused=self.notice.refuse)

    def _secret(self, parent: QWidget) -> QFrame:
        frame, layout = card("Passphrase and recovery sheet", parent)
        self.notice = NoticeBar(frame)
        self.old = passphrase_line("Present passphrase", frame)
        self.new = NewPassphrase(frame)
        self.new.entered.connect(self._change)
        self.change = QPushButton("Change the passphrase", frame)
        self.change.clicked.connect(self._change)
        self.sheet = QPushButton("Save the recovery sheet…", frame)
        self.sheet.clicked.connect(self._save_sheet)
        words = "The sheet opens the desk when the passphrase is lost. Print it and lock it away."
        for part in (self.notice, self.old, self.new):
            layout.addWidget(part)
        layout.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(6)
        layout.addWidget(quiet(words, frame))
        layout.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        if self._jobs.desk.read_only:
            self.change.setEnabled(False)
        return frame

    def _safety(self, parent: QWidget) -> QFrame:
        frame, layout = card("The file and its backups", parent)
        self.path = quiet("", frame)
        self.path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.backups = quiet("", frame)
        layout.addWidget(self.path)
        layout.addWidget(self.backups)
        words = "To go back to a backup, lock the desk and choose “Restore a backup…”."
        layout.addWidget(quiet(words, frame))
        return frame

    def refresh(self) -> None:
        """Show the file and its backups as they are now."""
        rules = self._jobs.read(booking_rules)
        for name, field in self.booking.items():
            field.show_value(getattr(rules, name))
        begins = self._jobs.read(rapid_from)
        self.rapid_from.setCurrentIndex(list(RapidFrom).index(begins))
        path = self._jobs.desk.path
        self.path.setText(f"{path}")
        found = desk_work.backups_of(path)
        lines = [
            f"{write_date(made.made.date())} {made.made:%H:%M}, {made.reason.replace('-', ' ')}"
            for made in found[:_SHOWN]
        ]
        more = f"\n… and {len(found) - _SHOWN} older" if len(found) > _SHOWN else ""
        self.backups.setText("\n".join(lines) + more if lines else "No backup has been made yet.")

    def _use(self, settings: Preferences) -> None:
        self.settings = settings
        self.changed.emit(settings)

    def _named(self, name: object) -> None:
        self.who.show_value(name)
        self._use(replace(self.settings, who=str(name)))

    def _looked(self, _: int) -> None:
        code = THEMES[self.theme.currentIndex()][0]
        size = SIZES[self.size_box.currentIndex()]
        self._use(replace(self.settings, theme=code, text_points=size))

    def _change(self) -> None:
        try:
            new = self.new.value()
        except Refusal as refusal:
            self.notice.refuse(refusal)
            return
        work = partial(desk_work.change_passphrase, self._jobs.desk, self.old.text(), new)
        self._jobs.compute(
            "Changing the passphrase",
            work,
            then=self._passphrase_changed,
            refused=self.notice.refuse,
        )

    def _passphrase_changed(self, older: object) -> None:
        self.old.clear()
        self.new.clear()
        self.refresh()
        self.notice.say(
            f"The passphrase is changed. {older} backups still open with the old one only, and the"
            " recovery sheet must be saved and printed anew."
        )

    def _save_sheet(self) -> None:
        ask_for_sheet(self, self._jobs, self._sheet_saved)

    def _sheet_saved(self, path: object) -> None:
        self.notice.say(f"Saved {path}. Print it, lock it away, and delete the file.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
