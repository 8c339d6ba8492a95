"""Reorganise: groups above, what becomes of each; below, what the chosen one has in hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.reorganising import (
    Plan,
    check,
    ended,
    known,
    named,
    placed,
    read_founded,
    stays,
)
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.register.strip import Strip
from safeguard_desk.ui.reorganisation.rows import (
    GROUPS,
    STAYS,
    THINGS,
    ThingShown,
    goes,
    placed_style,
    shown_groups,
    style,
)
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import DateField
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views import reorganising as views
from safeguard_desk.views.reorganising import EndedGroup, GroupLine, InHand, Thing
from safeguard_desk.work.reorganising import Reorganised, reorganise

_KEY = (
    "In the groups: M merge into…   E end   R rename…   G give a part to…   S stays as it is"
    "   N new group   Enter its records        Below: T take to…   B to both   U as the group"
)
_HINT = (
    "Nothing changes until you press Reorganise, and one undo takes all of it back. Choose a group"
    " and say what becomes of it."
)
_HIDDEN = "(restricted)"
_SEEN = frozenset({"groups", "memberships", "actions", "matters", "meetings", "audits"})
_WRAPPED = 200
"""Lines up to which each is as high as its words: more would hold the window too long."""


class ReorganisePage(Page):
    """A plan that is tried out on the desk as it is, and carried out as one change."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the groups there are."""
        super().__init__(jobs, tab, parent)
        self.plan = Plan(today(jobs))
        self._lines: list[GroupLine] = []
        self._ended: list[EndedGroup] = []
        self._held = InHand(())
        self.on = DateField("First day of the new order", partial(today, jobs), parent=self)
        self.on.show_value(self.plan.on)
        self.new = QPushButton("&New group…", self)
        self.clear = QPushButton("&Begin again", self)
        self.do = QPushButton("Re&organise", self)
        make_primary(self.do)
        self.notice = NoticeBar(self)
        self.strip = Strip(self)
        self.groups = RowsView(Rows(GROUPS, self, style=style), "Groups", self)
        self.groups.letters = "MERGSN"
        self.things = RowsView(Rows(THINGS, self, style=placed_style), "What it has in hand", self)
        self.things.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.things.letters = "TBU"
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setAccessibleName("What this plan does")
        self.inhand = QLabel(self)
        self.inhand.setProperty("role", "quiet")
        self.inhand.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        heading = QLabel("Reorganise groups", self)
        heading.setProperty("role", "title")
        label = QLabel("from", self)
        label.setBuddy(self.on)
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(label)
        top.addWidget(self.on, 1)
        for button in (self.new, self.clear, self.do):
            top.addWidget(button)
        below = QWidget(self)
        under = QVBoxLayout(below)
        under.setContentsMargins(0, 6, 0, 0)
        under.addWidget(self.inhand)
        under.addWidget(self.things, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.groups)
        split.addWidget(below)
        split.setSizes([230, 320])
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        key.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.strip)
        layout.addWidget(self.told)
        layout.addWidget(split, 1)
        layout.addWidget(key)

    def _connect(self) -> None:
        self.on.committed.connect(self._dated)
        self.new.clicked.connect(self.ask_new)
        self.clear.clicked.connect(self.begin_again)
        self.do.clicked.connect(self.carry_out)
        self.groups.opened.connect(self._open)
        self.groups.pressed_key.connect(self._group_key)
        self.groups.selectionModel().currentRowChanged.connect(self._show_things)
        self.things.pressed_key.connect(self._thing_key)
        self.strip.left.connect(self._back)

    def arrive(self) -> None:
        """Put the focus on the groups."""
        self.groups.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of groups and of what they have in hand."""
        if changes.touches(*_SEEN):
            self.refresh()

    def present(self, presenting: bool) -> None:
        """Leave out the words of what is restricted while the screen is shared."""
        super().present(presenting)
        self._show_things()

    def refresh(self) -> None:
        """Read the groups again; what the plan says of one that is gone is let go."""
        self._lines = self.jobs.read(views.current_groups)
        self._ended = self.jobs.read(views.ended_groups)
        self.plan = known(self.plan, {one.code for one in self._lines})
        self._show()

    def _dated(self, day: date | None) -> None:
        if day is not None:
            self.plan = replace(self.plan, on=day)
            self.on.show_value(self.plan.on)
            self._show()

    def _show(self) -> None:
        self.groups.rows.show(shown_groups(self.plan, self._lines, self._ended))
        if self.groups.chosen is None and self._lines:
            self.groups.choose(self._lines[0].code)
        self._show_things()

    def _show_things(self, *_: object) -> None:
        codes = [one.code for one in self._lines]
        self._held = self.jobs.read(
            partial(views.in_hand, codes=[*self._concerned(), *self._chosen()], on=self.plan.on)
        )
        chosen = self.groups.chosen
        shown = [
            ThingShown(one.id, one, self._title(one), goes(self.plan, one))
            for one in self._held.things
            if one.group == chosen
        ]
        fits = QHeaderView.ResizeMode
        mode = fits.ResizeToContents if len(shown) <= _WRAPPED else fits.Fixed
        self.things.verticalHeader().setSectionResizeMode(mode)
        self.things.rows.show(shown)
        counts = self._held.counts(chosen or "")
        told = ", ".join(f"{count} {name.lower()}" for name, count in counts.items())
        self.inhand.setText(f"{chosen} has in hand: {told}" if told else self._nothing(codes))
        self._tell()

    def _nothing(self, codes: Sequence[str]) -> str:
        chosen = self.groups.chosen
        if chosen in {one.code for one in self._ended}:
            return f"{chosen} has ended. Enter shows its records."
        return f"{chosen} has nothing in hand." if chosen in codes else "It has yet to begin."

    def _chosen(self) -> list[str]:
        return [self.groups.chosen] if self.groups.chosen else []

    def _concerned(self) -> list[str]:
        placed_away = {one.group for one in self._held.things if one.id in self.plan.places}
        return [*self.plan.ends, *placed_away]

    def _title(self, thing: Thing) -> str:
        return _HIDDEN if self.presenting and thing.restricted else thing.title

    def _tell(self) -> None:
        """Say what the plan does that somebody may not have meant, or why it cannot be."""
        plan = self.plan
        begun = bool(plan.founds or plan.ends or plan.renames or plan.places)
        self.do.setEnabled(begun and not self.jobs.desk.read_only)
        self.clear.setEnabled(begun)
        if not begun:
            self.told.setText(_HINT)
            return
        kinds = {one.code: one.kind for one in self._lines}
        moved = sum(goes(plan, one) != STAYS for one in self._held.things)
        try:
            check(plan, list(kinds))
            warned = views.warnings(plan, self._held, kinds)
        except Refusal as refusal:
            warned = [str(refusal)]
        lines = [f"{moved} members and records would go elsewhere; references stay as they are."]
        self.told.setText("\n".join(lines + [f"! {one}" for one in warned]))

    def _open(self, code: str) -> None:
        """Show a group's records; those of one that ended stay readable in a tab of its own."""
        row = next(one for one in self.groups.rows.rows if one.id == code)
        if row.group_id is not None:
            self.list_wanted.emit(row.group_id, "meetings", "")

    def _group_key(self, code: str, letter: str) -> None:
        if code in {one.code for one in self._ended} and letter != "N":
            return
        acts = {
            "M": self.ask_merge,
            "E": self.end,
            "R": self.ask_name,
            "G": self.ask_part,
            "S": self.stay,
        }
        if letter == "N":
            self.ask_new()
        else:
            acts[letter](code)

    def _others(self, code: str) -> QComboBox:
        """Return a choice of the groups that go on, but for one."""
        field = QComboBox(self)
        field.setAccessibleName("Group")
        names = [(one.code, one.name) for one in self._lines]
        names += [(one.code, one.name) for one in self.plan.founds]
        for other, name in names:
            if other != code and other not in self.plan.ends:
                field.addItem(f"{other}  {name}", other)
        return field

    def _is_new(self, code: str) -> bool:
        return code in {one.code for one in self.plan.founds}

    def ask_merge(self, code: str) -> None:
        """Ask which group takes the work of one, which ends."""
        if not self._is_new(code):
            question = f"Which group takes the work of {code}?"
            self.strip.ask_value(question, "Merge", self._others(code), partial(self._merge, code))

    def _merge(self, code: str, field: QComboBox) -> None:
        if field.currentData():
            self._set_end(code, str(field.currentData()))

    def end(self, code: str) -> None:
        """Let a group end with nobody to take its work."""
        if not self._is_new(code):
            self._set_end(code, "")

    def _set_end(self, code: str, taker: str) -> None:
        self.plan = ended(self.plan, code, taker)
        self._show()

    def ask_name(self, code: str) -> None:
        """Ask for the new name of a group."""
        self.strip.ask(f"What is {code} called from then on?", "Rename", partial(self._name, code))

    def _name(self, code: str, words: str) -> None:
        if words:
            self.plan = named(self.plan, code, words)
            self._show()

    def ask_part(self, _: str) -> None:
        """Go to what the group has in hand, to give a part of it away."""
        self.things.setFocus()
        if self.things.chosen is None and self.things.rows.rows:
            self.things.choose(self.things.rows.rows[0].id)

    def stay(self, code: str) -> None:
        """Let a group stay as it is; one that was to begin does not."""
        own = {one.id for one in self._held.things if one.group == code}
        self.plan = placed(stays(self.plan, code), own, ())
        self._show()

    def ask_new(self) -> None:
        """Ask for a group that begins."""
        hint = "code, name, kind: PQ, Practice and Quality, quality"
        self.strip.ask("Which group begins?", "Add", self._found, hint)

    def _found(self, words: str) -> None:
        try:
            new = read_founded(words)
        except Refusal as refusal:
            self.notice.refuse(refusal)
            return
        self.notice.clear()
        self.plan = replace(self.plan, founds=(*self.plan.founds, new))
        self._show()
        self.groups.choose(new.code)

    def _picked(self) -> list[Thing]:
        rows = {index.row() for index in self.things.selectionModel().selectedRows()}
        return [self.things.rows.rows[row].thing for row in sorted(rows)]

    def _thing_key(self, _: str, letter: str) -> None:
        picked = self._picked()
        if not picked:
            return
        if letter == "U":
            self._place(picked, ())
            return
        code = self.groups.chosen or ""
        both = letter == "B"
        if both and any(one.kind != "memberships" for one in picked):
            self.notice.refuse(
                Refusal("Only members can go to both.", "Nothing was changed.", "Press T instead.")
            )
            return
        question = f"Which group takes {_counted(picked)}{' too' if both else ''}?"
        then = partial(self._take, picked, code if both else "")
        self.strip.ask_value(question, "Take", self._others(code), then)

    def _take(self, picked: list[Thing], besides: str, field: QComboBox) -> None:
        taker = str(field.currentData() or "")
        if taker:
            usual = self.plan.ends.get(besides, besides)
            self._place(picked, (usual, taker) if usual and usual != taker else (taker,))

    def _place(self, picked: list[Thing], codes: Sequence[str]) -> None:
        self.plan = placed(self.plan, [one.id for one in picked], codes)
        self._show()

    def begin_again(self) -> None:
        """Let the plan go."""
        self.plan = Plan(self.plan.on)
        self.notice.clear()
        self._show()

    def carry_out(self) -> None:
        """Do all of it as one change."""
        ended, founds = len(self.plan.ends), len(self.plan.founds)
        title = "Reorganise groups"
        if ended or founds:
            title += f" ({ended} end, {founds} begin)"
        verb = partial(reorganise, plan=self.plan)
        self.jobs.change(title, verb, then=self._done, refused=self.notice.refuse)

    def _done(self, done: Reorganised) -> None:
        self.notice.clear()
        self.plan = Plan(self.plan.on)
        self.refresh()
        moved = sum(done.moved.values())
        told = f"{moved} members and records go on elsewhere"
        cancelled = f"; {len(done.cancelled)} meetings were cancelled" if done.cancelled else ""
        self.said.emit(f"Reorganised: {told}{cancelled}.")

    def _back(self) -> None:
        self.groups.setFocus()


def _counted(picked: list[Thing]) -> str:
    if len(picked) == 1:
        return picked[0].ref or "this"
    return f"these {len(picked)}"
