"""The main window: tabs over sections over registers, and what can be done from anywhere."""

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.lens import turned
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui import theme
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell import desk_work, preferences, ways
from safeguard_desk.ui.shell.commands import Command
from safeguard_desk.ui.shell.keys_page import KeysPage
from safeguard_desk.ui.shell.menus import make_menus
from safeguard_desk.ui.shell.palette import Palette
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.shell.presence import Presence
from safeguard_desk.ui.shell.sections import Tab, tabs
from safeguard_desk.ui.shell.settings_page import SettingsPage, ask_for_sheet
from safeguard_desk.ui.shell.status import StatusBar
from safeguard_desk.ui.shell.tab_page import TabPage
from safeguard_desk.ui.shell.top_bar import LensMark, TopBar
from safeguard_desk.ui.widgets.notices import NoticeBar, Toast
from safeguard_desk.ui.widgets.writing import Writing

if TYPE_CHECKING:
    from safeguard_desk.registers.declare import Filter

_PRESENTED = 1.3
"""How much larger the type is while the screen is shared."""


class MainWindow(QMainWindow):
    """An open desk."""

    locked = Signal()
    """The desk is to be closed and the unlock window shown."""
    ended = Signal()
    """The desk is to be closed and the program to end."""

    def __init__(self, jobs: Jobs, settings: Preferences, parent: QWidget | None = None) -> None:
        """Show a desk with the settings of this computer."""
        super().__init__(parent)
        self.jobs = jobs
        self.writing = Writing(jobs, self)
        self.settings = settings
        self.presenting = False
        self.lens = Side.BOTH
        self._leaving = False
        self.ended_shown: set[str] = set()
        self._last: ChangeSet | None = None
        self.pages: list[TabPage] = []
        self._lay_out()
        self.commands = make_menus(self)
        self._connect()
        self.show_tabs()
        self._show_titles()
        for words in jobs.desk.notices:
            self.notice.say(words)

    def _lay_out(self) -> None:
        name = self.jobs.desk.path.name
        self.setWindowTitle(f"Safeguard Desk – {name}")
        self.setMinimumSize(900, 560)
        self.bar = TopBar(self)
        self.notice = NoticeBar(self)
        self.lens_mark = LensMark(self)
        self.stack = QStackedWidget(self)
        middle = QWidget(self)
        middle.setObjectName("page")
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.lens_mark)
        layout.addWidget(self.notice)
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.status = StatusBar(self.jobs, self)
        self.setStatusBar(self.status)
        self.palette_box = Palette(self.jobs, self)
        self.toast = Toast(self)
        self.presence = Presence(self.jobs, self)
        if not self.restoreGeometry(QByteArray.fromBase64(self.settings.geometry.encode())):
            self.resize(1366, 768)

    def _connect(self) -> None:
        self.jobs.changed.connect(self.changed)
        self.jobs.refused.connect(self.refuse)
        self.bar.chosen.connect(self.show_tab)
        self.bar.search_wanted.connect(self.show_palette)
        self.bar.lens_wanted.connect(self.turn_lens)
        self.palette_box.command_wanted.connect(self.run)
        self.palette_box.record_wanted.connect(self.show_record)
        self.toast.undo_wanted.connect(self.undo)
        self.status.lock_wanted.connect(self.lock)
        self.status.clocks_wanted.connect(self.show_home)
        self.presence.lost.connect(self.refuse)

    def show_tabs(self) -> None:
        """Show a tab for each group there is now; those that stay keep their place."""
        wanted = self.jobs.read(partial(tabs, ended=self.ended_shown))
        if self.presenting:
            wanted = tuple(tab for tab in wanted if not tab.restricted)
        if [page.tab for page in self.pages] == list(wanted):
            return
        shown = self.page()
        current = shown.tab.code if shown else ""
        held = {page.tab.code: page for page in self.pages}
        self.pages = []
        for tab in wanted:
            page = held.pop(tab.code, None) or self._make_page(tab)
            self.pages.append(page)
        for page in held.values():
            page.save()
            self.stack.removeWidget(page)
            page.deleteLater()
        self.bar.show_tabs([tab.title for tab in wanted])
        codes = [tab.code for tab in wanted]
        self.show_tab(codes.index(current) if current in codes else 0)

    def _make_page(self, tab: Tab) -> TabPage:
        page = TabPage(self.jobs, tab, self)
        page.done.connect(self._done)
        page.keys_wanted.connect(self.show_keys)
        page.refused.connect(self.refuse)
        page.record_wanted.connect(self.show_record)
        page.list_wanted.connect(self.show_list)
        page.command_wanted.connect(self.run)
        page.present(self.presenting)
        page.narrow(self.lens)
        self.stack.addWidget(page)
        return page

    def page(self) -> TabPage | None:
        """Return the tab that is shown, or was before settings or keys."""
        place = self.bar.place()
        return self.pages[place] if 0 <= place < len(self.pages) else None

    def show_tab(self, place: int) -> None:
        """Show a tab by its place, from 0."""
        if 0 <= place < len(self.pages):
            self.bar.show_place(place)
            self.stack.setCurrentWidget(self.pages[place])
            self.pages[place].arrive()
            panel = self.pages[place].panel()
            if panel is not None and not self.bar.tabs.hasFocus():
                panel.table.setFocus()

    def show_home(self) -> None:
        """Show what stands out today."""
        self.show_tab(0)
        self.pages[0].show_page("today")

    def next_tab(self) -> None:
        """Show the tab to the right, or the first."""
        self.show_tab((self.bar.place() + 1) % len(self.pages))

    def previous_tab(self) -> None:
        """Show the tab to the left, or the last."""
        self.show_tab((self.bar.place() - 1) % len(self.pages))

    def go_back(self) -> None:
        """Go back to the tab from settings or keys."""
        self.show_tab(self.bar.place())

    def show_record(self, kind: str, record_id: str) -> None:
        """Show where a record is: chosen in its list, or its meeting."""
        ways.show_record(self, kind, record_id)

    def show_list(self, group_id: str | None, code: str, filtered: "str | Filter") -> None:
        """Show a list of a group, with one filter on alone: its own by code, or another."""
        ways.show_list(self, group_id, code, filtered)

    def changed(self, changes: ChangeSet) -> None:
        """Follow a change of the desk."""
        self._last = changes
        self.status.follow(changes)
        if changes.touches("groups"):
            self.show_tabs()
        for page in self.pages:
            page.follow(changes)
        self._show_titles()

    def _show_titles(self) -> None:
        desk = self.jobs.desk
        for code, title in (("undo", desk.undo_title), ("redo", desk.redo_title)):
            word = code.capitalize()
            self.commands[code].setText(f"{word}: {title}" if title else word)
            self.commands[code].setEnabled(bool(title) and not desk.read_only)

    def undo(self) -> None:
        """Take back the last step; what is being typed is saved, and so becomes the last step."""
        self.save()
        self.jobs.undo(self._undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.jobs.redo(self._redone)

    def _undone(self, title: str) -> None:
        self._show_titles()
        self.toast.say(f"Undone: {title}")
        ways.show_changed(self, self._last)

    def _redone(self, title: str) -> None:
        self._show_titles()
        self.toast.say(f"Done again: {title}", undoable=True)
        ways.show_changed(self, self._last)

    def _done(self, words: str) -> None:
        self._show_titles()
        self.toast.say(words, undoable=True)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal over the tab."""
        self.notice.refuse(refusal)

    def run(self, command: Command) -> None:
        """Do what a command of the search box says."""
        ways.run(self, command)

    def show_palette(self) -> None:
        """Open the line that finds and does."""
        self.palette_box.open(ways.window_commands(self), careful=self.presenting)

    def new(self) -> None:
        """Begin a new record in the list that is shown."""
        page = self.page()
        panel = page.panel() if page else None
        if panel is not None:
            panel.begin_new()

    def filter(self) -> None:
        """Put the focus into the filter of the list that is shown."""
        page = self.page()
        panel = page.panel() if page else None
        if panel is not None:
            panel.filter_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            panel.filter_line.selectAll()

    def show_papers(self) -> None:
        """Show the papers of the tab that is shown: tracker and board report."""
        if page := self.page():
            page.show_page("papers")

    def begin_link(self) -> None:
        """Ask what the chosen record is to be linked to."""
        if page := self.page():
            page.begin_link()

    def make_briefing(self) -> None:
        """Make a seven-minute briefing from what is chosen, and show it."""
        ways.make_briefing(self)

    def make_need(self) -> None:
        """Take a learning need down from what is chosen, and show it."""
        ways.make_need(self)

    def show_history(self) -> None:
        """Show everything every meeting said about what is chosen."""
        if page := self.page():
            page.show_chosen_history()

    def go_to_sections(self) -> None:
        """Put the focus on the list of sections."""
        if page := self.page():
            page.sections.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @cached_property
    def settings_page(self) -> SettingsPage:
        """The desk's page, made when it is first asked for."""
        page = SettingsPage(self.jobs, self.settings, self)
        page.changed.connect(self.use_settings)
        page.left.connect(self.go_back)
        page.said.connect(self.notice.say)
        page.refused.connect(self.refuse)
        self.stack.addWidget(page)
        return page

    @cached_property
    def keys_page(self) -> KeysPage:
        """What every key does, made when it is first asked for."""
        page = KeysPage(self)
        page.left.connect(self.go_back)
        self.stack.addWidget(page)
        return page

    def show_settings(self) -> None:
        """Show the desk's page: settings, passphrase, recovery sheet, backups."""
        self.settings_page.refresh()
        self.stack.setCurrentWidget(self.settings_page)

    def show_keys(self) -> None:
        """Show what every key does."""
        self.stack.setCurrentWidget(self.keys_page)
        self.keys_page.setFocus()

    def use_settings(self, settings: Preferences) -> None:
        """Take other settings into use, and keep them."""
        self.settings = settings
        self.jobs.desk.who = settings.who or self.jobs.desk.who
        preferences.save(settings)
        self.dress()

    def dress(self) -> None:
        """Give the program the look that the settings and the moment ask for."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            factor = _PRESENTED if self.presenting else 1.0
            theme.wear(app, self.settings.theme, self.settings.text_points, factor)

    def larger(self) -> None:
        """Make the text a step larger."""
        self.use_settings(self.settings.sized(1, theme.system_points()))

    def smaller(self) -> None:
        """Make the text a step smaller."""
        self.use_settings(self.settings.sized(-1, theme.system_points()))

    def toggle_presenting(self) -> None:
        """Begin or end presenter mode: restricted rows and case reviews hidden, larger type."""
        self.presenting = not self.presenting
        self.commands["present"].setChecked(self.presenting)
        self.status.present(self.presenting)
        self.dress()
        self.show_tabs()
        for page in self.pages:
            page.present(self.presenting)

    def turn_lens(self) -> None:
        """Look at the children's side, the adults' side, or both again."""
        ways.see_through(self, turned(self.lens))

    def back_up(self) -> None:
        """Make a backup now."""
        work = partial(desk_work.back_up, self.jobs.desk)
        self.jobs.compute("Backing up", work, then=self._backed_up)

    def _backed_up(self, made: object) -> None:
        self.status.show_backup()
        self.toast.say("A backup was made, and opened to verify it.")

    def check(self) -> None:
        """Look over the whole file now."""
        work = partial(desk_work.check, self.jobs.desk)
        self.jobs.compute("Checking the file", work, then=self._checked)

    def _checked(self, health: object) -> None:
        ways.say_health(self, health)

    def save_sheet(self) -> None:
        """Ask where the recovery sheet goes, and write it there."""
        ask_for_sheet(self, self.jobs, self._sheet_saved)

    def _sheet_saved(self, path: object) -> None:
        self.notice.say(f"Saved {path}. Print it, lock it away, and delete the file.")

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
        for page in self.pages:
            page.save()

    def lock(self) -> None:
        """Save, take everything off the screen, and close the desk."""
        self._leave()
        self.locked.emit()

    def _leave(self) -> None:
        if not self._leaving:
            self._leaving = True
            self.save()
            geometry = bytes(self.saveGeometry().toBase64().data()).decode()
            preferences.save(replace(self.settings, geometry=geometry))
            if self.presenting:
                self.presenting = False
                self.dress()
            self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save and let the desk be closed before the program ends."""
        event.ignore()
        if not self._leaving:
            self._leave()
            self.ended.emit()
