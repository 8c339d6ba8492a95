"""The rows of a register for a table: ids in order, and what is painted fetched by the block.

A keystroke shows the first rows at once; the worker brings the rest a moment later, and they are
appended. The model is reset only for another filter, group or order.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from safeguard_desk.desk import search
from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.registers import finding, paging
from safeguard_desk.registers.declare import Column, Register, Shown, show
from safeguard_desk.registers.finding import Listing
from safeguard_desk.registers.paging import Query
from safeguard_desk.rules.terms import Rating
from safeguard_desk.ui.jobs import Jobs

ROOT = QModelIndex()
SCREENFUL = 50
"""Rows that are found before a keystroke is answered: a tall window shows fewer."""
FIRST = 200
"""Rows of a list that are listed at once; a longer one is listed to its end by the worker."""
BLOCK = 32
"""Rows fetched together when one of them is painted."""
HELD = 4096
"""Rows kept ready for painting."""
SOON = 120
"""Milliseconds without a key before the worker is asked for the rest."""
LONG = 2000
"""Rows of a list that takes too long to be ordered anew on the window's thread."""
SINGLY = 100
"""Rows that come and go one by one; where more differ, the list is laid out anew."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_DISPLAY, _ALIGN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole
_WORDS = (_DISPLAY, Qt.ItemDataRole.ToolTipRole)
Index = QModelIndex | QPersistentModelIndex
Cells = tuple[Any, ...]


class Heading(str):
    """A line over the rows of one group: its words, and how many rows follow."""

    __slots__ = ()

    @classmethod
    def over(cls, words: str, number: int) -> "Heading":
        """Return the heading of a group; one without words has no value to be grouped by."""
        return cls(f"{words or 'None'}  ·  {number:,}")


def with_headings(listing: Listing) -> list[str]:
    """Return the ids of a listing with a heading before each group, where they are known."""
    if sum(number for _, number in listing.groups) != len(listing.found):
        return listing.found
    ids: list[str] = []
    place = 0
    for words, number in listing.groups:
        ids.append(Heading.over(words, number))
        ids += listing.found[place : place + number]
        place += number
    return ids


class RowsModel(QAbstractTableModel):
    """A register's rows under a query. Reads by itself; holds no record, only ready words."""

    counted = Signal()
    """The number of rows, or what is known of it, has changed."""

    def __init__(self, jobs: Jobs, register: Register, parent: QObject | None = None) -> None:
        """Make an empty model; `show` fills it."""
        super().__init__(parent)
        self._jobs = jobs
        self.register = register
        self._take_columns(tuple(column for column in register.columns if not column.hidden))
        self.query = Query()
        self.complete = True
        self._order: list[str] = []
        self._ordered = True
        self._ids: list[str] = []
        self._headings = 0
        self._cells: dict[str, Cells] = {}
        self._ratings: dict[str, Rating | None] = {}
        self._names: search.Names | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._ask)

    def _take_columns(self, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self._places = [self.register.columns.index(column) + 1 for column in columns]
        self._rated = {n for n, column in enumerate(columns) if column.shown is Shown.RATING}
        numbers = {Shown.NUMBER, Shown.PERCENT}
        self.numeric = {n for n, column in enumerate(columns) if column.shown in numbers}

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these columns of the register, in this order."""
        self.beginResetModel()
        self._cells.clear()
        self._ratings.clear()
        self._take_columns(columns)
        self.endResetModel()

    @property
    def records(self) -> int:
        """How many records are listed by now, headings left aside."""
        return len(self._ids) - self._headings

    def show(self, query: Query) -> None:
        """Show what a query gives: the first rows now, the rest soon."""
        if query.grouped:
            self.query, self.complete, self._ordered = query, False, False
            self._ask()
            return
        if query.by(words="") != self.query.by(words="") or not self._order:
            if self._only_reordered(query) and len(self._order) > LONG:
                self.query, self.complete, self._ordered = query, False, False
                self._ask()
                return
            self._order, self._ordered = self._first_in_order(query)
            self.complete = False
        base = self._order
        narrows = query.words.startswith(self.query.words) and not self._headings
        if self.complete and self._ordered and narrows:
            base = self._ids  # what is typed on can only narrow what is shown
        self.beginResetModel()
        self.query, self._headings = query, 0
        self._ids, found_all = self._first_found(query.words, base)
        self.complete = found_all and self._ordered
        self.endResetModel()
        self._see_to_the_rest()
        self.counted.emit()

    def _only_reordered(self, query: Query) -> bool:
        same = query.by(order=self.query.order, descending=self.query.descending)
        return query != self.query and same == self.query

    def _first_in_order(self, query: Query) -> tuple[list[str], bool]:
        first = self._jobs.read(
            partial(finding.in_order, register=self.register, query=query, limit=FIRST + 1)
        )
        return first[:FIRST], len(first) <= FIRST

    def _first_found(self, words: str, base: list[str]) -> tuple[list[str], bool]:
        if not words.split():
            return list(base), True
        return self._jobs.read(partial(self._find, words, base))

    def _find(self, words: str, base: Sequence[str], reader: Reader) -> tuple[list[str], bool]:
        if self._names is None:
            self._names = search.names(reader, self.register.related)
        known = search.words_of(words, self._names)
        return finding.first(reader, self.register, known, base, SCREENFUL)

    def _see_to_the_rest(self) -> None:
        if self.complete:
            self._soon.stop()
        else:
            self._soon.start()

    def _ask(self) -> None:
        order = self._order if self._ordered else None
        view = partial(finding.listing, register=self.register, query=self.query, order=order)
        self._jobs.look(view, self._arrive)

    def _arrive(self, listing: Listing) -> None:
        """Take a whole listing from the worker, if it is still what is wanted."""
        if listing.query.by(words="") == self.query.by(words=""):
            self._order, self._ordered = listing.order, True
        if listing.query == self.query:
            self.complete = True
            ids = with_headings(listing)
            self._headings = len(ids) - len(listing.found)
            self._become(ids)
            self.counted.emit()
        elif not self._soon.isActive():
            self._soon.start()

    def _become(self, ids: list[str]) -> None:
        """Show these ids, keeping the selection and every row that stays."""
        held = self._ids
        if ids == held:
            return
        if ids[: len(held)] == held:
            self.beginInsertRows(ROOT, len(held), len(ids) - 1)
            self._ids = list(ids)
            self.endInsertRows()
            return
        if len(ids) > LONG and self.query.grouped:
            self.beginResetModel()  # nothing of the old order is left to be kept
            self._ids = ids
            self.endResetModel()
            return
        wanted, there = frozenset(ids), frozenset(held)
        gone = [row for row, identity in enumerate(held) if identity not in wanted]
        come = [row for row, identity in enumerate(ids) if identity not in there]
        if len(gone) + len(come) <= SINGLY:
            self._one_by_one(ids, gone, come)
        if self._ids != ids:
            self._rearrange(list(ids))

    def _one_by_one(self, ids: list[str], gone: list[int], come: list[int]) -> None:
        for row in reversed(gone):
            self.beginRemoveRows(ROOT, row, row)
            del self._ids[row]
            self.endRemoveRows()
        for row in come:
            place = min(row, len(self._ids))
            self.beginInsertRows(ROOT, place, place)
            self._ids.insert(place, ids[row])
            self.endInsertRows()

    def _rearrange(self, ids: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        identities = [self._ids[index.row()] for index in before]
        self._ids = ids
        rows = {identity: row for row, identity in enumerate(ids)} if before else {}
        after = [
            self.index(rows[identity], index.column()) if identity in rows else ROOT
            for identity, index in zip(identities, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change: rows that changed are painted anew, others come and go."""
        register = self.register
        if not changes.touches(register.kind, *register.follows):
            return
        touched = changes.ids(register.kind) & self._cells.keys()
        if changes.touches(*register.follows):
            self._names = None
            touched = frozenset(self._cells)
        for identity in touched:
            self._cells.pop(identity, None)
        self._list_again()
        last = len(self.columns) - 1
        if len(touched) > SINGLY:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, last))
            return
        for row in filter(self._is_listed, map(self.row_of, touched)):
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    @staticmethod
    def _is_listed(row: int) -> bool:
        return row >= 0

    def _list_again(self) -> None:
        if self.query.grouped:
            self._ask()
            return
        self._order, self._ordered = self._first_in_order(self.query)
        if self._ordered:
            found, self.complete = self._first_found(self.query.words, self._order)
            self._headings = 0
            self._become(found)
        else:
            self.complete = False
            self._ask()
        self.counted.emit()

    def id_at(self, row: int) -> str | None:
        """Return the id in a row; None for a heading."""
        if not 0 <= row < len(self._ids) or self.heading(row) is not None:
            return None
        return self._ids[row]

    def heading(self, row: int) -> str | None:
        """Return the words of a heading; None for a row that is a record's."""
        words = self._ids[row]
        return str(words) if isinstance(words, Heading) else None

    def row_of(self, identity: str) -> int:
        """Return the row of an id, or -1."""
        try:
            return self._ids.index(identity)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows are listed by now."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return a cell's words; the roles most often asked for are answered first."""
        if role in _WORDS:
            if not index.isValid():
                return None
            return self.cells(index.row())[index.column()]
        if role == _ALIGN and index.column() in self.numeric:
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == _DISPLAY:
                return self.columns[section].title
            if role == _ALIGN and section in self.numeric:
                return _RIGHT
        return None

    def cells(self, row: int) -> Cells:
        """Return the words of a row, fetched with its neighbours if they are not at hand."""
        identity = self._ids[row]
        if isinstance(identity, Heading):
            return (str(identity), *("",) * (len(self.columns) - 1))
        cells = self._cells.get(identity)
        if cells is None:
            self._fetch(row)
            cells = self._cells[identity]
        return cells

    def ratings(self, row: int) -> dict[int, Rating]:
        """Return the ratings of a row by their column."""
        if not self._rated:
            return {}
        self.cells(row)
        rating = self._ratings.get(self._ids[row])
        return dict.fromkeys(self._rated, rating) if rating is not None else {}

    def _fetch(self, row: int) -> None:
        """Fetch the block around a row; a record gone meanwhile is shown empty until it goes."""
        if len(self._cells) > HELD:
            self._cells.clear()
            self._ratings.clear()
        start = max(0, row - row % BLOCK)
        block = self._ids[start : start + BLOCK]
        missing = [
            identity
            for identity in block
            if identity not in self._cells and not isinstance(identity, Heading)
        ]
        fetched = self._jobs.read(partial(paging.rows, register=self.register, wanted=missing))
        rated = [self._places[n] for n in self._rated]
        for identity in missing:
            values = fetched.get(identity)
            if values is None:
                self._cells[identity] = ("",) * len(self.columns)
                continue
            self._cells[identity] = tuple(show(values[place]) for place in self._places)
            for place in rated:
                self._ratings[identity] = values[place]
