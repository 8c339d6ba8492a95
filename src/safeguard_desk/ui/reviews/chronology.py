"""The fifth step: the merged chronology with its filters, gaps and clashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.chronology import merge, read_when
from safeguard_desk.exchange.result import Imported
from safeguard_desk.rules.chronology import GAP_DAYS, Clash, Gap, Sieve, clashes, gaps, sieved
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import Exact, Significance
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.reviews.step import Bench, Step
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.choices import agencies
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import EventView
from safeguard_desk.work import review_edits, review_work

_WEIGHTS = (
    ("All events", Significance.ROUTINE),
    ("Of note and key", Significance.NOTABLE),
    ("Key events", Significance.KEY),
)
_LETTERS = {"K": Significance.KEY, "N": Significance.NOTABLE, "R": Significance.ROUTINE}


@dataclass(frozen=True)
class Look:
    """A gap or a clash to be looked at."""

    id: str
    words: str
    place: Gap | Clash


def write_when(row: EventView) -> str:
    """Return the day of an event as exactly as it is known."""
    if row.exact is Exact.MONTH:
        return write_date(row.on).partition(" ")[2]
    if row.exact is Exact.YEAR:
        return str(row.on.year)
    return f"about {write_date(row.on)}" if row.exact is Exact.ABOUT else write_date(row.on)


def _who(row: EventView) -> str:
    return row.agency


def _event(row: EventView) -> str:
    return f"{row.words}  [{row.compared}]" if row.compared else row.words


def _bare(row: EventView) -> str:
    return row.words


def _weight(row: EventView) -> str:
    return row.significance.label


def _source(row: EventView) -> str:
    said = f"As typed: {row.typed}. " if row.typed else ""
    return f"{said}Source: {row.source or 'not told'}"


def _key(row: EventView) -> Style:
    return Style(bold=row.significance is Significance.KEY)


def _look(row: Look) -> str:
    return row.words


def _urgent(row: Look) -> Style:
    return Style(bold=isinstance(row.place, Clash) and row.place.contradicting)


class ChronologyStep(Step):
    """Filters above, events in the middle, what to look at below."""

    title = "Chronology"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self._make_filters()
        columns = (
            Column("When", write_when, 17, "on", tip=_source),
            Column("Agency", _who, 14, tip=_source),
            Column("Event", _event, 0, "words", _bare, tip=_source),
            Column("Weight", _weight, 11),
        )
        rows = Rows(columns, self, style=_key)
        self.events = RowsView(rows, "Chronology", self)
        self.events.setWordWrap(True)
        self.events.letters = "".join(_LETTERS)
        self.told = quiet("", self)
        looks = Rows((Column("Gaps and clashes", _look),), self, style=_urgent)
        self.looks = RowsView(looks, "Gaps and clashes", self)
        self.looks.setWordWrap(True)
        self.looks.setToolTip("Enter goes to the events of that time")
        self.outcome = LineField("What comparing brought", self)
        self.outcome.setPlaceholderText("A clash was compared: which one stands, and why; Enter")
        self.when = LineField("When it was", self)
        self.when.setPlaceholderText("14 jan 2025, about …, mar 2025, 2024")
        self.agency = PickField("Agency that tells it", partial(bench.jobs.read, agencies), self)
        self.words = LineField("What happened, without names", self)
        self.words.setPlaceholderText("A new event, without names; then Enter")
        self.merge = QPushButton("&Merge an agency's chronology…", self)
        self._lay_out()
        self.merge.clicked.connect(self._choose_file)
        self.words.returnPressed.connect(self._add)
        self.events.pressed_key.connect(self._weigh)
        self.events.removed.connect(self._remove)
        self.looks.opened.connect(self._go_to)
        self.outcome.returnPressed.connect(self._compared)
        rows.edited.connect(self._edit)

    def _make_filters(self) -> None:
        self.sieve = LineField("Words to look for", self)
        self.sieve.setPlaceholderText("Filter: words")
        self.of_agency = QComboBox(self)
        self.of_agency.setAccessibleName("Events of one agency")
        self.weight = QComboBox(self)
        self.weight.setAccessibleName("Events by weight")
        for words, _ in _WEIGHTS:
            self.weight.addItem(words)
        self.first, self.last = LineField("From day", self), LineField("To day", self)
        self.first.setPlaceholderText("from day")
        self.last.setPlaceholderText("to day")
        self.longest = LineField("Days after which a gap is told", self)
        self.longest.setText(str(GAP_DAYS))
        for line in (self.sieve, self.first, self.last, self.longest):
            line.textChanged.connect(weakly(self._sieve))
        self.of_agency.activated.connect(weakly(self._sieve))
        self.weight.activated.connect(weakly(self._sieve))

    def _lay_out(self) -> None:
        width = self.fontMetrics().averageCharWidth()
        above = QHBoxLayout()
        above.addWidget(self.sieve, 1)
        for part in (self.of_agency, self.weight, self.first, self.last):
            above.addWidget(part)
        label = QLabel("&Gap, days", self)
        label.setBuddy(self.longest)
        above.addWidget(label)
        above.addWidget(self.longest)
        above.addWidget(self.merge)
        for line, signs in ((self.first, 15), (self.last, 15), (self.longest, 7), (self.when, 32)):
            line.setMaximumWidth(width * signs)
        self.agency.setMaximumWidth(width * 36)
        new = QHBoxLayout()
        for part, stretch in ((self.when, 1), (self.agency, 1), (self.words, 3)):
            new.addWidget(part, stretch)
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(heading("To look at", self))
        side.addWidget(self.looks, 1)
        side.addWidget(self.outcome)
        main = QVBoxLayout()
        main.setSpacing(6)
        main.addWidget(self.told)
        main.addWidget(self.events, 1)
        main.addLayout(new)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addLayout(main, 3)
        below.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addLayout(below, 1)

    def arrive(self) -> None:
        """Begin with the events, or with the first one to be typed."""
        (self.events if self.events.rows.rows else self.when).setFocus()

    def show_case(self, case: Case) -> None:
        """Show the events that fit, and what is to be looked at."""
        super().show_case(case)
        with QSignalBlocker(self.of_agency):
            chosen = self.of_agency.currentText()
            self.of_agency.clear()
            self.of_agency.addItem("All agencies")
            self.of_agency.addItems(sorted({one.agency for one in case.events if one.agency}))
            self.of_agency.setCurrentIndex(max(0, self.of_agency.findText(chosen)))
        self._sieve()

    def _wanted(self) -> Sieve:
        _, first = self.day_of(self.first.text(), quietly=True)
        _, last = self.day_of(self.last.text(), quietly=True)
        agency = self.of_agency.currentText() if self.of_agency.currentIndex() > 0 else ""
        least = _WEIGHTS[self.weight.currentIndex()][1]
        return Sieve(self.sieve.text(), agency, least, first, last)

    def _sieve(self, *_: object) -> None:
        if self.case is None:
            return
        shown = sieved(self.case.events, self._wanted())
        self.events.rows.show(shown)
        self.events.resizeRowsToContents()
        if self.events.chosen is None and shown:
            self.events.choose(shown[0].id)
        days = int(self.longest.text()) if self.longest.text().strip().isdecimal() else GAP_DAYS
        self.looks.rows.show(_looks(shown, days))
        self.looks.resizeRowsToContents()
        if self.looks.chosen is None and self.looks.rows.rows:
            self.looks.choose(self.looks.rows.rows[0].id)
        all_of_them = len(self.case.events)
        keys = "K key, N of note, R routine; F2 changes a cell, Delete takes an event away."
        none = "No events yet. Merge an agency's table, or type the first one below."
        self.told.setText(f"{len(shown)} of {all_of_them} events. {keys}" if all_of_them else none)

    def _go_to(self, row_id: str) -> None:
        place = self.looks.rows.rows[self.looks.rows.place(row_id)].place
        day = place.day if isinstance(place, Clash) else place.first
        rows = self.events.rows.rows
        near = min(rows, key=lambda one: abs((one.on - day).days), default=None)
        if near is not None:
            self.events.choose(near.id)
            self.events.setFocus()

    def _compared(self) -> None:
        chosen = self.looks.rows.place(self.looks.chosen)
        look = self.looks.rows.rows[chosen].place if chosen >= 0 else None
        if not isinstance(look, Clash) or self.case is None:
            self.need(None, "clash")
            return
        event = next(one for one in self.case.events if one.on == look.day)
        verb = partial(review_edits.compare_event, event_id=event.id, words=self.outcome.text())
        self.do("Compare two events", verb, then=self._settled)

    def _settled(self, _: object) -> None:
        self.outcome.clear()

    def _add(self) -> None:
        if self.case is None:
            return
        when = read_when(self.when.text(), self.case.today)
        if when is None:
            self.bench.refuse(
                Refusal(
                    f"“{self.when.text().strip()}” is no day with a year in the past.",
                    "What you typed stays.",
                    "Type it as 14 jan 2025, about 14 jan 2025, mar 2025 or 2024.",
                )
            )
            return
        verb = partial(
            review_work.add_event,
            review_id=self.review_id,
            on=when[0],
            exact=when[1],
            words=self.words.text(),
            agency_id=self.agency.value(),
            typed=self.when.text(),
        )
        self.do("Add an event", verb, then=self._added)

    def _added(self, _: object) -> None:
        for field in (self.when, self.words):
            field.clear()
        self.when.setFocus()

    def _edit(self, event_id: str, name: str, typed: object) -> None:
        if self.case is None:
            return
        row = self.events.rows.rows[self.events.rows.place(event_id)]
        verbs = [(name, getattr(row, name), typed)]
        if name == "on":
            when = read_when(str(typed), self.case.today)
            if when is None:
                self.bench.refuse(
                    Refusal(f"“{typed}” is no day that is over.", "It stays.", "Type another.")
                )
                return
            verbs = [("on", row.on, when[0]), ("exact", row.exact, when[1])]
        self.do("Change an event", partial(_edit_all, event_id=event_id, changes=verbs))

    def _weigh(self, event_id: str, letter: str) -> None:
        verb = partial(review_work.weigh, event_id=event_id, significance=_LETTERS[letter])
        self.do("Weigh an event", verb)

    def _remove(self, event_id: str) -> None:
        verb = partial(review_edits.remove_part, kind="chronology_events", record_id=event_id)
        self.do("Take an event away", verb)

    def _choose_file(self) -> None:
        kinds = "Tables (*.xlsx *.csv *.docx)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Chronology of an agency", "", kinds)
        if chosen:
            self.merge_file(Path(chosen))

    def merge_file(self, path: Path) -> None:
        """Merge a file's events into the case's chronology."""
        verb = partial(merge, review_id=self.review_id, path=path)
        self.do("Merge a chronology", verb, then=self._merged)

    def _merged(self, done: Imported) -> None:
        left = "; ".join(f"row {one.row}: {one.reason}" for one in done.skipped[:3])
        self.bench.said.emit(f"{done.words()} {left}".strip())


def _looks(events: Sequence[EventView], days: int) -> list[Look]:
    found: list[Gap | Clash] = [*gaps(events, days), *clashes(events)]
    found.sort(key=lambda one: (isinstance(one, Clash) and bool(one.compared),
                                not (isinstance(one, Clash) and one.contradicting)))  # fmt: skip
    return [Look(one.words, f"{_sign(one)} {one.words}", one) for one in found]


def _sign(one: Gap | Clash) -> str:
    if isinstance(one, Gap):
        return "↔"
    return "✓" if one.compared else "!" if one.contradicting else "="


def _edit_all(uow: object, *, event_id: str, changes: list[tuple[str, object, object]]) -> None:
    for name, seen, value in changes:
        review_edits.edit_event(uow, event_id, name, seen, value)  # type: ignore[arg-type]
