"""The line under the window: saved when, by whom open, how old the backup is, and LOCK."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.ui.jobs import Jobs, Progress
from safeguard_desk.ui.shell import desk_work
from safeguard_desk.ui.shell.leak_line import LeakLine
from safeguard_desk.views import meeting_clocks

_LOOK = 60_000


class StatusBar(QStatusBar):
    """What one wants to be sure of without asking."""

    lock_wanted = Signal()
    clocks_wanted = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show the state of a desk."""
        super().__init__(parent)
        self._jobs = jobs
        self.setSizeGripEnabled(False)
        self.kept = self._label("Saving")
        self.work = QProgressBar(self)
        self.work.setAccessibleName("Progress")
        self.work.setMaximumWidth(260)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(jobs.cancel)
        self.presented = self._label("Presenter mode")
        self.clocks = QPushButton(self)
        self.clocks.setFlat(True)
        self.clocks.setToolTip("Show what runs out (Home)")
        self.clocks.clicked.connect(self.clocks_wanted)
        self.who = self._label("Open for")
        self.backup = self._label("Backup")
        self.lock = QPushButton("LOCK", self)
        self.lock.setAccessibleName("Lock the desk")
        self.lock.setToolTip("Close the desk and ask for the passphrase (Ctrl+Shift+L)")
        self.lock.clicked.connect(self.lock_wanted)
        self.leak = LeakLine(self)
        self.addWidget(self.kept)
        self.addWidget(self.leak)
        self.addWidget(self.work)
        self.addWidget(self.cancel)
        for part in (self.presented, self.clocks, self.who, self.backup, self.lock):
            self.addPermanentWidget(part)
        self.work.hide()
        self.cancel.hide()
        self.presented.hide()
        desk = jobs.desk
        self.kept.setText("Open for reading only" if desk.read_only else "Everything is saved")
        self.who.setText(desk.who)
        self._age = QTimer(self)
        self._age.setInterval(_LOOK)
        self._age.timeout.connect(self._show_ages)
        self._age.start()
        self.clocks.hide()
        QTimer.singleShot(0, self, self._show_ages)  # after the first paint
        jobs.busy.connect(self.show_work)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setAccessibleName(name)
        label.setContentsMargins(8, 0, 8, 0)
        return label

    def saved(self) -> None:
        """Say that the last change is in the file."""
        self.kept.setText(f"Saved {datetime.now():%H:%M}")

    def present(self, presenting: bool) -> None:
        """Say whether the screen is being shared."""
        self.presented.setText("Presenter mode: restricted items are hidden (F9)")
        self.presented.setVisible(presenting)

    def _show_ages(self) -> None:
        self.show_backup()
        self.show_clocks()

    def show_backup(self) -> None:
        """Say how old the newest backup is."""
        found = desk_work.backups_of(self._jobs.desk.path)
        age = datetime.now() - found[0].made if found else None
        self.backup.setText(_age(age))

    def show_clocks(self) -> None:
        """Say how many clocks of meetings run out soon or are missed; nothing when none is."""
        found = self._jobs.read(meeting_clocks.running)
        missed = sum(known.missed for known in found)
        words = [f"! {missed} missed"] if missed else []
        words += [f"{len(found) - missed} due"] if len(found) > missed else []
        self.clocks.setText(f"Clocks: {', '.join(words)}")
        self.clocks.setAccessibleName(self.clocks.text().replace("! ", ""))
        self.clocks.setVisible(bool(found))

    def follow(self, changes: ChangeSet) -> None:
        """Say that a change is in the file, and follow what it does to the clocks."""
        self.saved()
        if changes.touches("meetings", "minutes_events", "dispatches", "settings"):
            self.show_clocks()

    def show_work(self, progress: Progress | None) -> None:
        """Show how far long work has come, or that it is over."""
        self.work.setVisible(progress is not None)
        self.cancel.setVisible(progress is not None)
        if progress is not None:
            self.work.setMaximum(progress.total)
            self.work.setValue(progress.done)
            self.work.setFormat(f"{progress.title}  %p%" if progress.total else progress.title)


def _age(age: timedelta | None) -> str:
    if age is None:
        return "No backup yet"
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return "Backup: within the hour"
    if hours < 48:
        return f"Backup: {hours} hour{'s' if hours > 1 else ''} old"
    return f"Backup: {hours // 24} days old"
