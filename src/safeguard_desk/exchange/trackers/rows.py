"""The rows of a tracker understood: which column holds what, and what each row says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from safeguard_desk.exchange.result import Noted, Skipped
from safeguard_desk.exchange.trackers.grids import Grid, GridLine
from safeguard_desk.rules.dates import find_date, write_date
from safeguard_desk.rules.terms import ActionStatus, Rating, Side
from safeguard_desk.rules.tracker_dates import DueRead, month_comes_first, read_day, read_due
from safeguard_desk.rules.tracker_words import (
    Part,
    StatusRead,
    is_total,
    part_of,
    rating_of_colour,
    read_rating,
    read_status,
)

_LOOKED_AT = 30
"""Lines within which the headings are looked for; titles and notes may stand above them."""
_DATES = (Part.RAISED_ON, Part.DUE, Part.REVISED, Part.COMPLETED_ON, Part.CLOSED_ON)
Mapped = Mapping[str, Part | None]
"""What the user says of headings; None: kept as text."""


@dataclass(frozen=True)
class ColumnRead:
    """A column of a tracker: its heading, what it holds (None: kept as text), and how sure."""

    place: int
    heading: str
    part: Part | None
    sure: bool = True


@dataclass(frozen=True)
class Layout:
    """Where a tracker's headings stand, and what each of its columns holds."""

    grid: str
    heading_line: int
    columns: tuple[ColumnRead, ...]
    anchor: date
    """The day the tracker speaks from, where a row names none."""
    month_first: frozenset[Part] = frozenset()


@dataclass(frozen=True)
class RowRead:
    """What a row of a tracker says. `texts` are what no field of an action holds, as they stood.

    number is the line in its grid; notes tell what was taken in a way to know of.
    """

    grid: str
    number: int
    title: str
    ref: str = ""
    raised_on: date | None = None
    raised_at: str = ""
    owner: str = ""
    agency: str = ""
    due: DueRead = field(default=DueRead(None, None, "", loose=False))
    status: ActionStatus | None = None
    completed_on: date | None = None
    closed_on: date | None = None
    rating: Rating | None = None
    side: Side | None = None
    group: str = ""
    update: str = ""
    evidence: str = ""
    impact: str = ""
    texts: tuple[str, ...] = ()
    notes: tuple[Noted, ...] = ()
    headings: Mapping[Part, str] = field(default_factory=dict)
    """What the tracker calls its columns."""
    continues: bool = False
    """It is a further line of the action above it: their cells are merged."""


def lay_out(grid: Grid, today: date, mapped: Mapped | None = None) -> Layout | None:
    """Return the layout of a grid; None where no line reads like a tracker's headings.

    A tracker has a column for the action and at least one more that is known.
    """
    best: tuple[int, int, tuple[ColumnRead, ...]] | None = None
    for place, line in enumerate(grid.lines[:_LOOKED_AT]):
        columns = _columns(line, mapped or {})
        known = {column.part for column in columns} - {None}
        if Part.TITLE in known and len(known) > 1 and (best is None or len(known) > best[0]):
            best = (len(known), place, columns)
    if best is None:
        return None
    _, place, columns = best
    anchor = _anchor(grid.lines[:place], today)
    below = grid.lines[place + 1 :]
    first = frozenset(
        column.part
        for column in columns
        if column.part in _DATES and month_comes_first(_cell(line, column) for line in below)
    )
    return Layout(
        grid.name, grid.lines[place].number, columns, anchor, frozenset(p for p in first if p)
    )


def _columns(line: GridLine, mapped: Mapped) -> tuple[ColumnRead, ...]:
    """Return what the columns hold: each part once, an exact heading before a likely one."""
    found: dict[int, ColumnRead] = {}
    taken: set[Part] = set()
    readings = [(place, cell, part_of(cell)) for place, cell in enumerate(line.cells)]
    for place, heading, _ in readings:
        if heading in mapped:
            part = mapped[heading]
            found[place] = ColumnRead(place, heading, part)
            taken |= {part} if part else set()
    for exactly in (True, False):
        for place, heading, reading in readings:
            if place in found or reading is None or reading[1] is not exactly:
                continue
            if reading[0] not in taken:
                taken.add(reading[0])
                found[place] = ColumnRead(place, heading, reading[0], exactly)
    for place, heading, _ in readings:
        found.setdefault(place, ColumnRead(place, heading, None))
    return tuple(found[place] for place in sorted(found))


def _anchor(above: Sequence[GridLine], today: date) -> date:
    """Return the day named over the table ("updated 21/09/26"), or today."""
    for line in above:
        for cell in line.cells:
            dated = find_date(cell, today)
            if dated is not None:
                return dated[0]
    return today


