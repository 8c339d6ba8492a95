"""Learning not carried yet: each point with its next step, until the list is empty."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import ProductKind
from safeguard_desk.ui.audits.step import quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.training.bench import Bench
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.views.carried import Carried, PointView, carriers
from safeguard_desk.work import needs, products

KEY = (
    "C: carry by a course, product or session. B: make a briefing of it. N: make a learning need"
    " of it. X: not to be carried, because… Ctrl+Z takes a step back."
)
_WHICH = ("Not carried yet", "Not to be carried", "Carried")


def _stands(row: PointView) -> str:
    held = row.carried_by or ((row.not_carried,) if row.not_carried else ())
    return "; ".join(held or (", ".join(row.needs),))


COLUMNS = (
    Column("Ref", lambda row: row.ref, 10),
    Column("Learning point", lambda row: row.text),
    Column("Seen in", lambda row: row.seen_in, 28),
    Column("Since", lambda row: write_date(row.noted_on), 12),
    Column("Need, carried by, or why not", _stands, 30),
)


class CarriedStep(QWidget):
    """The list above, its steps below."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(parent)
        self.bench = bench
        self.found: Carried | None = None
        self.presenting = False
        self._sides: frozenset[Side] = frozenset(Side)
        self.which = QComboBox(self)
        self.which.setAccessibleName("Which learning points")
        self.which.addItems(_WHICH)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.table = RowsView(Rows(COLUMNS, self), "Learning points", self)
        self.table.letters = "CBNX"
        self.table.setWordWrap(True)
        self.by = PickField("Carried by", partial(bench.jobs.read, carriers), self)
        self.by.setPlaceholderText("Carry by: a course, product or session, then Enter")
        self.why = QLineEdit(self)
        self.why.setAccessibleName("Why nothing carries it")
        self.why.setPlaceholderText("Not to be carried, because…, then Enter")
        self.brief = QPushButton("Make a &briefing", self)
        self.raised = QPushButton("Make a &need of it", self)
        top = QHBoxLayout()
        top.addWidget(self.which)
        top.addWidget(self.told, 1)
        steps = QHBoxLayout()
        for widget in (self.by, self.why):
            steps.addWidget(widget, 1)
        steps.addWidget(self.brief)
        steps.addWidget(self.raised)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(quiet(KEY, self))
        layout.addLayout(steps)
        self._connect()

    def _connect(self) -> None:
        self.which.activated.connect(self._fill)
        self.table.pressed_key.connect(self._key)
        self.table.opened.connect(self._open)
        self.by.returnPressed.connect(self._carry)
        self.why.returnPressed.connect(self._not_carried)
        self.brief.clicked.connect(self._briefing)
        self.raised.clicked.connect(self._need)

    def show_found(self, found: Carried, sides: frozenset[Side]) -> None:
        """Show how all learning points stand; the list holds those of some sides."""
        self.found, self._sides = found, sides
        self.told.setText(found.words)
        self._fill()

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    def _fill(self, _: object = None) -> None:
        if self.found is None:
            return
        lists = (self.found.open, self.found.settled, self.found.carried)
        shown = lists[self.which.currentIndex()]
        seen = [one for one in shown if one.side in self._sides]
        self.table.rows.show([one for one in seen if not (self.presenting and one.hidden)])
        self.table.resizeRowsToContents()
        if self.table.chosen is None and self.table.rows.rows:
            self.table.choose(self.table.rows.rows[0].id, 1)
        there = bool(self.table.rows.rows)
        for widget in (self.by, self.why, self.brief, self.raised):
            widget.setEnabled(there)

    def _key(self, _: str, letter: str) -> None:
        fields = {"C": self.by, "X": self.why}
        if letter in fields:
            fields[letter].setFocus()
        elif letter == "B":
            self._briefing()
        else:
            self._need()

    def _open(self, point_id: str) -> None:
        row = self.table.rows.rows[self.table.rows.place(point_id)]
        if not row.hidden:
            self.bench.record_wanted.emit("learning_points", point_id)

    def _do(self, title: str, verb: Any, words: str) -> None:
        if self.table.chosen:
            self.bench.do(title, partial(verb, point_id=self.table.chosen), then=self._say(words))
            self.table.setFocus()

    def _say(self, words: str) -> Any:
        return partial(_emit, self.bench, words)

    def _carry(self) -> None:
        by = self.by.value()
        if by is None:
            self.bench.refuse("Nothing of this name can carry it.", "", "Choose from the list.")
            return
        kind, record_id = by.split(" ")
        self.by.clear()
        verb = partial(needs.carry_by, by=(kind, record_id))
        self._do("Carry a learning point", verb, "It is carried now.")

    def _not_carried(self) -> None:
        verb = partial(needs.not_carried, reason=self.why.text())
        self.why.clear()
        self._do("Not to be carried", verb, "Kept with its reason.")

    def _briefing(self) -> None:
        self._do(
            "Make a briefing of a learning point", _brief, "A briefing is begun: see Products."
        )

    def _need(self) -> None:
        verb = partial(_need, group_id=self.bench.group_id or "")
        self._do("Make a learning need of a learning point", verb, "Taken down as a learning need.")


def _emit(bench: Bench, words: str, _: object = None) -> None:
    bench.said.emit(words)


def _brief(uow: UnitOfWork, *, point_id: str) -> str:
    return products.make(uow, ProductKind.SEVEN_MINUTE, ("learning_points", point_id)).id


def _need(uow: UnitOfWork, *, point_id: str, group_id: str) -> str:
    return needs.add_need(uow, group_id, record=("learning_points", point_id)).id
