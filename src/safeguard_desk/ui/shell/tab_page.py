"""One tab: its sections at the left, the chosen one beside them, or a meeting over both."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Register
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.panel import RegisterPanel
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import MEETINGS_CODE, PageKind, Tab

if TYPE_CHECKING:
    from safeguard_desk.ui.matter.history import HistoryPane
    from safeguard_desk.ui.meeting.workspace import MeetingWorkspace

_WIDTH = 21
"""Width of the list of sections, in characters."""


class TabPage(QWidget):
    """A tab's page. Panels are made when first shown; one out of sight waits with its changes."""

    done = Signal(object)
    keys_wanted = Signal()
    refused = Signal(object)
    record_wanted = Signal(object, object)
    list_wanted = Signal(object, object, object)
    command_wanted = Signal(object)

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the first section of a tab."""
        super().__init__(parent)
        self._jobs = jobs
        self.tab = tab
        self._presenting = False
        self._lens = Side.BOTH
        self._made: dict[str, RegisterPanel | Page] = {}
        self._missed: dict[str, ChangeSet] = {}
        self.meeting: MeetingWorkspace | None = None
        self.history: HistoryPane | None = None
        self.sections = QListWidget(self)
        self.sections.setObjectName("sections")
        self.sections.setAccessibleName(f"Sections of {tab.title}")
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill_sections()
        self.sections.setWordWrap(True)
        self.sections.setFixedWidth(self.fontMetrics().averageCharWidth() * _WIDTH + 40)
        self.stack = QStackedWidget(self)
        self.unnarrowed = QLabel("This page shows both sides: it does not follow the lens.", self)
        self.unnarrowed.setProperty("role", "said")
        self.unnarrowed.hide()
        self.lists = QWidget(self)
        beside = QHBoxLayout(self.lists)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.sections)
        shown = QVBoxLayout()
        shown.setSpacing(0)
        shown.addWidget(self.unnarrowed)
        shown.addWidget(self.stack, 1)
        beside.addLayout(shown, 1)
        self.whole = QStackedWidget(self)
        self.whole.addWidget(self.lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.whole)
        self.sections.currentRowChanged.connect(self._turn)

    def _fill_sections(self) -> None:
        """List the sections under their headings, which nobody can choose."""
        quiet = self.sections.font()
        quiet.setPointSizeF(quiet.pointSizeF() * 0.85)
        quiet.setBold(True)
        for heading, sections in self.tab.parts:
            if heading:
                item = QListWidgetItem(heading)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setFont(quiet)
                item.setData(Qt.ItemDataRole.UserRole, "")
                self.sections.addItem(item)
            for section in sections:
                item = QListWidgetItem(section.title)
                item.setData(Qt.ItemDataRole.UserRole, section.code)
                self.sections.addItem(item)

    def arrive(self) -> None:
        """Be shown: make the section if need be, and let it catch up."""
        if self.sections.currentRow() < 0 and self.sections.count():
            codes = self._codes()
            first = next(row for row, code in enumerate(codes) if code)
            self.sections.setCurrentRow(codes.index("actions") if "actions" in codes else first)
        self._catch_up()

    def _codes(self) -> list[str]:
        """Return the code in each line of the list; empty for a heading."""
        items = (self.sections.item(row) for row in range(self.sections.count()))
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items]

    def shown(self) -> RegisterPanel | Page | None:
        """Return the section that is shown, unless a meeting is."""
        found = self.stack.currentWidget() if self.meeting is None else None
        return found if isinstance(found, RegisterPanel | Page) else None

    def sees(self, kind: str) -> bool:
        """Say whether a change of a kind of record is in view as things are."""
        if self.meeting is not None:
            return kind == "meetings"
        shown = self.shown()
        return isinstance(shown, Page) and kind in shown.in_view

    def panel(self) -> RegisterPanel | None:
        """Return the register that is shown, unless a page or a meeting is."""
        found = self.shown()
        return found if isinstance(found, RegisterPanel) else None

    def show_section(self, code: str) -> RegisterPanel | None:
        """Show a register by its code; None when the tab has none of that code."""
        found = self._show(code)
        return found if isinstance(found, RegisterPanel) else None

    def show_page(self, code: str) -> Page | None:
        """Show a designed page by its code; None when the tab has none of that code."""
        found = self._show(code)
        return found if isinstance(found, Page) else None

    def _show(self, code: str) -> RegisterPanel | Page | None:
        codes = self._codes()
        if code not in codes:
            return None
        self.close_meeting()
        self.sections.setCurrentRow(codes.index(code))
        self._catch_up()
        return self._made[code]

    def _turn(self, row: int) -> None:
        codes = self._codes()
        code = codes[row] if 0 <= row < len(codes) else ""
        section = next((one for one in self.tab.sections if one.code == code), None)
        if section is None:
            return
        made = self._made.get(section.code)
        if made is None:
            made = self._page(section) if isinstance(section, PageKind) else self._register(section)
            made.present(self._presenting)
            made.narrow(self._lens)
            self._made[section.code] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(made)
        self._tell_lens()
        self._catch_up()
        if isinstance(made, Page):
            made.arrive()

    def _page(self, kind: PageKind) -> Page:
        page = kind.page()(self._jobs, self.tab, self)
        page.record_wanted.connect(self.record_wanted)
        page.list_wanted.connect(self.list_wanted)
        page.command_wanted.connect(self.command_wanted)
        page.history_wanted.connect(self.show_history)
        page.said.connect(self.done)
        page.refused.connect(self.refused)
        return page

    def _register(self, register: Register) -> RegisterPanel:
        opens = register.code == MEETINGS_CODE
        panel = RegisterPanel(self._jobs, register, self.tab.group_id, parent=self, opens=opens)
        panel.opened.connect(self.open_meeting)
        panel.done.connect(self.done)
        panel.keys_wanted.connect(self.keys_wanted)
        panel.record_wanted.connect(self.record_wanted)
        return panel

    def open_meeting(self, meeting_id: str, part: tuple[str, str] | None = None) -> None:
        """Open a meeting over the lists; one that is gone is refused in the window.

        part: the kind and id of an entry, an item or a paper of it that is to be shown.
        """
        from safeguard_desk.ui.meeting.workspace import MeetingWorkspace

        self.close_meeting()
        try:
            self.meeting = MeetingWorkspace(self._jobs, meeting_id, self)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.meeting.presenting = self._presenting
        self.meeting.closed.connect(self.close_meeting)
        self.meeting.keys_wanted.connect(self.keys_wanted)
        self.meeting.meeting_wanted.connect(self.open_meeting)
        self.meeting.history_wanted.connect(self.show_history)
        self.whole.addWidget(self.meeting)
        self.whole.setCurrentWidget(self.meeting)
        self.meeting.setFocus()
        if part is not None:
            self.meeting.show_part(*part)

    def about(self) -> tuple[str, str] | None:
        """Return the kind and id of what is chosen here and may have a history over meetings."""
        if self.meeting is not None:
            return self.meeting.about()
        shown = self.shown()
        if isinstance(shown, RegisterPanel):
            chosen = shown.table.current_id()
            return (shown.register.kind, chosen) if chosen else None
        return shown.about() if shown is not None else None

    def begin_link(self) -> None:
        """Ask what the chosen record is to be linked to; refuses what is on no thread."""
        panel = self.panel()
        if panel is None or panel.detail is None or not panel.detail.begin_link():
            what = "Nothing is chosen that a thread can hold."
            todo = "Choose an action, a finding, a recommendation or a risk in its list first."
            self.refused.emit(Refusal(what, "", todo))

    def show_chosen_history(self) -> None:
        """Show one matter over time for what is chosen; refuses what meetings do not speak of."""
        from safeguard_desk.views.matter_history import TELLS

        about = self.about()
        if about is not None and about[0] in TELLS:
            self.show_history(*about)
            return
        what = "Nothing is chosen that meetings speak of."
        todo = "Choose a matter, an agenda item, a paper or an action first."
        self.refused.emit(Refusal(what, "", todo))

    def show_history(self, kind: str, record_id: str) -> None:
        """Show one matter over time over everything else; one that is gone is refused."""
        from safeguard_desk.ui.matter.history import HistoryPane

        if self.history is None:
            self.history = HistoryPane(self._jobs, self)
            self.history.closed.connect(self.close_history)
            self.history.record_wanted.connect(self._leave_history)
            self.whole.addWidget(self.history)
        self.history.present(self._presenting)
        try:
            self.history.show_history(kind, record_id)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self.whole.setCurrentWidget(self.history)

    def close_history(self) -> None:
        """Go back to what was shown before the history."""
        if self.history is not None and self.whole.currentWidget() is self.history:
            self.whole.setCurrentWidget(self.meeting or self.lists)
            (self.meeting or self.lists).setFocus()

    def _leave_history(self, kind: str, record_id: str) -> None:
        self.close_history()
        self.record_wanted.emit(kind, record_id)

    def close_meeting(self) -> None:
        """Go back to the lists; what was typed in the meeting is saved."""
        self.close_history()
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
        for code in self._made:
            missed = self._missed.get(code)
            self._missed[code] = changes if missed is None else _joined(missed, changes)
        if self.meeting is not None:
            self.meeting.changed(changes)
        if self.history is not None and self.whole.currentWidget() is self.history:
            self.history.refresh()
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        section = self.shown()
        if section is None:
            return
        missed = self._missed.pop(self._codes()[self.sections.currentRow()], None)
        if missed is not None:
            section.follow(missed)

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        self._presenting = presenting
        for section in self._made.values():
            section.present(presenting)
        if self.meeting is not None:
            self.meeting.presenting = presenting
        if self.history is not None:
            self.history.present(presenting)

    def narrow(self, lens: Side) -> None:
        """Show what is seen through the window's lens."""
        self._lens = lens
        for section in self._made.values():
            section.narrow(lens)
        self._tell_lens()

    def _tell_lens(self) -> None:
        """Say so where a page shows both sides although the lens narrows."""
        shown = self.stack.currentWidget()
        bare = isinstance(shown, Page) and not shown.narrows
        self.unnarrowed.setVisible(bare and self._lens is not Side.BOTH)

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        for section in self._made.values():
            section.save()
        if self.meeting is not None:
            self.meeting.save()


def _joined(one: ChangeSet, other: ChangeSet) -> ChangeSet:
    return ChangeSet(
        one.created | other.created, one.updated | other.updated, one.deleted | other.deleted
    )
