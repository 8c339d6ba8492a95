"""One tab: its sections at the left, the chosen register beside them, or a meeting over both."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.panel import RegisterPanel
from safeguard_desk.ui.shell.sections import MEETINGS_CODE, Tab

if TYPE_CHECKING:
    from safeguard_desk.ui.meeting.workspace import MeetingWorkspace
    from safeguard_desk.ui.papers.shelf import PaperShelf

_WIDTH = 15
"""Width of the list of sections, in characters."""


class TabPage(QWidget):
    """A tab's page. Panels are made when first shown; one out of sight waits with its changes."""

    done = Signal(object)
    keys_wanted = Signal()
    refused = Signal(object)

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the first section of a tab."""
        super().__init__(parent)
        self._jobs = jobs
        self.tab = tab
        self._presenting = False
        self._panels: dict[str, RegisterPanel] = {}
        self._missed: dict[str, ChangeSet] = {}
        self.shelf: PaperShelf | None = None
        self.meeting: MeetingWorkspace | None = None
        self.sections = QListWidget(self)
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(f"Sections of {tab.title}")
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for register in tab.registers:
            item = QListWidgetItem(register.title)
            item.setData(Qt.ItemDataRole.UserRole, register.code)
            self.sections.addItem(item)
        if tab.has_papers:
            self.sections.addItem(QListWidgetItem("Papers"))
        self.sections.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDTH + 40)
        self.stack = QStackedWidget(self)
        self.lists = QWidget(self)
        beside = QHBoxLayout(self.lists)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.sections)
        beside.addWidget(self.stack, 1)
        self.whole = QStackedWidget(self)
        self.whole.addWidget(self.lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole)
        self.sections.currentRowChanged.connect(self._turn)

    def arrive(self) -> None:
        """Be shown: make the section if need be, and let it catch up."""
        if self.sections.currentRow() < 0 and self.sections.count():
            start = [register.code for register in self.tab.registers]
            self.sections.setCurrentRow(start.index("actions") if "actions" in start else 0)
        self._catch_up()

    def panel(self) -> RegisterPanel | None:
        """Return the register that is shown, unless a meeting is."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, RegisterPanel) and self.meeting is None else None

    def show_section(self, code: str) -> RegisterPanel | None:
        """Show a register by its code; None when the tab has none of that code."""
        codes = [register.code for register in self.tab.registers]
        if code not in codes:
            return None
        self.close_meeting()
        self.sections.setCurrentRow(codes.index(code))
        self._catch_up()
        return self._panels[code]

    def show_papers(self) -> "PaperShelf | None":
        """Show the papers of the tab; None when it has none."""
        if not self.tab.has_papers:
            return None
        self.close_meeting()
        self.sections.setCurrentRow(len(self.tab.registers))
        return self.shelf

    def _turn_to_papers(self) -> None:
        from safeguard_desk.ui.papers.shelf import PaperShelf

        if self.shelf is None:
            self.shelf = PaperShelf(self._jobs, self.tab.title, self.tab.group_id, self)
            self.shelf.present(self._presenting)
            self.stack.addWidget(self.shelf)
        self.stack.setCurrentWidget(self.shelf)

    def _turn(self, row: int) -> None:
        if self.tab.has_papers and row == len(self.tab.registers):
            self._turn_to_papers()
            return
        if not 0 <= row < len(self.tab.registers):
            return
        register = self.tab.registers[row]
        panel = self._panels.get(register.code)
        if panel is None:
            panel = RegisterPanel(
                self._jobs,
                register,
                self.tab.group_id,
                parent=self,
                opens=register.code == MEETINGS_CODE,
            )
            panel.opened.connect(self.open_meeting)
            panel.done.connect(self.done)
            panel.keys_wanted.connect(self.keys_wanted)
            panel.present(self._presenting)
            self._panels[register.code] = panel
            self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        self._catch_up()

    def open_meeting(self, meeting_id: str) -> None:
        """Open a meeting over the lists; one that is gone is refused in the window."""
        from safeguard_desk.ui.meeting.workspace import MeetingWorkspace

        self.close_meeting()
        try:
            self.meeting = MeetingWorkspace(self._jobs, meeting_id, self)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.meeting.presenting = self._presenting
        self.meeting.closed.connect(self.close_meeting)
        self.meeting.meeting_wanted.connect(self.open_meeting)
        self.whole.addWidget(self.meeting)
        self.whole.setCurrentWidget(self.meeting)
        self.meeting.setFocus()

    def close_meeting(self) -> None:
        """Go back to the lists; what was typed in the meeting is saved."""
        if self.meeting is None:
            return
        meeting, self.meeting = self.meeting, None
        meeting.save()
        self.whole.setCurrentWidget(self.lists)
        self.whole.removeWidget(meeting)
        meeting.deleteLater()
        self._catch_up()
        panel = self.panel()
        if panel is not None:
            panel.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change: at once what is seen, the rest when it is seen again."""
        for code in self._panels:
            missed = self._missed.get(code)
            self._missed[code] = changes if missed is None else _joined(missed, changes)
        if self.isVisible():
            if self.meeting is not None:
                self.meeting.changed(changes)
            self._catch_up()
        elif self.meeting is not None:
            self.meeting.changed(changes)

    def _catch_up(self) -> None:
        panel = self.panel()
        if panel is None:
            return
        missed = self._missed.pop(panel.register.code, None)
        if missed is not None:
            panel.follow(missed)

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        self._presenting = presenting
        for panel in self._panels.values():
            panel.present(presenting)
        if self.shelf is not None:
            self.shelf.present(presenting)
        if self.meeting is not None:
            self.meeting.presenting = presenting

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        for panel in self._panels.values():
            panel.save()
        if self.meeting is not None:
            self.meeting.save()


def _joined(one: ChangeSet, other: ChangeSet) -> ChangeSet:
    return ChangeSet(
        one.created | other.created, one.updated | other.updated, one.deleted | other.deleted
    )