def _cell(line: GridLine, column: ColumnRead) -> str:
    return line.cells[column.place].strip() if column.place < len(line.cells) else ""


def rows(grid: Grid, layout: Layout) -> Iterator[RowRead | Skipped]:
    """Give every line under the headings: read, or left out with the reason."""
    below = [line for line in grid.lines if line.number > layout.heading_line]
    headings = [column.heading.casefold() for column in layout.columns]
    for line in below:
        reason = _no_action(line, layout, headings)
        yield Skipped(line.number, reason) if reason else _read(line, layout)


def _no_action(line: GridLine, layout: Layout, headings: list[str]) -> str:
    """Return why a line holds no action; empty when it does."""
    filled = [cell.strip() for cell in line.cells if cell.strip()]
    cells = [cell.strip().casefold() for cell in line.cells]
    if cells == headings[: len(cells)] and len(filled) > 1:
        return "the headings again"
    title = next((_cell(line, c) for c in layout.columns if c.part is Part.TITLE), "")
    if is_total(filled[0]) and (not title or title == filled[0] or title.isdigit()):
        return f"a line of totals: “{' '.join(filled)[:80]}”"
    if not title:
        words = " | ".join(filled)[:120]
        return f"no action is written in it: “{words}”"
    if len(filled) == 1 and len(layout.columns) > 2 and title == filled[0] and len(title) < 4:
        return f"no action is written in it: “{title}”"
    return ""


def _read(line: GridLine, layout: Layout) -> RowRead:
    cells: dict[Part, str] = {}
    texts: list[str] = []
    headings: dict[Part, str] = {}
    for column in layout.columns:
        words = _cell(line, column)
        if column.part is not None:
            cells[column.part], headings[column.part] = words, column.heading
        elif words:
            texts.append(f"{column.heading}: {words}" if column.heading else words)
    beyond = line.cells[len(layout.columns) :]
    texts += [cell.strip() for cell in beyond if cell.strip()]
    reader = _Row(line, layout, cells, headings, texts)
    return reader.read()


