"""Building an agenda: what it should hold, why, and one key to take what is ticked."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import Purpose
from safeguard_desk.rules.times import read_minutes
from safeguard_desk.ui.meeting.choice import ChoiceDelegate, Choices
from safeguard_desk.ui.meeting.looks import make_primary, write_minutes
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.work import building

TICK, ITEM, WHY, PRESENTER, PURPOSE, MINUTES = range(6)


@dataclass(frozen=True)
class ProposalLine:
    """A proposal as it stands in the panel: ticked or not, and as somebody changed it."""

    id: str
    proposal: Proposal
    ticked: bool
    presenter: str
    purpose: Purpose
    minutes: int

    @property
    def own(self) -> bool:
        """True of an item of its own, False of a line under a standing item."""
        return not self.proposal.line


def _words(line: ProposalLine, name: str) -> str:
    return str(getattr(line, name)) if line.own else ""


COLUMNS = (
    Column("Take", lambda line: "", 3, "ticked", ticked=lambda line: line.ticked),
    Column("Item", lambda line: line.proposal.title),
    Column("Why", lambda line: line.proposal.reason, 34),
    Column("Presenter", lambda line: _words(line, "presenter"), 20, "presenter"),
    Column(
        "Purpose",
        lambda line: line.purpose.label if line.own else f"under {line.proposal.under}",
        16,
        "purpose",
        lambda line: line.purpose,
    ),
    Column("Minutes", lambda line: _words(line, "minutes"), 8, "minutes", right=True),
)


def _purposes() -> Choices:
    return tuple((purpose.label, purpose) for purpose in Purpose)


def _spoken(line: ProposalLine) -> str:
    taken = "taken" if line.ticked else "not taken"
    length = f", {line.minutes} minutes" if line.own else f", under {line.proposal.under}"
    return f"{line.proposal.title}, {taken}: {line.proposal.reason}{length}"


class ProposalRows(Rows):
    """The proposals; a line under a standing item can be ticked and nothing else."""

    def flags(self, index: Any) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        flags = super().flags(index)
        if index.isValid() and not self.rows[index.row()].own:
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags


class BuildPanel(QWidget):
    """Proposals for the agenda. Space ticks, Ctrl+Enter takes what is ticked, Esc goes back."""

    closed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self._bench = bench
        self._off: set[str] = set()
        self._changed: dict[str, dict[str, Any]] = {}
        self._found: list[Proposal] = []
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        rows = ProposalRows(COLUMNS, self, spoken=_spoken)
        rows.edited.connect(self._edited)
        self.view = RowsView(rows, "Proposals: Space ticks, Ctrl+Enter takes what is ticked", self)
        self.view.setItemDelegateForColumn(PURPOSE, ChoiceDelegate("Purpose", _purposes, self.view))
        self.view.letters = " "
        self.view.pressed_key.connect(self._toggle)
        self.view.opened.connect(self._edit)
        self.wrong = QLabel(self)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.take = QPushButton(self)
        make_primary(self.take)
        self.take.setToolTip("Ctrl+Enter")
        self.take.clicked.connect(self.take_ticked)
        self.none = QPushButton("Tick none", self)
        self.none.clicked.connect(self._tick_none)
        self.back = QPushButton("Back to the agenda", self)
        self.back.setToolTip("Esc")
        self.back.clicked.connect(self.closed)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+Return", self.take_ticked),
            ("Ctrl+Enter", self.take_ticked),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addWidget(self.none)
        foot.addStretch(1)
        foot.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.heading)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.wrong)
        layout.addLayout(foot)

    def show_proposals(self, found: list[Proposal], spare: int) -> None:
        """Show what was found; `spare` is how many minutes the agenda has left (below 0: over)."""
        self._found, self._spare = found, spare
        known = {one.id for one in found}
        self._off &= known
        self._changed = {key: value for key, value in self._changed.items() if key in known}
        self._show()

    def _show(self) -> None:
        lines = [self._line(one) for one in self._found]
        self.view.rows.show(lines)
        if self.view.chosen is None and lines:
            self.view.choose(lines[0].id, ITEM)
        taken = [line for line in lines if line.ticked]
        minutes = sum(line.minutes for line in taken if line.own)
        left = self._spare - minutes
        fits = (
            f"{write_minutes(left)} to spare" if left >= 0 else f"! {write_minutes(left)} too long"
        )
        self.take.setText(f"Add the {len(taken)} ticked to the agenda")
        self.take.setEnabled(bool(taken))
        self.none.setEnabled(bool(taken))
        told = f"{len(lines)} proposed, {len(taken)} ticked: {write_minutes(minutes)} of items"
        nothing = "Nothing is to be added: the agenda holds what it should."
        self.heading.setText(f"{told}, {fits}." if lines else nothing)

    def _line(self, one: Proposal) -> ProposalLine:
        line = ProposalLine(
            one.id, one, one.id not in self._off, one.presenter, one.purpose, one.minutes
        )
        return replace(line, **self._changed.get(one.id, {}))

    def _toggle(self, proposal_id: str, _: str) -> None:
        self._off ^= {proposal_id}
        self._show()

    def _tick_none(self) -> None:
        self._off = {one.id for one in self._found}
        self._show()

    def _edited(self, proposal_id: str, name: str, value: Any) -> None:
        self.wrong.hide()
        if name == "ticked":
            self._off = self._off - {proposal_id} if value else self._off | {proposal_id}
        else:
            if name == "minutes":
                value = read_minutes(str(value))
                if value is None:
                    self._tell_wrong("That is no number of minutes. Type 15, 1:30 or 1.5h.")
                    return
            self._changed.setdefault(proposal_id, {})[name] = value
        self._show()

    def _edit(self, proposal_id: str) -> None:
        index = self.view.currentIndex()
        if self.view.rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)
        else:
            self._toggle(proposal_id, "")

    def _tell_wrong(self, words: str) -> None:
        self.wrong.setText(f"! {words}")
        self.wrong.show()

    def take_ticked(self) -> None:
        """Add what is ticked to the agenda, in one step."""
        chosen = [one.id for one in self._found if one.id not in self._off]
        if not chosen:
            return
        self.wrong.hide()
        verb = partial(
            building.build_agenda,
            meeting_id=self._bench.meeting_id,
            chosen=chosen,
            changed={key: value for key, value in self._changed.items() if key in chosen},
        )
        self._bench.do("Build the agenda", verb, then=self._taken, refused=self._refused)

    def _taken(self, built: building.Built) -> None:
        self._bench.say(f"{built.words} Ctrl+Z takes it back.")
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc lead back to the agenda."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _refused(self, refusal: Refusal) -> None:
        self._tell_wrong(str(refusal))
