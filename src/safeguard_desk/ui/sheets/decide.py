"""What came back on agencies' sheets, field by field, to be accepted together or one by one."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agency_sheets as sheets
from safeguard_desk.exchange.agency_sheets import Back
from safeguard_desk.rules.three_way import Verdict
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.views.agency_sheets import TITLES, Proposal, proposals

_KEY = "A accept   L leave it   Enter the action   Esc back to the agencies"


@dataclass(frozen=True)
class Shown:
    """A proposal with the sheet it is from, and whether it was left."""

    id: str
    sheet: int
    agency: str
    one: Proposal
    left: bool


def _what(shown: Shown) -> str:
    if shown.left:
        return "Left as it is"
    return f"! {shown.one.problem}" if shown.one.problem else shown.one.verdict.label


COLUMNS = (
    Column("Agency", lambda shown: shown.agency, 22),
    Column("Ref", lambda shown: shown.one.ref, 9),
    Column("Action", lambda shown: shown.one.title),
    Column("Field", lambda shown: TITLES.get(shown.one.field, "Line"), 9),
    Column("As sent", lambda shown: shown.one.sent, 13),
    Column("Now here", lambda shown: shown.one.now, 13),
    Column("Came back", lambda shown: shown.one.returned, 26),
    Column("What that is", _what, 24),
)


class DecidePane(QWidget):
    """The proposals of one or several sheets."""

    left = Signal()
    said = Signal(object)
    record_wanted = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._sheets: list[Back] = []
        self._left: set[str] = set()
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.everything = QPushButton("Accept &all that only they changed", self)
        make_primary(self.everything)
        self.back = QPushButton("‹ &Back", self)
        self.back.setToolTip("Esc")
        self.notice = NoticeBar(self)
        self.table = RowsView(Rows(COLUMNS, self, spoken=_spoken), "What came back", self)
        self.table.setWordWrap(True)
        self.table.letters = "AL"
        key = QLabel(_KEY, self)
        key.setProperty("role", "quiet")
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(self.summary, 1)
        top.addWidget(self.everything)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.notice)
        layout.addWidget(self.table, 1)
        layout.addWidget(key)
        self.setFocusProxy(self.table)
        self.back.clicked.connect(self.left)
        self.everything.clicked.connect(self.accept_all)
        self.table.pressed_key.connect(self._pressed)
        self.table.opened.connect(self._open)

    def show_sheets(self, found: list[Back]) -> None:
        """Show what some sheets say."""
        self._sheets = found
        self._left = set()
        self.refresh()

    def refresh(self) -> None:
        """Show the proposals against what stands here now."""
        shown = [one for place, back in enumerate(self._sheets) for one in self._of(place, back)]
        self.table.rows.show(shown)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and shown:
            self.table.choose(shown[0].id, 1)
        ready = [one for one in shown if self._is_usual(one)]
        self.everything.setEnabled(bool(ready) and not self._jobs.desk.read_only)
        self.summary.setText(self._words(shown, len(ready)))

    def _of(self, place: int, back: Back) -> list[Shown]:
        found = []
        for one in back.proposals:
            identity = f"{place} {one.id} {one.ref}"
            left = identity in self._left
            found.append(Shown(identity, place, back.head.agency, one, left))
        return found

    def _words(self, shown: list[Shown], ready: int) -> str:
        files = ", ".join(f"{back.head.agency} ({back.lines} lines)" for back in self._sheets)
        if not shown:
            return f"{files}: nothing was changed in it."
        problems = sum(bool(one.one.problem) for one in shown)
        conflicts = sum(one.one.verdict is Verdict.CONFLICT for one in shown)
        return (
            f"{files}: {len(shown)} to look at, {ready} changed by the agency alone,"
            f" {conflicts} changed here too, {problems} not understood."
        )

    @staticmethod
    def _is_usual(shown: Shown) -> bool:
        one = shown.one
        return not shown.left and not one.problem and one.verdict is Verdict.THEIRS

    def accept_all(self) -> None:
        """Take in all that the agencies changed and nobody here did, as one step."""
        ready = [one for one in self.table.rows.rows if self._is_usual(one)]
        self._accept(ready, "Take in the sheets of agencies")

    def _accept(self, chosen: list[Shown], title: str) -> None:
        by_sheet = {
            place: [one.one for one in chosen if one.sheet == place]
            for place in {one.sheet for one in chosen}
        }
        verb = partial(_take, sheets_read=self._sheets, accepted=by_sheet)
        then = partial(self._accepted, title)
        self._jobs.change(title, verb, then=then, refused=self.notice.refuse)

    def _accepted(self, title: str, number: int) -> None:
        self.notice.clear()
        self._compare_again()
        self.said.emit(f"{title}: {number} taken in")

    def _compare_again(self) -> None:
        """Hold what came back against what stands here now."""
        self._sheets = [self._jobs.read(partial(_again, back=back)) for back in self._sheets]
        self.refresh()

    def _pressed(self, row_id: str, letter: str) -> None:
        place = self.table.rows.place(row_id)
        shown: Shown = self.table.rows.rows[place]
        if letter == "L":
            self._left.symmetric_difference_update({row_id})
            self.refresh()
        elif not shown.one.asks:
            why = shown.one.problem or f"It is {shown.one.verdict.label.lower()}."
            self.notice.refuse(Refusal(f"{shown.one.ref}: {why}", "There is nothing to accept."))
        else:
            self._accept([shown], f"Take in {shown.one.field} of {shown.one.ref}")

    def _open(self, row_id: str) -> None:
        shown: Shown = self.table.rows.rows[self.table.rows.place(row_id)]
        if shown.one.action_id:
            self.record_wanted.emit("actions", shown.one.action_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc lead back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _take(uow: UnitOfWork, *, sheets_read: list[Back], accepted: dict[int, list[Proposal]]) -> int:
    taken = 0
    for place, chosen in sorted(accepted.items()):
        taken += sheets.take(uow, back=sheets_read[place], accepted=chosen).fields
    return taken


def _again(reader: Reader, *, back: Back) -> Back:
    found = proposals(reader, back.head, back.filled)
    return replace(back, proposals=tuple(found))


def _spoken(shown: Shown) -> str:
    one = shown.one
    field = TITLES.get(one.field, "line")
    return f"{shown.agency}, {one.ref} {one.title}, {field}: {one.returned}. {_what(shown)}"