@dataclass
class _Row:
    """One line being read: its cells by what they hold, and what is told of it."""

    line: GridLine
    layout: Layout
    cells: dict[Part, str]
    headings: dict[Part, str]
    texts: list[str]
    notes: list[Noted] = field(default_factory=list)

    def read(self) -> RowRead:
        """Return what the line says."""
        raised_on = self._day(Part.RAISED_ON)
        anchor = raised_on or self.layout.anchor
        due = self._due(anchor)
        status, completed_on, closed_on, rating = self._status(anchor)
        cells = self.cells
        titles = [c.place for c in self.layout.columns if c.part in {Part.TITLE, Part.REF}]
        joined = bool(titles) and all(
            place in self.line.joined for place in titles if place < len(self.line.cells)
        )
        return RowRead(
            grid=self.layout.grid,
            number=self.line.number,
            title=" ".join(cells.get(Part.TITLE, "").split()),
            ref=cells.get(Part.REF, ""),
            raised_on=raised_on,
            raised_at=cells.get(Part.RAISED_AT, ""),
            owner=" ".join(cells.get(Part.OWNER, "").replace("\n", "; ").split()),
            agency=" ".join(cells.get(Part.AGENCY, "").split()),
            due=due,
            status=status,
            completed_on=completed_on,
            closed_on=closed_on,
            rating=rating,
            side=self._side(),
            group=cells.get(Part.GROUP, ""),
            update=cells.get(Part.UPDATE, ""),
            evidence=cells.get(Part.EVIDENCE, ""),
            impact=self._impact(),
            texts=tuple(self.texts),
            notes=tuple(self.notes),
            headings=self.headings,
            continues=joined,
        )

    def _keep(self, part: Part, words: str, kept_as: str = "text") -> None:
        """Tell of a cell, and keep its words as text where no field holds them."""
        heading = self.headings.get(part, part.value)
        self.notes.append(Noted(self.line.number, heading, words, kept_as))
        if kept_as == "text":
            self.texts.append(f"{heading}: {words}")

    def _day(self, part: Part) -> date | None:
        words = self.cells.get(part, "")
        if not words:
            return None
        first = part in self.layout.month_first
        day = read_day(words, self.layout.anchor, month_first=first)
        if day is None:
            found = find_date(words, self.layout.anchor)
            day = found[0] if found else None
            self._keep(part, words)
        elif first:
            self._keep(part, words, f"{write_date(day)}, month first")
        return day

    def _due(self, anchor: date) -> DueRead:
        due = self._due_of(Part.DUE, anchor)
        if not self.cells.get(Part.REVISED, ""):
            return due
        revised = self._due_of(Part.REVISED, anchor)
        if revised.on is None:
            return due
        was = due.on if due.on != revised.on else None
        return revised._replace(was=was or revised.was)

    def _due_of(self, part: Part, anchor: date) -> DueRead:
        words = self.cells.get(part, "")
        first = part in self.layout.month_first
        due = read_due(words, anchor, month_first=first)
        if due.words or due.loose or first:
            day = write_date(due.on) if due.on else ""
            kept = f"due date as said: {due.words}" if due.words else ""
            self._keep(part, words, "; ".join(filter(None, (day, kept))) or "text")
        return due

    def _status(
        self, anchor: date
    ) -> tuple[ActionStatus | None, date | None, date | None, Rating | None]:
        read = self._status_cell(anchor)
        percent = self.cells.get(Part.PERCENT, "")
        status, rating = read.status, read.rating
        if percent and status in {None, ActionStatus.OPEN}:
            told = percent if percent.rstrip().endswith("%") else f"{_hundred(percent)}%"
            status = read_status(told, anchor).status or status
            self.texts.append(f"{self.headings[Part.PERCENT]}: {percent}")
        completed, closed = self._day(Part.COMPLETED_ON), self._day(Part.CLOSED_ON)
        if closed is not None and status in {None, ActionStatus.OPEN, ActionStatus.COMPLETED}:
            status = ActionStatus.CLOSED
        elif completed is not None and status in {None, ActionStatus.OPEN}:
            status = ActionStatus.COMPLETED
        if status is ActionStatus.CLOSED:
            closed = closed or read.on
        elif status is ActionStatus.COMPLETED:
            completed = completed or read.on
        return status, completed, closed, self._rating(rating)

    def _status_cell(self, anchor: date) -> StatusRead:
        words = self.cells.get(Part.STATUS, "")
        if not words:
            return self._status_for_rating(anchor)
        heading = self.headings[Part.STATUS].casefold()
        day = read_day(words, anchor)
        if day is not None and "clos" in heading:
            return StatusRead(ActionStatus.CLOSED, day, None)
        if day is not None and ("complet" in heading or "done" in heading):
            return StatusRead(ActionStatus.COMPLETED, day, None)
        read = read_status(words, anchor)
        if read.status is ActionStatus.COMPLETED and "clos" in heading:
            read = read._replace(status=ActionStatus.CLOSED)  # "Closed? Yes"
        if read.status is None:
            self._keep(Part.STATUS, words)
        return read

    def _status_for_rating(self, anchor: date) -> StatusRead:
        """Read a status where a tracker has it in its column of ratings: "Complete - 3/11/26"."""
        words = self.cells.get(Part.RATING, "")
        if not words or read_rating(words) is not None:
            return StatusRead(None, None, None)
        read = read_status(words, anchor)
        if read.status is not None:
            self.cells[Part.RATING] = ""
            kept = read.status.label + (f" on {write_date(read.on)}" if read.on else "")
            self._keep(Part.RATING, words, f"status: {kept}")
        return read

    def _rating(self, told: Rating | None) -> Rating | None:
        """Return the rating a word or a fill gives; one that no field holds is kept as text."""
        words = self.cells.get(Part.RATING, "")
        found = told or (read_rating(words) if words else None)
        if words and found is None:
            self._keep(Part.RATING, words)
        return found or self._colour()

    def _colour(self) -> Rating | None:
        for part in (Part.STATUS, Part.RATING, Part.REF, Part.DUE):
            place = next((c.place for c in self.layout.columns if c.part is part), None)
            if place is not None and place < len(self.line.colours) and self.line.colours[place]:
                return rating_of_colour(self.line.colours[place])
        return None

    def _side(self) -> Side | None:
        words = self.cells.get(Part.BOARD, "")
        if not words:
            return None
        plain = words.casefold()
        children = "scb" in plain or "child" in plain
        adults = "sab" in plain or "adult" in plain
        if (children and adults) or plain in {"both", "joint", "all"}:
            return Side.BOTH
        if children or adults:
            return Side.CHILDREN if children else Side.ADULTS
        self._keep(Part.BOARD, words)
        return None

    def _impact(self) -> str:
        words = self.cells.get(Part.IMPACT, "")
        return "" if words.casefold().strip(" .") in {"n/a", "na", "none", "-", "tbc"} else words


def _hundred(words: str) -> str:
    """Return a share as a percentage: Excel keeps 60 % as 0.6."""
    try:
        value = float(words.replace(",", "."))
    except ValueError:
        return words
    return str(round(value * 100 if 0 < value <= 1 else value))
